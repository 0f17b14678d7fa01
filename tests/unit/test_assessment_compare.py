"""Over time and across places: what moved, how others stand, who complements whom; and small numbers say nothing."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.catalogue import steady
from tests.unit.instruments import ALL_KEYS, KEYS, at, beside, by_key, instrument, mark_sets, profile, profiles, statement, unknown
from ticc.assessment.compare import FEWEST, Moved, Others, Twin, find_twins, others_on, what_moved
from ticc.assessment.engine import Mark
from ticc.assessment.instrument import Difference, differences
from ticc.assessment.models import Said
from ticc.assessment.profile import Profile

GARDEN = instrument()
ASKED = GARDEN.statements
PRINCIPLES = tuple(KEYS)


def _moves(found: Moved) -> list[tuple[str, float, float]]:
    return [(move.statement.key, move.before, move.now) for move in found.moves]


def test_moves_are_those_worked_out_by_hand_when_a_place_is_assessed_again() -> None:
    before = by_key(at("A-1", 1), at("A-2", 4), at("B-1", 2), at("B-2", 5), at("B-3", 3), at("C-1", 0))
    now = by_key(at("A-1", 3), at("A-2", 4, 0), at("B-1", 2.5), at("B-2", 4), at("B-3", 1), at("C-1", 2))
    found = what_moved(ASKED, before, now)
    assert _moves(found) == [("A-1", 1, 3), ("B-1", 2, 2.5), ("B-2", 5, 4), ("B-3", 3, 1), ("C-1", 0, 2)]
    assert (found.unmoved, found.changed) == (1, frozenset())
    assert [(move.statement.key, move.by) for move in found.up] == [("A-1", 2), ("C-1", 2), ("B-1", 0.5)]
    assert [(move.statement.key, move.by) for move in found.down] == [("B-3", -2), ("B-2", -1)]


@pytest.mark.parametrize(
    "other",
    [
        unknown("A-1"),
        beside("A-1"),
        # What is left of a step that was given up.
        Mark("A-1", Said.DO_NOT_KNOW.value, 4),
        Mark("A-1", Said.STEP.value),
        None,
    ],
)
def test_statement_is_not_compared_when_it_had_no_step_both_times(other: Mark | None) -> None:
    marks = {} if other is None else by_key(other)
    for before, now in ((marks, by_key(at("A-1", 1))), (by_key(at("A-1", 1)), marks)):
        assert what_moved(ASKED, before, now) == Moved((), 0, frozenset())


@pytest.mark.parametrize(
    ("parts", "is_compared"),
    [
        ({"text": "Somebody else waters."}, False),
        ({"steps": [f"Another step {number}" for number in range(6)]}, False),
        ({"wording": {"town": "The town waters."}}, False),
        ({"text": "Somebody else waters.", "short": True}, False),
        # What only explains the question, or follows from it, does not make it another one.
        ({"why": "Because of the beans."}, True),
        ({"you_would_see": ["A full water butt"]}, True),
        ({"obstacles": ["OBS-1", "OBS-9"]}, True),
        ({"principles": ["PRI-2"]}, True),
        ({"short": True}, True),
        ({"applies_to": ["school"]}, True),
    ],
)
def test_statement_is_left_out_when_its_question_was_changed(parts: dict[str, Any], is_compared: bool) -> None:
    newer = instrument({**KEYS, "PRI-1": [statement("A-1", **parts), "A-2"]}, version=2)
    told = differences(GARDEN, newer)
    assert [one.key for one in told] == ["A-1"]
    found = what_moved(newer.statements, by_key(at("A-1", 1), at("A-2", 1)), by_key(at("A-1", 3), at("A-2", 2)), told)
    assert _moves(found) == ([("A-1", 1, 3), ("A-2", 1, 2)] if is_compared else [("A-2", 1, 2)])
    assert found.changed == (frozenset() if is_compared else {"A-1"})


def test_statement_is_left_out_when_only_one_version_asks_it() -> None:
    newer = instrument({"PRI-1": ["A-1", "A-9"]}, version=2)
    marks = by_key(*(at(key, 1) for key in (*ALL_KEYS, "A-9")))
    later = by_key(*(at(key, 2) for key in (*ALL_KEYS, "A-9")))
    found = what_moved(newer.statements, marks, later, differences(GARDEN, newer))
    assert _moves(found) == [("A-1", 1, 2)]
    assert (found.unmoved, found.changed) == (0, frozenset({"A-9"}))


def test_statement_is_compared_when_only_something_else_of_its_name_was_changed() -> None:
    told = [Difference("changed", "A-1", "A setting", ("label",), "setting"), Difference("added", "A-2", "A section", (), "section")]
    found = what_moved(ASKED, by_key(at("A-1", 1), at("A-2", 2)), by_key(at("A-1", 2), at("A-2", 2)), told)
    assert (_moves(found), found.unmoved, found.changed) == ([("A-1", 1, 2)], 1, frozenset())


@steady
@given(before=mark_sets(), now=mark_sets(), changed=st.frozensets(st.sampled_from([*ALL_KEYS, "Z-9"])))
def test_every_comparable_statement_is_counted_once_when_two_sets_are_compared(
    before: dict[str, Mark], now: dict[str, Mark], changed: frozenset[str]
) -> None:
    found = what_moved(ASKED, before, now, [Difference("changed", key, "", ("text",)) for key in sorted(changed)])
    comparable = {key for key in (before.keys() & now.keys()) - changed if before[key].is_scored and now[key].is_scored}
    assert len(found.moves) + found.unmoved == len(comparable)
    assert {move.statement.key for move in found.moves} <= comparable
    assert len(found.up) + len(found.down) == len(found.moves)
    assert found.changed == changed - {"Z-9"}
    back = what_moved(ASKED, now, before, [Difference("changed", key, "", ("text",)) for key in sorted(changed)])
    assert [(one.statement.key, -one.by) for one in back.down] == [(one.statement.key, one.by) for one in found.up]


@steady
@given(levels=st.lists(profiles(), max_size=12))
def test_others_are_hidden_exactly_when_fewer_than_five_have_a_level(levels: list[Profile]) -> None:
    for principle in PRINCIPLES:
        known = [section.level for one in levels if (section := one.of(principle)) is not None and section.level is not None]
        found = others_on(principle, levels)
        assert (found is None) == (len(known) < FEWEST)
        if found is not None:
            assert found.places == len(known)
            assert min(known) <= found.lower + 1e-9
            assert found.lower <= found.middle + 1e-9
            assert found.middle <= found.upper + 1e-9
            assert found.upper <= max(known) + 1e-9


@steady
@given(levels=st.lists(st.integers(0, 15), max_size=4), silent=st.integers(0, 20), elsewhere=st.integers(0, 20))
def test_others_say_nothing_when_many_places_took_part_but_fewer_than_five_have_a_level(levels: list[int], silent: int, elsewhere: int) -> None:
    places = [profile({"PRI-1": thirds / 3}) for thirds in levels]
    places += [profile({"PRI-1": None})] * silent + [profile({"PRI-2": 3})] * elsewhere
    assert others_on("PRI-1", places) is None
    assert others_on("PRI-1", iter(places)) is None


@pytest.mark.parametrize(
    ("levels", "others"),
    [
        ([1, 2, 3, 4, 5], Others(5, 2, 3, 4)),
        ([5, 1, 4, 2, 3], Others(5, 2, 3, 4)),
        ([0, 0, 0, 0, 5], Others(5, 0, 0, 0)),
        ([1, 2, 3, 4, 5, 5], Others(6, 2.25, 3.5, 4.75)),
        ([2, 2, 2, 2, 2, 2, 2], Others(7, 2, 2, 2)),
        ([1, None, 2, None, 3, 4, 5], Others(5, 2, 3, 4)),
    ],
)
def test_middle_half_is_that_worked_out_by_hand_when_five_or_more_have_a_level(levels: list[float | None], others: Others) -> None:
    assert others_on("PRI-1", [profile({"PRI-1": level}) for level in levels]) == others


@steady
@given(own=profiles(), other=profiles())
def test_twins_are_twins_of_each_other_with_their_parts_exchanged_when_one_is_found(own: Profile, other: Profile) -> None:
    there, back = find_twins(own, {2: other}), find_twins(other, {1: own})
    assert len(there) == len(back) <= 1
    for one, mirrored in zip(there, back, strict=True):
        assert one.to_learn == tuple((principle, mine, theirs) for principle, theirs, mine in mirrored.to_show)
        assert one.to_show == tuple((principle, mine, theirs) for principle, theirs, mine in mirrored.to_learn)
        assert one.worth == mirrored.worth >= 1


@steady
@given(own=profiles(), others=st.dictionaries(st.integers(1, 9), profiles(), max_size=6))
def test_twins_are_found_in_both_directions_and_ordered_by_worth_when_there_are_several(own: Profile, others: dict[int, Profile]) -> None:
    found = find_twins(own, others)
    wanted = set()
    for number, other in others.items():
        # In thirds of a step, which are whole numbers.
        levels = [{one.principle: round(one.level * 3) for one in side.sections if one.level is not None} for side in (own, other)]
        gaps = [levels[1][principle] - level for principle, level in levels[0].items() if principle in levels[1]]
        if any(gap >= 3 for gap in gaps) and any(gap <= -3 for gap in gaps):
            wanted.add(number)
    assert {twin.assessment for twin in found} == wanted
    assert [(-twin.worth, twin.assessment) for twin in found] == sorted((-twin.worth, twin.assessment) for twin in found)
    for parts in (part for twin in found for part in (twin.to_learn, twin.to_show)):
        widths = [abs(theirs - mine) for _, mine, theirs in parts]
        assert all(one >= other - 1e-9 for one, other in pairwise(widths))
    assert find_twins(own, dict(reversed(others.items()))) == found


def test_nobody_is_a_twin_when_only_one_side_would_gain() -> None:
    own = profile({"PRI-1": 1, "PRI-2": 2, "PRI-3": None})
    ahead, behind, near = profile({"PRI-1": 5, "PRI-2": 5}), profile({"PRI-1": 0, "PRI-2": 1}), profile({"PRI-1": 1.96, "PRI-2": 1.04})
    # Strong where this place has no level, or on what it was not asked.
    apart = profile({"PRI-1": 3, "PRI-3": 0, "PRI-4": 0})
    assert find_twins(own, {1: ahead, 2: behind, 3: near, 4: apart, 5: own, 6: profile({})}) == []


def test_twins_are_those_worked_out_by_hand_when_three_places_complement_this_one() -> None:
    own = profile({"PRI-1": 1, "PRI-2": 5, "PRI-3": 1, "PRI-4": 4})
    others = {
        7: profile({"PRI-1": 2, "PRI-2": 4, "PRI-3": 1, "PRI-4": 4}),
        8: profile({"PRI-1": 3, "PRI-2": 4, "PRI-3": 5, "PRI-4": 1}),
        9: profile({"PRI-1": 5, "PRI-2": 4, "PRI-3": 0.5, "PRI-4": 4}),
    }
    found = find_twins(own, others)
    # 8 has six steps to teach and four to learn; 9 four to teach, but only one to learn, as 7 has.
    assert [(twin.assessment, twin.worth) for twin in found] == [(8, 4), (7, 1), (9, 1)]
    assert found[0] == Twin(8, (("PRI-3", 1, 5), ("PRI-1", 1, 3)), (("PRI-4", 4, 1), ("PRI-2", 5, 4)))


def test_a_whole_step_counts_when_the_levels_are_thirds() -> None:
    # In binary the one lies a hair less than a step above the other.
    high, low = 13 / 3, 10 / 3
    assert high - low < 1 == Fraction(13, 3) - Fraction(10, 3)
    (found,) = find_twins(profile({"PRI-1": low, "PRI-2": high}), {1: profile({"PRI-1": high, "PRI-2": low})})
    assert found.worth == 1
