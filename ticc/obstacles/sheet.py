"""What a content file says of an obstacle."""

from __future__ import annotations

from typing import Annotated, ClassVar

from ticc.catalogue.sheet import (
    Because,
    EvidencedSheet,
    Level,
    ObstacleCode,
    OneOf,
    PrincipleCode,
    Theme,
    Words,
)


class Undermining(Because):
    """obstacle **undermines** principle."""

    principle: PrincipleCode


class Leading(Because):
    """obstacle **leads to** obstacle."""

    obstacle: ObstacleCode


class ObstacleSheet(EvidencedSheet):
    """What blocks the transfer, said once for everybody."""

    theme: Theme
    level: Level
    # A construct of the updated Consolidated Framework for Implementation Research (CFIR, 2022).
    determinant: Annotated[str, OneOf("constructs")]
    signs: list[Words] = []
    # What the same thing is called elsewhere: body, rule or term, by place.
    expressions: dict[Annotated[str, OneOf("localities")], Words] = {}
    # For an obstacle that no solution answers: what is honestly known about that.
    unanswered: Words | None = None
    undermines: list[Undermining] = []
    leads_to: list[Leading] = []

    translatable: ClassVar = ("title", "summary", "body", "signs", "unanswered")
