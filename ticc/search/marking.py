"""Where an entry matched: the fields, the words as they stand there, and a piece of text around them."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, takewhile

from ticc.foundation.text import shorten
from ticc.search.analysis import LANGUAGES, Pattern, stem, stems_in
from ticc.search.engine import Hit, Match
from ticc.search.parsing import TypedQuery, key_of_code
from ticc.search.synonyms import Synonyms

SNIPPET = 240
BEFORE = 60
MOST_WORDS = 12

Snippet = tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class Mark:
    """A word that matched: where it stands, and what it is a form of."""

    start: int
    end: int
    term: str


@dataclass(frozen=True)
class Wanted:
    """What a query looks for, by language: single terms, and runs of terms."""

    terms: Mapping[str, frozenset[str]]
    runs: Mapping[str, tuple[Pattern, ...]]
    codes: frozenset[str]


def wanted_by(query: TypedQuery, synonyms: Synonyms) -> Wanted:
    """What is to be marked for a query: its words, and the words that mean the same."""
    typed = [word.text for word in query.words]
    words = [*typed, *(word for phrase in query.phrases for word in phrase)]
    terms = {language: {stem(word, language) for word in words} - {""} for language in LANGUAGES}
    runs: dict[str, list[Pattern]] = {language: [] for language in LANGUAGES}
    for expansion in synonyms.expansions(typed):
        for other in expansion.others:
            if len(other.pattern) == 1:
                terms[other.language].add(other.pattern[0][1])
            else:
                runs[other.language].append(other.pattern)
    return Wanted(
        {language: frozenset(found) for language, found in terms.items()},
        {language: tuple(found) for language, found in runs.items()},
        frozenset(query.codes),
    )


def marks_in(text: str, language: str, wanted: Wanted) -> list[Mark]:
    """The words of a text that are wanted."""
    ruled = language if language in LANGUAGES else "en"
    stems, starts, ends = _analysed(text, ruled)
    terms = wanted.terms[ruled]
    hit = {number for number, term in enumerate(stems) if term in terms}
    for run in wanted.runs[ruled]:
        hit |= _places(stems, run)
    return [Mark(starts[number], ends[number], stems[number]) for number in sorted(hit)]


@lru_cache(maxsize=4096)
def _analysed(text: str, language: str) -> tuple[tuple[str, ...], array[int], array[int]]:
    """The stems of a text and where each begins and ends, kept small: the same texts are marked again for every query."""
    found = stems_in(text, language)
    return tuple(stem for stem, _, _ in found), array("I", (start for _, start, _ in found)), array("I", (end for _, _, end in found))


def hit_of(code: str, texts: Mapping[str, Mapping[str, str]], evidence: str, wanted: Wanted, language: str) -> Hit:
    """An entry's matches field by field, and the piece of its text that says most about them."""
    marked = list(_marked_fields(texts, evidence, wanted, language))
    matched = [Match("code", (code,))] if key_of_code(code) in wanted.codes else []
    matched += [Match(field, _words(text, marks)) for field, text, marks in marked if marks]
    # The title is shown above the snippet anyway.
    pieces = [(text, marks) for field, text, marks in marked if field != "title" and marks]
    if pieces:
        return Hit(code, 0.0, tuple(matched), max((_best_piece(*piece) for piece in pieces), key=_tells))
    summary = next((text for field, text, _ in marked if field != "title" and text), "")
    return Hit(code, 0.0, tuple(matched), ((shorten(" ".join(summary.split()), SNIPPET), False),) if summary else ())


def _marked_fields(texts: Mapping[str, Mapping[str, str]], evidence: str, wanted: Wanted, language: str) -> Iterator[tuple[str, str, list[Mark]]]:
    """Each field once: in the viewer's language if it matched there, else in another one that did."""
    order = sorted(texts, key=lambda spoken: (spoken != language, spoken != "en", spoken))
    for field in ("title", "summary", "body"):
        said = [(texts[spoken][field], spoken) for spoken in order if texts[spoken].get(field)]
        marked = ((field, text, marks_in(text, spoken, wanted)) for text, spoken in said)
        matching = next((one for one in marked if one[2]), None)
        if said:
            yield matching or (field, said[0][0], [])
    yield "evidence", evidence, marks_in(evidence, "en", wanted)


def _places(terms: Sequence[str], run: Pattern) -> set[int]:
    places: set[int] = set()
    first = run[0][1]
    for start in range(len(terms) - run[-1][0]):
        if terms[start] == first and all(terms[start + offset] == term for offset, term in run):
            places.update(start + offset for offset, _ in run)
    return places


def _words(text: str, marks: Iterable[Mark]) -> tuple[str, ...]:
    said: dict[str, str] = {}
    for mark in marks:
        said.setdefault(text[mark.start : mark.end].casefold(), text[mark.start : mark.end])
    return tuple(said.values())[:MOST_WORDS]


def _best_piece(text: str, marks: Sequence[Mark]) -> Snippet:
    """The piece of a text with the most different words that matched."""
    first = marks[max(range(len(marks)), key=lambda number: (_terms_from(marks, number), -number))].start
    start = 0 if first <= BEFORE else text.find(" ", first - BEFORE, first) + 1 or first
    end = len(text) if len(text) <= start + SNIPPET else max(text.rfind(" ", first, start + SNIPPET), first)
    # A word that is longer than a whole snippet is kept whole.
    end = max([end, *(mark.end for mark in marks if mark.start == first)])
    return _pieces(text, start, end, [mark for mark in marks if start <= mark.start and mark.end <= end])


def _terms_from(marks: Sequence[Mark], number: int) -> int:
    """How many different words a piece would have that begins with this mark."""
    last = marks[number].start + SNIPPET - BEFORE
    return len({mark.term for mark in takewhile(lambda mark: mark.end <= last, islice(marks, number, None))})


def _pieces(text: str, start: int, end: int, marks: Iterable[Mark]) -> Snippet:
    pieces: list[tuple[str, bool]] = [("… ", False)] if start else []
    at = start
    for mark in marks:
        pieces += [(text[at : mark.start], False), (text[mark.start : mark.end], True)]
        at = mark.end
    pieces.append((text[at:end], False))
    if end < len(text):
        pieces.append((" …", False))
    return tuple((re.sub(r"\s+", " ", piece), is_word) for piece, is_word in pieces if piece)


def _tells(snippet: Snippet) -> int:
    return len({piece.casefold() for piece, is_word in snippet if is_word})
