"""Entries as search reads them: plain words of every language, and what the sources say."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, TypeVar

from sqlmodel import Session, select

from ticc.catalogue.entry import Entry
from ticc.catalogue.kinds import Kind, Kinds
from ticc.catalogue.links import Reports
from ticc.catalogue.visibility import audience_of
from ticc.catalogue.words import Visibility
from ticc.foundation.markdown import to_plain
from ticc.search.engine import Document

# Codes named in one query at most: databases limit what they take.
CHUNK = 500
# Anything that Markdown could read as more than words.
_MARKUP = re.compile(r"[*_`\[\]<>&#|\\~]|^\s*(?:[-+=>]|\d+[.)])", re.MULTILINE)
Item = TypeVar("Item")


def document_of(entry: Entry, kind: Kind, evidence_text: str = "") -> Document:
    """An entry as search reads it."""
    own = {"title": entry.title, "summary": plain(entry.summary), "body": plain(f"{entry.body}\n\n{kind.more_words(entry)}")}
    texts = {_language_of(entry, kind): own}
    for language, said in (entry.translations or {}).items():
        texts.setdefault(language, _translated(said))
    audience = audience_of(entry.visibility, getattr(entry, "partner_code", None))
    return Document(entry.code, kind.name, audience, texts, plain(evidence_text))


def read_documents(session: Session, kinds: Kinds, codes: Collection[str] | None = None) -> Iterator[Document]:
    """The documents of these codes, or of all: only what is listed and not retired, a kind in a few queries."""
    for kind in kinds:
        own = None if codes is None else sorted(code for code in codes if kind.is_code(code))
        for some in [None] if own is None else list(_chunks(own)):
            entries = _listed(session, kind, some)
            evidence = _evidence(session, kinds, entries)
            for entry in entries:
                yield document_of(entry, kind, "\n".join(evidence.get(entry.code, ())))


def codes_that_quote(session: Session, codes: Collection[str]) -> set[str]:
    """The codes whose evidence comes from one of these: when a source changes, what it reports is found by other words."""
    found: set[str] = set()
    for some in _chunks(sorted(codes)):
        found.update(session.exec(select(Reports.object_code).where(Reports.subject_code.in_(some))))  # type: ignore[attr-defined]
    return found


def plain(text: str) -> str:
    """The words of a Markdown text, in the spelling that a reader sees."""
    return to_plain(text) if _MARKUP.search(text) else text.strip()


def _language_of(entry: Any, kind: Kind) -> str:
    # What comes from content files is English there; what is written in the application says in which language that was.
    return getattr(entry, "language", "en") if kind.sheet is None else "en"


def _translated(said: dict[str, Any]) -> dict[str, str]:
    more = [text for name, value in said.items() if name not in ("title", "summary", "body") for text in _strings(value)]
    body = "\n\n".join([str(said.get("body") or ""), *more])
    return {"title": str(said.get("title") or ""), "summary": plain(str(said.get("summary") or "")), "body": plain(body)}


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


def _chunks(items: Sequence[Item]) -> Iterable[Sequence[Item]]:
    return (items[start : start + CHUNK] for start in range(0, len(items), CHUNK))


def _listed(session: Session, kind: Kind, codes: Collection[str] | None) -> Sequence[Any]:
    table: Any = kind.table
    chosen = select(table).where(table.is_retired.is_(False)).order_by(table.code)
    if kind.is_listed_where:
        chosen = chosen.where(kind.is_listed_where(table))
    if codes is not None:
        chosen = chosen.where(table.code.in_(codes))
    return session.exec(chosen).all()


def _evidence(session: Session, kinds: Kinds, entries: Sequence[Any]) -> dict[str, list[str]]:
    """What sources say of entries, as far as everybody who sees the entry also sees the source."""
    audiences = {entry.code: audience_of(entry.visibility, getattr(entry, "partner_code", None)) for entry in entries}
    found: dict[str, list[str]] = defaultdict(list)
    for some in _chunks(list(audiences)):
        asked = select(Reports.object_code, Reports.subject_code, Reports.reason).where(Reports.object_code.in_(some))  # type: ignore[attr-defined]
        rows = session.exec(asked.order_by(Reports.id)).all()  # type: ignore[arg-type]
        sources = _audiences(session, kinds, {source for _, source, _ in rows})
        for code, source, reason in rows:
            if sources.get(source) in (Visibility.PUBLIC, audiences[code]):
                found[code].append(reason)
    return found


def _audiences(session: Session, kinds: Kinds, codes: Collection[str]) -> dict[str, str]:
    """Who may see each of these codes; what is not listed is missing."""
    found: dict[str, str] = {}
    for kind in kinds:
        table: Any = kind.table
        owner = [table.partner_code] if "partner_code" in table.__table__.c else []
        for some in _chunks(sorted(code for code in codes if kind.is_code(code))):
            chosen: Any = select(table.code, table.visibility, *owner).where(table.is_retired.is_(False), table.code.in_(some))
            if kind.is_listed_where:
                chosen = chosen.where(kind.is_listed_where(table))
            for code, visibility, *partner in session.exec(chosen):
                found[code] = audience_of(visibility, partner[0] if partner else None)
    return found
