"""Solutions for an obstacle: those that answer it or its cousins, each with the way that leads to it.

Pure: a snapshot in, suggestions out. The score of a suggestion is the worth of its best way (`weights.py`), raised a little by further
ways, and multiplied by how its tries went: (worked + half of partly + 1) / (tries + 2), the mean of a beta distribution with a flat
prior, so that few tries move it little and no try leaves it in the middle.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from ticc.catalogue.commonness import Tally, tally, tries_of_solution
from ticc.catalogue.snapshot import Edge, Snapshot
from ticc.catalogue.words import Result
from ticc.graph import weights


@dataclass(frozen=True)
class Step:
    """One link of a way: the entry that it reaches, the verb, and whether the verb points towards that entry."""

    code: str
    verb: str
    is_outward: bool
    edge: Edge


@dataclass(frozen=True)
class Suggestion:
    """A solution that may help, the way that leads to it, and how it fared so far."""

    code: str
    score: float
    way: tuple[Step, ...]
    tries: Tally

    @property
    def is_direct(self) -> bool:
        """Whether the solution answers the obstacle itself."""
        return len(self.way) == 1


def solutions_for(snapshot: Snapshot, obstacle: str, limit: int = 5) -> list[Suggestion]:
    """The most promising solutions for an obstacle, best first."""
    ways: dict[str, list[tuple[float, tuple[Step, ...]]]] = defaultdict(list)
    for worth, way in _ways(snapshot, obstacle):
        ways[way[-1].code].append((worth, way))
    found = []
    for solution, known in ways.items():
        known.sort(key=lambda one: (-one[0], len(one[1]), [step.code for step in one[1]]))
        worth = known[0][0] + weights.FURTHER_WAY * sum(other for other, _ in known[1:4])
        tries = tally(tries_of_solution(snapshot, solution))
        found.append(Suggestion(solution, round(worth * fared(tries), 4), known[0][1], tries))
    found.sort(key=lambda one: (-one.score, one.code))
    return found[:limit]


def fared(tries: Tally) -> float:
    """How tries went, between 0 and 1; a half where there were none. Tries that it is too early to judge do not count."""
    judged = tries.total - tries.counts.get(Result.TOO_EARLY, 0)
    good = tries.counts.get(Result.WORKED, 0) + tries.counts.get(Result.PARTLY, 0) / 2
    return (good + 1) / (judged + 2)


def _ways(snapshot: Snapshot, obstacle: str) -> Iterator[tuple[float, tuple[Step, ...]]]:
    for answer in snapshot.edges_to(obstacle, "answers"):
        yield weights.ANSWERS_IT, (Step(answer.subject, "answers", False, answer),)
    for worth, step in _kin(snapshot, obstacle):
        for answer in snapshot.edges_to(step[-1].code, "answers"):
            yield worth, (*step, Step(answer.subject, "answers", False, answer))
    for undermining in snapshot.edges_from(obstacle, "undermines"):
        for upholding in snapshot.edges_to(undermining.object, "upholds"):
            first = Step(undermining.object, "undermines", True, undermining)
            yield weights.UPHOLDS_WHAT_IT_UNDERMINES, (first, Step(upholding.subject, "upholds", False, upholding))


def _kin(snapshot: Snapshot, obstacle: str) -> Iterator[tuple[float, tuple[Step, ...]]]:
    """Obstacles near this one: its causes, its consequences, and those of its theme that undermine the same principle."""
    for edge in snapshot.edges_to(obstacle, "leads-to"):
        yield weights.ANSWERS_A_CAUSE, (Step(edge.subject, "leads-to", False, edge),)
    for edge in snapshot.edges_from(obstacle, "leads-to"):
        yield weights.ANSWERS_A_CONSEQUENCE, (Step(edge.object, "leads-to", True, edge),)
    theme = snapshot.cards[obstacle].facets.get("theme")
    for edge in snapshot.edges_from(obstacle, "undermines"):
        for other in snapshot.edges_to(edge.object, "undermines"):
            if other.subject != obstacle and snapshot.cards[other.subject].facets.get("theme") == theme:
                first = Step(edge.object, "undermines", True, edge)
                yield weights.ANSWERS_A_COUSIN, (first, Step(other.subject, "undermines", False, other))
