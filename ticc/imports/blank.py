"""The empty table to fill in: headings in one language, and for workbooks a second sheet that explains them."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from ticc.documents.sheets import harmless
from ticc.foundation.languages import DEFAULT
from ticc.imports.columns import Column

# Spreadsheet programs set to these languages take a comma for the sign of decimals.
SEMICOLON = ("fr", "nl")
WIDTH, WIDE = 18, 60
Listed = Sequence[tuple[str, Sequence[tuple[str, str]]]]


def separator_in(language: str) -> str:
    """What separates cells in the CSV files of a language."""
    return ";" if language in SEMICOLON else ","


def blank_csv(columns: Sequence[Column], language: str) -> bytes:
    """One line of headings."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator_in(language)).writerow([column.title(language) for column in columns])
    return out.getvalue().encode("utf-8-sig")


def blank_xlsx(columns: Sequence[Column], language: str, listed: Listed, titles: tuple[str, str]) -> bytes:
    """A sheet of headings; behind it one that says what belongs into each column and lists codes, each list under its title.

    `titles` are the names of the two sheets.
    """
    from openpyxl import Workbook  # large, and seldom needed
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    book = Workbook(write_only=True)
    book.properties.language = language or DEFAULT
    first, second = (book.create_sheet(title[:31]) for title in titles)
    first.freeze_panes = "A2"

    def bold(sheet: object, words: str) -> object:
        cell = WriteOnlyCell(sheet, value=harmless(words))
        cell.font = Font(bold=True)
        return cell

    for number in range(len(columns)):
        first.column_dimensions["ABCDEFGHIJKLMNOPQRSTUVWXYZ"[number]].width = WIDTH
    first.append([bold(first, column.title(language)) for column in columns])
    second.column_dimensions["A"].width, second.column_dimensions["B"].width = WIDTH, WIDE
    for column in columns:
        second.append([bold(second, column.title(language)), harmless(column.meaning[language])])
    for title, entries in listed:
        second.append([])
        second.append([bold(second, title)])
        for code, words in entries:
            second.append([harmless(code), harmless(words)])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
