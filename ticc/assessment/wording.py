"""An instrument in the words of its reader: the language of the page, and the wording for the place's own settings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ticc.assessment.instrument import Axis, Instrument, InstrumentText, Statement
from ticc.assessment.models import Said

# What a form sends for an answer without a step.
UNSCORED = (Said.DO_NOT_KNOW.value, Said.DOES_NOT_APPLY.value)


@dataclass(frozen=True)
class Question:
    """A statement as it is put to a person."""

    key: str
    principle: str
    section: str
    text: str
    why: str
    steps: Sequence[str]
    signs: Sequence[str]


@dataclass(frozen=True)
class InWords:
    """An instrument as one reader reads it; where a language is missing, the original stands."""

    instrument: Instrument
    texts: Mapping[str, InstrumentText]
    settings: Mapping[str, str]
    language: str

    @property
    def written_in(self) -> str:
        """The language that the statements are really in."""
        return self.language if self.language in self.texts else "en"

    @property
    def is_unchecked(self) -> bool:
        """Whether no person who speaks the language has read the translation yet."""
        text = self.texts.get(self.language)
        return text is not None and not text.checked

    @property
    def title(self) -> str:
        """The instrument's title."""
        text = self.texts.get(self.language)
        return text.title if text else self.instrument.title

    @property
    def summary(self) -> str:
        """What the instrument is for."""
        text = self.texts.get(self.language)
        return text.summary if text else self.instrument.summary

    def section(self, principle: str) -> str:
        """The title of the section on a principle; the code itself for one that the instrument does not ask about."""
        text = self.texts.get(self.language)
        titles = {section.principle: section.title for section in self.instrument.sections} | (text.sections if text else {})
        return titles.get(principle, principle)

    def question(self, statement: Statement) -> Question:
        """A statement as it is put to this reader."""
        text = self.texts.get(self.language)
        asked = text.statements[statement.key] if text else statement
        principle = self.instrument.section_of(statement.key).principle
        return Question(statement.key, principle, self.section(principle), asked.worded(self.settings), asked.why, asked.steps, asked.you_would_see)

    def statement(self, key: str) -> str:
        """Only the text of a statement; raises KeyError."""
        return self.question(self.instrument.statement(key)).text

    def setting(self, axis: Axis) -> str:
        """What was chosen on an axis, in words; empty where nothing was."""
        chosen = self.settings.get(axis)
        return next((said(one.label, self.language) for one in self.instrument.settings if one.key == chosen), "")

    def choices(self, axis: Axis) -> list[tuple[str, str]]:
        """The settings of an axis with their words, for a form."""
        return [(one.key, said(one.label, self.language)) for one in self.instrument.settings_of(axis)]

    def undertakings(self) -> list[tuple[str, str]]:
        """What people may be about to do, with its words, for a form."""
        return [(one.key, said(one.label, self.language)) for one in self.instrument.undertakings]


def said(label: Mapping[str, str], language: str) -> str:
    """A label in a language, or in English."""
    return label.get(language) or label["en"]
