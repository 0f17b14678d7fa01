"""The tables of indicators, and of what partners measure and aim for."""

from datetime import date, datetime
from typing import Any

from sqlmodel import Field

from ticc.catalogue.entry import Entry, long_text
from ticc.catalogue.words import Visibility
from ticc.foundation.clock import Moment, now
from ticc.foundation.table import Table, json_list


class Indicator(Entry, table=True):
    """An outcome that the transfer is for; its published values are links from sources (`catalogue.links.Measurement`)."""

    __tablename__ = "indicator"
    kind = "indicator"

    unit: str = Field(max_length=100)
    direction: str = Field(max_length=20)
    definition: str = long_text()


class _Told(Table):
    """What every figure of a partner has in common: of what, where, whose, who may see it."""

    id: int | None = Field(default=None, primary_key=True)
    # Drawn at random: a count would tell how many figures others keep to themselves.
    key: str = Field(unique=True, max_length=40)
    indicator_code: str = Field(foreign_key="code.code", index=True, max_length=80)
    site_code: str = Field(foreign_key="code.code", index=True, max_length=80)
    partner_code: str = Field(foreign_key="code.code", index=True, max_length=80)
    value: float
    # Empty: the unit of the indicator.
    unit: str = Field(default="", max_length=100)
    visibility: str = Field(default=Visibility.PRIVATE, max_length=20)
    account_id: int | None = Field(default=None, foreign_key="account.id", ondelete="SET NULL", index=True)
    version: int = 1
    created_at: datetime = Field(default_factory=now, sa_type=Moment)
    changed_at: datetime = Field(default_factory=now, sa_type=Moment)


class SiteMeasurement(_Told, table=True):
    """What a partner measured at a site: on one day, or over the time that ends on it."""

    __tablename__ = "site_measurement"

    measured_on: date = Field(index=True)
    measured_from: date | None = None
    # How many people, visits or months the figure rests on.
    counted: int | None = None
    # Where the figure comes from, in words; empty is shown as "without a source".
    source: str = long_text()
    note: str = long_text()
    # A figure that was wrong is withdrawn and says why; it is never deleted.
    withdrawn_on: date | None = None
    withdrawn_because: str = long_text()
    # What it said before, the oldest first: {"at": ..., "account_id": ..., "value": ..., ...}
    earlier: list[Any] = json_list()
    # The import that brought it, so that an import can be undone.
    batch_key: str | None = Field(default=None, index=True, max_length=40)


class Target(_Told, table=True):
    """What a partner aims for at a site, by a day, and why."""

    __tablename__ = "outcome_target"

    due_on: date
    reason: str = long_text()
