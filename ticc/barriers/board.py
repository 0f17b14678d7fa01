"""The list and the board of barriers: narrowing them by the work, the next step of each, the columns by state."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from ticc.barriers.casework import next_steps
from ticc.barriers.circle import is_own, sees_the_work
from ticc.barriers.models import Barrier, Escalation, NextStep, State, Watcher
from ticc.catalogue.snapshot import Card, Snapshot
from ticc.catalogue.visibility import Viewer

# What a list can be narrowed to beside its facets, each by its own word in the address.
NARROWING = ("mine", "overdue", "unmatched", "escalated")
COLUMNS = (State.OPEN, State.BEING_WORKED_ON, State.OVERCOME, State.WORKED_AROUND, State.ACCEPTED)
# More cards than this in one column are read by nobody: the list has them all.
IN_A_COLUMN = 40


@dataclass(frozen=True)
class Column:
    """The barriers of one state; `left` is how many more there are than are shown."""

    state: State
    cards: list[Card]
    left: int

    @property
    def total(self) -> int:
        """How many barriers are in this state."""
        return len(self.cards) + self.left


def columns(cards: Iterable[Card]) -> list[Column]:
    """Barriers by state, in the order in which work goes on; states that are over are left out where nothing is in them."""
    by_state: dict[str, list[Card]] = {state: [] for state in COLUMNS}
    for card in cards:
        by_state.setdefault(card.facets["state"], []).append(card)
    return [
        Column(state, by_state[state][:IN_A_COLUMN], max(0, len(by_state[state]) - IN_A_COLUMN))
        for state in COLUMNS
        if by_state[state] or state in (State.OPEN, State.BEING_WORKED_ON)
    ]


def overdue_days(step: NextStep, today: date) -> int:
    """How many days ago a step should have been done; 0 where it is done, has no day, or its day has not passed."""
    if step.done_on is not None or step.due_on is None:
        return 0
    return max(0, (today - step.due_on).days)


def steps_told_to(session: Session, viewer: Viewer, codes: Collection[str]) -> Mapping[str, NextStep]:
    """The next step of each of these barriers, as far as the person may see the work on it."""
    return next_steps(session, [barrier.code for barrier in _of(session, codes) if sees_the_work(viewer, barrier)])


def narrowed(session: Session, viewer: Viewer, seen: Snapshot, wanted: Collection[str], today: date) -> set[str] | None:
    """The barriers that fit everything that is wanted (words of NARROWING); None where nothing is wanted and all of them fit.

    What the person may not see of a barrier decides nothing: it then fits neither "overdue" nor "escalated".
    """
    chosen = [one for one in NARROWING if one in wanted]
    if not chosen:
        return None
    barriers = _of(session, [card.code for card in seen.of_kind("barrier")])
    inside: set[str] = {barrier.code for barrier in barriers if sees_the_work(viewer, barrier)}
    found: set[str] = {barrier.code for barrier in barriers}
    for one in chosen:
        if one == "mine":
            watched = _codes(session, select(Watcher.barrier_code).where(Watcher.account_id == viewer.account_id))
            found &= {barrier.code for barrier in barriers if is_own(viewer, barrier)} | watched
        elif one == "overdue":
            late = select(NextStep.barrier_code).where(col(NextStep.done_on).is_(None), col(NextStep.due_on) < today)
            found &= inside & _codes(session, late)
        elif one == "unmatched":
            matched = {edge.subject for edge in seen.edges if edge.verb == "sighting-of" and edge.facts["is_confirmed"]}
            found -= matched
        else:
            found &= inside & _codes(session, select(Escalation.barrier_code).where(col(Escalation.answered_on).is_(None)))
    return found


def _codes(session: Session, chosen: Any) -> set[str]:
    return set(session.exec(chosen))


def _of(session: Session, codes: Collection[str]) -> list[Any]:
    """Whose these barriers are and who may see them: code, partner_code, visibility."""
    wanted = set(codes)
    rows: list[Any] = list(session.exec(select(Barrier.code, Barrier.partner_code, Barrier.visibility)))
    return [row for row in rows if row.code in wanted]
