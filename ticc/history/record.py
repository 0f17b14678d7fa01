"""Recording: every change of an entry or a link is written down in the transaction that makes it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import event, insert, inspect
from sqlmodel import Session

from ticc.catalogue.entry import Entry
from ticc.catalogue.links import UNTOLD, Link
from ticc.foundation.clock import now
from ticc.history.models import Change


def say_who(session: Session, account_id: int | None, occasion: str = "") -> None:
    """Tell the history who acts in this session, and on what occasion where it is not a person at a page."""
    session.info["actor"] = account_id
    session.info["occasion"] = occasion


@event.listens_for(Session, "before_flush")
def _note(session: Session, *_: Any) -> None:
    rows = session.info.setdefault("changes", [])
    for one in session.new:
        if _is_recorded(one):
            rows.append(_row(one, "created", {}, _state(one)))
    for one in session.deleted:
        if _is_recorded(one):
            rows.append(_row(one, "removed", _state(one), {}))
    for one in session.dirty:
        if _is_recorded(one) and session.is_modified(one):
            before, after = _difference(one)
            if after or before:
                rows.append(_row(one, "changed", before, after))


@event.listens_for(Session, "after_flush")
def _write(session: Session, *_: Any) -> None:
    rows = session.info.pop("changes", [])
    if not rows:
        return
    said = {"at": now(), "account_id": session.info.get("actor"), "occasion": session.info.get("occasion", "")}
    session.connection().execute(insert(Change), [{**row, **said} for row in rows])


@event.listens_for(Session, "after_rollback")
def _forget(session: Session) -> None:
    session.info.pop("changes", None)


def _is_recorded(one: Any) -> bool:
    # Who did what and when is exactly what nobody may learn of a try that is told without a name.
    return isinstance(one, Entry | Link) and getattr(one, "object_code", None) != UNTOLD


def _row(one: Any, action: str, before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    code, other = (one.code, None) if isinstance(one, Entry) else (one.subject_code, one.object_code)
    if barrier := getattr(one, "barrier_code", None):
        # What was tried against a barrier belongs to the barrier: the two ends of the link would tell it to everybody who sees them.
        code, other = barrier, None
    return {"code": code, "what": one.__tablename__, "other_code": other, "action": action, "before": before, "after": after}


def _state(one: Any) -> dict[str, Any]:
    names = [column.key for column in inspect(type(one)).column_attrs if column.key not in one.unrecorded]
    return {name: value for name in names if (value := _plain(getattr(one, name))) not in ("", None, [], {}, False)}


def _difference(one: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    before, after = {}, {}
    for attribute in inspect(one).attrs:
        history = attribute.history
        if attribute.key in one.unrecorded or not history.has_changes():
            continue
        old = _plain(history.deleted[0]) if history.deleted else None
        new = _plain(history.added[0]) if history.added else None
        if old != new:
            before[attribute.key], after[attribute.key] = old, new
    return before, after


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value
