"""The main job: a partner logs a barrier in three steps, sees what others tried, and an adviser confirms the match."""

from __future__ import annotations

from datetime import timedelta

import pytest
from careful_client import CarefulClient
from factories import add_barrier, confirm, make_account, rows, sign_in
from flask import Flask
from pages import Page
from werkzeug.test import TestResponse

from ticc.barriers.models import Barrier, StateChange
from ticc.catalogue.links import SightingOf
from ticc.foundation.clock import today
from ticc.foundation.database import Database

TITLE = "Nobody waters the beans while the school is closed in summer"


@pytest.fixture
def rose(app: Flask) -> CarefulClient:
    return sign_in(app, "rose")


def _where(answer: TestResponse) -> str:
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return answer.headers["Location"]


def _begin(client: CarefulClient, **said: str) -> str:
    return _where(client.submit("/barriers/new", {"title": TITLE, **said}))


def _barrier(database: Database, code: str) -> Barrier:
    with database.ask() as session:
        return session.get_one(Barrier, code)


def test_barrier_is_logged_when_all_steps_are_taken(rose: CarefulClient, database: Database) -> None:
    step = _begin(rose, because="The caretaker is away", so_that="Nothing lives in September")
    assert step.endswith("/look-alikes")
    page = rose.page(step)
    assert "Nobody waters the beans in August" in page.text
    assert "shared words:" in page.text
    step = _where(rose.send(page, {"obstacle": "OBS-001"}))
    assert rose.page(step).values()["site_code"] == "SIT-porto", "the partner's only site is chosen beforehand"
    step = _where(rose.submit(step, {"month": "6", "year": "2024"}))
    step = _where(rose.submit(step, {"severity": "stops", "visibility": "programme", "hours_low": "2", "hours_likely": "4", "hours_high": "9"}))
    landed = rose.page(step)
    assert landed.heading == TITLE
    assert "Families share a watering rota in the holidays" in landed.text, "what others tried comes on the page where one lands"
    barrier = _barrier(database, step.rsplit("/", 1)[1])
    assert (barrier.state, barrier.visibility, barrier.severity, barrier.site_code) == ("open", "programme", "stops", "SIT-porto")
    assert barrier.cost == {"hours": {"low": 2, "likely": 4, "high": 9}}
    assert barrier.since is not None and barrier.since.isoformat() == "2024-06-01"
    assert barrier.partner_code == "PAR-rose-school"


def test_draft_is_kept_and_hidden_from_lists_when_a_step_was_taken(rose: CarefulClient, database: Database) -> None:
    code = _begin(rose).split("/")[2]
    assert _barrier(database, code).state == "draft"
    assert TITLE in rose.page("/").text
    assert rose.get(f"/barriers/{code}").headers["Location"] == f"/barriers/{code}/what"
    assert rose.page(f"/barriers/{code}/what").values()["title"] == TITLE
    assert rose.get("/barriers.json").get_json()["total"] == 0
    found = rose.get("/search?q=waters+closed", headers={"Accept": "application/json"}).get_json()
    assert "barrier" not in {choice["value"] for choice in found["facets"]["kind"]}


def test_step_says_the_present_words_again_when_it_is_opened_again(rose: CarefulClient) -> None:
    code = _begin(rose, because="Away").split("/")[2]
    _where(rose.submit(f"/barriers/{code}/what", {"so_that": "Straw"}))
    assert {"title": TITLE, "because": "Away", "so_that": "Straw"}.items() <= rose.page(f"/barriers/{code}/what").values().items()


@pytest.mark.parametrize(
    ("said", "field"),
    [({"title": ""}, "#title"), ({"title": "Short"}, "#title"), ({"title": "x" * 201}, "#title"), ({"because": "x" * 2001}, "#because"),
     ({"so_that": "x" * 2001}, "#so_that"), ({"body": "x" * 10_001}, "#body"), ({"title": "\u202e\u0007\u0000      "}, "#title")],
)  # fmt: skip
def test_what_was_typed_is_kept_and_nothing_is_written_when_step_1_is_refused(
    rose: CarefulClient, app: Flask, said: dict[str, str], field: str
) -> None:
    typed = {"title": TITLE, "because": "Because <b>bold</b>", **said}
    answer = rose.submit("/barriers/new", typed)
    assert answer.status_code == 422
    page = Page(answer)
    assert field in page.errors()
    assert page.title.startswith("Error:")
    assert page.values()["because"] == typed["because"]
    assert rows(app, Barrier) == []


@pytest.mark.parametrize(
    ("said", "field"),
    [({"site_code": None}, "#site_code-0"), ({"site_code": "SIT-forged"}, "#site_code-0"), ({"month": "13"}, "#month"), ({"month": "x"}, "#month"),
     ({"year": "1066"}, "#year"), ({"year": ""}, "#year"), ({"year": "99999999999999999999"}, "#year"), ({"month": "٣"}, ""), ({"month": "²"}, "#month")],
)  # fmt: skip
def test_what_was_typed_is_kept_when_step_2_is_refused(rose: CarefulClient, said: dict[str, str | None], field: str) -> None:
    code = _begin(rose).split("/")[2]
    answer = rose.submit(f"/barriers/{code}/where", {"site_code": "SIT-braga", "month": "2", "year": "2023", **said})
    if not field:
        assert answer.status_code == 303
        return
    assert answer.status_code == 422
    page = Page(answer)
    assert field in page.errors()
    if said.get("year", "2023") == "2023":
        assert page.values()["year"] == "2023"


def test_future_month_is_refused(rose: CarefulClient) -> None:
    code = _begin(rose).split("/")[2]
    ahead = today() + timedelta(days=40)
    assert rose.submit(f"/barriers/{code}/where", {"site_code": "SIT-porto", "month": str(ahead.month), "year": str(ahead.year)}).status_code == 422


@pytest.mark.parametrize(
    "said",
    [{"severity": None}, {"severity": "forged"}, {"visibility": "public"}, {"visibility": None}, {"hours_low": "-1"}, {"hours_low": "1e9"},
     {"money_high": "1000001"}, {"hours_low": "9", "hours_high": "2"}, {"visits_likely": "many"}],
)  # fmt: skip
def test_barrier_stays_a_draft_when_step_3_is_refused(rose: CarefulClient, database: Database, said: dict[str, str | None]) -> None:
    code = _begin(rose).split("/")[2]
    _where(rose.submit(f"/barriers/{code}/where", {"site_code": "SIT-porto", "month": "2", "year": "2023"}))
    answer = rose.submit(f"/barriers/{code}/how-bad", {"severity": "slows", "visibility": "programme", "hours_likely": "5", **said})
    assert answer.status_code == 422
    assert _barrier(database, code).state == "draft"
    assert _barrier(database, code).severity == ""


def test_barrier_is_not_logged_when_a_step_was_left_out(rose: CarefulClient, database: Database) -> None:
    code = _begin(rose).split("/")[2]
    answer = rose.submit(f"/barriers/{code}/how-bad", {"severity": "slows", "visibility": "programme"})
    assert answer.status_code == 422
    assert (_barrier(database, code).state, _barrier(database, code).severity) == ("draft", ""), "an act is done whole or not at all"


@pytest.mark.parametrize("obstacle", ["OBS-999", "SOL-001", "OBS-007", "x" * 500, "OBS-001'; --"])
def test_forged_obstacle_is_refused(rose: CarefulClient, app: Flask, obstacle: str) -> None:
    answer = rose.submit("/barriers/new", {"title": TITLE, "obstacle": obstacle})
    assert answer.status_code == 422
    code = _begin(rose).split("/")[2]
    assert rose.submit(f"/barriers/{code}/look-alikes", {"obstacle": obstacle}).status_code == 422
    assert rows(app, SightingOf) == []


def test_we_met_this_too_leads_straight_to_step_2_when_it_comes_from_an_obstacle(rose: CarefulClient, database: Database) -> None:
    page = rose.page("/barriers/new?obstacle=OBS-005")
    assert "Slugs come over" in page.text
    assert _where(rose.send(page, {"title": TITLE})).endswith("/where")


def test_look_alikes_are_shown_while_typing_and_nothing_is_kept(rose: CarefulClient, app: Flask) -> None:
    answer = rose.post("/barriers/look-alikes", data={"csrf_token": rose.token(), "title": "nobody waters beans"})
    assert "Nobody waters the beans in August" in answer.get_data(as_text=True)
    assert rose.post("/barriers/look-alikes", data={"csrf_token": rose.token(), "title": "no"}).get_data(as_text=True).strip() == ""
    assert rows(app, Barrier) == []


def test_counts_move_at_once_when_an_adviser_confirms(app: Flask, visitor: CarefulClient) -> None:
    code = add_barrier(app, "rose", "Clay breaks our spades every week", obstacle="OBS-003")
    hill, adviser = sign_in(app, "hill"), sign_in(app, "adviser")
    # Proposed only: it counts nowhere yet.
    assert hill.get("/obstacles.json?site=SIT-porto").get_json()["total"] == 2
    assert "Clay breaks our spades" in adviser.page("/").text
    answer = adviser.submit(f"/barriers/{code}/match", {"obstacle": "OBS-003", "reason": "It is the same clay."})
    assert _where(answer) == f"/barriers/{code}"
    assert {row["code"] for row in hill.get("/obstacles.json?site=SIT-porto").get_json()["items"]} == {"OBS-001", "OBS-002", "OBS-003"}
    assert "Porto" in hill.page("/obstacles/OBS-003").text
    assert "The ground is clay as hard as brick" in hill.page("/sites/SIT-porto").text
    assert "The ground is clay as hard as brick" in hill.page(f"/barriers/{code}").text
    # What members share is not for visitors, counts included.
    assert app.test_client().get("/obstacles.json?site=SIT-porto").get_json()["total"] == 2
    assert "SIT-porto" not in str(app.test_client().page("/obstacles/OBS-003").main_links())  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "said", [{"obstacle": "other", "other": "OBS-999"}, {"obstacle": "other", "other": ""}, {"obstacle": "forged"}, {"reason": ""}, {"other": "\x00", "obstacle": "other"}]
)  # fmt: skip
def test_match_is_refused_and_nothing_counts_when_it_makes_no_sense(app: Flask, said: dict[str, str]) -> None:
    code = add_barrier(app, "rose", "Clay breaks our spades every week", obstacle="OBS-003")
    answer = sign_in(app, "adviser").submit(f"/barriers/{code}/match", {"obstacle": "OBS-003", "reason": "Same", **said})
    assert answer.status_code == 422
    assert [(one.object_code, one.is_confirmed) for one in rows(app, SightingOf)] == [("OBS-003", False)]


def test_partner_cannot_change_the_match_when_it_is_confirmed(app: Flask) -> None:
    code = add_barrier(app, "rose", "Clay breaks our spades every week", obstacle="OBS-003")
    confirm(app, code, "OBS-003")
    assert sign_in(app, "rose").submit(f"/barriers/{code}/look-alikes", {"obstacle": ""}).status_code == 422


def test_adviser_replaces_the_match_when_the_partner_was_wrong(app: Flask) -> None:
    code = add_barrier(app, "rose", "Clay breaks our spades every week", obstacle="OBS-005")
    answer = sign_in(app, "adviser").submit(f"/barriers/{code}/match", {"obstacle": "other", "other": "obs-003", "reason": "Clay it is."})
    assert answer.status_code == 303
    assert [(one.object_code, one.is_confirmed) for one in rows(app, SightingOf)] == [("OBS-003", True)]


def test_state_moves_on_with_day_and_words(app: Flask, rose: CarefulClient, database: Database) -> None:
    code = add_barrier(app)
    said = {"state": "overcome", "on": "2024-05-31", "how": "A longer hose"}
    assert rose.submit(f"/barriers/{code}", said, form="/state").status_code == 303
    assert _barrier(database, code).state == "overcome"
    page = rose.page(f"/barriers/{code}")
    assert "A longer hose" in page.text
    assert [one.state for one in rows(app, StateChange)] == ["open", "overcome"]


@pytest.mark.parametrize(
    "said", [{"state": "draft"}, {"state": "open"}, {"state": "forged"}, {"on": "31.5.2024"}, {"on": "2999-01-01"}, {"on": "2024-02-30"}, {"on": ""}, {"how": ""}, {"how": "x" * 2001}]
)  # fmt: skip
def test_state_stays_when_the_change_makes_no_sense(app: Flask, rose: CarefulClient, database: Database, said: dict[str, str]) -> None:
    code = add_barrier(app)
    answer = rose.submit(f"/barriers/{code}", {"state": "accepted", "on": "2024-05-31", "how": "It is so", **said}, form="/state")
    assert answer.status_code == 422
    assert _barrier(database, code).state == "open"


def test_withdrawn_barrier_is_gone_from_lists_but_not_from_its_address(app: Flask, rose: CarefulClient) -> None:
    code = add_barrier(app)
    assert rose.submit(f"/barriers/{code}", {"state": "withdrawn", "on": "2024-05-31", "how": "Twice"}, form="/state").status_code == 303
    assert rose.get("/barriers.json").get_json()["total"] == 0
    assert "Twice" in rose.page(f"/barriers/{code}").text


def test_person_without_partner_is_told_so_when_logging(app: Flask, session) -> None:  # type: ignore[no-untyped-def]
    make_account(session, "lead")
    session.commit()
    assert sign_in(app, "lead").get("/barriers/new").status_code == 403


def test_own_words_keep_their_language_when_they_are_written_in_another(app: Flask, rose: CarefulClient, database: Database) -> None:
    step = _where(rose.submit("/fr/barriers/new", {"title": "Le tuyau est trop court pour arroser"}))
    assert step.startswith("/fr/")
    assert _barrier(database, step.split("/")[3]).language == "fr"
