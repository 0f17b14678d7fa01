"""Searching as a page, a command and the API do it: what matched, as cards, with facets counted from what the viewer may see."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ticc.catalogue.facets import Choice, facet_index
from ticc.catalogue.snapshot import Card, Snapshot
from ticc.foundation.paging import Page, page_of
from ticc.search.engine import Answer, Hit, LookAlike, Memory, SearchEngine

FACETS = ("kind", "theme", "level", "country", "site", "principle", "provenance", "answered")


@dataclass(frozen=True)
class FoundEntry:
    """An entry that was found, and how."""

    card: Card
    hit: Hit


@dataclass(frozen=True)
class Found:
    """One page of what was found; facets and total speak of everything that was found."""

    query: str
    language: str
    total: int
    took_ms: float
    did_you_mean: str | None
    is_current: bool
    page: Page[FoundEntry]
    facets: Mapping[str, list[Choice]]


@dataclass(frozen=True)
class Similar:
    """Entries that say something like a text."""

    text: str
    language: str
    entries: Sequence[tuple[Card, LookAlike]]


def find(
    engine: SearchEngine,
    snapshot: Snapshot,
    audiences: Collection[str],
    query: str,
    chosen: Mapping[str, list[str]],
    language: str,
    page: int,
    size: int = 20,
) -> Found:
    """Search for a viewer, whose snapshot and audiences these are. Without a query, facets alone choose, and codes give the order."""
    started = time.perf_counter()
    facets = {name: values for name, values in chosen.items() if name in FACETS and values}
    answer = _asked(engine, snapshot, audiences, query, language) if query.strip() else _browsed(snapshot, facets)
    hits = [hit for hit in answer.hits if hit.code in snapshot.cards]
    index = facet_index(snapshot)
    codes = {hit.code for hit in hits}
    kept = index.choose(codes, facets)
    shown = page_of([hit for hit in hits if hit.code in kept], page, size)
    told = engine.snippets(query, [hit.code for hit in shown.items], audiences, language) if query.strip() else {}
    entries = [FoundEntry(snapshot.cards[hit.code], _told(hit, told.get(hit.code))) for hit in shown.items]
    return Found(
        query=query,
        language=language,
        total=shown.total,
        took_ms=round((time.perf_counter() - started) * 1000, 1),
        did_you_mean=answer.did_you_mean,
        is_current=answer.is_current,
        page=Page(entries, shown.number, shown.last, shown.total, shown.size),
        facets={name: index.choices(name, codes, facets) for name in FACETS},
    )


def as_json(found: Found, url_for: Callable[[Card], str]) -> dict[str, Any]:
    """What was found as the API and the command tell it."""
    return {
        "query": found.query,
        "total": found.total,
        "took_ms": found.took_ms,
        "did_you_mean": found.did_you_mean,
        "facets": {name: [{"value": choice.value, "count": choice.count} for choice in choices] for name, choices in found.facets.items()},
        "hits": [_hit_as_json(entry, found.language, url_for) for entry in found.page.items],
    }


def similar(
    engine: SearchEngine, snapshot: Snapshot, audiences: Collection[str], text: str, limit: int, language: str = "en", memory: Memory | None = None
) -> Similar:
    """The obstacles that say something like a text, the most alike first; many texts in a row are quicker with one memory."""
    # An index that is a moment behind may name what is no longer to be seen, so it is asked for a few more.
    found = engine.look_alikes(text, audiences, ("obstacle",), limit + 5, memory)
    visible = [(snapshot.cards[one.code], one) for one in found if one.code in snapshot.cards]
    return Similar(text, language, visible[:limit])


def similar_as_json(found: Similar) -> dict[str, Any]:
    """Look-alikes as the command tells them."""
    hits = [
        {"code": card.code, "title": card.title_in(found.language), "score": one.score, "shared": list(one.shared)} for card, one in found.entries
    ]
    return {"text": found.text, "hits": hits}


def _asked(engine: SearchEngine, snapshot: Snapshot, audiences: Collection[str], query: str, language: str) -> Answer:
    """The engine's answer. One that is behind may know words that are no longer to be seen: it suggests none."""
    answer = engine.search(query, audiences, language)
    held = engine.revision()
    if answer.is_current and held is not None and held >= snapshot.revision:
        return answer
    return Answer(answer.hits, None, is_current=False)


def _browsed(snapshot: Snapshot, facets: Mapping[str, list[str]]) -> Answer:
    return Answer(tuple(Hit(code, 0.0) for code in sorted(snapshot.cards)) if facets else ())


def _told(hit: Hit, told: Hit | None) -> Hit:
    return replace(hit, matched=told.matched, snippet=told.snippet) if told else hit


def _hit_as_json(entry: FoundEntry, language: str, url_for: Callable[[Card], str]) -> dict[str, Any]:
    return {
        "code": entry.card.code,
        "kind": entry.card.kind,
        "title": entry.card.title_in(language),
        "url": url_for(entry.card),
        "score": entry.hit.score,
        "matched": [{"field": match.field, "words": list(match.words)} for match in entry.hit.matched],
        "snippet": "".join(piece for piece, _ in entry.hit.snippet),
    }
