"""Who sees the work on a barrier, the order of what happened, what it costs now, and the columns of the board."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.unit.catalogue import ADMIN, ADVISER, LEAD, MEMBER_OF_HILL, MEMBER_OF_ROSE, ROSE, card
from ticc.barriers.board import IN_A_COLUMN, columns, overdue_days
from ticc.barriers.casework import Work
from ticc.barriers.circle import may_note, sees_the_work
from ticc.barriers.costs import cost_charts
from ticc.barriers.models import Barrier, CostNoted, NextStep, Note, StateChange
from ticc.barriers.timeline import sorts_in, timeline
from ticc.barriers.working import current_cost
from ticc.catalogue.visibility import VISITOR, Viewer

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)


@dataclass
class Owned:
    partner_code: str
    visibility: str


@pytest.mark.parametrize(
    ("viewer", "shared", "private"),
    [(MEMBER_OF_ROSE, True, True), (ADVISER, True, False), (LEAD, True, False), (MEMBER_OF_HILL, False, False), (ADMIN, False, False), (VISITOR, False, False)],
)  # fmt: skip
def test_work_is_seen_by_the_partner_and_by_advisers_and_leads_once_it_is_shared(viewer: Viewer, shared: bool, private: bool) -> None:
    assert sees_the_work(viewer, Owned(ROSE, "programme")) is shared
    assert sees_the_work(viewer, Owned(ROSE, "private")) is private
    assert may_note(viewer, Owned(ROSE, "programme")) is (shared and viewer is not LEAD)
    assert may_note(viewer, Owned(ROSE, "private")) is private


def entry(on: date, **cost: dict[str, int]) -> CostNoted:
    return CostNoted(key=f"k{on}", barrier_code="BAR-1", on=on, cost=cost)


def test_newest_entry_of_each_unit_is_what_it_costs_now() -> None:
    barrier = Barrier(code="BAR-1", cost={"hours": {"likely": 8}, "visits": {"likely": 2}})
    entries = [entry(date(2026, 3, 1), hours={"likely": 2}), entry(date(2026, 1, 1), hours={"likely": 5}, money={"low": 10})]
    assert current_cost(barrier, entries) == {"hours": {"likely": 2}, "visits": {"likely": 2}, "money": {"low": 10}}
    assert barrier.cost == {"hours": {"likely": 8}, "visits": {"likely": 2}}


def test_each_unit_has_a_chart_of_its_own_that_begins_when_the_barrier_was_met() -> None:
    barrier = Barrier(code="BAR-1", since=date(2025, 6, 1), cost={"hours": {"likely": 8}, "visits": {"likely": 2}})
    hours, money = cost_charts(barrier, [entry(date(2026, 1, 1), hours={"likely": 5}), entry(date(2026, 2, 1), money={"low": 10, "high": 20})])
    assert [one.points for one in hours.series] == [((date(2025, 6, 1), 8.0), (date(2026, 1, 1), 5.0))]
    assert [len(one.points) for one in money.series] == [1, 1]
    assert cost_charts(barrier, []) == []


def test_what_happened_last_comes_first_and_a_step_that_is_done_stands_twice() -> None:
    step = NextStep(id=1, key="s", barrier_code="BAR-1", words="Ask", at=NOON, done_on=date(2026, 1, 9), came_of_it="Yes")
    note = Note(id=1, key="n", barrier_code="BAR-1", words="Hm", at=NOON + timedelta(days=2))
    opened = StateChange(id=1, barrier_code="BAR-1", state="open", on=date(2025, 3, 1), how="Logged", account_id=1, at=NOON)
    happened = timeline(Work([opened], [], [note], [step]))
    assert [(one.sort, one.is_end) for one in happened] == [("step", True), ("note", False), ("step", False), ("state", False)]
    assert sorts_in(happened) == ["state", "note", "step"]


@pytest.mark.parametrize(("due", "done", "days"), [(-3, None, 3), (0, None, 0), (2, None, 0), (-3, 0, 0), (None, None, 0)])
def test_step_is_overdue_when_its_day_has_passed_and_it_is_not_done(due: int | None, done: int | None, days: int) -> None:
    today = NOON.date()
    step = NextStep(
        key="s",
        barrier_code="BAR-1",
        due_on=None if due is None else today + timedelta(days=due),
        done_on=None if done is None else today + timedelta(days=done),
    )
    assert overdue_days(step, today) == days


def test_board_has_the_states_under_way_always_and_the_others_when_something_is_in_them() -> None:
    assert [column.state for column in columns([])] == ["open", "being-worked-on"]
    many = [card(f"BAR-{number}", state="overcome") for number in range(IN_A_COLUMN + 3)]
    (_open, _working, overcome) = columns(many)
    assert (len(overcome.cards), overcome.left, overcome.total) == (IN_A_COLUMN, 3, IN_A_COLUMN + 3)
