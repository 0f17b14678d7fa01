"""Which entries answer a query and in what order: pure arithmetic over the shelves of one viewer.

A shelf that is not given here can influence nothing: how rare a word is and how many entries there are is counted over these shelves
alone, and from living entries only.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from ticc.search.analysis import LANGUAGES, Pattern, is_stop_word, stem
from ticc.search.parsing import TypedQuery
from ticc.search.shelf import FIELDS, Shelf
from ticc.search.synonyms import Expression, Synonyms

Scores = dict[str, float]

# A word of the glossary that was not typed but means the same.
SYNONYM_WEIGHT = 0.4
OWN_LANGUAGE = 1.1
# Where fewer entries than this have every word, those that have most of them come after.
FEW = 5
# Turns the worth of words, which has no upper end, into a part of 1; a score is the number of words found, plus this part.
HALF_WORTH = 12.0


@dataclass(frozen=True)
class Ranking:
    """Codes with their scores, the best first, and how many of them have everything that was asked for."""

    scores: Sequence[tuple[str, float]]
    complete: int


@dataclass(frozen=True)
class _Words:
    """The scores of each typed word: of those that must be there, and of those that are welcome."""

    needed: Sequence[Scores]
    welcome: Sequence[Scores]

    def part(self, code: str) -> float:
        """What the words are worth in an entry, as a part of 1."""
        worth = sum(scores.get(code, 0.0) for scores in (*self.needed, *self.welcome))
        return worth / (worth + HALF_WORTH)


def rank(shelves: Sequence[Shelf], query: TypedQuery, language: str, synonyms: Synonyms, kinds: Collection[str] = ()) -> Ranking:
    """Rank what matches: phrases must be there, words too unless few entries have them all; a code that was typed jumps first."""
    words = _typed_words(shelves, query, language, synonyms)
    allowed = _allowed(shelves, query, kinds)
    covered = _covered(words.needed) if words.needed else dict.fromkeys(allowed if query.phrases else (), 0)
    covered = {code: count for code, count in covered.items() if code in allowed}
    chosen = {code: count for code, count in covered.items() if count == len(words.needed)}
    complete = len(chosen)
    if complete < FEW:
        chosen |= _most(covered, len(words.needed))
    scores = {code: round(count + words.part(code), 4) for code, count in chosen.items()}
    for code in _named(shelves, query):
        scores[code] = len(words.needed) + 2.0
    return Ranking(sorted(scores.items(), key=lambda item: (-item[1], item[0])), complete)


def word_scores(shelves: Sequence[Shelf], word: str, language: str, fields: Mapping[str, float] = FIELDS) -> Scores:
    """What a word is worth in each entry that has it, in whichever language."""
    patterns = [(spoken, ((0, stem(word, spoken)),)) for spoken in LANGUAGES if stem(word, spoken)]
    return _scored(shelves, patterns, language, fields)


def meaning_scores(shelves: Sequence[Shelf], expressions: Iterable[Expression], language: str, fields: Mapping[str, float] = FIELDS) -> Scores:
    """What the best of several expressions is worth in each entry that has one of them, already weighed as words that were not typed."""
    best: Scores = {}
    for expression in expressions:
        for code, score in _scored(shelves, [(expression.language, expression.pattern)], language, fields).items():
            best[code] = max(best.get(code, 0.0), SYNONYM_WEIGHT * score)
    return best


def how_rare(having: int, among: int) -> float:
    """How much it says that an entry has a word."""
    return math.log(1 + (among - having + 0.5) / (having + 0.5))


def _scored(shelves: Sequence[Shelf], patterns: Iterable[tuple[str, Pattern]], language: str, fields: Mapping[str, float]) -> Scores:
    best: Scores = {}
    for spoken, pattern in patterns:
        liking = OWN_LANGUAGE if spoken == language else 1.0
        for code, worth in _worth(shelves, spoken, pattern, fields).items():
            # The same word in two languages is one word: a translation must not count twice.
            best[code] = max(best.get(code, 0.0), worth * liking)
    rarity = how_rare(len(best), sum(map(len, shelves)))
    return {code: worth * rarity for code, worth in best.items()}


def _worth(shelves: Sequence[Shelf], spoken: str, pattern: Pattern, fields: Mapping[str, float]) -> Scores:
    said: Scores = {}
    for field, worth in fields.items():
        # Evidence is told in English only.
        if field == "evidence" and spoken != "en":
            continue
        for shelf in shelves:
            for code, weight in shelf.weights(f"{field}_{spoken}", pattern).items():
                said[code] = said.get(code, 0.0) + worth * weight
    return said


def _typed_words(shelves: Sequence[Shelf], query: TypedQuery, language: str, synonyms: Synonyms) -> _Words:
    typed = [word.text for word in query.words]
    scores = {word: word_scores(shelves, word, language) for word in dict.fromkeys([*typed, *(word for phrase in query.phrases for word in phrase)])}
    for expansion in synonyms.expansions(typed):
        run = set(typed[expansion.start : expansion.end])
        for code, score in meaning_scores(shelves, expansion.others, language).items():
            for word in run:
                scores[word][code] = max(scores[word].get(code, 0.0), score / len(run))
    weighty = [found for word, found in scores.items() if not is_stop_word(word)]
    light = [found for word, found in scores.items() if is_stop_word(word)]
    # Words such as "the" are welcome and never needed, unless there is nothing else.
    return _Words(weighty, light) if weighty or query.phrases else _Words(light, [])


def _allowed(shelves: Sequence[Shelf], query: TypedQuery, kinds: Collection[str]) -> set[str]:
    """The codes of these kinds that have every phrase and nothing that was to be left out."""
    allowed = {code for shelf in shelves for code, kind in shelf.kinds.items() if not kinds or kind in kinds}
    for phrase in query.phrases:
        allowed &= _having(shelves, phrase)
    for unwanted in query.without:
        allowed -= _having(shelves, unwanted)
        if len(unwanted) == 1:
            allowed -= word_scores(shelves, unwanted[0], "").keys()
    return allowed


def _having(shelves: Sequence[Shelf], phrase: tuple[str, ...]) -> set[str]:
    return {code for shelf in shelves for code in shelf.weights("words", tuple(enumerate(phrase)))}


def _covered(words: Iterable[Scores]) -> dict[str, int]:
    covered: dict[str, int] = {}
    for scores in words:
        for code in scores:
            covered[code] = covered.get(code, 0) + 1
    return covered


def _most(covered: Mapping[str, int], words: int) -> dict[str, int]:
    """Those that have at least half of the words; where none has, those that have the most."""
    enough = min(-(-words // 2), max(covered.values(), default=0))
    return {code: count for code, count in covered.items() if count >= enough}


def _named(shelves: Sequence[Shelf], query: TypedQuery) -> Iterable[str]:
    return (shelf.by_key[key] for key in query.codes for shelf in shelves if key in shelf.by_key)
