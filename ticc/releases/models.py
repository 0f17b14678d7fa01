"""The tables of what is frozen: entries as they were, and the numbered releases made of them."""

from datetime import date, datetime
from typing import Any

from sqlmodel import Field

from ticc.foundation.clock import Moment, now
from ticc.foundation.table import Table, json_map, long_text


class FrozenEntry(Table, table=True):
    """An entry as it was, once for all copies and releases that hold it so; never changed."""

    __tablename__ = "frozen_entry"

    # SHA-256 of code and content, so that the same words are kept once.
    fingerprint: str = Field(primary_key=True, max_length=64)
    code: str = Field(index=True, max_length=80)
    kind: str = Field(max_length=40)
    # What `freezing.content_of` gives: the words in every language, and the links of both directions.
    content: dict[str, Any] = json_map()
    frozen_at: datetime = Field(default_factory=now, sa_type=Moment)


class Release(Table, table=True):
    """The public catalogue as it was on a day, under a number that can be cited."""

    __tablename__ = "release"

    number: int = Field(primary_key=True)
    title: str = Field(default="", max_length=200)
    notes: str = long_text()
    released_on: date
    # SHA-256 of all its entries.
    fingerprint: str = Field(max_length=64)
    # {"OBS-012": fingerprint of a frozen entry, ...}; what stood in an earlier release and no longer does says what became of it:
    # {"OBS-013": "merged:OBS-012", "OBS-014": "withdrawn"}.
    entries: dict[str, Any] = json_map()
    account_id: int | None = Field(default=None, foreign_key="account.id", ondelete="SET NULL", index=True)
    released_at: datetime = Field(default_factory=now, sa_type=Moment)
