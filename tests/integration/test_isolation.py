"""Private material of one partner appears nowhere for anybody else: every page is the same, byte for byte, before and after."""

from __future__ import annotations

import pytest
from crawling import addresses, everything, told
from factories import add_barrier, confirm, make_draft, sign_in, viewer_of
from flask import Flask

from ticc.barriers.models import Barrier
from ticc.catalogue.links import Try
from ticc.catalogue.words import Visibility

TITLE = "Zebrafinch vouchers vanish every Thursday"
OTHERS = ("visitor", "hill", "adviser", "lead", "admin")


def test_nobody_else_sees_any_difference_when_a_partner_logs_something_private(app: Flask) -> None:
    add_barrier(app, "rose", "The shared hose is too short", obstacle="OBS-001")
    clients = {name: app.test_client() if name == "visitor" else sign_in(app, name) for name in ("visitor", "hill", "adviser")}
    for client in clients.values():
        client.looks = False
    where = [*addresses(app), *(f"{before}/BAR-2026-0001" for before in ("/barriers", "/graph", "/history", "/edit"))]
    before = everything(clients, where)

    code = add_barrier(
        app, "rose", TITLE, visibility=Visibility.PRIVATE, obstacle="OBS-003", because="The zebrafinch knows", body="Details of zebrafinches"
    )
    confirm(app, code, "OBS-003")
    with app.test_request_context(), app.extensions["database"].act() as session:
        make_draft(session, viewer_of(session, "rose"), "Zebrafinch drafts")
        # A try against a private barrier is as private as the barrier.
        session.add(Try(subject_code="SOL-002", object_code="SIT-porto", reason="Zebrafinch beds", result="worked", barrier_code=code))

    after = everything(clients, where)
    assert [place for place in before if before[place] != after[place]] == []
    assert not [place for place, text in after.items() if "ebrafin" in text.replace("q=zebrafinch", "") and "/search" not in place[1]]
    own = sign_in(app, "rose")
    assert TITLE in own.page(f"/barriers/{code}").text
    assert TITLE in own.page("/search?q=zebrafinch").text
    assert TITLE in own.page("/barriers").text
    assert told(own, "/obstacles/OBS-003") != before["hill", "/obstacles/OBS-003"]


def test_hits_and_counts_know_nothing_of_the_private_when_others_search(app: Flask) -> None:
    add_barrier(app, "rose", TITLE, visibility=Visibility.PRIVATE)
    for name in OTHERS:
        client = app.test_client() if name == "visitor" else sign_in(app, name)
        found = client.get("/search?q=zebrafinch", headers={"Accept": "application/json"}).get_json()
        assert (found["total"], found["hits"], found["did_you_mean"]) == (0, [], None)
        assert client.get("/search?q=zebrafinsh", headers={"Accept": "application/json"}).get_json()["did_you_mean"] is None


def test_address_of_something_private_answers_like_one_that_was_never_there(app: Flask) -> None:
    code = add_barrier(app, "rose", TITLE, visibility=Visibility.PRIVATE)
    for name in ("hill", "adviser", "lead", "admin"):
        client = sign_in(app, name)
        for before in ("/barriers", "/graph", "/history"):
            private = told(client, f"{before}/{code}").replace(code, "X")
            unknown = told(client, f"{before}/BAR-2026-9999").replace("BAR-2026-9999", "X")
            assert private == unknown


@pytest.mark.parametrize("act", ["state", "share", "what", "where", "how-bad", "look-alikes"])
def test_nothing_is_changed_when_another_partner_sends_a_form(app: Flask, act: str) -> None:
    code = add_barrier(app, "rose", TITLE, visibility=Visibility.PROGRAMME)
    hill = sign_in(app, "hill")
    said = {"csrf_token": hill.token(), "title": "Taken over", "state": "withdrawn", "on": "2024-05-01", "how": "x", "visibility": "private"}
    assert (
        hill.post(f"/barriers/{code}/{act}", data={**said, "obstacle": "OBS-002", "severity": "stops", "month": "1", "year": "2024"}).status_code
        == 403
    )
    with app.extensions["database"].ask() as session:
        barrier = session.get_one(Barrier, code)
        assert (barrier.title, barrier.state, barrier.visibility, barrier.severity) == (TITLE, "open", "programme", "slows")


def test_barrier_disappears_for_the_others_when_it_is_taken_back(app: Flask) -> None:
    code = add_barrier(app, "rose", TITLE, obstacle="OBS-003")
    confirm(app, code, "OBS-003")
    hill = sign_in(app, "hill")
    assert TITLE in hill.page("/barriers").text
    assert "SIT-porto" in str(hill.page("/obstacles/OBS-003").links())
    rose = sign_in(app, "rose")
    assert rose.submit(f"/barriers/{code}", form="/share").status_code == 303
    assert TITLE not in hill.page("/barriers").text
    assert hill.get(f"/barriers/{code}").status_code == 404
    assert TITLE not in hill.page("/search?q=zebrafinch").text.replace("Search: zebrafinch", "")


def test_words_from_before_it_was_shared_stay_with_the_partner_when_others_read_the_history(app: Flask) -> None:
    code = add_barrier(app, "rose", "Mr Zebrafinch of the town hall says no", visibility=Visibility.PRIVATE)
    rose = sign_in(app, "rose")
    assert rose.submit(f"/barriers/{code}/what", {"title": "The town hall says no"}).status_code == 303
    assert rose.submit(f"/barriers/{code}", form="/share").status_code == 303
    assert "Zebrafinch" in rose.page(f"/history/{code}").text
    assert "Zebrafinch" not in sign_in(app, "hill").page(f"/history/{code}").text
