"""The table of imports: what a file said, what was made of it, and whether it was taken or undone."""

from datetime import datetime
from typing import Any

from sqlmodel import Field

from ticc.foundation.clock import Moment, now
from ticc.foundation.table import Table, json_list, json_map


class Batch(Table, table=True):
    """One file, read and looked at; its rows become measurements (or another kind of thing) only when somebody says so."""

    __tablename__ = "import_batch"

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True, max_length=40)
    # What its rows become: "measurements".
    kind: str = Field(max_length=40)
    partner_code: str = Field(foreign_key="code.code", index=True, max_length=80)
    file_name: str = Field(default="", max_length=200)
    # One for each row: {"row": 7, "said": {column: words}, "problems": [{"column": ..., "message": ...}]}
    rows: list[Any] = json_list()
    # What the person chose for the whole file, such as who may see it.
    choices: dict[str, Any] = json_map()
    account_id: int | None = Field(default=None, foreign_key="account.id", ondelete="SET NULL", index=True)
    version: int = 1
    read_at: datetime = Field(default_factory=now, sa_type=Moment)
    taken_at: datetime | None = Field(default=None, sa_type=Moment)
    undone_at: datetime | None = Field(default=None, sa_type=Moment)
