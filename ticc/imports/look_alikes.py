"""Which obstacle of the catalogue each row of a file looks like: told in the preview, and proposed only where a person says so."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlmodel import Session

from ticc.catalogue.snapshot import Snapshot
from ticc.imports.barriers import PROPOSES
from ticc.imports.models import Batch
from ticc.imports.preview import RowData, State
from ticc.search.engine import Memory, SearchEngine
from ticc.search.find import similar

# In letters; what happened stands at the beginning, and thousands of rows are to be compared while a person waits.
LONGEST_TEXT = 160


def add_look_alikes(session: Session, batch: Batch, engine: SearchEngine, seen: Snapshot, audiences: Collection[str]) -> None:
    """Note beside each new row the obstacle that it is most like, with the words that the two share; `seen` is what the person may see."""
    found: dict[str, dict[str, Any]] = {}
    memory = Memory()
    rows: list[RowData] = []
    for row in batch.rows:
        if row["state"] == State.SOUND and not row["data"]["obstacle_code"]:
            text = " ".join(row["data"][name] for name in ("title", "because", "so_that"))[:LONGEST_TEXT]
            if text not in found:
                found[text] = _likeliest(engine, seen, audiences, text, memory)
            row = {**row, "data": {**row["data"], **found[text]}}
        rows.append(row)
    batch.rows = rows
    session.add(batch)
    session.flush()


def _likeliest(engine: SearchEngine, seen: Snapshot, audiences: Collection[str], text: str, memory: Memory) -> dict[str, Any]:
    alike = similar(engine, seen, audiences, text, 1, memory=memory).entries
    return {"alike": alike[0][0].code, "shared": list(alike[0][1].shared)} if alike else {}


def alike_in(batch: Batch) -> int:
    """How many new rows look like an obstacle."""
    return sum(1 for row in batch.rows if row["state"] == State.SOUND and row["data"].get("alike"))


def propose_look_alikes(session: Session, batch: Batch) -> None:
    """What the rows look like is what they are, as the partner says: an adviser confirms it. To be called before the file is taken."""
    batch.choices = {**batch.choices, PROPOSES: True}
    session.add(batch)
    session.flush()
