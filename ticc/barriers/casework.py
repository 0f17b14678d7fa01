"""Asking about the work on barriers: notes, next steps, costs, stances, escalations, watchers, tries; and who may be called."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from sqlmodel import Session, col, or_, select

from ticc.accounts.models import Account, RoleHeld
from ticc.barriers.circle import is_own, may_note, sees_the_work
from ticc.barriers.models import (
    Barrier,
    CostNoted,
    Escalation,
    NextStep,
    Note,
    Question,
    Stance,
    State,
    StateChange,
    TryTold,
    Watcher,
)
from ticc.barriers.queries import get_barrier, list_state_changes
from ticc.catalogue.links import UNTOLD, Try
from ticc.catalogue.visibility import Viewer
from ticc.catalogue.words import Role, Visibility
from ticc.foundation.errors import NotAllowed, NotThere

Row = TypeVar("Row", Note, NextStep, CostNoted, Stance, Escalation)


@dataclass(frozen=True)
class TryOfBarrier:
    """A try against a barrier with what is known of who told it; `number` is its place among the tries of the barrier, from 1 on."""

    number: int
    link: Try
    told: TryTold

    @property
    def is_relayed(self) -> bool:
        """Whether nobody outside the partner may learn who tells it."""
        return self.link.object_code == UNTOLD


@dataclass(frozen=True)
class Work:
    """Everything that was done about a barrier, as far as one person may see it."""

    changes: list[StateChange]
    tries: list[TryOfBarrier]
    notes: list[Note] = field(default_factory=list)
    steps: list[NextStep] = field(default_factory=list)
    costs: list[CostNoted] = field(default_factory=list)
    stances: list[Stance] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    escalations: list[Escalation] = field(default_factory=list)

    @property
    def open_steps(self) -> list[NextStep]:
        """What is still to be done, the most urgent first."""
        return sorted((step for step in self.steps if step.done_on is None), key=_urgency)

    @property
    def persons(self) -> set[int]:
        """Everybody who is named in it, by number; whoever told of a try without a name is not among them."""
        rows: list[Any] = [*self.changes, *self.notes, *self.steps, *self.costs, *self.stances, *self.questions, *self.escalations]
        found = {row.account_id for row in rows} | {one.told.account_id for one in self.tries if not one.is_relayed}
        found |= {step.owner_id for step in self.steps} | {person for note in self.notes for person in note.mentioned}
        found |= {one.answered_by for one in self.questions} | {one.adviser_id for one in self.escalations}
        return {person for person in found if person}


def get_logged(session: Session, code: str, viewer: Viewer) -> Barrier:
    """A barrier that is no draft any more; raises NotThere or Moved."""
    barrier = get_barrier(session, code, viewer)
    if barrier.state == State.DRAFT:
        raise NotThere(code)
    return barrier


def get_to_work_on(session: Session, code: str, viewer: Viewer) -> Barrier:
    """A logged barrier of the person's own partner; raises NotThere, or NotAllowed for another partner's."""
    barrier = get_logged(session, code, viewer)
    if not is_own(viewer, barrier):
        raise NotAllowed
    return barrier


def get_to_note_on(session: Session, code: str, viewer: Viewer) -> Barrier:
    """A logged barrier that the person may add a note to; raises NotThere, or NotAllowed."""
    barrier = get_logged(session, code, viewer)
    if not may_note(viewer, barrier):
        raise NotAllowed
    return barrier


def get_part(session: Session, table: type[Row], barrier: Barrier, key: str) -> Row:
    """A note, a step, ... of a barrier by its key; raises NotThere, also for one of another barrier."""
    found: Row | None = session.exec(select(table).where(table.key == key, table.barrier_code == barrier.code)).one_or_none()
    if found is None:
        raise NotThere(barrier.code)
    return found


def get_try(session: Session, barrier: Barrier, number: int) -> TryOfBarrier:
    """A try against a barrier by its place; raises NotThere."""
    tries = list_tries(session, barrier)
    if not 1 <= number <= len(tries):
        raise NotThere(barrier.code)
    return tries[number - 1]


def list_tries(session: Session, barrier: Barrier) -> list[TryOfBarrier]:
    """What the partner tried against a barrier, in the order in which it was told."""
    chosen = select(Try, TryTold).join(TryTold, col(TryTold.try_id) == col(Try.id)).where(Try.barrier_code == barrier.code)
    return [TryOfBarrier(number, link, told) for number, (link, told) in enumerate(session.exec(chosen.order_by(col(Try.id))), 1)]


def work_on(session: Session, barrier: Barrier, viewer: Viewer) -> Work:
    """What was done about a barrier, cut down to what the person may see before anything is counted."""
    changes, tries = list_state_changes(session, barrier.code), list_tries(session, barrier)
    if not is_own(viewer, barrier):
        tries = [one for one in tries if not one.is_relayed]
    if not sees_the_work(viewer, barrier):
        return Work(changes, tries)
    return Work(
        changes,
        tries,
        _parts(session, Note, barrier),
        _parts(session, NextStep, barrier),
        _parts(session, CostNoted, barrier),
        _parts(session, Stance, barrier),
        _parts(session, Question, barrier),
        _parts(session, Escalation, barrier),
    )


def _parts(session: Session, table: Any, barrier: Barrier) -> list[Any]:
    return list(session.exec(select(table).where(table.barrier_code == barrier.code).order_by(table.id)))


def _urgency(step: NextStep) -> tuple[date, int]:
    return (step.due_on or date.max, step.id or 0)


def next_steps(session: Session, codes: Collection[str]) -> Mapping[str, NextStep]:
    """The most urgent open step of each of these barriers, where there is one."""
    chosen = select(NextStep).where(col(NextStep.done_on).is_(None), col(NextStep.barrier_code).in_(codes))
    found: dict[str, NextStep] = {}
    for step in sorted(session.exec(chosen), key=_urgency):
        found.setdefault(step.barrier_code, step)
    return found


def colleagues(session: Session, barrier: Barrier) -> list[Account]:
    """The people of the barrier's partner who may sign in, by name."""
    return _people(session, RoleHeld.partner_code == barrier.partner_code)


def may_be_called(session: Session, barrier: Barrier) -> list[Account]:
    """Whom a note may call: the partner's people and, where the barrier is shared, the advisers."""
    if barrier.visibility == Visibility.PRIVATE:
        return colleagues(session, barrier)
    return _people(session, or_(col(RoleHeld.partner_code) == barrier.partner_code, col(RoleHeld.role) == Role.ADVISER.value))


def _people(session: Session, held: Any) -> list[Account]:
    ids = select(RoleHeld.account_id).where(held)
    chosen = select(Account).where(col(Account.id).in_(ids), col(Account.is_active))
    return list(session.exec(chosen.order_by(Account.name, col(Account.id))))


def is_watching(session: Session, barrier: Barrier, viewer: Viewer) -> bool:
    """Whether the person watches a barrier."""
    return viewer.account_id is not None and session.get(Watcher, (barrier.code, viewer.account_id)) is not None


def list_watchers(session: Session, barrier: Barrier) -> list[Account]:
    """Who watches a barrier, by name."""
    ids = select(Watcher.account_id).where(Watcher.barrier_code == barrier.code)
    return list(session.exec(select(Account).where(col(Account.id).in_(ids)).order_by(Account.name, col(Account.id))))
