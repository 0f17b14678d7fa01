"""What a barrier costs as time goes on: a chart for each unit, for hours, visits and money are never added up. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from flask_babel import gettext as _

from ticc.barriers.labels import COST
from ticc.barriers.models import Barrier, CostNoted
from ticc.documents.series import DatedSeries, Lines


def cost_charts(barrier: Barrier, entries: Sequence[CostNoted]) -> list[Lines]:
    """Charts of what it costs a month, beginning with what was said when it was logged; none for a unit that no entry speaks of."""
    return [_chart(name, barrier, entries) for name in COST if any(name in entry.cost for entry in entries)]


def _chart(name: str, barrier: Barrier, entries: Sequence[CostNoted]) -> Lines:
    said = {entry.on: entry.cost[name] for entry in entries if name in entry.cost}
    if barrier.since is not None and name in barrier.cost:
        said.setdefault(barrier.since, barrier.cost[name])
    parts = (("low", str(_("at least"))), ("likely", str(_("likely"))), ("high", str(_("at most"))))
    series = [DatedSeries(label, _points(said, part)) for part, label in parts]
    return Lines(tuple(one for one in series if one.points), unit=str(COST[name]), lowest=0)


def _points(said: dict[date, dict[str, int]], part: str) -> tuple[tuple[date, float | None], ...]:
    return tuple((day, float(amounts[part])) for day, amounts in sorted(said.items()) if part in amounts)
