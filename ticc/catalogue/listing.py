"""A list of entries as a page shows it: filtered, sorted, counted, cut into pages; everything from the address."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from ticc.catalogue.facets import Choice, facet_index
from ticc.catalogue.snapshot import Card, Snapshot
from ticc.foundation.paging import Page, page_of

Sort = Callable[[Snapshot, Card], Any]


@dataclass(frozen=True)
class Listing:
    """One page of a list, with the choices that are open from here."""

    kind: str
    page: Page[Card]
    everything: list[Card]
    facets: dict[str, list[Choice]]
    chosen: Mapping[str, list[str]]
    sort: str
    sorts: tuple[str, ...]

    @property
    def chosen_pairs(self) -> list[tuple[str, str]]:
        """Every chosen value with its facet, to show and to take off again."""
        return [(name, value) for name, values in self.chosen.items() for value in values]


def _by_code(_: Snapshot, card: Card) -> Any:
    return card.code


def most_often_met(snapshot: Snapshot, card: Card) -> Any:
    """Obstacles that were met at most sites first, then those that most sources report."""
    met = facet_index(snapshot).met_at.get(card.code, {})
    return (-len(met), -len(snapshot.edges_to(card.code, "reports")), card.code)


def most_often_tried(snapshot: Snapshot, card: Card) -> Any:
    """Solutions with most tries first, then those that answer most obstacles."""
    return (-len(snapshot.edges_from(card.code, "tried-at")), -len(snapshot.edges_from(card.code, "answers")), card.code)


def newest_first(_: Snapshot, card: Card) -> Any:
    """The highest code first, within a kind whose codes count upwards."""
    year = card.facets.get("year") or 0
    return (-year, [-ord(letter) for letter in card.code] if not year else card.code)


SORTS: dict[str, Sort] = {"often-met": most_often_met, "often-tried": most_often_tried, "newest": newest_first, "code": _by_code}


def list_entries(
    snapshot: Snapshot,
    kind: str,
    facet_names: tuple[str, ...],
    chosen: Mapping[str, list[str]],
    *,
    sorts: tuple[str, ...] = ("code",),
    sort: str = "",
    page: int = 1,
    size: int = 20,
    among: Collection[str] | None = None,
) -> Listing:
    """List the entries of a kind that have the chosen facet values; with `among`, only those of these codes are counted and shown."""
    index = facet_index(snapshot)
    kept = {name: values for name in facet_names if (values := list(chosen.get(name, [])))}
    codes = {card.code for card in snapshot.of_kind(kind) if among is None or card.code in among}
    shown = index.choose(codes, kept)
    sort = sort if sort in sorts else sorts[0]
    everything = sorted((snapshot.cards[code] for code in shown), key=lambda card: SORTS[sort](snapshot, card))
    facets = {name: index.choices(name, codes, kept) for name in facet_names}
    return Listing(kind, page_of(everything, page, size), everything, facets, kept, sort, sorts)
