"""The table of the steps of the method."""

from ticc.catalogue.entry import Entry, json_list, long_text


class Step(Entry, table=True):
    """One step of carrying a practice to another place."""

    __tablename__ = "step"
    kind = "step"

    position: int = 0
    checklist: list[str] = json_list()
    example: str = long_text()
