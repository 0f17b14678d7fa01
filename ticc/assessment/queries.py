"""Asking about assessments: which may be opened, who sits where, and what may be seen of the marks.

Marks of a group are read only through `list_revealed_marks`: before the reveal there is no way to them but a rater's own seat.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, or_, select

from ticc.assessment.engine import Mark
from ticc.assessment.instrument import Readable, as_frozen, fingerprint, from_frozen
from ticc.assessment.models import Agreement, Answer, Assessment, KeptInstrument, Rater, Round, Stage, Swap
from ticc.catalogue.visibility import Viewer
from ticc.foundation.clock import now
from ticc.foundation.errors import NotAllowed, NotThere

_read: dict[str, Readable] = {}


def number_of(row: Assessment | Rater | Swap) -> int:
    """The number of a row that is in the database."""
    assert row.id is not None
    return row.id


def instrument_of(session: Session, assessment: Assessment) -> Readable:
    """The instrument of an assessment as it was when it began, with its translations."""
    if assessment.instrument not in _read:
        kept = session.get(KeptInstrument, assessment.instrument)
        assert kept is not None
        _read[assessment.instrument] = from_frozen(kept.body)
    return _read[assessment.instrument]


def list_changed_instruments(session: Session, present: Mapping[str, Readable]) -> list[str]:
    """The versions that assessments began with and that a file now says otherwise under the same name; they should be new versions."""
    kept = session.exec(
        select(KeptInstrument.name, KeptInstrument.fingerprint).where(col(KeptInstrument.fingerprint).in_(select(Assessment.instrument)))
    )
    now_said = {name: fingerprint(as_frozen(*readable)) for name, readable in present.items()}
    return sorted({name for name, mark in kept if name in now_said and now_said[name] != mark})


def find_assessment(session: Session, key: str) -> Assessment | None:
    """The assessment at an address, whoever asks; one that nobody kept is gone after its thirty days."""
    found = session.exec(select(Assessment).where(Assessment.key == key)).one_or_none()
    return found if found and (found.expires_at is None or found.expires_at > now()) else None


def get_assessment(session: Session, key: str, viewer: Viewer) -> Assessment:
    """An assessment that the viewer may open; raises NotThere, also for what belongs to others.

    One that nobody has kept is open to everybody who knows its address. One that is kept is open to whoever keeps it, and to the
    members of the partner that it was made for.
    """
    found = find_assessment(session, key)
    if found is None or not may_open(found, viewer):
        raise NotThere(key)
    return found


def get_led_assessment(session: Session, key: str, viewer: Viewer) -> Assessment:
    """A group's assessment for its facilitator; raises NotThere, or NotAllowed for colleagues, who must not stand between raters and reveal."""
    found = get_assessment(session, key, viewer)
    if not found.is_group:
        raise NotThere(key)
    if found.account_id != viewer.account_id:
        raise NotAllowed
    return found


def may_open(assessment: Assessment, viewer: Viewer) -> bool:
    """Whether a person may open an assessment whose address they know."""
    if not assessment.is_kept:
        return True
    return assessment.account_id == viewer.account_id or (assessment.partner_code is not None and assessment.partner_code in viewer.partners)


def list_own_assessments(session: Session, viewer: Viewer) -> list[Assessment]:
    """The assessments that a person keeps, and those of the person's partners, the newest first."""
    if not viewer.is_signed_in:
        return []
    mine: ColumnElement[bool] = or_(Assessment.account_id == viewer.account_id, col(Assessment.partner_code).in_(viewer.partners))
    return list(session.exec(select(Assessment).where(mine).order_by(col(Assessment.created_at).desc(), col(Assessment.id))))


def list_seats_of(session: Session, viewer: Viewer) -> list[tuple[Assessment, Rater]]:
    """Where a signed-in person is asked to rate and has not finished yet."""
    if not viewer.is_signed_in:
        return []
    chosen = select(Assessment, Rater).where(
        Rater.assessment_id == Assessment.id,
        Rater.account_id == viewer.account_id,
        col(Rater.removed_at).is_(None),
        col(Rater.seat).is_not(None),
        Assessment.mode == "group",
        Assessment.stage == Stage.RATING,
        Rater.finished_round < Assessment.round,
    )
    return list(session.exec(chosen.order_by(col(Assessment.created_at).desc())))


def find_seat(session: Session, seat: str) -> tuple[Assessment, Rater] | None:
    """The rater who sits behind a secret address, with the assessment; a rater who was removed is found too, to be told so."""
    rater = session.exec(select(Rater).where(Rater.seat == seat)).one_or_none()
    assessment = session.get(Assessment, rater.assessment_id) if rater else None
    if rater is None or assessment is None or (assessment.expires_at is not None and assessment.expires_at <= now()):
        return None
    return assessment, rater


def find_invitation(session: Session, invitation: str) -> tuple[Assessment, Rater] | None:
    """The place that an invitation offers, as long as nobody has taken it."""
    rater = session.exec(select(Rater).where(Rater.invitation == invitation, col(Rater.removed_at).is_(None))).one_or_none()
    assessment = session.get(Assessment, rater.assessment_id) if rater else None
    return (assessment, rater) if rater and assessment and assessment.stage != Stage.CLOSED else None


def list_raters(session: Session, assessment: Assessment) -> list[Rater]:
    """Everybody who was asked, in the order in which they were, those who were removed last."""
    rows = session.exec(select(Rater).where(Rater.assessment_id == assessment.id).order_by(col(Rater.id)))
    return sorted(rows, key=lambda rater: rater.removed_at is not None)


def get_rater(session: Session, assessment: Assessment, number: int) -> Rater:
    """A rater of this assessment by the number of the place; raises NotThere."""
    found = session.exec(select(Rater).where(Rater.assessment_id == assessment.id, Rater.number == number)).one_or_none()
    if found is None:
        raise NotThere(str(number))
    return found


def list_rounds(session: Session, assessment: Assessment) -> list[Round]:
    """The rounds of a group, the first one first."""
    return list(session.exec(select(Round).where(Round.assessment_id == assessment.id).order_by(col(Round.number))))


def last_revealed(session: Session, assessment: Assessment) -> Round | None:
    """The last round whose marks were shown to all; None before the first reveal."""
    chosen = select(Round).where(Round.assessment_id == assessment.id, col(Round.revealed_at).is_not(None))
    return session.exec(chosen.order_by(col(Round.number).desc())).first()


def list_own_answers(session: Session, rater: Rater, up_to: int) -> dict[str, Answer]:
    """What one rater says of each statement by now: an answer of a later round takes the place of an earlier one."""
    rows = session.exec(select(Answer).where(Answer.rater_id == rater.id, Answer.round <= up_to).order_by(col(Answer.round), col(Answer.id)))
    return {answer.statement: answer for answer in rows}


def is_from_before_the_link(assessment: Assessment, rater: Rater, answer: Answer) -> bool:
    """Whether an answer of the round that is still blind was given before the rater's present link was taken.

    It stays and counts, and is not shown: whoever made the new link could otherwise open it to look at marks before the reveal.
    """
    is_blind = assessment.is_group and assessment.stage == Stage.RATING and answer.round == assessment.round
    return is_blind and not rater.is_on_paper and rater.joined_at is not None and answer.answered_at < rater.joined_at


def list_marks_of_lone(session: Session, assessment: Assessment) -> dict[str, Mark]:
    """What somebody who works alone says; nothing for a group, whose marks wait for the reveal."""
    if assessment.is_group:
        return {}
    rows = session.exec(select(Answer).where(Answer.assessment_id == assessment.id).order_by(col(Answer.id)))
    return {answer.statement: mark_of(answer) for answer in rows}


def list_revealed_answers(session: Session, assessment: Assessment, number: int) -> dict[int, dict[str, Answer]]:
    """Every rater's answers as they stood in a round, by rater and statement; nothing for a round that was not revealed.

    Who was removed before the reveal is not in it; who was removed later stays part of what the group saw.
    """
    shown = session.exec(select(Round).where(Round.assessment_id == assessment.id, Round.number == number)).one_or_none()
    if shown is None or shown.revealed_at is None:
        return {}
    counting = {one.id for one in list_raters(session, assessment) if one.removed_at is None or one.removed_at > shown.revealed_at}
    chosen = select(Answer).where(Answer.assessment_id == assessment.id, Answer.round <= number)
    found: dict[int, dict[str, Answer]] = {}
    for answer in session.exec(chosen.order_by(col(Answer.round), col(Answer.id))):
        if answer.rater_id in counting:
            found.setdefault(answer.rater_id, {})[answer.statement] = answer
    return found


def list_revealed_marks(session: Session, assessment: Assessment, number: int) -> dict[int, dict[str, Mark]]:
    """Every rater's marks as they stood in a round that was revealed, by rater and statement."""
    answers = list_revealed_answers(session, assessment, number)
    return {rater: {key: mark_of(answer) for key, answer in said.items()} for rater, said in answers.items()}


def list_agreements(session: Session, assessment: Assessment) -> dict[str, Agreement]:
    """What the group made of each statement, by statement."""
    rows = session.exec(select(Agreement).where(Agreement.assessment_id == assessment.id).order_by(col(Agreement.id)))
    return {one.statement: one for one in rows}


def mark_of(answer: Answer) -> Mark:
    """An answer as a plain mark."""
    return Mark(answer.statement, answer.said, answer.step, frozenset(answer.signs), answer.is_proven)
