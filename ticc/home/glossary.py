"""The glossary: the field's terms in three languages."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from ticc.content.files import read_yaml
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
    """All terms of a pack's glossary; none where it has no glossary."""
    path = content_dir / "glossary.yaml"
    if not path.is_file():
        return ()
    value = read_yaml(path, content_dir)
    rows = value["terms"] if isinstance(value, dict) else value
    return tuple(
        Term(
            row["id"],
            row.get("theme", ""),
            {language: row[language] for language in ("en", "fr", "nl") if row.get(language)},
            row.get("explained", {}),
            row.get("note", ""),
        )
        for row in rows
    )


def in_order(terms: tuple[Term, ...], language: str) -> list[Term]:
    """The terms in the alphabet of a language."""
    return sorted(terms, key=lambda term: fold(term.term(language)))
