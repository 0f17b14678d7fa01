"""The tables of notices: what somebody should hear of, and how often they want mail."""

from datetime import datetime
from typing import Any

from sqlmodel import Field

from ticc.foundation.clock import Moment, now
from ticc.foundation.table import Table, json_map


class Notice(Table, table=True):
    """One thing that one person should hear of. It stands in the application, and goes into a mail where the person wants one."""

    __tablename__ = "notice"

    id: int | None = Field(default=None, primary_key=True)
    # What happened, so that it is told once: "question:<key>"; the same again for the same person is refused by the database.
    once: str = Field(unique=True, max_length=200)
    account_id: int = Field(foreign_key="account.id", ondelete="CASCADE", index=True)
    # "mention", "question", "answer", "match", "reminder", "change", ...
    kind: str = Field(max_length=20)
    # The entry that it is about; it is told only as long as the person may see that entry.
    code: str = Field(default="", max_length=80)
    # What the sentence needs beside the entry: {"by": account id, "words": ...}
    facts: dict[str, Any] = json_map()
    made_at: datetime = Field(default_factory=now, sa_type=Moment, index=True)
    read_at: datetime | None = Field(default=None, sa_type=Moment)
    mailed_at: datetime | None = Field(default=None, sa_type=Moment)


class MailChoice(Table, table=True):
    """How often a person wants mail; without a row, as the installation has it."""

    __tablename__ = "mail_choice"

    account_id: int = Field(primary_key=True, foreign_key="account.id", ondelete="CASCADE")
    # "at-once", "daily", "weekly" or "never".
    rhythm: str = Field(default="daily", max_length=20)
    # Stands in the link that ends all mail with one click.
    leave_key: str = Field(unique=True, max_length=40)
    last_mail_at: datetime | None = Field(default=None, sa_type=Moment)
