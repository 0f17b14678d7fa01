"""The glossary: the field's terms in three languages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any

from ticc.content.files import Problem, UnreadableFile, read_yaml
from ticc.content.pack import Pack
from ticc.foundation.i18n import LANGUAGES
from ticc.foundation.text import fold


@dataclass(frozen=True)
class Term:
    """A term in each language with its synonyms, and one sentence on what it means."""

    key: str
    theme: str
    words: dict[str, dict[str, Any]]
    explained: dict[str, str]
    note: str

    def term(self, language: str) -> str:
        """The term in a language, or in English."""
        return str((self.words.get(language) or self.words["en"])["term"])

    def synonyms(self, language: str) -> list[str]:
        """The synonyms in a language."""
        return [str(one) for one in self.words.get(language, {}).get("synonyms") or []]


@lru_cache(maxsize=4)
def read_glossary(content_dir: Path) -> tuple[Term, ...]:
    """All terms of a pack's glossary; none where it has no glossary. Raises UnreadableFile."""
    path = content_dir / "glossary.yaml"
    if not path.is_file():
        return ()
    return tuple(
        Term(
            row["id"],
            row.get("theme") or "",
            {language: row[language] for language in LANGUAGES if row.get(language)},
            row.get("explained") or {},
            row.get("note") or "",
        )
        for row in read_yaml(path, content_dir)
    )


def check_glossary(pack: Pack) -> list[Problem]:
    """Every term that could not be shown: without a name of its own, without an English word, or of an unknown theme."""
    path = pack.root / "glossary.yaml"
    if not path.is_file():
        return []
    shown = f"{pack.root.name}/glossary.yaml"
    try:
        rows = read_yaml(path, pack.root)
    except UnreadableFile as error:
        return [error.problem]
    if not isinstance(rows, list):
        return [Problem(shown, 1, "must be a list of terms, each with id and en")]
    problems = []
    for number, row in enumerate(rows, 1):
        if not isinstance(row, dict) or not row.get("id") or not isinstance(row.get("en"), dict) or not row["en"].get("term"):
            problems.append(Problem(shown, 1, f"term {number}: needs an id and an English term"))
            continue
        problems += [Problem(shown, 1, f"term {row['id']}: {message}") for message in _broken(row, pack)]
    return problems


def _broken(row: dict[str, Any], pack: Pack) -> Iterator[str]:
    if row.get("theme") and row["theme"] not in list(pack.vocabularies["themes"]):
        yield f"there is no theme '{row['theme']}'"
    for language in LANGUAGES:
        said = row.get(language)
        if said and not (isinstance(said, dict) and said.get("term")):
            yield f"{language}: needs a term"
        elif said and not isinstance(said.get("synonyms") or [], list):
            yield f"{language}: synonyms must be a list"
    explained = row.get("explained") or {}
    # A comma that is not quoted cuts a sentence in two, and its rest becomes a language.
    if not isinstance(explained, dict) or not explained.keys() <= LANGUAGES.keys():
        yield "explained: must say one sentence for each language"


def by_letter(terms: tuple[Term, ...], language: str) -> list[tuple[str, list[Term]]]:
    """The terms in the alphabet of a language, under their first letters."""
    in_order = sorted(terms, key=lambda term: fold(term.term(language)))
    return [(letter, list(group)) for letter, group in groupby(in_order, key=lambda term: fold(term.term(language))[:1])]
