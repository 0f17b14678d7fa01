"""From the bytes of a file to a table: encodings and separators are found out, everything that is no table is refused."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from flask_babel import gettext as _

from ticc.attachments.packed import ZIP_BEGINS
from ticc.foundation.errors import Refusal
from ticc.imports.table import LONGEST_CELL, RowCollector, Sheet, tidy_cell
from ticc.imports.workbook import read_workbook

SEPARATORS = (";", ",", "\t", "|")
# How many records are looked at to find the separator.
LOOKED_AT = 200
OLD_EXCEL = b"\xd0\xcf\x11\xe0"
OTHER_KINDS = (b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"<!DOCTYPE", b"<html", b"<?xml")
# One sign in so many may be unreadable in a text; a file with more of them is no text.
UNREADABLE = 50


def read_table(data: bytes, sheet_names: Sequence[str] = ()) -> Sheet:
    """The table of a .csv or .xlsx file, told by its content; of a workbook the sheet with one of these names, or the first.

    Raises Refusal, and nothing else, for everything that is no such file.
    """
    if not data.strip():
        raise Refusal(_("This file is empty."), "file")
    if data.startswith(ZIP_BEGINS):
        return read_workbook(data, sheet_names)
    if data.startswith(OLD_EXCEL):
        raise Refusal(
            _("This is a workbook in the old format of Excel, or one with a password: save it as “Excel workbook (.xlsx)” without a password."),
            "file",
        )
    if data.lstrip()[:20].startswith(OTHER_KINDS):
        raise _no_table()
    return _read_text(_decoded(data))


def _no_table() -> Refusal:
    return Refusal(_("This is no table that can be read: save it as CSV or as an Excel workbook (.xlsx)."), "file")


def _decoded(data: bytes) -> str:
    for encoding in _encodings(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        unreadable = sum(text.count(sign) for sign in map(chr, (*range(9), *range(14, 32), 0xFFFE, 0xFFFF)))
        if unreadable * UNREADABLE > len(text):
            raise _no_table()
        return text.removeprefix("\ufeff")
    raise Refusal(_("The letters of this file cannot be read: save it as “CSV UTF-8”, or as an Excel workbook (.xlsx)."), "file")


def _encodings(data: bytes) -> tuple[str, ...]:
    """What a text may be written in, the surest first; old Excel writes Windows-1252, and its “Unicode text” is UTF-16."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    start = data[:2000]
    for encoding, empty, full in (("utf-16-le", start[1::2], start[::2]), ("utf-16-be", start[::2], start[1::2])):
        # Of western letters every second byte is empty, and no other.
        if len(data) % 2 == 0 and empty.count(0) * 10 > len(empty) * 7 and full.count(0) * 10 < len(full):
            return (encoding,)
    return ("utf-8-sig", "cp1252")


def _read_text(text: str) -> Sheet:
    said, text = _said_separator(text)
    separator = said or _separator(text)
    rows = RowCollector()
    for number, record in enumerate(_records(text, separator), 1):
        rows.take(number, [tidy_cell(cell, number) for cell in record])
    return rows.sheet(separator)


def _said_separator(text: str) -> tuple[str, str]:
    """The separator that a first line `sep=;` names for Excel, which does not show the line; and the text without it."""
    first, _line, rest = text.partition("\n")
    said = first.strip().strip('"')
    return (said[4], rest) if said.lower().startswith("sep=") and len(said) == 5 and said[4] in SEPARATORS else ("", text)


def _separator(text: str) -> str:
    """The separator with which most of the first records have the same number of cells, and more than one."""
    found = {separator: _evenness(text, separator) for separator in SEPARATORS}
    return max(SEPARATORS, key=lambda separator: found[separator])


def _evenness(text: str, separator: str) -> tuple[float, int]:
    try:
        counts = [len(record) for record in islice(_records(text, separator), LOOKED_AT) if any(cell.strip() for cell in record)]
    except Refusal:
        return 0.0, 0
    several = Counter(count for count in counts if count > 1)
    if not several:
        return 0.0, 0
    cells, times = max(several.items(), key=lambda one: (one[1], one[0]))
    return times / len(counts), cells


def _records(text: str, separator: str) -> Iterator[list[str]]:
    csv.field_size_limit(max(csv.field_size_limit(), 4 * LONGEST_CELL))
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    except csv.Error:
        raise _no_table() from None
