"""Who hears of what happens to a barrier. Each of these is called in the act itself; calling one twice tells nothing twice.

What is handed over are keys and numbers: the sentence is composed when it is read, from what the reader may see then, so that a barrier
that was taken back says nothing any more. Whoever acts is not told of the own act.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlmodel import Session, col, select

from ticc.accounts.models import Account, RoleHeld
from ticc.barriers.models import Barrier, Escalation, NextStep, Note, Question, StateChange, Watcher
from ticc.notices.kinds import Happened, NoticeKind
from ticc.notices.service import is_done, tell


def tell_mentioned(session: Session, barrier: Barrier, note: Note) -> None:
    """Those whom a note calls. To be called whenever a note is written or changed: who was called before is not told again."""
    called = set(note.mentioned) - {note.account_id}
    tell(session, called, NoticeKind.MENTION, f"mention:{note.key}", barrier.code, {"by": note.account_id})


def tell_asked(session: Session, barrier: Barrier, question: Question) -> None:
    """The partner's people, when an adviser has asked something."""
    asked = set(people_of(session, barrier)) - {question.account_id}
    tell(session, asked, NoticeKind.QUESTION, f"question:{question.key}", barrier.code, {"by": question.account_id})


def tell_answered(session: Session, barrier: Barrier, answered: Question | Escalation) -> None:
    """Whoever asked, when the answer stands; the partner's people need not answer any more."""
    once = f"answer:{answered.key}"
    tell(session, {answered.account_id}, NoticeKind.ANSWER, once, barrier.code)
    if isinstance(answered, Question):
        is_done(session, barrier.code, [NoticeKind.QUESTION], f"question:{answered.key}")


def tell_matched(session: Session, barrier: Barrier, obstacle_code: str, adviser_id: int) -> None:
    """Whoever logged the barrier, and those who watch it, when an adviser has said which obstacle it is."""
    hears = {*(people_of(session, barrier)), *_watchers(session, barrier)} - {adviser_id}
    once = f"match:{barrier.code}:{obstacle_code}"
    tell(session, hears, NoticeKind.MATCH, once, barrier.code, {"obstacle": obstacle_code, "by": adviser_id})


def tell_moved(session: Session, barrier: Barrier, change: StateChange) -> None:
    """Those who watch a barrier, when its state has changed; whether it is still true need not be asked any more."""
    session.flush()
    is_done(session, barrier.code, [NoticeKind.REMINDER])
    tell_watchers(session, barrier, Happened.STATE, f"state{change.id}", change.account_id, change.state)


def tell_watchers(session: Session, barrier: Barrier, what: Happened, mark: str, by: int | None, state: str = "") -> None:
    """Those who watch a barrier, when something happened to it. `mark` tells this happening from every other: the key of a note, of a step, ..."""
    facts = {"what": what.value, **({"state": state} if state else {})}
    tell(session, set(_watchers(session, barrier)) - {by}, NoticeKind.CHANGE, f"change:{what.value}:{mark}", barrier.code, facts)


def people_of(session: Session, barrier: Barrier) -> list[int]:
    """Who answers for a barrier: whoever logged it or, where that person is gone, everybody of the partner."""
    held = select(RoleHeld.account_id).where(RoleHeld.partner_code == barrier.partner_code)
    chosen = select(Account.id).where(col(Account.id).in_(held), col(Account.is_active)).order_by(col(Account.id))
    there = [number for number in session.exec(chosen) if number is not None]
    return [barrier.logged_by] if barrier.logged_by in there else there


def _watchers(session: Session, barrier: Barrier) -> list[int]:
    return list(session.exec(select(Watcher.account_id).where(Watcher.barrier_code == barrier.code)))


def owner_of(step: NextStep) -> Iterable[int | None]:
    """Who hears that a step is due: its owner or, where it has none, whoever wrote it down."""
    return [step.owner_id or step.account_id]
