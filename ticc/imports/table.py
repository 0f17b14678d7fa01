"""A table as it was read from a file: plain cells, each row with the number that a spreadsheet program shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from ticc.documents.sheets import FORMULA_STARTS
from ticc.foundation.errors import Refusal
from ticc.foundation.text import without_control_characters

MOST_ROWS = 20_000
MOST_COLUMNS = 200
LONGEST_CELL = 20_000

# An empty cell is an empty text.
Cell = str | int | float | date


@dataclass(frozen=True, slots=True)
class Row:
    """A row that says something; rows count from 1, as the person sees them."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Sheet:
    """The rows of a file that are not empty, the headings among them; `separator` is empty for a workbook."""

    rows: tuple[Row, ...]
    separator: str = ""


class RowCollector:
    """Takes rows one after the other, leaves out the empty ones, and refuses more than anybody types."""

    def __init__(self) -> None:
        self._rows: list[Row] = []

    def take(self, number: int, cells: list[Cell]) -> None:
        """Take a row; raises Refusal for one row, column or letter too many."""
        while cells and cells[-1] == "":
            cells.pop()
        if not cells:
            return
        if len(cells) > MOST_COLUMNS:
            raise Refusal(
                _("Row %(row)s has more than %(most)s columns: keep the columns that are meant, and save again.", row=number, most=MOST_COLUMNS),
                "file",
            )
        # One for the headings, and a few for titles above them.
        if len(self._rows) > MOST_ROWS + 10:
            raise Refusal(_("The file has more than %(most)s rows: share it out over several files.", most=f"{MOST_ROWS:,}"), "file")
        self._rows.append(Row(number, tuple(cells)))

    def sheet(self, separator: str = "") -> Sheet:
        """What was taken; raises Refusal where that is nothing."""
        if not self._rows:
            raise Refusal(_("There is nothing in this file: its first sheet is empty."), "file")
        return Sheet(tuple(self._rows), separator)


def tidy_cell(words: str, number: int) -> str:
    """The words of a cell as a person can type them; raises Refusal for far too many."""
    if len(words) > LONGEST_CELL:
        raise Refusal(_("A cell of row %(row)s is longer than %(most)s letters.", row=number, most=f"{LONGEST_CELL:,}"), "file")
    if not words.isprintable():
        words = without_control_characters(words)
    words = words.strip()
    # Our own exports put an apostrophe before what a spreadsheet program would run.
    return words[1:] if words[:1] == "'" and words[1:].startswith(FORMULA_STARTS) else words


def told(cell: Cell) -> str:
    """A cell in words: whole numbers without a point, days as 2026-03-31."""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    return cell.isoformat() if isinstance(cell, date) else str(cell)
