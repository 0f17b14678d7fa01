"""The table of changes."""

from datetime import datetime
from typing import Any

from sqlmodel import Field

from ticc.foundation.clock import Moment, now
from ticc.foundation.table import Table, json_map


class Change(Table, table=True):
    """One change of one row: who, when, from what, to what. `code` is the entry that it concerns."""

    __tablename__ = "change"

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(default_factory=now, sa_type=Moment, index=True)
    # None for a change that came with the content files or a command.
    account_id: int | None = Field(default=None, foreign_key="account.id")
    occasion: str = Field(default="", max_length=40)
    code: str = Field(index=True, max_length=80)
    # The table of the row, and, for a link, the sentence's other end.
    what: str = Field(max_length=40)
    other_code: str | None = Field(default=None, max_length=80)
    action: str = Field(max_length=10)
    before: dict[str, Any] = json_map()
    after: dict[str, Any] = json_map()
