"""The adviser's side: what waits, one click that confirms, questions with their answers, and a new obstacle out of a barrier."""

from __future__ import annotations

import pytest
from asking import answer_adviser, ask_partner
from careful_client import CarefulClient
from factories import add_barrier, confirm, rows, sign_in, viewer_of
from flask import Flask
from working import work

from ticc.barriers import advising
from ticc.barriers.models import Barrier, Question
from ticc.catalogue.links import SightingOf
from ticc.catalogue.words import Visibility
from ticc.foundation.database import Database
from ticc.foundation.errors import NotThere
from ticc.notices.models import Notice
from ticc.obstacles.models import Obstacle

TITLE = "Nobody waters the beans while the school is closed in summer"
SECRET = "Kingfisher"


@pytest.fixture
def adviser(app: Flask) -> CarefulClient:
    return sign_in(app, "adviser")


def new_words(**said: str) -> dict[str, str]:
    """A sound new obstacle."""
    return {
        "title": "The tap belongs to somebody else", "summary": "Water is there, but the key to it lies with another body.",
        "theme": "soil", "level": "class", "reason": "It was described here first.", "is_new": "y", **said,
    }  # fmt: skip


def private_again(app: Flask, code: str) -> None:
    database: Database = app.extensions["database"]
    with database.act() as session:
        session.get_one(Barrier, code).visibility = Visibility.PRIVATE.value


def test_inbox_holds_what_is_shared_the_oldest_first(app: Flask, adviser: CarefulClient) -> None:
    codes = [add_barrier(app, "rose", f"The hose number {number} is too short") for number in (1, 2)]
    add_barrier(app, "rose", f"{SECRET} is private", visibility=Visibility.PRIVATE)
    confirm(app, add_barrier(app, "hill", "The matched hose is too short"), "OBS-001")
    page = adviser.page("/barriers/inbox")
    assert "2 barriers wait for a match" in page.text
    assert page.text.index(codes[0]) < page.text.index(codes[1])
    assert SECRET not in page.html
    assert "The matched hose" not in page.html


def test_proposal_of_partner_comes_first_then_look_alikes_with_their_shared_words(app: Flask, adviser: CarefulClient) -> None:
    add_barrier(app, "rose", TITLE, obstacle="OBS-004")
    page = adviser.page("/barriers/inbox")
    assert page.text.index("The pupils who know how leave") < page.text.index("Nobody waters the beans in August")
    assert "The partner proposed it." in page.text
    assert "shared words:" in page.text
    assert page.html.count('name="obstacle"') <= 3


def test_match_is_confirmed_with_one_click(app: Flask, adviser: CarefulClient) -> None:
    code = add_barrier(app, "rose", TITLE)
    answer = adviser.send(adviser.page("/barriers/inbox"), {"obstacle": "OBS-001"}, form="/confirm")
    assert answer.status_code == 303
    link = next(one for one in rows(app, SightingOf) if one.subject_code == code)
    assert (link.object_code, link.is_confirmed) == ("OBS-001", True)
    assert link.reason.startswith("An adviser read")
    assert "Nothing of this kind waits." in adviser.page("/barriers/inbox").text
    assert [one.kind for one in rows(app, Notice)] == ["match"]


@pytest.mark.parametrize(("said", "shown"), [({"reason": " "}, "Say in one sentence why"), ({"reason": "x" * 2001}, "at most 2,000"), ({"obstacle": "OBS-999"}, "no obstacle OBS-999"), ({"obstacle": "\0"}, "Choose an obstacle"), ({"obstacle": "OBS-007"}, "no obstacle OBS-007")])  # fmt: skip
def test_click_is_refused_with_what_was_typed_when_it_is_not_sound(app: Flask, adviser: CarefulClient, said: dict[str, str], shown: str) -> None:
    add_barrier(app, "rose", TITLE)
    answer = adviser.send(adviser.page("/barriers/inbox"), {"obstacle": "OBS-001", "reason": "Own words", **said}, form="/confirm")
    assert answer.status_code == 422
    assert shown in answer.get_data(as_text=True)
    assert rows(app, SightingOf) == []
    if "reason" not in said:
        assert "Own words" in answer.get_data(as_text=True)


def test_click_is_refused_when_another_adviser_was_quicker(app: Flask, adviser: CarefulClient) -> None:
    code = add_barrier(app, "rose", TITLE)
    page = adviser.page("/barriers/inbox")
    confirm(app, code, "OBS-002")
    answer = adviser.send(page, {"obstacle": "OBS-001", "reason": ""}, form="/confirm")
    assert answer.status_code == 422
    answer = adviser.send(page, {"obstacle": "OBS-001"}, form="/confirm")
    assert f"{code} was matched to OBS-002 already" in answer.get_data(as_text=True)
    assert [one.object_code for one in rows(app, SightingOf)] == ["OBS-002"]


def test_heaps_are_told_apart(app: Flask, adviser: CarefulClient) -> None:
    asked, put, quiet = (add_barrier(app, "rose", f"The {name} hose is too short") for name in ("asked", "put", "quiet"))
    key = ask_partner(app, asked)
    work(app, put)
    confirm(app, asked, "OBS-001")

    def listed(heap: str) -> set[str]:
        text = adviser.page(f"/barriers/inbox?heap={heap}").text
        return {code for code in (asked, put, quiet) if code in text}

    assert (listed("unmatched"), listed("asked"), listed("escalated"), listed("mine")) == ({put, quiet}, {asked}, {put}, {asked})
    answer_adviser(app, asked, key, "The caretaker holds it")
    assert listed("asked") == set()
    assert "The caretaker holds it" in adviser.page("/barriers/inbox?heap=mine").text
    assert listed("nonsense") == listed("unmatched")


def test_partner_answers_and_both_hear_of_it(app: Flask, adviser: CarefulClient) -> None:
    code = add_barrier(app, "rose", TITLE)
    assert adviser.submit(f"/barriers/{code}/questions/new", {"words": "Who holds the key?"}).status_code == 303
    rose = sign_in(app, "rose")
    assert [one.kind for one in rows(app, Notice)] == ["question"]
    page = rose.page(f"/barriers/{code}")
    assert "Who holds the key?" in page.text
    address = next(link for link in page.main_links() if "/questions/" in link)
    assert "Who holds the key?" in rose.page(address).text
    assert rose.submit(address, {"answer": "The caretaker"}).status_code == 303
    assert "The caretaker" in adviser.page(f"/barriers/{code}").text
    assert [one.kind for one in rows(app, Notice)] == ["question", "answer"]


def test_same_question_is_asked_once(app: Flask, adviser: CarefulClient) -> None:
    code = add_barrier(app, "rose", TITLE)
    ask_partner(app, code, "Who holds the key?")
    answer = adviser.submit(f"/barriers/{code}/questions/new", {"words": "who holds the key?"})
    assert answer.status_code == 422
    assert len(rows(app, Question)) == 1


def test_slower_answer_shows_both_when_two_people_answer(app: Flask) -> None:
    code = add_barrier(app, "rose", TITLE)
    key = ask_partner(app, code)
    rose = sign_in(app, "rose")
    page = rose.page(f"/barriers/{code}/questions/{key}")
    answer_adviser(app, code, key, "The first answer")
    answer = rose.send(page, {"answer": "The second answer"})
    assert answer.status_code == 422
    assert "The first answer" in answer.get_data(as_text=True)
    assert "The second answer" in answer.get_data(as_text=True)


@pytest.mark.parametrize("typed", ["", "\0", "x" * 5000, "<script>alert(1)</script>", "\u202egnop", "=1+1"])
def test_question_and_answer_never_break_a_page(app: Flask, adviser: CarefulClient, typed: str) -> None:
    code = add_barrier(app, "rose", TITLE)
    assert adviser.submit(f"/barriers/{code}/questions/new", {"words": typed}).status_code in (303, 422)
    address = f"/barriers/{code}/questions/{ask_partner(app, code)}"
    rose = sign_in(app, "rose")
    for version in ("1", "-1", "9" * 40, "x"):
        assert rose.submit(address, {"answer": typed, "version": version}).status_code in (303, 422)
    assert adviser.page("/barriers/inbox").status == 200


def test_other_partner_sees_neither_question_nor_answer(app: Flask) -> None:
    code = add_barrier(app, "rose", TITLE)
    answer_adviser(app, code, ask_partner(app, code, f"{SECRET} asked?"), f"{SECRET} answered")
    assert SECRET in sign_in(app, "rose").page(f"/barriers/{code}").html
    hill = sign_in(app, "hill")
    for address in (f"/barriers/{code}", f"/history/{code}", "/barriers", "/barriers.json", "/barriers.csv", "/account/notices", f"/search?q={SECRET}", f"/graph/{code}"):  # fmt: skip
        said = hill.get(address).get_data(as_text=True).replace(f"q={SECRET}", "").replace(f'value="{SECRET}"', "")
        assert f"{SECRET} a" not in said, address


def test_question_is_gone_for_advisers_when_the_barrier_became_private(app: Flask, adviser: CarefulClient) -> None:
    code = add_barrier(app, "rose", TITLE)
    ask_partner(app, code, f"{SECRET} asked?")
    private_again(app, code)
    assert SECRET not in adviser.page("/barriers/inbox?heap=mine").html
    assert adviser.get(f"/barriers/{code}").status_code == 404
    assert SECRET in sign_in(app, "rose").page(f"/barriers/{code}").html


def test_nothing_is_asked_or_confirmed_when_the_barrier_became_private_meanwhile(app: Flask) -> None:
    code = add_barrier(app, "rose", TITLE)
    with app.test_request_context(), app.extensions["database"].ask() as session:
        stale = session.get_one(Barrier, code)
    private_again(app, code)
    with app.test_request_context(), app.extensions["database"].acting() as session:
        barrier = session.merge(stale, load=False)
        with pytest.raises(NotThere):
            advising.ask(session, barrier, viewer_of(session, "adviser"), "Who holds the key?")
        with pytest.raises(NotThere):
            advising.confirm_from_inbox(session, barrier, "OBS-001", "The same.", viewer_of(session, "adviser"))


def test_obstacle_is_made_of_a_barrier_with_its_first_sighting(app: Flask, adviser: CarefulClient) -> None:
    code = add_barrier(app, "rose", TITLE, because=f"{SECRET} holds the only key to the tap")
    page = adviser.page(f"/barriers/{code}/obstacle")
    assert "Nobody waters the beans in August" in page.text, "what sounds like it comes first"
    assert SECRET in page.text, "the partner's words stand beside the form"
    assert page.values()["title"] == page.values()["summary"] == ""
    answer = adviser.send(page, new_words())
    assert answer.status_code == 303
    made = next(one for one in rows(app, Obstacle) if one.provenance == "logged")
    assert answer.headers["Location"] == f"/obstacles/{made.code}"
    assert made.code.startswith("OBS-")
    link = next(one for one in rows(app, SightingOf) if one.subject_code == code)
    assert (link.object_code, link.is_confirmed) == (made.code, True)
    visitor: CarefulClient = app.test_client()  # type: ignore[assignment]
    page = visitor.page(f"/obstacles/{made.code}")
    assert "The tap belongs to somebody else" in page.text
    assert code not in page.html
    assert SECRET not in page.html
    assert "Rose Street" not in page.text.split("Met at")[0]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"title": ""}, "#title"),
        ({"title": TITLE}, "#title"),
        ({"summary": f"It is so: {TITLE.upper()}!"}, "#summary"),
        ({"title": "Footballs land in the seed beds"}, "#title"),
        ({"body": "Rose Bean told us so at length"}, "#body"),
        ({"body": "Mrs Jones has the key to the tap"}, "#body"),
        ({"summary": "PAR-rose-school met it in the summer"}, "#summary"),
        ({"theme": "nonsense"}, "#theme"),
        ({"theme": ""}, "#theme"),
        ({"level": "\0"}, "#level"),
        ({"determinant": "nonsense"}, "#determinant"),
        ({"reason": ""}, "#reason"),
        ({"is_new": ""}, "#is_new"),
    ],
)
def test_obstacle_is_refused_when_it_is_not_sound(app: Flask, adviser: CarefulClient, said: dict[str, str], field: str) -> None:
    code = add_barrier(app, "rose", TITLE)
    before = len(rows(app, Obstacle))
    page = adviser.page(f"/barriers/{code}/obstacle")
    sent = {name: value for name, value in new_words(**said).items() if name != "is_new" or value}
    answer = adviser.post(page.path, data={**sent, "csrf_token": adviser.token()})
    assert answer.status_code == 422
    assert f'href="{field}"' in answer.get_data(as_text=True)
    assert len(rows(app, Obstacle)) == before
    assert rows(app, SightingOf) == []


def test_obstacle_is_refused_when_the_barrier_is_matched_already(app: Flask, adviser: CarefulClient) -> None:
    code = add_barrier(app, "rose", TITLE)
    confirm(app, code, "OBS-001")
    answer = adviser.submit(f"/barriers/{code}/obstacle", new_words())
    assert answer.status_code == 422
    assert "was matched to OBS-001 already" in answer.get_data(as_text=True)
    assert all(one.provenance != "logged" for one in rows(app, Obstacle))
