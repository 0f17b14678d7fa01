"""Asking the history."""

from __future__ import annotations

from sqlalchemy import or_
from sqlmodel import Session, col, select

from ticc.history.models import Change


def list_changes(session: Session, code: str, limit: int = 100) -> list[Change]:
    """What happened to an entry and its links, the newest first."""
    of_entry = or_(col(Change.code) == code, col(Change.other_code) == code)
    return list(session.exec(select(Change).where(of_entry).order_by(col(Change.id).desc()).limit(limit)))
