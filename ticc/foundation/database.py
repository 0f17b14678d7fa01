"""The database: one session a request, committed at the edge; a request that only asks cannot write."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask, Response, current_app, g, has_request_context, request
from sqlalchemy import Engine, create_engine, event
from sqlmodel import Session

log = logging.getLogger(__name__)

ASKING = frozenset({"GET", "HEAD", "OPTIONS"})


class WroteWhileAsking(RuntimeError):
    """A request that only asks tried to write: a defect of the program, never of its user."""


class Database:
    """An engine with sound manners, and sessions that either ask or act."""

    def __init__(self, url: str) -> None:
        self.url = _with_driver(url)
        # What people wrote must not reach the log through the words of a database error.
        self.engine = create_engine(self.url, pool_pre_ping=not self.url.startswith("sqlite"), hide_parameters=True)
        # SQLite: a writer takes its lock at once, so that two acts wait for each other instead of failing half-way.
        self._acting = self.engine.execution_options(sqlite_begin="IMMEDIATE")
        self.after_commit: list[Callable[[], None]] = []
        if self.engine.dialect.name == "sqlite":
            _teach_sqlite_manners(self.engine)

    def asking(self) -> Session:
        """A session that may only read."""
        session = Session(self.engine, autoflush=False, expire_on_commit=False)
        session.info["may_write"] = False
        return session

    def acting(self) -> Session:
        """A session that may write; who opens it commits it."""
        session = Session(self._acting, expire_on_commit=False)
        session.info["may_write"] = True
        return session

    @contextmanager
    def act(self) -> Iterator[Session]:
        """One act outside a request (a command, a job): committed as a whole, or not at all."""
        with self.acting() as session:
            yield session
            session.commit()
        self.carry_out_after_commit()

    @contextmanager
    def ask(self) -> Iterator[Session]:
        """One look outside a request."""
        with self.asking() as session:
            yield session

    def carry_out_after_commit(self) -> None:
        """Bring derived views up to date; they heal themselves later, so a failure here is logged and not raised."""
        for step in self.after_commit:
            try:
                step()
            except Exception:
                log.exception("a step after the commit failed; the derived view will catch up at the next request")


@event.listens_for(Session, "before_flush")
def _refuse_to_write_while_asking(session: Session, *_: Any) -> None:
    if session.info.get("may_write") is False and (session.new or session.dirty or session.deleted):
        raise WroteWhileAsking("a request that only asks tried to write")


@event.listens_for(Session, "after_flush")
def _remember_writing(session: Session, *_: Any) -> None:
    session.info["has_written"] = True


@event.listens_for(Session, "after_commit")
@event.listens_for(Session, "after_rollback")
def _forget_writing(session: Session) -> None:
    session.info["has_written"] = False


def _with_driver(url: str) -> str:
    """Plain `postgresql://` means psycopg 3, the driver that is installed."""
    for scheme in ("postgresql://", "postgres://"):
        if url.startswith(scheme):
            return "postgresql+psycopg://" + url.removeprefix(scheme)
    return url


def _teach_sqlite_manners(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def _on_connect(connection: Any, _: Any) -> None:
        # The driver's own transaction handling is switched off: BEGIN is said below, once, in the right kind.
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "foreign_keys=ON", "busy_timeout=15000", "synchronous=FULL", "cache_size=-32000"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Any) -> None:
        connection.exec_driver_sql(f"BEGIN {connection.get_execution_options().get('sqlite_begin', 'DEFERRED')}")


def init_app(app: Flask, url: str) -> None:
    """Give the application its database, and the rule that a request is one act."""
    app.extensions["database"] = Database(url)
    app.after_request(_finish)
    app.teardown_request(_close)


def database() -> Database:
    """The database of the application that is running."""
    found: Database = current_app.extensions["database"]
    return found


def db() -> Session:
    """The session of this request; opened when it is first asked for."""
    if "session" not in g:
        acts = has_request_context() and request.method not in ASKING
        g.session = database().acting() if acts else database().asking()
    found: Session = g.session
    return found


def _finish(response: Response) -> Response:
    session: Session | None = g.get("session")
    if session is None:
        return response
    if request.method not in ASKING and response.status_code < 400:
        session.commit()
        database().carry_out_after_commit()
    else:
        session.rollback()
    return response


def _close(_: BaseException | None) -> None:
    session: Session | None = g.pop("session", None)
    if session is not None:
        session.close()
