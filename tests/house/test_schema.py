"""Migrations: no drift from the models on either database, and every step runs down and up again with data in it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from clusters import Store, count_rows
from installation import GARDENS, ROOT
from sqlalchemy import inspect

from ticc import migrate
from ticc.content.load import load_pack
from ticc.foundation.database import Database
from ticc.kinds import KINDS
from ticc.schema import METADATA


@pytest.fixture
def empty(store: Store) -> Iterator[Database]:
    """A database without any table."""
    url = store.empty()
    database = Database(url)
    yield database
    database.engine.dispose()
    store.drop(url)


@pytest.fixture
def filled(store: Store, prepared: object) -> Iterator[Database]:
    """A database with the gardens in it."""
    url = store.copy()
    database = Database(url)
    yield database
    database.engine.dispose()
    store.drop(url)


def _script(database: Database) -> ScriptDirectory:
    with database.engine.connect() as connection:
        return ScriptDirectory.from_config(migrate.configuration(connection))


def test_models_and_migrations_say_the_same(filled: Database) -> None:
    with filled.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "target_metadata": METADATA})
        assert compare_metadata(context, METADATA) == []


def test_constraints_have_names(filled: Database) -> None:
    found = inspect(filled.engine)
    for table in found.get_table_names():
        if table != "alembic_version":
            named = [found.get_pk_constraint(table), *found.get_foreign_keys(table), *found.get_unique_constraints(table), *found.get_indexes(table)]
            assert all(one["name"] for one in named), table


def test_names_of_migrations_follow_each_other_and_head_names_the_newest(filled: Database) -> None:
    script = _script(filled)
    assert script.get_heads() == [migrate.newest()]
    names = [one.revision for one in reversed(list(script.walk_revisions()))]
    assert [name.split("_")[0] for name in names] == [f"{number:04d}" for number in range(1, len(names) + 1)]
    assert sorted(path.stem for path in (ROOT / "migrations" / "versions").glob("*.py")) == names


def test_every_step_runs_down_and_up_again_with_data_in_it(filled: Database) -> None:
    steps = [one.revision for one in _script(filled).walk_revisions()]
    for revision in steps:
        before = next((one.down_revision for one in _script(filled).walk_revisions() if one.revision == revision), None)
        migrate.downgrade(filled.engine, str(before or "base"))
    assert set(inspect(filled.engine).get_table_names()) <= {"alembic_version"}
    for revision in reversed(steps):
        migrate.upgrade(filled.engine, revision)
    with filled.act() as session:
        assert not load_pack(session, GARDENS, KINDS).kept
    assert count_rows(filled, "obstacle") == 8


def test_migrating_does_nothing_when_the_schema_is_the_newest(filled: Database) -> None:
    migrate.upgrade(filled.engine)
    assert count_rows(filled, "obstacle") == 8


def test_database_is_known_to_be_unprepared_when_it_is_empty(empty: Database) -> None:
    assert not migrate.is_prepared(empty.engine)
    migrate.upgrade(empty.engine)
    assert migrate.is_prepared(empty.engine)
