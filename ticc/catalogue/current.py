"""The snapshot of this moment: kept by each process, read again when the catalogue's revision has moved."""

from __future__ import annotations

import threading
from collections import OrderedDict

from sqlmodel import Session

from ticc.catalogue.kinds import Kinds
from ticc.catalogue.revision import current_revision
from ticc.catalogue.snapshot import Snapshot, read_snapshot
from ticc.catalogue.visibility import Viewer


class ReadAfterWriting(RuntimeError):
    """A derived view was asked for in a session that has written: it could keep rows that are then rolled back."""


class CurrentSnapshot:
    """The newest snapshot, whole and as each group of viewers sees it. One for each process and database."""

    KEPT_AUDIENCES = 64

    def __init__(self, kinds: Kinds) -> None:
        self.kinds = kinds
        self._whole: Snapshot | None = None
        self._seen: OrderedDict[frozenset[str], Snapshot] = OrderedDict()
        self._lock = threading.Lock()

    def for_viewer(self, session: Session, viewer: Viewer) -> Snapshot:
        """The catalogue as this viewer may see it; raises ReadAfterWriting in a session that has written."""
        if session.info.get("has_written") or session.new or session.dirty or session.deleted:
            raise ReadAfterWriting("finish the act before looking at a derived view")
        revision = current_revision(session)
        with self._lock:
            if self._whole is None or self._whole.revision != revision:
                self._whole = read_snapshot(session, self.kinds)
                self._seen.clear()
            seen = self._seen.get(viewer.audiences)
            if seen is None:
                seen = self._seen[viewer.audiences] = self._whole.seen_by(viewer)
                if len(self._seen) > self.KEPT_AUDIENCES:
                    self._seen.popitem(last=False)
            self._seen.move_to_end(viewer.audiences)
            return seen
