"""The tables of a document as an Excel workbook: one sheet for each, with the table's caption as its first row."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime, time
from typing import Any

from ticc.documents.archives import timeless
from ticc.documents.charts import data_table
from ticc.documents.document import Column, Document, Figure, Table
from ticc.documents.tidy import tidied
from ticc.documents.words import number_from

LONGEST_NAME = 31
# What the name of a sheet must not hold, and how a cell begins that a spreadsheet program would run.
NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\']")
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def to_xlsx(document: Document) -> bytes:
    """Every table and the values of every chart; a document without any gives one sheet with its title. The same document gives the same bytes."""
    # Large, and seldom needed.
    from openpyxl import Workbook
    from openpyxl.writer.excel import ExcelWriter

    document = tidied(document, tables_follow=False)
    book = Workbook(write_only=True)
    book.properties.title, book.properties.creator = document.title, document.author
    book.properties.created = book.properties.modified = datetime.combine(document.dated, time(12))
    taken: set[str] = set()
    for table in _tables(document):
        sheet = book.create_sheet(_name(table.caption or document.title, taken))
        sheet.append([harmless(table.caption)])
        sheet.append([harmless(column.title) for column in table.columns])
        for row in table.rows:
            sheet.append([_cell(sheet, cell, column, document.language) for cell, column in zip(row, table.columns, strict=True)])
    if not taken:
        book.create_sheet(_name(document.title, taken)).append([harmless(document.title)])
    out = io.BytesIO()
    # `Workbook.save` would date the file to this moment.
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        ExcelWriter(book, archive).save()
    return timeless(out.getvalue())


def _cell(sheet: Any, words: str, column: Column, language: str) -> Any:
    """A cell: a number or a share where its column holds numbers and these words are one, else the words."""
    number = number_from(words.removesuffix("%").strip(), language) if column.is_number else None
    if number is None:
        return harmless(words)
    if not words.endswith("%"):
        return number
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet, number / 100)
    cell.number_format = "0 %"
    return cell


def _tables(document: Document) -> list[Table]:
    found = []
    for block in document.blocks:
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


def harmless(value: Any) -> Any:
    """A cell that no spreadsheet program takes for a formula: a leading apostrophe makes it text."""
    return "'" + value if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value
