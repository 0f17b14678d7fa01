"""Freezing: an entry as its readers see it, as plain data with a fingerprint, so that it can be shown when the catalogue has moved on."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, select

from ticc.catalogue.entry import Entry
from ticc.catalogue.kinds import Kind, Kinds
from ticc.catalogue.snapshot import Edge, Snapshot
from ticc.content.state import columns_of
from ticc.foundation.clock import now
from ticc.releases.models import FrozenEntry

# Who wrote something down is no part of what the entry says, and what a barrier costs is read by fewer than the rest of it.
LEFT_OUT = frozenset({"logged_by", "is_sample", "confirmed_by", "cost", "authorship"})
# More rows than this are written or asked for in several statements.
AT_ONCE = 200
LIKE_A_CODE = re.compile(r"\b[A-Z]{2,6}-[A-Za-z0-9][A-Za-z0-9-]*")

Content = dict[str, Any]


def digest(value: Any) -> str:
    """The SHA-256 of plain data, in hexadecimal: equal exactly when the data are."""
    told = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(told.encode(errors="surrogatepass")).hexdigest()


@dataclass(frozen=True)
class Frozen:
    """An entry as it is said at one moment to one group of readers."""

    code: str
    kind: str
    content: Content

    @cached_property
    def fingerprint(self) -> str:
        """What the entry is kept under."""
        return fingerprint_of(self.code, self.content)


def fingerprint_of(code: str, content: Content) -> str:
    """The fingerprint of an entry: of its code and everything that is said of it."""
    return digest({"code": code, "content": content})


def published(seen: Snapshot, kinds: Kinds) -> Snapshot:
    """What a release holds of what visitors see: the catalogue's own entries.

    What partners log stays out with every link to it, for a partner may take back what it shared, and a release never changes.
    """
    own = {kind.name for kind in kinds.with_files()}
    cards = {code: card for code, card in seen.cards.items() if card.kind in own}
    if len(cards) == len(seen.cards):
        return seen
    edges = tuple(edge for edge in seen.edges if {edge.subject, edge.object, edge.facts.get("barrier_code") or edge.subject} <= cards.keys())
    return replace(seen, cards=cards, edges=edges)


def entries_now(session: Session, kinds: Kinds, seen: Snapshot, codes: Collection[str] | None = None) -> dict[str, Frozen]:
    """Entries as they stand now, by code; all that are seen, or those of some codes. What is not seen is not there.

    `seen` is the catalogue as the readers may see it: nothing that they may not see is in an entry, nor in its links.
    """
    wanted = set(seen.cards) if codes is None else set(codes) & set(seen.cards)
    found: dict[str, Frozen] = {}
    for kind in kinds:
        for entry in _rows(session, kind, {code for code in wanted if seen.cards[code].kind == kind.name}):
            found[entry.code] = Frozen(entry.code, kind.name, content_of(entry, kind, seen))
    return found


def _rows(session: Session, kind: Kind, codes: set[str]) -> Iterator[Entry]:
    table: Any = kind.table
    listed = sorted(codes)
    for start in range(0, len(listed), AT_ONCE):
        yield from session.exec(select(table).where(table.code.in_(listed[start : start + AT_ONCE])))


def content_of(entry: Entry, kind: Kind, seen: Snapshot) -> Content:
    """What is said of an entry: its columns, its translations, its links in both directions; nothing empty, nothing unseen."""
    columns = {}
    points = {column.name for column in kind.table.__table__.c if column.foreign_keys}  # type: ignore[attr-defined]
    for name in columns_of(kind):
        value = getattr(entry, name)
        if name in LEFT_OUT or (name in points and value not in seen.cards):
            continue
        columns[name] = _seen_only(value, seen) if isinstance(value, dict | list) else value
    links = [_link(edge, True, seen) for edge in seen.out.get(entry.code, ())]
    links += [_link(edge, False, seen) for edge in seen.into.get(entry.code, ())]
    # In an order of their own: loading the same files again gives the rows other numbers.
    links.sort(key=lambda link: (link["verb"], not link.get("away"), link["code"], digest(link)))
    return {"columns": _plain(columns), "translations": _plain(entry.translations), "links": links}


def _link(edge: Edge, is_outward: bool, seen: Snapshot) -> dict[str, Any]:
    facts = {
        name: value
        for name, value in edge.facts.items()
        if name not in LEFT_OUT and not (name.endswith("_code") and value not in seen.cards)
    }  # fmt: skip
    if edge.verb == "sighting-of":
        site = seen.cards[edge.subject].facets.get("site_code")
        facts["site_code"] = site if site in seen.cards else None
    # That something rests on evidence which is not shown is told by an empty word; nothing at all is the catalogue's own reading.
    evidence = {"evidence": edge.evidence if edge.evidence in seen.cards else ""} if edge.evidence else {}
    other = edge.object if is_outward else edge.subject
    said = {"verb": edge.verb, "away": is_outward, "code": other, "reason": edge.reason, "facts": facts}
    return {**{name: value for name, value in _plain(said).items() if value is not None}, **evidence}


def _seen_only(value: Any, seen: Snapshot) -> Any:
    """A list or mapping of a column without the codes of entries that are not seen."""
    if isinstance(value, dict):
        return {name: _seen_only(one, seen) for name, one in value.items()}
    if isinstance(value, list):
        return [_seen_only(one, seen) for one in value]
    is_hidden = isinstance(value, str) and LIKE_A_CODE.fullmatch(value) and value not in seen.cards
    return "" if is_hidden else value


def _plain(value: Any) -> Any:
    """Data that JSON knows, without anything empty in its mappings: a column that is new and empty changes no fingerprint."""
    if isinstance(value, dict):
        told = {name: _plain(one) for name, one in value.items()}
        return {name: one for name, one in told.items() if not _is_empty(one)}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def _is_empty(value: Any) -> bool:
    # A measured 0 is something that is said.
    return value is None or value is False or (isinstance(value, str | list | dict) and not value)


def named_in(data: Any, seen: Snapshot) -> set[str]:
    """The codes of seen entries that plain data name anywhere in their words."""
    if isinstance(data, Mapping):
        return set().union(*(named_in(one, seen) for one in data.values()), named_in(list(data), seen))
    if isinstance(data, list | tuple):
        return set().union(*(named_in(one, seen) for one in data))
    return {code for code in LIKE_A_CODE.findall(data) if code in seen.cards} if isinstance(data, str) else set()


def with_neighbours(codes: Iterable[str], seen: Snapshot) -> set[str]:
    """Some codes, and those of everything that their links name: whoever shows the one must be able to name the other."""
    found = set(codes) & set(seen.cards)
    for code in tuple(found):
        for edge in (*seen.out.get(code, ()), *seen.into.get(code, ())):
            found.update(
                {edge.subject, edge.object, edge.evidence, *(edge.facts.get(name) for name in ("site_code", "obstacle_code"))} & set(seen.cards)
            )
    return found


def store(session: Session, entries: Iterable[Frozen]) -> dict[str, str]:
    """Keep entries as they are, each that is kept already only once; returns the fingerprint of each code."""
    by_fingerprint = {one.fingerprint: one for one in entries}
    missing = sorted(set(by_fingerprint) - _kept_already(session, sorted(by_fingerprint)))
    moment = now()
    # Somebody else may keep the same words at the same moment: who comes second keeps nothing.
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    for start in range(0, len(missing), AT_ONCE):
        rows = [
            {"fingerprint": one.fingerprint, "code": one.code, "kind": one.kind, "content": one.content, "frozen_at": moment}
            for one in (by_fingerprint[key] for key in missing[start : start + AT_ONCE])
        ]
        session.connection().execute(dialect.insert(FrozenEntry).values(rows).on_conflict_do_nothing())
    return {one.code: key for key, one in by_fingerprint.items()}


def _kept_already(session: Session, fingerprints: list[str]) -> set[str]:
    found: set[str] = set()
    for start in range(0, len(fingerprints), AT_ONCE):
        part = fingerprints[start : start + AT_ONCE]
        found.update(session.exec(select(FrozenEntry.fingerprint).where(col(FrozenEntry.fingerprint).in_(part))))
    return found


def freeze(session: Session, kinds: Kinds, seen: Snapshot, codes: Collection[str] | None = None) -> dict[str, str]:
    """Freeze entries as they stand now, all that are seen or those of some codes; returns the fingerprint of each code."""
    return store(session, entries_now(session, kinds, seen, codes).values())
