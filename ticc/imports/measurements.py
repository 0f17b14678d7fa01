"""Rows that become figures: what partners measured at their sites."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlmodel import Session, col, delete, insert, select

from ticc.accounts.tokens import new_key
from ticc.catalogue.labels import VISIBILITY
from ticc.catalogue.visibility import Viewer, may_see
from ticc.catalogue.words import Visibility
from ticc.foundation.clock import now, today
from ticc.foundation.text import fold
from ticc.imports import days, values
from ticc.imports.catalogued import OwnRows, names_in_catalogue
from ticc.imports.columns import Column, Fitted, column_of
from ticc.imports.measurement_columns import COLUMNS, SHEET_NAMES, VISIBILITIES
from ticc.imports.preview import Draft, Said
from ticc.imports.service import Undone
from ticc.imports.table import Cell, told
from ticc.imports.values import Unclear, read_count, read_number
from ticc.outcomes.figures import Measured, faults, is_per_cent, own_unit, remarks
from ticc.outcomes.models import Indicator, SiteMeasurement
from ticc.outcomes.queries import list_measured, may_enter, partners_to_enter_for
from ticc.sites.models import Partner, Site

# Two values closer than this are one value that was written with more or fewer decimals.
DIGITS = 9
DAYS = ("measured_from", "measured_on")


class Measurements:
    """Figures of one partner: outcome, site, day and value are needed in each row."""

    name = "measurements"
    sheet_names: Sequence[str] = SHEET_NAMES
    columns: Sequence[Column] = COLUMNS
    shown: Sequence[tuple[str, Sequence[str]]] = (
        ("indicator_code", ("indicator_code",)),
        ("site_code", ("site_code",)),
        ("measured_on", DAYS),
        ("value", ("value", "unit")),
    )
    days: Sequence[str] = DAYS
    words: Mapping[str, Mapping[str, Any]] = {"visibility": VISIBILITY}

    def partners(self, session: Session, viewer: Viewer) -> Sequence[str]:
        """For which partners the viewer may enter figures."""
        return partners_to_enter_for(session, viewer)

    def reader(self, session: Session, viewer: Viewer, partner_code: str, choices: Mapping[str, Any], table: Fitted | None) -> FigureReader:
        """A reader that knows outcomes, sites and what was told before."""
        return FigureReader(session, viewer, partner_code, choices, table)

    def remark_on(self, table: Fitted, choices: Mapping[str, Any]) -> list[str]:
        """How days and numbers were read that can be read in two ways."""
        said = []
        for name in DAYS:
            cells = column_of(table, name)
            two_ways = next((cell for cell in cells if days.is_two_ways(cell)), None)
            if two_ways is not None and days.order_of(cells) != days.Order.MIXED:
                as_read = days.read_span(two_ways, days.order_of(cells)).on.isoformat()
                said.append(_("Days are read so: “%(words)s” is %(iso)s.", words=two_ways, iso=as_read))
                break
        cells = column_of(table, "value")
        decimals = values.decimals_of(cells, choices.get("separator", ""))
        two_ways = next((cell for cell in cells if values.is_two_ways(cell)), None)
        if two_ways is not None and decimals:
            number = told(read_number(two_ways, decimals))
            said.append(_("Numbers are read so: “%(words)s” is %(number)s, as the other numbers of the file suggest.", words=two_ways, number=number))
        return said

    def save(self, session: Session, viewer: Viewer, partner_code: str, drafts: Sequence[Mapping[str, Any]], batch_key: str) -> None:
        """Enter the figures, all with one statement: one by one, some thousands would keep everybody else waiting."""
        units, moment = _units(session), now()
        common: dict[str, Any] = {"partner_code": partner_code, "account_id": viewer.account_id, "batch_key": batch_key, "version": 1}
        common |= {"created_at": moment, "changed_at": moment, "withdrawn_on": None, "withdrawn_because": "", "earlier": []}
        told = [asdict(figure_of(draft)) for draft in drafts]
        rows = [{**common, **one, "key": new_key(), "unit": own_unit(one["unit"], units[one["indicator_code"]])} for one in told]
        session.exec(insert(SiteMeasurement), params=rows)

    def undo(self, session: Session, viewer: Viewer, batch_key: str) -> Undone:
        """Remove the figures that stand as they came; one that was changed or withdrawn since stays."""
        came = select(SiteMeasurement).where(SiteMeasurement.batch_key == batch_key)
        changed = list(session.exec(came.where((col(SiteMeasurement.version) > 1) | col(SiteMeasurement.withdrawn_on).is_not(None))))
        stay = [
            f"{row.indicator_code} · {row.site_code} · {row.measured_on.isoformat()} · {told(row.value)}"
            for row in changed
            if may_see(viewer, row.visibility, row.partner_code)
        ]
        as_they_came = (col(SiteMeasurement.batch_key) == batch_key, col(SiteMeasurement.version) == 1, col(SiteMeasurement.withdrawn_on).is_(None))
        removed = session.exec(delete(SiteMeasurement).where(*as_they_came)).rowcount
        return Undone(removed, sorted(stay))


MEASUREMENTS = Measurements()


def figure_of(data: Mapping[str, Any]) -> Measured:
    """The figure that a draft says."""
    return Measured(**{**data, **{name: date.fromisoformat(data[name]) for name in DAYS if data[name]}})


class FigureReader:
    """Reads rows as figures of one partner."""

    def __init__(self, session: Session, viewer: Viewer, partner_code: str, choices: Mapping[str, Any], table: Fitted | None) -> None:
        self._visibility = choices["visibility"]
        self._partner_code, self._viewer, self._session = partner_code, viewer, session
        self._units = _units(session)
        self._indicators, self._sites = names_in_catalogue(session, Indicator), names_in_catalogue(session, Site)
        self._own = OwnRows(names_in_catalogue(session, Partner), partner_code)
        self._may_enter: dict[str, bool] = {}
        self._order = {name: days.order_of(column_of(table, name)) for name in DAYS}
        self._decimals = {name: values.decimals_of(column_of(table, name), choices.get("separator", "")) for name in ("value", "counted")}
        own = [row for row in list_measured(session, viewer, with_withdrawn=True) if row.partner_code == partner_code]
        self._there = {_identity(row.indicator_code, row.site_code, row.measured_on.isoformat(), row.value) for row in own}
        self._other_values = {(row.indicator_code, row.site_code, row.measured_on.isoformat()): row.value for row in own if row.withdrawn_on is None}
        self._today = today()

    def read(self, cells: Mapping[str, Cell]) -> Draft:
        """What a row says, and every problem of it at once."""
        data: dict[str, Any] = {}
        problems = []
        for name, read in self._parts().items():
            try:
                data |= read(cells)
            except Unclear as unclear:
                problems.append(Said(name, str(unclear)))
        if problems:
            return Draft(data, problems)
        problems = self.check(data)
        return Draft(data, problems, () if problems else self._remarks(data))

    def check(self, data: Mapping[str, Any]) -> list[Said]:
        """Faults of the figure, and whether it may be entered here by this person."""
        said = [Said(fault.field or "", fault.message) for fault in faults(figure_of(data), today=self._today)]
        if data["indicator_code"] not in self._indicators.titles:
            said.append(Said("indicator_code", str(_("This outcome is no longer in the catalogue"))))
        site = data["site_code"]
        if site not in self._may_enter:
            self._may_enter[site] = site in self._sites.titles and may_enter(self._session, self._viewer, self._partner_code, site)
        if not self._may_enter[site]:
            said.append(Said("site_code", str(_("The organisation does not work at this site: only project leads enter figures for every site"))))
        if data["visibility"] == Visibility.PRIVATE and self._partner_code not in self._viewer.partners:
            said.append(Said("visibility", str(_("Only members of an organisation can enter figures that nobody else sees"))))
        return said

    def identity(self, data: Mapping[str, Any]) -> Hashable:
        """The same outcome, site, day and value."""
        return _identity(data["indicator_code"], data["site_code"], data["measured_on"], data["value"])

    def is_there(self, identity: Hashable) -> bool:
        """Whether the partner entered the same figure before, also if it was withdrawn since: what was wrong does not come back."""
        return identity in self._there

    def _parts(self) -> dict[str, Callable[[Mapping[str, Cell]], dict[str, Any]]]:
        return {
            "partner_code": self._own.read,
            "indicator_code": lambda cells: {"indicator_code": self._indicators.find(_needed(cells, "indicator_code"))},
            "site_code": lambda cells: {"site_code": self._sites.find(_needed(cells, "site_code"))},
            "value": self._value,
            "measured_on": self._days,
            "measured_from": self._first_day,
            "counted": self._counted,
            "visibility": self._who_may_see,
            "source": lambda cells: {"source": told(cells.get("source", ""))},
            "note": lambda cells: {"note": told(cells.get("note", ""))},
        }

    def _value(self, cells: Mapping[str, Cell]) -> dict[str, Any]:
        cell, unit = _needed(cells, "value"), told(cells.get("unit", ""))
        number = read_number(cell, self._decimals["value"])
        return {"value": number, "unit": unit or ("%" if told(cell).endswith("%") else "")}

    def _days(self, cells: Mapping[str, Cell]) -> dict[str, Any]:
        span = days.read_span(_needed(cells, "measured_on"), self._order["measured_on"])
        return {"measured_on": span.on.isoformat(), "measured_from": span.since.isoformat() if span.since else None}

    def _first_day(self, cells: Mapping[str, Cell]) -> dict[str, Any]:
        cell = cells.get("measured_from", "")
        if cell == "":
            return {}
        span = days.read_span(cell, self._order["measured_from"])
        return {"measured_from": (span.since or span.on).isoformat()}

    def _counted(self, cells: Mapping[str, Cell]) -> dict[str, Any]:
        cell = cells.get("counted", "")
        return {"counted": None if cell == "" else read_count(cell, self._decimals["counted"])}

    def _who_may_see(self, cells: Mapping[str, Cell]) -> dict[str, Any]:
        said = told(cells.get("visibility", ""))
        if not said:
            return {"visibility": self._visibility}
        if fold(said) not in VISIBILITIES:
            raise Unclear(_("Write private, programme or public, or leave it empty"))
        return {"visibility": VISIBILITIES[fold(said)].value}

    def _remarks(self, data: Mapping[str, Any]) -> list[Said]:
        unit = self._units[data["indicator_code"]]
        said = [Said("value", one) for one in remarks(data["value"], data["unit"], unit)]
        if 0 < data["value"] < 1 and is_per_cent(data["unit"] or unit):
            said.append(Said("value", str(_("Less than one per cent: write 12 if you mean twelve per cent, not 0.12"))))
        other = self._other_values.get((data["indicator_code"], data["site_code"], data["measured_on"]))
        if other is not None and self.identity(data) not in self._there:
            said.append(Said("value", str(_("Another value is there for this day already: %(value)s", value=told(other)))))
        return said


def _identity(indicator: str, site: str, day: str, value: float) -> tuple[str, str, str, float]:
    return indicator, site, day, round(value, DIGITS)


def _needed(cells: Mapping[str, Cell], name: str) -> Cell:
    if cells.get(name, "") == "":
        raise Unclear(_("This cell is empty"))
    return cells[name]


def _units(session: Session) -> dict[str, str]:
    return dict(session.exec(select(Indicator.code, Indicator.unit)).all())
