"""Somebody who works alone: from the first question to the result, through every sort of trouble on the way."""

from __future__ import annotations

import pytest
from assessing import ASKED, PROFILE, alone, answer, answers_at, assessment_row, begin, close
from careful_client import CarefulClient
from factories import rows
from flask import Flask
from pages import Page, form_values

from ticc.assessment.models import Assessment

HOSTILE = "</textarea><script>alert(1)</script>\"'&{{ 7 * 7 }} %s \u202e ' OR 1=1 --"
ANSWERED = {"level": "4", "signs": "0", "proof_text": "The list hangs there", "proof_link": "https://beans.example/list", "note": "Look again in May"}


def where(given) -> str:  # type: ignore[no-untyped-def]
    assert given.status_code == 303, given.get_data(as_text=True)
    return str(given.headers["Location"])


def question(seat: str, statement: str = "G-1") -> str:
    return f"/assessments/seats/{seat}/{statement}"


def test_visitor_comes_from_the_first_question_to_the_result(client: CarefulClient, app: Flask) -> None:
    place = client.get(where(client.submit("/assessments/new", PROFILE))).headers["Location"]
    for number, statement in enumerate(ASKED, 1):
        assert place.endswith(f"/{statement}")
        page = client.page(place)
        assert f"Question {number} of 6" in page.text
        place = where(client.send(page, {"level": str(number % 6)}))
    review = client.page(place)
    assert "6 of 6 answered" in review.text
    result = client.page(next(link for link in review.main_links() if link.count("/") == 2 and link.startswith("/assessments/")))
    assert "6 of 6 statements" in result.text
    assert result.path in client.page("/assessments").main_links()
    assert assessment_row(app, result.path.split("/")[-1]).expires_at is not None


def test_answers_count_in_any_order_and_can_be_left_out(client: CarefulClient, app: Flask) -> None:
    begun = begin(app)
    for statement in ("G-5", "G-1", "G-3"):
        assert client.submit(question(begun.seat, statement), {"level": "2"}).status_code == 303
    assert client.get(f"/assessments/seats/{begun.seat}/next").headers["Location"].endswith("/G-2")
    assert client.submit(question(begun.seat, "G-2"), {"level": "do-not-know"}).status_code == 303
    text = client.page(f"/assessments/{begun.key}").text
    assert "3 of 6 statements" in text
    levels = [one["level"] for one in client.get(f"/assessments/{begun.key}/result.json").get_json()["items"]]
    assert levels == [2, None, 2, None, 2, None]


def test_second_window_is_told_when_the_first_has_answered_otherwise(client: CarefulClient, app: Flask) -> None:
    seat = begin(app).seat
    one, other = client.page(question(seat)), client.page(question(seat))
    assert client.send(one, {"level": "1"}).status_code == 303
    refused = client.send(other, {"level": "5", "note": "From the other window"})
    assert refused.status_code == 422
    page = Page(refused)
    assert "Another window has answered this meanwhile: 1" in page.text
    assert page.values()["level"] == "5"
    assert [(one.step, one.version) for one in answers_at(app, seat)] == [(1, 1)]
    assert client.send(page).status_code == 303
    assert [(one.step, one.version, one.note) for one in answers_at(app, seat)] == [(5, 2, "From the other window")]


def test_one_answer_is_kept_when_it_is_sent_twice(client: CarefulClient, app: Flask) -> None:
    seat = begin(app).seat
    page = client.page(question(seat))
    assert client.send(page, ANSWERED).status_code == client.send(page, ANSWERED).status_code == 303
    (kept,) = answers_at(app, seat)
    assert (kept.step, kept.signs, kept.version, kept.is_proven) == (4, [0], 1, True)


def test_nothing_is_changed_when_it_is_closed(client: CarefulClient, app: Flask) -> None:
    begun = alone(app)
    page = client.page(question(begun.seat))
    close(app, begun.key)
    refused = client.send(page, {"level": "0"})
    assert refused.status_code == 422
    assert "Your answer was not saved" in Page(refused).text
    assert client.post(f"/assessments/seats/{begun.seat}/all", data={"csrf_token": client.token(), "G-1-level": "0"}).status_code == 422
    assert client.submit(f"/assessments/{begun.key}/profile", PROFILE).status_code == 422
    assert {one.step for one in answers_at(app, begun.seat)} == {3}
    assert client.submit(f"/assessments/{begun.key}", form="/reopen").status_code == 303
    assert client.send(client.page(question(begun.seat)), {"level": "0"}).status_code == 303
    assert assessment_row(app, begun.key).closed_at is None


@pytest.mark.parametrize(
    "said",
    [
        {"level": "7"},
        {"level": "-1"},
        {"level": "3.5"},
        {"level": "maybe"},
        {"level": ""},
        {"level": "٣"},
        {"level": "3", "signs": "9"},
        {"level": "3", "signs": "x"},
        {"level": "3", "proof_link": "javascript:alert(1)"},
        {"level": "3", "proof_link": "//beans.example"},
        {"level": "3", "proof_link": "https://"},
        {"level": "3", "proof_link": "http://[::1"},
        {"level": "3", "proof_link": "https://" + "b" * 500},
        {"level": "3", "proof_codes": "OBS-999"},
        {"level": "3", "proof_codes": "nonsense"},
        {"level": "3", "note": "x" * 4001},
        {"level": "3", "proof_text": "x" * 4001},
    ],
    ids=str,
)
def test_nothing_is_saved_and_all_stands_again_when_an_answer_is_refused(client: CarefulClient, app: Flask, said: dict[str, str]) -> None:
    seat = begin(app).seat
    refused = client.submit(question(seat), {"note": "Kept on the page", **said})
    assert refused.status_code == 422
    page = Page(refused)
    assert page.errors()
    if "note" not in said:
        assert page.values()["note"] == "Kept on the page"
    assert answers_at(app, seat) == []


@pytest.mark.parametrize("version", ["x", "-1", "99999999999999999999", ""])
def test_forged_version_overwrites_nothing(client: CarefulClient, app: Flask, version: str) -> None:
    seat = begin(app).seat
    answer(app, seat, {"G-1": 2})
    assert client.submit(question(seat), {"level": "5", "version": version}).status_code == 422
    assert [one.step for one in answers_at(app, seat)] == [2]


def test_hostile_words_are_shown_as_words(client: CarefulClient, app: Flask) -> None:
    client.typed = HOSTILE
    place = where(client.submit("/assessments/new", {**PROFILE, "title": HOSTILE}))
    seat = place.split("/")[-2]
    client.page(question(seat))
    said = {"level": "2", "proof_text": HOSTILE, "proof_link": "https://beans.example/?a=<b>&c=\"'", "note": HOSTILE * 20}
    assert client.submit(question(seat), said).status_code == 303
    kept = answers_at(app, seat)[0]
    assert client.page(question(seat)).values()["note"].splitlines() == kept.note.splitlines()
    review = client.page(f"/assessments/seats/{seat}")
    key = rows(app, Assessment)[0].key
    step = {"what": HOSTILE[:80], "owner": HOSTILE[:80], "first_step": HOSTILE, "due": "2030-01-01"}
    assert client.submit(f"/assessments/{key}/plan", step).status_code == 303
    for address in (f"/assessments/{key}", f"/assessments/{key}/plan", f"/assessments/{key}/plan/1", f"/assessments/{key}/form", review.path):
        client.page(address)
    for wanted in ("csv", "json", "md", "docx", "pdf", "xlsx"):
        assert client.get(f"/assessments/{key}/result.{wanted}").status_code == 200


def test_statement_is_said_to_be_set_aside_when_the_profile_was_changed_in_another_window(client: CarefulClient, app: Flask) -> None:
    begun = alone(app)
    page = client.page(question(begun.seat, "G-2"))
    changed = {**PROFILE, "stage": "planning", "place": "town"}
    assert client.submit(f"/assessments/{begun.key}/profile", changed).status_code == 303
    given = client.send(page, {"level": "0"}, follow=True)
    assert "This question no longer comes" in Page(given).text
    assert {one.step for one in answers_at(app, begun.seat)} == {3}
    # What was said before is left aside and comes back with the profile.
    assert "of 6" not in client.page(f"/assessments/{begun.key}").text
    assert client.submit(f"/assessments/{begun.key}/profile", PROFILE).status_code == 303
    assert "6 of 6 statements" in client.page(f"/assessments/{begun.key}").text


@pytest.mark.parametrize(
    "said", [{"stage": "never"}, {"country": "atlantis"}, {"depth": "deep"}, {"undertakings": "war"}, {"title": "x" * 121}, {"mode": "x"}]
)
def test_nothing_begins_when_the_profile_is_forged(client: CarefulClient, app: Flask, said: dict[str, str]) -> None:
    assert client.submit("/assessments/new", {**PROFILE, **said}).status_code == 422
    assert rows(app, Assessment) == []


def test_group_needs_somebody_who_is_signed_in(client: CarefulClient, app: Flask) -> None:
    refused = client.submit("/assessments/new", {**PROFILE, "mode": "group"})
    assert refused.status_code == 422
    assert "Sign in first" in Page(refused).text
    assert rows(app, Assessment) == []


def test_all_or_nothing_is_kept_of_the_long_page(client: CarefulClient, app: Flask) -> None:
    seat = begin(app).seat
    place = f"/assessments/seats/{seat}/all"
    refused = client.submit(place, {"G-1-level": "2", "G-3-level": "7", "G-5-note": "A note without a level"})
    assert refused.status_code == 422
    page = Page(refused)
    assert answers_at(app, seat) == []
    assert (page.values()["G-1-level"], page.values()["G-5-note"]) == ("2", "A note without a level")
    assert client.send(page, {"G-3-level": "does-not-apply", "G-5-level": "0"}).status_code == 303
    assert {one.statement: (one.said, one.step) for one in answers_at(app, seat)} == {
        "G-1": ("step", 2),
        "G-3": ("does-not-apply", None),
        "G-5": ("step", 0),
    }


def test_long_page_overwrites_nothing_when_another_window_was_quicker(client: CarefulClient, app: Flask) -> None:
    seat = begin(app).seat
    answer(app, seat, {"G-1": 2, "G-3": 2}, proof_link="https://beans.example", proof_text="Seen")
    page = client.page(f"/assessments/seats/{seat}/all")
    assert client.submit(question(seat, "G-3"), {"level": "4"}).status_code == 303
    refused = client.send(page, {"G-1-level": "5", "G-3-level": "1"})
    assert refused.status_code == 422
    assert [one.step for one in answers_at(app, seat)] == [2, 4]
    assert client.send(Page(refused)).status_code == 303
    assert [(one.step, one.proof_link) for one in answers_at(app, seat)] == [(5, "https://beans.example"), (1, "https://beans.example")]


def test_nothing_is_saved_and_nothing_lost_when_the_token_is_missing(client: CarefulClient, app: Flask) -> None:
    begun = begin(app)
    given = client.post(question(begun.seat), data={**ANSWERED, "version": "0"})
    assert given.status_code == 400
    page = Page(given)
    assert page.values()["note"] == "Look again in May"
    assert answers_at(app, begun.seat) == []
    assert client.send(page).status_code == 303
    assert [one.step for one in answers_at(app, begun.seat)] == [4]
    long = client.post(f"/assessments/seats/{begun.seat}/all", data={"G-3-level": "5", "G-3-note": "Long"})
    assert long.status_code == 400
    assert client.send(Page(long)).status_code == 303
    assert [one.statement for one in answers_at(app, begun.seat)] == ["G-1", "G-3"]
    for act in ("close", "discard", "plan", "profile"):
        assert client.post(f"/assessments/{begun.key}/{act}", data={**PROFILE, "what": "x"}).status_code == 400
    assert (assessment_row(app, begun.key).stage, len(rows(app, Assessment))) == ("rating", 1)


@pytest.mark.parametrize("number", ["0", "99", "99999", "99999999999999999999"])
def test_step_of_a_plan_is_not_there_when_its_number_is_forged(client: CarefulClient, app: Flask, number: str) -> None:
    assert client.get(f"/assessments/{alone(app).key}/plan/{number}").status_code == 404


def test_later_window_is_told_when_a_step_of_the_plan_was_changed(client: CarefulClient, app: Flask) -> None:
    key = alone(app).key
    assert client.submit(f"/assessments/{key}/plan", {"what": "Dig", "solution_code": "sol-001"}).status_code == 303
    one, other = client.page(f"/assessments/{key}/plan/1"), client.page(f"/assessments/{key}/plan/1")
    assert client.send(one, {"state": "done"}).status_code == 303
    refused = client.send(other, {"state": "dropped"})
    assert refused.status_code == 422
    assert "it is now: done" in Page(refused).text
    for said in ({"what": "", "solution_code": ""}, {"solution_code": "OBS-001"}, {"due": "2027-02-30"}, {"due": "someday"}, {"state": "x"}):
        assert client.submit(f"/assessments/{key}/plan/1", {"what": "Dig", **said}).status_code == 422
    assert form_values(client.page(f"/assessments/{key}/plan/1").post_forms()[-1])["state"] == "done"
