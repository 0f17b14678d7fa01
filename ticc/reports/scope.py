"""The scope of a report: which part of the catalogue it speaks of. Everything is counted after the cut, so that no number knows more. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, fields, replace

from flask_babel import gettext as _

from ticc.catalogue.facets import facet_index
from ticc.catalogue.snapshot import Edge, Snapshot
from ticc.foundation.errors import Refusal

# Facets of an obstacle, by the part of the scope that chooses among them.
OF_OBSTACLE = {"themes": "theme", "levels": "level", "provenance": "provenance"}
# Kinds of which a scope leaves some out; of the others it keeps all.
CUT = ("site", "partner", "obstacle", "solution", "source", "barrier")


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
            elif key not in known(snapshot, name):
                raise Refusal(_("%(name)s: the catalogue does not know '%(key)s'", name=name, key=key), "scope")
            else:
                chosen.setdefault(CHOICES[name], set()).add(key)
        if years.get("since", 0) > years.get("until", 9999):
            raise Refusal(_("The first year must not lie after the last one"), "scope")
        return cls(**{name: frozenset(keys) for name, keys in chosen.items()}, **years)  # type: ignore[arg-type]

    @property
    def is_everything(self) -> bool:
        """Whether nothing is left out."""
        return all(not getattr(self, one.name) for one in fields(self))

    @property
    def has_places(self) -> bool:
        """Whether sites were chosen, one by one or by their country."""
        return bool(self.sites or self.countries)


def known(snapshot: Snapshot, name: str) -> set[str]:
    """The keys among which a choice of CHOICES can be made: those that sites or obstacles of the catalogue have."""
    if name == "site":
        return {card.code for card in snapshot.of_kind("site")}
    kind = "site" if name == "country" else "obstacle"
    return {str(card.facets[name]) for card in snapshot.of_kind(kind) if card.facets.get(name)}


def within(snapshot: Snapshot, scope: Scope) -> Snapshot:
    """The part of a snapshot that a scope speaks of.

    Where years were chosen, what only sources of other years tell of is left out first. Sites are those that were chosen or lie in a chosen
    country, and partners those that work there. Obstacles have the chosen theme, level and provenance, and were met at one of the sites where
    sites were chosen. Solutions answer one of these obstacles or, where no theme, level or provenance was chosen, were tried at one of the
    sites against one of them or against none in particular. What was said of a site outside is left out with it, and so is a source that then
    says nothing.
    """
    if scope.is_everything:
        return snapshot
    seen = of_period(snapshot, scope)
    sites = sites_within(seen, scope)
    kept = {card.code for card in seen.cards.values() if card.kind not in CUT} | sites
    kept |= _partners(seen, scope, sites) | obstacles_within(seen, scope, sites)
    kept |= {card.code for card in seen.of_kind("source")}
    kept |= {card.code for card in seen.of_kind("barrier") if card.facets.get("site_code") in sites}
    kept |= _solutions(seen, scope, kept)
    edges = [edge for edge in seen.edges if edge.subject in kept and edge.object in kept and _speaks_within(edge, kept)]
    # A source also says something where a link rests on it.
    saying = {edge.subject for edge in edges} | {edge.evidence for edge in edges}
    cards = {code: card for code, card in seen.cards.items() if code in kept and (card.kind != "source" or code in saying)}
    return Snapshot(seen.revision, cards, tuple(edges))


def of_period(snapshot: Snapshot, scope: Scope) -> Snapshot:
    """The snapshot as if only sources of the chosen years had been read."""
    outside = {card.code for card in snapshot.of_kind("source") if not _is_of_period(card.facets.get("year"), scope)}
    if not outside:
        return snapshot
    gone = outside | (_told_by(snapshot, outside) - _told_by(snapshot, snapshot.cards.keys() - outside))
    edges = tuple(
        replace(edge, evidence=None) if edge.evidence in outside else edge
        for edge in snapshot.edges
        # A try that a source tells of is as old as the source.
        if edge.subject not in gone and edge.object not in gone and not (edge.verb == "tried-at" and edge.evidence in outside)
    )
    return Snapshot(snapshot.revision, {code: card for code, card in snapshot.cards.items() if code not in gone}, edges)


def _told_by(snapshot: Snapshot, codes: Collection[str]) -> set[str]:
    """The obstacles and solutions that one of these sources or barriers tells of, also by what was tried."""
    found = {edge.object for edge in snapshot.edges if edge.verb in ("reports", "sighting-of") and edge.subject in codes}
    for edge in snapshot.edges:
        if edge.verb == "tried-at" and edge.evidence in codes:
            found |= {edge.subject, str(edge.facts.get("obstacle_code"))}
    return {code for code in found if code in snapshot.cards and snapshot.cards[code].kind in ("obstacle", "solution")}


def sites_within(snapshot: Snapshot, scope: Scope) -> set[str]:
    """The sites that were chosen or lie in a chosen country."""
    found = {card.code for card in snapshot.of_kind("site")}
    if scope.sites:
        found &= scope.sites
    if scope.countries:
        found &= {code for code in found if snapshot.cards[code].facets.get("country") in scope.countries}
    return found


def _partners(snapshot: Snapshot, scope: Scope, sites: Collection[str]) -> set[str]:
    if not scope.has_places:
        return {card.code for card in snapshot.of_kind("partner")}
    return {edge.subject for site in sites for edge in snapshot.edges_to(site, "works-at")}


def obstacles_within(snapshot: Snapshot, scope: Scope, sites: Collection[str]) -> set[str]:
    """The obstacles with the chosen theme, level and provenance that were met at one of these sites, where places were chosen."""
    found = {card.code for card in snapshot.of_kind("obstacle")}
    for name, facet in OF_OBSTACLE.items():
        wanted = getattr(scope, name)
        if wanted:
            found = {code for code in found if snapshot.cards[code].facets.get(facet) in wanted}
    if scope.has_places:
        met_at = facet_index(snapshot).met_at
        found = {code for code in found if met_at.get(code, {}).keys() & sites}
    return found


def _solutions(snapshot: Snapshot, scope: Scope, kept: Collection[str]) -> set[str]:
    found = {edge.subject for edge in snapshot.edges if edge.verb == "answers" and edge.object in kept}
    if not any(getattr(scope, name) for name in OF_OBSTACLE):
        found |= {edge.subject for edge in snapshot.edges if edge.verb == "tried-at" and edge.object in kept and _speaks_within(edge, kept)}
    return found


def _is_of_period(year: int | None, scope: Scope) -> bool:
    if scope.since is None and scope.until is None:
        return True
    return year is not None and (scope.since or 0) <= year <= (scope.until or 9999)


def _speaks_within(edge: Edge, kept: Collection[str]) -> bool:
    return all(edge.facts.get(name) in (None, "") or edge.facts[name] in kept for name in ("site_code", "obstacle_code", "barrier_code"))
