"""The builder's thinking: which sections in which order, how much a scope leaves, how long a report will be."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.catalogue import catalogues, snapshot, steady
from tests.unit.reports import beds, material
from tests.unit.test_reports_scope import SCOPES
from ticc.catalogue.snapshot import Snapshot
from ticc.documents.document import Contents, Document, Heading, PageBreak, Paragraph, Table, columns, text
from ticc.reports.arranging import ALL, Arrangement
from ticc.reports.compose import Definition, compose
from ticc.reports.left import Left, obstacles_left, what_is_left
from ticc.reports.length import about_pages
from ticc.reports.material import Depth
from ticc.reports.register import usual_sections
from ticc.reports.scope import CHOICES, Scope, within

NAMES = st.lists(st.sampled_from([*ALL, "hats", ""]))


@given(names=NAMES, depth=st.sampled_from(list(Depth)))
def test_every_section_has_one_row_when_a_definition_names_some(names: list[str], depth: Depth) -> None:
    made = Arrangement.of_names(names, depth)
    assert sorted(made.order) == sorted(ALL)
    assert made.names == (tuple(name for name in dict.fromkeys(names) if name in ALL) or usual_sections(depth))


@given(names=NAMES, moves=st.lists(st.tuples(st.sampled_from([*ALL, "hats"]), st.sampled_from(["up", "down", "away"]))))
def test_no_section_is_lost_or_ticked_when_some_are_moved(names: list[str], moves: list[tuple[str, str]]) -> None:
    first = made = Arrangement.of_names(names, Depth.BRIEF)
    for name, way in moves:
        made = made.moved(name, way)
    assert (sorted(made.order), made.chosen) == (sorted(ALL), first.chosen)


def test_section_goes_one_place_and_stays_where_there_is_none() -> None:
    usual = Arrangement.usual(Depth.FULL)
    assert usual.moved("story", "up").order[:3] == ("story", "summary", "principles")
    assert usual.moved("story", "down").order[:3] == ("summary", "principles", "story")
    assert usual.moved("summary", "up") == usual.moved("codes", "down") == usual.moved("hats", "up") == usual.moved("story", "away") == usual
    assert not usual.moved("story", "up").is_usual(Depth.FULL)
    assert usual.moved("story", "up").moved("story", "down").is_usual(Depth.FULL)


def test_section_that_is_not_chosen_stands_after_the_one_it_usually_follows() -> None:
    order = Arrangement.of_names(["codes", "story"], Depth.FULL).order
    assert order[:2] == ("summary", "codes")
    assert order[order.index("story") + 1] == "principles"


@pytest.mark.parametrize(("before", "after"), [(Depth.STANDARD, Depth.FULL), (Depth.FULL, Depth.BRIEF)])
def test_ticks_go_with_the_depth_until_somebody_touches_them(before: Depth, after: Depth) -> None:
    usual = Arrangement.usual(before)
    assert Arrangement.of_form(usual.order, usual.chosen, after, before) == Arrangement.usual(after)
    touched = Arrangement.of_form(usual.order, usual.chosen - {"story"}, after, before)
    assert touched.names == tuple(name for name in usual.names if name != "story")
    moved = usual.moved("story", "down")
    assert Arrangement.of_form(moved.order, moved.chosen, after, before) == moved


@steady
@given(catalogues(), SCOPES)
def test_choice_leaves_as_many_obstacles_as_the_report_then_has(seen: Snapshot, scope: Scope) -> None:
    for name, keys in obstacles_left(seen, scope).items():
        for key, left in keys.items():
            alone = replace(scope, **{CHOICES[name]: frozenset({key})})  # type: ignore[arg-type]
            assert left == what_is_left(seen, alone).obstacles == len(within(seen, alone).of_kind("obstacle"))


def test_scope_says_what_is_left_of_everything() -> None:
    assert what_is_left(beds(), Scope()) == Left(obstacles=3, solutions=3, sites=2)
    nothing = what_is_left(beds(), Scope(countries=frozenset({"portugal"}), themes=frozenset({"soil"})))
    assert (nothing.is_empty, nothing.sites) == (True, 1)
    assert obstacles_left(beds(), Scope(themes=frozenset({"soil"})))["country"] == {"norway": 1, "portugal": 0}


def paper(*blocks: object) -> Document:
    return replace(compose(material(snapshot()), Definition()), blocks=blocks)  # type: ignore[arg-type]


def test_report_is_one_page_at_least_and_longer_when_more_is_said() -> None:
    assert about_pages(paper()) == 1
    line = Paragraph(text("word " * 200))
    assert about_pages(paper(*[line] * 10)) < about_pages(paper(*[line] * 100)) < about_pages(paper(*[line] * 1000))
    assert about_pages(paper(line, PageBreak(), line, PageBreak(), line)) == 3
    table = Table("", columns("a", "b"), tuple((f"{row}", "word " * 100) for row in range(50)), widths=(1, 2))
    assert about_pages(paper(table)) > 5
    assert about_pages(paper(Contents(), *[Heading(1, "A heading")] * 40)) > about_pages(paper(*[Heading(1, "A heading")] * 40))
