"""Every kind of entry is known everywhere: page, card, search document, graph node, export, content sheet. This makes a new kind safe."""

from __future__ import annotations

from pathlib import Path

import pytest
from factories import add_barrier, sign_in
from flask import Flask

from ticc.catalogue.kinds import Kind
from ticc.catalogue.snapshot import read_snapshot
from ticc.content.export import export_pack
from ticc.foundation.database import Database
from ticc.graph.build import build
from ticc.kinds import KINDS
from ticc.schema import METADATA
from ticc.search.documents import read_documents

# What people make in the application, and no file holds.
MADE_HERE = {"barrier"}


@pytest.fixture
def with_all_kinds(app: Flask) -> dict[str, str]:
    """A code of each kind: from the gardens, or made in the application."""
    found = {"barrier": add_barrier(app)}
    with app.extensions["database"].ask() as session:
        for card in read_snapshot(session, KINDS).cards.values():
            if not card.is_retired:
                found.setdefault(card.kind, card.code)
    return found


def test_every_kind_is_everywhere(app: Flask, database: Database, with_all_kinds: dict[str, str], tmp_path: Path) -> None:
    assert set(with_all_kinds) == {kind.name for kind in KINDS}, "the gardens (or the fixture) need an entry of each kind"
    client = sign_in(app)
    with database.ask() as session:
        snapshot = read_snapshot(session, KINDS)
        documents = {document.code for document in read_documents(session, KINDS)}
        nodes = build(snapshot).nodes
        export_pack(session, tmp_path / "out", KINDS, app.extensions["settings"].content_dir)
    exported = {path.name for path in (tmp_path / "out").rglob("*.md")}
    for kind in KINDS:
        code = with_all_kinds[kind.name]
        assert code in snapshot.cards, f"{kind.name} has no card"
        assert code in documents, f"{kind.name} has no search document"
        assert code in nodes, f"{kind.name} is no node of the graph"
        address = app.url_map.bind("localhost").build(kind.endpoint, {"code": code})
        assert client.page(address).heading, f"{kind.name} has no page"
        assert client.page(f"/graph/{code}").heading
        assert client.page(f"/history/{code}").heading
        is_in_files = any(name.startswith(code) for name in exported)
        assert is_in_files == (kind.name not in MADE_HERE), f"{kind.name} is not exported"


@pytest.mark.parametrize("kind", list(KINDS), ids=lambda kind: kind.name)
def test_kind_has_a_sheet_unless_it_is_made_here(kind: Kind) -> None:
    assert (kind.sheet is None) == (kind.folder is None) == (kind.name in MADE_HERE)


@pytest.mark.parametrize("kind", KINDS.with_files(), ids=lambda kind: kind.name)
def test_sheet_fills_every_column_of_its_table(kind: Kind) -> None:
    from ticc.content.state import columns_of

    assert kind.sheet is not None
    assert set(columns_of(kind)) <= set(kind.sheet.model_fields)
    assert {link.field for link in kind.links} <= set(kind.sheet.model_fields)
    assert set(kind.sheet.translatable) <= set(kind.sheet.model_fields)


@pytest.mark.parametrize("kind", list(KINDS), ids=lambda kind: kind.name)
def test_facets_of_a_kind_are_columns_of_its_table(kind: Kind) -> None:
    assert set(kind.facets) <= {column.name for column in kind.table.__table__.c}  # type: ignore[attr-defined]
    assert kind.table.__tablename__ in METADATA.tables
    assert kind.table.kind == kind.name


def test_prefixes_and_names_of_kinds_differ() -> None:
    kinds = list(KINDS)
    assert len({kind.prefix for kind in kinds}) == len({kind.name for kind in kinds}) == len(kinds)
    assert all(KINDS.of_code(f"{kind.prefix}-1") is kind for kind in kinds)
