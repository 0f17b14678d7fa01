"""Loading content: everything or nothing, again and again, and never silently over what was changed in the application."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from factories import rows, sign_in, viewer_of
from flask import Flask
from installation import GARDENS

from ticc.catalogue.codes import Code
from ticc.catalogue.revise import revise
from ticc.content.export import export_pack
from ticc.content.load import Loaded, PackRefused, load_pack
from ticc.foundation.database import Database
from ticc.foundation.errors import Refusal
from ticc.history.models import Change
from ticc.kinds import KINDS
from ticc.obstacles.models import Obstacle

FOOTBALLS = "obstacles/neighbours/OBS-006-balls-over-the-fence.md"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """The gardens in a folder that may be written to."""
    return Path(shutil.copytree(GARDENS, tmp_path / "gardens"))


def load(database: Database, pack: Path) -> Loaded:
    with database.act() as session:
        return load_pack(session, pack, KINDS)


def write(pack: Path, name: str, old: str, new: str) -> None:
    path = pack / name
    assert old in path.read_text(encoding="utf-8")
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def edit_here(app: Flask, code: str, title: str) -> None:
    database: Database = app.extensions["database"]
    with database.act() as session:
        viewer_of(session, "adviser")
        revise(session, session.get_one(Obstacle, code), {"title": title}, None)


def title_of(app: Flask, code: str) -> str:
    return next(one.title for one in rows(app, Obstacle) if one.code == code)


def test_all_is_kept_when_nothing_changed(database: Database, pack: Path) -> None:
    loaded = load(database, pack)
    assert len(loaded.kept) == 31
    assert (loaded.added, loaded.changed, loaded.edited_here, loaded.conflicting, loaded.gone) == ([], [], [], [], [])


def test_nothing_moves_when_nothing_changed(app: Flask, database: Database, pack: Path) -> None:
    before = rows(app, Change)
    load(database, pack)
    assert rows(app, Change) == before


def test_entry_is_changed_when_only_its_file_changed(app: Flask, database: Database, pack: Path) -> None:
    write(pack, FOOTBALLS, "title: Footballs land", "title: Too many footballs land")
    loaded = load(database, pack)
    assert loaded.changed == ["OBS-006"]
    assert app.test_client().page("/obstacles/OBS-006").heading == "Too many footballs land in the seed beds"  # type: ignore[attr-defined]


def test_entry_is_changed_when_only_its_links_or_translations_changed(database: Database, pack: Path) -> None:
    write(pack, "solutions/neighbours/SOL-005-hedgehog-house.md", "result: stopped", "result: partly")
    write(pack, "obstacles/soil/OBS-003-clay-like-brick.nl.md", "zo hard als steen", "keihard")
    assert load(database, pack).changed == ["OBS-003", "SOL-005"]


def test_entry_is_added_when_its_file_is_new(database: Database, pack: Path) -> None:
    text = (pack / FOOTBALLS).read_text(encoding="utf-8").replace("OBS-006", "OBS-050")
    (pack / "obstacles/neighbours/OBS-050-more-balls.md").write_text(text, encoding="utf-8")
    assert load(database, pack).added == ["OBS-050"]


def test_entry_is_left_alone_and_told_when_only_the_application_changed_it(app: Flask, database: Database, pack: Path) -> None:
    edit_here(app, "OBS-006", "Footballs, as an adviser says it")
    loaded = load(database, pack)
    assert (loaded.edited_here, loaded.changed, loaded.conflicting) == (["OBS-006"], [], [])
    assert title_of(app, "OBS-006") == "Footballs, as an adviser says it"


def test_entry_is_left_alone_and_told_when_both_changed_it(app: Flask, database: Database, pack: Path) -> None:
    edit_here(app, "OBS-006", "Footballs, as an adviser says it")
    write(pack, FOOTBALLS, "title: Footballs land", "title: Too many footballs land")
    loaded = load(database, pack)
    assert (loaded.edited_here, loaded.changed, loaded.conflicting) == ([], [], ["OBS-006"])
    assert title_of(app, "OBS-006") == "Footballs, as an adviser says it"
    assert load(database, pack).conflicting == ["OBS-006"], "told again each time until somebody decides"


def test_conflict_is_over_when_the_files_say_what_the_application_says(app: Flask, database: Database, pack: Path) -> None:
    edit_here(app, "OBS-006", "Too many footballs land in the seed beds")
    write(pack, FOOTBALLS, "title: Footballs land", "title: Too many footballs land")
    assert "OBS-006" in load(database, pack).kept
    write(pack, FOOTBALLS, "title: Too many", "title: Far too many")
    assert load(database, pack).changed == ["OBS-006"], "from now on the files are its master again"


def test_entry_stays_and_is_told_when_its_file_is_gone(app: Flask, database: Database, pack: Path) -> None:
    (pack / FOOTBALLS).unlink()
    (pack / "obstacles/neighbours/OBS-007-boots-in-the-beds.md").unlink()
    loaded = load(database, pack)
    assert loaded.gone == ["OBS-006"]
    assert title_of(app, "OBS-006")


def test_entry_leaves_the_lists_when_it_is_retired(app: Flask, database: Database, pack: Path) -> None:
    client = app.test_client()
    write(pack, "obstacles/neighbours/OBS-005-slugs-from-next-door.md", "theme: neighbours", "theme: neighbours\nretired: true")
    assert load(database, pack).changed == ["OBS-005"]
    assert "OBS-005" not in {row["code"] for row in client.get("/obstacles.json").get_json()["items"]}
    assert client.get("/obstacles/OBS-005").status_code == 404
    assert "taken out of the catalogue" in client.get("/obstacles/OBS-005").get_data(as_text=True)
    assert client.get("/search?q=slugs", headers={"Accept": "application/json"}).get_json()["facets"]["kind"][0]["value"] != "obstacle"


def test_code_leads_to_its_successor_for_ever_when_it_was_merged(app: Flask, database: Database, pack: Path) -> None:
    client = app.test_client()
    assert client.get("/obstacles/OBS-007").headers["Location"] == "/obstacles/OBS-006"
    write(pack, FOOTBALLS, "theme: neighbours", "theme: neighbours\nmerged_into: OBS-005")
    load(database, pack)
    answer = client.get("/obstacles/OBS-007")
    assert (answer.status_code, answer.headers["Location"]) == (308, "/obstacles/OBS-005")


def test_nothing_is_loaded_when_one_file_is_broken(app: Flask, database: Database, pack: Path) -> None:
    write(pack, FOOTBALLS, "title: Footballs land", "title: Too many footballs land")
    write(pack, "sites/SIT-oslo.md", "country: norway", "country: atlantis")
    before = rows(app, Change)
    with pytest.raises(PackRefused) as refused:
        load(database, pack)
    assert [str(one) for one in refused.value.problems] == [
        "gardens/sites/SIT-oslo.md:5: country: 'atlantis' is not in the vocabulary countries (norway, portugal)"
    ]
    assert rows(app, Change) == before
    assert title_of(app, "OBS-006").startswith("Footballs")


def test_history_says_that_it_came_with_the_content_when_a_load_changed_it(app: Flask, database: Database, pack: Path) -> None:
    write(pack, FOOTBALLS, "title: Footballs land", "title: Too many footballs land")
    load(database, pack)
    newest = [one for one in rows(app, Change) if one.code == "OBS-006" and one.what == "obstacle"][-1]
    assert (newest.occasion, newest.account_id, newest.action) == ("content load", None, "changed")
    assert newest.before["title"] == "Footballs land in the seed beds"
    assert newest.after["title"] == "Too many footballs land in the seed beds"


def test_export_and_load_change_nothing(app: Flask, database: Database, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with database.ask() as session:
        assert export_pack(session, out, KINDS, GARDENS) == 31
    loaded = load(database, out)
    assert len(loaded.kept) == 31
    assert not loaded.did_something
    again = tmp_path / "again"
    with database.ask() as session:
        export_pack(session, again, KINDS, out)
    files = sorted(path.relative_to(out) for path in out.rglob("*") if path.is_file())
    assert files == sorted(path.relative_to(again) for path in again.rglob("*") if path.is_file())
    assert all((out / name).read_bytes() == (again / name).read_bytes() for name in files)


def test_export_carries_what_was_edited_in_the_application(app: Flask, database: Database, tmp_path: Path) -> None:
    edit_here(app, "OBS-006", "Footballs, as an adviser says it")
    with database.ask() as session:
        export_pack(session, tmp_path / "out", KINDS, GARDENS)
    assert load(database, tmp_path / "out").edited_here == []
    texts = [path.read_text(encoding="utf-8") for path in (tmp_path / "out").rglob("OBS-006*")]
    assert len(texts) == 1
    assert re.search(r"title: Footballs, as an adviser says it", texts[0])


def test_export_is_refused_when_the_folder_is_in_use(database: Database, tmp_path: Path) -> None:
    (tmp_path / "kept.txt").write_text("mine")
    with database.ask() as session, pytest.raises(Refusal, match="not empty"):
        export_pack(session, tmp_path, KINDS, GARDENS)
    assert (tmp_path / "kept.txt").read_text() == "mine"


def test_code_stays_in_the_register_when_its_entry_was_merged(app: Flask) -> None:
    assert {one.code: one.leads_to for one in rows(app, Code)}["OBS-007"] == "OBS-006"


def test_edited_page_shows_both_languages_honestly_when_only_english_was_edited(app: Flask) -> None:
    adviser = sign_in(app, "adviser")
    assert adviser.submit("/edit/OBS-001", {"title": "Beans die of thirst in August"}).status_code == 303
    assert adviser.page("/obstacles/OBS-001").heading == "Beans die of thirst in August"
    assert adviser.page("/fr/obstacles/OBS-001").heading == "Personne n’arrose les haricots en août"
