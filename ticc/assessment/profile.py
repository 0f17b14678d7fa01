"""The profile of a place: levels that are fair to what is not known, and how far each is backed. Pure.

A section's level is the mean of the steps that were given in it. *Do not know* and *does not apply* leave it, so that neither can lower
it; how much was answered is shown beside it. A statement is backed when a sign of it was seen or a proof is given. There is no overall
level without its spread: the lowest, the middle and the highest section stand together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, median

from ticc.assessment.engine import Mark
from ticc.assessment.instrument import Instrument, Statement
from ticc.assessment.models import Said

# The step from which a section counts as a strength, and the one below which it asks for work.
STRONG = 4.0
WEAK = 2.5


@dataclass(frozen=True)
class SectionProfile:
    """What the answers say of one principle."""

    principle: str
    steps: tuple[float, ...]
    asked: int
    unknown: int
    not_applicable: int
    backed: int
    # The sum of the steps that are backed.
    backed_steps: float = 0.0

    @property
    def level(self) -> float | None:
        """The mean of the steps, from 0 to 5; None where nobody could say."""
        return fmean(self.steps) if self.steps else None

    @property
    def backed_level(self) -> float | None:
        """The level if only what is backed counted: the mean of the steps with those that nothing backs taken as 0; never above `level`."""
        return self.backed_steps / self.scored if self.scored else None

    @property
    def lowest(self) -> float | None:
        """The lowest step."""
        return min(self.steps, default=None)

    @property
    def highest(self) -> float | None:
        """The highest step."""
        return max(self.steps, default=None)

    @property
    def scored(self) -> int:
        """How many statements were given a step."""
        return len(self.steps)

    @property
    def coverage(self) -> float:
        """The share of the statements that apply which were given a step, from 0 to 1."""
        applying = self.asked - self.not_applicable
        return self.scored / applying if applying else 0.0

    @property
    def backed_share(self) -> float | None:
        """The share of the steps that are backed, from 0 to 1; None where there are no steps."""
        return self.backed / self.scored if self.scored else None


@dataclass(frozen=True)
class Spread:
    """The lowest, the middle and the highest of several levels: an overall level is never shown without the others."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True)
class Profile:
    """The sections in the instrument's order, and what they say together."""

    sections: tuple[SectionProfile, ...]

    @property
    def spread(self) -> Spread | None:
        """The spread over the principles; None where no section has a level."""
        levels = [section.level for section in self.sections if section.level is not None]
        return Spread(min(levels), median(levels), max(levels)) if levels else None

    @property
    def asked(self) -> int:
        """How many statements were asked."""
        return sum(section.asked for section in self.sections)

    @property
    def scored(self) -> int:
        """How many statements were given a step."""
        return sum(section.scored for section in self.sections)

    @property
    def coverage(self) -> float:
        """The share of the statements that apply which were given a step, from 0 to 1."""
        applying = self.asked - sum(section.not_applicable for section in self.sections)
        return self.scored / applying if applying else 0.0

    @property
    def backed_share(self) -> float | None:
        """The share of all steps that are backed; None where there are no steps."""
        return sum(section.backed for section in self.sections) / self.scored if self.scored else None

    @property
    def strengths(self) -> list[SectionProfile]:
        """The sections from step 4 up, the highest first."""
        strong = [section for section in self.sections if section.level is not None and section.level >= STRONG]
        return sorted(strong, key=lambda section: (-(section.level or 0), section.principle))

    @property
    def weaknesses(self) -> list[SectionProfile]:
        """The sections below step 2.5, the lowest first."""
        weak = [section for section in self.sections if section.level is not None and section.level < WEAK]
        return sorted(weak, key=lambda section: (section.level or 0, section.principle))

    def of(self, principle: str) -> SectionProfile | None:
        """The section of a principle, if the instrument asked about it."""
        return next((section for section in self.sections if section.principle == principle), None)


def from_marks(instrument: Instrument, asked: Sequence[Statement], marks: Mapping[str, Mark]) -> Profile:
    """The profile of the statements that were asked; marks on others are left aside."""
    wanted = {statement.key for statement in asked}
    sections = []
    for section in instrument.sections:
        keys = [statement.key for statement in section.statements if statement.key in wanted]
        if keys:
            sections.append(_section(section.principle, keys, marks))
    return Profile(tuple(sections))


def _section(principle: str, keys: Sequence[str], marks: Mapping[str, Mark]) -> SectionProfile:
    given = [marks[key] for key in keys if key in marks]
    scored = [mark for mark in given if mark.is_scored]
    return SectionProfile(
        principle=principle,
        steps=tuple(mark.step for mark in scored if mark.step is not None),
        asked=len(keys),
        unknown=sum(mark.said == Said.DO_NOT_KNOW for mark in given),
        not_applicable=sum(mark.said == Said.DOES_NOT_APPLY for mark in given),
        backed=sum(mark.is_backed for mark in scored),
        backed_steps=sum(mark.step for mark in scored if mark.is_backed and mark.step is not None),
    )
