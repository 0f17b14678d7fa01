"""Figures of partners: what is a fault, how a number is read, which figures share a line, how they moved, what they said before."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ticc.documents.series import DatedSeries
from ticc.foundation.errors import Refusal
from ticc.outcomes.figures import LEAST, MOST, Aim, Measured, faults, faults_of_aim, own_unit, read_number, remarks, written
from ticc.outcomes.history import said_before
from ticc.outcomes.models import SiteMeasurement, Target
from ticc.outcomes.over_time import IN_ONE_CHART, charts, label_of, moved, strands, way_to_target

TODAY = date(2026, 3, 4)
UNIT = "per cent of staff a year"


def figure(**said: Any) -> Measured:
    return Measured(**{"indicator_code": "IND-1", "site_code": "SIT-oslo", "value": 4.0, "measured_on": date(2026, 1, 1), **said})


def row(value: float, on: date = date(2025, 1, 1), **said: Any) -> SiteMeasurement:
    known = {"key": f"{value}{on}", "indicator_code": "IND-1", "site_code": "SIT-oslo", "partner_code": "PAR-north", "unit": ""}
    return SiteMeasurement(**{**known, "value": value, "measured_on": on, **said})


def target(value: float, due_on: date = date(2027, 1, 1), **said: Any) -> Target:
    known = {"key": f"{value}{due_on}", "indicator_code": "IND-1", "site_code": "SIT-oslo", "partner_code": "PAR-north", "unit": ""}
    return Target(**{**known, "value": value, "due_on": due_on, **said})


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"value": float("nan")}, "value"), ({"value": float("inf")}, "value"), ({"value": -float("inf")}, "value"), ({"value": MOST * 1.1}, "value"),
        ({"value": LEAST / 2}, "value"), ({"measured_on": date(2026, 3, 5)}, "measured_on"), ({"measured_on": date(1989, 12, 31)}, "measured_on"),
        ({"measured_from": date(1989, 12, 31)}, "measured_from"), ({"measured_from": date(2026, 1, 2)}, "measured_from"), ({"counted": 0}, "counted"),
        ({"counted": -3}, "counted"), ({"counted": 10**12}, "counted"), ({"unit": "x" * 101}, "unit"), ({"source": "x" * 1001}, "source"),
        ({"note": "x" * 2001}, "note"), ({"visibility": "forged"}, "visibility"), ({"visibility": ""}, "visibility"),
    ],
)  # fmt: skip
def test_fault_names_its_field_when_a_figure_cannot_be_right(said: dict[str, Any], field: str) -> None:
    assert [fault.field for fault in faults(figure(**said), today=TODAY)] == [field]


@pytest.mark.parametrize(
    "said",
    [
        {}, {"value": 0.0}, {"value": -12.5}, {"measured_on": TODAY}, {"measured_on": date(1990, 1, 1)}, {"measured_from": date(2026, 1, 1)},
        {"counted": 1}, {"unit": "x" * 100}, {"visibility": "public"}, {"value": 140.0},
    ],
)  # fmt: skip
def test_figure_has_no_fault_when_it_can_be_right(said: dict[str, Any]) -> None:
    assert faults(figure(**said), today=TODAY) == []


def test_every_fault_is_told_when_a_figure_has_several() -> None:
    found = faults(figure(value=float("nan"), counted=0, measured_on=date(2030, 1, 1)), today=TODAY)
    assert {fault.field for fault in found} == {"value", "counted", "measured_on"}


@pytest.mark.parametrize(
    ("said", "field"), [({"due_on": date(2101, 1, 1)}, "due_on"), ({"due_on": date(1989, 1, 1)}, "due_on"), ({"value": float("nan")}, "value"), ({"reason": "x" * 2001}, "reason")]
)  # fmt: skip
def test_fault_names_its_field_when_a_target_cannot_be_right(said: dict[str, Any], field: str) -> None:
    assert [fault.field for fault in faults_of_aim(Aim(**{"indicator_code": "I", "site_code": "S", "value": 1.0, "due_on": TODAY, **said}))] == [
        field
    ]


@pytest.mark.parametrize(
    ("typed", "number"),
    [("12", 12), ("3.5", 3.5), ("3,5", 3.5), (" 7 ", 7), ("-2", -2), ("−2,25", -2.25), ("+4", 4), ("0,125", 0.125), ("0.125", 0.125), ("1234", 1234), ("1.2340", 1.234), ("-0", 0)],
)  # fmt: skip
def test_number_is_read_when_it_is_plain(typed: str, number: float) -> None:
    assert read_number(typed) == number
    assert str(read_number(typed))[0] != "-" or number < 0


@pytest.mark.parametrize(
    ("typed", "instead"),
    [
        ("1,234", "1234"), ("1.234", "1234"), ("1 234", "1234"), ("1\u202f234", "1234"), ("1'234", "1234"), ("1,234.5", "1234.5"), ("-1,234", "-1234"),
        ("12.345.678", "12345678"), ("1.234,50", "1234,50"), ("1,234.567", "1234.567"),
    ],
)  # fmt: skip
def test_number_is_refused_with_what_to_write_when_it_could_hold_thousands(typed: str, instead: str) -> None:
    with pytest.raises(Refusal, match="separators between thousands") as refused:
        read_number(typed)
    assert refused.value.field == "value"
    assert f"write {instead}, or" in refused.value.message
    assert read_number(instead)


@pytest.mark.parametrize("typed", ["", "inf", "nan", "1e5", "0x10", "3.5 %", "twelve", "١٢", "²", "1.2.3", ",5", "5,", "9" * 41, "--1", "1\n2"])
def test_number_is_refused_when_it_is_none(typed: str) -> None:
    with pytest.raises(Refusal, match="plain number"):
        read_number(typed)


@given(st.text(max_size=60))
def test_number_is_read_or_refused_whatever_is_typed(typed: str) -> None:
    try:
        assert isinstance(read_number(typed), float)
    except Refusal as refusal:
        assert refusal.field == "value"


@given(st.floats(-MOST, MOST), st.booleans())
def test_number_comes_back_when_it_is_written_into_a_form(value: float, decimal_comma: bool) -> None:
    assume(value == 0 or abs(value) >= LEAST)
    assert read_number(written(value, decimal_comma=decimal_comma)) == value


@pytest.mark.parametrize(
    ("typed", "indicator", "kept"),
    [
        ("", UNIT, ""), (UNIT, UNIT, ""), ("Per  cent of STAFF a year ", UNIT, ""), ("%", UNIT, ""), ("procent", UNIT, ""), ("pour cent", UNIT, ""),
        ("days a year", UNIT, "days a year"), ("%", "days", "%"), ("per cent of teams", UNIT, "per cent of teams"), ("équipes", "equipes", ""),
    ],
)  # fmt: skip
def test_unit_is_kept_only_when_it_is_another_than_the_indicators(typed: str, indicator: str, kept: str) -> None:
    assert own_unit(typed, indicator) == kept


@pytest.mark.parametrize(("value", "unit", "indicator", "told"), [(140, "", UNIT, 1), (-3, "", UNIT, 1), (100, "", UNIT, 0), (140, "teams", UNIT, 0), (140, "%", "teams", 1), (140, "", "percentiles", 0)])  # fmt: skip
def test_percentage_is_remarked_upon_only_when_it_lies_outside_nought_to_a_hundred(value: float, unit: str, indicator: str, told: int) -> None:
    assert len(remarks(value, unit, indicator)) == told


def test_line_is_shared_only_when_site_partner_and_unit_are_the_same() -> None:
    found = strands(
        [row(1), row(2, date(2024, 1, 1)), row(3, site_code="SIT-porto"), row(4, partner_code="PAR-south"), row(5, unit="days")], [target(9), target(8, unit="teams")]
    )  # fmt: skip
    told = [(one.unit, one.site_code, one.partner_code, [f.value for f in one.figures], [t.value for t in one.targets]) for one in found]
    assert told == [
        ("", "SIT-oslo", "PAR-north", [2, 1], [9]),
        ("", "SIT-oslo", "PAR-south", [4], []),
        ("", "SIT-porto", "PAR-north", [3], []),
        ("days", "SIT-oslo", "PAR-north", [5], []),
        ("teams", "SIT-oslo", "PAR-north", [], [8]),
    ]
    assert [label_of(one, found, str.lower) for one in found[:3]] == ["sit-oslo · par-north", "sit-oslo · par-south", "sit-porto"]


def test_chart_holds_one_unit_and_no_more_lines_than_can_be_told_apart() -> None:
    rows = [row(number, site_code=f"SIT-{number}") for number in range(9)] + [row(1, unit="days")]
    drawn = charts(strands(rows, [target(3, site_code="SIT-0")]), str, UNIT)
    assert [(chart.unit, len(chart.series)) for chart in drawn] == [(UNIT, IN_ONE_CHART), (UNIT, IN_ONE_CHART), (UNIT, 1), ("days", 1)]
    assert drawn[0].series[0] == DatedSeries("SIT-0", ((date(2025, 1, 1), 0),), ((date(2027, 1, 1), 3),))
    assert charts([], str, UNIT) == []


@pytest.mark.parametrize(
    ("first", "last", "direction", "says"),
    [
        (4, 6, "higher-is-better", "from 4 on 1 January 2024 to 6 teams on 1 January 2025, which is better."),
        (6, 4, "higher-is-better", "which is worse."),
        (6, 4, "lower-is-better", "which is better."),
        (4, 6, "lower-is-better", "which is worse."),
        (4, 6, "neither", "from 4 on 1 January 2024 to 6 teams on 1 January 2025."),
        (4, 4, "higher-is-better", "4 teams on 1 January 2024 and again on 1 January 2025."),
    ],
)
def test_movement_is_told_in_words_after_the_direction(first: float, last: float, direction: str, says: str) -> None:
    (line,) = strands([row(last), row(first, date(2024, 1, 1))], [])
    assert moved(line, "Oslo", direction, "teams", "en").endswith(says)


def test_movement_is_one_figure_when_there_is_one_and_nothing_when_there_is_none() -> None:
    (line,) = strands([row(3.5)], [])
    assert moved(line, "Oslo", "neither", "teams", "fr") == "Oslo: 3,5 teams on 1 janvier 2025."
    (line,) = strands([], [target(3)])
    assert moved(line, "Oslo", "neither", "teams", "en") == ""


@pytest.mark.parametrize(
    ("value", "aim", "direction", "says"),
    [
        (4, 6, "higher-is-better", "; 2 away from the last figure."),
        (6, 6, "higher-is-better", "; the last figure has reached it."),
        (7, 6, "higher-is-better", "; the last figure has reached it."),
        (7, 6, "lower-is-better", "; 1 away from the last figure."),
        (5, 6, "lower-is-better", "; the last figure has reached it."),
        (7, 6, "neither", "; 1 away from the last figure."),
        (0.1 + 0.2, 0.3, "neither", "; the last figure has reached it."),
    ],
)
def test_way_to_the_target_is_told_after_the_direction(value: float, aim: float, direction: str, says: str) -> None:
    (line,) = strands([row(value)], [target(aim)])
    assert way_to_target(line, "Oslo", direction, TODAY, "en").endswith(f"by 1 January 2027{says}")


def test_next_target_is_told_when_there_are_several_and_the_last_when_all_are_over() -> None:
    (line,) = strands([], [target(1, date(2025, 1, 1)), target(2, date(2026, 6, 1)), target(3, date(2028, 1, 1))])
    assert way_to_target(line, "Oslo", "neither", TODAY, "en") == "Oslo: target 2 by 1 June 2026; nothing measured yet."
    assert "target 3 by" in way_to_target(line, "Oslo", "neither", date(2030, 1, 1), "en")
    (line,) = strands([row(1)], [])
    assert way_to_target(line, "Oslo", "neither", TODAY, "en") == ""


def test_figure_tells_what_it_said_before_but_not_its_own_withdrawal() -> None:
    said = {"indicator_code": "IND-1", "site_code": "SIT-oslo", "value": 3, "unit": "", "measured_on": "2025-01-01", "measured_from": None}
    said |= {"counted": None, "source": "", "note": "", "visibility": "private", "account_id": 7}
    changed, withdrawn = {**said, "at": "2026-01-01T12:00:00+00:00"}, {**said, "value": 5, "at": "2026-02-01T12:00:00+00:00"}
    (before,) = said_before(row(5, earlier=[changed, withdrawn]))
    assert (before.said.value, before.said.measured_on, before.account_id, before.until.day) == (3, date(2025, 1, 1), 7, 1)
