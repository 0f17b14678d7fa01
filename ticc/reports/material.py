"""What a report is composed from: a snapshot cut to its scope, the texts of entries, and the words of the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from sqlmodel import Session, select

from ticc.assessment.profile import Profile
from ticc.blueprint.models import Principle
from ticc.catalogue.entry import Entry
from ticc.catalogue.snapshot import Card, Snapshot
from ticc.catalogue.vocabulary import Programme, Vocabularies
from ticc.documents.document import Span, Spans
from ticc.methodology.models import Step
from ticc.outcomes.models import Indicator, SiteMeasurement, Target
from ticc.reports.scope import Scope

# Kinds whose longer texts a report tells; of the others it tells title and summary, which the snapshot knows.
WITH_TEXTS: tuple[type[Entry], ...] = (Principle, Step, Indicator)
# After words that nobody has checked, and after those that are only there in English.
UNCHECKED, NOT_TRANSLATED = "°", "[en]"


class Depth(StrEnum):
    """How much a reader wants: some nine pages, some thirty-five, or everything."""

    BRIEF = "brief"
    STANDARD = "standard"
    FULL = "full"


@dataclass(frozen=True)
class Material:
    """Everything that the sections compose from; nothing in it knows of a request, a clock or a database."""

    snapshot: Snapshot
    texts: Mapping[str, Entry]
    vocabularies: Vocabularies
    programme: Programme
    language: str
    depth: Depth
    as_of: date
    # What the snapshot was cut to, so that the report can say it.
    scope: Scope = field(default_factory=Scope)
    # Leave out translations that nobody has checked: the original stands instead.
    refuses_unchecked: bool = False
    # Of places that agreed to be compared; the section on them says nothing below five.
    profiles: tuple[Profile, ...] = ()
    sections_of_instrument: Mapping[str, str] = field(default_factory=dict)
    # What partners measured and aim for, of what the report's readers may see; numbers of the accounts whose figures are samples.
    measured: tuple[SiteMeasurement, ...] = ()
    targets: tuple[Target, ...] = ()
    sample_accounts: frozenset[int] = frozenset()

    def says(self, card: Card, name: str) -> tuple[str, str]:
        """Title or summary of an entry for the reader, with the language that it is really in."""
        if self.refuses_unchecked and not card.translations.get(self.language, {}).get("checked"):
            return str(getattr(card, name)), "en"
        return card.text(name, self.language)

    def told(self, card: Card, name: str = "title") -> str:
        """Title or summary with its mark: of a translation that nobody has checked, or of words that are not in the report's language."""
        words, written_in = self.says(card, name)
        return words + self._mark(written_in, card.translations)

    def span(self, card: Card, name: str = "title", *, is_strong: bool = False) -> Span:
        """Title or summary as a marked run of words, with the language that it is in where that is not the report's."""
        written_in = self.says(card, name)[1]
        return Span(self.told(card, name), is_strong=is_strong, language=None if written_in == self.language else written_in)

    def original(self, words: str) -> str:
        """Words that are only there in the language in which the catalogue was written, with their mark."""
        return words + self._mark("en", {}) if words else ""

    def _mark(self, written_in: str, translations: Mapping[str, Any]) -> str:
        if self.language == "en":
            return ""
        if written_in != self.language:
            return f" {NOT_TRANSLATED}"
        return "" if translations.get(self.language, {}).get("checked") else UNCHECKED

    def title(self, code: str) -> str:
        """The title of an entry; the code itself for one that is not in the scope."""
        card = self.snapshot.cards.get(code)
        return self.says(card, "title")[0] if card else code

    def text(self, code: str, name: str) -> Any:
        """A longer text of an entry (a principle's `asks`, a step's `checklist`), in the report's language where it exists."""
        entry = self.texts.get(code)
        if entry is None:
            return ""
        translated = entry.translations.get(self.language, {})
        if translated.get(name) and (translated.get("checked") or not self.refuses_unchecked):
            return translated[name]
        return getattr(entry, name)

    def is_translated(self, code: str, name: str) -> bool:
        """Whether `text` gives a text in the report's language."""
        entry = self.texts.get(code)
        translated = entry.translations.get(self.language, {}) if entry else {}
        return self.language == "en" or bool(translated.get(name) and (translated.get("checked") or not self.refuses_unchecked))

    def runs(self, code: str, name: str) -> tuple[Spans, ...]:
        """A longer text, or each of a list of them, as a marked run; nothing where there is none."""
        words = self.text(code, name)
        each = words if isinstance(words, list | tuple) else [words] if words else []
        written_in = self.language if self.is_translated(code, name) else "en"
        mark = self._mark(written_in, self.texts[code].translations) if each else ""
        return tuple((Span(f"{one}{mark}", language=None if written_in == self.language else written_in),) for one in each)

    def word(self, vocabulary: str, key: str | None) -> str:
        """How the report's language says a word of a vocabulary."""
        return self.vocabularies[vocabulary].label(key, self.language) if key else ""

    def take(self, brief: int, standard: int) -> int | None:
        """How many of a list to tell at this depth; None for all."""
        return {Depth.BRIEF: brief, Depth.STANDARD: standard, Depth.FULL: None}[self.depth]


def read_texts(session: Session, codes: Iterable[str]) -> dict[str, Entry]:
    """The entries whose longer texts a report tells, by code."""
    wanted = set(codes)
    return {entry.code: entry for table in WITH_TEXTS for entry in session.exec(select(table)) if entry.code in wanted}
