"""Asking the history."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import or_
from sqlmodel import Session, col, select

from ticc.catalogue.codes import list_merged_into
from ticc.catalogue.links import Try
from ticc.catalogue.visibility import Viewer
from ticc.catalogue.words import Visibility
from ticc.history.models import Change


def list_changes(session: Session, code: str, limit: int = 100) -> list[Change]:
    """What happened to an entry, to those that were merged into it, and to their links, the newest first."""
    codes = [code, *list_merged_into(session, code)]
    of_entry = or_(col(Change.code).in_(codes), col(Change.other_code).in_(codes))
    return list(session.exec(select(Change).where(of_entry).order_by(col(Change.id).desc()).limit(limit)))


def list_changes_told_to(session: Session, code: str, viewer: Viewer, seen: Collection[str]) -> list[Change]:
    """What happened to an entry, as far as the viewer may know.

    A change is told only where the viewer sees every entry that it speaks of (`seen` holds their codes), and what was written before a
    partner shared an entry stays with the partner.
    """
    visible = {*seen, *list_merged_into(session, code)}
    changes = list_changes(session, code)
    if _owner(session, code) not in viewer.partners:
        changes = _since_it_was_shared([one for one in changes if not _is_of_the_work(one)])
    return [one for one in changes if _entries_of(one) <= visible]


def _owner(session: Session, code: str) -> str | None:
    """The partner that an entry belongs to, where it belongs to one."""
    made = select(Change).where(Change.code == code, Change.action == "created", col(Change.other_code).is_(None)).order_by(col(Change.id))
    return next((str(one.after["partner_code"]) for one in session.exec(made) if "partner_code" in one.after), None)


def _is_of_the_work(change: Change) -> bool:
    """Whether a change is one of the tries against a barrier: how a partner came to tell of them is its own business."""
    return change.what == Try.__tablename__ and change.other_code is None


def _since_it_was_shared(changes: list[Change]) -> list[Change]:
    shared = next((place for place, one in enumerate(changes) if one.before.get("visibility") == Visibility.PRIVATE), None)
    if shared is None:
        return changes
    told = changes[shared]
    said = {"visibility": told.after.get("visibility")}
    return [*changes[:shared], Change(**{**told.model_dump(), "before": {"visibility": told.before["visibility"]}, "after": said})]


def _entries_of(change: Change) -> set[str]:
    """Every entry that a change speaks of; a try made against a barrier is as private as the barrier."""
    barriers = (change.before.get("barrier_code"), change.after.get("barrier_code"))
    return {code for code in (change.code, change.other_code, *barriers) if code}
