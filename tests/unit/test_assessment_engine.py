"""Asking: every question comes once, back and forth agree, and the progress counts what is asked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.catalogue import steady
from tests.unit.instruments import ALL_KEYS, at, beside, instrument, statement, unknown
from ticc.assessment.engine import Mark, Progress, around, next_question, progress
from ticc.assessment.models import Said

ASKED = instrument().statements
some_keys = st.frozensets(st.sampled_from(ALL_KEYS))
anywhere = st.one_of(st.none(), st.sampled_from([*ALL_KEYS, "Z-9"]))


@steady
@given(answered=some_keys, start=anywhere)
def test_every_open_question_comes_exactly_once_when_each_is_answered_in_turn(answered: frozenset[str], start: str | None) -> None:
    seen: list[str] = []
    found = next_question(ASKED, answered, start)
    while found is not None:
        seen.append(found.key)
        assert len(seen) <= len(ASKED)
        found = next_question(ASKED, answered | set(seen), found.key)
    assert sorted(seen) == sorted(set(ALL_KEYS) - answered)


@pytest.mark.parametrize(
    ("answered", "after", "expected"),
    [
        ([], None, "A-1"),
        (["A-1"], None, "A-2"),
        ([], "A-2", "B-1"),
        (["B-1", "B-2"], "A-2", "B-3"),
        # Behind the last question come those that were left out before it.
        (["A-1", "C-1"], "C-1", "A-2"),
        # The one that was just shown and passed over comes last.
        (["A-1", "A-2", "B-1", "B-3", "C-1"], "B-2", "B-2"),
        # A question that no longer comes says nothing of where somebody is.
        (["A-1"], "Z-9", "A-2"),
        (list(ALL_KEYS), "B-1", None),
    ],
)
def test_next_question_is_the_first_open_one_behind_when_some_are_answered(answered: list[str], after: str | None, expected: str | None) -> None:
    found = next_question(ASKED, answered, after)
    assert (found.key if found else None) == expected


def test_there_is_no_next_question_when_nothing_is_asked() -> None:
    assert next_question([], [], None) is None


@steady
@given(count=st.integers(1, 8), data=st.data())
def test_neighbours_agree_when_somebody_goes_back_and_forth(count: int, data: st.DataObject) -> None:
    asked = [statement(f"S-{number}") for number in range(1, count + 1)]
    here = data.draw(st.sampled_from(asked))
    before, number, behind = around(asked, here.key)
    assert asked[number - 1] is here
    assert (before is None) == (number == 1)
    assert (behind is None) == (number == count)
    if before is not None:
        assert around(asked, before.key)[1:] == (number - 1, here)
    if behind is not None:
        assert around(asked, behind.key)[:2] == (here, number + 1)


def test_neighbours_are_refused_when_the_question_does_not_come() -> None:
    with pytest.raises(ValueError, match="Z-9"):
        around(ASKED, "Z-9")


@steady
@given(answered=some_keys, gone=st.frozensets(st.sampled_from(["Y-1", "Y-2", "Z-9"])))
def test_progress_leaves_answers_aside_when_their_questions_no_longer_come(answered: frozenset[str], gone: frozenset[str]) -> None:
    found = progress(ASKED, answered | gone)
    assert found == progress(ASKED, answered) == Progress(len(answered), len(ALL_KEYS))
    assert found.is_complete == (next_question(ASKED, answered | gone) is None)


@pytest.mark.parametrize(
    ("mark", "is_scored", "is_backed"),
    [
        (at("A-1", 0), True, False),
        (at("A-1", 2.5, 0), True, True),
        (at("A-1", 5, has_proof=True), True, True),
        (unknown("A-1"), False, False),
        (beside("A-1", 1), False, True),
        # What is left of a step where the rater went over to another answer is no step.
        (Mark("A-1", Said.DOES_NOT_APPLY.value, 3), False, False),
        (Mark("A-1", Said.STEP.value), False, False),
    ],
)
def test_mark_counts_only_when_it_says_a_step(mark: Mark, is_scored: bool, is_backed: bool) -> None:
    assert (mark.is_scored, mark.is_backed) == (is_scored, is_backed)
