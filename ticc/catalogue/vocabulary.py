"""The closed vocabularies of a programme: themes, levels, countries and other words that are content, not code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError


class VocabularyError(ValueError):
    """A vocabulary file that says something it may not."""


class Word(BaseModel):
    """One word of a vocabulary: its key, how each language says it, and one sentence on what it means."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    key: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    label: dict[str, str]
    sentence: dict[str, str] = {}
    group: str | None = None

    def in_language(self, language: str) -> str:
        """The label in a language, or in English where there is none."""
        return self.label.get(language) or self.label["en"]

    def explained(self, language: str) -> str:
        """The sentence in a language, or in English; empty where the word explains itself."""
        return self.sentence.get(language) or self.sentence.get("en", "")


class Vocabulary(Mapping[str, Word]):
    """The words of one vocabulary in the order of its file, by key."""

    def __init__(self, words: list[Word]) -> None:
        self._words = {word.key: word for word in words}

    def __getitem__(self, key: str) -> Word:
        return self._words[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._words)

    def __len__(self) -> int:
        return len(self._words)

    def label(self, key: str, language: str) -> str:
        """How a language says a key; the key itself where the vocabulary has lost it."""
        word = self._words.get(key)
        return word.in_language(language) if word else key


class Vocabularies:
    """All vocabularies by name; one that is missing is empty."""

    def __init__(self) -> None:
        self._by_name: dict[str, Vocabulary] = {}

    def add(self, name: str, rows: Any) -> None:
        """Take in the rows of one vocabulary; raises VocabularyError."""
        if not isinstance(rows, list):
            raise VocabularyError("must be a list of words, each with key and label")
        try:
            words = [Word.model_validate(row) for row in rows]
        except ValidationError as error:
            first = error.errors()[0]
            raise VocabularyError(f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from error
        for word in words:
            if "en" not in word.label:
                raise VocabularyError(f"'{word.key}' has no English label")
        if len({word.key for word in words}) != len(words):
            raise VocabularyError("a key stands twice")
        self._by_name[name] = Vocabulary(words)

    def __getitem__(self, name: str) -> Vocabulary:
        return self._by_name.get(name, Vocabulary([]))

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_name)


class Programme(BaseModel):
    """The programme that the knowledge base serves: its name, and the practice that it carries from an origin."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(min_length=2, max_length=60)
    tagline: dict[str, str]
    practice: dict[str, str]
    origin: str | None = None
    languages: list[str] = ["en"]
    currency: str = "EUR"
    # The partners that the sample accounts belong to.
    sample_partners: list[str] = []

    def says(self, field: str, language: str) -> str:
        """The tagline or the practice in a language, or in English."""
        texts: dict[str, str] = getattr(self, field)
        return texts.get(language) or texts.get("en", "")
