"""From bytes to a table: encodings, separators, workbooks, and everything that is refused."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.catalogue import steady
from tests.unit.tables import lines, xlsx
from ticc.foundation.errors import Refusal
from ticc.imports.reading import SEPARATORS, read_table
from ticc.imports.table import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, Row, told

HEADINGS = ("Outcome", "Site", "Value", "Day")


def cells(data: bytes, *names: str) -> list[tuple[object, ...]]:
    return [row.cells for row in read_table(data, names).rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_accents_are_read_when_a_text_has_any_usual_encoding(encoding: str) -> None:
    data = lines("Lieu;Valeur", "Mède-en-Forêt;3,5", "Łódź" if encoding != "cp1252" else "Où", encoding=encoding)
    assert cells(data)[1] == ("Mède-en-Forêt", "3,5")


@pytest.mark.parametrize("separator", SEPARATORS)
def test_separator_is_found_when_none_is_named(separator: str) -> None:
    data = lines(separator.join(HEADINGS), separator.join(("IND-01", "Kent, the county" if separator != "," else "Kent", "3", "2026-03-31")))
    sheet = read_table(data)
    assert sheet.separator == separator
    assert len(sheet.rows[1].cells) == 4


def test_semicolon_is_the_separator_when_numbers_have_commas() -> None:
    assert cells(lines("a;b", "1,5;2,5", "1,7;2,7")) == [("a", "b"), ("1,5", "2,5"), ("1,7", "2,7")]


def test_separator_is_the_named_one_when_the_first_line_says_so() -> None:
    assert read_table(lines("sep=|", "a,b|c", "1|2")).rows[0] == Row(1, ("a,b", "c"))


def test_rows_keep_the_numbers_of_the_spreadsheet_when_some_are_empty() -> None:
    sheet = read_table(lines("a,b", "", ",", '"two\nlines",2', "3,4"))
    assert [(row.number, row.cells[0]) for row in sheet.rows] == [(1, "a"), (4, "two\nlines"), (5, "3")]
    book = read_table(xlsx(("a", "b"), (), (None, None), ("two\nlines", 2), (3, 4)))
    assert [(row.number, row.cells[0]) for row in book.rows] == [(1, "a"), (4, "two\nlines"), (5, 3)]


def test_cells_of_a_workbook_are_what_the_person_sees() -> None:
    data = xlsx(("a", "b", "c", "d"), (0.125, date(2026, 3, 31), True, 3.0), formats={"A2": "0.0%"})
    assert cells(data)[1] == ("12.5%", date(2026, 3, 31), "TRUE", 3)


def test_per_cent_is_left_alone_when_it_is_only_a_word_of_the_format() -> None:
    assert cells(xlsx(("a",), (3.5,), formats={"A2": '0.0" %"'}))[1] == (3.5,)


def test_formula_is_shown_when_it_was_saved_without_its_result() -> None:
    assert cells(xlsx(("a", "b"), ("=1+1", 2)))[1] == ("=1+1", 2)


def test_sheet_is_the_one_with_the_wanted_name_else_the_first() -> None:
    data = xlsx(("a",), (1,), name="Métingen ", more=("Uitleg",))
    assert cells(data, "metingen") == [("a",), (1,)]
    with pytest.raises(Refusal, match="first sheet is empty"):
        read_table(data, ("figures",))


def test_our_own_apostrophe_is_taken_away_when_it_hides_a_formula() -> None:
    assert cells(lines("a,b", "'=1+1,'s-Gravenhage"))[1] == ("=1+1", "'s-Gravenhage")


def test_signs_that_no_text_has_are_left_out_when_there_are_few() -> None:
    said = "A long enough sentence, so that one sign is one among very many of the file"
    assert cells(lines("a;b", f"one\0two\u202e;{said}"))[1] == ("onetwo", said)


def bomb() -> bytes:
    made = BytesIO()
    with ZipFile(BytesIO(xlsx(("a",), (1,)))) as sound, ZipFile(made, "w", ZIP_DEFLATED) as packed:
        for part in sound.namelist():
            content = sound.read(part)
            packed.writestr(part, content + b" " * 90_000_000 if part.endswith("sheet1.xml") else content)
    return made.getvalue()


def wide() -> bytes:
    """A workbook of a few kilobytes whose only cell lies in the very last place."""
    made = BytesIO()
    with ZipFile(BytesIO(xlsx(("here",)))) as sound, ZipFile(made, "w", ZIP_DEFLATED) as packed:
        for part in sound.namelist():
            content = sound.read(part)
            packed.writestr(part, content.replace(b'r="A1"', b'r="XFD1"') if part.endswith("sheet1.xml") else content)
    return made.getvalue()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"\n \n", "empty"),
        (b";;;\n;;", "nothing in this file"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "old format of Excel"),
        (b"%PDF-1.4 x", "no table"),
        (b"<html><table><tr><td>1", "no table"),
        (bytes(range(256)) * 4, "letters of this file"),
        (b"\0\x01\x02abc\n" * 20, "no table"),
        (b"a;b\n\x81\x8d\xff", "letters of this file"),
        (b"PK\x03\x04 and nothing else", "damaged"),
        (xlsx(("a",), (1,))[:-400], "damaged"),
        (xlsx(("a",), (1,)).replace(b"xl/worksheets/sheet1.xml", b"xl/worksheets/sheet9.xml"), "damaged"),
        (lines(",".join("a" * (MOST_COLUMNS + 1))), "columns"),
        (xlsx(tuple("a" * (MOST_COLUMNS + 1))), "columns"),
        (lines("a", *"1" * (MOST_ROWS + 20)), "more than 20,000 rows"),
        (lines("a", "x" * (LONGEST_CELL + 1)), "longer than"),
        (lines("a", '"' + "x" * 200_000), r"no table|longer than"),
    ],
    ids=lambda one: "" if isinstance(one, bytes) else one,
)
def test_file_is_refused_with_the_way_out_when_it_is_no_table(data: bytes, says: str) -> None:
    with pytest.raises(Refusal, match=says) as refused:
        read_table(data)
    assert refused.value.field == "file"


def test_workbook_is_refused_when_it_is_a_bomb() -> None:
    with pytest.raises(Refusal, match="many times larger"):
        read_table(bomb())


def test_workbook_is_refused_at_once_when_its_only_cell_lies_in_the_last_place() -> None:
    with pytest.raises(Refusal, match="empty"):
        read_table(wide())


@steady
@given(st.binary(max_size=400))
def test_nothing_but_a_refusal_is_raised_when_bytes_are_arbitrary(data: bytes) -> None:
    _read_or_refuse(data)


@steady
@given(st.text(max_size=300), st.sampled_from(["utf-8", "utf-16", "utf-16-le", "cp1252"]))
def test_nothing_but_a_refusal_is_raised_when_a_text_is_arbitrary(text: str, encoding: str) -> None:
    _read_or_refuse(text.encode(encoding, errors="ignore"))


@steady
@given(st.integers(0, 5000), st.binary(min_size=1, max_size=12))
def test_nothing_but_a_refusal_is_raised_when_a_workbook_is_damaged(place: int, damage: bytes) -> None:
    sound = xlsx(("a", "b"), (1, date(2026, 1, 1)), ("=A1", "x"))
    _read_or_refuse(sound[: place % len(sound)] + damage + sound[place % len(sound) + len(damage) :])


def _read_or_refuse(data: bytes) -> None:
    try:
        for row in read_table(data).rows:
            assert all(isinstance(told(cell), str) for cell in row.cells)
    except Refusal:
        pass
