"""Take a list away: exactly what the page lists, as CSV, Excel or JSON."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from ticc.documents.sheets import harmless


def as_cell(value: Any) -> Any:
    """A value as one cell: lists joined by semicolons."""
    if isinstance(value, list | tuple):
        value = "; ".join(str(one) for one in value)
    return harmless("" if value is None else value)


def to_csv(columns: Sequence[str], rows: Iterable[dict[str, Any]]) -> bytes:
    """CSV in UTF-8 with a mark at its beginning, so that spreadsheet programs read the accents."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([as_cell(row.get(column)) for column in columns] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def to_xlsx(columns: Sequence[str], rows: Iterable[dict[str, Any]], name: str) -> bytes:
    """An Excel workbook with one sheet, written row by row."""
    from openpyxl import Workbook  # large, and seldom needed

    book = Workbook(write_only=True)
    sheet = book.create_sheet(name[:31])
    sheet.append(list(columns))
    for row in rows:
        sheet.append([as_cell(row.get(column)) for column in columns])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
