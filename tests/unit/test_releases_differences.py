"""What is otherwise between two releases, and between two states of one entry."""

from __future__ import annotations

import time

from ticc.releases.differences import (
    Change,
    Field,
    Pair,
    Piece,
    What,
    changed_fields,
    compare,
    differences,
    is_linked_otherwise,
    line_pairs,
    standing,
)

EARLIER = {"OBS-1": "a", "OBS-2": "b", "OBS-3": "c", "OBS-4": "d", "OBS-5": "withdrawn", "OBS-6": "merged:OBS-1"}
LATER = {"OBS-1": "a", "OBS-2": "B", "OBS-3": "merged:OBS-1", "OBS-5": "e", "OBS-6": "withdrawn", "OBS-7": "f", "OBS-8": "withdrawn"}
LINK = {"verb": "answers", "code": "SOL-1", "reason": "It helps"}
BEFORE = {"columns": {"title": "Beans", "signs": ["dry", "grey"]}, "translations": {"fr": {"title": "Haricots"}}, "links": [LINK]}


def said(pieces: tuple[Piece, ...]) -> str:
    return "".join(f"[{one.text}]" if one.is_changed else one.text for one in pieces)


def in_words(field: Field, value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else [str(value)]


def test_every_sort_of_change_is_told_apart_when_releases_are_compared() -> None:
    assert compare(EARLIER, LATER) == [
        Change("OBS-2", What.CHANGED, "b", "B"),
        Change("OBS-3", What.MERGED, "c", None, "OBS-1"),
        Change("OBS-4", What.WITHDRAWN, "d"),
        Change("OBS-5", What.ADDED, None, "e"),
        Change("OBS-7", What.ADDED, None, "f"),
    ]


def test_comparing_backwards_tells_the_reverse_when_an_older_release_is_looked_at() -> None:
    assert {one.code: one.what for one in compare(LATER, EARLIER)} == {
        "OBS-2": What.CHANGED, "OBS-3": What.ADDED, "OBS-4": What.ADDED, "OBS-5": What.WITHDRAWN, "OBS-7": What.WITHDRAWN,
    }  # fmt: skip


def test_what_became_of_an_entry_is_no_entry_when_those_that_stand_are_counted() -> None:
    assert standing(LATER) == {"OBS-1": "a", "OBS-2": "B", "OBS-5": "e", "OBS-7": "f"}
    assert compare(EARLIER, EARLIER) == []


def test_fields_are_named_by_language_and_direction_when_they_changed() -> None:
    after = {
        "columns": {"title": "Beans", "signs": ["dry", "pale"], "unanswered": "Nothing"},
        "translations": {"fr": {"title": "Fèves"}},
        "links": [{**LINK, "away": True}],
    }
    assert changed_fields(BEFORE, after) == [
        Field("signs"),
        Field("unanswered"),
        Field("title", "fr"),
        Field("answers", is_link=True, is_outward=True),
        Field("answers", is_link=True, is_outward=False),
    ]
    assert changed_fields(BEFORE, BEFORE) == []


def test_entry_is_linked_otherwise_when_none_of_its_words_changed() -> None:
    assert is_linked_otherwise(BEFORE, {**BEFORE, "links": []})
    assert not is_linked_otherwise(BEFORE, {**BEFORE, "columns": {"title": "Peas"}})
    assert not is_linked_otherwise(BEFORE, {**BEFORE, "translations": {}})


def test_words_that_changed_are_marked_when_the_rest_of_a_line_stands() -> None:
    (pair,) = line_pairs(["The garden is full in June."], ["The garden is full in July, too."])
    assert said(pair.before) == "The garden is full in [June]."
    assert said(pair.after) == "The garden is full in [July, too]."


def test_lines_are_set_against_nothing_when_they_came_or_went() -> None:
    assert list(line_pairs(["one", "two"], ["two", "three", "four"])) == [
        Pair((Piece("one", True),), ()),
        Pair((), (Piece("three", True),)),
        Pair((), (Piece("four", True),)),
    ]


def test_lines_stand_whole_when_they_have_next_to_nothing_in_common() -> None:
    (pair,) = line_pairs(["Nobody waters the beans in August"], ["A fence keeps every ball in the yard next door"])
    assert (len(pair.before), len(pair.after)) == (1, 1)


def test_both_sides_give_their_own_line_again_when_the_marks_are_taken_off() -> None:
    before, after = "Straw, in  September; “straw” – 4½ beds", "Straw in October; “grass” – 5½ beds!"
    (pair,) = line_pairs([before], [after])
    assert ("".join(one.text for one in pair.before), "".join(one.text for one in pair.after)) == (before, after)


def test_part_is_left_out_when_a_reader_would_not_see_the_difference() -> None:
    after = {**BEFORE, "links": [{**LINK, "finding": "G-9"}], "columns": {**BEFORE["columns"], "title": "Peas"}}
    found = differences(BEFORE, after, lambda field, value: [one["reason"] for one in value] if field.is_link else in_words(field, value))
    assert [one.field for one in found] == [Field("title")]


def test_difference_is_found_in_a_moment_when_texts_are_as_long_as_they_may_be() -> None:
    words = [f"word{number % 900}" for number in range(3300)]
    begun = time.perf_counter()
    (pair,) = line_pairs([" ".join(words)], [" ".join(reversed(words))])
    assert (len(pair.before), len(pair.after)) == (1, 1)
    assert time.perf_counter() - begun < 1
