"""Rows that two people can change at once: the later one is told, and nothing of either is lost."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from ticc.foundation.errors import ChangedMeanwhile


def write_over(session: Session, row: Any, said: Mapping[str, Any], version: int) -> None:
    """Write new values into a row that counts its changes in `version`.

    `version` is the one that the person's form was opened with. The row is locked and read anew first: of two who send at the same
    moment the later one raises ChangedMeanwhile, on every database.
    """
    session.refresh(row, with_for_update=True)
    if row.version != version:
        raise ChangedMeanwhile
    for name, value in said.items():
        setattr(row, name, value)
    row.version += 1
    session.add(row)
    session.flush()
