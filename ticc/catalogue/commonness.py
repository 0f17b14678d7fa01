"""Where an obstacle was met, and how solutions fared: counted from links, never typed by hand."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from ticc.catalogue.snapshot import Edge, Snapshot
from ticc.catalogue.words import Provenance, Result


@dataclass
class Meeting:
    """How a site met an obstacle: the barriers logged there, and the sources that report it from there."""

    site: str
    barriers: list[str] = field(default_factory=list)
    sources: set[str] = field(default_factory=set)


def meetings(snapshot: Snapshot) -> Mapping[str, dict[str, Meeting]]:
    """obstacle **met at** site, for every obstacle: from sightings and from reports on the practice itself.

    A report by analogy is no sighting, what this catalogue inferred was seen by nobody, and a proposed match counts only when an
    adviser has confirmed it.
    """
    found: dict[str, dict[str, Meeting]] = defaultdict(dict)
    for edge in snapshot.edges:
        if edge.verb == "sighting-of" and edge.facts["is_confirmed"]:
            site = snapshot.cards[edge.subject].facets["site_code"]
            if site in snapshot.cards:
                found[edge.object].setdefault(site, Meeting(site)).barriers.append(edge.subject)
        elif edge.verb == "reports" and not edge.facts["is_analogous"]:
            site, card = edge.facts["site_code"], snapshot.cards[edge.object]
            if site in snapshot.cards and card.kind == "obstacle" and card.facets["provenance"] != Provenance.INFERRED:
                found[edge.object].setdefault(site, Meeting(site)).sources.add(edge.subject)
    return found


@dataclass(frozen=True)
class Tally:
    """How tries ended, counted by result."""

    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        """How many tries there were."""
        return sum(self.counts.values())

    def shown(self) -> list[tuple[str, int]]:
        """Results with their counts in the order of a result bar, without empty ones."""
        return [(result.value, self.counts[result]) for result in Result if self.counts.get(result)]


def tries_of_solution(snapshot: Snapshot, solution: str) -> list[Edge]:
    """Every try of a solution that the viewer may see."""
    return snapshot.edges_from(solution, "tried-at")


def tries_against(snapshot: Snapshot, obstacle: str) -> list[Edge]:
    """The tries that tell something of an obstacle: made against it, or of a solution that answers it and names no other."""
    found = []
    for answer in snapshot.edges_to(obstacle, "answers"):
        found += [edge for edge in tries_of_solution(snapshot, answer.subject) if edge.facts["obstacle_code"] in (None, obstacle)]
    return found


def tally(tries: list[Edge]) -> Tally:
    """Count tries by result."""
    return Tally(Counter(str(edge.facts["result"]) for edge in tries))


def answer_state(snapshot: Snapshot, obstacle: str) -> str:
    """How far an obstacle is answered: something worked, tried without success yet, a solution nobody tried, or none."""
    if not snapshot.edges_to(obstacle, "answers"):
        return "no-solution"
    results = tally(tries_against(snapshot, obstacle)).counts
    if results.get(Result.WORKED) or results.get(Result.PARTLY):
        return "something-worked"
    return "tried" if results else "not-tried"
