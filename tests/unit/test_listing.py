"""Lists as pages show them: filtered, sorted, counted, cut."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.catalogue import THEMES, card, catalogues, edge, snapshot, steady
from ticc.catalogue.listing import SORTS, Listing, list_entries
from ticc.catalogue.snapshot import Snapshot

FACETS = ("theme", "level")


def _obstacles() -> Snapshot:
    return snapshot(
        card("OBS-1", theme="soil"), card("OBS-2", theme="timetable"), card("OBS-3", theme="soil", level="class"), "SOL-1", "SIT-1", "SIT-2", "SRC-1", "SRC-2",
        edge("SRC-1", "reports", "OBS-3", site_code="SIT-1"), edge("SRC-1", "reports", "OBS-3", site_code="SIT-2"),
        edge("SRC-1", "reports", "OBS-2", site_code="SIT-1"), edge("SRC-2", "reports", "OBS-2"), edge("SRC-1", "reports", "OBS-1", site_code="SIT-1"),
    )  # fmt: skip


def _codes(listing: Listing) -> list[str]:
    return [one.code for one in listing.everything]


def test_entries_of_one_kind_are_listed_when_nothing_is_chosen() -> None:
    listing = list_entries(_obstacles(), "obstacle", FACETS, {})
    assert _codes(listing) == ["OBS-1", "OBS-2", "OBS-3"]
    assert [(one.value, one.count) for one in listing.facets["theme"]] == [("soil", 2), ("timetable", 1)]
    assert listing.chosen_pairs == []


def test_list_is_filtered_when_values_are_chosen() -> None:
    listing = list_entries(_obstacles(), "obstacle", FACETS, {"theme": ["soil"], "level": ["class", "school"]})
    assert _codes(listing) == ["OBS-1", "OBS-3"]
    assert listing.chosen_pairs == [("theme", "soil"), ("level", "class"), ("level", "school")]


def test_facet_is_ignored_when_the_page_does_not_offer_it() -> None:
    listing = list_entries(_obstacles(), "obstacle", ("theme",), {"level": ["class"], "code": ["OBS-1"]})
    assert _codes(listing) == ["OBS-1", "OBS-2", "OBS-3"]
    assert set(listing.facets) == {"theme"}


def test_page_is_cut_but_everything_is_counted_when_the_list_is_long() -> None:
    listing = list_entries(_obstacles(), "obstacle", FACETS, {}, page=2, size=2)
    assert [one.code for one in listing.page.items] == ["OBS-3"]
    assert (listing.page.total, len(listing.everything)) == (3, 3)


def test_obstacles_met_at_most_sites_come_first_when_sorted_by_meetings() -> None:
    assert _codes(list_entries(_obstacles(), "obstacle", FACETS, {}, sorts=("often-met", "code"))) == ["OBS-3", "OBS-2", "OBS-1"]


def test_solutions_with_most_tries_come_first_when_sorted_by_tries() -> None:
    seen = snapshot("SOL-1", "SOL-2", "SOL-3", "SIT-1", "OBS-1", edge("SOL-3", "tried-at", "SIT-1"), edge("SOL-2", "answers", "OBS-1"))
    assert _codes(list_entries(seen, "solution", (), {}, sorts=("often-tried",))) == ["SOL-3", "SOL-2", "SOL-1"]


def test_newest_year_comes_first_when_sorted_by_age() -> None:
    seen = snapshot(card("SRC-a", year=2019), card("SRC-b", year=2024), card("SRC-c", year=None), card("SRC-d", year=2019))
    assert _codes(list_entries(seen, "source", (), {}, sorts=("newest",))) == ["SRC-b", "SRC-a", "SRC-d", "SRC-c"]


def test_highest_code_comes_first_when_entries_have_no_year() -> None:
    assert _codes(list_entries(snapshot("BAR-2025-0002", "BAR-2024-0009", "BAR-2025-0010"), "barrier", (), {}, sorts=("newest",))) == [
        "BAR-2025-0010", "BAR-2025-0002", "BAR-2024-0009",
    ]  # fmt: skip


@pytest.mark.parametrize("asked", ["", "newest", "'; drop table"])
def test_first_order_is_taken_when_another_is_not_offered(asked: str) -> None:
    assert list_entries(_obstacles(), "obstacle", FACETS, {}, sorts=("often-met", "code"), sort=asked).sort == "often-met"


def test_order_is_taken_when_it_is_offered() -> None:
    assert list_entries(_obstacles(), "obstacle", FACETS, {}, sorts=("often-met", "code"), sort="code").sort == "code"


@steady
@given(catalogues(), st.sampled_from(sorted(SORTS)), st.sampled_from(["obstacle", "solution", "source", "site"]), st.sampled_from([None, *THEMES]))
def test_nothing_is_lost_or_doubled_when_a_list_is_sorted_and_cut(seen: Snapshot, sort: str, kind: str, theme: str | None) -> None:
    chosen = {"theme": [theme]} if theme else {}
    pages = [list_entries(seen, kind, ("theme",), chosen, sorts=(sort,), page=number, size=2) for number in (1, 2, 3, 4)]
    whole = pages[0].everything
    assert sorted(one.code for one in whole) == [one.code for one in seen.of_kind(kind) if theme in (None, one.facets.get("theme"))]
    assert [one for page in pages[: pages[0].page.last] for one in page.page.items] == whole
