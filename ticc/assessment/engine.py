"""Asking: which statements come, which is next, how far somebody has come. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from ticc.assessment.instrument import Statement
from ticc.assessment.models import Said


@dataclass(frozen=True)
class Mark:
    """What is said of one statement: a step, or none where it is not known or does not apply; and what that rests on.

    A step may lie between two steps of the scale: the middle of a group's marks.
    """

    statement: str
    said: str
    step: float | None = None
    signs: frozenset[int] = field(default_factory=frozenset)
    has_proof: bool = False

    @property
    def is_scored(self) -> bool:
        """Whether it says a step."""
        return self.said == Said.STEP and self.step is not None

    @property
    def is_backed(self) -> bool:
        """Whether somebody has seen a sign of it, or gives a proof."""
        return self.has_proof or bool(self.signs)


@dataclass(frozen=True)
class Progress:
    """How many of the questions have an answer, whatever it says."""

    answered: int
    total: int

    @property
    def is_complete(self) -> bool:
        """Whether every question has an answer."""
        return self.answered >= self.total


def progress(statements: Sequence[Statement], answered: Collection[str]) -> Progress:
    """How far somebody has come; answers to questions that no longer come do not count."""
    return Progress(sum(statement.key in answered for statement in statements), len(statements))


def next_question(statements: Sequence[Statement], answered: Collection[str], after: str | None = None) -> Statement | None:
    """The first question without an answer behind this one, else the first at all, else None."""
    keys = [statement.key for statement in statements]
    start = keys.index(after) + 1 if after in keys else 0
    for statement in (*statements[start:], *statements[:start]):
        if statement.key not in answered:
            return statement
    return None


def around(statements: Sequence[Statement], key: str) -> tuple[Statement | None, int, Statement | None]:
    """The question before this one, its number counted from 1, and the one behind it; raises ValueError for one that does not come."""
    place = [statement.key for statement in statements].index(key)
    before = statements[place - 1] if place else None
    behind = statements[place + 1] if place + 1 < len(statements) else None
    return before, place + 1, behind
