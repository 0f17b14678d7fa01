"""The table of principles."""

from typing import Any

from sqlmodel import Field

from ticc.catalogue.entry import Evidenced, json_list, long_text


class Principle(Evidenced, table=True):
    """One principle of the blueprint, at its place in the order of the practice's logic."""

    __tablename__ = "principle"
    kind = "principle"

    position: int = 0
    short: str = Field(default="", max_length=40)
    asks: str = long_text()
    signs: list[str] = json_list()
    counter_signs: list[str] = json_list()
    must_keep: list[str] = json_list()
    may_adapt: list[str] = json_list()
    # [{"what": ..., "value": ..., "source": "SRC-..."}]
    figures: list[dict[str, Any]] = json_list()
