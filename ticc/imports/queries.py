"""Asking about imports."""

from __future__ import annotations

from sqlalchemy.orm import defer
from sqlmodel import Session, col, or_, select

from ticc.catalogue.visibility import Viewer
from ticc.catalogue.words import Role
from ticc.foundation.errors import NotThere
from ticc.imports.models import Batch

# Whether somebody read the file in for a partner to which they did not belong.
FROM_OUTSIDE = "from_outside"


def may_see(viewer: Viewer, batch: Batch) -> bool:
    """Whether the viewer may see an import: members of its partner, and the project lead who read it in for them."""
    if viewer.has(Role.MEMBER) and batch.partner_code in viewer.partners:
        return True
    is_own = viewer.account_id is not None and viewer.account_id == batch.account_id
    # Who once belonged to a partner, and is a lead now, no longer sees what the partner keeps to itself.
    return is_own and viewer.has(Role.LEAD) and bool(batch.choices.get(FROM_OUTSIDE))


def get_batch(session: Session, key: str, viewer: Viewer) -> Batch:
    """An import that the viewer may see; raises NotThere."""
    found = find_batch(session, key)
    if found is None or not may_see(viewer, found):
        raise NotThere(key)
    return found


def find_batch(session: Session, key: str) -> Batch | None:
    """An import by its key, whoever may see it."""
    return session.exec(select(Batch).where(Batch.key == key)).one_or_none()


def list_batches(session: Session, viewer: Viewer) -> list[Batch]:
    """The imports that the viewer may see, the newest first; their rows are not read."""
    mine = or_(col(Batch.partner_code).in_(viewer.partners), col(Batch.account_id) == viewer.account_id)
    chosen = select(Batch).where(mine).options(defer(Batch.rows)).order_by(col(Batch.id).desc())  # type: ignore[arg-type]
    return [batch for batch in session.exec(chosen) if may_see(viewer, batch)]
