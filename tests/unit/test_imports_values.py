"""Numbers, days, names and headings as people write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.catalogue import steady
from ticc.foundation.errors import Refusal
from ticc.imports.columns import fit, folded
from ticc.imports.days import Order, Span, order_of, read_span
from ticc.imports.measurement_columns import COLUMNS
from ticc.imports.table import Cell, Row
from ticc.imports.values import Decimals, Names, Unclear, decimals_of, read_count, read_number

NAMES = Names(
    {
        "SIT-kent": ["Kent", "Le Kent"],
        "SIT-medway": ["Medway"],
        "SIT-liege": ["Liège"],
        "IND-03": ["Staff turnover", "Rotation"],
        "IND-04": ["Rotation"],
    }
)


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("3", 3), ("3.5", 3.5), ("3,5", 3.5), ("-3,5", -3.5), ("−3.5", -3.5), ("+2", 2), (".5", 0.5), ("0,125", 0.125), ("12 %", 12), ("12.5%", 12.5),
        ("1 234,5", 1234.5), ("1\u202f234,5", 1234.5), ("1’234.5", 1234.5), ("1.234,5", 1234.5), ("1,234.5", 1234.5), ("1,234,567", 1234567), ("12.345.678", 12345678),
        (3, 3), (3.25, 3.25),
    ],
)  # fmt: skip
def test_number_is_read_when_it_can_mean_one_thing_only(cell: Cell, number: float) -> None:
    assert read_number(cell) == number


@pytest.mark.parametrize(
    "cell",
    ["", "abc", "1e5", "inf", "nan", "-", ".", "1.2.3", "1,23.4,5", "€ 3", "3 per cent", "12 34", "9" * 41, "9" * 5000, float("inf"), float("nan"), 10**400, "=A1", "0x1f", "٣,٤,٥"],
)  # fmt: skip
def test_number_is_refused_when_it_is_none(cell: Cell) -> None:
    with pytest.raises(Unclear):
        read_number(cell)


def test_number_is_refused_when_it_can_mean_two_things_and_says_both() -> None:
    with pytest.raises(Unclear, match=r"may be 1234 or 1\.234: write 1234, or 1\.2340"):
        read_number("1.234")


@pytest.mark.parametrize(
    ("column", "separator", "decimals"),
    [
        (["1.234", "3,5"], ";", Decimals.COMMA),
        (["1.234", "3.5"], ";", Decimals.POINT),
        (["1,234", "12,345,678"], ";", Decimals.POINT),
        (["3,5", "3.5"], ";", Decimals.UNKNOWN),
        (["3,5", "3.5"], ",", Decimals.UNKNOWN),
        (["1.234", "7"], ";", Decimals.UNKNOWN),
        (["1.234", "7"], ",", Decimals.POINT),
        (["1.234", 7.5], "", Decimals.UNKNOWN),
    ],
)
def test_column_tells_how_its_numbers_are_meant(column: list[Cell], separator: str, decimals: Decimals) -> None:
    assert decimals_of(column, separator) == decimals


def test_number_of_two_ways_is_read_as_its_column_tells() -> None:
    assert [read_number("1.234", one) for one in (Decimals.COMMA, Decimals.POINT)] == [1234, 1.234]
    assert [read_number("1,234", one) for one in (Decimals.COMMA, Decimals.POINT)] == [1.234, 1234]


@steady
@given(st.floats(-1e9, 1e9), st.sampled_from(Decimals))
def test_number_that_was_written_by_the_program_is_read_back_when_the_column_is_clear(number: float, decimals: Decimals) -> None:
    said = f"{number:.6f}".replace(".", decimals.value or ".")
    assert read_number(said, decimals) == pytest.approx(number, abs=1e-6)


def test_count_is_refused_when_it_is_not_whole() -> None:
    assert read_count("1 200") == 1200
    with pytest.raises(Unclear, match="whole number"):
        read_count("2.5")


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        (date(2026, 3, 31), date(2026, 3, 31)), ("2026-03-31", date(2026, 3, 31)), ("2026-03-31T10:15:00", date(2026, 3, 31)), ("2026-03-31 00:00", date(2026, 3, 31)),
        ("31/03/2026", date(2026, 3, 31)), ("31.3.2026", date(2026, 3, 31)), ("31-3-26", date(2026, 3, 31)), ("3/25/2026", date(2026, 3, 25)),
        ("31 mars 2026", date(2026, 3, 31)), ("1er août 2025", date(2025, 8, 1)), ("31 maart 2026", date(2026, 3, 31)), ("31 mrt. 2026", date(2026, 3, 31)),
        ("March 31, 2026", date(2026, 3, 31)), ("Tue 31st March 2026", date(2026, 3, 31)), ("31 décembre 99", date(1999, 12, 31)),
        (46112, date(2026, 3, 31)), ("46112", date(2026, 3, 31)), (46112.75, date(2026, 3, 31)),
    ],
)  # fmt: skip
def test_day_is_read_when_it_is_written_as_people_do(cell: Cell, day: date) -> None:
    assert read_span(cell) == Span(day)


@pytest.mark.parametrize(
    ("cell", "first", "last"),
    [
        ("March 2026", date(2026, 3, 1), date(2026, 3, 31)),
        ("févr. 2024", date(2024, 2, 1), date(2024, 2, 29)),
        ("januari 2026", date(2026, 1, 1), date(2026, 1, 31)),
        ("03/2026", date(2026, 3, 1), date(2026, 3, 31)),
        ("2026-03", date(2026, 3, 1), date(2026, 3, 31)),
        ("Q1 2026", date(2026, 1, 1), date(2026, 3, 31)),
        ("T4-2025", date(2025, 10, 1), date(2025, 12, 31)),
        ("2026 K2", date(2026, 4, 1), date(2026, 6, 30)),
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        (2025, date(2025, 1, 1), date(2025, 12, 31)),
    ],
)
def test_longer_time_ends_on_its_last_day(cell: Cell, first: date, last: date) -> None:
    assert read_span(cell) == Span(last, first)


@pytest.mark.parametrize(
    "cell", ["", "soon", "2026-02-30", "32/01/2026", "13/13/2026", "0000-01-01", "31 brumaire 2026", "99999", 1e300, float("nan"), -4, "x" * 5000]
)
def test_day_is_refused_when_there_is_none_such(cell: Cell) -> None:
    with pytest.raises(Unclear, match="is no day"):
        read_span(cell)


def test_day_stands_first_when_the_column_does_not_tell() -> None:
    assert read_span("03/04/2026", order_of(["03/04/2026"])) == Span(date(2026, 4, 3))
    assert read_span("03/04/2026", order_of(["03/04/2026", "31/01/2026"])) == Span(date(2026, 4, 3))


def test_month_stands_first_when_another_day_of_the_column_tells() -> None:
    assert read_span("03/04/2026", order_of(["03/04/2026", "03/25/2026"])) == Span(date(2026, 3, 4))


def test_day_is_refused_when_the_column_has_both_orders() -> None:
    order = order_of(["25/03/2026", "03/25/2026"])
    assert order == Order.MIXED
    with pytest.raises(Unclear, match="write this one as 2026-04-03"):
        read_span("03/04/2026", order)
    assert read_span("03/25/2026", order) == Span(date(2026, 3, 25))


@steady
@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)), st.sampled_from(["%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%d/%m/%Y"]))
def test_any_day_is_read_back_when_it_was_written_out(day: date, how: str) -> None:
    assert read_span(day.strftime(how)) == Span(day)


@steady
@given(st.text(max_size=40))
def test_nothing_but_unclear_is_raised_when_words_are_arbitrary(words: str) -> None:
    for read in (read_number, read_span, read_count, NAMES.find):
        try:
            read(words)
        except Unclear as unclear:
            assert str(unclear)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("SIT-kent", "SIT-kent"),
        ("sit kent", "SIT-kent"),
        ("KENT ", "SIT-kent"),
        ("le kent", "SIT-kent"),
        ("liege", "SIT-liege"),
        ("Staff Turnover", "IND-03"),
    ],
)
def test_thing_is_found_when_it_is_named_by_code_or_title(words: str, code: str) -> None:
    assert NAMES.find(words) == code


def test_thing_is_asked_back_when_its_name_is_nearly_right() -> None:
    with pytest.raises(Unclear, match=r"Did you mean Medway \(SIT-medway\)\?"):
        NAMES.find("Midway")


def test_codes_are_named_when_a_title_belongs_to_two() -> None:
    with pytest.raises(Unclear, match="IND-03, IND-04"):
        NAMES.find("rotation")


def test_heading_belongs_to_one_column_only() -> None:
    belongs: dict[str, set[str]] = {}
    for column in COLUMNS:
        for headings in column.headings.values():
            for heading in (column.name, *headings):
                belongs.setdefault(folded(heading), set()).add(column.name)
    assert not {heading: names for heading, names in belongs.items() if len(names) > 1}


def test_columns_explain_themselves_in_every_language() -> None:
    assert all(set(column.headings) == set(column.meaning) == {"en", "fr", "nl"} for column in COLUMNS)


def rows(*said: tuple[Cell, ...]) -> list[Row]:
    return [Row(number, cells) for number, cells in enumerate(said, 1)]


@pytest.mark.parametrize(
    "headings",
    [
        ("Outcome", "Site", "Value", "Day"),
        ("RÉSULTAT", "lieu", "Valeur (en %)", "Date :"),
        ("uitkomst", "Locatie*", "WAARDE", "Datum"),
        ("indicator_code", "site_code", "value", "measured_on"),
    ],
)
def test_columns_are_found_when_headings_are_in_any_language(headings: tuple[str, ...]) -> None:
    fitted = fit(rows(("Our figures of 2026",), headings, ("IND-03", "Kent", "3", "2026-03-31")), COLUMNS, "en")
    assert fitted.places == {"indicator_code": 0, "site_code": 1, "value": 2, "measured_on": 3}
    assert [row.number for row in fitted.rows] == [3]


def test_column_is_named_as_not_taken_when_nobody_knows_it() -> None:
    fitted = fit(rows(("Outcome", "Site", "Value", "Day", "Shoe size", "")), COLUMNS, "en")
    assert fitted.not_taken == ("Shoe size",)


def test_missing_columns_are_named_in_the_language_of_the_person() -> None:
    with pytest.raises(Refusal, match=r"Lieu, Jour.*Outcome, Valeur"):
        fit(rows(("Outcome", "Valeur")), COLUMNS, "fr")


def test_file_is_refused_when_two_columns_stand_for_one() -> None:
    with pytest.raises(Refusal, match="“Value” and “Waarde”"):
        fit(rows(("Outcome", "Site", "Value", "Day", "Waarde")), COLUMNS, "en")
