"""What a content file says of a principle of the blueprint."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from ticc.catalogue.sheet import EvidencedSheet, Part, SourceCode, Words


class Figure(Part):
    """A figure that is known of the origin; figures that conflict stand side by side, each with its source."""

    what: Words
    value: str = Field(min_length=1, max_length=300)
    source: SourceCode


class PrincipleSheet(EvidencedSheet):
    """One principle, at its place in the order of the practice's logic."""

    position: int = Field(ge=1, le=99)
    # A name short enough for a drawing or a column heading.
    short: str = Field(min_length=3, max_length=40)
    asks: Words
    signs: list[Words] = Field(min_length=1)
    counter_signs: list[Words] = Field(min_length=1)
    must_keep: list[Words] = []
    may_adapt: list[Words] = []
    figures: list[Figure] = []

    translatable: ClassVar = ("title", "summary", "body", "short", "asks", "signs", "counter_signs", "must_keep", "may_adapt")
