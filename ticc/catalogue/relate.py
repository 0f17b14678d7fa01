"""Entries by code, and what an entry is linked with: each link a sentence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from sqlmodel import Session

from ticc.catalogue.codes import find_successor
from ticc.catalogue.entry import Entry
from ticc.catalogue.snapshot import Card, Edge, Snapshot
from ticc.catalogue.visibility import Viewer, may_see
from ticc.foundation.errors import Moved, NotThere, Retired

Kept = TypeVar("Kept", bound=Entry)


def get_entry(session: Session, table: type[Kept], code: str, viewer: Viewer) -> Kept:
    """An entry that the viewer may see; raises Moved for a merged one, Retired for a retired one and NotThere for every other."""
    entry = session.get(table, code) or session.get(table, code.upper())
    if entry is None or entry.is_retired:
        successor = find_successor(session, code)
        if successor:
            raise Moved(successor)
    if entry is None or not may_see(viewer, entry.visibility, getattr(entry, "partner_code", None)):
        raise NotThere(code)
    if entry.is_retired:
        raise Retired(entry.code)
    if entry.code != code:
        raise Moved(entry.code)
    return entry


@dataclass(frozen=True)
class Sentence:
    """A link as one end sees it: the verb, whether it points away from this end, the other end, and the link itself."""

    verb: str
    is_outward: bool
    card: Card
    edge: Edge


def sentences(snapshot: Snapshot, code: str, verbs: Iterable[str] | None = None) -> list[Sentence]:
    """Everything that an entry is linked with, outward links first, in the order in which they were written."""
    wanted = set(verbs) if verbs is not None else None
    found = [Sentence(edge.verb, True, snapshot.cards[edge.object], edge) for edge in snapshot.out.get(code, ())]
    found += [Sentence(edge.verb, False, snapshot.cards[edge.subject], edge) for edge in snapshot.into.get(code, ())]
    return [one for one in found if wanted is None or one.verb in wanted]
