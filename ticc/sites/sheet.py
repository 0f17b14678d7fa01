"""What content files say of sites and partners."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ticc.catalogue.sheet import Because, Country, OneOf, Reported, Sheet, SiteCode


class Working(Because):
    """partner **works at** site; the reason says what it does there."""

    site: SiteCode


class SiteSheet(Sheet):
    """A place that tries the practice: where, who, when, at what scale."""

    country: Country
    role: Annotated[str, OneOf("site-roles")]
    started: int | None = Field(default=None, ge=1990, le=2100)
    ended: int | None = Field(default=None, ge=1990, le=2100)
    scale: str | None = Field(default=None, max_length=300)
    reported_by: list[Reported] = []


class PartnerSheet(Sheet):
    """An organisation that delivers, advises, leads, evaluates or observes."""

    country: Country
    role: Annotated[str, OneOf("partner-roles")]
    works_at: list[Working] = []
    website: str | None = Field(default=None, pattern=r"^https?://")
    reported_by: list[Reported] = []
