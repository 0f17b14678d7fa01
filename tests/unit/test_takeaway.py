"""Lists that are taken away: no cell runs, nothing is lost."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from tests.unit.catalogue import steady
from ticc.catalogue.takeaway import as_cell, to_csv, to_xlsx
from ticc.documents.sheets import FORMULA_STARTS


@pytest.mark.parametrize("text", ["=1+1", "+31 6 1234", "-2", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("//evil.example")'])
def test_cell_is_text_when_it_begins_like_a_formula(text: str) -> None:
    assert as_cell(text) == "'" + text


@pytest.mark.parametrize("text", ["beans", "a=b", "2-3", " =1", "'=1", "€ 5"])
def test_cell_is_unchanged_when_it_is_harmless(text: str) -> None:
    assert as_cell(text) == text


def test_cell_is_text_when_a_list_begins_like_a_formula() -> None:
    assert as_cell(["=1", "2"]) == "'=1; 2"


@pytest.mark.parametrize(("value", "cell"), [(None, ""), (7, 7), (-7, -7), (2.5, 2.5), (("a", "b"), "a; b"), ([], "")])
def test_value_becomes_one_cell_when_it_is_no_text(value: object, cell: object) -> None:
    assert as_cell(value) == cell


def test_csv_begins_with_its_mark_when_written() -> None:
    assert to_csv(["code"], []) == "\ufeffcode\r\n".encode()


def test_column_is_empty_when_a_row_lacks_it() -> None:
    assert to_csv(["code", "title"], [{"code": "OBS-001"}, {"title": "é", "more": 1}]).decode("utf-8-sig") == "code,title\r\nOBS-001,\r\n,é\r\n"


CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=20) | st.sampled_from(FORMULA_STARTS).map(lambda start: start + "x")


@steady
@given(st.lists(st.tuples(CELLS, CELLS), max_size=6))
def test_every_cell_comes_back_when_csv_is_read(rows: list[tuple[str, str]]) -> None:
    written = to_csv(["a", "b"], [{"a": one, "b": other} for one, other in rows]).decode("utf-8-sig")
    head, *read = csv.reader(io.StringIO(written, newline=""))
    assert head == ["a", "b"]
    assert [[cell.removeprefix("'") for cell in row] for row in read] == [[cell.removeprefix("'") for cell in row] for row in rows]
    assert not any(cell.startswith(FORMULA_STARTS) for row in read for cell in row)


def test_workbook_holds_the_rows_when_read_again() -> None:
    book = load_workbook(io.BytesIO(to_xlsx(["code", "tries"], [{"code": "=1+1", "tries": ["worked 2", "stopped 1"]}, {"tries": 3}], "obstacle" * 5)))
    (sheet,) = book.worksheets
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [["code", "tries"], ["'=1+1", "worked 2; stopped 1"], [None, 3]]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None} <= {"s", "n"}
    assert sheet.title == ("obstacle" * 5)[:31]
