"""Over time and across places: what moved since the last time, how others stand, and who complements whom. Pure.

Small numbers are hidden: a group of fewer than five other places tells nothing about any of them, not even that it is small.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import quantiles

from ticc.assessment.engine import Mark
from ticc.assessment.instrument import Difference, Statement
from ticc.assessment.profile import Profile

FEWEST = 5
# Two places complement each other on a principle when this many steps lie between them.
COMPLEMENTS = 1.0
# Levels are means, and a third of a step has no end: gaps are compared to so many decimals.
DECIMALS = 6
# What makes two versions of a statement two different questions.
TELLING_PARTS = frozenset({"text", "steps", "wording"})


@dataclass(frozen=True)
class Move:
    """A statement that was given one step the last time and another now."""

    statement: Statement
    before: float
    now: float

    @property
    def by(self) -> float:
        """How many steps up (or, below zero, down)."""
        return self.now - self.before


@dataclass(frozen=True)
class Moved:
    """What moved between two assessments of one place, and which statements cannot be compared."""

    moves: tuple[Move, ...]
    unmoved: int
    # Statements that were asked otherwise, or only once, because the instrument changed in between.
    changed: frozenset[str]

    @property
    def up(self) -> list[Move]:
        """What rose, the most first."""
        return sorted((move for move in self.moves if move.by > 0), key=lambda move: (-move.by, move.statement.key))

    @property
    def down(self) -> list[Move]:
        """What fell, the most first."""
        return sorted((move for move in self.moves if move.by < 0), key=lambda move: (move.by, move.statement.key))


def what_moved(asked: Sequence[Statement], before: Mapping[str, Mark], now: Mapping[str, Mark], differences: Iterable[Difference] = ()) -> Moved:
    """Compare two sets of marks on the statements that both were asked in the same words and that were given a step both times."""
    changed = frozenset(difference.key for difference in differences if _asks_otherwise(difference))
    moves, unmoved = [], 0
    for statement in asked:
        earlier, later = _step(before.get(statement.key)), _step(now.get(statement.key))
        if statement.key in changed or earlier is None or later is None:
            continue
        if earlier == later:
            unmoved += 1
        else:
            moves.append(Move(statement, earlier, later))
    return Moved(tuple(moves), unmoved, changed & {statement.key for statement in asked})


def _asks_otherwise(difference: Difference) -> bool:
    """Whether it is another question now; a statement that is only explained otherwise, or points elsewhere, is still the same."""
    return difference.of == "statement" and (difference.what != "changed" or not TELLING_PARTS.isdisjoint(difference.parts))


def _step(mark: Mark | None) -> float | None:
    return mark.step if mark is not None and mark.is_scored else None


@dataclass(frozen=True)
class Others:
    """How other places stand on a principle: their number and the middle half of their levels."""

    places: int
    lower: float
    middle: float
    upper: float


def others_on(principle: str, profiles: Iterable[Profile]) -> Others | None:
    """How other places stand on a principle; None where fewer than five gave it a level, whatever the true number."""
    levels = [section.level for profile in profiles if (section := profile.of(principle)) is not None and section.level is not None]
    if len(levels) < FEWEST:
        return None
    lower, middle, upper = quantiles(levels, n=4, method="inclusive")
    return Others(len(levels), lower, middle, upper)


@dataclass(frozen=True)
class Twin:
    """A place that is strong where this one is weak, and the reverse."""

    assessment: int
    # Principles on which the other is stronger, and those on which this place is, the widest gap first; each with the two levels.
    to_learn: tuple[tuple[str, float, float], ...]
    to_show: tuple[tuple[str, float, float], ...]

    @property
    def worth(self) -> float:
        """What both sides have to gain: the smaller of the two sums of steps, so that nobody only gives."""
        return round(min(sum(theirs - own for _, own, theirs in self.to_learn), sum(own - theirs for _, own, theirs in self.to_show)), DECIMALS)


def find_twins(own: Profile, others: Mapping[int, Profile]) -> list[Twin]:
    """Places that complement this one in both directions, the most worthwhile first; `others` is by assessment."""
    found = []
    for number, other in others.items():
        pairs = []
        for section in own.sections:
            matching = other.of(section.principle)
            if matching is not None and section.level is not None and matching.level is not None:
                pairs.append((section.principle, section.level, matching.level))
        to_learn = sorted((one for one in pairs if _ahead(one) >= COMPLEMENTS), key=lambda one: (-_ahead(one), one[0]))
        to_show = sorted((one for one in pairs if -_ahead(one) >= COMPLEMENTS), key=lambda one: (_ahead(one), one[0]))
        if to_learn and to_show:
            found.append(Twin(number, tuple(to_learn), tuple(to_show)))
    return sorted(found, key=lambda twin: (-twin.worth, twin.assessment))


def _ahead(pair: tuple[str, float, float]) -> float:
    """How many steps the other is ahead of this place on a principle; below zero where it is behind."""
    return round(pair[2] - pair[1], DECIMALS)
