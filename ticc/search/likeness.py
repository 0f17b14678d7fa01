"""Entries that say something like a text that somebody types: by words, by words that mean the same, and by parts of words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Sequence
from functools import partial

from ticc.search.analysis import grams_of, is_stop_word, words_of
from ticc.search.engine import LookAlike, Memory
from ticc.search.ranking import Scores, how_rare, meaning_scores, word_scores
from ticc.search.shelf import Shelf
from ticc.search.spelling import SHORTEST, likeliest
from ticc.search.synonyms import Synonyms

LONGEST_TEXT = 5000
MOST_WORDS = 60
# What a person writes is most like a title or a summary; what sources say of an entry is not how it is met.
FIELDS = {"title": 3.0, "summary": 2.0, "body": 1.0}
# A word that nobody uses is found again in an entry that has at least this share of its parts.
SAME_PARTS = 0.65
PARTS_WEIGHT = 0.8
# Looking for what a word may have been meant to be takes a few milliseconds each.
MOST_MISSPELT = 4
# What is much less like the text than the best is left out.
CUT = 0.3


def look_alikes(shelves: Sequence[Shelf], text: str, kinds: Collection[str], synonyms: Synonyms, limit: int, memory: Memory) -> list[LookAlike]:
    """The entries of these kinds that are most like a text, the best first, each with the typed words that it shares."""
    typed = list(words_of(text[:LONGEST_TEXT]))
    written = {word.text: text[word.start : word.end] for word in reversed(typed)}
    telling = [word for word in dict.fromkeys(word.text for word in typed) if not is_stop_word(word) and len(word) > 1][:MOST_WORDS]
    of_kinds = {code for shelf in shelves for code, kind in shelf.kinds.items() if not kinds or kind in kinds}
    total: Scores = defaultdict(float)
    shared: dict[str, list[str]] = defaultdict(list)
    for word, scores in _scores_of_words(shelves, [word.text for word in typed], telling, synonyms, memory).items():
        for code in scores.keys() & of_kinds:
            total[code] += scores[code]
            shared[code].append(written[word])
    enough = min(2, len(telling))
    best = max((score for code, score in total.items() if len(shared[code]) >= enough), default=0.0)
    found = [
        LookAlike(code, round(score, 3), tuple(dict.fromkeys(shared[code])))
        for code, score in total.items()
        if len(shared[code]) >= enough and score >= CUT * best
    ]
    return sorted(found, key=lambda one: (-one.score, one.code))[:limit]


def _scores_of_words(shelves: Sequence[Shelf], typed: Sequence[str], telling: Sequence[str], synonyms: Synonyms, memory: Memory) -> dict[str, Scores]:
    def once(about: Hashable, find: Callable[[], Scores]) -> Scores:
        # A copy: what is said with other words is added below.
        return dict(memory.once(shelves, about, find))

    scores = {word: once(("word", word), partial(word_scores, shelves, word, "", FIELDS)) for word in telling}
    unknown = [word for word in telling if not scores[word]]
    scores |= {word: once(("parts", word), partial(_part_scores, shelves, word)) for word in unknown}
    scores |= {word: once(("misspelt", word), partial(_misspelt_scores, shelves, word)) for word in unknown[-MOST_MISSPELT:] if not scores[word]}
    for expansion in synonyms.expansions(typed):
        run = scores.keys() & set(typed[expansion.start : expansion.end])
        for code, score in once(expansion.others, partial(meaning_scores, shelves, expansion.others, "", FIELDS)).items():
            for word in run:
                scores[word][code] = max(scores[word].get(code, 0.0), score / len(run))
    return scores


def _misspelt_scores(shelves: Sequence[Shelf], word: str) -> Scores:
    meant = likeliest(shelves, word) if len(word) >= SHORTEST else None
    return {code: PARTS_WEIGHT * score for code, score in word_scores(shelves, meant, "", FIELDS).items()} if meant else {}


def _part_scores(shelves: Sequence[Shelf], word: str) -> Scores:
    """Scores of a word that nobody uses, by its parts: it may be half-typed, or one half of a compound."""
    parts = grams_of(word)
    having: dict[str, int] = defaultdict(int)
    for part in parts:
        for shelf in shelves:
            for code in shelf.having_gram(part):
                having[code] += 1
    alike = {code: count / len(parts) for code, count in having.items() if count >= SAME_PARTS * len(parts)}
    rarity = how_rare(len(alike), sum(map(len, shelves)))
    return {code: PARTS_WEIGHT * share * rarity for code, share in alike.items()}
