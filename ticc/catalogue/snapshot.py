"""The catalogue as plain data: what lists, cards, counts, graph and suggestions are computed from.

A snapshot is read from the database in a few plain queries and belongs to one revision. `seen_by` cuts it down to what one viewer may
see *before* anything is counted or drawn, so that private material cannot show through a number, a path or a suggestion.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sqlmodel import Session, col, select

from ticc.catalogue.kinds import Kind, Kinds
from ticc.catalogue.links import ALL_LINKS, Link
from ticc.catalogue.revision import current_revision
from ticc.catalogue.visibility import Viewer, audience_of


@dataclass(frozen=True, slots=True)
class Card:
    """An entry in brief: enough for a list, a link, a search hit or a node."""

    code: str
    kind: str
    title: str
    summary: str
    audience: str
    translations: Mapping[str, Mapping[str, Any]]
    facets: Mapping[str, Any]
    is_retired: bool = False

    def text(self, field_name: str, language: str) -> tuple[str, str]:
        """Title or summary in a language, and the language that it really is in."""
        translated = self.translations.get(language, {}).get(field_name)
        return (translated, language) if translated else (getattr(self, field_name), "en")

    def title_in(self, language: str) -> str:
        """The title in a language, or as it was written."""
        return self.text("title", language)[0]


@dataclass(frozen=True, slots=True)
class Edge:
    """A link as plain data: subject **verb** object, the reason, the evidence, and what else its row says."""

    subject: str
    verb: str
    object: str
    reason: str
    evidence: str | None
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Snapshot:
    """Cards by code and edges, as one audience sees them (or everything, before `seen_by`)."""

    revision: int
    cards: Mapping[str, Card]
    edges: tuple[Edge, ...]

    def seen_by(self, viewer: Viewer) -> Snapshot:
        """What a viewer may see: entries of the viewer's groups, links whose every end is among them."""
        cards = {code: card for code, card in self.cards.items() if card.audience in viewer.audiences and not card.is_retired}
        return Snapshot(self.revision, cards, tuple(edge for edge in self.edges if _is_visible(edge, cards)))

    @cached_property
    def out(self) -> Mapping[str, list[Edge]]:
        """The edges that begin at each code."""
        return _by(self.edges, "subject")

    @cached_property
    def into(self) -> Mapping[str, list[Edge]]:
        """The edges that end at each code."""
        return _by(self.edges, "object")

    def edges_from(self, code: str, verb: str) -> list[Edge]:
        """The edges of one verb that begin at a code."""
        return [edge for edge in self.out.get(code, ()) if edge.verb == verb]

    def edges_to(self, code: str, verb: str) -> list[Edge]:
        """The edges of one verb that end at a code."""
        return [edge for edge in self.into.get(code, ()) if edge.verb == verb]

    def of_kind(self, kind: str) -> list[Card]:
        """The cards of one kind, ordered by code."""
        return self._by_kind.get(kind, [])

    @cached_property
    def _by_kind(self) -> Mapping[str, list[Card]]:
        found: dict[str, list[Card]] = defaultdict(list)
        for code in sorted(self.cards):
            found[self.cards[code].kind].append(self.cards[code])
        return found


def _is_visible(edge: Edge, cards: Mapping[str, Card]) -> bool:
    # A try made against a private barrier is as private as the barrier.
    ends = (edge.subject, edge.object, edge.facts.get("barrier_code"))
    return all(end is None or end in cards for end in ends)


def _by(edges: Iterable[Edge], end: str) -> dict[str, list[Edge]]:
    found: dict[str, list[Edge]] = defaultdict(list)
    for edge in edges:
        found[getattr(edge, end)].append(edge)
    return found


def read_snapshot(session: Session, kinds: Kinds) -> Snapshot:
    """Read everything that is listed, for every audience, in a few plain queries."""
    revision = current_revision(session)
    cards = {card.code: card for kind in kinds for card in _read_cards(session, kind)}
    edges = [edge for table in ALL_LINKS for edge in _read_edges(session, table) if edge.subject in cards and edge.object in cards]
    return Snapshot(revision, cards, tuple(edges))


def _read_cards(session: Session, kind: Kind) -> Iterable[Card]:
    table: Any = kind.table
    owner = [table.partner_code] if "partner_code" in table.__table__.c else []
    where = kind.is_listed_where(table) if kind.is_listed_where else True
    columns = (table.code, table.title, table.summary, table.visibility, table.translations, table.is_retired)
    chosen = select(*columns, *owner, *(getattr(table, name) for name in kind.facets)).where(where)  # type: ignore[call-overload]
    for row in session.exec(chosen):
        code, title, summary, visibility, translations, is_retired, *rest = row
        partner_code = rest.pop(0) if owner else None
        brief = {
            language: {name: said[name] for name in ("title", "summary", "short", "checked") if name in said}
            for language, said in (translations or {}).items()
        }
        facets = {name: tuple(value) if isinstance(value, list) else value for name, value in zip(kind.facets, rest, strict=True)}
        yield Card(code, kind.name, title, summary, audience_of(visibility, partner_code), brief, facets, is_retired)


def _read_edges(session: Session, table: type[Link]) -> Iterable[Edge]:
    common = {"id", "subject_code", "object_code", "reason", "evidence"}
    names = [column.name for column in table.__table__.c if column.name not in common]  # type: ignore[attr-defined]
    chosen = select(table.subject_code, table.object_code, table.reason, table.evidence, *(getattr(table, name) for name in names))  # type: ignore[call-overload]
    for row in session.exec(chosen.order_by(col(table.id))):
        subject, target, reason, evidence, *rest = row
        yield Edge(subject, table.verb, target, reason, evidence, dict(zip(names, rest, strict=True)))
