"""Attaching and removing files: the bytes come before the row, and go after it.

A crash at any moment leaves at worst bytes without a row, which nobody sees and the sweep removes, never a row without its bytes.
"""

from __future__ import annotations

import hashlib
import logging
from datetime import timedelta

from sqlalchemy import event
from sqlalchemy.orm import SessionTransaction
from sqlmodel import Session, select

from ticc.attachments.models import Attachment
from ticc.attachments.rules import accept
from ticc.attachments.store import Store, new_key
from ticc.foundation.clock import now

log = logging.getLogger(__name__)

# Longer than any act takes: bytes younger than this may belong to a row that is about to be committed.
LEFT_BEHIND = timedelta(days=1)
REMOVALS = "bytes_to_remove_after_commit"


def attach(session: Session, store: Store, name: str, data: bytes, account_id: int | None) -> Attachment:
    """Check a file and keep it; raises Refusal for one that cannot be attached. A picture is kept without its metadata."""
    accepted = accept(name, data, store.largest)
    key = new_key()
    store.put(key, accepted.data)
    attachment = Attachment(
        key=key,
        name=accepted.name,
        media_type=accepted.media_type,
        size=len(accepted.data),
        sha256=hashlib.sha256(accepted.data).hexdigest(),
        created_by=account_id,
    )
    session.add(attachment)
    session.flush()
    return attachment


def remove(session: Session, store: Store, attachment: Attachment) -> None:
    """Remove an attachment; its bytes go once that is committed, and stay if it is not."""
    session.delete(attachment)
    session.flush()
    session.info.setdefault(REMOVALS, []).append((store, attachment.key))


def sweep(session: Session, store: Store) -> int:
    """Remove bytes that no row speaks of and that are older than a day; returns how many files that were."""
    old = store.list_keys(before=now() - LEFT_BEHIND)
    known = set(session.exec(select(Attachment.key)))
    orphans = [key for key in old if key not in known]
    for key in orphans:
        store.remove(key)
    return len(orphans)


@event.listens_for(Session, "after_commit")
def _remove_bytes(session: Session) -> None:
    # The end of a savepoint is told in the same way, and may still be rolled back.
    if session.in_nested_transaction():
        return
    removals: list[tuple[Store, str]] = session.info.pop(REMOVALS, [])
    for store, key in removals:
        try:
            store.remove(key)
        except OSError:
            log.exception("the bytes of a removed attachment are still there; the sweep will remove them")


@event.listens_for(Session, "after_rollback")
def _keep_bytes(session: Session) -> None:
    session.info.pop(REMOVALS, None)


@event.listens_for(Session, "after_transaction_end")
def _keep_bytes_when_closed(session: Session, transaction: SessionTransaction) -> None:
    # A session that is closed without a commit rolls back without saying so.
    if transaction.parent is None:
        session.info.pop(REMOVALS, None)
