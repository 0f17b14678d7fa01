"""What a content file says of a solution."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from ticc.catalogue.sheet import (
    Because,
    EvidencedSheet,
    ObstacleCode,
    OneOf,
    Part,
    PrincipleCode,
    SiteCode,
    SolutionCode,
    SourceCode,
    Theme,
    Words,
)
from ticc.catalogue.words import Certainty, Effect, Effort, LeadTime, Result


class Answering(Because):
    """solution **answers** obstacle."""

    obstacle: ObstacleCode


class Upholding(Because):
    """solution **upholds** principle."""

    principle: PrincipleCode


class Needing(Because):
    """solution **needs** solution, as a building block."""

    solution: SolutionCode


class TryPart(Part):
    """solution **tried at** site: one try, with its result and the account that tells of it."""

    site: SiteCode
    result: Result
    what_happened: Words
    source: SourceCode
    obstacle: ObstacleCode | None = None
    finding: str | None = None
    year: int | None = Field(default=None, ge=1990, le=2100)
    kept: Words | None = None
    changed: Words | None = None
    dropped: Words | None = None
    added: Words | None = None


class SolutionSheet(EvidencedSheet):
    """Something that can be done, concrete enough to start on Monday."""

    theme: Theme
    who_acts: list[Annotated[str, OneOf("actors")]] = Field(min_length=1)
    effort: Effort
    lead_time: LeadTime
    # Why it should work.
    mechanism: Words
    first_steps: list[Words] = Field(min_length=3, max_length=3)
    conditions: list[Words] = []
    core: list[Words] = []
    adaptable: list[Words] = []
    harms: list[Words] = []
    effect: Effect
    effect_ground: Words
    certainty: Certainty
    certainty_ground: Words
    # An implementation strategy of the ERIC compilation (Expert Recommendations for Implementing Change).
    strategy: Annotated[str, OneOf("strategies")] | None = None
    answers: list[Answering] = []
    upholds: list[Upholding] = []
    needs: list[Needing] = []
    tries: list[TryPart] = []

    translatable: ClassVar = (
        "title", "summary", "body", "mechanism", "first_steps", "conditions", "core", "adaptable", "harms",
    )  # fmt: skip
