"""The tables of sites and partners."""

from sqlmodel import Field

from ticc.catalogue.entry import Entry


class Site(Entry, table=True):
    """A place that tries the practice."""

    __tablename__ = "site"
    kind = "site"

    country: str = Field(index=True, max_length=60)
    role: str = Field(max_length=60)
    started: int | None = None
    ended: int | None = None
    scale: str | None = Field(default=None, max_length=300)


class Partner(Entry, table=True):
    """An organisation that delivers, advises, leads, evaluates or observes."""

    __tablename__ = "partner"
    kind = "partner"

    country: str = Field(max_length=60)
    role: str = Field(max_length=60)
    website: str | None = Field(default=None, max_length=300)
