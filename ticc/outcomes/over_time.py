"""Figures of partners over time: which belong on one line, how they moved, how far a target is; as charts and as sentences. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from flask_babel import gettext as _

from ticc.documents.series import DatedSeries, Lines
from ticc.documents.words import day_in, number_in
from ticc.outcomes.models import SiteMeasurement, Target
from ticc.outcomes.sheet import Direction

# As many as have a dash and a mark of their own: a fifth line could be told apart by nobody.
IN_ONE_CHART = 4


@dataclass(frozen=True)
class Strand:
    """What one partner measured at one site in one unit, the oldest first, and what it aims for there; an empty unit is the indicator's."""

    site_code: str
    partner_code: str
    unit: str
    figures: tuple[SiteMeasurement, ...]
    targets: tuple[Target, ...]

    @property
    def first(self) -> SiteMeasurement | None:
        """The oldest figure."""
        return self.figures[0] if self.figures else None

    @property
    def last(self) -> SiteMeasurement | None:
        """The newest figure."""
        return self.figures[-1] if self.figures else None

    def target_on(self, day: date) -> Target | None:
        """What is aimed for next, seen from a day; the last target where all of them are over."""
        coming = [target for target in self.targets if target.due_on >= day]
        return coming[0] if coming else (self.targets[-1] if self.targets else None)


def strands(figures: Iterable[SiteMeasurement], targets: Iterable[Target]) -> list[Strand]:
    """Figures and targets of one indicator by site, partner and unit, those in the indicator's own unit first.

    Two partners at one site count differently, and so do two units: neither ever shares a line.
    """
    measured: dict[tuple[str, str, str], list[SiteMeasurement]] = defaultdict(list)
    aimed: dict[tuple[str, str, str], list[Target]] = defaultdict(list)
    for figure in figures:
        measured[figure.unit, figure.site_code, figure.partner_code].append(figure)
    for target in targets:
        aimed[target.unit, target.site_code, target.partner_code].append(target)
    return [
        Strand(
            site,
            partner,
            unit,
            tuple(sorted(measured[unit, site, partner], key=lambda one: (one.measured_on, one.value, one.key))),
            tuple(sorted(aimed[unit, site, partner], key=lambda one: (one.due_on, one.value, one.key))),
        )
        for unit, site, partner in sorted({*measured, *aimed})
    ]


def charts(found: Sequence[Strand], name_of: Callable[[str], str], unit: str) -> list[Lines]:
    """The strands as charts over time: one unit to a chart, and at most four lines. `name_of` gives the title of a site or partner."""
    drawn = []
    for own_unit, alike in groupby(found, key=lambda strand: strand.unit):
        together = list(alike)
        for start in range(0, len(together), IN_ONE_CHART):
            some = together[start : start + IN_ONE_CHART]
            drawn.append(Lines(tuple(_series(strand, label_of(strand, found, name_of)) for strand in some), unit=own_unit or unit))
    return drawn


def label_of(strand: Strand, among: Sequence[Strand], name_of: Callable[[str], str]) -> str:
    """The name of a line: its site, and its partner where several measure there."""
    site = name_of(strand.site_code)
    partners = {one.partner_code for one in among if one.site_code == strand.site_code}
    return f"{site} · {name_of(strand.partner_code)}" if len(partners) > 1 else site


def _series(strand: Strand, name: str) -> DatedSeries:
    points = tuple((figure.measured_on, figure.value) for figure in strand.figures)
    return DatedSeries(name, points, tuple((target.due_on, target.value) for target in strand.targets))


def moved(strand: Strand, name: str, direction: str, unit: str, language: str) -> str:
    """How the figures of a strand moved, as a sentence; empty where there is none."""
    first, last = strand.first, strand.last
    if first is None or last is None:
        return ""
    shown = strand.unit or unit
    now = {"place": name, "unit": shown, "last": number_in(last.value, language), "last_day": day_in(last.measured_on, language)}
    if first.measured_on == last.measured_on:
        return str(_("%(place)s: %(last)s %(unit)s on %(last_day)s.", **now))
    both = {**now, "first": number_in(first.value, language), "first_day": day_in(first.measured_on, language)}
    if first.value == last.value:
        return str(_("%(place)s: %(last)s %(unit)s on %(first_day)s and again on %(last_day)s.", **both))
    if direction not in (Direction.HIGHER, Direction.LOWER):
        return str(_("%(place)s: from %(first)s on %(first_day)s to %(last)s %(unit)s on %(last_day)s.", **both))
    if (last.value > first.value) == (direction == Direction.HIGHER):
        return str(_("%(place)s: from %(first)s on %(first_day)s to %(last)s %(unit)s on %(last_day)s, which is better.", **both))
    return str(_("%(place)s: from %(first)s on %(first_day)s to %(last)s %(unit)s on %(last_day)s, which is worse.", **both))


def way_to_target(strand: Strand, name: str, direction: str, day: date, language: str) -> str:
    """What is aimed for and how far away it is, as a sentence; empty where there is no target."""
    target, last = strand.target_on(day), strand.last
    if target is None:
        return ""
    said = {"place": name, "target": number_in(target.value, language), "day": day_in(target.due_on, language)}
    if last is None:
        return str(_("%(place)s: target %(target)s by %(day)s; nothing measured yet.", **said))
    # Floating point knows no exact tenths: what is less than a millionth apart is equal.
    apart = round(target.value - last.value, 6)
    if direction == Direction.LOWER:
        apart = -apart
    is_reached = apart <= 0 if direction in (Direction.HIGHER, Direction.LOWER) else apart == 0
    if is_reached:
        return str(_("%(place)s: target %(target)s by %(day)s; the last figure has reached it.", **said))
    return str(_("%(place)s: target %(target)s by %(day)s; %(apart)s away from the last figure.", apart=number_in(abs(apart), language), **said))
