"""Databases for tests: prepared once a run, then copied for each test; a PostgreSQL that the tests start and stop themselves."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import psycopg
from sqlalchemy import text

from ticc.foundation.database import Database

Prepare = Callable[[Database], None]
AS_POSTGRES = ["runuser", "-u", "postgres", "--"]
# A cluster that lives for some minutes need not survive a power cut.
CARELESS = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=60 -c shared_buffers=64MB"


class Store(Protocol):
    """Where the databases of a run lie."""

    name: str

    def empty(self) -> str:
        """The address of a new database without any table."""

    def template(self, prepare: Prepare) -> None:
        """Prepare the database of which `copy` makes copies."""

    def copy(self) -> str:
        """The address of a new copy of the prepared database."""

    def drop(self, url: str) -> None:
        """Forget a database that a test is done with."""


@dataclass
class SqliteStore:
    """Databases are files."""

    folder: Path
    name: str = "sqlite"
    number: int = 0

    def empty(self) -> str:
        self.number += 1
        return f"sqlite:///{self.folder / f'test-{self.number}.db'}"

    def template(self, prepare: Prepare) -> None:
        database = Database(f"sqlite:///{self.folder / 'template.db'}")
        prepare(database)
        with database.engine.connect() as connection:
            # Everything into the one file that is copied.
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.exec_driver_sql("BEGIN")
        database.engine.dispose()

    def copy(self) -> str:
        url = self.empty()
        shutil.copyfile(self.folder / "template.db", url.removeprefix("sqlite:///"))
        return url

    def drop(self, url: str) -> None:
        path = Path(url.removeprefix("sqlite:///"))
        for one in path.parent.glob(path.name + "*"):
            one.unlink()


class NoPostgres(RuntimeError):
    """There is no PostgreSQL to start here; says why."""


class PostgresStore:
    """Databases in a cluster of our own, in a folder and on a port of its own."""

    name = "postgresql"

    def __init__(self) -> None:
        self.binaries = _binaries()
        self.prefix = AS_POSTGRES if os.geteuid() == 0 else []
        # Not below pytest's folder: that one is closed to the user postgres, and a socket's path must be short.
        self.folder = Path(tempfile.mkdtemp(prefix="ticc-pg-"))
        if self.prefix:
            shutil.chown(self.folder, "postgres")
        self.port = _free_port()
        self.number = 0
        self._run("initdb", "--pgdata", str(self.folder / "data"), "--username", "ticc", "--auth", "trust", "--encoding", "UTF8", "--no-sync")
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self.folder} {CARELESS}"
        log = str(self.folder / "log")
        self._run("pg_ctl", "start", "--wait", "--pgdata", str(self.folder / "data"), "--log", log, "--options", options)

    def stop(self) -> None:
        """Stop the cluster and remove it."""
        try:
            self._run("pg_ctl", "stop", "--pgdata", str(self.folder / "data"), "--mode", "immediate")
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)

    def empty(self) -> str:
        return self._create("template0")

    def template(self, prepare: Prepare) -> None:
        self._admin("CREATE DATABASE ticc_template TEMPLATE template0")
        database = Database(self._url("ticc_template"))
        prepare(database)
        database.engine.dispose()

    def copy(self) -> str:
        return self._create("ticc_template")

    def drop(self, url: str) -> None:
        self._admin(f"DROP DATABASE {url.rsplit('/', 1)[1]} WITH (FORCE)")

    def _create(self, template: str) -> str:
        self.number += 1
        name = f"test_{self.number}"
        self._admin(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self._url(name)

    def _url(self, name: str) -> str:
        return f"postgresql://ticc@127.0.0.1:{self.port}/{name}"

    def _admin(self, statement: str) -> None:
        with psycopg.connect(self._url("postgres"), autocommit=True) as connection:
            connection.execute(statement)  # type: ignore[call-overload]

    def _run(self, name: str, *arguments: str) -> None:
        command = [*self.prefix, str(self.binaries / name), *arguments]
        # pg_ctl hands its output on to the server, which would keep a pipe open for ever: a file it is.
        with (self.folder / "said").open("w+b") as said:
            done = subprocess.run(command, stdout=said, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, cwd="/", check=False)
            if done.returncode:
                said.seek(0)
                raise RuntimeError(f"{name} failed: {said.read().decode(errors='replace')}")


def _binaries() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4].split(".")[0]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    if on_path is None:
        raise NoPostgres("no PostgreSQL here: neither /usr/lib/postgresql/*/bin/initdb nor initdb on the path")
    return Path(on_path).resolve().parent


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def count_rows(database: Database, table: str) -> int:
    """How many rows a table has."""
    with database.engine.connect() as connection:
        return int(connection.execute(text(f'SELECT count(*) FROM "{table}"')).scalar_one())
