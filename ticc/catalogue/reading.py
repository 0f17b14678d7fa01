"""An entry in the reader's language, and honesty about what is not in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ticc.catalogue.entry import Entry


@dataclass(frozen=True)
class Said:
    """A text, and the language that it really is in."""

    text: Any
    language: str
    # Whether it is not in the language that was asked for.
    is_other: bool

    def __bool__(self) -> bool:
        return bool(self.text)


@dataclass(frozen=True)
class Reading:
    """One entry for one reader."""

    entry: Entry
    language: str
    fields: tuple[str, ...]

    @property
    def original_language(self) -> str:
        """The language that the entry was written in."""
        return getattr(self.entry, "language", None) or "en" if self.entry.kind == "barrier" else "en"

    @property
    def _translated(self) -> dict[str, Any]:
        found: dict[str, Any] = self.entry.translations.get(self.language, {}) if self.language != self.original_language else {}
        return found

    def says(self, name: str) -> Said:
        """A field in the reader's language, or in the original one."""
        if self._translated.get(name):
            return Said(self._translated[name], self.language, is_other=False)
        return Said(getattr(self.entry, name), self.original_language, is_other=self.language != self.original_language)

    @property
    def is_unchecked(self) -> bool:
        """Whether a translation is shown that no person has checked yet."""
        return bool(self._translated) and not self._translated.get("checked")

    @property
    def falls_back(self) -> bool:
        """Whether some of what is shown is not in the reader's language."""
        return any(said.is_other and said.text for said in map(self.says, self.fields))


def reading_of(entry: Entry, language: str, sheet: Any = None) -> Reading:
    """An entry for a reader; the sheet of its kind knows which of its fields are texts."""
    return Reading(entry, language, getattr(sheet, "translatable", ("title", "summary", "body")))
