"""Leading a group: inviting raters, revealing all marks at once, further rounds, and writing down what was agreed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlmodel import Session, col, select, update

from ticc.accounts.tokens import new_key
from ticc.assessment.models import Agreement, Answer, Assessment, Rater, Round, Stage
from ticc.assessment.queries import find_invitation, instrument_of, last_revealed, list_raters, number_of
from ticc.assessment.service import close, refuse_impossible, refuse_when_closed, release_files
from ticc.attachments.store import Store
from ticc.catalogue.visibility import Viewer
from ticc.foundation.clock import now, today
from ticc.foundation.errors import ChangedMeanwhile, NotThere, Refusal

MOST_RATERS = 60
# With one rater there is nothing to reveal, and the others would know whose mark it is.
FEWEST_TO_REVEAL = 2


def invite_rater(session: Session, assessment: Assessment, name: str, *, is_on_paper: bool = False) -> Rater:
    """Offer somebody a place in the group; raises Refusal where the name is taken or the group is full.

    The place has an invitation that opens once. A rater on paper has a seat at once: the facilitator types what the paper says.
    """
    session.refresh(assessment, with_for_update=True)
    refuse_when_closed(assessment)
    known = list_raters(session, assessment)
    present = [rater for rater in known if rater.removed_at is None]
    if len(present) >= MOST_RATERS:
        raise Refusal(_("A group has at most %(most)s raters", most=MOST_RATERS), "name")
    if name.casefold() in {rater.name.casefold() for rater in present}:
        raise Refusal(_("Somebody of this name is in the group already: add a word that tells them apart"), "name")
    rater = Rater(assessment_id=number_of(assessment), number=len(known) + 1, name=name, is_on_paper=is_on_paper)
    if is_on_paper:
        rater.seat, rater.joined_at = new_key(), now()
    else:
        rater.invitation = new_key()
    session.add(rater)
    session.flush()
    return rater


def take_own_seat(session: Session, assessment: Assessment, viewer: Viewer) -> Rater:
    """The facilitator rates too."""
    known = [rater for rater in list_raters(session, assessment) if rater.account_id == viewer.account_id and rater.removed_at is None]
    if known:
        return known[0]
    rater = invite_rater(session, assessment, viewer.name)
    return _seated(session, rater, viewer)


def join(session: Session, invitation: str, viewer: Viewer) -> Rater:
    """Take the place that an invitation offers; the invitation opens no second time. Raises NotThere for one that was used or withdrawn."""
    found = find_invitation(session, invitation)
    if found is None:
        raise NotThere(_("this invitation: it was used or withdrawn. Ask whoever sent it for a new one"))
    rater = found[1]
    session.refresh(rater, with_for_update=True)
    if rater.invitation != invitation:
        raise NotThere(_("this invitation: it was used or withdrawn. Ask whoever sent it for a new one"))
    return _seated(session, rater, viewer)


def _seated(session: Session, rater: Rater, viewer: Viewer) -> Rater:
    rater.invitation, rater.seat, rater.joined_at = None, new_key(), now()
    rater.account_id = viewer.account_id
    session.add(rater)
    session.flush()
    return rater


def renew_invitation(session: Session, assessment: Assessment, rater: Rater) -> None:
    """Give a rater a new link and end the old one, wherever it went; the answers stay with the place.

    Who sat there notices: the old address stops working. So a facilitator cannot look at answers unseen.
    """
    refuse_when_closed(assessment)
    if rater.removed_at is not None or rater.is_on_paper:
        raise Refusal(_("This place has no link"))
    rater.seat, rater.invitation, rater.account_id = None, new_key(), None
    session.add(rater)
    session.flush()


def remove_rater(session: Session, assessment: Assessment, rater: Rater) -> None:
    """Withdraw a place: the marks count in no round that is revealed from now on."""
    refuse_when_closed(assessment)
    rater.removed_at, rater.invitation = now(), None
    session.add(rater)
    session.flush()


def forget_rater(session: Session, store: Store, rater: Rater) -> None:
    """Delete what identifies a person: name, account, link, notes and proofs. The marks stay, so that the group's result stands."""
    rater.name, rater.account_id, rater.seat, rater.invitation = "", None, None, None
    session.add(rater)
    blank: dict[str, Any] = {"note": "", "proof_text": "", "proof_link": "", "proof_codes": [], "attachment_id": None}
    files = list(session.exec(select(Answer.attachment_id).where(Answer.rater_id == rater.id)))
    session.exec(update(Answer).where(col(Answer.rater_id) == rater.id).values(**blank))
    release_files(session, store, files)
    session.flush()


def finish_rating(session: Session, assessment: Assessment, rater: Rater, *, is_finished: bool = True) -> None:
    """A rater says that this round's marks may be shown, or takes that back."""
    if assessment.stage != Stage.RATING:
        raise Refusal(_("The marks of this round are shown already"))
    rater.finished_round = assessment.round if is_finished else assessment.round - 1
    session.add(rater)
    session.flush()


def reveal(session: Session, assessment: Assessment) -> None:
    """Show all marks of this round to all at once; raises Refusal while fewer than two raters have finished."""
    session.refresh(assessment, with_for_update=True)
    refuse_when_closed(assessment)
    if assessment.stage == Stage.REVEALED:
        return
    finished = [one for one in list_raters(session, assessment) if one.removed_at is None and one.finished_round >= assessment.round]
    if len(finished) < FEWEST_TO_REVEAL:
        raise Refusal(_("At least two raters must have finished before the marks are shown"))
    present = session.exec(select(Round).where(Round.assessment_id == assessment.id, Round.number == assessment.round)).one()
    present.revealed_at = now()
    assessment.stage = Stage.REVEALED.value
    session.add_all([present, assessment])
    session.flush()


def open_round(session: Session, assessment: Assessment) -> None:
    """Let everybody rate again, blind: each begins from the own marks of the round before."""
    session.refresh(assessment, with_for_update=True)
    refuse_when_closed(assessment)
    if assessment.stage != Stage.REVEALED:
        raise Refusal(_("Show the marks of this round first"))
    assessment.round += 1
    assessment.stage = Stage.RATING.value
    session.add_all([assessment, Round(assessment_id=number_of(assessment), number=assessment.round)])
    session.flush()


def write_agreement(session: Session, assessment: Assessment, statement: str, said: Mapping[str, Any], version: int) -> Agreement:
    """Write down what the group made of a statement; raises Refusal before the first reveal, ChangedMeanwhile after somebody else's words."""
    session.refresh(assessment, with_for_update=True)
    refuse_when_closed(assessment)
    if last_revealed(session, assessment) is None:
        raise Refusal(_("Show the marks first: what is agreed before would not be blind"))
    if statement not in {one.key for one in instrument_of(session, assessment)[0].statements}:
        raise NotThere(statement)
    if said.get("said"):
        refuse_impossible(said["said"], said.get("step"))
    chosen = select(Agreement).where(Agreement.assessment_id == assessment.id, Agreement.statement == statement)
    # Read anew behind the lock: the page may have looked at it before another window changed it.
    agreement = session.exec(chosen.execution_options(populate_existing=True)).one_or_none() or Agreement(
        assessment_id=number_of(assessment), statement=statement, version=0
    )
    if agreement.version != version:
        raise ChangedMeanwhile
    for name, value in said.items():
        setattr(agreement, name, value)
    agreement.version += 1
    agreement.written_at = now()
    session.add(agreement)
    session.flush()
    return agreement


def conclude(session: Session, assessment: Assessment, review_on: date | None) -> None:
    """Close a group's assessment with the day on which it will be looked at again; raises Refusal while marks are still hidden."""
    if assessment.stage == Stage.RATING:
        raise Refusal(_("Show the marks of this round first"))
    if review_on is not None and review_on <= today():
        raise Refusal(_("The day of the review must lie in the future"), "review_on")
    assessment.review_on = review_on
    close(session, assessment)
