"""What a file would bring, row by row, before anything is taken: what is sound, what is not and why, what is there already."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

from flask_babel import gettext as _

from ticc.documents.sheets import harmless
from ticc.imports.columns import Fitted
from ticc.imports.table import Cell, told

# Plain data, as it is kept with the import: {"row": 7, "cells": [...], "state": ..., "data": {...}, "problems": [...], "remarks": [...]}
RowData = dict[str, Any]
NUMBER = re.compile(r"[+-]?[\d.,]+%?")


class State(StrEnum):
    """What becomes of a row, in the order in which a page shows them."""

    PROBLEM = "problem"
    TWICE = "twice"
    THERE = "there"
    SOUND = "sound"
    TAKEN = "taken"


@dataclass(frozen=True)
class Said:
    """Something that is to be said of a row: of which column (by its name), and the words."""

    column: str
    message: str


@dataclass(frozen=True)
class Draft:
    """What a row becomes, as far as it was understood; with a problem it becomes nothing."""

    data: Mapping[str, Any]
    problems: Sequence[Said] = ()
    remarks: Sequence[Said] = ()


class RowReader(Protocol):
    """Knows what rows of one kind say, for one partner at one moment."""

    def read(self, cells: Mapping[str, Cell]) -> Draft:
        """What a row says, by the names of the columns; a column that is not there is an empty text."""

    def check(self, data: Mapping[str, Any]) -> list[Said]:
        """What is wrong with a draft now; it was sound when it was read."""

    def identity(self, data: Mapping[str, Any]) -> Hashable:
        """What makes two drafts the same thing told twice."""

    def is_there(self, identity: Hashable) -> bool:
        """Whether the same thing was told before this import."""


@dataclass(frozen=True)
class Looked:
    """Every row as it is kept, and how many there are of each state."""

    rows: list[RowData] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        """How many rows there are of each state that occurs."""
        return counts_of(self.rows)


def counts_of(rows: Iterable[RowData]) -> dict[str, int]:
    """How many rows there are of each state that occurs."""
    return dict(Counter(row["state"] for row in rows))


def look(fitted: Fitted, reader: RowReader) -> Looked:
    """Look at every row of a table."""
    rows: list[RowData] = []
    seen: dict[Hashable, int] = {}
    for row in fitted.rows:
        cells = {name: row.cells[place] if place < len(row.cells) else "" for name, place in fitted.places.items()}
        draft = reader.read(cells)
        state, problems = State.PROBLEM, list(draft.problems)
        if not problems:
            identity = reader.identity(draft.data)
            first = seen.setdefault(identity, row.number)
            if reader.is_there(identity):
                state = State.THERE
            elif first != row.number:
                state = State.TWICE
                problems = [Said("", str(_("Row %(row)s says the same", row=first)))]
            else:
                state = State.SOUND
        rows.append(
            {
                "row": row.number,
                "cells": [told(cell) for cell in row.cells],
                "state": state.value,
                "data": dict(draft.data),
                "problems": _as_data(problems),
                "remarks": _as_data(draft.remarks),
            }
        )
    return Looked(rows)


def _as_data(said: Iterable[Said]) -> list[dict[str, str]]:
    return [{"column": one.column, "message": one.message} for one in said]


def look_again(rows: Iterable[RowData], reader: RowReader) -> list[RowData]:
    """The rows as they stand at the moment of taking: what was sound may have a problem now, or be there already."""
    looked = []
    for row in rows:
        if row["state"] == State.SOUND:
            problems = reader.check(row["data"])
            state = State.PROBLEM if problems else State.THERE if reader.is_there(reader.identity(row["data"])) else State.SOUND
            row = {**row, "state": state.value, "problems": _as_data(problems)}
        looked.append(row)
    return looked


def in_order(rows: Iterable[RowData], states: Sequence[str]) -> list[RowData]:
    """The rows of some states, first those with problems, each state in the order of the file."""
    order = {state: number for number, state in enumerate(states)}
    return sorted((row for row in rows if row["state"] in order), key=lambda row: (order[row["state"]], row["row"]))


def rows_with_problems(headings: Sequence[str], rows: Iterable[RowData], separator: str, heading: str) -> bytes:
    """The rows with problems as CSV with the headings of the file, to be mended and read again; the last column says what is the matter."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=separator)
    writer.writerow([*map(_cell, headings), heading])
    for row in rows:
        if row["state"] == State.PROBLEM:
            cells = (*row["cells"], *[""] * len(headings))[: len(headings)]
            writer.writerow([*map(_cell, cells), _cell(" · ".join(one["message"] for one in row["problems"]))])
    return out.getvalue().encode("utf-8-sig")


def _cell(words: str) -> Any:
    return words if NUMBER.fullmatch(words) else harmless(words)
