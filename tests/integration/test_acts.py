"""One request, one act; history; two editors; revisions and the outbox; codes."""

from __future__ import annotations

import pytest
from factories import add_barrier, make_barrier, make_draft, rows, sign_in, viewer_of
from flask import Flask
from installation import MakeApp
from pages import Page
from sqlmodel import Session

from ticc.barriers.models import Barrier
from ticc.catalogue.codes import Code, draw_code
from ticc.catalogue.current import ReadAfterWriting
from ticc.catalogue.revise import revise
from ticc.catalogue.revision import Touched, current_revision
from ticc.foundation.access import public
from ticc.foundation.database import Database, WroteWhileAsking, db
from ticc.foundation.errors import ChangedMeanwhile, Refusal
from ticc.history.models import Change
from ticc.obstacles.models import Obstacle


def test_nothing_stays_when_a_post_fails_half_way(make_app: MakeApp) -> None:
    app = make_app()

    def half_way() -> tuple[str, int]:
        db().get_one(Obstacle, "OBS-001").title = "Half-way"
        db().flush()
        return "", 422

    def broken() -> str:
        db().get_one(Obstacle, "OBS-001").title = "Broken"
        db().flush()
        raise ZeroDivisionError

    app.add_url_rule("/half-way", "half_way", public(half_way), methods=["POST"])
    app.add_url_rule("/broken", "broken", public(broken), methods=["POST"])
    client = app.test_client()
    client.expects_defect = True  # type: ignore[attr-defined]
    token = client.token()  # type: ignore[attr-defined]
    assert client.post("/half-way", data={"csrf_token": token}).status_code == 422
    assert client.post("/broken", data={"csrf_token": token}).status_code == 500
    assert next(one.title for one in rows(app, Obstacle)) == "Nobody waters the beans in August"


def test_get_raises_when_it_tries_to_write(make_app: MakeApp, caplog: pytest.LogCaptureFixture) -> None:
    app = make_app()

    def sly() -> str:
        db().get_one(Obstacle, "OBS-001").title = "Sly"
        db().flush()
        return ""

    app.add_url_rule("/sly", "sly", public(sly))
    client = app.test_client()
    client.expects_defect = True  # type: ignore[attr-defined]
    assert client.get("/sly").status_code == 500
    assert WroteWhileAsking.__name__ in caplog.text
    assert next(one.title for one in rows(app, Obstacle)) == "Nobody waters the beans in August"


def test_derived_view_is_refused_when_the_session_has_written(app: Flask, session: Session) -> None:
    current = app.extensions["current_snapshot"]
    viewer = viewer_of(session, "rose")
    session.get_one(Obstacle, "OBS-001").title = "Written"
    with pytest.raises(ReadAfterWriting):
        current.for_viewer(session, viewer)
    session.flush()
    with pytest.raises(ReadAfterWriting):
        current.for_viewer(session, viewer)
    session.rollback()
    assert current.for_viewer(session, viewer).cards["OBS-001"].title == "Nobody waters the beans in August"


def test_history_says_who_when_before_and_after(app: Flask) -> None:
    adviser = sign_in(app, "adviser")
    assert adviser.submit("/edit/OBS-006", {"title": "Balls fall on the seed beds"}).status_code == 303
    newest = rows(app, Change)[-1]
    with app.extensions["database"].ask() as session:
        account = viewer_of(session, "adviser").account_id
    assert (newest.code, newest.what, newest.action, newest.account_id) == ("OBS-006", "obstacle", "changed", account)
    assert newest.before == {"title": "Footballs land in the seed beds"}
    assert newest.after == {"title": "Balls fall on the seed beds"}
    assert newest.at.tzinfo is not None
    page = sign_in(app, "hill").page("/history/OBS-006").text
    assert "Adviser Bean" in page
    assert "Balls fall on the seed beds" in page


def test_history_stays_as_it_was_when_nothing_was_changed(app: Flask) -> None:
    adviser = sign_in(app, "adviser")
    before = len(rows(app, Change))
    assert adviser.submit("/edit/OBS-006").status_code == 303
    assert len(rows(app, Change)) == before


def test_history_tells_of_links_at_both_ends(app: Flask) -> None:
    code = add_barrier(app, obstacle="OBS-003")
    assert code in sign_in(app, "hill").page("/history/OBS-003").text


def test_second_editor_sees_both_versions_and_loses_nothing(app: Flask) -> None:
    first, second = sign_in(app, "adviser"), sign_in(app, "lead")
    opened = second.page("/edit/OBS-006")
    assert first.submit("/edit/OBS-006", {"title": "What the first wrote", "summary": "First summary"}).status_code == 303
    answer = second.send(opened, {"title": "What the second wrote", "body": "Second body"})
    assert answer.status_code == 422
    page = Page(answer)
    assert page.values()["title"] == "What the second wrote"
    assert page.values()["body"] == "Second body"
    assert "What the first wrote" in page.text
    assert "First summary" in page.text
    assert second.send(page).status_code == 303
    assert second.page("/obstacles/OBS-006").heading == "What the second wrote"


def test_second_writer_of_a_barrier_sees_both_versions(app: Flask) -> None:
    code = add_barrier(app, "rose", "The hose is too short for the last bed")
    first, second = sign_in(app, "rose"), sign_in(app, "rose")
    for step, said, kept in (
        ("what", {"title": "The hose is much too short"}, {"title": "Second hose entirely"}),
        ("where", {"month": "4"}, {"month": "5"}),
        ("how-bad", {"severity": "stops"}, {"severity": "annoying"}),
    ):
        opened = second.page(f"/barriers/{code}/{step}")
        assert first.submit(f"/barriers/{code}/{step}", said).status_code == 303
        answer = second.send(opened, kept)
        assert answer.status_code == 422, step
        page = Page(answer)
        assert "The version that was saved meanwhile" in page.text
        assert kept.items() <= page.values().items()
        assert second.send(page).status_code == 303


def test_second_change_of_state_is_shown_the_first(app: Flask) -> None:
    code = add_barrier(app)
    first, second = sign_in(app, "rose"), sign_in(app, "rose")
    opened = second.page(f"/barriers/{code}")
    said = {"on": "2024-05-01", "how": "Somehow"}
    assert first.submit(f"/barriers/{code}", {"state": "being-worked-on", **said}, form="/state").status_code == 303
    answer = second.send(opened, {"state": "accepted", **said, "how": "Second words"}, form="/state")
    assert answer.status_code == 422
    assert Page(answer).values("/state")["how"] == "Second words"
    assert next(one.state for one in rows(app, Barrier)) == "being-worked-on"


def test_later_of_two_transactions_is_refused_when_both_read_the_same_version(database: Database) -> None:
    with database.asking() as early:
        entry = early.get_one(Obstacle, "OBS-006")
        early.expunge(entry)
    with database.act() as session:
        revise(session, session.get_one(Obstacle, "OBS-006"), {"title": "First comes first"}, None)
    with database.acting() as session, pytest.raises(ChangedMeanwhile):
        session.add(entry)
        revise(session, entry, {"title": "Second comes second"}, None)


def test_revision_and_outbox_move_with_a_change_and_with_nothing_else(app: Flask, database: Database) -> None:
    with database.ask() as session:
        before = current_revision(session)
    with app.test_request_context(), database.acting() as session:
        make_barrier(session, viewer_of(session, "rose"), obstacle="OBS-003")
        session.rollback()
    with database.ask() as session:
        assert current_revision(session) == before
    code = add_barrier(app, "rose", obstacle="OBS-003")
    with database.ask() as session:
        assert current_revision(session) == before + 1
    assert {one.code for one in rows(app, Touched) if one.revision == before + 1} >= {code, "OBS-003"}
    app.test_client().get("/obstacles/OBS-003")
    with database.ask() as session:
        assert current_revision(session) == before + 1


def test_code_is_never_given_twice_even_when_its_entry_is_gone(app: Flask, database: Database) -> None:
    given = set()
    for _ in range(20):
        with app.test_request_context(), database.act() as session:
            barrier = make_draft(session, viewer_of(session, "rose"))
            given.add(barrier.code)
            session.delete(barrier)
    assert len(given) == 20
    assert given <= {one.code for one in rows(app, Code)}


def test_code_is_free_again_when_its_act_was_not_done(database: Database) -> None:
    with database.acting() as session:
        code = draw_code(session, "barrier", "BAR-2026", 4)
        session.rollback()
    with database.ask() as session:
        assert session.get(Code, code) is None


def test_draft_is_refused_for_somebody_without_a_partner(app: Flask, session: Session) -> None:
    with app.test_request_context(), pytest.raises(Refusal):
        make_draft(session, viewer_of(session, "adviser"))
