"""What a figure said before it was changed: read from what it remembers. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from ticc.outcomes.figures import Measured
from ticc.outcomes.models import SiteMeasurement

_DAYS = ("measured_on", "measured_from")


@dataclass(frozen=True)
class Before:
    """What a figure said until somebody changed it: when that was, who did it, and the words of then."""

    until: datetime
    account_id: int | None
    said: Measured


def said_before(row: SiteMeasurement) -> list[Before]:
    """Everything that a figure said before, the newest first; a withdrawal changes nothing that it says."""
    now = Measured(**{one.name: getattr(row, one.name) for one in fields(Measured)})
    found = []
    for kept in reversed(row.earlier):
        before = _read(kept)
        if before.said != now:
            found.append(before)
        now = before.said
    return found


def _read(kept: Mapping[str, Any]) -> Before:
    told = {one.name: kept[one.name] for one in fields(Measured)}
    days = {name: date.fromisoformat(told[name]) if told[name] else None for name in _DAYS}
    return Before(datetime.fromisoformat(kept["at"]), kept["account_id"], Measured(**{**told, **days}))
