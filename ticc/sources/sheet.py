"""What a content file says of a source."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ticc.catalogue.sheet import OneOf, Sheet, SourceCode


class SourceSheet(Sheet):
    """A text that was read, how much of it, and where it can be found."""

    type_of_text: Annotated[str, OneOf("source-kinds")]
    language: str = Field(pattern=r"^[a-z]{2}$")
    # How much of the text was read before it was cited.
    read: str = Field(min_length=3, max_length=300)
    year: int | None = Field(default=None, ge=1900, le=2100)
    publisher: str | None = Field(default=None, max_length=300)
    authors: str | None = Field(default=None, max_length=500)
    url: str | None = Field(default=None, pattern=r"^https?://")
    same_study_as: SourceCode | None = None
