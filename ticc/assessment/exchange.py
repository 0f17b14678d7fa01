"""What places tell each other: consent, comparison among at least five, twins by name, and swapped reviews."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _
from sqlmodel import Session, col, or_, select

from ticc.assessment.models import Assessment, Consent, Remark, Stage, Swap, SwapState
from ticc.assessment.profile import Profile
from ticc.assessment.queries import instrument_of, number_of
from ticc.assessment.result import profile_of
from ticc.catalogue.visibility import Viewer
from ticc.foundation.clock import now
from ticc.foundation.errors import NotAllowed, NotThere, Refusal


@dataclass(frozen=True)
class Place:
    """Another place that lets itself be compared: its closed assessment and its profile."""

    assessment: Assessment
    profile: Profile


def give_consent(session: Session, assessment: Assessment, consent: Consent) -> None:
    """Decide what other places may learn, or take it back; raises Refusal for a result that is open or names no site."""
    if consent != Consent.NOTHING and (assessment.stage != Stage.CLOSED or not assessment.site_code):
        raise Refusal(_("Close the assessment and name its site first: only finished results of a site are compared"), "consent")
    assessment.consent = consent.value
    session.add(assessment)
    session.flush()


def list_places(session: Session, own: Assessment, *, named: bool = False) -> list[Place]:
    """The other sites with the same instrument whose people agreed to be compared (or, to be named), each with its newest result."""
    return [place for place in list_consented(session, instrument_key(session, own), named=named) if place.assessment.site_code != own.site_code]


def list_consented(session: Session, instrument: str, *, named: bool = False) -> list[Place]:
    """The newest closed assessment of every site whose people agreed to be counted (or, to be named), made with any version of an instrument."""
    wanted = [Consent.NAMED.value] if named else [Consent.NAMED.value, Consent.COUNTED.value]
    chosen = select(Assessment).where(Assessment.stage == Stage.CLOSED, col(Assessment.consent).in_(wanted), col(Assessment.site_code).is_not(None))
    newest: dict[str, Assessment] = {}
    for one in session.exec(chosen.order_by(col(Assessment.closed_at).desc(), col(Assessment.id).desc())):
        if instrument_key(session, one) == instrument:
            newest.setdefault(one.site_code or "", one)
    return [Place(one, profile_of(session, one)) for one in newest.values()]


def list_earlier(session: Session, own: Assessment) -> list[Assessment]:
    """The closed assessments of the same site by the same people with the same instrument, before this one; the newest first."""
    if not own.site_code or not own.is_kept:
        return []
    same = or_(Assessment.account_id == own.account_id, col(Assessment.partner_code) == own.partner_code)
    chosen = select(Assessment).where(
        Assessment.site_code == own.site_code, Assessment.stage == Stage.CLOSED, Assessment.id != own.id, Assessment.created_at < own.created_at, same
    )
    found = session.exec(chosen.order_by(col(Assessment.closed_at).desc(), col(Assessment.id).desc()))
    return [one for one in found if instrument_key(session, one) == instrument_key(session, own)]


def instrument_key(session: Session, assessment: Assessment) -> str:
    """The key of the instrument without its version: `readiness`."""
    return instrument_of(session, assessment)[0].key


def ask_for_swap(session: Session, own: Assessment, site_code: str, message: str) -> Swap:
    """Ask another place, which lets itself be named, to review each other's result; raises Refusal or NotThere."""
    other = next((one.assessment for one in list_places(session, own, named=True) if one.assessment.site_code == site_code), None)
    if other is None:
        raise NotThere(site_code)
    if own.consent != Consent.NAMED:
        raise Refusal(_("Let your own place be named first: a swap shows both results"), "message")
    if find_swap_between(session, own, other):
        raise Refusal(_("These two places have been asked already"), "message")
    swap = Swap(asking_id=number_of(own), asked_id=number_of(other), message=message)
    session.add(swap)
    session.flush()
    return swap


def answer_swap(session: Session, swap: Swap, own: Assessment, *, accepts: bool) -> None:
    """The asked place says yes or no; raises NotAllowed for the place that asked, Refusal for an answer that was given already."""
    if swap.asked_id != own.id:
        raise NotAllowed
    if swap.state != SwapState.ASKED:
        raise Refusal(_("This was answered already"))
    swap.state = (SwapState.ACCEPTED if accepts else SwapState.DECLINED).value
    swap.answered_at = now()
    session.add(swap)
    session.flush()


def leave_remark(session: Session, swap: Swap, own: Assessment, viewer: Viewer, principle: str, text: str) -> Remark:
    """Say something of a principle of the other place; raises Refusal for a swap that was not accepted."""
    if swap.state != SwapState.ACCEPTED:
        raise Refusal(_("The other place has not said yes yet"), "text")
    remark = Remark(swap_id=number_of(swap), about_id=other_of(swap, own), principle=principle, text=text, account_id=viewer.account_id or 0)
    session.add(remark)
    session.flush()
    return remark


def other_of(swap: Swap, own: Assessment) -> int:
    """The number of the assessment on the other side of a swap."""
    return swap.asked_id if swap.asking_id == own.id else swap.asking_id


def list_swaps(session: Session, own: Assessment) -> list[Swap]:
    """The swaps that an assessment takes part in, the newest first."""
    either = or_(Swap.asking_id == own.id, Swap.asked_id == own.id)
    return list(session.exec(select(Swap).where(either).order_by(col(Swap.id).desc())))


def get_swap(session: Session, own: Assessment, site_code: str) -> tuple[Swap, Assessment]:
    """The newest swap with a site that this assessment takes part in, and the other side's assessment; raises NotThere."""
    for swap in list_swaps(session, own):
        other = session.get(Assessment, other_of(swap, own))
        if other is not None and other.site_code == site_code:
            return swap, other
    raise NotThere(site_code)


def find_swap_between(session: Session, one: Assessment, other: Assessment) -> Swap | None:
    """The swap between two assessments, whoever asked."""
    pairs = or_(
        (col(Swap.asking_id) == one.id) & (col(Swap.asked_id) == other.id), (col(Swap.asking_id) == other.id) & (col(Swap.asked_id) == one.id)
    )
    return session.exec(select(Swap).where(pairs)).first()


def list_remarks_of_swap(session: Session, swap: Swap) -> list[Remark]:
    """What both sides of a swap said of each other, first what was said of the place that asked, in the order of the principles."""
    found = list(session.exec(select(Remark).where(Remark.swap_id == swap.id).order_by(Remark.principle, col(Remark.id))))
    return sorted(found, key=lambda remark: remark.about_id != swap.asking_id)


def list_remarks(session: Session, assessment: Assessment) -> list[Remark]:
    """What reviewers said of an assessment, in the order of the principles."""
    return list(session.exec(select(Remark).where(Remark.about_id == assessment.id).order_by(Remark.principle, col(Remark.id))))
