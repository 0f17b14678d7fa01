"""Words: how a text in English, French or Dutch becomes what the index holds; the same on both sides."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from whoosh.analysis import Analyzer, Token
from whoosh.lang.snowball.dutch import DutchStemmer
from whoosh.lang.snowball.english import EnglishStemmer
from whoosh.lang.snowball.french import FrenchStemmer
from whoosh.lang.stopwords import stoplists

from ticc.foundation.text import fold

LANGUAGES = ("en", "fr", "nl")
# Longer than any word of the three languages; what is longer is no word, and the index has a limit.
LONGEST_WORD = 60
# Between the texts of one field stands a character that no text has, and a distance that no phrase bridges.
SEPARATOR = "\x1e"
GAP = 100
GRAM = 4
# Terms that stand at these distances from the first of them; a single term stands at distance 0.
Pattern = tuple[tuple[int, str], ...]

# Letters and digits, accents also where they stand as marks of their own, and apostrophes between them.
_WORD = re.compile(r"[^\W_][\u0300-\u036f]*(?:[^\W_]|[\u0300-\u036f]|['’ʼ](?=[^\W_]))*")
_ELIDED = re.compile(r"^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)'(?=.)")
_POSSESSIVE = re.compile(r"'s$")
# What Whoosh's lists leave out.
_MORE_STOPS = {
    "en": "im ive id youre youve dont doesnt didnt isnt arent wasnt cant couldnt wont wouldnt theyre weve lets",
    "fr": "les cet cette comme si plus aujourd hui car donc chez sans etre avoir aussi tout tous toute toutes",
    "nl": "alle dezelfde elke hebt we wij jullie jouw",
}
_STOPS = {language: frozenset(map(fold, stoplists[language])) | set(_MORE_STOPS[language].split()) for language in LANGUAGES}
_STEMMERS = {"en": EnglishStemmer(), "fr": FrenchStemmer(), "nl": DutchStemmer()}
# Endings that the stemmers miss: American spelling, French feminines without their accents, Dutch plurals after -ie.
_ENDINGS = {
    "en": (re.compile(r"(?<=...)iz(?=(?:e|ed|es|er|ers|ing|ation|ations)$)"), "is"),
    "fr": (re.compile(r"(?<=e)e(?=s?$)|(?<=ier)e(?=s?$)"), ""),
    "nl": (re.compile(r"ies$"), "ie"),
}


class Word(NamedTuple):
    """A word of a text, without accents and in lower case, and where it stands."""

    text: str
    start: int
    end: int


def words_of(text: str) -> Iterator[Word]:
    """The words of a text in their order; `l'équipe` is `equipe`, `council's` is `council`."""
    for found in _WORD.finditer(text):
        word = _plain(found[0])
        if word:
            yield Word(word, found.start(), found.end())


@lru_cache(maxsize=65536)
def _plain(written: str) -> str:
    folded = fold(written.casefold()).replace("ʼ", "'")
    bare = _POSSESSIVE.sub("", _ELIDED.sub("", folded))
    return "".join(letter for letter in bare if letter.isalnum())[:LONGEST_WORD]


@lru_cache(maxsize=65536)
def stem(word: str, language: str) -> str:
    """What a word and its inflections have in common; empty for a word that says nothing in this language."""
    if word in _STOPS[language]:
        return ""
    ending, instead = _ENDINGS[language]
    return _STEMMERS[language].stem(ending.sub(instead, word)) or word


@lru_cache(maxsize=65536)
def _stem_as_written(written: str, language: str) -> str:
    word = _plain(written)
    return stem(word, language) if word else ""


def stems_in(text: str, language: str) -> list[tuple[str, int, int]]:
    """The stems of a text, and where their words stand; the quick way for texts that were analysed before."""
    return [(_stem_as_written(found[0], language), *found.span()) for found in _WORD.finditer(text)]


@lru_cache(maxsize=4096)
def is_stop_word(word: str) -> bool:
    """Whether a word says nothing in at least one of the languages (such as `car`, which is `because` in French)."""
    return any(not stem(word, language) for language in LANGUAGES)


def terms_of(words: Iterable[str], language: str | None) -> Iterator[tuple[int, str]]:
    """What the index holds of words: their stems in a language, or with None themselves; each with its position among the words."""
    for position, word in enumerate(words):
        term = stem(word, language) if language else word
        if term:
            yield position, term


def grams_of(word: str) -> set[str]:
    """The pieces of a word, by which a misspelt or half-typed word or a part of a compound is known again."""
    return {word[start : start + GRAM] for start in range(len(word) - GRAM + 1)}


class WordAnalyser(Analyzer):
    """Whoosh's view of `terms_of`. No phrase reaches over a SEPARATOR."""

    def __init__(self, language: str | None = None) -> None:
        self.language = language

    def __call__(self, value: str, positions: bool = False, **options: Any) -> Iterator[Token]:
        """Tokens as Whoosh wants them: one object, changed for each term."""
        token = Token(positions, **options)
        begin = 0
        for text in value.split(SEPARATOR):
            words = [word.text for word in words_of(text)]
            for position, term in terms_of(words, self.language):
                token.text = token.original = term
                token.pos = begin + position
                yield token
            begin += len(words) + GAP


class GramAnalyser(Analyzer):
    """The pieces of all words, each once."""

    def __call__(self, value: str, **options: Any) -> Iterator[Token]:
        """Tokens as Whoosh wants them."""
        token = Token(**options)
        for gram in sorted({gram for word in words_of(value) for gram in grams_of(word.text)}):
            token.text = token.original = gram
            yield token
