"""Sharing waits until everything that may tell who somebody is has been decided; nobody else sees it before, in no channel."""

from __future__ import annotations

import re

import pytest
from careful_client import CarefulClient
from factories import add_barrier, rows, sign_in
from flask import Flask
from pages import Page
from werkzeug.test import TestResponse

from ticc.barriers.models import Barrier, StateChange
from ticc.catalogue.words import Visibility
from ticc.foundation.database import Database

TITLE = "Mrs Jones has the only key to the tap"
NUMBER = "943 476 5919"
BODY = f"We rang 01632 960123 twice.\n\nHer number {NUMBER} is on the list, and Mrs Jones waits."


@pytest.fixture
def rose(app: Flask) -> CarefulClient:
    return sign_in(app, "rose")


def _barrier(database: Database, code: str) -> Barrier:
    with database.ask() as session:
        return session.get_one(Barrier, code)


def _where(answer: TestResponse) -> str:
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return answer.headers["Location"]


def _questions(page: Page) -> list[str]:
    return sorted(set(re.findall(r'name="(decide_\w+)"', page.html)))


def _decide(client: CarefulClient, page: Page, choice: str = "neutral", **more: str) -> TestResponse:
    return client.send(page, {**dict.fromkeys(_questions(page), choice), **more}, form="/sieve")


def _to_the_last_step(rose: CarefulClient, visibility: str = "programme") -> tuple[str, str]:
    """Log a barrier whose words name somebody; returns its code, and where the last step leads."""
    code = _where(rose.submit("/barriers/new", {"title": TITLE, "body": BODY})).split("/")[2]
    _where(rose.submit(f"/barriers/{code}/where", {"site_code": "SIT-porto", "month": "2", "year": "2023"}))
    return code, _where(rose.submit(f"/barriers/{code}/how-bad", {"severity": "slows", "visibility": visibility}))


def test_barrier_stays_a_draft_as_it_was_typed_when_its_words_name_somebody(rose: CarefulClient, database: Database, app: Flask) -> None:
    code, step = _to_the_last_step(rose)
    assert step.endswith(f"/barriers/{code}/sieve")
    kept = _barrier(database, code)
    assert (kept.state, kept.visibility, kept.title, kept.body, kept.severity) == ("draft", "private", TITLE, BODY, "slows")
    page = rose.page(step)
    assert len(_questions(page)) == 3, "Mrs Jones stands in two places and is asked about once"
    assert "Finding 1: Mrs Jones" in page.text
    for other in ("hill", "adviser", "lead"):
        client = sign_in(app, other)
        assert client.get(f"/barriers/{code}").status_code == 404
        assert client.get("/barriers.json").get_json()["total"] == 0


def test_barrier_is_logged_with_neutral_words_when_all_are_used(rose: CarefulClient, database: Database, app: Flask) -> None:
    code, step = _to_the_last_step(rose)
    assert _where(_decide(rose, rose.page(step))).endswith(f"/barriers/{code}")
    told = _barrier(database, code)
    assert (told.state, told.visibility) == ("open", "programme")
    assert told.title == "A client has the only key to the tap"
    assert told.body == "We rang (phone number left out) twice.\n\nHer number (number left out) is on the list, and a client waits."
    assert [one.state for one in rows(app, StateChange)] == ["open"]
    for other in ("hill", "adviser", "lead"):
        client = sign_in(app, other)
        for address in (f"/barriers/{code}", f"/history/{code}", "/barriers", "/barriers.json", "/barriers.csv", "/search?q=Jones", f"/graph/{code}"):
            said = client.get(address).get_data(as_text=True).replace("q=Jones", "").replace('value="Jones"', "")
            assert "Mrs Jones" not in said, f"{address} tells it to {other}"
            assert NUMBER not in said
            assert "960123" not in said


def test_words_stay_as_they_are_when_the_person_says_that_they_identify_nobody(rose: CarefulClient, database: Database) -> None:
    code, step = _to_the_last_step(rose)
    page = rose.page(step)
    keeps = dict.fromkeys(_questions(page), "keep")
    _where(rose.send(page, keeps, form="/sieve"))
    told = _barrier(database, code)
    assert (told.title, told.body, told.visibility) == (TITLE, BODY, "programme")


def test_nothing_is_shared_when_one_finding_is_left_open(rose: CarefulClient, database: Database) -> None:
    code, step = _to_the_last_step(rose)
    page = rose.page(step)
    first, *others = _questions(page)
    answer = rose.send(page, dict.fromkeys(others, "neutral"), form="/sieve")
    assert answer.status_code == 422
    again = Page(answer)
    assert list(again.errors()) == [f"#{first}-0"]
    assert again.values("/sieve")[others[0]] == "neutral", "what was decided stays decided"
    assert (_barrier(database, code).state, _barrier(database, code).title) == ("draft", TITLE)


@pytest.mark.parametrize("choice", ["", "forged", "KEEP", "\x00", "x" * 5000])
def test_forged_choice_is_refused(rose: CarefulClient, database: Database, choice: str) -> None:
    code, step = _to_the_last_step(rose)
    assert _decide(rose, rose.page(step), choice).status_code == 422
    assert _barrier(database, code).state == "draft"


def test_private_barrier_is_not_stopped(rose: CarefulClient, database: Database) -> None:
    code, step = _to_the_last_step(rose, "private")
    assert step.endswith(f"/barriers/{code}")
    assert (_barrier(database, code).state, _barrier(database, code).title) == ("open", TITLE)


def test_private_barrier_waits_when_it_is_shared_later(app: Flask, rose: CarefulClient, database: Database) -> None:
    code = add_barrier(app, "rose", TITLE, visibility=Visibility.PRIVATE)
    step = _where(rose.submit(f"/barriers/{code}", {}, form="/share"))
    assert step.endswith("/sieve")
    assert _barrier(database, code).visibility == "private"
    assert "Mrs Jones" in rose.page(step).text
    _where(_decide(rose, rose.page(step)))
    assert (_barrier(database, code).visibility, _barrier(database, code).title) == ("programme", "A client has the only key to the tap")
    assert "Mrs Jones" not in sign_in(app, "hill").page(f"/history/{code}").text, "what was written before stays with the partner"
    assert rose.get(f"/barriers/{code}/sieve").status_code == 302, "there is nothing left to decide"


def test_last_step_waits_when_it_shares_a_private_barrier(app: Flask, rose: CarefulClient, database: Database) -> None:
    code = add_barrier(app, "rose", TITLE, visibility=Visibility.PRIVATE)
    assert _where(rose.submit(f"/barriers/{code}/how-bad", {"visibility": "programme", "severity": "stops"})).endswith("/sieve")
    assert (_barrier(database, code).visibility, _barrier(database, code).severity) == ("private", "stops")


def test_new_words_of_a_shared_barrier_wait_and_the_old_ones_stay(app: Flask, rose: CarefulClient, database: Database) -> None:
    code = add_barrier(app, "rose", "The hose is too short for the last bed")
    answer = rose.submit(f"/barriers/{code}/what", {"because": "Dr Patel keeps it"})
    assert answer.status_code == 422
    page = Page(answer)
    assert "Dr Patel" in page.text
    assert _barrier(database, code).because == ""
    _where(_decide(rose, page, because="Dr Patel keeps it"))
    assert _barrier(database, code).because == "A doctor keeps it"
    assert "Patel" not in sign_in(app, "hill").page(f"/history/{code}").text


def test_kept_words_are_not_asked_again_when_something_else_changes(app: Flask, rose: CarefulClient, database: Database) -> None:
    code = add_barrier(app, "rose", TITLE)
    _where(rose.submit(f"/barriers/{code}/what", {"so_that": "The beds are dry"}))
    assert (_barrier(database, code).title, _barrier(database, code).so_that) == (TITLE, "The beds are dry")


def test_words_are_written_otherwise_and_nothing_is_lost_when_the_person_goes_back(app: Flask, rose: CarefulClient, database: Database) -> None:
    code = add_barrier(app, "rose", "The hose is too short for the last bed")
    page = Page(rose.submit(f"/barriers/{code}/what", {"because": "Dr Patel keeps it"}))
    values = page.values("/sieve")
    answer = rose.post(f"/barriers/{code}/what", data={**values, "again": "1"})
    assert answer.status_code == 200
    back = Page(answer)
    assert back.values("/what")["because"] == "Dr Patel keeps it"
    _where(rose.send(back, {"because": "Somebody keeps it"}, form="/what"))
    assert _barrier(database, code).because == "Somebody keeps it"


def test_both_versions_are_shown_when_somebody_was_quicker(app: Flask, rose: CarefulClient, database: Database) -> None:
    code = add_barrier(app, "rose", TITLE, visibility=Visibility.PRIVATE)
    page = rose.page(f"/barriers/{code}/sieve")
    _where(sign_in(app, "rose").submit(f"/barriers/{code}/what", {"title": "Mr Pryce has the only key to the tap"}))
    answer = _decide(rose, page)
    assert answer.status_code == 422
    both = Page(answer)
    assert "Mr Pryce has the only key" in both.text
    assert "Mrs Jones" in both.text
    assert _barrier(database, code).visibility == "private"
    _where(_decide(rose, both))
    assert _barrier(database, code).title == "A client has the only key to the tap"


@pytest.mark.parametrize(("changed", "shown"), [({"title": ""}, "#title"), ({"title": "x" * 201}, "#title"), ({"body": "x" * 10_001}, "#body")])
def test_step_one_is_shown_again_when_the_carried_words_make_no_sense(
    rose: CarefulClient, database: Database, changed: dict[str, str], shown: str
) -> None:
    code, step = _to_the_last_step(rose)
    answer = _decide(rose, rose.page(step), **changed)
    assert answer.status_code == 422
    assert shown in Page(answer).errors()
    assert _barrier(database, code).state == "draft"


def test_step_one_is_shown_when_neutral_words_do_not_fit_into_the_field(app: Flask, rose: CarefulClient, database: Database) -> None:
    # The number is shorter than the words that stand for it.
    title = "x" * 188 + " 111222333"
    code = add_barrier(app, "rose", title, visibility=Visibility.PRIVATE)
    answer = _decide(rose, rose.page(f"/barriers/{code}/sieve"))
    assert answer.status_code == 422
    assert "#title" in Page(answer).errors()
    assert _barrier(database, code).title == title


def test_words_that_were_changed_on_the_way_are_looked_through_as_well(rose: CarefulClient, database: Database) -> None:
    code, step = _to_the_last_step(rose)
    answer = _decide(rose, rose.page(step), because="Dr Patel said so")
    assert answer.status_code == 422
    assert "Dr Patel" in Page(answer).text
    assert _barrier(database, code).state == "draft"


def test_unfinished_draft_says_so_when_it_is_shared_by_its_address(rose: CarefulClient, database: Database) -> None:
    code = _where(rose.submit("/barriers/new", {"title": TITLE})).split("/")[2]
    answer = _decide(rose, rose.page(f"/barriers/{code}/sieve"))
    assert answer.status_code == 422
    assert "A step is not finished yet" in Page(answer).text
    assert (_barrier(database, code).state, _barrier(database, code).title) == ("draft", TITLE)


def test_names_of_our_own_places_and_partners_are_not_asked_about(app: Flask, rose: CarefulClient, database: Database) -> None:
    code = add_barrier(app, "rose", "Rose Street School has no hose", visibility=Visibility.PRIVATE)
    _where(rose.submit(f"/barriers/{code}", {}, form="/share"))
    assert _barrier(database, code).visibility == "programme"


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_page_speaks_the_language_of_its_reader(app: Flask, rose: CarefulClient, language: str) -> None:
    code = add_barrier(app, "rose", "Mme Durand est née le 3 avril 1948", visibility=Visibility.PRIVATE, language="fr")
    page = rose.page(f"/{language}/barriers/{code}/sieve")
    assert page.root.get("lang") == language
    assert len(_questions(page)) == 2
    assert "avril 1948" in page.text, "the neutral words are in the language in which the barrier was written"
    assert _where(_decide(rose, page)).startswith(f"/{language}/")


def test_nothing_of_the_words_reaches_the_log_when_they_are_decided(rose: CarefulClient, caplog: pytest.LogCaptureFixture) -> None:
    _code, step = _to_the_last_step(rose)
    _decide(rose, rose.page(step))
    assert "Jones" not in caplog.text
    assert NUMBER not in caplog.text
