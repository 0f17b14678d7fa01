"""What falls due by itself: next steps, and asking after half a year whether a barrier is still true."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from ticc.barriers.models import Barrier, CostNoted, Escalation, NextStep, Note, Question, Stance, State, StateChange, TryTold
from ticc.barriers.noticing import owner_of, people_of
from ticc.catalogue.links import Try
from ticc.notices.kinds import NoticeKind
from ticc.notices.queries import list_of_kinds
from ticc.notices.service import drop, tell

HALF_A_YEAR = timedelta(days=182)
# The day before a step is due is early enough to do something about it.
AHEAD = timedelta(days=1)
UNDER_WAY = (State.OPEN.value, State.BEING_WORKED_ON.value)
OF_DAYS = (NoticeKind.REMINDER, NoticeKind.STEP_DUE, NoticeKind.STEP_LATE)


@dataclass(frozen=True)
class Due:
    """One thing that somebody is to be told now."""

    kind: NoticeKind
    account_id: int
    once: str
    code: str
    facts: Mapping[str, Any]


def make_due(session: Session, day: date) -> Counter[str]:
    """Make the notices of this day and take back those that were done or put off meanwhile; returns how many of each kind were made."""
    due = [*_steps(session, day), *_reminders(session, day)]
    valid = {f"{one.once}:{one.account_id}" for one in due}
    drop(session, [notice for notice in list_of_kinds(session, OF_DAYS) if notice.once not in valid])
    made: Counter[str] = Counter()
    for one in due:
        made[one.kind.value] += tell(session, [one.account_id], one.kind, one.once, one.code, one.facts)
    return +made


def _steps(session: Session, day: date) -> Iterator[Due]:
    """Open steps that are due by tomorrow, of barriers that are not over."""
    chosen = select(NextStep).join(Barrier, col(Barrier.code) == col(NextStep.barrier_code))
    chosen = chosen.where(col(Barrier.state).in_(UNDER_WAY), col(NextStep.done_on).is_(None), col(NextStep.due_on) <= day + AHEAD)
    for step in session.exec(chosen.order_by(col(NextStep.id))):
        assert step.due_on is not None
        kind = NoticeKind.STEP_LATE if step.due_on < day else NoticeKind.STEP_DUE
        for person in owner_of(step):
            if person:
                yield Due(kind, person, f"{kind.value}:{step.key}:{step.due_on}", step.barrier_code, {"due": step.due_on.isoformat()})


def _reminders(session: Session, day: date) -> Iterator[Due]:
    """Barriers under way that nobody touched for half a year; again after each further half year."""
    chosen = select(Barrier).where(col(Barrier.state).in_(UNDER_WAY), ~col(Barrier.is_retired)).order_by(col(Barrier.code))
    barriers = list(session.exec(chosen))
    touched = last_touched(session, barriers)
    for barrier in barriers:
        since = touched[barrier.code].date()
        times = (day - since) // HALF_A_YEAR
        if times < 1:
            continue
        for person in people_of(session, barrier):
            yield Due(NoticeKind.REMINDER, person, f"reminder:{barrier.code}:{since}:{times}", barrier.code, {"since": since.isoformat()})


def last_touched(session: Session, barriers: Collection[Barrier]) -> Mapping[str, datetime]:
    """When somebody last did something about each of these barriers."""
    touched = {barrier.code: barrier.updated_at for barrier in barriers}
    told: tuple[Any, ...] = (StateChange, Note, NextStep, CostNoted, Stance, Question, Escalation)
    moments = [select(table.barrier_code, func.max(table.at)).group_by(table.barrier_code) for table in told]
    moments.append(select(Question.barrier_code, func.max(Question.answered_at)).group_by(col(Question.barrier_code)))
    moments.append(select(Try.barrier_code, func.max(TryTold.at)).join(TryTold, col(TryTold.try_id) == col(Try.id)).group_by(col(Try.barrier_code)))
    for chosen in moments:
        for code, at in session.exec(chosen):
            if code in touched and at is not None and at > touched[code]:
                touched[code] = at
    return touched


def is_under_way(barrier: Barrier) -> bool:
    """Whether it makes sense to ask if a barrier is still true."""
    return barrier.state in UNDER_WAY
