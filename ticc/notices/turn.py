"""Whose turn it is to send mail: one process at a time, on one machine or on several."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, text

# A number of our own among those that PostgreSQL locks by.
NUMBER = 7_420_600_061


@contextmanager
def take_turn(engine: Engine, data_dir: Path) -> Iterator[bool]:
    """Whether it is our turn, until the block ends; False where somebody else is sending. A process that dies gives its turn back."""
    with (data_dir / "notify.lock").open("a") as kept:
        try:
            fcntl.flock(kept, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        with _turn_of_all_machines(engine) as is_ours:
            yield is_ours


@contextmanager
def _turn_of_all_machines(engine: Engine) -> Iterator[bool]:
    """SQLite lies on one machine, for which the file is enough."""
    if engine.dialect.name != "postgresql":
        yield True
        return
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        is_ours = bool(connection.execute(text("SELECT pg_try_advisory_lock(:number)"), {"number": NUMBER}).scalar())
        try:
            yield is_ours
        finally:
            if is_ours:
                connection.execute(text("SELECT pg_advisory_unlock(:number)"), {"number": NUMBER})
