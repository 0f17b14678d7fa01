"""Which sections a report has and in which order, as the form shows it: every section in a row, chosen or not. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from ticc.reports.material import Depth
from ticc.reports.register import SECTIONS, usual_sections

ALL = tuple(section.name for section in SECTIONS)


@dataclass(frozen=True)
class Arrangement:
    """All sections in an order, and those of them that are in the report."""

    order: tuple[str, ...]
    chosen: frozenset[str]

    @classmethod
    def usual(cls, depth: Depth) -> Arrangement:
        """What a report of this depth has where nothing else is asked for."""
        return cls(ALL, frozenset(usual_sections(depth)))

    @classmethod
    def of_names(cls, names: Sequence[str], depth: Depth) -> Arrangement:
        """What a definition names, in its order; nothing named is what the depth usually has. Sections that are no more are left out."""
        known = [name for name in dict.fromkeys(names) if name in ALL]
        return cls(_with_the_rest(known), frozenset(known)) if known else cls.usual(depth)

    @classmethod
    def of_form(cls, order: Sequence[str], chosen: Collection[str], depth: Depth, depth_before: Depth) -> Arrangement:
        """What a form says. Ticks that nobody touched since they were set for another depth go with the depth."""
        said = cls(_with_the_rest([name for name in dict.fromkeys(order) if name in ALL]), frozenset(chosen) & frozenset(ALL))
        return cls.usual(depth) if said.names == usual_sections(depth_before) else said

    @property
    def names(self) -> tuple[str, ...]:
        """The sections of the report in their order."""
        return tuple(name for name in self.order if name in self.chosen)

    def is_usual(self, depth: Depth) -> bool:
        """Whether the report has the sections that its depth usually has, in their usual order."""
        return self.names == usual_sections(depth)

    def moved(self, name: str, way: str) -> Arrangement:
        """One section a place further `up` or `down`; the same where there is no such place, section or way."""
        if name not in self.order or way not in ("up", "down"):
            return self
        order = list(self.order)
        here = order.index(name)
        there = here + (1 if way == "down" else -1)
        if 0 <= there < len(order):
            order[here], order[there] = order[there], order[here]
        return Arrangement(tuple(order), self.chosen)


def _with_the_rest(names: Sequence[str]) -> tuple[str, ...]:
    """Every section: those named in their order, each other one after the section that it usually follows."""
    order = list(names)
    for place, name in enumerate(ALL):
        if name not in order:
            before = [one for one in ALL[:place] if one in order]
            order.insert(order.index(before[-1]) + 1 if before else 0, name)
    return tuple(order)
