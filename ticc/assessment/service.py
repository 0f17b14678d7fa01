"""Changing assessments: beginning, answering, closing, keeping and discarding them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, delete, select, update

from ticc.accounts.models import Account
from ticc.accounts.tokens import new_key
from ticc.assessment.instrument import STEPS, Readable, as_frozen, fingerprint
from ticc.assessment.models import (
    Action,
    Agreement,
    Answer,
    Assessment,
    KeptInstrument,
    Mode,
    Rater,
    Remark,
    Round,
    Said,
    Stage,
    Swap,
)
from ticc.assessment.queries import instrument_of, number_of
from ticc.attachments.models import Attachment
from ticc.attachments.service import remove
from ticc.attachments.store import Store
from ticc.catalogue.codes import is_code_of
from ticc.catalogue.visibility import Viewer
from ticc.foundation.clock import now
from ticc.foundation.errors import ChangedMeanwhile, NotThere, Refusal

# How long an assessment that nobody keeps can be opened after it was last worked on.
KEPT_UNCLAIMED = timedelta(days=30)


@dataclass(frozen=True)
class AnswerSaid:
    """What a form says of one statement."""

    said: str
    step: int | None = None
    signs: Sequence[int] = ()
    proof_text: str = ""
    proof_link: str = ""
    proof_codes: Sequence[str] = ()
    attachment_id: int | None = None
    note: str = ""

    @property
    def is_proven(self) -> bool:
        """Whether it gives a proof of any sort."""
        return bool(self.proof_text or self.proof_link or self.proof_codes or self.attachment_id)


def keep_instrument(session: Session, readable: Readable) -> str:
    """Keep an instrument as it is now, once; returns its fingerprint."""
    frozen = as_frozen(*readable)
    mark = fingerprint(frozen)
    if session.get(KeptInstrument, mark) is None:
        # Two may be the first to use it at the same moment: the second finds it kept, and goes on.
        with suppress(IntegrityError), session.begin_nested():
            session.add(KeptInstrument(fingerprint=mark, name=readable[0].name, body=frozen))
    return mark


def begin_assessment(
    session: Session, viewer: Viewer, readable: Readable, said: Mapping[str, Any], *, mode: Mode, language: str, is_sample: bool = False
) -> Assessment:
    """Begin an assessment with the profile that was said; a group needs somebody who is signed in to lead it, or a Refusal is raised."""
    if mode == Mode.GROUP and not viewer.is_signed_in:
        raise Refusal(_("Sign in first: a group needs somebody who invites and reveals"), "mode")
    assessment = Assessment(
        key=new_key(),
        instrument=keep_instrument(session, readable),
        mode=mode.value,
        language=language,
        account_id=viewer.account_id,
        partner_code=min(viewer.partners, default=None),
        expires_at=None if viewer.is_signed_in else now() + KEPT_UNCLAIMED,
        is_sample=is_sample,
        **said,
    )
    session.add(assessment)
    session.flush()
    session.add(Round(assessment_id=number_of(assessment), number=1))
    if mode == Mode.ALONE:
        session.add(Rater(assessment_id=number_of(assessment), account_id=viewer.account_id, seat=new_key(), joined_at=now()))
    session.flush()
    return assessment


def change_profile(session: Session, assessment: Assessment, said: Mapping[str, Any]) -> None:
    """Say otherwise who and where you are; answers to questions that no longer come are kept and left aside."""
    refuse_when_closed(assessment)
    for name, value in said.items():
        setattr(assessment, name, value)
    session.add(assessment)
    session.flush()


def give_answer(session: Session, assessment: Assessment, rater: Rater, statement: str, said: AnswerSaid, version: int) -> Answer:
    """Write down what a rater says of a statement in this round; the same words twice are one answer.

    `version` is that of the answer which the form was opened with, 0 where there was none. Raises NotThere for a statement that the
    instrument does not have, Refusal where answers are no longer taken, ChangedMeanwhile where another window has answered otherwise.
    """
    # One writer a rater: two windows that answer at once then see each other, and a reveal waits for whoever is writing.
    session.refresh(rater, with_for_update=True)
    session.refresh(assessment, with_for_update={"read": True})
    _refuse_late(assessment, rater)
    if statement not in {one.key for one in instrument_of(session, assessment)[0].statements}:
        raise NotThere(statement)
    refuse_impossible(said.said, said.step)
    words = {**asdict(said), "signs": sorted(said.signs), "proof_codes": list(said.proof_codes), "is_proven": said.is_proven}
    chosen = select(Answer).where(Answer.rater_id == rater.id, Answer.round == assessment.round, Answer.statement == statement)
    # Read anew behind the lock: the page may have looked at it before another window changed it.
    answer = session.exec(chosen.execution_options(populate_existing=True)).one_or_none()
    if answer is None:
        answer = Answer(assessment_id=number_of(assessment), rater_id=number_of(rater), round=assessment.round, statement=statement, **words)
    elif all(getattr(answer, name) == value for name, value in words.items()):
        return answer
    elif answer.version != version:
        raise ChangedMeanwhile
    else:
        for name, value in words.items():
            setattr(answer, name, value)
        answer.version += 1
        answer.answered_at = now()
    session.add(answer)
    if assessment.expires_at is not None:
        assessment.expires_at = now() + KEPT_UNCLAIMED
        session.add(assessment)
    session.flush()
    return answer


def _refuse_late(assessment: Assessment, rater: Rater) -> None:
    if rater.removed_at is not None:
        raise Refusal(_("The facilitator has withdrawn this place: ask for a new link if that is a mistake. Your answer was not saved."))
    if assessment.stage == Stage.CLOSED:
        raise Refusal(_("This assessment is closed: its answers can no longer be changed. Your answer was not saved."))
    if assessment.stage == Stage.REVEALED:
        raise Refusal(_("The marks of this round are shown already. You can change yours when the facilitator opens another round."))


def refuse_impossible(said: str, step: int | None) -> None:
    """Raise a Refusal for a step that the scale does not have, or for words that say a step and give none."""
    if said not in set(Said) or (said == Said.STEP) != (step is not None) or step not in (None, *range(STEPS)):
        raise Refusal(_("Choose one of the six steps, or say that you do not know or that it does not apply"), "level")


def close(session: Session, assessment: Assessment) -> None:
    """Keep the result as it is now: a result that is compared later must not change."""
    refuse_when_closed(assessment)
    assessment.stage = Stage.CLOSED.value
    assessment.closed_at = now()
    session.add(assessment)
    session.flush()


def reopen(session: Session, assessment: Assessment) -> None:
    """Take answers again, for somebody who works alone and closed too early; a group opens another round before it closes."""
    if assessment.is_group:
        raise Refusal(_("A group’s result stays as it was agreed. Begin a new assessment of the same site to see what moves."))
    assessment.stage = Stage.RATING.value
    assessment.closed_at = None
    session.add(assessment)
    session.flush()


def keep(session: Session, assessment: Assessment, viewer: Viewer, said: Mapping[str, Any]) -> None:
    """Make an assessment one's own: from now on only its keeper and the members of the partner can open it."""
    if assessment.is_kept and assessment.account_id != viewer.account_id and assessment.partner_code not in viewer.partners:
        raise NotThere(assessment.key)
    site = said.get("site_code")
    if site and not is_code_of(session, site, "site"):
        raise Refusal(_("There is no site %(code)s", code=site), "site_code")
    for name, value in said.items():
        setattr(assessment, name, value)
    if not assessment.is_kept:
        assessment.account_id = viewer.account_id
        assessment.partner_code = min(viewer.partners, default=None)
        assessment.expires_at = None
        # Whoever knew the address before must not go on answering: the seat gets a new one.
        session.exec(update(Rater).where(col(Rater.assessment_id) == assessment.id).values(account_id=viewer.account_id, seat=new_key()))
    session.add(assessment)
    session.flush()


def refuse_when_closed(assessment: Assessment) -> None:
    """Raise a Refusal for an assessment whose result is kept."""
    if assessment.stage == Stage.CLOSED:
        raise Refusal(_("This assessment is closed: begin a new one to see what has moved since"))


def release_files(session: Session, store: Store, attachment_ids: Iterable[int | None]) -> None:
    """Remove files that no answer rests on any more; a further round may still hold the file of the one before."""
    wanted = {one for one in attachment_ids if one is not None}
    held = set(session.exec(select(Answer.attachment_id).where(col(Answer.attachment_id).in_(wanted))))
    for attachment in session.exec(select(Attachment).where(col(Attachment.id).in_(wanted - held))):
        remove(session, store, attachment)


def discard(session: Session, store: Store, assessments: Sequence[Assessment]) -> None:
    """Delete assessments with everything that was said in them, files too."""
    numbers = [number_of(one) for one in assessments]
    files = list(session.exec(select(Answer.attachment_id).where(col(Answer.assessment_id).in_(numbers), col(Answer.attachment_id).is_not(None))))
    swaps = list(session.exec(select(Swap.id).where(col(Swap.asking_id).in_(numbers) | col(Swap.asked_id).in_(numbers))))
    session.exec(delete(Remark).where(col(Remark.swap_id).in_(swaps)))
    session.exec(delete(Swap).where(col(Swap.id).in_(swaps)))
    for table in (Action, Agreement, Answer, Rater, Round):
        session.exec(delete(table).where(col(table.assessment_id).in_(numbers)))
    session.exec(delete(Assessment).where(col(Assessment.id).in_(numbers)))
    release_files(session, store, files)
    session.flush()


def purge_expired(session: Session, store: Store) -> int:
    """Delete the assessments that nobody kept within their thirty days; returns how many there were."""
    old = list(session.exec(select(Assessment).where(col(Assessment.expires_at) <= now())))
    discard(session, store, old)
    return len(old)


def remove_samples(session: Session, store: Store) -> int:
    """Delete the assessments that sample accounts made, and their seats in those of others; returns how many assessments there were."""
    samples = list(session.exec(select(Assessment).where(col(Assessment.is_sample))))
    discard(session, store, samples)
    persons = select(Account.id).where(col(Account.is_sample))
    session.exec(delete(Remark).where(col(Remark.account_id).in_(persons)))
    session.exec(update(Rater).where(col(Rater.account_id).in_(persons)).values(account_id=None))
    session.flush()
    return len(samples)
