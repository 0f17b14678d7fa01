"""What a content file says of a step of the method."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from ticc.catalogue.sheet import Because, ObstacleCode, Sheet, SolutionCode, Words


class ObstacleMention(Because):
    """step **warns of** obstacle."""

    obstacle: ObstacleCode


class SolutionMention(Because):
    """step **uses** solution."""

    solution: SolutionCode


class StepSheet(Sheet):
    """One step of carrying a practice to another place, with a worked example and a checklist."""

    position: int = Field(ge=1, le=99)
    checklist: list[Words] = Field(min_length=3)
    # A short story of how a site did it, or, where none is published, a story marked as made up.
    example: Words
    warns_of: list[ObstacleMention] = []
    uses: list[SolutionMention] = []

    translatable: ClassVar = ("title", "summary", "body", "checklist", "example")
