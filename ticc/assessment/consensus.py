"""How far a group sees a statement alike: every mark, the middle, the spread, and whether the group is split. Pure.

The rule is the one that SCIROCCO Exchange publishes: a group agrees when fewer than four ratings lie outside the region of three steps
around the median. It was made for large groups; in a small one it could never find a split. So at most one rating in four may lie
outside, and never more than three: a group of two or three must stand together, one of four to seven may have one outside, one of
eight to eleven two. From twelve on it is the published rule.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor
from statistics import median

from ticc.assessment.engine import Mark
from ticc.assessment.models import Said

# Of SCIROCCO's rule: fewer than four outside.
MOST_OUTSIDE = 3
# The region of three steps reaches one step to either side of the median.
REACH = 1.0
ONE_OUTSIDE_IN = 4


@dataclass(frozen=True)
class Vote:
    """What a group said of one statement in one round."""

    statement: str
    # Every mark with the number of its rater, the lowest first; those without a step come last.
    marks: tuple[tuple[int, Mark], ...]

    @property
    def steps(self) -> tuple[float, ...]:
        """The steps that were given, rising."""
        return tuple(sorted(mark.step for _, mark in self.marks if mark.is_scored and mark.step is not None))

    @property
    def middle(self) -> float | None:
        """The median of the steps; it may lie between two steps."""
        return median(self.steps) if self.steps else None

    @property
    def spread(self) -> float:
        """How many steps lie between the lowest and the highest mark."""
        return self.steps[-1] - self.steps[0] if self.steps else 0.0

    @property
    def outside(self) -> int:
        """How many marks lie outside the region of three steps around the median.

        A median between two steps has two such regions: the one that holds more of the marks is taken, so that a mark beside the
        median never splits a group that agreed without it.
        """
        middle = self.middle
        if middle is None:
            return 0
        return min(sum(abs(step - centre) > REACH for step in self.steps) for centre in {floor(middle), ceil(middle)})

    @property
    def allowed_outside(self) -> int:
        """How many marks may lie outside before the group counts as split."""
        return min(MOST_OUTSIDE, len(self.steps) // ONE_OUTSIDE_IN)

    @property
    def is_split(self) -> bool:
        """Whether the group sees it too differently to call it one view."""
        return self.outside > self.allowed_outside

    def count(self, said: Said) -> int:
        """How many said that they do not know, or that it does not apply."""
        return sum(mark.said == said for _, mark in self.marks)

    def joined(self) -> Mark | None:
        """The group's mark before anything is agreed: the median, with every sign and proof that somebody gave."""
        if not self.marks:
            return None
        signs = frozenset(sign for _, mark in self.marks for sign in mark.signs)
        proven = any(mark.has_proof for _, mark in self.marks)
        if self.middle is not None:
            return Mark(self.statement, Said.STEP.value, self.middle, signs, proven)
        unknown = self.count(Said.DO_NOT_KNOW) >= self.count(Said.DOES_NOT_APPLY)
        return Mark(self.statement, (Said.DO_NOT_KNOW if unknown else Said.DOES_NOT_APPLY).value, None, signs, proven)


def votes(keys: Sequence[str], by_rater: Mapping[int, Mapping[str, Mark]]) -> dict[str, Vote]:
    """What the group said of each statement; one that nobody answered has a vote without marks."""
    found = {}
    for key in keys:
        marks = [(rater, marks[key]) for rater, marks in by_rater.items() if key in marks]
        marks.sort(key=lambda one: (not one[1].is_scored, one[1].step or 0, one[0]))
        found[key] = Vote(key, tuple(marks))
    return found
