"""The table of sources."""

from sqlmodel import Field

from ticc.catalogue.entry import Entry


class Source(Entry, table=True):
    """A text that was read; `type_of_text` and `language` say what it is, `read` how much of it was read."""

    __tablename__ = "source"
    kind = "source"

    type_of_text: str = Field(max_length=40, index=True)
    language: str = Field(max_length=2)
    read: str = Field(default="", max_length=300)
    year: int | None = None
    publisher: str | None = Field(default=None, max_length=300)
    authors: str | None = Field(default=None, max_length=500)
    url: str | None = Field(default=None, max_length=1000)
    same_study_as: str | None = Field(default=None, foreign_key="code.code", max_length=80)
