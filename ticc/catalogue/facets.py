"""Facets: the values by which entries are filtered, counted from what one viewer may see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from ticc.catalogue.commonness import Meeting, answer_state, meetings
from ticc.catalogue.snapshot import Card, Snapshot

# Facets that an entry has through its links; every other one is a column that its kind names.
LINKED = ("site", "country", "principle", "answered")


@dataclass(frozen=True)
class Choice:
    """One value of a facet: how many entries it would leave, and whether it is chosen."""

    value: str
    count: int
    is_chosen: bool


class FacetIndex:
    """For each facet and value, the codes that have it."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.met_at: Mapping[str, dict[str, Meeting]] = meetings(snapshot)
        self.codes: dict[str, dict[str, set[str]]] = {}
        self.values: dict[str, dict[str, tuple[str, ...]]] = {}
        for card in snapshot.cards.values():
            for name, values in self._facets_of(snapshot, card).items():
                self.values.setdefault(card.code, {})[name] = values
                for value in values:
                    self.codes.setdefault(name, {}).setdefault(value, set()).add(card.code)

    def _facets_of(self, snapshot: Snapshot, card: Card) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {"kind": (card.kind,)}
        for name, value in card.facets.items():
            if isinstance(value, str) and value:
                found[name] = (value,)
            elif isinstance(value, tuple):
                found[name] = value
        sites = self._sites_of(snapshot, card)
        found["site"] = tuple(sorted(sites))
        countries = {snapshot.cards[site].facets["country"] for site in sites}
        found["country"] = tuple(sorted(countries)) or found.get("country", ())
        found["principle"] = tuple(
            sorted({edge.object for edge in snapshot.out.get(card.code, ()) if snapshot.cards[edge.object].kind == "principle"})
        )
        if card.kind == "obstacle":
            found["answered"] = (answer_state(snapshot, card.code),)
        return found

    def _sites_of(self, snapshot: Snapshot, card: Card) -> set[str]:
        if card.kind == "site":
            return {card.code}
        if card.kind == "obstacle":
            return set(self.met_at.get(card.code, {}))
        if card.kind in ("source", "indicator"):
            ends = snapshot.out if card.kind == "source" else snapshot.into
            return {site for edge in ends.get(card.code, ()) if (site := edge.facts.get("site_code")) in snapshot.cards and site}
        own = card.facets.get("site_code")
        linked = {edge.object for edge in snapshot.out.get(card.code, ()) if edge.verb in ("tried-at", "works-at")}
        return linked | {code for code in (own,) if code and code in snapshot.cards}

    def choose(self, codes: set[str], chosen: Mapping[str, list[str]]) -> set[str]:
        """The codes that have, for every facet chosen, at least one of its chosen values."""
        for name, values in chosen.items():
            if values:
                codes = codes & set().union(*(self.codes.get(name, {}).get(value, set()) for value in values))
        return codes

    def choices(self, name: str, codes: set[str], chosen: Mapping[str, list[str]]) -> list[Choice]:
        """The values of one facet with their counts, as if the other facets were chosen and this one were open."""
        others = {other: values for other, values in chosen.items() if other != name}
        within = self.choose(codes, others)
        picked = chosen.get(name, [])
        counted = {value: len(have & within) for value, have in self.codes.get(name, {}).items()}
        return [Choice(value, count, value in picked) for value, count in sorted(counted.items()) if count or value in picked]


_kept: WeakKeyDictionary[Snapshot, FacetIndex] = WeakKeyDictionary()


def facet_index(snapshot: Snapshot) -> FacetIndex:
    """The facets of a snapshot, made once for each."""
    if snapshot not in _kept:
        _kept[snapshot] = FacetIndex(snapshot)
    return _kept[snapshot]
