"""Charts as SVG and as tables: readable without colours, and without the drawing."""

from __future__ import annotations

import re
from datetime import date
from xml.etree import ElementTree

import pytest
from hypothesis import given

from tests.unit.documents import BARS, LINES, RADAR, any_document, charts, words
from ticc.documents.charts import Bars, Chart, DatedSeries, Lines, Radar, Series, data_table, to_svg
from ticc.documents.drawing import width_of, wrapped

SVG = "{http://www.w3.org/2000/svg}"


def drawn(chart: Chart, **told: str) -> ElementTree.Element:
    return ElementTree.fromstring(to_svg(chart, told.pop("title", "A chart"), **told))  # type: ignore[arg-type]


def parts(svg: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return [one for one in svg.iter() if name in one.get("class", "").split()]


def said(svg: ElementTree.Element) -> list[str]:
    return [one.text or "" for one in svg.iter(f"{SVG}text")]


@pytest.mark.parametrize("labels", ["words", "numbers"])
@pytest.mark.parametrize("count", range(21))
def test_radar_has_a_mark_for_every_axis_when_it_has_any_number_of_them(count: int, labels: str) -> None:
    axes = tuple(f"Axis {number}" for number in range(count))
    svg = drawn(Radar(axes, (Series("Known", (3.0,) * count), Series("Not", (None,) * count))), labels=labels)
    assert len(parts(svg, "app-chart__mark--unknown")) == count + (1 if count else 0)  # one explains them
    assert len(parts(svg, "app-chart__mark--1")) == count + 1 + (1 if count else 0)  # the legend has one as well


def test_line_is_broken_when_a_value_is_not_known() -> None:
    whole = drawn(Radar(("a", "b", "c", "d"), (Series("s", (1, 2, 3, 4)),)))
    broken = drawn(Radar(("a", "b", "c", "d"), (Series("s", (1, None, 3, 4)),)))
    closed = [one.get("d", "") for one in parts(whole, "app-chart__line--1")]
    assert sum(path.endswith("Z") for path in closed) == 1
    pieces = [one.get("d", "") for one in parts(broken, "app-chart__line--1")]
    assert not any(path.endswith("Z") for path in pieces)
    assert len(pieces) == 1 + 2  # the legend's; c to d, and d to a


def test_series_differ_without_colours_when_there_are_two() -> None:
    svg = drawn(RADAR)
    lines = [parts(svg, f"app-chart__line--{number}")[0].get("stroke-dasharray") for number in (1, 2)]
    marks = [parts(svg, f"app-chart__mark--{number}")[0].tag for number in (1, 2)]
    assert lines[0] != lines[1] and marks[0] != marks[1]


def test_rings_are_labelled_when_a_radar_is_drawn() -> None:
    assert {"0", "1", "2", "3", "4", "5"} <= set(said(drawn(RADAR)))


def test_axes_are_numbered_and_listed_when_room_is_narrow() -> None:
    svg = drawn(RADAR, labels="numbers")
    assert svg.get("viewBox", "").startswith("0 0 320 ")
    assert said(svg).count("4") >= 2  # at the axis, and in the list (and on a ring)
    assert "Helping hands" in said(svg)


@pytest.mark.parametrize("chart", [RADAR, BARS, LINES, Radar((), ()), Bars((), ()), Lines(())])
def test_no_style_stands_in_the_drawing_when_the_pages_forbid_them(chart: Chart) -> None:
    svg = drawn(chart, description="What it says")
    assert not [one for one in svg.iter() if "style" in one.attrib or one.tag.endswith("style") or one.tag.endswith("script")]
    assert svg.get("role") == "img"
    ids = {one.get("id") for one in svg.iter() if one.get("id")}
    assert set(svg.get("aria-labelledby", "").split()) == ids == {"chart-title", "chart-desc"}


@any_document
@given(charts, words)
def test_drawing_is_well_formed_when_its_words_are_hostile(chart: Chart, hostile: str) -> None:
    svg = drawn(chart, title=hostile, description=hostile)
    assert {one.tag.removeprefix(SVG) for one in svg.iter()} <= {"svg", "title", "desc", "g", "line", "circle", "polygon", "path", "rect", "text"}
    assert not re.search(
        r"nan|inf", " ".join(value for one in svg.iter() for key, value in one.attrib.items() if key in {"x", "y", "d", "cx", "width"})
    )


def test_nothing_known_is_said_when_all_values_are_unknown() -> None:
    assert "Nog niets te tekenen" in said(drawn(Radar(("a", "b", "c"), (Series("s", (None, None, None)),)), language="nl"))
    assert "Nog niets te tekenen" not in said(drawn(RADAR, language="nl"))


def test_table_says_what_is_not_known_when_values_are_missing() -> None:
    table = data_table(RADAR, "Needs", "fr")
    assert [column.title for column in table.columns] == ["What a garden needs", "Claimed", "Seen"]
    assert table.rows == (("Soil", "3", "2"), ("Water", "inconnu", "1"), ("Helping hands", "5", "inconnu"), ("Light", "0", "0"))
    assert [column.is_number for column in table.columns] == [False, True, True]


def test_table_is_in_order_of_days_when_values_came_in_any_order() -> None:
    table = data_table(LINES, language="nl")
    assert table.rows == (("1 mei 2024", "2"), ("1 mei 2025", "4"), ("1 mei 2026", "niet bekend"))


def test_numbers_are_written_as_the_language_does_when_they_have_decimals() -> None:
    assert data_table(BARS, language="fr").rows[0] == ("Worms", "12,5")
    assert "12,5 %" in said(drawn(BARS, language="fr"))


def test_bars_are_as_long_as_their_values_when_drawn() -> None:
    svg = drawn(Bars(("a", "b"), (Series("s", (10, 5)),)))
    long, short = (float(one.get("width", "0")) for one in parts(svg, "app-chart__bar--1"))
    assert long == pytest.approx(2 * short, abs=0.1)


def test_later_values_stand_further_right_when_days_go_on() -> None:
    svg = drawn(Lines((DatedSeries("s", ((date(2026, 1, 1), 1.0), (date(2024, 1, 1), 2.0))),)))
    spots = parts(svg, "app-chart__mark--1")[1:]
    assert float(spots[0].get("cx", "0")) < float(spots[1].get("cx", "0"))
    assert float(spots[0].get("cy", "0")) < float(spots[1].get("cy", "0"))  # two is above one


def test_words_fit_the_room_when_they_are_wrapped() -> None:
    lines = wrapped("Incomprehensibilities of administrative reorganisation everywhere and always", 13, 90, 3)
    assert len(lines) == 3 and all(width_of(line, 13) <= 90 for line in lines)
    assert lines[-1].endswith("…")


AIMED = Lines(
    (DatedSeries("Beds", ((date(2025, 5, 1), 4), (date(2024, 5, 1), 2)), ((date(2027, 5, 1), 9),)), DatedSeries("Butts", ((date(2025, 5, 1), 1),)))
)


def test_target_is_a_ring_with_a_dotted_way_to_it_and_is_named_in_the_legend() -> None:
    svg = drawn(AIMED)
    rings = [one for one in svg.iter() if one.get("r") == "7.5"]
    assert len(rings) == 2
    assert [one.get("stroke-dasharray") for one in svg.iter() if one.get("stroke-dasharray") == "1 4"] == ["1 4"]
    assert "target" in [one.text for one in svg.iter()]
    assert "9" in [one.text for one in svg.iter()]
    without = drawn(Lines(tuple(DatedSeries(one.name, one.points) for one in AIMED.series)))
    assert "target" not in [one.text for one in without.iter()]


def test_target_has_a_column_of_its_own_in_the_table() -> None:
    table = data_table(AIMED, "", "nl")
    assert [column.title for column in table.columns] == ["Datum", "Beds", "Beds: streefwaarde", "Butts"]
    assert table.rows[-1] == ("1 mei 2027", "", "9", "")


def test_chart_says_something_when_it_has_nothing_but_a_target() -> None:
    only = Lines((DatedSeries("Beds", (), ((date(2027, 5, 1), 9),)),))
    assert "Nothing to draw yet" not in [one.text for one in drawn(only).iter()]
