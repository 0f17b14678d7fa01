"""Excel workbooks read cell by cell: as the person sees them, and no more of them than anybody types."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date, datetime
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from flask_babel import gettext as _

from ticc.attachments.packed import XLSX, kind_of_document
from ticc.attachments.reasons import NotTaken, Why
from ticc.foundation.errors import Refusal
from ticc.foundation.text import fold
from ticc.imports.table import MOST_COLUMNS, MOST_ROWS, Cell, RowCollector, Sheet, tidy_cell

# In bytes: twenty thousand rows of ten columns unpack to some fifteen megabytes.
MOST_UNPACKED = 60 * 1024 * 1024
# Sheets often end in thousands of rows that hold nothing but a frame.
LAST_ROW = 3 * MOST_ROWS
QUOTED = re.compile(r'"[^"]*"')


def read_workbook(data: bytes, sheet_names: Sequence[str]) -> Sheet:
    """The sheet that has one of these names, or the first one; raises Refusal for every other file."""
    _refuse_unsafe(data)
    try:
        with warnings.catch_warnings():
            # The library warns of what it does not know, such as drop-down lists; no cell is lost by that.
            warnings.simplefilter("ignore")
            return _read(data, sheet_names)
    except Refusal:
        raise
    except Exception as error:
        # Whatever a damaged file makes the library stumble over.
        raise Refusal(_("This workbook is damaged: open it, save it again, and send that."), "file") from error


def _refuse_unsafe(data: bytes) -> None:
    try:
        kind = kind_of_document(data)
    except NotTaken as refused:
        raise Refusal(_why(refused.why), "file") from None
    if kind != XLSX:
        raise Refusal(_why(Why.UNKNOWN), "file")
    with ZipFile(BytesIO(data)) as packed:
        if sum(part.file_size for part in packed.infolist()) > MOST_UNPACKED:
            raise Refusal(_why(Why.BOMB), "file")


def _why(why: Why) -> str:
    said = {
        Why.DAMAGED: _("This workbook is damaged: open it, save it again, and send that."),
        Why.LOCKED: _("This workbook is locked with a password: save it without one."),
        Why.PROGRAM: _("This workbook holds macros or other programs: save it as “Excel workbook (.xlsx)” without them."),
        Why.BOMB: _("This workbook is many times larger inside than outside: copy the rows that are meant into a new one."),
    }
    return str(said.get(why) or _("This is no table that can be read: save it as CSV or as an Excel workbook (.xlsx)."))


def _read(data: bytes, sheet_names: Sequence[str]) -> Sheet:
    from openpyxl import load_workbook  # large, and seldom needed

    rows = RowCollector()
    with closing(load_workbook(BytesIO(data), read_only=True, data_only=True)) as book:
        name = _name(book.sheetnames, sheet_names)
        formulas = _formulas(data, name)
        percents: dict[int, bool] = {}
        for number, row in _rows(book[name]):
            cells = [_cell(cell, number, percents) for cell in row]
            for column, formula in formulas.get(number, {}).items():
                if column < len(cells) and cells[column] == "":
                    cells[column] = formula
            rows.take(number, cells)
    return rows.sheet()


def _name(there: Sequence[str], wanted: Sequence[str]) -> str:
    folded = {fold(name) for name in wanted}
    return next((name for name in there if fold(name).strip() in folded), there[0])


def _rows(sheet: Any) -> Iterator[tuple[int, tuple[Any, ...]]]:
    # A sheet may declare any size that it likes: these are ours.
    yield from enumerate(sheet.iter_rows(max_row=LAST_ROW, max_col=MOST_COLUMNS + 1), 1)


def _formulas(data: bytes, name: str) -> dict[int, dict[int, str]]:
    """The formulas by row and column, for those that were saved without their results."""
    with ZipFile(BytesIO(data)) as packed:
        if not any(b"<f>" in packed.read(part) or b"<f " in packed.read(part) for part in packed.namelist() if part.startswith("xl/worksheets/")):
            return {}
    from openpyxl import load_workbook

    found: dict[int, dict[int, str]] = {}
    with closing(load_workbook(BytesIO(data), read_only=True)) as book:
        for number, row in _rows(book[name]):
            said = {column: str(cell.value) for column, cell in enumerate(row) if cell.data_type == "f"}
            if said:
                found[number] = {column: tidy_cell(words, number) for column, words in said.items()}
    return found


def _cell(cell: Any, number: int, percents: dict[int, bool]) -> Cell:
    value = cell.value
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        # What shows as 12% is kept as 0.12.
        return f"{value * 100:.12g}%" if _is_percent(cell, percents) else value
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else tidy_cell(str(value), number)


def _is_percent(cell: Any, percents: dict[int, bool]) -> bool:
    style = cell._style_id
    if style not in percents:
        percents[style] = "%" in QUOTED.sub("", cell.number_format or "")
    return percents[style]
