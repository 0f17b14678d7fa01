"""A better spelling, from the words of the shelves that the viewer may open."""

from __future__ import annotations

from collections.abc import Sequence

from whoosh.support.levenshtein import damerau_levenshtein

from ticc.search.parsing import TypedQuery
from ticc.search.ranking import word_scores
from ticc.search.shelf import Shelf

SHORTEST = 4
# From these lengths on a word may differ by two letters, or by three.
LONG, VERY_LONG = 6, 9


def better_spelling(shelves: Sequence[Shelf], query: TypedQuery) -> str | None:
    """The query with each word that no entry has replaced by the likeliest one that some entry has; None where nothing is better."""
    mended = query.text
    for word in reversed(query.words):
        if len(word.text) >= SHORTEST and word.text.isalpha() and not _is_known(shelves, word.text):
            instead = likeliest(shelves, word.text)
            if instead:
                mended = mended[: word.start] + instead + mended[word.end :]
    return mended.strip() if mended != query.text else None


def _is_known(shelves: Sequence[Shelf], word: str) -> bool:
    return any(shelf.holds(word) for shelf in shelves) or bool(word_scores(shelves, word, ""))


def likeliest(shelves: Sequence[Shelf], word: str) -> str | None:
    """The nearest word that some entry has, the commonest of those; None where nothing is near enough."""
    farthest = 1 + (len(word) >= LONG) + (len(word) >= VERY_LONG)
    # Two letters that changed places are one slip for a person, and two for the word list.
    for reach in range(2, min(farthest + 1, 3) + 1):
        near = {found: damerau_levenshtein(word, found) for shelf in shelves for found in shelf.near(word, reach)}
        likely = [found for found, slips in near.items() if slips <= farthest]
        if likely:
            return min(likely, key=lambda found: (near[found], -_how_often(shelves, found), found))
    return None


def _how_often(shelves: Sequence[Shelf], word: str) -> int:
    return sum(len(shelf.weights("words", ((0, word),))) for shelf in shelves)
