"""Pages of a long list."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.catalogue import steady
from ticc.foundation.paging import page_of


@pytest.mark.parametrize(
    ("total", "number", "shown", "positions"),
    [
        (45, 1, list(range(20)), (1, 20)),
        (45, 3, [40, 41, 42, 43, 44], (41, 45)),
        (45, 99, [40, 41, 42, 43, 44], (41, 45)),
        (45, 0, list(range(20)), (1, 20)),
        (45, -7, list(range(20)), (1, 20)),
        (40, 2, list(range(20, 40)), (21, 40)),
        (0, 1, [], (0, 0)),
        (0, 5, [], (0, 0)),
    ],
)
def test_page_holds_its_part_when_cut_out_of_a_list(total: int, number: int, shown: list[int], positions: tuple[int, int]) -> None:
    page = page_of(range(total), number)
    assert list(page.items) == shown
    assert (page.first_position, page.last_position) == positions


@pytest.mark.parametrize(
    ("last", "number", "linked"),
    [
        (1, 1, [1]),
        (2, 1, [1, 2]),
        (5, 1, [1, 2, None, 5]),
        (5, 3, [1, 2, 3, 4, 5]),
        (9, 5, [1, None, 4, 5, 6, None, 9]),
        (9, 9, [1, None, 8, 9]),
    ],
)
def test_only_near_and_outer_pages_are_linked_when_there_are_many(last: int, number: int, linked: list[int | None]) -> None:
    assert page_of(range(last), number, 1).numbers() == linked


@steady
@given(st.integers(0, 60), st.integers(1, 25))
def test_every_item_is_on_exactly_one_page_when_a_list_is_cut(total: int, size: int) -> None:
    last = page_of(range(total), 1, size).last
    pages = [page_of(range(total), number, size) for number in range(1, last + 1)]
    assert [item for page in pages for item in page.items] == list(range(total))
    assert all(len(page.items) <= size for page in pages)


@steady
@given(st.integers(0, 400), st.integers(-5, 60))
def test_links_name_this_page_and_rise_when_pages_are_numbered(total: int, number: int) -> None:
    page = page_of(range(total), number)
    shown = page.numbers()
    plain = [one for one in shown if one is not None]
    assert plain == sorted(set(plain))
    assert {1, page.number, page.last} <= set(plain) <= set(range(1, page.last + 1))
    # A gap stands exactly where a number is left out.
    assert shown.count(None) == sum(1 for one, next_one in pairwise(plain) if next_one > one + 1)
