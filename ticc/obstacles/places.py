"""Where an obstacle was met, place by place: commonness as places, not as a number."""

from __future__ import annotations

from dataclasses import dataclass

from ticc.catalogue.facets import facet_index
from ticc.catalogue.snapshot import Card, Snapshot

# The order in which a page tells of sites: the programme's own first, the origin after them.
ROLE_ORDER = {"partner-site": 0, "test-site": 1, "origin": 2, "elsewhere": 3}


@dataclass(frozen=True)
class Place:
    """A site and how it met the obstacle; `is_origin` where even the place that the practice comes from has it."""

    site: Card
    barriers: int
    sources: int
    is_origin: bool

    @property
    def was_met(self) -> bool:
        """Whether anybody says that the obstacle was met here."""
        return bool(self.barriers or self.sources)


@dataclass(frozen=True)
class Places:
    """All sites, those that met the obstacle first; for the others nothing is known, which is not the same as not met."""

    met: list[Place]
    unknown: list[Place]

    @property
    def total(self) -> int:
        """How many sites the catalogue knows."""
        return len(self.met) + len(self.unknown)


def places_of(snapshot: Snapshot, obstacle: str) -> Places:
    """Every site of the catalogue with how it met an obstacle."""
    meetings = facet_index(snapshot).met_at.get(obstacle, {})
    places = []
    for site in sorted(snapshot.of_kind("site"), key=lambda card: (ROLE_ORDER.get(card.facets["role"], 9), card.title)):
        meeting = meetings.get(site.code)
        barriers, sources = (len(meeting.barriers), len(meeting.sources)) if meeting else (0, 0)
        places.append(Place(site, barriers, sources, site.facets["role"] == "origin"))
    return Places([place for place in places if place.was_met], [place for place in places if not place.was_met])
