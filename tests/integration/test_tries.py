"""Tries against barriers: told, changed, withdrawn, counted; private ones and those without a name show in no channel."""

from __future__ import annotations

from typing import Any

import pytest
from careful_client import CarefulClient
from crawling import addresses, everything
from factories import add_barrier, confirm, rows, sign_in, viewer_of
from flask import Flask
from pages import Page
from working import SECRET, tell_try, tried, work

from ticc.barriers import tries
from ticc.barriers.casework import get_try
from ticc.barriers.models import Barrier, TryTold
from ticc.catalogue.links import UNTOLD, Try
from ticc.catalogue.snapshot import read_snapshot
from ticc.catalogue.words import Visibility
from ticc.foundation.errors import ChangedMeanwhile
from ticc.history.models import Change
from ticc.history.record import say_who
from ticc.notices.models import Notice

SAID: dict[str, Any] = {
    "solution": "other", "other": "sol-001", "result": "did-not-work", "happened": "The valve froze", "kept": "The barrel", "month": "4", "year": "2024",
    "authorship": "named",
}  # fmt: skip


@pytest.fixture
def code(app: Flask) -> str:
    """A barrier of Rose Street School that the programme shares, matched to an obstacle."""
    made = add_barrier(app, obstacle="OBS-001")
    confirm(app, made, "OBS-001")
    return made


def told_by_partners(app: Flask) -> list[Try]:
    return [one for one in rows(app, Try) if one.barrier_code]


def clients_of(app: Flask, names: tuple[str, ...]) -> dict[str, CarefulClient]:
    made = {name: app.test_client() if name == "visitor" else sign_in(app, name) for name in names}
    for client in made.values():
        client.looks = False
    return made  # type: ignore[return-value]


def test_try_is_told_and_counts_at_its_solution_when_a_partner_tells_it(app: Flask, code: str) -> None:
    rose, hill = sign_in(app, "rose"), sign_in(app, "hill")
    assert rose.submit(f"/barriers/{code}/tries/new", SAID).status_code == 303
    (row,) = told_by_partners(app)
    assert (row.subject_code, row.object_code, row.obstacle_code, row.barrier_code, row.evidence) == ("SOL-001", "SIT-porto", "OBS-001", code, code)
    assert (row.result, row.reason, row.kept, row.year) == ("did-not-work", "The valve froze", "The barrel", 2024)
    for page in (f"/barriers/{code}", "/solutions/SOL-001"):
        assert "The valve froze" in hill.page(page).text
    assert "Rose Bean" in hill.page(f"/barriers/{code}?show=try").text
    assert "since April 2024" in hill.page(f"/barriers/{code}").text
    assert "The valve froze" not in app.test_client().page("/solutions/SOL-001").text  # type: ignore[attr-defined]


def test_others_read_the_organisation_alone_when_the_person_is_not_to_be_named(app: Flask, code: str) -> None:
    tell_try(app, code, "The valve froze", authorship="organisation")
    main = sign_in(app, "hill").page(f"/barriers/{code}?show=try").text
    assert "Rose Bean" not in main.split("How it went on")[1].split("At a glance")[0].split("In brief")[0]
    assert "Rose Bean" in sign_in(app, "rose").page(f"/barriers/{code}?show=try").text


def test_suggested_solutions_are_offered_and_the_one_in_the_address_is_chosen(app: Flask, code: str) -> None:
    rose = sign_in(app, "rose")
    page = rose.page(f"/barriers/{code}/tries/new?solution=sol-001")
    assert page.values()["solution"] == "SOL-001"
    assert rose.page(f"/barriers/{code}/tries/new?solution=forged").status == 200


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"other": "SOL-999"}, "#other"), ({"other": "OBS-001"}, "#other"), ({"other": ""}, "#other"), ({"result": None}, "#result-0"),
        ({"result": "forged"}, "#result-0"), ({"happened": ""}, "#happened"), ({"happened": "x" * 5001}, "#happened"), ({"kept": "x" * 2001}, "#kept"),
        ({"month": "13"}, "#month"), ({"month": "x"}, "#month"), ({"month": ""}, "#year"), ({"year": "2099"}, "#year"), ({"year": "0"}, "#year"),
        ({"authorship": "forged"}, "#authorship-0"), ({"solution": "SOL-999"}, "#solution-0"),
    ],
)  # fmt: skip
def test_try_is_refused_at_its_field_and_everything_is_kept_when_something_is_wrong(app: Flask, code: str, said: dict[str, Any], field: str) -> None:
    answer = sign_in(app, "rose").submit(f"/barriers/{code}/tries/new", {**SAID, "added": "A lid", **said})
    page = Page(answer)
    assert answer.status_code == 422
    assert field in page.errors()
    kept = {**SAID, "added": "A lid", **said}
    typed = {name: text for name, text in kept.items() if name in ("happened", "kept", "added", "month", "year") and text}
    assert typed.items() <= page.values().items()
    assert told_by_partners(app) == []


def test_somebody_has_to_look_first_when_the_words_may_tell_who_a_person_is(app: Flask, code: str) -> None:
    rose, said = sign_in(app, "rose"), {**SAID, "happened": "Write to anna.bean@gardens.example about the valve"}
    answer = rose.submit(f"/barriers/{code}/tries/new", said)
    page = Page(answer)
    assert (answer.status_code, told_by_partners(app)) == (422, [])
    assert "anna.bean@gardens.example" in page.text
    assert "#looked" in page.errors()
    assert rose.send(page, {"looked": "y"}).status_code == 303
    # What was looked at is not asked again.
    assert rose.submit(f"/barriers/{code}/tries/1", {"result": "partly"}, form=0).status_code == 303
    private = add_barrier(app, visibility=Visibility.PRIVATE)
    assert rose.submit(f"/barriers/{private}/tries/new", said).status_code == 303


def test_try_is_changed_and_withdrawn_by_the_partner(app: Flask, code: str) -> None:
    rose = sign_in(app, "rose")
    tell_try(app, code, "The valve froze")
    page = rose.page(f"/barriers/{code}/tries/1")
    assert page.values()["happened"] == "The valve froze"
    assert rose.send(page, {"result": "partly"}, form=0).status_code == 303
    assert told_by_partners(app)[0].result == "partly"
    # The older page knows nothing of it.
    answer = rose.send(page, {"happened": "It burst"}, form=0)
    assert (answer.status_code, Page(answer).values()["happened"]) == (422, "It burst")
    assert "partly" in Page(answer).text
    assert rose.send(page, form="/withdraw").status_code == 422
    assert rose.send(Page(answer), form=0).status_code == 303
    assert told_by_partners(app)[0].reason == "It burst"
    assert rose.submit(f"/barriers/{code}/tries/1", form="/withdraw").status_code == 303
    assert (told_by_partners(app), rows(app, TryTold)) == ([], [])


def test_try_follows_when_an_adviser_finds_another_obstacle(app: Flask, code: str) -> None:
    tell_try(app, code, "The valve froze")
    confirm(app, code, "OBS-002")
    assert told_by_partners(app)[0].obstacle_code == "OBS-002"


def test_history_of_the_solution_tells_nothing_and_that_of_the_barrier_only_its_partner(app: Flask, code: str) -> None:
    clients = clients_of(app, ("rose", "hill", "adviser"))
    where = ["/history/SOL-001", f"/history/{code}", "/history/SIT-porto"]
    before = everything(clients, where)
    tell_try(app, code, "The valve froze")
    with app.test_request_context(), app.extensions["database"].act() as session:
        barrier, viewer = session.get_one(Barrier, code), viewer_of(session, "rose")
        say_who(session, viewer.account_id)
        found = get_try(session, barrier, 1)
        tries.change_try(session, barrier, found, tried("The valve burst"), tries.stamp(found))
    after = everything(clients, where)
    assert {place for place in before if before[place] != after[place]} == {("rose", f"/history/{code}")}
    assert {(one.code, one.other_code) for one in rows(app, Change) if one.what == "try" and one.account_id} == {(code, None)}


def everywhere(app: Flask, code: str) -> list[str]:
    keys = [f"/barriers/{code}?show={sort}" for sort in ("try", "note", "cost", "step")]
    return [
        *addresses(app),
        *keys,
        *(f"/barriers?{one}=1&view={view}" for one in ("mine", "overdue", "unmatched", "escalated") for view in ("", "board")),
    ]


def test_nobody_else_sees_any_difference_when_a_private_barrier_is_worked(app: Flask) -> None:
    code = add_barrier(app, visibility=Visibility.PRIVATE, obstacle="OBS-001")
    add_barrier(app, "rose", "The shared hose is too short")
    clients = clients_of(app, ("visitor", "hill", "adviser", "lead"))
    where = everywhere(app, code)
    before = everything(clients, where)
    work(app, code)
    tell_try(app, code, f"{SECRET} untold", authorship="relayed")
    after = everything(clients, where)
    assert [place for place in before if before[place] != after[place]] == []
    assert not [place for place, text in after.items() if SECRET in text]
    own = sign_in(app, "rose").page(f"/barriers/{code}").text
    for words in ("note", "step", "council", "tried", "untold"):
        assert f"{SECRET} {words}" in own


def test_other_partners_see_of_the_work_on_a_shared_barrier_the_tries_alone(app: Flask, code: str) -> None:
    with app.extensions["database"].act() as session:
        session.get_one(Barrier, code).cost = {"hours": {"likely": 8642}}
    clients = clients_of(app, ("visitor", "hill", "adviser", "lead", "rose"))
    work(app, code)
    where = everywhere(app, code)
    shown = everything(clients, where)
    for name in ("visitor", "hill"):
        for (who, address), text in shown.items():
            if who == name:
                assert "7531" not in text.replace(code, ""), address
                assert "8642" not in text.replace(code, ""), address
                for words in ("note", "step", "council", "ministry", "please", "no"):
                    assert f"{SECRET} {words}" not in text, address
    for name in ("adviser", "lead", "rose"):
        for words in ("note", "step", "council", "ministry", "tried"):
            assert f"{SECRET} {words}" in shown[name, f"/barriers/{code}"]
    assert f"{SECRET} tried" in shown["hill", f"/barriers/{code}"]


def test_nothing_tells_who_it_was_when_a_try_is_told_without_a_name(app: Flask, code: str) -> None:
    clients = clients_of(app, ("visitor", "hill", "adviser", "lead", "admin"))
    hill = clients["hill"]
    hill.post(f"/barriers/{code}/watch", data={"watch": "yes", "csrf_token": hill.token()})
    assert "You watch this barrier" in hill.get("/").get_data(as_text=True)
    where = everywhere(app, code)
    before = everything(clients, where)
    tell_try(app, code, f"{SECRET} untold", authorship="relayed", kept=f"{SECRET} kept", began_on=None)
    after = everything(clients, where)
    changed = {place for place in before if before[place] != after[place]}
    assert changed == {(name, "/solutions/SOL-001") for name in ("hill", "adviser", "lead", "admin")}
    said = after["hill", "/solutions/SOL-001"]
    piece = said[said.index("Told without a name") : said.index(f"{SECRET} kept")]
    for word in (code, "SIT-porto", "PAR-rose", "Porto", "Rose", "OBS-", "2024", "2026"):
        assert word not in piece
    assert f"{SECRET} untold" in piece
    assert [one.kind for one in rows(app, Notice)] == ["match"]
    assert not [one for one in rows(app, Change) if one.what == "try" and one.account_id]
    (row,) = told_by_partners(app)
    assert (row.object_code, row.obstacle_code, row.year) == (UNTOLD, None, None)
    own = sign_in(app, "rose").page(f"/barriers/{code}?show=try").text
    assert "told without a name" in own
    assert f"{SECRET} untold" in own


def test_nothing_that_is_drawn_from_links_holds_it_when_a_try_is_told_without_a_name(app: Flask, code: str) -> None:
    tell_try(app, code, f"{SECRET} untold", authorship="relayed")
    with app.extensions["database"].ask() as session:
        # Lists, graph, suggestions, exports, releases and reports are computed from this and from nothing else.
        everything_there = read_snapshot(session, app.extensions["kinds"])
    assert not [edge for edge in everything_there.edges if UNTOLD in (edge.subject, edge.object) or SECRET in edge.reason]
    app.extensions["index_keeper"].rebuild()
    found = sign_in(app, "hill").get(f"/search?q={SECRET}", headers={"Accept": "application/json"}).get_json()
    assert found["total"] == 0


def test_account_disappears_when_the_barrier_is_taken_back_or_the_try_gets_a_name(app: Flask, code: str) -> None:
    tell_try(app, code, f"{SECRET} untold", authorship="relayed")
    hill, rose = sign_in(app, "hill"), sign_in(app, "rose")
    assert "Told without a name" in hill.page("/solutions/SOL-001").text
    assert rose.submit(f"/barriers/{code}/tries/1", {"authorship": "organisation"}, form=0).status_code == 303
    text = hill.page("/solutions/SOL-001").text
    assert "Told without a name" not in text
    assert f"{SECRET} untold" in text
    assert rose.submit(f"/barriers/{code}/tries/1", {"authorship": "relayed"}, form=0).status_code == 303
    assert f"{SECRET} untold" not in hill.page(f"/barriers/{code}").text
    assert SECRET not in hill.page(f"/history/{code}").text
    assert rose.submit(f"/barriers/{code}", form="/share").status_code == 303
    assert SECRET not in hill.page("/solutions/SOL-001").text


def test_later_one_is_told_when_two_change_a_try(app: Flask, code: str) -> None:
    tell_try(app, code, "The valve froze")
    with app.test_request_context(), app.extensions["database"].act() as session:
        barrier = session.get_one(Barrier, code)
        found = get_try(session, barrier, 1)
        seen = tries.stamp(found)
        tries.change_try(session, barrier, found, tried("First"), seen)
        with pytest.raises(ChangedMeanwhile):
            tries.change_try(session, barrier, found, tried("Second"), seen)
