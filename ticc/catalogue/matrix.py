"""Theme by level: how many obstacles stand in each cell of the catalogue."""

from __future__ import annotations

from dataclasses import dataclass

from ticc.catalogue.facets import FacetIndex
from ticc.catalogue.vocabulary import Vocabularies, Word


@dataclass(frozen=True)
class Matrix:
    """Rows are levels from the system down to the team, columns are themes; `counts` by (level, theme)."""

    themes: list[Word]
    levels: list[Word]
    counts: dict[tuple[str, str], int]

    @property
    def largest(self) -> int:
        """The largest count, for shading; at least 1."""
        return max([*self.counts.values(), 1])

    @property
    def widest(self) -> int:
        """The largest sum of a column, for bars; at least 1."""
        return max([*(self.of_theme(theme.key) for theme in self.themes), 1])

    def shade(self, level: str, theme: str) -> int:
        """How dark a cell is, from 0 (empty) to 5."""
        count = self.counts[level, theme]
        return 0 if not count else 1 + (count * 4) // self.largest

    def of_theme(self, theme: str) -> int:
        """The sum of a column."""
        return sum(self.counts[level.key, theme] for level in self.levels)


def matrix_of(index: FacetIndex, vocabularies: Vocabularies, codes: set[str]) -> Matrix:
    """Count the given entries by level and theme."""
    themes = list(vocabularies["themes"].values())
    levels = list(vocabularies["levels"].values())[::-1]
    with_theme, with_level = index.codes.get("theme", {}), index.codes.get("level", {})
    counts = {
        (level.key, theme.key): len(codes & with_theme.get(theme.key, set()) & with_level.get(level.key, set()))
        for level in levels
        for theme in themes
    }
    return Matrix(themes, levels, counts)
