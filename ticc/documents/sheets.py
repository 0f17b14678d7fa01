"""The tables of a document as an Excel workbook: one sheet for each, with the table's caption as its first row."""

from __future__ import annotations

import io
import re

from ticc.documents.charts import data_table
from ticc.documents.document import Document, Figure, Table
from ticc.documents.tidy import tidied

LONGEST_NAME = 31
# What the name of a sheet must not hold, and how a cell begins that a spreadsheet program would run.
NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\']")
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def to_xlsx(document: Document) -> bytes:
    """Every table and the values of every chart; a document without any gives one sheet with its title."""
    from openpyxl import Workbook  # large, and seldom needed

    book = Workbook(write_only=True)
    book.properties.title = document.title
    book.properties.creator = document.author
    taken: set[str] = set()
    for table in _tables(document):
        sheet = book.create_sheet(_name(table.caption or document.title, taken))
        sheet.append([_harmless(table.caption)])
        sheet.append([_harmless(column.title) for column in table.columns])
        for row in table.rows:
            sheet.append([_harmless(cell) for cell in row])
    if not taken:
        book.create_sheet(_name(document.title, taken)).append([_harmless(document.title)])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _tables(document: Document) -> list[Table]:
    found = []
    for block in tidied(document, tables_follow=False).blocks:
        if isinstance(block, Table):
            found.append(block)
        elif isinstance(block, Figure):
            found.append(data_table(block.chart, block.caption, document.language))
    return found


def _name(caption: str, taken: set[str]) -> str:
    name = NOT_IN_A_NAME.sub(" ", caption).strip()[:LONGEST_NAME].strip() or "-"
    number, free = 1, name
    while free.casefold() in taken:
        number += 1
        free = f"{name[: LONGEST_NAME - len(str(number)) - 1]} {number}"
    taken.add(free.casefold())
    return free


def _harmless(cell: str) -> str:
    return "'" + cell if cell.startswith(FORMULA_STARTS) else cell
