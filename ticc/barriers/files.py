"""The files of a barrier: seen by its partner and, once it is shared, by advisers and project leads."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from ticc.attachments.models import Attachment
from ticc.attachments.service import attach, remove
from ticc.attachments.store import Store
from ticc.barriers.circle import sees_the_work
from ticc.barriers.models import Barrier, BarrierFile
from ticc.catalogue.visibility import Viewer
from ticc.foundation.errors import NotThere, Refusal

MOST_FILES = 20


def list_files(session: Session, barrier: Barrier, viewer: Viewer) -> list[Attachment]:
    """The files of a barrier, the oldest first; none for whoever does not see the work on it."""
    return list(session.exec(_files_of(barrier))) if sees_the_work(viewer, barrier) else []


def get_file(session: Session, barrier: Barrier, viewer: Viewer, key: str) -> Attachment:
    """One file of a barrier; raises NotThere, also for whoever does not see the work on it."""
    found = next((one for one in list_files(session, barrier, viewer) if one.key == key), None)
    if found is None:
        raise NotThere(key)
    return found


def attach_file(session: Session, store: Store, barrier: Barrier, account_id: int | None, name: str, data: bytes) -> Attachment:
    """Attach a file to a barrier; raises Refusal for one that cannot be attached, and for one too many."""
    if len(list(session.exec(_files_of(barrier)))) >= MOST_FILES:
        raise Refusal(_("A barrier has at most %(number)s files: remove one first", number=MOST_FILES), "file")
    attached = attach(session, store, name, data, account_id)
    session.add(BarrierFile(barrier_code=barrier.code, attachment_id=attached.id or 0))
    session.flush()
    return attached


def remove_file(session: Session, store: Store, barrier: Barrier, key: str) -> str:
    """Remove a file and return its name; raises NotThere, also for the later of two who remove it."""
    found = session.exec(_files_of(barrier).where(Attachment.key == key).with_for_update()).first()
    if found is None:
        raise NotThere(key)
    session.delete(session.get_one(BarrierFile, (barrier.code, found.id)))
    session.flush()
    remove(session, store, found)
    return found.name


def _files_of(barrier: Barrier) -> SelectOfScalar[Attachment]:
    chosen = select(Attachment).join(BarrierFile, col(BarrierFile.attachment_id) == col(Attachment.id))
    return chosen.where(BarrierFile.barrier_code == barrier.code).order_by(col(Attachment.created_at), col(Attachment.id))
