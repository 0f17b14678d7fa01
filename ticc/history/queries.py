"""Asking the history."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import or_
from sqlmodel import Session, col, select

from ticc.catalogue.visibility import Viewer
from ticc.catalogue.words import Visibility
from ticc.history.models import Change


def list_changes(session: Session, code: str, limit: int = 100) -> list[Change]:
    """What happened to an entry and its links, the newest first."""
    of_entry = or_(col(Change.code) == code, col(Change.other_code) == code)
    return list(session.exec(select(Change).where(of_entry).order_by(col(Change.id).desc()).limit(limit)))


def list_changes_told_to(session: Session, code: str, viewer: Viewer, seen: Collection[str]) -> list[Change]:
    """What happened to an entry, as far as the viewer may know.

    A change is told only where the viewer sees every entry that it speaks of (`seen` holds their codes), and what was written before a
    partner shared an entry stays with the partner.
    """
    visible = set(seen)
    return [one for one in _since_it_was_shared(list_changes(session, code), code, viewer) if _entries_of(one) <= visible]


def _since_it_was_shared(changes: list[Change], code: str, viewer: Viewer) -> list[Change]:
    shared = next((place for place, one in enumerate(changes) if one.before.get("visibility") == Visibility.PRIVATE), None)
    owner = next((one.after["partner_code"] for one in changes if one.code == code and "partner_code" in one.after), None)
    if shared is None or owner in viewer.partners:
        return changes
    told = changes[shared]
    said = {"visibility": told.after.get("visibility")}
    return [*changes[:shared], Change(**{**told.model_dump(), "before": {"visibility": told.before["visibility"]}, "after": said})]


def _entries_of(change: Change) -> set[str]:
    """Every entry that a change speaks of; a try made against a barrier is as private as the barrier."""
    barriers = (change.before.get("barrier_code"), change.after.get("barrier_code"))
    return {code for code in (change.code, change.other_code, *barriers) if code}
