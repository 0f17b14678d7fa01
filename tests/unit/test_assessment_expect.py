"""The obstacles to expect: what points to them, when they usually come, how common they were, and what others did."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.catalogue import (
    MEMBER_OF_HILL,
    Secret,
    card,
    catalogues,
    catalogues_with_secrets,
    edge,
    snapshot,
    steady,
    with_edges,
)
from tests.unit.instruments import at, beside, by_key, mark_sets, statement, undertaking, unknown
from ticc.assessment.engine import Mark
from ticc.assessment.expect import Commonness, Expected, Pointer, commonness, expected, help_with, to_find_out, usual_moments
from ticc.assessment.models import Said
from ticc.catalogue.snapshot import Card, Edge, Snapshot
from ticc.catalogue.visibility import VISITOR

# The codes of the steps run against their order in the method.
FIRST, SECOND, THIRD = card("STEP-30", position=1), card("STEP-20", position=2), card("STEP-10", position=3)
METHOD = (FIRST, SECOND, THIRD)
NAMES = tuple(step.code for step in METHOD)
OBSTACLES = tuple(f"OBS-{number}" for number in range(1, 5))
ASKED = [statement("A-1", "OBS-1"), statement("A-2", "OBS-2", "OBS-3"), statement("B-1", "OBS-1", "OBS-4"), statement("B-2", "OBS-3")]
KEYS = [one.key for one in ASKED]
DOING = [undertaking("holidays", "OBS-2", "OBS-4"), undertaking("new-bed", "OBS-4")]


def _codes(found: list[Expected]) -> list[str]:
    return [one.code for one in found]


@st.composite
def methods(draw: st.DrawFn) -> Snapshot:
    """A public catalogue with three steps of a method, linked anyhow."""
    seen = draw(catalogues())
    obstacles, solutions = [one.code for one in seen.of_kind("obstacle")], [one.code for one in seen.of_kind("solution")]
    pairs = [(step, "warns-of", code) for step in NAMES for code in obstacles] + [(step, "uses", code) for step in NAMES for code in solutions]
    links = draw(st.lists(st.sampled_from(pairs), max_size=6, unique=True))
    return snapshot(*seen.cards.values(), *METHOD, *seen.edges, *(edge(*link) for link in links))


def _moment(seen: Snapshot, obstacle: str, *, asks_causes: bool = True) -> str | None:
    """When an obstacle usually comes, read from the sentence on top of the module."""
    warning = {one.subject for one in seen.edges_to(obstacle, "warns-of")}
    using = {use.subject for answer in seen.edges_to(obstacle, "answers") for use in seen.edges_to(answer.subject, "uses")}
    causes = {_moment(seen, one.subject, asks_causes=False) for one in seen.edges_to(obstacle, "leads-to")} if asks_causes else set()
    return next((name for known in (warning, using, causes) for name in NAMES if name in known), None)


@steady
@given(seen=methods(), marks=mark_sets(KEYS), doing=st.sets(st.sampled_from((0, 1))))
def test_obstacles_come_in_the_order_of_the_method_when_anything_is_said(seen: Snapshot, marks: dict[str, Mark], doing: set[int]) -> None:
    found = expected(seen, ASKED, marks, [DOING[number] for number in sorted(doing)], "norway")
    assert [one.moment for one in found] == [_moment(seen, one.code) for one in found]
    places = [(NAMES.index(one.moment) if one.moment else len(NAMES), -one.weight) for one in found]
    assert places == sorted(places)
    assert len(set(_codes(found))) == len(found)
    assert all((one.pointers or one.undertakings) and one.weight > 0 for one in found)


@steady
@given(seen=methods(), marks=mark_sets(KEYS), data=st.data())
def test_obstacles_are_the_same_when_links_answers_and_questions_stand_in_another_order(
    seen: Snapshot, marks: dict[str, Mark], data: st.DataObject
) -> None:
    turned = with_edges(seen, data.draw(st.permutations(seen.edges)))
    asked, said = data.draw(st.permutations(ASKED)), dict(reversed(marks.items()))
    assert expected(turned, asked, said, DOING, "norway") == expected(seen, ASKED, marks, DOING, "norway")


@steady
@given(seen=methods(), marks=mark_sets(KEYS), key=st.sampled_from(KEYS))
def test_nothing_is_pointed_to_when_a_statement_is_not_known_or_does_not_apply(seen: Snapshot, marks: dict[str, Mark], key: str) -> None:
    marks.pop(key, None)
    for silent in (unknown(key, 0), beside(key, has_proof=True)):
        assert expected(seen, ASKED, {**marks, key: silent}, DOING, "") == expected(seen, ASKED, marks, DOING, "")


@steady
@given(seen=methods(), marks=mark_sets(KEYS), key=st.sampled_from(KEYS), step=st.integers(0, 4))
def test_no_obstacle_weighs_more_when_a_step_rises(seen: Snapshot, marks: dict[str, Mark], key: str, step: int) -> None:
    low, high = ({one.code: one.weight for one in expected(seen, ASKED, {**marks, key: at(key, given)}, [], "")} for given in (step, step + 1))
    assert high.keys() <= low.keys()
    assert all(weight <= low[code] for code, weight in high.items())


@steady
@given(secret=catalogues_with_secrets(), marks=mark_sets(KEYS))
def test_nothing_shows_through_when_a_partner_keeps_material_to_itself(secret: Secret, marks: dict[str, Mark]) -> None:
    asked = [*ASKED, statement("C-1", *sorted(code for code in secret.private_codes if code.startswith("OBS-")), "OBS-1")]
    marks["C-1"] = at("C-1", 0)
    for viewer in (VISITOR, MEMBER_OF_HILL):
        seen = secret.whole.seen_by(viewer)
        found = expected(seen, asked, marks, DOING, "norway")
        assert found == expected(secret.without, asked, marks, DOING, "norway")
        assert [help_with(seen, one.code, "norway") for one in found] == [help_with(secret.without, one.code, "norway") for one in found]


@pytest.mark.parametrize(("step", "weight"), [(0, 3), (1, 2), (2, 1), (2.5, 0.5), (3, None), (4, None), (5, None)])
def test_statement_points_only_when_it_stands_below_three(step: float, weight: float | None) -> None:
    found = expected(snapshot("OBS-1"), [ASKED[0]], by_key(at("A-1", step)), [], "")
    assert found == ([] if weight is None else [Expected("OBS-1", (Pointer("A-1", step),), (), None, Commonness(0, 0, 0, 0), weight)])


def test_pointers_and_undertakings_add_up_when_several_lead_to_one_obstacle() -> None:
    marks = by_key(at("A-1", 2), at("B-1", 0), at("A-2", 4), at("B-2", 3))
    found = {one.code: one for one in expected(snapshot(*OBSTACLES), ASKED, marks, DOING, "")}
    assert {code: one.weight for code, one in found.items()} == {"OBS-1": 4, "OBS-2": 2, "OBS-4": 7}
    # The lowest step first.
    assert found["OBS-1"].pointers == (Pointer("B-1", 0), Pointer("A-1", 2))
    assert (found["OBS-2"].pointers, found["OBS-2"].undertakings) == ((), ("holidays",))
    assert (found["OBS-4"].pointers, found["OBS-4"].undertakings) == ((Pointer("B-1", 0),), ("holidays", "new-bed"))


def test_obstacle_weighs_once_when_a_statement_or_an_undertaking_names_it_twice() -> None:
    found = expected(snapshot("OBS-1"), [statement("A-1", "OBS-1", "OBS-1")], by_key(at("A-1", 1)), [undertaking("dig", "OBS-1", "OBS-1")], "")
    assert [(one.pointers, one.undertakings, one.weight) for one in found] == [((Pointer("A-1", 1),), ("dig",), 4)]


def test_nothing_is_pointed_to_when_only_a_trace_is_left_of_a_step_that_was_given_up() -> None:
    assert expected(snapshot(*OBSTACLES), ASKED, by_key(Mark("A-1", Said.DO_NOT_KNOW.value, 0)), [], "") == []


def test_nothing_is_pointed_to_when_the_statement_was_not_asked() -> None:
    assert expected(snapshot(*OBSTACLES), ASKED[:1], by_key(at("A-2", 0), at("Z-9", 0)), [], "") == []


def test_what_is_not_known_is_to_be_found_out_when_it_was_asked() -> None:
    marks = by_key(unknown("B-2"), unknown("A-1", 0), beside("A-2"), at("B-1", 0), unknown("Z-9"))
    assert [one.key for one in to_find_out(ASKED, marks)] == ["A-1", "B-2"]


@pytest.mark.parametrize(
    ("links", "moment"),
    [
        ([edge("STEP-10", "warns-of", "OBS-1")], "STEP-10"),
        ([edge("STEP-10", "uses", "SOL-1"), edge("SOL-1", "answers", "OBS-1")], "STEP-10"),
        ([edge("STEP-10", "warns-of", "OBS-2"), edge("OBS-2", "leads-to", "OBS-1")], "STEP-10"),
        ([edge("STEP-10", "uses", "SOL-1"), edge("SOL-1", "answers", "OBS-2"), edge("OBS-2", "leads-to", "OBS-1")], "STEP-10"),
        # Of several the first of the method, whatever their codes.
        ([edge("STEP-10", "warns-of", "OBS-1"), edge("STEP-30", "warns-of", "OBS-1"), edge("STEP-20", "warns-of", "OBS-1")], "STEP-30"),
        ([edge("STEP-10", "uses", "SOL-1"), edge("STEP-20", "uses", "SOL-2"), edge("SOL-1", "answers", "OBS-1"), edge("SOL-2", "answers", "OBS-1")], "STEP-20"),
        ([edge("STEP-20", "uses", "SOL-1"), edge("STEP-10", "uses", "SOL-2"), edge("SOL-1", "answers", "OBS-1"), edge("SOL-2", "answers", "OBS-1")], "STEP-20"),
        ([edge("STEP-10", "warns-of", "OBS-2"), edge("STEP-30", "warns-of", "OBS-3"), edge("OBS-2", "leads-to", "OBS-1"), edge("OBS-3", "leads-to", "OBS-1")], "STEP-30"),
        # A warning tells more than an answer, an answer more than a cause, though they come later.
        ([edge("STEP-30", "uses", "SOL-1"), edge("SOL-1", "answers", "OBS-1"), edge("STEP-10", "warns-of", "OBS-1")], "STEP-10"),
        ([edge("STEP-20", "uses", "SOL-1"), edge("SOL-1", "answers", "OBS-1"), edge("STEP-30", "warns-of", "OBS-2"), edge("OBS-2", "leads-to", "OBS-1")], "STEP-20"),
        # What it leads to says nothing of when it comes, nor does the cause of a cause.
        ([edge("STEP-10", "warns-of", "OBS-2"), edge("OBS-1", "leads-to", "OBS-2")], None),
        ([edge("STEP-10", "warns-of", "OBS-3"), edge("OBS-3", "leads-to", "OBS-2"), edge("OBS-2", "leads-to", "OBS-1")], None),
        ([edge("SOL-1", "answers", "OBS-1")], None),
        ([], None),
    ],
)  # fmt: skip
def test_obstacle_comes_at_the_first_step_that_tells_of_it_when_the_method_does(links: list[Edge], moment: str | None) -> None:
    seen = snapshot(*METHOD, *OBSTACLES, "SOL-1", "SOL-2", *links)
    assert usual_moments(seen).get("OBS-1") == moment
    assert usual_moments(seen) is usual_moments(seen)


def test_order_is_moment_then_weight_then_nearness_when_obstacles_compete() -> None:
    codes = [f"OBS-{number}" for number in range(1, 8)]
    asked = [statement(f"S-{number}", code) for number, code in enumerate(codes, 1)]
    marks = by_key(*(at(f"S-{number}", step) for number, step in enumerate([0, 1, 2, 2, 2, 2, 2], 1)))
    met = [("OBS-5", "SIT-1"), ("OBS-6", "SIT-2"), ("OBS-6", "SIT-3"), ("OBS-4", "SIT-2")]
    seen = snapshot(
        *METHOD, *codes, "SRC-1", *_sites(), *(edge("SRC-1", "reports", code, site_code=site) for code, site in met),
        edge("STEP-10", "warns-of", "OBS-2"), edge("STEP-30", "warns-of", "OBS-7"), edge("STEP-10", "warns-of", "OBS-3"),
    )  # fmt: skip
    # 7 at the first step; 2 and 3 at the third, 2 the stronger; then, without a step, 1 the strongest, 5 met near, 6 met twice, 4 met once.
    assert _codes(expected(seen, asked, marks, [], "norway")) == ["OBS-7", "OBS-2", "OBS-3", "OBS-1", "OBS-5", "OBS-6", "OBS-4"]


def _sites() -> list[Card]:
    return [card("SIT-1", country="norway"), card("SIT-2", country="portugal"), card("SIT-3", country="portugal"), card("SIT-4", country="norway")]


@pytest.mark.parametrize(
    ("country", "counts"),
    [("norway", Commonness(1, 2, 2, 4)), ("portugal", Commonness(1, 2, 2, 4)), ("spain", Commonness(0, 0, 2, 4)), ("", Commonness(0, 0, 2, 4))],
)
def test_commonness_counts_sites_near_and_in_all_when_an_obstacle_was_met(country: str, counts: Commonness) -> None:
    sightings = [("BAR-1", "SIT-1", True), ("BAR-2", "SIT-1", True), ("BAR-3", "SIT-4", False)]
    seen = snapshot(
        "OBS-1", "OBS-2", "SRC-1", *_sites(), *(card(code, site_code=site) for code, site, _ in sightings),
        *(edge(code, "sighting-of", "OBS-1", is_confirmed=is_sure) for code, _, is_sure in sightings),
        edge("SRC-1", "reports", "OBS-1", site_code="SIT-2"), edge("SRC-1", "reports", "OBS-1", site_code="SIT-3", is_analogous=True),
    )  # fmt: skip
    assert commonness(seen, "OBS-1", country) == counts
    assert commonness(seen, "OBS-2", country) == Commonness(0, counts.sites_near, 0, 4)


def test_obstacle_is_left_out_when_it_is_retired_or_not_the_viewers() -> None:
    seen = snapshot("OBS-1", card("OBS-2", is_retired=True), card("OBS-3", audience="PAR-rose"), card("OBS-4", audience="programme"))
    marks = by_key(*(at(key, 0) for key in KEYS))
    assert _codes(expected(seen.seen_by(VISITOR), ASKED, marks, DOING, "")) == ["OBS-1"]
    assert _codes(expected(seen.seen_by(MEMBER_OF_HILL), ASKED, marks, DOING, "")) == ["OBS-4", "OBS-1"]


def test_step_says_nothing_when_it_is_retired() -> None:
    retired = card("STEP-40", position=0, is_retired=True)
    seen = snapshot(*METHOD, retired, "OBS-1", edge("STEP-40", "warns-of", "OBS-1"), edge("STEP-10", "warns-of", "OBS-1")).seen_by(VISITOR)
    assert usual_moments(seen) == {"OBS-1": "STEP-10"}


def test_tries_of_the_same_country_come_first_when_others_tried_too() -> None:
    tries = [
        ("SOL-1", "SIT-2", "worked"), ("SOL-2", "SIT-4", "partly"), ("SOL-1", "SIT-1", "worked"), ("SOL-2", "SIT-1", "worked"),
        ("SOL-1", "SIT-3", "did-not-work"), ("SOL-2", "SIT-3", "stopped"), ("SOL-1", "SIT-4", "stopped"), ("SOL-2", "SIT-2", "too-early"),
    ]  # fmt: skip
    seen = snapshot(
        "OBS-1", "OBS-2", "SOL-1", "SOL-2", "SOL-3", *_sites(),
        edge("SOL-1", "answers", "OBS-1"), edge("SOL-2", "answers", "OBS-1"), edge("SOL-2", "answers", "OBS-2"),
        *(edge(solution, "tried-at", site, result=result) for solution, site, result in tries),
        # Made against another obstacle, and of a solution that does not answer this one.
        edge("SOL-2", "tried-at", "SIT-1", result="stopped", obstacle_code="OBS-2"), edge("SOL-3", "tried-at", "SIT-1"),
    )  # fmt: skip
    near, far, nowhere = (help_with(seen, "OBS-1", country) for country in ("norway", "portugal", ""))
    assert [(one.object, one.subject) for one in near.worked] == [("SIT-1", "SOL-1"), ("SIT-1", "SOL-2"), ("SIT-4", "SOL-2"), ("SIT-2", "SOL-1")]
    assert [(one.object, one.subject) for one in near.failures] == [("SIT-4", "SOL-1"), ("SIT-3", "SOL-1"), ("SIT-3", "SOL-2")]
    assert [one.object for one in far.worked] == ["SIT-2", "SIT-1", "SIT-1", "SIT-4"]
    assert [one.object for one in far.failures] == ["SIT-3", "SIT-3", "SIT-4"]
    assert [one.object for one in nowhere.worked] == ["SIT-1", "SIT-1", "SIT-2", "SIT-4"]
    # Whatever the country, the solutions are the same; both of 1's and 2's that answer it.
    assert {one.code for one in near.suggestions} == {"SOL-1", "SOL-2"}
    assert near.suggestions == far.suggestions == nowhere.suggestions


def test_at_most_three_solutions_are_named_when_there_are_more() -> None:
    solutions = [f"SOL-{number}" for number in range(1, 6)]
    seen = snapshot("OBS-1", *solutions, *(edge(code, "answers", "OBS-1") for code in solutions))
    assert [one.code for one in help_with(seen, "OBS-1", "").suggestions] == ["SOL-1", "SOL-2", "SOL-3"]


def test_there_is_no_help_when_nobody_has_an_answer() -> None:
    found = help_with(snapshot("OBS-1"), "OBS-1", "norway")
    assert (found.suggestions, found.worked, found.failures) == ((), (), ())
