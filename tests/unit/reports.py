"""Material for reports: a small catalogue of which everything can be counted by hand, and the words that a report needs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from tests.unit.catalogue import card, edge, snapshot, vocabularies
from ticc.catalogue.snapshot import Snapshot
from ticc.catalogue.vocabulary import Programme
from ticc.documents.document import Block, Bullets, Document, Figure, Heading, Note, Paragraph, Table, plain
from ticc.reports.material import Depth, Material
from ticc.reports.scope import Scope, within

PROGRAMME = Programme(name="Bean Club", tagline={"en": "What keeps gardens from growing"}, practice={"en": "school gardens"})
CODE = re.compile(r"\b(?:OBS|SOL|PRI|STEP|SIT|PAR|SRC|IND|BAR)-[\w-]+")


def beds() -> Snapshot:
    """Two sites in two countries; an obstacle of one, an obstacle of the other that was read of later, one that nobody saw."""
    return snapshot(
        card("SIT-oslo", country="norway"), card("SIT-porto", country="portugal"),
        card("PAR-north", country="norway"), card("PAR-south", country="portugal"),
        card("OBS-clay", theme="soil", level="school"), card("OBS-slugs", theme="neighbours", level="class"),
        card("OBS-rumour", theme="timetable", level="school", provenance="inferred"),
        "SOL-planks", "SOL-hedgehog", "SOL-butt", "PRI-1", "IND-1",
        card("SRC-old", year=2010), card("SRC-new", year=2022), card("SRC-silent", year=2022),
        edge("PAR-north", "works-at", "SIT-oslo"), edge("PAR-south", "works-at", "SIT-porto"),
        edge("SRC-old", "reports", "OBS-clay", site_code="SIT-oslo"), edge("SRC-new", "reports", "OBS-slugs", site_code="SIT-porto"),
        edge("OBS-clay", "undermines", "PRI-1", evidence="SRC-old"), edge("OBS-slugs", "undermines", "PRI-1"),
        edge("SOL-planks", "answers", "OBS-clay"), edge("SOL-hedgehog", "answers", "OBS-slugs"),
        edge("SOL-planks", "tried-at", "SIT-oslo", result="worked", obstacle_code="OBS-clay", evidence="SRC-old"),
        edge("SOL-planks", "tried-at", "SIT-porto", result="stopped", obstacle_code="OBS-clay", evidence="SRC-old"),
        edge("SOL-hedgehog", "tried-at", "SIT-porto", result="did-not-work", obstacle_code="OBS-slugs", evidence="SRC-new"),
        edge("SOL-butt", "tried-at", "SIT-oslo", result="too-early", evidence="SRC-old"),
        edge("SRC-old", "gives-value-of", "IND-1", site_code="SIT-oslo", value=80, year=2010),
        edge("SRC-new", "gives-value-of", "IND-1", site_code="SIT-porto", value=4, year=2022),
    )  # fmt: skip


def material(seen: Snapshot, scope: Scope | None = None, **changes: Any) -> Material:
    """What a report on a snapshot is composed from; `changes` are fields of the material."""
    chosen = scope or Scope()
    words = {"vocabularies": vocabularies(), "programme": PROGRAMME, "language": "en", "texts": {}}
    return Material(within(seen, chosen), **{**words, "depth": Depth.FULL, "as_of": date(2026, 3, 4), "scope": chosen, **changes})


def words_of(block: Block) -> Iterator[str]:
    """Every run of words of a block."""
    if isinstance(block, Heading):
        yield block.text
    elif isinstance(block, Paragraph | Note):
        yield plain(block.spans)
    elif isinstance(block, Bullets):
        yield from map(plain, block.items)
    elif isinstance(block, Table):
        yield from (block.caption, *(column.title for column in block.columns), *(cell for row in block.rows for cell in row))
    elif isinstance(block, Figure):
        yield from (block.caption, block.alt, *block.chart.labels)  # type: ignore[union-attr]


def told(document: Document) -> str:
    """Every word of a document."""
    return "\n".join(words for block in document.blocks for words in words_of(block))


def rests_of(document: Document) -> set[str]:
    """Every code that something in a document rests on."""
    return {code for block in document.blocks for code in getattr(block, "rests_on", ())}


def codes_in(document: Document) -> set[str]:
    """Every code that is named anywhere in a document."""
    return rests_of(document) | set(CODE.findall(told(document)))


def table(document: Document, caption: str) -> dict[str, tuple[str, ...]]:
    """The rows of a table, by their first cell."""
    found = next(block for block in document.blocks if isinstance(block, Table) and block.caption == caption)
    return {row[0]: row[1:] for row in found.rows}
