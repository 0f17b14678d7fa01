"""Words that mean the same, in three languages, read from the glossary."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from ticc.search.analysis import LANGUAGES, Pattern, stem, terms_of, words_of

# Ten times as quick where libyaml is at hand, and this is read whenever a process starts.
_YamlLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_REMARK = re.compile(r"\([^)]*\)")


class Expression(NamedTuple):
    """A way to say something: its words, and their language."""

    words: tuple[str, ...]
    language: str

    @property
    def pattern(self) -> Pattern:
        """What the index holds of it, each term with its distance from the first."""
        terms = list(terms_of(self.words, self.language))
        return tuple((position - terms[0][0], term) for position, term in terms)

    @property
    def key(self) -> tuple[str, ...]:
        """The same for all inflections; words that say nothing still count: care at home is no care home."""
        return tuple(stem(word, self.language) or word for word in self.words)


class Expansion(NamedTuple):
    """A run of typed words, and the other ways to say it."""

    start: int
    end: int
    others: tuple[Expression, ...]


class Synonyms:
    """Groups of expressions that mean the same; an expression may belong to several."""

    def __init__(self, groups: Iterable[Iterable[Expression]] = ()) -> None:
        self._groups = [tuple(dict.fromkeys(group)) for group in groups]
        self._by_key: dict[tuple[str, tuple[str, ...]], list[int]] = defaultdict(list)
        for number, group in enumerate(self._groups):
            for expression in group:
                self._by_key[expression.language, expression.key].append(number)
        # How an expression may begin: most runs of typed words are none, and this tells at once.
        self._first = {(language, key[0]) for language, key in self._by_key if key}
        self._longest = max((len(expression.words) for group in self._groups for expression in group), default=0)

    def expansions(self, words: Sequence[str]) -> list[Expansion]:
        """For each run of words that is an expression in some language: the others of its groups; a longer run goes first."""
        found: list[Expansion] = []
        taken: set[int] = set()
        for length in range(self._longest, 0, -1):
            for start in range(len(words) - length + 1):
                run = range(start, start + length)
                if taken.isdisjoint(run) and (others := self.others(tuple(words[start : start + length]))):
                    taken.update(run)
                    found.append(Expansion(start, start + length, others))
        return sorted(found)

    def others(self, run: tuple[str, ...]) -> tuple[Expression, ...]:
        """The other expressions of all groups that this run of words belongs to."""
        same = {(language, Expression(run, language).key) for language in LANGUAGES if (language, stem(run[0], language) or run[0]) in self._first}
        numbers = sorted({number for key in same for number in self._by_key.get(key, ())})
        others = dict.fromkeys(expression for number in numbers for expression in self._groups[number])
        return tuple(expression for expression in others if (expression.language, expression.key) not in same)


NO_SYNONYMS = Synonyms()


def read_synonyms(path: Path) -> Synonyms:
    """The synonyms of a glossary file, which is a list of terms or has one under `terms`; none where there is no file."""
    if not path.exists():
        return NO_SYNONYMS
    said = yaml.load(path.read_text(encoding="utf-8"), _YamlLoader) or ()
    return synonyms_of(said.get("terms", ()) if isinstance(said, Mapping) else said)


def synonyms_of(terms: Iterable[Mapping[str, Any]]) -> Synonyms:
    """The synonyms of glossary terms."""
    return Synonyms(tuple(_expressions(term)) for term in terms)


def _expressions(term: Mapping[str, Any]) -> Iterable[Expression]:
    for language in LANGUAGES:
        said = term.get(language) or {}
        for written in filter(None, [said.get("term"), *(said.get("synonyms") or ())]):
            expression = Expression(tuple(word.text for word in words_of(_REMARK.sub(" ", str(written)))), language)
            if expression.pattern:
                yield expression
