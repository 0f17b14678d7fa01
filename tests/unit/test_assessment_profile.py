"""The profile: fair to what is not known, whatever the order of the answers, and evidence never counts against anybody."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.unit.catalogue import steady
from tests.unit.instruments import ALL_KEYS, KEYS, at, beside, by_key, instrument, mark_sets, profile, profiles, unknown
from ticc.assessment.engine import Mark
from ticc.assessment.profile import Profile, Spread, from_marks

GARDEN = instrument()
unscored = st.sampled_from([unknown, beside])


def _profile(marks: Mapping[str, Mark], *, asked: frozenset[str] = frozenset(ALL_KEYS)) -> Profile:
    return from_marks(GARDEN, [one for one in GARDEN.statements if one.key in asked], marks)


def _levels(found: Profile) -> list[float | None]:
    return [section.level for section in found.sections]


def _shares(found: Profile) -> list[float | None]:
    """The evidenced share of all, then of each section."""
    return [found.backed_share, *(section.backed_share for section in found.sections)]


@steady
@given(marks=mark_sets(), data=st.data())
def test_profile_is_the_same_when_the_answers_came_in_another_order(marks: dict[str, Mark], data: st.DataObject) -> None:
    shuffled = dict(data.draw(st.permutations(list(marks.items()))))
    asked = data.draw(st.permutations(GARDEN.statements))
    assert from_marks(GARDEN, asked, shuffled) == _profile(marks)


@steady
@given(marks=mark_sets(), key=st.sampled_from(ALL_KEYS), say=unscored)
def test_no_level_moves_when_an_open_question_is_not_known_or_does_not_apply(marks: dict[str, Mark], key: str, say: Callable[[str], Mark]) -> None:
    marks.pop(key, None)
    before, after = _profile(marks), _profile({**marks, key: say(key)})
    assert _levels(after) == _levels(before)
    assert after.spread == before.spread
    assert after.backed_share == before.backed_share
    assert after.coverage == before.coverage or (say is beside and after.coverage > before.coverage)


@steady
@given(marks=mark_sets(), key=st.sampled_from(ALL_KEYS))
def test_coverage_falls_and_no_level_moves_when_one_more_statement_is_asked_and_not_known(marks: dict[str, Mark], key: str) -> None:
    marks.pop(key, None)
    without, with_it = _profile(marks, asked=frozenset(ALL_KEYS) - {key}), _profile({**marks, key: unknown(key)})
    assert {one.principle: one.level for one in without.sections}.items() <= {one.principle: one.level for one in with_it.sections}.items()
    assert with_it.spread == without.spread
    assert with_it.coverage < without.coverage or with_it.scored == with_it.coverage == 0


@steady
@given(marks=mark_sets(), key=st.sampled_from(ALL_KEYS), step=st.integers(0, 5))
def test_level_is_that_of_the_other_answers_when_a_step_is_taken_back(marks: dict[str, Mark], key: str, step: int) -> None:
    others = {other: mark for other, mark in marks.items() if other != key}
    given_up = _profile({**others, key: unknown(key)})
    assert _levels(given_up) == _levels(_profile(others))
    assert given_up.coverage < _profile({**others, key: at(key, step)}).coverage


@steady
@given(marks=mark_sets(), data=st.data())
def test_evidenced_share_never_falls_when_evidence_is_added(marks: dict[str, Mark], data: st.DataObject) -> None:
    assume(marks)
    mark = marks[data.draw(st.sampled_from(sorted(marks)))]
    signs = mark.signs | data.draw(st.frozensets(st.integers(0, 1)))
    more = replace(mark, signs=signs, has_proof=mark.has_proof or data.draw(st.booleans()))
    before, after = _profile(marks), _profile({**marks, mark.statement: more})
    for earlier, later in zip(_shares(before), _shares(after), strict=True):
        assert (earlier is None) == (later is None)
        assert (later or 0) >= (earlier or 0)
    assert _levels(after) == _levels(before)


@steady
@given(marks=mark_sets())
def test_levels_and_shares_keep_their_bounds_when_anything_is_said(marks: dict[str, Mark]) -> None:
    found = _profile(marks)
    for section in found.sections:
        assert section.level is None or 0 <= section.lowest <= section.level <= section.highest <= 5  # type: ignore[operator]
        assert section.scored + section.unknown + section.not_applicable <= section.asked
    assert all(0 <= coverage <= 1 for coverage in (found.coverage, *(section.coverage for section in found.sections)))
    assert all(share is None or 0 <= share <= 1 for share in _shares(found))
    assert [share is None for share in _shares(found)] == [not scored for scored in (found.scored, *(section.scored for section in found.sections))]
    levels = [level for level in _levels(found) if level is not None]
    assert (found.spread is None) == (not levels)
    assert found.spread is None or (found.spread.low, found.spread.high) == (min(levels), max(levels))


@steady
@given(marks=mark_sets(), asked=st.frozensets(st.sampled_from(ALL_KEYS)), others=mark_sets())
def test_nothing_changes_when_marks_stand_on_statements_that_were_not_asked(
    marks: dict[str, Mark], asked: frozenset[str], others: dict[str, Mark]
) -> None:
    said = {key: mark for key, mark in marks.items() if key in asked}
    strange = {key: mark for key, mark in others.items() if key not in asked} | {"Z-9": at("Z-9", 0, has_proof=True)}
    assert _profile({**said, **strange}, asked=asked) == _profile(said, asked=asked)


@steady
@given(found=profiles())
def test_no_section_is_strong_and_weak_when_it_has_a_level(found: Profile) -> None:
    strong, weak = [one.level for one in found.strengths], [one.level for one in found.weaknesses]
    assert strong == sorted((level for level in _levels(found) if level is not None and level >= 4), reverse=True)
    assert weak == sorted(level for level in _levels(found) if level is not None and level < 2.5)


def test_numbers_are_those_worked_out_by_hand_when_a_garden_is_rated() -> None:
    found = _profile(
        by_key(at("A-1", 4, 0), at("A-2", 5), at("B-1", 1, has_proof=True), at("B-2", 2), unknown("B-3", 0), beside("C-1", has_proof=True))
    )
    assert [(one.principle, one.level, one.lowest, one.highest) for one in found.sections] == [
        ("PRI-1", 4.5, 4, 5), ("PRI-2", 1.5, 1, 2), ("PRI-3", None, None, None),
    ]  # fmt: skip
    assert [(one.asked, one.scored, one.unknown, one.not_applicable, one.backed) for one in found.sections] == [
        (2, 2, 0, 0, 1), (3, 2, 1, 0, 1), (1, 0, 0, 1, 0),
    ]  # fmt: skip
    assert [one.coverage for one in found.sections] == [1, pytest.approx(2 / 3), 0]
    assert [one.backed_share for one in found.sections] == [0.5, 0.5, None]
    # Five statements apply, four of which have a step, two of these with evidence.
    assert (found.asked, found.scored, found.coverage, found.backed_share) == (6, 4, 0.8, 0.5)
    # The middle of 1.5 and 4.5, not the mean of the four steps.
    assert found.spread == Spread(1.5, 3.0, 4.5)
    assert [one.principle for one in found.strengths] == ["PRI-1"]
    assert [one.principle for one in found.weaknesses] == ["PRI-2"]


def test_coverage_is_of_what_applies_when_some_of_a_section_does_not() -> None:
    found = _profile(by_key(at("A-1", 2), beside("A-2"), at("B-1", 3), beside("B-2"), unknown("B-3")))
    assert [section.coverage for section in found.sections] == [1, 0.5, 0]
    assert found.coverage == 0.5


def test_middle_is_that_of_the_sections_when_one_has_many_statements() -> None:
    found = _profile(by_key(at("A-1", 0), at("B-1", 5), at("B-2", 5), at("B-3", 5), at("C-1", 1)))
    assert found.spread == Spread(0, 1, 5)


def test_section_is_strong_from_four_and_weak_below_two_and_a_half_when_it_stands_on_the_edge() -> None:
    found = profile({"PRI-1": 4.0, "PRI-2": 3.99, "PRI-3": 2.5, "PRI-4": 2.49, "PRI-5": None, "PRI-6": 4.0, "PRI-7": 5.0, "PRI-8": 0.0})
    assert [one.principle for one in found.strengths] == ["PRI-7", "PRI-1", "PRI-6"]
    assert [one.principle for one in found.weaknesses] == ["PRI-8", "PRI-4"]


def test_level_may_lie_between_steps_when_it_is_the_middle_of_a_group() -> None:
    assert _levels(_profile(by_key(at("A-1", 2.5), at("A-2", 3))))[0] == Fraction(11, 4)


def test_section_is_left_out_when_none_of_its_statements_is_asked() -> None:
    found = _profile(by_key(at("A-1", 3)), asked=frozenset(("A-1", "C-1")))
    assert [(one.principle, one.asked) for one in found.sections] == [("PRI-1", 1), ("PRI-3", 1)]
    assert found.of("PRI-2") is None
    assert found.of("PRI-3") is found.sections[1]


def test_profile_says_nothing_when_nothing_was_asked() -> None:
    found = _profile({}, asked=frozenset())
    assert (found.sections, found.spread, found.coverage, found.backed_share, found.strengths, found.weaknesses) == ((), None, 0, None, [], [])


def test_sections_stand_in_the_order_of_the_instrument_when_their_codes_do_not() -> None:
    turned = instrument(dict(reversed(KEYS.items())))
    assert [one.principle for one in from_marks(turned, turned.statements, {}).sections] == ["PRI-3", "PRI-2", "PRI-1"]
