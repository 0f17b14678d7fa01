"""Everything that happened to a barrier as one list, for one viewer. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from ticc.barriers.casework import Work

Sort = Literal["state", "note", "step", "cost", "try", "stance", "question", "escalation"]
# The order in which a page offers them.
SORTS: tuple[Sort, ...] = ("state", "note", "step", "try", "cost", "stance", "question", "escalation")


@dataclass(frozen=True)
class Happening:
    """One thing that happened: of which sort, on which day, who did it (None where that is not told), and the row that says the rest.

    `is_end` marks the later half of what has two: a step that is done, a question that is answered, an escalation that is answered.
    """

    sort: Sort
    on: date
    at: datetime
    account_id: int | None
    row: Any
    is_end: bool = False


def timeline(work: Work) -> list[Happening]:
    """What happened, the newest day first; of one day, what was written down last comes first."""
    found = [*_of_the_programme(work), *_of_the_circle(work), *_asked(work)]
    return sorted(found, key=lambda one: (one.on, one.at, one.is_end), reverse=True)


def sorts_in(happened: list[Happening]) -> list[Sort]:
    """The sorts that there are, in the order of the page."""
    there = {one.sort for one in happened}
    return [sort for sort in SORTS if sort in there]


def _of_the_programme(work: Work) -> Iterator[Happening]:
    for change in work.changes:
        yield Happening("state", change.on, change.at, change.account_id, change)
    for one in work.tries:
        yield Happening("try", one.told.at.date(), one.told.at, None if one.is_relayed else one.told.account_id, one)


def _of_the_circle(work: Work) -> Iterator[Happening]:
    for note in work.notes:
        yield Happening("note", note.at.date(), note.at, note.account_id, note)
    for step in work.steps:
        yield Happening("step", step.at.date(), step.at, step.account_id, step)
        if step.done_on is not None:
            yield Happening("step", step.done_on, step.at, None, step, is_end=True)
    for cost in work.costs:
        yield Happening("cost", cost.on, cost.at, cost.account_id, cost)
    for stance in work.stances:
        yield Happening("stance", stance.at.date(), stance.at, stance.account_id, stance)


def _asked(work: Work) -> Iterator[Happening]:
    for question in work.questions:
        yield Happening("question", question.at.date(), question.at, question.account_id, question)
        if question.answered_at is not None:
            yield Happening("question", question.answered_at.date(), question.answered_at, question.answered_by, question, is_end=True)
    for put in work.escalations:
        yield Happening("escalation", put.at.date(), put.at, put.account_id, put)
        if put.answered_on is not None:
            yield Happening("escalation", put.answered_on, put.at, put.adviser_id, put, is_end=True)
