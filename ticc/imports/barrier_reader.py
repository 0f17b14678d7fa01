"""Reading rows as barriers of one partner."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlmodel import Session, col

from ticc.barriers.deciding import FIELDS, LOOKS_LIKE, sift
from ticc.barriers.labels import COST
from ticc.barriers.models import State
from ticc.catalogue.visibility import Viewer
from ticc.catalogue.words import Visibility
from ticc.foundation.clock import today
from ticc.foundation.text import can_be_seen
from ticc.imports import days, values
from ticc.imports.barrier_words import AUDIENCES, LANGUAGES_SAID, SEVERITIES, STATES
from ticc.imports.barriers_there import Same, numbers_there
from ticc.imports.catalogued import OwnRows, names_in_catalogue
from ticc.imports.columns import Fitted, column_of, folded
from ticc.imports.preview import Draft, Said
from ticc.imports.table import Cell, told
from ticc.imports.values import Names, Unclear, read_count
from ticc.obstacles.models import Obstacle
from ticc.sites.models import Partner, Site

DAYS = ("since", "state_on")
EARLIEST = date(1990, 1, 1)
SHORTEST_TITLE, LONGEST_TITLE = 8, 200
LONGEST = {"because": 2000, "so_that": 2000, "how": 2000, "body": 10_000, "reference": 80}
AMOUNTS = tuple(f"{amount}_{part}" for amount in COST for part in ("low", "likely", "high"))
MOST = 1_000_000


class BarrierReader:
    """Reads rows as barriers of one partner."""

    def __init__(self, session: Session, viewer: Viewer, partner_code: str, choices: Mapping[str, Any], table: Fitted | None) -> None:
        self._choices, self._today = choices, today()
        self._may_log = partner_code in viewer.partners
        self._sites = names_in_catalogue(session, Site, col(Site.role) != "elsewhere")
        self._obstacles = names_in_catalogue(session, Obstacle, col(Obstacle.visibility).in_(viewer.audiences))
        partners = names_in_catalogue(session, Partner)
        self._own = OwnRows(partners, partner_code)
        # Names of sites and partners stand in the catalogue anyway: the sieve does not mark them.
        self._known_names = {title for names in (self._sites, partners) for titles in names.titles.values() for title in titles}
        self._order = {name: days.order_of(column_of(table, name)) for name in DAYS}
        separator = choices.get("separator", "")
        self._decimals = {name: values.decimals_of(column_of(table, name), separator) for name in AMOUNTS}
        self._same = Same()
        self._there = numbers_there(session, viewer, partner_code, self._same)

    def read(self, cells: Mapping[str, Cell]) -> Draft:
        """What a row says, and every problem of it at once; a row with the code of a barrier is that barrier."""
        if code := told(cells.get("code", "")).upper():
            return self._read_known(code, cells)
        data: dict[str, Any] = {}
        problems = []
        for name, read in self._parts().items():
            try:
                data |= read(cells)
            except Unclear as unclear:
                problems.append(Said(name, str(unclear)))
        problems += [] if problems else self.check(data)
        return Draft(data, problems, () if problems else self._remarks(data))

    def _read_known(self, code: str, cells: Mapping[str, Cell]) -> Draft:
        data = {"code": code, "title": told(cells.get("title", ""))}
        if self._same.number({"code": code}) in self._there:
            return Draft(data)
        return Draft(data, [Said("code", str(_("There is no barrier with this code that you may see: leave the cell empty for a new one")))])

    def check(self, data: Mapping[str, Any]) -> list[Said]:
        """What is missing or makes no sense, and what must not be shared."""
        said = [*self._missing(data), *self._gone(data)]
        if data["state_on"] and data["since"] and data["state_on"] < data["since"]:
            said.append(Said("state_on", str(_("This day lies before the day on which it was first met"))))
        if not self._may_log:
            said.append(Said("", str(_("Only members of an organisation can log its barriers"))))
        if data["visibility"] != Visibility.PRIVATE:
            said += self._personal(data, _("Not to be shared like this: it %(looks)s. Write neutral words, or keep the row private"))
        return said

    def identity(self, data: Mapping[str, Any]) -> Hashable:
        """The same words at the same site, or the same reference of the partner's own."""
        return self._same.number(data)

    def is_there(self, identity: Hashable) -> bool:
        """Whether the partner has the same barrier already, or the row names one that everybody here sees."""
        return identity in self._there

    def _missing(self, data: Mapping[str, Any]) -> list[Said]:
        if data["state"] == State.DRAFT:
            return []
        needed = ["site_code", "since", "severity"]
        needed += [] if data["state"] == State.OPEN else ["state_on", "how"]
        return [Said(name, str(_("This cell is empty: only a draft can do without it"))) for name in needed if not data[name]]

    def _gone(self, data: Mapping[str, Any]) -> list[Said]:
        said = []
        for name, names in (("site_code", self._sites), ("obstacle_code", self._obstacles)):
            if data[name] and data[name] not in names.titles:
                said.append(Said(name, str(_("This is no longer in the catalogue"))))
        return said

    def _personal(self, data: Mapping[str, Any], words: str) -> list[Said]:
        """What may tell who a person is, by sort: the words themselves are not said again."""
        sieved = sift({name: data[name] for name in FIELDS}, data["language"], self._known_names)
        said = []
        for name in FIELDS:
            looks = dict.fromkeys(str(LOOKS_LIKE[one.kind]) for one in sieved.found[name])
            said += [Said(name, str(words) % {"looks": ", ".join(looks)})] if looks else []
        return said

    def _remarks(self, data: Mapping[str, Any]) -> list[Said]:
        if data["visibility"] != Visibility.PRIVATE:
            return []
        return self._personal(data, _("Before it is shared: it %(looks)s"))

    def _parts(self) -> dict[str, Callable[[Mapping[str, Cell]], dict[str, Any]]]:
        parts: dict[str, Callable[[Mapping[str, Cell]], dict[str, Any]]] = {
            "partner_code": self._own.read,
            "title": self._title,
            "site_code": lambda cells: {"site_code": _named(cells, "site_code", self._sites) or None},
            "obstacle_code": lambda cells: {"obstacle_code": _named(cells, "obstacle_code", self._obstacles)},
            "severity": lambda cells: {"severity": _chosen(cells, "severity", SEVERITIES, "")},
            "state": self._state,
            "language": lambda cells: {"language": _chosen(cells, "language", LANGUAGES_SAID, self._choices.get("language", "en"))},
            **{name: lambda cells, name=name: {name: _text(cells, name)} for name in LONGEST},  # type: ignore[misc]
            **{name: lambda cells, name=name: {name: self._day(cells, name)} for name in DAYS},  # type: ignore[misc]
            "hours_low": self._cost,
        }
        return parts

    def _title(self, cells: Mapping[str, Cell]) -> dict[str, Any]:
        title = " ".join(told(cells.get("title", "")).split())
        if not SHORTEST_TITLE <= len(title) <= LONGEST_TITLE or not can_be_seen(title):
            raise Unclear(_("Say in one sentence what happened, with 8 to 200 letters"))
        return {"title": title}

    def _state(self, cells: Mapping[str, Cell]) -> dict[str, Any]:
        state = _chosen(cells, "state", STATES, State.OPEN.value)
        try:
            visibility = _chosen(cells, "visibility", AUDIENCES, self._choices["visibility"])
        except Unclear:
            raise Unclear(_("Who may see it: write private or programme, or leave it empty")) from None
        # A draft is nobody else's business until it is logged.
        return {"state": state, "visibility": Visibility.PRIVATE.value if state == State.DRAFT else visibility}

    def _day(self, cells: Mapping[str, Cell], name: str) -> str | None:
        cell = cells.get(name, "")
        if cell == "":
            return None
        day = self._as_day(days.read_span(cell, self._order[name]), name)
        if not EARLIEST <= day <= self._today:
            raise Unclear(_("Give a day from 1990 on that does not lie in the future"))
        return day.isoformat()

    def _as_day(self, span: days.Span, name: str) -> date:
        """Met first at the beginning of a month or year; settled at its end, or by today where that has not come yet."""
        if name == "since" or span.since is None:
            return span.since or span.on
        return min(span.on, self._today) if span.since <= self._today else span.on

    def _cost(self, cells: Mapping[str, Cell]) -> dict[str, Any]:
        cost: dict[str, dict[str, int]] = {}
        for name in AMOUNTS:
            if (cell := cells.get(name, "")) == "":
                continue
            amount, part = name.split("_")
            number = read_count(cell, self._decimals[name])
            if not 0 <= number <= MOST:
                raise Unclear(_("Costs: use whole numbers from 0 to 1,000,000"))
            cost.setdefault(amount, {})[part] = number
        if any(list(parts.values()) != sorted(parts.values()) for parts in cost.values()):
            raise Unclear(_("The low amount must not be above the likely one, nor the likely above the high one"))
        return {"cost": cost}


def _named(cells: Mapping[str, Cell], name: str, names: Names) -> str:
    cell = cells.get(name, "")
    return names.find(cell) if cell != "" else ""


def _chosen(cells: Mapping[str, Cell], name: str, known: Mapping[str, str], otherwise: str) -> str:
    said = told(cells.get(name, ""))
    if not said:
        return otherwise
    if folded(said) not in known:
        raise Unclear(_("“%(words)s” is none of these: %(known)s", words=said[:40], known=", ".join(dict.fromkeys(known.values()))))
    return known[folded(said)]


def _text(cells: Mapping[str, Cell], name: str) -> str:
    words = told(cells.get(name, ""))
    if len(words) > LONGEST[name]:
        raise Unclear(_("Use at most %(most)s letters", most=f"{LONGEST[name]:,}"))
    return words if can_be_seen(words) else ""
