"""Asking the history."""

from __future__ import annotations

from sqlalchemy import or_
from sqlmodel import Session, col, select

from ticc.catalogue.visibility import Viewer
from ticc.catalogue.words import Visibility
from ticc.history.models import Change


def list_changes(session: Session, code: str, limit: int = 100) -> list[Change]:
    """What happened to an entry and its links, the newest first."""
    of_entry = or_(col(Change.code) == code, col(Change.other_code) == code)
    return list(session.exec(select(Change).where(of_entry).order_by(col(Change.id).desc()).limit(limit)))


def list_changes_told_to(session: Session, code: str, viewer: Viewer) -> list[Change]:
    """What happened to an entry, as far as the viewer may know: what was written before a partner shared it stays with the partner."""
    changes = list_changes(session, code)
    shared = next((place for place, one in enumerate(changes) if one.before.get("visibility") == Visibility.PRIVATE), None)
    owner = next((one.after["partner_code"] for one in changes if one.code == code and "partner_code" in one.after), None)
    if shared is None or owner in viewer.partners:
        return changes
    told = changes[shared]
    said = {"visibility": told.after.get("visibility")}
    return [*changes[:shared], Change(**{**told.model_dump(), "before": {"visibility": told.before["visibility"]}, "after": said})]
