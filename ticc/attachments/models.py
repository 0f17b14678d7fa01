"""The table of attachments: what is known of a file; its bytes lie in the store, under its key."""

from datetime import datetime

from sqlmodel import Field

from ticc.foundation.clock import Moment, now
from ticc.foundation.table import Table


class Attachment(Table, table=True):
    """A file that somebody attached. It is kept as it was checked: the same bytes, the same kind, a name that is safe to show."""

    __tablename__ = "attachment"

    id: int | None = Field(default=None, primary_key=True)
    # Drawn at random, so that nobody can count or guess the files of others.
    key: str = Field(unique=True, max_length=32)
    name: str = Field(max_length=120)
    media_type: str = Field(max_length=100)
    # In bytes, as kept.
    size: int
    sha256: str = Field(max_length=64)
    # The proof stays when the account goes.
    created_by: int | None = Field(default=None, foreign_key="account.id", ondelete="SET NULL", index=True)
    created_at: datetime = Field(default_factory=now, sa_type=Moment)
