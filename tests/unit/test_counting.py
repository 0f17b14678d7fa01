"""What is counted from links: meetings, tallies, how far an obstacle is answered, facets, the matrix."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.catalogue import LEVELS, THEMES, card, catalogues, edge, snapshot, steady, vocabularies, with_edges
from ticc.catalogue.commonness import answer_state, meetings, tally, tries_against
from ticc.catalogue.facets import LINKED, FacetIndex, facet_index
from ticc.catalogue.matrix import matrix_of
from ticc.catalogue.snapshot import Snapshot
from ticc.catalogue.words import Result
from ticc.obstacles.places import places_of


def test_obstacle_is_met_at_a_site_when_an_adviser_confirmed_a_barrier_there() -> None:
    seen = snapshot("OBS-1", "SIT-1", card("BAR-1", site_code="SIT-1"), card("BAR-2", site_code="SIT-1"),
                    edge("BAR-1", "sighting-of", "OBS-1"), edge("BAR-2", "sighting-of", "OBS-1"))  # fmt: skip
    assert meetings(seen)["OBS-1"]["SIT-1"].barriers == ["BAR-1", "BAR-2"]


def test_obstacle_is_met_at_a_site_when_a_source_reports_it_from_there() -> None:
    seen = snapshot("OBS-1", "SIT-1", "SRC-1", *[edge("SRC-1", "reports", "OBS-1", site_code="SIT-1")] * 2)
    assert meetings(seen)["OBS-1"]["SIT-1"].sources == {"SRC-1"}


@pytest.mark.parametrize(
    "parts",
    [
        (card("OBS-1"), card("BAR-1", site_code="SIT-1"), edge("BAR-1", "sighting-of", "OBS-1", is_confirmed=False)),
        (card("OBS-1"), card("BAR-1", site_code=None), edge("BAR-1", "sighting-of", "OBS-1")),
        (card("OBS-1"), card("BAR-1", site_code="SIT-gone"), edge("BAR-1", "sighting-of", "OBS-1")),
        (card("OBS-1"), card("SRC-1"), edge("SRC-1", "reports", "OBS-1", site_code="SIT-1", is_analogous=True)),
        (card("OBS-1"), card("SRC-1"), edge("SRC-1", "reports", "OBS-1", site_code=None)),
        (card("OBS-1"), card("SRC-1"), edge("SRC-1", "reports", "OBS-1", site_code="SIT-gone")),
        (card("OBS-1", provenance="inferred"), card("SRC-1"), edge("SRC-1", "reports", "OBS-1", site_code="SIT-1")),
        (card("SOL-1"), card("SRC-1"), edge("SRC-1", "reports", "SOL-1", site_code="SIT-1")),
    ],
    ids=["proposed", "no site yet", "retired site", "by analogy", "of no site", "report of a retired site", "inferred", "no obstacle"],
)
def test_nothing_was_met_when_nobody_saw_it(parts: tuple[object, ...]) -> None:
    assert not meetings(snapshot("SIT-1", *parts))  # type: ignore[arg-type]


def test_every_site_is_told_of_when_places_are_listed() -> None:
    seen = snapshot("OBS-1", "SRC-1", card("SIT-1", role="origin"), card("SIT-2", role="partner-site"), card("SIT-3"), card("BAR-1", site_code="SIT-2"),
                    edge("SRC-1", "reports", "OBS-1", site_code="SIT-1"), edge("BAR-1", "sighting-of", "OBS-1"))  # fmt: skip
    places = places_of(seen, "OBS-1")
    assert [(one.site.code, one.barriers, one.sources, one.is_origin) for one in places.met] == [("SIT-2", 1, 0, False), ("SIT-1", 0, 1, True)]
    assert [one.site.code for one in places.unknown] == ["SIT-3"]
    assert places.total == 3


def test_tally_counts_by_result_when_there_are_tries() -> None:
    found = tally([edge("SOL-1", "tried-at", "SIT-1", result=result) for result in ("stopped", "worked", "stopped", "too-early")])
    assert found.total == 4
    assert found.shown() == [("worked", 1), ("stopped", 2), ("too-early", 1)]


def test_tally_is_empty_when_there_are_no_tries() -> None:
    assert (tally([]).total, tally([]).shown()) == (0, [])


def _answered(*tries: tuple[str, str | None]) -> Snapshot:
    return snapshot("OBS-1", "OBS-2", "SOL-1", "SIT-1", edge("SOL-1", "answers", "OBS-1"), edge("SOL-1", "answers", "OBS-2"),
                    *(edge("SOL-1", "tried-at", "SIT-1", result=result, obstacle_code=obstacle) for result, obstacle in tries))  # fmt: skip


@pytest.mark.parametrize(
    ("tries", "state"),
    [
        ([], "not-tried"),
        ([("worked", "OBS-1")], "something-worked"),
        ([("partly", None)], "something-worked"),
        ([("stopped", "OBS-1"), ("did-not-work", None)], "tried"),
        ([("too-early", None)], "tried"),
        ([("worked", "OBS-2")], "not-tried"),
    ],
)
def test_obstacle_is_answered_as_far_as_its_tries_say_when_asked(tries: list[tuple[str, str | None]], state: str) -> None:
    assert answer_state(_answered(*tries), "OBS-1") == state


def test_obstacle_has_no_solution_when_nothing_answers_it() -> None:
    assert answer_state(snapshot("OBS-1", "SOL-1", "SIT-1", edge("SOL-1", "tried-at", "SIT-1", obstacle_code="OBS-1")), "OBS-1") == "no-solution"


def test_try_counts_for_its_own_obstacle_only_when_it_names_one() -> None:
    seen = _answered(("worked", "OBS-1"), ("stopped", "OBS-2"), ("partly", None))
    assert [one.facts["result"] for one in tries_against(seen, "OBS-1")] == ["worked", "partly"]
    assert [one.facts["result"] for one in tries_against(seen, "OBS-2")] == ["stopped", "partly"]


def _gardens() -> Snapshot:
    return snapshot(
        card("OBS-1", theme="soil"), card("OBS-2", theme="soil", level="class"), card("OBS-3", theme="timetable"), "PRI-1", "SRC-1", "SOL-1",
        card("SIT-1", country="norway"), card("SIT-2", country="portugal"), card("PAR-1", country="norway"), card("BAR-1", site_code="SIT-1"), "IND-1",
        edge("OBS-1", "undermines", "PRI-1"), edge("SRC-1", "reports", "OBS-1", site_code="SIT-2"), edge("BAR-1", "sighting-of", "OBS-1"),
        edge("SRC-1", "reports", "PRI-1"), edge("SRC-1", "reports", "PRI-1"), edge("SOL-1", "answers", "OBS-2"), edge("SOL-1", "tried-at", "SIT-2"),
        edge("PAR-1", "works-at", "SIT-2"), edge("SRC-1", "gives-value-of", "IND-1", site_code="SIT-1"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("code", "facet", "values"),
    [
        ("OBS-1", "site", ("SIT-1", "SIT-2")),
        ("OBS-1", "country", ("norway", "portugal")),
        ("OBS-1", "principle", ("PRI-1",)),
        ("OBS-1", "answered", ("no-solution",)),
        ("OBS-2", "answered", ("something-worked",)),
        ("OBS-2", "site", ()),
        ("SOL-1", "site", ("SIT-2",)),
        ("SOL-1", "who_acts", ("pupils",)),
        ("SIT-1", "site", ("SIT-1",)),
        ("BAR-1", "country", ("norway",)),
        ("PAR-1", "country", ("portugal",)),
        ("SRC-1", "site", ("SIT-1", "SIT-2")),
        ("SRC-1", "principle", ("PRI-1",)),
        ("IND-1", "site", ("SIT-1",)),
        ("IND-1", "kind", ("indicator",)),
    ],
)
def test_entry_has_a_facet_when_its_links_say_so(code: str, facet: str, values: tuple[str, ...]) -> None:
    assert facet_index(_gardens()).values[code][facet] == values


def test_entry_has_no_value_when_its_column_is_empty() -> None:
    assert "level" not in FacetIndex(snapshot(card("OBS-1", level=""))).values["OBS-1"]
    assert "site_code" not in FacetIndex(snapshot("BAR-1")).values["BAR-1"]


def test_choices_are_counted_as_if_their_facet_were_open_when_values_are_chosen() -> None:
    index = facet_index(_gardens())
    codes = {"OBS-1", "OBS-2", "OBS-3"}
    chosen = {"theme": ["soil"], "level": ["school"]}
    assert index.choose(codes, chosen) == {"OBS-1"}
    assert [(one.value, one.count, one.is_chosen) for one in index.choices("theme", codes, chosen)] == [("soil", 1, True), ("timetable", 1, False)]
    assert [(one.value, one.count, one.is_chosen) for one in index.choices("level", codes, chosen)] == [("class", 1, False), ("school", 1, True)]


def test_values_are_alternatives_when_several_of_one_facet_are_chosen() -> None:
    assert facet_index(_gardens()).choose({"OBS-1", "OBS-2", "OBS-3"}, {"theme": ["soil", "timetable"], "level": []}) == {"OBS-1", "OBS-2", "OBS-3"}


def test_chosen_value_stays_to_be_taken_off_when_it_leaves_nothing() -> None:
    choices = facet_index(_gardens()).choices("theme", {"OBS-3"}, {"theme": ["soil"]})
    assert [(one.value, one.count) for one in choices] == [("soil", 0), ("timetable", 1)]


def test_nothing_is_left_when_an_unknown_value_is_chosen() -> None:
    assert facet_index(_gardens()).choose({"OBS-1"}, {"theme": ["moon"]}) == set()
    assert facet_index(_gardens()).choose({"OBS-1"}, {"nonsense": ["soil"]}) == set()


def test_index_is_made_once_when_a_snapshot_is_asked_again() -> None:
    seen = _gardens()
    assert facet_index(seen) is facet_index(seen)
    assert facet_index(seen) is not facet_index(_gardens())


@steady
@given(catalogues(), st.randoms(use_true_random=False))
def test_facets_are_the_same_when_links_come_in_another_order(seen: Snapshot, chance: object) -> None:
    edges = list(seen.edges)
    chance.shuffle(edges)  # type: ignore[attr-defined]
    one, other = FacetIndex(seen), FacetIndex(with_edges(seen, edges))
    assert (one.codes, one.values) == (other.codes, other.values)


@steady
@given(catalogues())
def test_facets_hold_each_value_once_and_agree_both_ways_when_made(seen: Snapshot) -> None:
    index = FacetIndex(seen)
    assert all(len(set(values)) == len(values) for facets in index.values.values() for values in facets.values())
    there = {(name, value, code) for name, by_value in index.codes.items() for value, codes in by_value.items() for code in codes}
    assert there == {(name, value, code) for code, facets in index.values.items() for name, values in facets.items() for value in values}


@steady
@given(catalogues(), st.data())
def test_count_is_what_choosing_it_would_leave_when_a_choice_is_shown(seen: Snapshot, data: st.DataObject) -> None:
    index = FacetIndex(seen)
    codes = {one.code for one in seen.of_kind("obstacle")}
    names = ["theme", "level", "provenance", *LINKED]
    chosen = {name: data.draw(st.lists(st.sampled_from(sorted(index.codes.get(name, {"none": set()}))), max_size=2)) for name in names}
    for name in names:
        for choice in index.choices(name, codes, chosen):
            assert choice.count == len(index.choose(codes, {**chosen, name: [choice.value]}))
            assert choice.is_chosen == (choice.value in chosen[name])


@steady
@given(catalogues())
def test_answer_states_part_the_obstacles_when_counted(seen: Snapshot) -> None:
    counted = Counter(answer_state(seen, one.code) for one in seen.of_kind("obstacle"))
    assert {state: len(codes) for state, codes in FacetIndex(seen).codes["answered"].items()} == counted


@steady
@given(catalogues())
def test_every_obstacle_stands_in_one_cell_when_the_matrix_is_made(seen: Snapshot) -> None:
    codes = {one.code for one in seen.of_kind("obstacle")}
    matrix = matrix_of(FacetIndex(seen), vocabularies(), codes)
    assert set(matrix.counts) == {(level, theme) for level in LEVELS for theme in THEMES}
    assert sum(matrix.counts.values()) == len(codes) == sum(matrix.of_theme(theme) for theme in THEMES)
    assert matrix.counts == {
        (level, theme): sum(1 for one in seen.of_kind("obstacle") if (one.facets["level"], one.facets["theme"]) == (level, theme))
        for level in LEVELS
        for theme in THEMES
    }


def test_matrix_reads_from_the_system_down_when_levels_are_listed() -> None:
    matrix = matrix_of(FacetIndex(_gardens()), vocabularies(), {"OBS-1", "OBS-2"})
    assert [one.key for one in matrix.levels] == ["school", "class"]
    assert [one.key for one in matrix.themes] == list(THEMES)
    assert (matrix.largest, matrix.widest) == (1, 2)


@pytest.mark.parametrize(("count", "largest", "shade"), [(0, 8, 0), (1, 8, 1), (2, 8, 2), (7, 8, 4), (8, 8, 5), (1, 1, 5)])
def test_cell_is_darker_when_more_stand_in_it(count: int, largest: int, shade: int) -> None:
    cards = [card(f"OBS-{number}", theme="soil" if number < largest else "timetable") for number in range(largest + count)]
    matrix = matrix_of(FacetIndex(snapshot(*cards)), vocabularies(), {one.code for one in cards})
    assert matrix.shade("school", "timetable") == shade


def test_matrix_divides_by_one_when_it_is_empty() -> None:
    matrix = matrix_of(FacetIndex(snapshot()), vocabularies(), set())
    assert (matrix.largest, matrix.widest, matrix.shade("school", "soil")) == (1, 1, 0)


def test_results_are_shown_from_best_to_unknown_when_a_bar_is_drawn() -> None:
    assert [one.value for one in Result] == ["worked", "partly", "did-not-work", "stopped", "too-early"]
