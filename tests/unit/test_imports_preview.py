"""What a file would bring: states of rows, their order, and the rows that are handed back."""

from __future__ import annotations

import csv
import io
from collections.abc import Hashable, Mapping
from typing import Any

from openpyxl import load_workbook

from ticc.imports.blank import blank_csv, blank_xlsx
from ticc.imports.columns import fit
from ticc.imports.measurement_columns import COLUMNS
from ticc.imports.preview import Draft, Said, State, in_order, look, look_again, rows_with_problems
from ticc.imports.reading import read_table
from ticc.imports.table import Cell, Row, told


class Beans:
    """Rows that are one word each: "bad" has a problem, "old" is there already."""

    def __init__(self, *there: str, bad: str = "bad") -> None:
        self.there, self.bad = set(there), bad

    def read(self, cells: Mapping[str, Cell]) -> Draft:
        word = told(cells["value"])
        return Draft({"word": word}, self.check({"word": word}))

    def check(self, data: Mapping[str, Any]) -> list[Said]:
        return [Said("value", "It is bad")] if data["word"] == self.bad else []

    def identity(self, data: Mapping[str, Any]) -> Hashable:
        return data["word"]

    def is_there(self, identity: Hashable) -> bool:
        return identity in self.there


def looked(*words: str) -> list[dict[str, Any]]:
    rows = [Row(1, ("Outcome", "Site", "Value", "Day")), *(Row(number, ("", "", word)) for number, word in enumerate(words, 2))]
    return look(fit(rows, COLUMNS, "en"), Beans("old")).rows


def test_rows_are_sorted_out_when_they_are_bad_old_or_said_twice() -> None:
    rows = looked("new", "bad", "old", "new", "old")
    assert [row["state"] for row in rows] == ["sound", "problem", "there", "twice", "there"]
    assert "Row 2 says the same" in rows[3]["problems"][0]["message"]


def test_problems_stand_first_when_rows_are_put_in_order() -> None:
    rows = in_order(looked("new", "bad", "old", "new", "bad"), list(State))
    assert [row["row"] for row in rows] == [3, 6, 5, 4, 2]
    assert [row["row"] for row in in_order(rows, [State.SOUND])] == [2]


def test_row_is_no_longer_sound_when_the_world_changed_before_it_is_taken() -> None:
    rows = look_again(looked("one", "two", "three", "bad"), Beans("two", bad="three"))
    assert [row["state"] for row in rows] == ["sound", "there", "problem", "problem"]


def test_rows_with_problems_are_handed_back_so_that_they_can_be_read_again() -> None:
    headings = ("Outcome", "Site", "Value", "Day", "=Mine")
    cells = ["IND-01", '=HYPERLINK("x")', "-3,5", "2026-03-31", "@note; with a sign"]
    bad = {"row": 7, "cells": cells, "state": "problem", "problems": [{"column": "value", "message": "=no"}], "remarks": []}
    made = rows_with_problems(headings, [bad, {**bad, "state": "sound"}], ";", "What is the matter")
    written = list(csv.reader(io.StringIO(made.decode("utf-8-sig")), delimiter=";"))
    assert written[1] == ["IND-01", '\'=HYPERLINK("x")', "-3,5", "2026-03-31", "'@note; with a sign", "'=no"]
    fitted = fit(read_table(made).rows, COLUMNS, "en")
    assert list(fitted.rows[0].cells[:5]) == cells
    assert fitted.not_taken == ("=Mine", "What is the matter")


def test_empty_table_fits_in_every_language() -> None:
    listed = (("Outcomes", (("IND-01", "=Formula"),)),)
    for language in ("en", "fr", "nl"):
        for data in (blank_csv(COLUMNS, language), blank_xlsx(COLUMNS, language, listed, ("Figures", "What is what"))):
            fitted = fit(read_table(data, ("figures",)).rows, COLUMNS, language)
            assert set(fitted.places) == {column.name for column in COLUMNS}
            assert not fitted.rows
    book = load_workbook(io.BytesIO(blank_xlsx(COLUMNS, "en", listed, ("Figures", "What is what"))))
    assert ("IND-01", "'=Formula") in list(book["What is what"].values)
