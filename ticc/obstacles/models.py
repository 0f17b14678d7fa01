"""The table of obstacles."""

from sqlmodel import Field

from ticc.catalogue.entry import Evidenced, json_list, json_map, long_text


class Obstacle(Evidenced, table=True):
    """What blocks the transfer, said once for everybody."""

    __tablename__ = "obstacle"
    kind = "obstacle"

    theme: str = Field(index=True, max_length=60)
    level: str = Field(index=True, max_length=60)
    determinant: str = Field(default="", max_length=80)
    signs: list[str] = json_list()
    expressions: dict[str, str] = json_map()
    unanswered: str = long_text()
