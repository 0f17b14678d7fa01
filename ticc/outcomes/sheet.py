"""What a content file says of an indicator."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from ticc.catalogue.sheet import Part, Sheet, SiteCode, SourceCode, Words


class Direction(StrEnum):
    """Which way is better."""

    HIGHER = "higher-is-better"
    LOWER = "lower-is-better"
    NEITHER = "neither"


class MeasurementPart(Part):
    """One published value: of which site and year, of whom, in which unit where it differs, and who says so."""

    value: float
    what: Words
    says: Words
    source: SourceCode
    site: SiteCode | None = None
    year: int | None = Field(default=None, ge=1990, le=2100)
    unit: str | None = Field(default=None, max_length=100)
    finding: str | None = None
    caution: Words | None = None


class IndicatorSheet(Sheet):
    """An outcome: how it is counted, and which values can be compared."""

    unit: str = Field(min_length=1, max_length=100)
    direction: Direction
    definition: Words
    measurements: list[MeasurementPart] = []

    translatable: ClassVar = ("title", "summary", "body", "definition")
