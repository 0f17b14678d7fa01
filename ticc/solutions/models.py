"""The table of solutions."""

from sqlmodel import Field

from ticc.catalogue.entry import Evidenced, json_list, long_text


class Solution(Evidenced, table=True):
    """Something that can be done, and what is known of its effect; effect and certainty are two marks."""

    __tablename__ = "solution"
    kind = "solution"

    theme: str = Field(index=True, max_length=60)
    who_acts: list[str] = json_list()
    effort: str = Field(max_length=20)
    lead_time: str = Field(max_length=20)
    mechanism: str = long_text()
    first_steps: list[str] = json_list()
    conditions: list[str] = json_list()
    core: list[str] = json_list()
    adaptable: list[str] = json_list()
    harms: list[str] = json_list()
    effect: str = Field(max_length=20)
    effect_ground: str = long_text()
    certainty: str = Field(max_length=20)
    certainty_ground: str = long_text()
    strategy: str | None = Field(default=None, max_length=100)
