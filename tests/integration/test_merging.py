"""Merging two obstacles: nothing is lost, nothing stands twice, the old code leads on for ever, and content files do not undo it."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from pathlib import Path

import pytest
from careful_client import CarefulClient
from factories import add_barrier, confirm, rows, sign_in, viewer_of
from flask import Flask
from installation import GARDENS
from sqlmodel import Session, select
from working import tell_try, work

from ticc.catalogue.codes import Code
from ticc.catalogue.links import ALL_LINKS, Answers, LeadsTo, Link, Reports, SightingOf, Try, Undermines, WarnsOf
from ticc.catalogue.words import Visibility
from ticc.content.load import Loaded, load_pack
from ticc.editing.merging import merge
from ticc.foundation.database import Database
from ticc.foundation.errors import Refusal
from ticc.kinds import KINDS
from ticc.obstacles.models import Obstacle

GONE, INTO = "OBS-005", "OBS-003"
SECRET = "Kingfisher"


@pytest.fixture
def adviser(app: Flask) -> CarefulClient:
    return sign_in(app, "adviser")


def merge_in(app: Flask, gone: str = GONE, into: str = INTO) -> None:
    database: Database = app.extensions["database"]
    with app.test_request_context(), database.act() as session:
        merge(session, gone, into, viewer_of(session, "adviser"))


def load(app: Flask, root: Path) -> Loaded:
    database: Database = app.extensions["database"]
    with database.act() as session:
        return load_pack(session, root, KINDS)


def all_links(session: Session) -> list[Link]:
    return [row for table in ALL_LINKS for row in session.exec(select(table))]


def moved(code: str) -> str:
    return INTO if code == GONE else code


def sentence(row: Link) -> tuple[str, str, str]:
    return row.verb, moved(row.subject_code), moved(row.object_code)


def add_links_at_random(session: Session, chance: random.Random) -> None:
    """Links of every sort around the two obstacles, often the same at both."""
    obstacles, codes = [f"OBS-00{number}" for number in (1, 2, 3, 4, 5, 6)], session.exec(select(Code)).all()
    of_kind = {kind: [one.code for one in codes if one.kind == kind] for kind in ("principle", "solution", "step", "source", "barrier")}
    there = {(row.verb, row.subject_code, row.object_code) for row in all_links(session)}
    for _ in range(40):
        either = chance.choice([GONE, INTO])
        table, subject, target = chance.choice(
            [
                (LeadsTo, either, chance.choice(obstacles)),
                (LeadsTo, chance.choice(obstacles), either),
                (Undermines, either, chance.choice(of_kind["principle"])),
                (Answers, chance.choice(of_kind["solution"]), either),
                (WarnsOf, chance.choice(of_kind["step"]), either),
                (Reports, chance.choice(of_kind["source"]), either),
                (SightingOf, chance.choice(of_kind["barrier"]), either),
            ]
        )
        if subject == target or (not table.repeatable and (table.verb, subject, target) in there):
            continue
        there.add((table.verb, subject, target))
        said = {"is_confirmed": chance.random() < 0.5} if table is SightingOf else {}
        session.add(table(subject_code=subject, object_code=target, reason=f"reason {chance.randrange(4)}", **said))
    session.flush()


def test_nothing_is_lost_and_nothing_stands_twice_whatever_is_linked(app: Flask, database: Database) -> None:
    for name in ("shared", "private"):
        add_barrier(app, "rose", f"The {name} hose is too short", visibility=Visibility.PRIVATE if name == "private" else Visibility.PROGRAMME)
    for seed in range(25):
        with app.test_request_context(), database.acting() as session:
            add_links_at_random(session, random.Random(seed))
            before = all_links(session)
            wanted = {sentence(row) for row in before if moved(row.subject_code) != moved(row.object_code)}
            told = [(sentence(row), row.reason) for row in before if sentence(row) in wanted]
            confirmed = {sentence(row) for row in before if isinstance(row, SightingOf) and row.is_confirmed}
            counted = Counter((sentence(row), row.reason) for row in before if not row.repeatable or row.verb == "reports")
            merge(session, GONE, INTO, viewer_of(session, "adviser"))
            session.expire_all()
            after = all_links(session)
            assert {sentence(row) for row in after} == wanted
            assert GONE not in {code for row in after for code in (row.subject_code, row.object_code, getattr(row, "obstacle_code", None))}
            for said, reason in told:
                assert any(sentence(row) == said and reason in row.reason for row in after), (said, reason)
            pairs = Counter(sentence(row) for row in after if not row.repeatable)
            assert set(pairs.values()) <= {1}
            assert {sentence(row) for row in after if isinstance(row, SightingOf) and row.is_confirmed} == confirmed
            assert all(
                Counter((sentence(row), row.reason) for row in after)[one] <= count for one, count in counted.items() if one[0][0] == "reports"
            )
            session.rollback()


def test_old_code_leads_on_in_pages_history_and_search(app: Flask, adviser: CarefulClient) -> None:
    merge_in(app)
    visitor: CarefulClient = app.test_client()  # type: ignore[assignment]
    answer = visitor.get(f"/obstacles/{GONE}")
    assert (answer.status_code, answer.headers["Location"]) == (308, f"/obstacles/{INTO}")
    assert visitor.get(f"/search?q={GONE}", follow_redirects=True).request.path == f"/obstacles/{INTO}"
    assert adviser.get(f"/history/{GONE}").status_code == 308
    assert GONE not in {one["code"] for one in visitor.get("/obstacles.json").get_json()["items"]}
    merge_in(app, INTO, "OBS-001")
    assert visitor.get(f"/obstacles/{GONE}").headers["Location"] == "/obstacles/OBS-001"


def test_history_of_both_is_told_by_the_one_that_stays(app: Flask, adviser: CarefulClient) -> None:
    assert adviser.submit(f"/edit/{GONE}", {"title": "Slugs come over the wall"}).status_code == 303
    merge_in(app)
    assert "Slugs come over the wall" in adviser.page(f"/history/{INTO}").text


def test_tries_and_sightings_go_over_and_private_ones_stay_private(app: Flask, adviser: CarefulClient) -> None:
    shared = add_barrier(app, "rose", "The shared bed is eaten", obstacle=GONE)
    private = add_barrier(app, "rose", f"{SECRET} eats the bed", obstacle=GONE, visibility=Visibility.PRIVATE)
    confirm(app, shared, GONE)
    tell_try(app, private, f"{SECRET} was tried")
    work(app, shared, words="Heron")
    page = adviser.page(f"/obstacles/{GONE}/merge?into={INTO}")
    assert shared in page.text
    assert SECRET not in page.html
    assert private not in page.html
    assert adviser.send(page).status_code == 303
    assert {one.object_code for one in rows(app, SightingOf)} == {INTO}
    assert {one.obstacle_code for one in rows(app, Try) if one.barrier_code} == {INTO}
    for name in ("hill", "adviser", "lead"):
        client = sign_in(app, name)
        for address in (f"/obstacles/{INTO}", f"/history/{INTO}", f"/graph/{INTO}"):
            assert SECRET not in client.page(address).html
            assert private not in client.page(address).html
    assert private in sign_in(app, "rose").page(f"/history/{INTO}").text


@pytest.mark.parametrize(
    ("gone", "into"),
    [(GONE, GONE), (GONE, "OBS-007"), (GONE, "OBS-008"), (GONE, "OBS-999"), ("OBS-007", GONE), ("OBS-006", "OBS-007"), (GONE, "SOL-001")],
)
def test_merge_is_refused_when_it_makes_no_sense(app: Flask, gone: str, into: str) -> None:
    before = {one.code: one.leads_to for one in rows(app, Code)}
    with pytest.raises(Refusal):
        merge_in(app, gone, into)
    assert {one.code: one.leads_to for one in rows(app, Code)} == before


@pytest.mark.parametrize("into", ["", GONE, "OBS-007", "nonsense", "\0", "x" * 5000, "<b>"])
def test_page_says_so_when_the_other_code_is_not_sound(app: Flask, adviser: CarefulClient, into: str) -> None:
    answer = adviser.post(f"/obstacles/{GONE}/merge", data={"into": into, "csrf_token": adviser.token()})
    assert answer.status_code == 422
    assert 'href="#into"' in answer.get_data(as_text=True)
    if into != "\0":
        assert adviser.get(f"/obstacles/{GONE}/merge", query_string={"into": into}).status_code == 200
    assert not next(one for one in rows(app, Obstacle) if one.code == GONE).is_retired


def test_second_merge_is_refused_when_both_go_into_each_other(app: Flask) -> None:
    merge_in(app)
    with pytest.raises(Refusal):
        merge_in(app, INTO, GONE)


def test_merge_stays_when_the_content_is_loaded_again(app: Flask, tmp_path: Path) -> None:
    merge_in(app)
    pack = Path(shutil.copytree(GARDENS, tmp_path / "gardens"))
    loaded = load(app, pack)
    assert GONE in loaded.edited_here
    assert INTO in loaded.edited_here or not any(one.object_code == INTO for one in rows(app, Answers))
    assert next(one for one in rows(app, Code) if one.code == GONE).leads_to == INTO
    assert next(one for one in rows(app, Obstacle) if one.code == GONE).is_retired
    assert GONE not in {one.object_code for one in rows(app, Answers)}
    assert app.test_client().get(f"/obstacles/{GONE}").status_code == 308
    assert next(one for one in rows(app, Code) if one.code == "OBS-007").leads_to == "OBS-006", "what a file merged stays merged too"


def test_merge_is_told_as_a_conflict_when_the_file_changed_too(app: Flask, tmp_path: Path) -> None:
    merge_in(app)
    pack = Path(shutil.copytree(GARDENS, tmp_path / "gardens"))
    path = next(pack.glob(f"obstacles/*/{GONE}-*.md"))
    path.write_text(path.read_text(encoding="utf-8").replace("title: Slugs come", "title: Many slugs come"), encoding="utf-8")
    assert GONE in load(app, pack).conflicting
    assert next(one for one in rows(app, Code) if one.code == GONE).leads_to == INTO
