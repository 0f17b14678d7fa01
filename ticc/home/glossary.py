"""The glossary: the field's terms in three languages."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
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
        return [str(one) for one in self.words.get(language, {}).get("synonyms", [])]


@lru_cache(maxsize=4)
def read_glossary(content_dir: Path) -> tuple[Term, ...]:
    """All terms of a pack's glossary; none where it has no glossary. Raises UnreadableFile."""
    path = content_dir / "glossary.yaml"
    if not path.is_file():
        return ()
    return tuple(
        Term(
            row["id"],
            row.get("theme", ""),
            {language: row[language] for language in LANGUAGES if row.get(language)},
            row.get("explained", {}),
            row.get("note", ""),
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
        elif row.get("theme") and row["theme"] not in pack.vocabularies["themes"]:
            problems.append(Problem(shown, 1, f"term {row['id']}: there is no theme '{row['theme']}'"))
    return problems


def in_order(terms: tuple[Term, ...], language: str) -> list[Term]:
    """The terms in the alphabet of a language."""
    return sorted(terms, key=lambda term: fold(term.term(language)))
