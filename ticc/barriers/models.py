"""The tables of barriers and of the changes of their state."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlmodel import Field

from ticc.catalogue.entry import Entry, json_map, long_text
from ticc.foundation.clock import Moment, now
from ticc.foundation.table import Table, json_list


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


class Authorship(StrEnum):
    """Who is told to have said it."""

    NAMED = "named"
    ORGANISATION = "organisation"
    RELAYED = "relayed"


class Position(StrEnum):
    """Where somebody who could move a barrier stands."""

    FOR = "for"
    NEUTRAL = "neutral"
    AGAINST = "against"


class Barrier(Entry, table=True):
    """One sighting: a partner met this, at this site, from this date. Its title says *what · because · so that*."""

    __tablename__ = "barrier"
    kind = "barrier"
    # What it costs is read by fewer than the rest of it.
    unrecorded = Entry.unrecorded | {"cost"}

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
    # Whether readers outside the partner learn who tells it: "named", "organisation" or "relayed" (known to its steward alone).
    authorship: str = Field(default=Authorship.NAMED, max_length=20)
    # What an adviser published instead of the partner's own words; empty while there is nothing of the kind.
    safe_title: str = Field(default="", max_length=300)
    safe_summary: str = long_text()
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


class _Told(Table):
    """What somebody added to a barrier: under a key drawn at random, because a count would tell how much there is."""

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True, max_length=40)
    barrier_code: str = Field(foreign_key="code.code", index=True, max_length=80)
    account_id: int | None = Field(default=None, foreign_key="account.id", ondelete="SET NULL", index=True)
    at: datetime = Field(default_factory=now, sa_type=Moment)
    version: int = 1


class Note(_Told, table=True):
    """What happened meanwhile, in a few words; `mentioned` are the accounts that it calls."""

    __tablename__ = "barrier_note"

    words: str = long_text()
    mentioned: list[int] = json_list()


class NextStep(_Told, table=True):
    """What is to be done next about a barrier, by whom and by when; done on a day, with what came of it."""

    __tablename__ = "barrier_next_step"

    words: str = long_text()
    owner_id: int | None = Field(default=None, foreign_key="account.id", ondelete="SET NULL", index=True)
    due_on: date | None = Field(default=None, index=True)
    done_on: date | None = None
    came_of_it: str = long_text()


class CostNoted(_Told, table=True):
    """What a barrier cost at a time: as `Barrier.cost`, from that day on."""

    __tablename__ = "barrier_cost"

    on: date
    cost: dict[str, Any] = json_map()


class Stance(_Told, table=True):
    """Somebody who could move a barrier (a role or a body, never a private person's name), where they stand, and the last contact."""

    __tablename__ = "barrier_stance"

    who: str = Field(max_length=200)
    position: str = Field(default=Position.NEUTRAL, max_length=20)
    last_contact: date | None = None
    words: str = long_text()


class Question(_Told, table=True):
    """What an adviser asks a partner about a barrier, and the answer."""

    __tablename__ = "barrier_question"

    words: str = long_text()
    answer: str = long_text()
    answered_by: int | None = Field(default=None, foreign_key="account.id", ondelete="SET NULL")
    answered_at: datetime | None = Field(default=None, sa_type=Moment)


class Escalation(_Told, table=True):
    """A barrier above the site's level, put to an adviser: who could move it, and what is asked of them."""

    __tablename__ = "barrier_escalation"

    body: str = Field(max_length=200)
    ask: str = long_text()
    adviser_id: int | None = Field(default=None, foreign_key="account.id", ondelete="SET NULL", index=True)
    answer: str = long_text()
    answered_on: date | None = None


class Watcher(Table, table=True):
    """A person who wants to hear of what happens to a barrier."""

    __tablename__ = "barrier_watcher"

    barrier_code: str = Field(primary_key=True, foreign_key="code.code", max_length=80)
    account_id: int = Field(primary_key=True, foreign_key="account.id", ondelete="CASCADE")


class BarrierFile(Table, table=True):
    """A file that belongs to a barrier."""

    __tablename__ = "barrier_file"

    barrier_code: str = Field(primary_key=True, foreign_key="code.code", max_length=80)
    attachment_id: int = Field(primary_key=True, foreign_key="attachment.id", ondelete="CASCADE")


class TryTold(Table, table=True):
    """Who told of a try against a barrier, and whether readers learn it; beside the link itself, so that nothing which is drawn from links holds it."""

    __tablename__ = "try_told"

    try_id: int = Field(primary_key=True, foreign_key="try.id", ondelete="CASCADE")
    account_id: int | None = Field(default=None, foreign_key="account.id", ondelete="SET NULL", index=True)
    authorship: str = Field(default=Authorship.NAMED, max_length=20)
    began_on: date | None = None
    at: datetime = Field(default_factory=now, sa_type=Moment)
