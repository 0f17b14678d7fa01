"""Changing an entry that somebody else may be changing too."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm.exc import StaleDataError
from sqlmodel import Session

from ticc.catalogue.entry import Entry
from ticc.foundation.clock import now
from ticc.foundation.errors import ChangedMeanwhile


def revise(session: Session, entry: Entry, said: Mapping[str, Any], version: int | None) -> None:
    """Write new values into an entry.

    `version` is the one that the person's form was opened with; raises ChangedMeanwhile if the entry has moved on since, whether
    before this request began or while it runs.
    """
    if version is not None and version != entry.version:
        raise ChangedMeanwhile
    changed = {name: value for name, value in said.items() if getattr(entry, name) != value}
    for name, value in changed.items():
        setattr(entry, name, value)
    if not changed:
        return
    entry.updated_at = now()
    session.add(entry)
    try:
        session.flush()
    except StaleDataError as error:
        raise ChangedMeanwhile from error
