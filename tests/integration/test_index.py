"""The search index and health: a page answers whatever became of the index, and the index heals."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from careful_client import CarefulClient
from factories import add_barrier, sign_in
from flask import Flask
from installation import MakeApp
from sqlalchemy import text


def _index(app: Flask) -> Path:
    found: Path = app.extensions["settings"].index_dir
    return found


def _found(client: CarefulClient, query: str = "hedgehog") -> list[str]:
    answer = client.get(f"/search?q={query}", headers={"Accept": "application/json"})
    assert answer.status_code == 200
    return [hit["code"] for hit in answer.get_json()["hits"]]


def test_search_heals_itself_when_the_index_is_missing(make_app: MakeApp, settings, caplog: pytest.LogCaptureFixture) -> None:  # type: ignore[no-untyped-def]
    shutil.rmtree(settings.index_dir)
    app = make_app(settings)
    assert "SOL-005" in _found(app.test_client())  # type: ignore[arg-type]
    assert "made anew" in caplog.text


@pytest.mark.parametrize("damage", ["empty", "noise", "half"])
def test_search_heals_itself_when_the_index_is_damaged(make_app: MakeApp, settings, damage: str) -> None:  # type: ignore[no-untyped-def]
    for path in settings.index_dir.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            path.write_bytes({"empty": b"", "noise": b"\x00\xffnoise" * 50, "half": content[: len(content) // 2]}[damage])
    app = make_app(settings)
    assert "SOL-005" in _found(app.test_client())  # type: ignore[arg-type]
    assert app.test_client().get("/health/ready").get_json()["index"] == "usable"


def test_page_answers_when_the_index_can_not_be_made(make_app: MakeApp, settings) -> None:  # type: ignore[no-untyped-def]
    shutil.rmtree(settings.index_dir)
    settings.index_dir.write_text("in the way")
    client: CarefulClient = make_app(settings).test_client()  # type: ignore[assignment]
    assert client.get("/search?q=hedgehog").status_code == 200
    assert client.page("/obstacles/OBS-005").heading


def test_barrier_is_found_by_the_next_request_when_it_was_logged(app: Flask) -> None:
    rose = sign_in(app, "rose")
    code = add_barrier(app, "rose", "Woodpeckers hammer on the water butt")
    assert code in _found(rose, "woodpeckers")
    assert code in _found(sign_in(app, "hill"), "woodpeckers")
    assert _found(app.test_client(), "woodpeckers") == []  # type: ignore[arg-type]


def test_edited_words_are_found_at_once_and_the_old_ones_no_more(app: Flask) -> None:
    assert sign_in(app, "adviser").submit("/edit/OBS-006", {"title": "Handballs land on marigolds", "summary": "Nothing else."}).status_code == 303
    visitor: CarefulClient = app.test_client()  # type: ignore[assignment]
    assert "OBS-006" in _found(visitor, "marigolds")
    assert "OBS-006" not in _found(visitor, "boots")


def test_search_page_tells_what_the_command_tells(visitor: CarefulClient) -> None:
    answer = visitor.get("/search?q=water&theme=soil", headers={"Accept": "application/json"}).get_json()
    assert {"query", "total", "took_ms", "did_you_mean", "facets", "hits"} == set(answer)
    assert all({"code", "kind", "title", "url", "score", "matched", "snippet"} == set(hit) for hit in answer["hits"])
    assert answer["total"] == len(answer["hits"]) > 1


def test_terms_of_another_language_are_found_through_the_glossary(visitor: CarefulClient) -> None:
    assert visitor.get("/search?q=haricots").status_code == 200
    assert "OBS-001" in _found(visitor, "haricots")


def test_code_jumps_to_its_entry(visitor: CarefulClient) -> None:
    assert visitor.get("/search?q=obs-001").headers["Location"] == "/obstacles/OBS-001"


def test_health_says_ready_when_all_is_well(visitor: CarefulClient, store) -> None:  # type: ignore[no-untyped-def]
    assert visitor.get("/health/live").get_json() == {"status": "live"}
    assert visitor.get("/health/ready").get_json() == {"status": "ready", "database": store.name, "index": "usable"}


def test_health_says_not_ready_when_the_schema_is_old(app: Flask) -> None:
    with app.extensions["database"].engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0000_old'"))
    answer = app.test_client().get("/health/ready")
    assert answer.status_code == 503
    assert "older schema" in answer.get_json()["database"]


def test_pages_say_so_when_the_database_does_not_answer(make_app: MakeApp, settings, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    app = make_app(settings.__class__(**{**vars(settings), "database_url": "postgresql://nobody@127.0.0.1:1/nothing"}))
    client: CarefulClient = app.test_client()  # type: ignore[assignment]
    assert client.get("/health/live").status_code == 200
    assert client.get("/health/ready").status_code == 503
    answer = client.get("/obstacles")
    assert answer.status_code == 503
    assert "does not answer" in answer.get_data(as_text=True)
