"""Pages of a long list, with the numbers that are worth a link."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Item = TypeVar("Item")


@dataclass(frozen=True)
class Page(Generic[Item]):
    """One page of a list. Pages count from 1; a number beyond the end shows the last page."""

    items: Sequence[Item]
    number: int
    last: int
    total: int
    size: int

    @property
    def first_position(self) -> int:
        """The position of the page's first item in the whole list, from 1; 0 for an empty list."""
        return (self.number - 1) * self.size + 1 if self.total else 0

    @property
    def last_position(self) -> int:
        """The position of the page's last item in the whole list."""
        return self.first_position + len(self.items) - 1 if self.total else 0

    def numbers(self) -> list[int | None]:
        """The page numbers to link, None for a gap."""
        wanted = sorted({1, self.last, *range(max(1, self.number - 1), min(self.last, self.number + 1) + 1)})
        shown: list[int | None] = []
        for number in wanted:
            if shown and shown[-1] is not None and number > shown[-1] + 1:
                shown.append(None)
            shown.append(number)
        return shown


def page_of(items: Sequence[Item], number: int, size: int = 20) -> Page[Item]:
    """Cut one page out of a list."""
    last = max(1, -(-len(items) // size))
    number = min(max(1, number), last)
    return Page(items[(number - 1) * size : number * size], number, last, len(items), size)
