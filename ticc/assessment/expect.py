"""The obstacles to expect: which answers point to them, when they usually come, how common they were in places like this one. Pure.

A statement that was placed below step 3 points to the obstacles that it names, the more strongly the lower the step. An obstacle comes
at the step of the method that warns of it; where none does, at the first step that uses a solution for it; where there is none either,
at the step of what leads to it. So the order is the method's own, and an obstacle that it says nothing of stands at the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from ticc.assessment.engine import Mark
from ticc.assessment.instrument import Statement, Undertaking
from ticc.assessment.models import Said
from ticc.catalogue.commonness import tries_against
from ticc.catalogue.facets import facet_index
from ticc.catalogue.snapshot import Edge, Snapshot
from ticc.catalogue.words import Result
from ticc.graph.suggest import Suggestion, solutions_for
from ticc.methodology.queries import list_steps

# A statement below this step points to its obstacles.
POINTS_BELOW = 3.0
# What somebody is about to do points as strongly as a statement at step 1.
OF_UNDERTAKING = 2.0
SOLUTIONS = 3

_moments: WeakKeyDictionary[Snapshot, Mapping[str, str]] = WeakKeyDictionary()


@dataclass(frozen=True)
class Pointer:
    """An answer that points to an obstacle: the statement and the step that it was given."""

    statement: str
    step: float


@dataclass(frozen=True)
class Commonness:
    """At how many of the sites of a country an obstacle was met, and at how many sites in all."""

    near: int
    sites_near: int
    all: int
    sites: int


@dataclass(frozen=True)
class Expected:
    """An obstacle to expect, why, when, and what others did about it."""

    code: str
    pointers: tuple[Pointer, ...]
    undertakings: tuple[str, ...]
    # The step of the method at which it usually comes; None where the method does not tell.
    moment: str | None
    commonness: Commonness
    weight: float


def expected(
    snapshot: Snapshot, asked: Sequence[Statement], marks: Mapping[str, Mark], undertakings: Iterable[Undertaking], country: str
) -> list[Expected]:
    """The obstacles that the answers point to, in the order in which they usually come; within a moment the strongest first."""
    pointers: dict[str, list[Pointer]] = {}
    for statement in asked:
        mark = marks.get(statement.key)
        if mark is not None and mark.is_scored and mark.step is not None and mark.step < POINTS_BELOW:
            for code in set(statement.obstacles):
                pointers.setdefault(code, []).append(Pointer(statement.key, mark.step))
    doing: dict[str, list[str]] = {}
    for undertaking in undertakings:
        for code in set(undertaking.obstacles):
            doing.setdefault(code, []).append(undertaking.key)
    moments, places = usual_moments(snapshot), _places(snapshot)
    found = []
    for code in sorted({*pointers, *doing} & snapshot.cards.keys()):
        pointing = sorted(pointers.get(code, []), key=lambda one: (one.step, one.statement))
        weight = sum(POINTS_BELOW - one.step for one in pointing) + OF_UNDERTAKING * len(doing.get(code, []))
        common = commonness(snapshot, code, country)
        found.append(Expected(code, tuple(pointing), tuple(doing.get(code, [])), moments.get(code), common, weight))
    last = len(places)
    found.sort(key=lambda one: (places.get(one.moment or "", last), -one.weight, -one.commonness.near, -one.commonness.all, one.code))
    return found


def to_find_out(asked: Sequence[Statement], marks: Mapping[str, Mark]) -> list[Statement]:
    """The statements of which somebody said that they do not know: what to find out first."""
    return [statement for statement in asked if statement.key in marks and marks[statement.key].said == Said.DO_NOT_KNOW]


def commonness(snapshot: Snapshot, obstacle: str, country: str) -> Commonness:
    """How common an obstacle was in the sites of a country, and in all."""
    near = {card.code for card in snapshot.of_kind("site") if card.facets.get("country") == country}
    met = facet_index(snapshot).met_at.get(obstacle, {}).keys()
    return Commonness(len(met & near), len(near), len(met), len(snapshot.of_kind("site")))


def usual_moments(snapshot: Snapshot) -> Mapping[str, str]:
    """For each obstacle the step of the method at which it usually comes: of several, the one that stands first in the method."""
    if snapshot not in _moments:
        _moments[snapshot] = _read_moments(snapshot)
    return _moments[snapshot]


def _places(snapshot: Snapshot) -> Mapping[str, int]:
    """The place of each step in the method, counted from 0; codes tell only when a step was written."""
    return {step.code: place for place, step in enumerate(list_steps(snapshot))}


def _read_moments(snapshot: Snapshot) -> Mapping[str, str]:
    place = _places(snapshot).__getitem__
    found: dict[str, str] = {}
    for edge in snapshot.edges:
        if edge.verb == "warns-of":
            found[edge.object] = min(found.get(edge.object, edge.subject), edge.subject, key=place)
    by_solution: dict[str, str] = {}
    for edge in snapshot.edges:
        if edge.verb == "uses":
            for answer in snapshot.edges_from(edge.object, "answers"):
                if answer.object not in found:
                    by_solution[answer.object] = min(by_solution.get(answer.object, edge.subject), edge.subject, key=place)
    found |= by_solution
    by_cause = {
        card.code: min(causes, key=place)
        for card in snapshot.of_kind("obstacle")
        if card.code not in found and (causes := [found[edge.subject] for edge in snapshot.edges_to(card.code, "leads-to") if edge.subject in found])
    }
    return found | by_cause


@dataclass(frozen=True)
class Help:
    """What others did about an obstacle: solutions with their way, what worked where, and the failures to know of."""

    suggestions: tuple[Suggestion, ...]
    worked: tuple[Edge, ...]
    failures: tuple[Edge, ...]


def help_with(snapshot: Snapshot, obstacle: str, country: str) -> Help:
    """Solutions for an obstacle, and the tries against it: those of the same country first."""
    tries = sorted(tries_against(snapshot, obstacle), key=lambda edge: (not _is_near(snapshot, edge, country), edge.object, edge.subject))
    worked = [edge for edge in tries if edge.facts["result"] in (Result.WORKED, Result.PARTLY)]
    failures = [edge for edge in tries if edge.facts["result"] in (Result.DID_NOT_WORK, Result.STOPPED)]
    return Help(tuple(solutions_for(snapshot, obstacle, SOLUTIONS)), tuple(worked), tuple(failures))


def _is_near(snapshot: Snapshot, edge: Edge, country: str) -> bool:
    return bool(snapshot.cards[edge.object].facets.get("country") == country)
