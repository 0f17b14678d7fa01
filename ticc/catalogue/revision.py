"""The revision of the catalogue: a number that moves with each change, in the same transaction, and what moved it.

Derived views (graph, search index) keep the number that they were made from; the outbox tells them what has changed since.
Taking the next number locks its row until the commit, so that numbers become visible in their order on every database.
"""

from typing import Any

from sqlalchemy import event, insert, update
from sqlmodel import Field, Session, select

from ticc.catalogue.entry import Entry
from ticc.catalogue.links import Link
from ticc.foundation.table import Table


class Revision(Table, table=True):
    """The one row that holds the catalogue's revision, and the fingerprint of the content pack that was loaded."""

    __tablename__ = "revision"

    id: int = Field(default=1, primary_key=True)
    number: int = 0
    loaded_pack: str = Field(default="", max_length=64)


class Touched(Table, table=True):
    """The outbox: this code changed with this revision."""

    __tablename__ = "touched"

    id: int | None = Field(default=None, primary_key=True)
    revision: int = Field(index=True)
    code: str = Field(max_length=80)


def current_revision(session: Session) -> int:
    """The number of the last change that this session can see."""
    return session.exec(select(Revision.number)).one_or_none() or 0


def codes_touched_since(session: Session, revision: int) -> list[str]:
    """The codes that changed after a revision, each once, in a stable order."""
    rows = session.exec(select(Touched.code).where(Touched.revision > revision).distinct())
    return sorted(rows)


def take_next_revision(session: Session) -> int:
    """Move the number on and hold it until the commit."""
    connection = session.connection()
    if connection.execute(update(Revision).values(number=Revision.number + 1)).rowcount == 0:  # type: ignore[attr-defined]
        connection.execute(insert(Revision).values(id=1, number=1, loaded_pack=""))
    return connection.execute(select(Revision.number)).scalar_one()


@event.listens_for(Session, "before_flush")
def _note_what_changes(session: Session, *_: Any) -> None:
    changed = [one for one in (*session.new, *session.deleted, *session.dirty) if session.is_modified(one) or one in session.deleted]
    codes: set[str] = session.info.setdefault("touched_codes", set())
    for one in changed:
        if isinstance(one, Entry):
            codes.add(one.code)
        elif isinstance(one, Link):
            codes.update({one.subject_code, one.object_code})


@event.listens_for(Session, "after_flush")
def _write_the_outbox(session: Session, *_: Any) -> None:
    codes = session.info.pop("touched_codes", None)
    if not codes:
        return
    number = session.info.get("revision_taken") or take_next_revision(session)
    session.info["revision_taken"] = number
    session.connection().execute(insert(Touched), [{"revision": number, "code": code} for code in sorted(codes)])


@event.listens_for(Session, "after_commit")
@event.listens_for(Session, "after_rollback")
def _let_the_revision_go(session: Session) -> None:
    session.info.pop("revision_taken", None)
    session.info.pop("touched_codes", None)
