"""Figures as partners tell them: what was measured and what is aimed for, which faults they can have, and how a number is read. Pure."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from flask_babel import gettext as _

from ticc.catalogue.words import Visibility
from ticc.foundation.errors import Refusal
from ticc.foundation.text import fold

EARLIEST = date(1990, 1, 1)
LATEST = date(2100, 12, 31)
# Nothing that one place counts is larger; it also keeps every number within what a spreadsheet holds exactly.
MOST = 1_000_000_000
LEAST = 0.000_001
MOST_COUNTED = 100_000_000
LENGTHS = {"unit": 100, "source": 1000, "note": 2000, "reason": 2000}
# How people write that a number is a share of a hundred.
PER_CENT = frozenset({"%", "per cent", "percent", "pct", "pour cent", "pourcent", "procent", "percentage", "pourcentage"})

_NUMBER = re.compile(r"[-+]?[0-9]+(?:[.,][0-9]+)?")
_GROUPED = re.compile(r"[-+]?[0-9]{1,3}(?:[ \u00a0\u2009\u202f'’.,][0-9]{3})+(?:[.,][0-9]+)?")


@dataclass(frozen=True)
class Measured:
    """What was measured at a site on a day, or over the time that ends on it; an empty `unit` is the unit of the indicator."""

    indicator_code: str
    site_code: str
    value: float
    measured_on: date
    measured_from: date | None = None
    unit: str = ""
    counted: int | None = None
    source: str = ""
    note: str = ""
    visibility: str = Visibility.PRIVATE.value


@dataclass(frozen=True)
class Aim:
    """What a partner aims for at a site by a day; an empty `unit` is the unit of the indicator."""

    indicator_code: str
    site_code: str
    value: float
    due_on: date
    unit: str = ""
    reason: str = ""
    visibility: str = Visibility.PRIVATE.value


def faults(figure: Measured, *, today: date) -> list[Refusal]:
    """Every fault of a figure, each with the field that it belongs to; none for a figure that can be taken."""
    found = _faults_of_value(figure.value) + _too_long(figure, "unit", "source", "note") + _unknown_visibility(figure.visibility)
    if figure.measured_on > today:
        found.append(Refusal(_("This day lies in the future: a target says what you aim for"), "measured_on"))
    if figure.measured_on < EARLIEST:
        found.append(Refusal(_("Give a day from 1990 on"), "measured_on"))
    if figure.measured_from is not None and figure.measured_from < EARLIEST:
        found.append(Refusal(_("Give a day from 1990 on"), "measured_from"))
    elif figure.measured_from is not None and figure.measured_from > figure.measured_on:
        found.append(Refusal(_("The first day must not lie after the last one"), "measured_from"))
    if figure.counted is not None and not 1 <= figure.counted <= MOST_COUNTED:
        found.append(Refusal(_("Give how many as a whole number from 1 on, or leave it empty"), "counted"))
    return found


def faults_of_aim(aim: Aim) -> list[Refusal]:
    """Every fault of a target, each with the field that it belongs to; its day may lie in the past, for old targets are told too."""
    found = _faults_of_value(aim.value) + _too_long(aim, "unit", "reason") + _unknown_visibility(aim.visibility)
    if not EARLIEST <= aim.due_on <= LATEST:
        found.append(Refusal(_("Give a day between 1990 and 2100"), "due_on"))
    return found


def remarks(value: float, unit: str, indicator_unit: str) -> list[str]:
    """What looks odd and may still be right: a share below nought or above a hundred (a change against another place can be both)."""
    if is_per_cent(unit or indicator_unit) and not 0 <= value <= 100:
        return [_("This is a percentage outside 0 to 100: is it right?")]
    return []


def is_per_cent(unit: str) -> bool:
    """Whether a unit is a share of a hundred, of whatever ("per cent of staff a year")."""
    said = fold(unit).strip()
    return said.startswith("%") or any(said == word or said.startswith(f"{word} ") for word in PER_CENT)


def own_unit(unit: str, indicator_unit: str) -> str:
    """The unit of a figure where it is another than the indicator's; empty where it is the same, however it is written.

    Figures in another unit are shown apart and never share a line with the indicator's own: nothing is converted. A bare "%" is the
    unit of an indicator that is counted per cent.
    """
    told = " ".join(unit.split())
    said, known = fold(told), fold(" ".join(indicator_unit.split()))
    if said == known or (said in PER_CENT and is_per_cent(known)):
        return ""
    return told


def read_number(text: str, field: str = "value") -> float:
    """The number that a person typed, with a decimal point or comma; raises Refusal with what to write instead.

    Separators between thousands are refused, and so is what could be read as one ("1,234"): the same signs mean a thousand times more in
    one country than in the next.
    """
    said = text.strip().replace("\u2212", "-").replace("\u2013", "-")
    if len(said) <= 40 and _may_be_thousands(said):
        plain = _without_thousands(said)
        raise Refusal(_("Leave out separators between thousands: write %(plain)s, or more decimals if you mean a fraction", plain=plain), field)
    if len(said) > 40 or not _NUMBER.fullmatch(said):
        raise Refusal(_("Give a plain number, such as 12 or 3.5"), field)
    # Nought has no sign.
    return float(said.replace(",", ".")) + 0.0


def written(value: float, *, decimal_comma: bool) -> str:
    """A number as a person would type it, so that `read_number` gives the same one back."""
    digits = format(Decimal(repr(value)), "f").removesuffix(".0").replace(".", "," if decimal_comma else ".")
    # One nought more where three decimals would be taken for thousands.
    return f"{digits}0" if _may_be_thousands(digits) else digits


def _may_be_thousands(said: str) -> bool:
    return _GROUPED.fullmatch(said) is not None and not re.match(r"[-+]?0", said)


def _without_thousands(said: str) -> str:
    """What was meant if the separators stand between thousands; a last one of another sort, or before other than three digits, is the decimal's."""
    marks, parts = re.findall(r"[^0-9+-]", said), re.split(r"[^0-9+-]", said)
    has_decimals = len(parts[-1]) != 3 or marks[-1] != marks[0]
    return "".join(parts[:-1]) + marks[-1] + parts[-1] if has_decimals else "".join(parts)


def _faults_of_value(value: float) -> list[Refusal]:
    if not math.isfinite(value):
        return [Refusal(_("Give a plain number, such as 12 or 3.5"), "value")]
    if abs(value) > MOST:
        return [Refusal(_("This number is too large: at most 1,000,000,000"), "value")]
    if 0 < abs(value) < LEAST:
        return [Refusal(_("This number is too small: at least 0.000001, or 0"), "value")]
    return []


def _too_long(told: Measured | Aim, *names: str) -> list[Refusal]:
    return [Refusal(_("Use at most %(most)s letters", most=LENGTHS[name]), name) for name in names if len(getattr(told, name)) > LENGTHS[name]]


def _unknown_visibility(visibility: str) -> list[Refusal]:
    return [] if visibility in set(Visibility) else [Refusal(_("Choose who may see it"), "visibility")]
