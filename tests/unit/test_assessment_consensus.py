"""How alike a group sees a statement: the published rule for large groups, the adapted one for small, and the group's own mark."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.unit.catalogue import steady
from tests.unit.instruments import ALL_KEYS, at, beside, mark_sets, marks_of, steps, unknown
from ticc.assessment.consensus import Vote, votes
from ticc.assessment.engine import Mark
from ticc.assessment.models import Said

# Marks that lean to the middle, so that groups which agree are drawn as well as groups which do not.
leaning = st.sampled_from([3, 3, 3, 3, 2, 4, 0, 1, 5])


def _vote(*given: float | Mark) -> Vote:
    """The vote of a group of which each gave a step, or a mark."""
    marks = [one if isinstance(one, Mark) else at("A-1", one) for one in given]
    return votes(["A-1"], {number: {"A-1": mark} for number, mark in enumerate(marks, 1)})["A-1"]


def _outside(given: list[int]) -> int:
    """How many lie outside the best of the regions of three steps whose middle is a step next to the median, counted without halves."""
    rising, half = sorted(given), len(given) // 2
    twice_the_median = 2 * rising[half] if len(given) % 2 else rising[half - 1] + rising[half]
    centres = [centre for centre in range(6) if abs(2 * centre - twice_the_median) <= 1]
    return min(sum(one not in (centre - 1, centre, centre + 1) for one in given) for centre in centres)


@steady
@given(given=st.lists(leaning, min_size=12, max_size=60))
def test_group_agrees_exactly_when_fewer_than_four_stand_outside_and_it_is_large(given: list[int]) -> None:
    assert _vote(*given).is_split == (_outside(given) >= 4)


@steady
@given(given=st.lists(leaning, min_size=1, max_size=11))
def test_group_agrees_exactly_when_at_most_one_in_four_stands_outside_and_it_is_small(given: list[int]) -> None:
    found = _vote(*given)
    assert found.outside == _outside(given)
    assert found.is_split == (4 * _outside(given) > len(given))


@pytest.mark.parametrize(
    ("raters", "allowed"),
    [
        (2, 0), (3, 0), (4, 1), (5, 1), (6, 1), (7, 1), (8, 2), (9, 2), (10, 2), (11, 2),
        (12, 3), (13, 3), (14, 3), (15, 3), (16, 3), (17, 3), (18, 3), (19, 3), (20, 3),
    ],
)  # fmt: skip
def test_group_is_split_when_one_more_than_allowed_stands_outside(raters: int, allowed: int) -> None:
    agreed, split = _vote(*[0] * allowed, *[3] * (raters - allowed)), _vote(*[0] * (allowed + 1), *[3] * (raters - allowed - 1))
    assert (agreed.allowed_outside, agreed.outside, agreed.middle, agreed.is_split) == (allowed, allowed, 3, False)
    assert (split.allowed_outside, split.is_split) == (allowed, True)


@pytest.mark.parametrize(
    ("given", "middle", "spread", "outside", "is_split"),
    [
        ([4], 4, 0, 0, False),
        ([2, 3], 2.5, 1, 0, False),
        ([2, 4], 3, 2, 0, False),
        ([1, 4], 2.5, 3, 1, True),
        ([0, 5], 2.5, 5, 2, True),
        ([2, 3, 4], 3, 2, 0, False),
        ([2, 3, 5], 3, 3, 1, True),
        ([3, 3, 5], 3, 2, 1, True),
        ([2, 3, 3, 5], 3, 3, 1, False),
        ([1, 3, 3, 5], 3, 4, 2, True),
        # A median between two steps has two regions: the better one counts.
        ([1, 2, 3, 4], 2.5, 3, 1, False),
        ([2, 2, 3, 4], 2.5, 2, 0, False),
        ([0, 1, 4, 5], 2.5, 5, 3, True),
        # Two camps are no view, though the middle lies far from both.
        ([0, 0, 0, 5, 5, 5], 2.5, 5, 6, True),
        ([0, 3, 3, 3, 3, 3, 4, 5], 3, 5, 2, False),
        ([0, 1, 3, 3, 3, 3, 4, 5], 3, 5, 3, True),
    ],
)
def test_numbers_are_those_worked_out_by_hand_when_a_group_has_rated(
    given: list[int], middle: float, spread: float, outside: int, is_split: bool
) -> None:
    found = _vote(*given)
    assert (found.steps, found.middle, found.spread, found.outside, found.is_split) == (tuple(given), middle, spread, outside, is_split)


@steady
@given(given=st.lists(leaning, min_size=1, max_size=24))
def test_agreed_group_stays_agreed_when_somebody_joins_who_stands_at_the_median(given: list[int]) -> None:
    before = _vote(*given)
    assume(before.middle in range(6))
    after = _vote(*given, before.middle or 0)
    assert (after.middle, after.outside) == (before.middle, before.outside)
    assert before.is_split or not after.is_split


@steady
@given(given=st.lists(steps, max_size=12), others=st.lists(st.sampled_from([unknown("A-1", 0), beside("A-1", has_proof=True)]), max_size=6))
def test_middle_spread_and_split_stay_when_others_do_not_know_or_find_that_it_does_not_apply(given: list[int], others: list[Mark]) -> None:
    before, after = _vote(*given), _vote(*others, *given)
    assert (after.steps, after.middle, after.spread, after.is_split) == (before.steps, before.middle, before.spread, before.is_split)
    assert after.count(Said.DO_NOT_KNOW) + after.count(Said.DOES_NOT_APPLY) == len(others)


@steady
@given(by_rater=st.dictionaries(st.integers(1, 9), mark_sets(), max_size=6), data=st.data())
def test_votes_are_the_same_when_the_raters_stand_in_another_order(by_rater: dict[int, dict[str, Mark]], data: st.DataObject) -> None:
    shuffled = dict(data.draw(st.permutations(list(by_rater.items()))))
    assert votes(ALL_KEYS, shuffled) == votes(ALL_KEYS, by_rater)


@steady
@given(given=st.lists(marks_of("A-1"), max_size=8), data=st.data())
def test_the_view_of_the_group_is_the_same_when_its_members_change_places(given: list[Mark], data: st.DataObject) -> None:
    one, other = _vote(*given), _vote(*data.draw(st.permutations(given)))
    assert (other.steps, other.middle, other.spread, other.outside, other.is_split) == (
        one.steps, one.middle, one.spread, one.outside, one.is_split,
    )  # fmt: skip
    assert other.joined() == one.joined()


def test_every_mark_is_shown_rising_when_some_have_no_step() -> None:
    marks = {7: unknown("A-1"), 3: at("A-1", 4), 9: at("A-1", 0), 1: beside("A-1"), 5: at("A-1", 4), 2: at("B-1", 5)}
    found = votes(["A-1", "B-1", "C-1"], {rater: {mark.statement: mark} for rater, mark in marks.items()})
    assert list(found) == ["A-1", "B-1", "C-1"]
    assert [rater for rater, _ in found["A-1"].marks] == [9, 3, 5, 1, 7]
    assert [rater for rater, _ in found["B-1"].marks] == [2]


def test_vote_says_nothing_when_nobody_answered() -> None:
    empty = votes(["A-1"], {1: {}, 2: {}})["A-1"]
    assert (empty.marks, empty.steps, empty.middle, empty.spread, empty.outside, empty.is_split) == ((), (), None, 0, 0, False)
    assert empty.joined() is None


def test_vote_leaves_marks_aside_when_their_statement_is_not_asked() -> None:
    assert votes(["A-1"], {1: {"Z-9": at("Z-9", 5)}}) == {"A-1": Vote("A-1", ())}


@pytest.mark.parametrize(
    ("given", "joined"),
    [
        ([at("A-1", 3)], at("A-1", 3)),
        ([at("A-1", 2, 0), at("A-1", 3)], at("A-1", 2.5, 0)),
        ([at("A-1", 0, 0), at("A-1", 1, 1), at("A-1", 5, 0, has_proof=True)], at("A-1", 1, 0, 1, has_proof=True)),
        # Who gives no step may still have seen something.
        ([at("A-1", 4), unknown("A-1", 1), beside("A-1", has_proof=True)], at("A-1", 4, 1, has_proof=True)),
        ([unknown("A-1")], unknown("A-1")),
        ([beside("A-1")], beside("A-1")),
        ([unknown("A-1"), beside("A-1"), beside("A-1")], beside("A-1")),
        # Where as many do not know, it is better found out than set aside.
        ([beside("A-1"), unknown("A-1")], unknown("A-1")),
        ([unknown("A-1", has_proof=True), unknown("A-1", 0)], unknown("A-1", 0, has_proof=True)),
    ],
)
def test_joined_mark_is_the_median_with_all_evidence_when_nothing_is_agreed_yet(given: list[Mark], joined: Mark) -> None:
    assert _vote(*given).joined() == joined


@steady
@given(given=st.lists(marks_of("A-1"), min_size=1, max_size=8))
def test_joined_mark_lies_between_the_marks_when_somebody_gave_a_step(given: list[Mark]) -> None:
    found, scored = _vote(*given).joined(), [mark.step for mark in given if mark.step is not None]
    assert found is not None
    assert found.is_scored == bool(scored)
    assert found.is_backed == any(mark.is_backed for mark in given)
    assert found.step is None or min(scored) <= found.step <= max(scored)
