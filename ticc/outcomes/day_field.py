"""A day as three short fields, as people type it on a phone: day, month, year."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import gettext as _
from wtforms import Field

from ticc.foundation.forms import tidy

PARTS = ("day", "month", "year")


class DayField(Field):
    """A day in three inputs named `field-day`, `field-month` and `field-year`; what was typed is kept in `typed` however odd it is."""

    def __init__(self, label: Any = None, *, missing: Any = None, **kwargs: Any) -> None:
        """`missing` is what is said when nothing was typed; without it the day may be left out."""
        super().__init__(label, **kwargs)
        self.missing = missing
        self.typed: dict[str, str] = dict.fromkeys(PARTS, "")

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Take the day from what was sent, or show one that is known."""
        self.process_errors: list[str] = []
        self.data: date | None = data if isinstance(data, date) else None
        self.show(self.data)
        if formdata:
            self.typed = {part: tidy(formdata.get(f"{self.name}-{part}", ""))[:40] for part in PARTS}
            self.data = self._read()

    def show(self, day: date | None) -> None:
        """Fill the three inputs with a day."""
        self.data = day
        self.typed = {part: str(getattr(day, part)) if day else "" for part in PARTS}

    def _read(self) -> date | None:
        if not any(self.typed.values()):
            if self.missing is not None:
                self.process_errors.append(str(self.missing))
            return None
        # Only the ten digits that a phone's number pad has: other signs count as digits too, for `str.isdigit`.
        day, month, year = (self.typed[part] for part in PARTS)
        if (day + month + year).isdecimal() and (day + month + year).isascii() and len(year) == 4 and 1 <= len(day) <= 2 and 1 <= len(month) <= 2:
            try:
                return date(int(year), int(month), int(day))
            except ValueError:
                self.process_errors.append(str(_("There is no such day: check day and month")))
                return None
        self.process_errors.append(str(_("Give the day in numbers, such as 31 3 2026, with all four digits of the year")))
        return None
