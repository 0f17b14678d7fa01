"""Files with tables, made on the spot."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook


def xlsx(*rows: Sequence[Any], name: str = "Sheet", formats: dict[str, str] | None = None, more: Iterable[str] = ()) -> bytes:
    """A workbook with one filled sheet, empty sheets before it, and formats of numbers for some cells."""
    book = Workbook()
    first = book.active
    assert first is not None
    for number, other in enumerate(more):
        book.create_sheet(other, number)
    first.title = name
    for row in rows:
        first.append(row)
    for cell, wanted in (formats or {}).items():
        first[cell].number_format = wanted
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def lines(*said: str, encoding: str = "utf-8") -> bytes:
    """A text of these lines."""
    return "\n".join(said).encode(encoding)
