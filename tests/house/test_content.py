"""The shipped content passes its own check, and loads; a second time it changes nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from clusters import Store
from installation import ROOT

from ticc import migrate
from ticc.content.load import Loaded, load_if_new, load_pack
from ticc.content.pack import Pack, read_pack
from ticc.foundation.database import Database
from ticc.kinds import KINDS

CONTENT = ROOT / "content"


@pytest.fixture(scope="module")
def pack() -> Pack:
    return read_pack(CONTENT, KINDS)


@pytest.fixture(scope="module")
def loaded(store: Store) -> Iterator[tuple[Database, Loaded]]:
    url = store.empty()
    database = Database(url)
    migrate.upgrade(database.engine)
    with database.act() as session:
        first = load_pack(session, CONTENT, KINDS)
    yield database, first
    database.engine.dispose()
    store.drop(url)


def test_content_has_no_problem(pack: Pack) -> None:
    assert not [str(problem) for problem in pack.problems]


def test_content_is_as_large_as_was_promised(pack: Pack) -> None:
    assert len(pack.sheets_of("obstacle")) >= 60
    assert len(pack.sheets_of("solution")) >= 40
    themes = {sheet.theme for sheet in pack.sheets_of("obstacle")}  # type: ignore[attr-defined]
    assert themes == set(pack.vocabularies["themes"])


def test_every_kind_of_file_is_in_the_content(pack: Pack) -> None:
    assert {written.kind.name for written in pack.entries.values()} == {kind.name for kind in KINDS.with_files()}


def test_everything_is_added_when_content_is_loaded_first(loaded: tuple[Database, Loaded], pack: Pack) -> None:
    assert set(loaded[1].added) == set(pack.entries)


def test_everything_is_kept_when_content_is_loaded_again(loaded: tuple[Database, Loaded], pack: Pack) -> None:
    database, _ = loaded
    with database.act() as session:
        again = load_pack(session, CONTENT, KINDS)
    assert set(again.kept) == set(pack.entries)
    assert not again.did_something
    assert not (again.edited_here or again.conflicting or again.gone)


def test_nothing_is_read_when_the_same_files_were_loaded_last(loaded: tuple[Database, Loaded]) -> None:
    with loaded[0].act() as session:
        load_pack(session, CONTENT, KINDS)
    with loaded[0].act() as session:
        assert load_if_new(session, CONTENT, KINDS) is None
