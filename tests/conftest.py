"""Fixtures of all tests: databases copied from one prepared a run, the application on them, and the careful client."""

from __future__ import annotations

import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from careful_client import CarefulClient
from clusters import NoPostgres, PostgresStore, SqliteStore, Store
from flask import Flask
from installation import GARDENS, MakeApp, MakeSettings, gardens_settings, start
from sqlmodel import Session

from ticc import migrate
from ticc.accounts import passwords
from ticc.content.load import load_pack
from ticc.foundation.database import Database
from ticc.kinds import KINDS
from ticc.search.keep import IndexKeeper
from ticc.search.synonyms import read_synonyms
from ticc.search.whoosh_engine import WhooshEngine
from ticc.settings import Settings


@pytest.fixture(scope="session", autouse=True)
def _quick_passwords() -> Iterator[None]:
    """Argon2 as cheap as it goes: what takes time on purpose is not what tests are about."""
    kept = passwords._hasher, passwords._NOBODY
    passwords._hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    passwords._NOBODY = passwords._hasher.hash("nobody has this password")
    yield
    passwords._hasher, passwords._NOBODY = kept


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Where databases lie: every test that asks for one runs on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        yield SqliteStore(tmp_path_factory.mktemp("sqlite"))
        return
    try:
        found = PostgresStore()
    except NoPostgres as why:
        pytest.skip(str(why))
    # Whoever ends the run from outside must not leave the cluster behind.
    before = signal.signal(signal.SIGTERM, lambda *_: pytest.exit("ended from outside", returncode=143))
    try:
        yield found
    finally:
        signal.signal(signal.SIGTERM, before)
        found.stop()


@pytest.fixture(scope="session")
def prepared(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The template: migrated, with the gardens loaded. Returns the data folder that goes with it (the index)."""
    data_dir = tmp_path_factory.mktemp(f"prepared-{store.name}")

    def prepare(database: Database) -> None:
        migrate.upgrade(database.engine)
        with database.act() as session:
            load_pack(session, GARDENS, KINDS)
        IndexKeeper(WhooshEngine(data_dir / "index", synonyms=read_synonyms(GARDENS / "glossary.yaml")), database, KINDS).rebuild()

    store.template(prepare)
    return data_dir


@pytest.fixture(scope="session")
def lasting_app(store: Store, prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """One application for all tests that only ask; what changes anything takes `app`."""
    data_dir = tmp_path_factory.mktemp(f"lasting-{store.name}") / "data"
    shutil.copytree(prepared, data_dir)
    app = start(gardens_settings(data_dir, store.copy()))
    yield app
    app.extensions["database"].engine.dispose()


@pytest.fixture
def visitor(lasting_app: Flask) -> CarefulClient:
    """A visitor who only looks."""
    return lasting_app.test_client()  # type: ignore[return-value]


@pytest.fixture
def make_settings(store: Store, prepared: Path, tmp_path: Path) -> Iterator[MakeSettings]:
    """Settings of an installation of its own; each call with another database copied from the template."""
    urls: list[str] = []

    def make(**changes: object) -> Settings:
        data_dir = tmp_path / f"data-{len(urls)}"
        shutil.copytree(prepared, data_dir)
        urls.append(store.copy())
        return gardens_settings(data_dir, urls[-1], **changes)

    yield make
    for url in urls:
        store.drop(url)


@pytest.fixture
def settings(make_settings: MakeSettings) -> Settings:
    """The settings of this test's installation."""
    return make_settings()


@pytest.fixture
def make_app(make_settings: MakeSettings) -> Iterator[MakeApp]:
    """A function that starts an application with some settings changed; closed at the end."""
    started: list[Flask] = []

    def make(settings: Settings | None = None, **changes: object) -> Flask:
        app = start(settings or make_settings(**changes))
        started.append(app)
        return app

    yield make
    for app in started:
        app.extensions["database"].engine.dispose()


@pytest.fixture
def app(make_app: MakeApp, settings: Settings) -> Flask:
    """The application on this test's database, with the gardens for content."""
    return make_app(settings)


@pytest.fixture
def client(app: Flask) -> CarefulClient:
    """A visitor who looks carefully at every page."""
    return app.test_client()  # type: ignore[return-value]


@pytest.fixture
def database(app: Flask) -> Database:
    """The database of the application."""
    found: Database = app.extensions["database"]
    return found


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """A session that may write, outside of any request; what it does not commit is gone."""
    with database.acting() as one:
        yield one
