"""Keeps the search index in step with the catalogue: after each commit, and before each search in case that failed."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlmodel import Session, func, select

from ticc.catalogue.kinds import Kinds
from ticc.catalogue.revision import Touched, codes_touched_since, current_revision
from ticc.search.documents import codes_that_quote, read_documents
from ticc.search.engine import NoUsableIndex, SearchEngine

if TYPE_CHECKING:
    from ticc.foundation.database import Database

log = logging.getLogger(__name__)

# With more changes than this, making the index anew is quicker and leaves it smaller.
MANY = 300


@dataclass
class IndexKeeper:
    """Brings an engine up to date with a database. After a failure it pauses, so that searching pages do not each try in vain."""

    engine: SearchEngine
    database: Database
    kinds: Kinds
    pause_seconds: float = 5.0
    _not_before: float = field(default=0.0, init=False)

    def catch_up(self) -> bool:
        """Let the index hold the newest revision, and say whether it does; never raises. Cheap when there is nothing to do."""
        try:
            with self.database.ask() as session:
                if self.engine.revision() == current_revision(session):
                    return True
                if time.monotonic() < self._not_before:
                    return False
                self._bring_up_to_date(session)
            return True
        except Exception:
            log.exception("the search index could not be brought up to date; search goes on with what it holds")
            self._not_before = time.monotonic() + self.pause_seconds
            return False

    def rebuild(self) -> int:
        """Make the index anew and return the revision that it holds; raises whatever hinders it."""
        with self.database.ask() as session:
            return self._rebuild(session)

    def _bring_up_to_date(self, session: Session) -> None:
        held = self.engine.revision()
        if held is None:
            log.warning("there is no usable search index: it is made anew")
            self._rebuild(session)
        elif held > current_revision(session) and self._is_from_the_future():
            log.warning("the search index is newer than the catalogue, which must have been restored: it is made anew")
            self._rebuild(session)
        elif not _reaches_back(session, held):
            log.warning("the search index is older than what is known of changes: it is made anew")
            self._rebuild(session)
        else:
            self._update(session, held)

    def _update(self, session: Session, held: int) -> None:
        # First the number and then what it stands for: a change between the two is read twice, and none is missed.
        revision = current_revision(session)
        codes = set(codes_touched_since(session, held))
        codes |= codes_that_quote(session, codes)
        if len(codes) > MANY:
            self._rebuild(session)
            return
        documents = list(read_documents(session, self.kinds, codes))
        gone = codes - {document.code for document in documents}
        try:
            self.engine.update(documents, gone, revision)
        except NoUsableIndex:
            # It was damaged in this very moment, or somebody threw it away.
            self._rebuild(session)

    def _rebuild(self, session: Session) -> int:
        revision = current_revision(session)
        self.engine.rebuild(read_documents(session, self.kinds), revision)
        return revision

    def _is_from_the_future(self) -> bool:
        """Whether the index holds a revision that the catalogue has not reached, even when one looks again."""
        held = self.engine.revision()
        with self.database.ask() as session:
            return held is not None and held > current_revision(session)


def _reaches_back(session: Session, revision: int) -> bool:
    """Whether every change after a revision is still known; old ones may have been pruned."""
    first = session.exec(select(func.min(Touched.revision))).one()
    return first is not None and first <= revision + 1
