"""The tables of barriers and of the changes of their state."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlmodel import Field

from ticc.catalogue.entry import Entry, json_map, long_text
from ticc.foundation.clock import Moment, now
from ticc.foundation.table import Table


class State(StrEnum):
    """Where a barrier stands; nothing is ever deleted."""

    DRAFT = "draft"
    OPEN = "open"
    BEING_WORKED_ON = "being-worked-on"
    OVERCOME = "overcome"
    WORKED_AROUND = "worked-around"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"


# Which states may follow which; a barrier that is over can be opened again, for some come back.
AFTER: dict[str, tuple[State, ...]] = {
    State.OPEN: (State.BEING_WORKED_ON, State.OVERCOME, State.WORKED_AROUND, State.ACCEPTED, State.WITHDRAWN),
    State.BEING_WORKED_ON: (State.OPEN, State.OVERCOME, State.WORKED_AROUND, State.ACCEPTED, State.WITHDRAWN),
    State.OVERCOME: (State.OPEN,),
    State.WORKED_AROUND: (State.OPEN, State.OVERCOME),
    State.ACCEPTED: (State.OPEN,),
    State.WITHDRAWN: (State.OPEN,),
}


class Severity(StrEnum):
    """How bad it is for the work, in four steps that each name what one sees."""

    ANNOYING = "annoying"
    SLOWS = "slows"
    BLOCKS_PART = "blocks-part"
    STOPS = "stops"


class Barrier(Entry, table=True):
    """One sighting: a partner met this, at this site, from this date. Its title says *what · because · so that*."""

    __tablename__ = "barrier"
    kind = "barrier"

    partner_code: str = Field(foreign_key="code.code", index=True, max_length=80)
    site_code: str | None = Field(default=None, foreign_key="code.code", index=True, max_length=80)
    state: str = Field(default=State.DRAFT, index=True, max_length=20)
    because: str = long_text()
    so_that: str = long_text()
    since: date | None = None
    severity: str = Field(default="", max_length=20)
    # {"hours": {"low": 2, "likely": 4, "high": 8}, "visits": ..., "money": ...}, each a month.
    cost: dict[str, Any] = json_map()
    # The language in which the partner wrote.
    language: str = Field(default="en", max_length=2)
    logged_by: int = Field(foreign_key="account.id")
    is_sample: bool = False


class StateChange(Table, table=True):
    """A barrier changed its state: on which day, and how that came about."""

    __tablename__ = "barrier_state_change"

    id: int | None = Field(default=None, primary_key=True)
    barrier_code: str = Field(foreign_key="code.code", index=True, max_length=80)
    state: str = Field(max_length=20)
    on: date
    how: str = long_text()
    account_id: int = Field(foreign_key="account.id")
    at: datetime = Field(default_factory=now, sa_type=Moment)
