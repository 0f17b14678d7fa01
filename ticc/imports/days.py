"""Days as people write them in three languages: one day, a month, a quarter or a year, in figures and in words."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from flask_babel import gettext as _

from ticc.foundation.text import fold, shorten
from ticc.imports.table import Cell, told
from ticc.imports.values import Unclear

MONTHS = (
    ("january", "jan", "janvier", "janv", "januari"),
    ("february", "feb", "fevrier", "fevr", "fev", "februari", "febr"),
    ("march", "mar", "mars", "maart", "mrt"),
    ("april", "apr", "avril", "avr"),
    ("may", "mai", "mei"),
    ("june", "jun", "juin", "juni"),
    ("july", "jul", "juillet", "juil", "juli"),
    ("august", "aug", "aout", "augustus"),
    ("september", "sep", "sept", "septembre"),
    ("october", "oct", "octobre", "oktober", "okt"),
    ("november", "nov", "novembre"),
    ("december", "dec", "decembre"),
)
MONTH = {name: number for number, names in enumerate(MONTHS, 1) for name in names}

ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[t ]\d{1,2}:\d{2}.*)?")
THREE = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{2}|\d{4})")
# A space may stand for any of the signs between the parts.
DAY_IN_WORDS = re.compile(r"(?:[a-z]+ )?(\d{1,2})(?:st|nd|rd|th|er|e)? ([a-z]+) (\d{4}|\d{2})")
AMERICAN_IN_WORDS = re.compile(r"([a-z]+) (\d{1,2})(?:st|nd|rd|th)? (\d{4})")
MONTH_IN_WORDS = re.compile(r"([a-z]+) (\d{4})")
MONTH_FIRST, YEAR_FIRST = re.compile(r"(\d{1,2})[/.\-](\d{4})"), re.compile(r"(\d{4})[/.\-](\d{1,2})")
QUARTER = re.compile(r"[qtk] ?([1-4]) (\d{4})|(\d{4}) [qtk] ?([1-4])")
YEAR = re.compile(r"(19[89]\d|20\d\d)")
# Days as spreadsheet programs count them, from 1990 to 2100.
FIRST_COUNTED, SERIALS = date(1899, 12, 30), range(32_874, 73_415)
CENTURY_TURNS = 80


class Order(StrEnum):
    """What stands first in days such as 03/04/2026, as far as the column tells."""

    DAY = "day"
    MONTH = "month"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True)
class Span:
    """The day that a figure is of, and the first day where it is of a longer time."""

    on: date
    since: date | None = None


def order_of(cells: Iterable[Cell]) -> Order:
    """Look at the whole column: a day beyond 12 tells which number is the day; where none tells, the day stands first."""
    told_by = set()
    for cell in cells:
        if isinstance(cell, str) and (three := THREE.fullmatch(cell.strip())):
            first, second = int(three[1]), int(three[2])
            told_by |= {Order.DAY} if first > 12 >= second else {Order.MONTH} if second > 12 >= first else set()
    return Order.MIXED if len(told_by) > 1 else told_by.pop() if told_by else Order.DAY


def is_two_ways(cell: Cell) -> bool:
    """Whether day and month could change places and it would be another day."""
    three = THREE.fullmatch(cell.strip()) if isinstance(cell, str) else None
    return three is not None and three[1] != three[2] and int(three[1]) <= 12 and int(three[2]) <= 12


def read_span(cell: Cell, order: Order = Order.DAY) -> Span:
    """The day or the time that a cell names; a month, quarter or year is the time that ends on its last day. Raises Unclear."""
    if isinstance(cell, date):
        return Span(cell)
    try:
        found = _counted(cell) if isinstance(cell, int | float) else _written(cell, order)
    except (ValueError, OverflowError) as error:
        if isinstance(error, Unclear):
            raise
        found = None
    if found is None:
        raise Unclear(_("“%(words)s” is no day: write it as 2026-03-31, 31/03/2026 or 31 March 2026", words=shorten(told(cell), 40)))
    return found


def _counted(number: float) -> Span | None:
    if int(number) in SERIALS:
        return Span(FIRST_COUNTED + timedelta(days=int(number)))
    return _months(int(number), 1, 12) if number == int(number) and YEAR.fullmatch(str(int(number))) else None


def _written(cell: str, order: Order) -> Span | None:
    words = cell.strip()
    if words.isascii() and words.isdecimal() and len(words) <= 5:
        return _counted(int(words))
    if iso := ISO.fullmatch(words.lower()):
        return Span(date(int(iso[1]), int(iso[2]), int(iso[3])))
    if three := THREE.fullmatch(words):
        return Span(_day(three, order, words))
    if month := MONTH_FIRST.fullmatch(words):
        return _months(int(month[2]), int(month[1]))
    if month := YEAR_FIRST.fullmatch(words):
        return _months(int(month[1]), int(month[2]))
    return _in_words(" ".join(re.sub(r"[.,/\-]|\b(de|of|van)\b", " ", fold(words[:60])).split()))


def _day(three: re.Match[str], order: Order, words: str) -> date:
    first, second, year = int(three[1]), int(three[2]), _year(three[3])
    if first > 12 or second > 12:
        return date(year, second, first) if first > 12 else date(year, first, second)
    if order == Order.MIXED and first != second:
        raise Unclear(
            _("“%(words)s”: the column has days first and months first; write this one as %(iso)s", words=words, iso=date(year, second, first))
        )
    return date(year, first, second) if order == Order.MONTH else date(year, second, first)


def _in_words(words: str) -> Span | None:
    if (found := DAY_IN_WORDS.fullmatch(words)) and found[2] in MONTH:
        return Span(date(_year(found[3]), MONTH[found[2]], int(found[1])))
    if (found := AMERICAN_IN_WORDS.fullmatch(words)) and found[1] in MONTH:
        return Span(date(int(found[3]), MONTH[found[1]], int(found[2])))
    if (found := MONTH_IN_WORDS.fullmatch(words)) and found[1] in MONTH:
        return _months(int(found[2]), MONTH[found[1]])
    if found := QUARTER.fullmatch(words):
        quarter, year = int(found[1] or found[4]), int(found[2] or found[3])
        return _months(year, 3 * quarter - 2, 3)
    return None


def _year(digits: str) -> int:
    year = int(digits)
    return year if len(digits) == 4 else year + (1900 if year >= CENTURY_TURNS else 2000)


def _months(year: int, first: int, count: int = 1) -> Span:
    """So many months from the first one of them."""
    last = first + count - 1
    return Span(date(year, last, monthrange(year, last)[1]), date(year, first, 1))
