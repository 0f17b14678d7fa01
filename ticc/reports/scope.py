"""The scope of a report: which part of the catalogue it speaks of. Everything is counted after the cut, so that no number knows more. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields

from flask_babel import gettext as _

from ticc.catalogue.facets import facet_index
from ticc.catalogue.snapshot import Edge, Snapshot
from ticc.foundation.errors import Refusal

# Facets of an obstacle, by the part of the scope that chooses among them.
OF_OBSTACLE = {"themes": "theme", "levels": "level", "provenance": "provenance"}


# How an address or a command names a choice, and which part of the scope that is.
CHOICES = {
    "site": "sites",
    "country": "countries",
    "theme": "themes",
    "level": "levels",
    "provenance": "provenance",
    "since": "since",
    "until": "until",
}
YEARS = ("since", "until")


@dataclass(frozen=True)
class Scope:
    """What a report speaks of; an empty choice leaves everything in. Years are those in which a source was published."""

    sites: frozenset[str] = field(default_factory=frozenset)
    countries: frozenset[str] = field(default_factory=frozenset)
    themes: frozenset[str] = field(default_factory=frozenset)
    levels: frozenset[str] = field(default_factory=frozenset)
    provenance: frozenset[str] = field(default_factory=frozenset)
    since: int | None = None
    until: int | None = None

    @classmethod
    def read(cls, snapshot: Snapshot, said: Iterable[str]) -> Scope:
        """A scope from words such as `theme=funding`; raises Refusal for a choice or a key that the catalogue does not know."""
        chosen: dict[str, set[str]] = {}
        years: dict[str, int] = {}
        for one in said:
            name, _equals, key = one.partition("=")
            if name not in CHOICES:
                raise Refusal(_("'%(name)s' is no choice of a scope: use %(known)s", name=name, known=", ".join(CHOICES)), "scope")
            if name in YEARS:
                if not (key.isdecimal() and len(key) == 4):
                    raise Refusal(_("%(name)s: '%(key)s' is not a year", name=name, key=key), "scope")
                years[name] = int(key)
            elif key not in _known(snapshot, name):
                raise Refusal(_("%(name)s: the catalogue does not know '%(key)s'", name=name, key=key), "scope")
            else:
                chosen.setdefault(CHOICES[name], set()).add(key)
        return cls(**{name: frozenset(keys) for name, keys in chosen.items()}, **years)  # type: ignore[arg-type]

    @property
    def is_everything(self) -> bool:
        """Whether nothing is left out."""
        return all(not getattr(self, one.name) for one in fields(self))

    @property
    def chosen(self) -> dict[str, list[str]]:
        """What was chosen, by the name of the choice, sorted; for a page or an address."""
        found = {one.name: getattr(self, one.name) for one in fields(self)}
        return {name: sorted(value) if isinstance(value, frozenset) else [str(value)] for name, value in found.items() if value}


def _known(snapshot: Snapshot, name: str) -> set[str]:
    if name == "site":
        return {card.code for card in snapshot.of_kind("site")}
    kind = "site" if name == "country" else "obstacle"
    return {str(card.facets.get(name)) for card in snapshot.of_kind(kind)}


def within(snapshot: Snapshot, scope: Scope) -> Snapshot:
    """The part of a snapshot that a scope speaks of.

    Sites are those that were chosen or lie in a chosen country. Obstacles have the chosen theme, level and provenance, and were met at one of the
    sites where sites were chosen. Solutions answer one of these obstacles or were tried at one of the sites. What was said of a site outside
    is left out with it, and so is a source that then says nothing.
    """
    if scope.is_everything:
        return snapshot
    sites = _sites(snapshot, scope)
    kept = {card.code for card in snapshot.cards.values() if card.kind not in ("site", "obstacle", "solution", "source", "barrier")} | sites
    kept |= _obstacles(snapshot, scope, sites)
    kept |= {card.code for card in snapshot.of_kind("source") if _is_of_period(card.facets.get("year"), scope)}
    kept |= {card.code for card in snapshot.of_kind("barrier") if card.facets.get("site_code") in sites}
    kept |= _solutions(snapshot, kept)
    edges = [edge for edge in snapshot.edges if edge.subject in kept and edge.object in kept and _speaks_within(edge, kept)]
    saying = {edge.subject for edge in edges}
    cards = {code: card for code, card in snapshot.cards.items() if code in kept and (card.kind != "source" or code in saying)}
    return Snapshot(snapshot.revision, cards, tuple(edge for edge in edges if edge.subject in cards and edge.object in cards))


def _sites(snapshot: Snapshot, scope: Scope) -> set[str]:
    found = {card.code for card in snapshot.of_kind("site")}
    if scope.sites:
        found &= scope.sites
    if scope.countries:
        found &= {code for code in found if snapshot.cards[code].facets.get("country") in scope.countries}
    return found


def _obstacles(snapshot: Snapshot, scope: Scope, sites: set[str]) -> set[str]:
    found = {card.code for card in snapshot.of_kind("obstacle")}
    for name, facet in OF_OBSTACLE.items():
        wanted = getattr(scope, name)
        if wanted:
            found = {code for code in found if snapshot.cards[code].facets.get(facet) in wanted}
    if scope.sites or scope.countries:
        met_at = facet_index(snapshot).met_at
        found = {code for code in found if sites & met_at.get(code, {}).keys()}
    return found


def _solutions(snapshot: Snapshot, kept: Iterable[str]) -> set[str]:
    known = set(kept)
    return {edge.subject for edge in snapshot.edges if edge.verb in ("answers", "tried-at") and edge.object in known}


def _is_of_period(year: int | None, scope: Scope) -> bool:
    if scope.since is None and scope.until is None:
        return True
    return year is not None and (scope.since or 0) <= year <= (scope.until or 9999)


def _speaks_within(edge: Edge, kept: set[str]) -> bool:
    return all(edge.facts.get(name) in (None, "") or edge.facts[name] in kept for name in ("site_code", "obstacle_code", "barrier_code"))
