"""How much a scope leaves: what is in it, and how many obstacles each further choice would leave. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ticc.catalogue.snapshot import Snapshot
from ticc.reports.scope import CHOICES, YEARS, Scope, known, obstacles_within, of_period, sites_within, within


@dataclass(frozen=True)
class Left:
    """What lies in a scope."""

    obstacles: int
    solutions: int
    sites: int

    @property
    def is_empty(self) -> bool:
        """Whether no obstacle lies in it, so that there is nothing to report."""
        return not self.obstacles


def what_is_left(snapshot: Snapshot, scope: Scope) -> Left:
    """What lies in a scope, counted after the cut."""
    cut = within(snapshot, scope)
    return Left(*(len(cut.of_kind(kind)) for kind in ("obstacle", "solution", "site")))


def obstacles_left(snapshot: Snapshot, scope: Scope) -> Mapping[str, Mapping[str, int]]:
    """For each choice of a scope and each of its keys, how many obstacles lie in the scope where this key alone is chosen there.

    What is chosen elsewhere holds: with one theme chosen, each level says how many obstacles of this theme it leaves.
    """
    seen = of_period(snapshot, scope)
    return {
        name: {key: _count(seen, scope, part, key) for key in sorted(known(snapshot, name))} for name, part in CHOICES.items() if name not in YEARS
    }


def _count(seen: Snapshot, scope: Scope, part: str, key: str) -> int:
    alone = replace(scope, **{part: frozenset({key})})  # type: ignore[arg-type]
    return len(obstacles_within(seen, alone, sites_within(seen, alone)))
