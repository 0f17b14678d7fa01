"""The tables of reports: what a lead defines, and the dated copies that never change."""

from datetime import date, datetime
from typing import Any

from sqlmodel import Field

from ticc.catalogue.words import Visibility
from ticc.foundation.clock import Moment, now
from ticc.foundation.table import Table, json_list, json_map, long_text


class ReportDefinition(Table, table=True):
    """What a report speaks of and how: scope, sections in their order, depth, own words."""

    __tablename__ = "report_definition"

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True, max_length=40)
    title: str = Field(default="", max_length=200)
    foreword: str = long_text()
    # Words such as "theme=funding"; an empty list is the whole catalogue.
    scope: list[str] = json_list()
    # Names of sections in their order; an empty list is what the depth usually has.
    sections: list[str] = json_list()
    # {"summary": "Markdown of the lead's own", ...}
    comments: dict[str, Any] = json_map()
    depth: str = Field(default="standard", max_length=20)
    # Who the report is for: it holds nothing that they may not see.
    readers: str = Field(default=Visibility.PUBLIC, max_length=20)
    refuses_unchecked: bool = False
    is_shared: bool = False
    # How it looks; empty is the look of the house.
    look_key: str = Field(default="", max_length=40)
    account_id: int = Field(foreign_key="account.id", index=True)
    version: int = 1
    created_at: datetime = Field(default_factory=now, sa_type=Moment)
    changed_at: datetime = Field(default_factory=now, sa_type=Moment)


class KeptReport(Table, table=True):
    """A copy as it was on its day, with the fingerprint of its words and the revision of the catalogue that it was made from."""

    __tablename__ = "kept_report"

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True, max_length=40)
    title: str = Field(max_length=300)
    language: str = Field(max_length=2)
    readers: str = Field(max_length=20)
    dated: date
    revision: int
    fingerprint: str = Field(index=True, max_length=64)
    document: dict[str, Any] = json_map()
    # What it was made from, so that the same report can be made of the catalogue as it is now.
    definition: dict[str, Any] = json_map()
    # The entries that its words rest on, as they were: {"OBS-012": fingerprint of a frozen entry}.
    entries: dict[str, Any] = json_map()
    # How it looks, its logo included: a copy does not change when a partner's look does.
    look: dict[str, Any] = json_map()
    account_id: int | None = Field(default=None, foreign_key="account.id", ondelete="SET NULL", index=True)
    kept_at: datetime = Field(default_factory=now, sa_type=Moment)


class ReportLook(Table, table=True):
    """How the reports of a partner look: colour, logo, cover."""

    __tablename__ = "report_look"

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True, max_length=40)
    partner_code: str = Field(foreign_key="code.code", index=True, max_length=80)
    name: str = Field(max_length=100)
    # Of headings, rules and links: "#0b3d3a".
    colour: str = Field(max_length=7)
    cover: str = Field(default="plain", max_length=20)
    cover_words: str = long_text()
    footer_words: str = Field(default="", max_length=200)
    logo_id: int | None = Field(default=None, foreign_key="attachment.id", ondelete="SET NULL")
    logo_alt: str = Field(default="", max_length=200)
    version: int = 1
    changed_at: datetime = Field(default_factory=now, sa_type=Moment)
