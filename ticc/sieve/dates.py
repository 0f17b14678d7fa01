"""Dates of birth: a whole date beside a word for being born, or one on which somebody was born who is an adult today."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

FIRST_YEAR = 1900
OF_AGE = 18
# How far before a date the word for being born may stand.
REACH = 32

_MONTHS = (
    "january jan janvier janv januari",
    "february feb février fevrier févr fev februari",
    "march mar mars maart mrt",
    "april apr avril avr",
    "may mai mei",
    "june jun juin juni",
    "july jul juillet juil juli",
    "august aug août aout augustus",
    "september sept sep septembre",
    "october oct octobre oktober okt",
    "november nov novembre",
    "december dec décembre déc decembre",
)


def _by_their_beginnings() -> dict[str, int]:
    """Months by every beginning of three letters or more that fits one of them alone, and by the short forms that are no beginnings."""
    months: dict[str, set[int]] = {}
    for number, names in enumerate(_MONTHS, 1):
        for name in names.split():
            for length in range(3, len(name) + 1):
                months.setdefault(name[:length], set()).add(number)
    return {name: numbers.pop() for name, numbers in months.items() if len(numbers) == 1}


_MONTH_OF = _by_their_beginnings()
_NAME = "[A-Za-zéûÉÛ]{3,10}"
_GAP = "[ \u00a0\u202f]"
_BEGINS = r"(?<![0-9A-Za-z_/-])(?<![0-9][.,:])(?:(?P<on>(?:on|le|op)" + _GAP + "(?:the )?))?"
_ENDS = r"(?![0-9A-Za-z_])(?![./-][0-9])"
_ORDINAL = r"(?:st|nd|rd|th|er|e)?"
_SHAPES = tuple(
    re.compile(_BEGINS + shape + _ENDS, re.IGNORECASE)
    for shape in (
        rf"(?P<day>[0-3]?[0-9]){_ORDINAL}\.?[ \u00a0\u202f-](?:of )?(?P<name>{_NAME})\.?,?[ \u00a0\u202f-](?P<year>(?:19|20)[0-9]{{2}}|'?[0-9]{{2}})",
        rf"(?P<name>{_NAME})\.?{_GAP}(?P<day>[0-3]?[0-9]){_ORDINAL},?{_GAP}(?P<year>(?:19|20)[0-9]{{2}})",
        r"(?P<day>[0-3]?[0-9])(?P<gap>[./ \u00a0-])(?P<month>[01]?[0-9])(?P=gap)(?P<year>(?:19|20)[0-9]{2}|[0-9]{2})",
        r"(?P<year>(?:19|20)[0-9]{2})(?P<gap>[./-])(?P<month>[01]?[0-9])(?P=gap)(?P<day>[0-3]?[0-9])",
    )
)
_BORN = re.compile(
    r"(?:\bborn\b|\bd\.?o\.?b\b|\bbirth|\bnée?s?\b|\bn[ée]\(e\)|\bn[ée]e? le\b|naissance|\bgeboren\b|\bgeb\b|geboorte)[^\n!?;]{0,20}$",
    re.IGNORECASE,
)
# What is so old and no person: a law, and what has been so since then.
_NO_PERSON = re.compile(
    r"\b(?:act|law|order|regulations?|directive|since|until|from|founded|opened|signed|loi|décret|arrêté|ordonnance|circulaire|depuis|jusqu['’]au|fondée?|"
    r"ouverte?|signée?|wet|besluit|decreet|verordening|richtlijn|sinds|tot|vanaf|opgericht|geopend|getekend)\b[^\n!?;]{0,20}$",
    re.IGNORECASE,
)


def births(text: str, today: date) -> Iterator[tuple[int, int, date, bool]]:
    """Where dates of birth stand: from, to, the date, and whether a word such as *on* before it belongs to it."""
    for shape in _SHAPES:
        for match in shape.finditer(text):
            found = _date_of(match, today)
            if found and _is_birth(text[max(0, match.start() - REACH) : match.start()], match, found, today):
                yield *match.span(), found, bool(match["on"])


def _is_birth(before: str, match: re.Match[str], found: date, today: date) -> bool:
    if _BORN.search(before):
        return found <= today
    is_whole = len(match["year"]) == 4 and match.groupdict().get("gap") not in (" ", "\u00a0")
    return is_whole and found.year >= FIRST_YEAR and found <= _years_before(today) and not _NO_PERSON.search(before)


def _years_before(today: date) -> date:
    # The 28th exists in every year; three days more or less say nothing about who is grown up.
    return date(today.year - OF_AGE, today.month, min(today.day, 28))


def _date_of(match: re.Match[str], today: date) -> date | None:
    parts = match.groupdict()
    digits = parts["year"].lstrip("'")
    year = int(digits)
    if len(digits) == 2:
        year += 2000 if 2000 + year <= today.year else 1900
    # A word that is no month is month 0, and no date.
    day, month = int(parts["day"]), int(parts["month"]) if parts.get("month") else _MONTH_OF.get(parts["name"].lower(), 0)
    if month > 12 >= day:
        day, month = month, day
    try:
        return date(year, month, day)
    except ValueError:
        return None
