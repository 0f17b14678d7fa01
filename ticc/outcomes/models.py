"""The table of indicators."""

from sqlmodel import Field

from ticc.catalogue.entry import Entry, long_text


class Indicator(Entry, table=True):
    """An outcome that the transfer is for; its values are links from sources (`catalogue.links.Measurement`)."""

    __tablename__ = "indicator"
    kind = "indicator"

    unit: str = Field(max_length=100)
    direction: str = Field(max_length=20)
    definition: str = long_text()
