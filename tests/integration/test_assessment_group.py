"""A group: invitations, seats, the reveal, further rounds, what is agreed, and what happens when two do something at once."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from assessing import (
    ASKED,
    PROFILE,
    acting,
    add_invitation,
    add_seat,
    answer,
    answers_at,
    assessment_row,
    close,
    finish,
    group,
    reveal,
    revealed,
    the_assessment,
)
from careful_client import CarefulClient
from factories import ROSE, make_account, rows, sign_in
from flask import Flask
from pages import Page, form_values

from ticc.assessment import facilitation
from ticc.assessment.models import Agreement, Answer, Rater
from ticc.attachments.models import Attachment
from ticc.catalogue.words import Role
from ticc.foundation.clock import today


@pytest.fixture
def rose(app: Flask) -> CarefulClient:
    return sign_in(app, "rose")


def press(client: CarefulClient, address: str, **said: str) -> Any:
    """Press a button that stands on some page."""
    return client.post(address, data={"csrf_token": client.token(), **said})


def marks_of(client: CarefulClient, key: str) -> list[list[str]]:
    """The marks that each statement was given, as they are taken away."""
    return [one["marks"] for one in client.get(f"/assessments/{key}/result.json").get_json()["items"]]


def test_group_comes_from_the_invitation_to_an_agreed_result(app: Flask, rose: CarefulClient) -> None:
    place = rose.submit("/assessments/new", {**PROFILE, "mode": "group"}).headers["Location"]
    for name in ("Ann", "Ben"):
        assert _invite(rose, place, {"name": name}) == 303
    key = place.split("/")[2]
    links = [one.invitation for one in rows(app, Rater)]
    for step, link in enumerate(links, 2):
        rater: CarefulClient = app.test_client()  # type: ignore[assignment]
        seat = rater.submit(f"/assessments/join/{link}").headers["Location"].split("/")[-1]
        for statement in ASKED:
            assert rater.submit(f"/assessments/seats/{seat}/{statement}", {"level": str(step)}).status_code == 303
        assert rater.submit(f"/assessments/seats/{seat}", form="/finished").status_code == 303
        assert rater.get(f"/assessments/seats/{seat}/marks").status_code == 404
    assert rose.submit(place, form="/reveal").status_code == 303
    assert "median 2.5 · from 2 to 3" in rose.page(f"/assessments/{key}/marks").text
    said = {"level": "3", "reasons": "Ann showed the list", "minority": "Ben counts August only", "discussion": "Long"}
    assert rose.submit(f"/assessments/{key}/talk/G-1", said).status_code == 303
    day = (today() + timedelta(days=180)).isoformat()
    assert rose.submit(f"/assessments/{key}/conclude", {"review_on": day}).status_code == 303
    first, second, *_ = rose.get(f"/assessments/{key}/result.json").get_json()["items"]
    assert (first["level"], first["median"], first["agreed"], first["minority_view"]) == (3, 2.5, True, "Ben counts August only")
    assert (second["level"], second["agreed"]) == (2.5, False)
    assert assessment_row(app, key).review_on == today() + timedelta(days=180)


def test_place_is_taken_once_and_not_by_looking(app: Flask, client: CarefulClient) -> None:
    key = group(app, raters=()).key
    link = f"/assessments/join/{add_invitation(app, key)}"
    page = client.page(link)
    client.head(link)
    assert "Take my place" in client.page(link).html
    assert client.send(page).status_code == 303
    assert client.send(page).status_code == client.get(link).status_code == 404
    assert client.post(link).status_code == 400
    assert len(rows(app, Rater)) == 1


def test_old_link_ends_and_answers_stay_when_a_place_is_renewed(app: Flask, rose: CarefulClient, client: CarefulClient) -> None:
    begun = group(app, raters=("Ann",))
    answer(app, begun.seat, {"G-1": 4})
    page = client.page(f"/assessments/seats/{begun.seat}/G-1")
    assert press(rose, f"/assessments/{begun.key}/raters/1/renew").status_code == 303
    assert client.get(f"/assessments/seats/{begun.seat}").status_code == client.send(page, {"level": "0"}).status_code == 404
    (rater,) = rows(app, Rater)
    place = client.submit(f"/assessments/join/{rater.invitation}").headers["Location"]
    assert "1 of 6 answered" in client.page(place).text
    assert [one.step for one in rows(app, Answer)] == [4]


def test_new_link_shows_no_mark_of_the_blind_round_when_the_facilitator_opens_it(app: Flask, rose: CarefulClient, client: CarefulClient) -> None:
    begun = group(app, raters=("Ann", "Bob"))
    answer(app, begun.seats[0], {"G-1": 4}, note="Ann saw it in May")
    press(rose, f"/assessments/{begun.key}/raters/1/renew")
    link = next(one.invitation for one in rows(app, Rater) if one.invitation)
    place = rose.submit(f"/assessments/join/{link}").headers["Location"]
    for path in (place, f"{place}/G-1", f"{place}/all"):
        html = rose.get(path).get_data(as_text=True)
        assert "Ann saw it in May" not in html
        assert 'value="4" checked' not in html
    assert "answered before this link was made" in rose.page(place).text
    assert client.submit(f"{place}/G-1", {"level": "2"}).status_code == 303
    assert [(one.step, one.version) for one in rows(app, Answer)] == [(2, 2)], "the new answer takes the place of the old one"
    assert 'value="2" checked' in rose.get(f"{place}/G-1").get_data(as_text=True), "what is answered at the new seat is shown there"


def test_marks_do_not_count_when_the_rater_was_removed_before_the_reveal(app: Flask, rose: CarefulClient, client: CarefulClient) -> None:
    begun = group(app)
    for seat, mark in zip(begun.seats, (1, 3, 5), strict=True):
        answer(app, seat, dict.fromkeys(ASKED, mark))
    finish(app, *begun.seats)
    page = client.page(f"/assessments/seats/{begun.seats[2]}/G-1")
    assert press(rose, f"/assessments/{begun.key}/raters/3/remove").status_code == 303
    refused = client.send(page, {"level": "0"})
    assert refused.status_code == 404
    assert "has withdrawn this place" in Page(refused).text
    reveal(app, begun.key)
    assert marks_of(rose, begun.key) == [["1", "3"]] * 6


def test_marks_count_when_the_rater_was_removed_after_the_reveal(app: Flask, rose: CarefulClient) -> None:
    key = revealed(app, (1, 3, 5)).key
    assert press(rose, f"/assessments/{key}/raters/3/remove").status_code == 303
    assert marks_of(rose, key) == [["1", "3", "5"]] * 6
    assert press(rose, f"/assessments/{key}/round").status_code == 303
    assert marks_of(rose, key) == [["1", "3", "5"]] * 6
    finish(app, *[one.seat or "" for one in rows(app, Rater) if one.removed_at is None])
    reveal(app, key)
    assert marks_of(rose, key) == [["1", "3"]] * 6


@pytest.mark.parametrize("who", ["facilitator", "rater"])
def test_person_is_gone_and_the_result_stands_when_a_rater_is_forgotten(app: Flask, rose: CarefulClient, client: CarefulClient, who: str) -> None:
    begun = group(app, raters=("Ann", "Zebrafinch"), shows_names=True)
    place = f"/assessments/seats/{begun.seats[1]}/G-1"
    said = {
        "level": "4",
        "proof_text": "Zebrafinch saw it",
        "proof_link": "https://zebrafinch.example",
        "proof_codes": "OBS-001",
        "note": "Zebrafinch",
    }
    assert client.submit(place, {**said, "file": (BytesIO(b"Zebrafinch"), "zebrafinch.txt")}).status_code == 303
    answer(app, begun.seat, {"G-1": 2})
    finish(app, *begun.seats)
    reveal(app, begun.key)
    assert "Zebrafinch" in rose.page(f"/assessments/{begun.key}/marks").text
    before = rose.get(f"/assessments/{begun.key}/result.json").get_json()
    if who == "rater":
        assert client.submit(f"/assessments/seats/{begun.seats[1]}", form="/forget").status_code == 303
    else:
        assert press(rose, f"/assessments/{begun.key}/raters/2/forget").status_code == 303
    assert rose.get(f"/assessments/{begun.key}/result.json").get_json() == before
    assert before["items"][0]["backed"] is True
    kept = str([one.model_dump() for table in (Rater, Answer, Attachment) for one in rows(app, table)])
    assert "ebrafinch" not in kept
    assert not [path for path in app.extensions["settings"].attachments_dir.rglob("*") if path.is_file()]
    assert client.get(place).status_code == client.get(f"{place}/file").status_code == 404
    for address in ("marks", "raters", "talk/G-1", "result.md"):
        assert "ebrafinch" not in rose.get(f"/assessments/{begun.key}/{address}").get_data(as_text=True)


def test_file_of_a_further_round_stays_until_the_last_answer_lets_it_go(app: Flask, client: CarefulClient) -> None:
    begun = group(app, raters=("Ann", "Ben"))
    place = f"/assessments/seats/{begun.seat}/G-1"
    assert client.submit(place, {"level": "4", "file": (BytesIO(b"Seeds"), "seeds.txt")}).status_code == 303
    finish(app, *begun.seats)
    reveal(app, begun.key)
    with acting(app) as session:
        facilitation.open_round(session, the_assessment(session, begun.key))
    page = client.page(place)
    assert (page.values()["level"], page.values()["version"]) == ("4", "0")
    assert client.send(page, {"level": "2"}).status_code == 303
    assert [(one.round, one.step, one.attachment_id) for one in answers_at(app, begun.seat)] == [(1, 4, 1), (2, 2, 1)]
    assert client.submit(place, {"level": "2", "remove_file": "y"}).status_code == 303
    assert len(rows(app, Attachment)) == 1, "the first round still rests on it"


def test_facilitator_types_in_what_stands_on_paper(app: Flask, rose: CarefulClient) -> None:
    begun = group(app, raters=("Ann",))
    assert _invite(rose, f"/assessments/{begun.key}/raters", {"name": "Paper", "is_on_paper": "y"}) == 303
    seat = next(one.seat for one in rows(app, Rater) if one.is_on_paper)
    assert f"/assessments/seats/{seat}/all" in rose.page(f"/assessments/{begun.key}/raters").main_links()
    marks = {f"{statement}-level": "5" for statement in ASKED}
    assert rose.submit(f"/assessments/seats/{seat}/all", marks).status_code == 303
    assert len(answers_at(app, seat or "")) == 6
    assert press(rose, f"/assessments/{begun.key}/raters/2/renew").status_code == 303
    assert next(one.seat for one in rows(app, Rater) if one.is_on_paper) == seat, "what is on paper has no link to renew"


def _invite(client: CarefulClient, place: str, said: dict[str, str]) -> int:
    """Add a rater by the form of the facilitator's page, wherever on the page its answer then opens."""
    page = client.page(place)
    (form,) = [form for form in page.post_forms() if any(one.get("name") == "is_on_paper" for one in form.iter())]
    return client.post(place, data={**form_values(form), **said}).status_code


@pytest.mark.parametrize("said", [{"name": ""}, {"name": "   "}, {"name": "\u200b"}, {"name": "x" * 81}, {"name": "ann"}])
def test_nobody_is_added_when_the_name_is_missing_too_long_or_taken(app: Flask, rose: CarefulClient, said: dict[str, str]) -> None:
    key = group(app, raters=("Ann",)).key
    assert _invite(rose, f"/assessments/{key}/raters", said) == 422
    assert len(rows(app, Rater)) == 1


def test_marks_are_shown_only_when_two_have_finished(app: Flask, rose: CarefulClient) -> None:
    begun = group(app)
    for finished in range(2):
        finish(app, *begun.seats[:finished])
        assert press(rose, f"/assessments/{begun.key}/reveal").status_code == 303
        assert assessment_row(app, begun.key).stage == "rating"
    finish(app, *begun.seats[:2])
    assert press(rose, f"/assessments/{begun.key}/reveal").headers["Location"].endswith("/marks")
    assert assessment_row(app, begun.key).stage == "revealed"


def test_answer_is_refused_between_reveal_and_further_round(app: Flask, client: CarefulClient) -> None:
    begun = revealed(app, (1, 2))
    refused = client.submit(f"/assessments/seats/{begun.seat}/G-1", {"level": "5"})
    assert refused.status_code == 422
    assert "shown already" in Page(refused).text
    assert press(client, f"/assessments/seats/{begun.seat}/finished", finished="no").status_code == 303
    assert [one.step for one in answers_at(app, begun.seat)] == [1] * 6
    assert next(one.finished_round for one in rows(app, Rater)) == 1


def test_only_the_facilitator_leads(app: Flask) -> None:
    begun = group(app)
    finish(app, *begun.seats)
    with acting(app) as session:
        make_account(session, "rosa", roles=[(Role.MEMBER, ROSE)])
    rosa = sign_in(app, "rosa")
    assert rosa.page(f"/assessments/{begun.key}")
    for act in ("raters", "raters/mine", "raters/1/renew", "raters/1/remove", "raters/1/forget", "reveal", "round", "talk/G-1", "conclude"):
        assert press(rosa, f"/assessments/{begun.key}/{act}").status_code == 403
    assert press(rosa, f"/assessments/{begun.key}/discard").status_code == 404
    assert assessment_row(app, begun.key).stage == "rating"


def test_later_facilitator_window_is_told_what_was_written_meanwhile(app: Flask, rose: CarefulClient) -> None:
    place = f"/assessments/{revealed(app).key}/talk/G-1"
    one, other = rose.page(place), rose.page(place)
    assert rose.send(one, {"level": "2", "reasons": "First"}).status_code == 303
    refused = rose.send(other, {"level": "4", "reasons": "Second"})
    assert refused.status_code == 422
    assert [(one.step, one.reasons, one.version) for one in rows(app, Agreement)] == [(2, "First", 1)]
    assert rose.send(Page(refused)).status_code == 303
    assert [(one.step, one.reasons, one.version) for one in rows(app, Agreement)] == [(4, "Second", 2)]


@pytest.mark.parametrize("said", [{"level": "4", "reasons": ""}, {"level": "7", "reasons": "x"}, {"level": "4", "reasons": "x" * 4001}])
def test_nothing_is_agreed_without_a_step_and_its_reason(app: Flask, rose: CarefulClient, said: dict[str, str]) -> None:
    assert rose.submit(f"/assessments/{revealed(app).key}/talk/G-1", said).status_code == 422
    assert rows(app, Agreement) == []


@pytest.mark.parametrize("day", ["", "yesterday", "2020-01-01", "2027-02-30", "9999-12-31"])
def test_nothing_is_closed_without_a_day_of_review(app: Flask, rose: CarefulClient, day: str) -> None:
    key = revealed(app).key
    assert rose.submit(f"/assessments/{key}/conclude", {"review_on": day}).status_code == 422
    assert assessment_row(app, key).stage == "revealed"


def test_nothing_changes_after_closing(app: Flask, rose: CarefulClient, client: CarefulClient) -> None:
    begun = revealed(app)
    link = add_invitation(app, begun.key)
    page = rose.page(f"/assessments/{begun.key}/talk/G-1")
    close(app, begun.key)
    before = rose.get(f"/assessments/{begun.key}/result.json").get_json(), rows(app, Answer), rows(app, Agreement), len(rows(app, Rater))
    assert client.get(f"/assessments/join/{link}").status_code == 404
    assert client.submit(f"/assessments/seats/{begun.seat}/G-1", {"level": "0"}).status_code == 422
    assert rose.send(page, {"level": "0", "reasons": "Late"}).status_code == 422
    for act in ("round", "reveal", "raters/1/remove", "raters/1/renew", "raters/mine", "reopen", "conclude", "profile"):
        assert press(rose, f"/assessments/{begun.key}/{act}", name="Late", review_on="2099-01-01", **PROFILE).status_code in {303, 422}
    after = rose.get(f"/assessments/{begun.key}/result.json").get_json(), rows(app, Answer), rows(app, Agreement), len(rows(app, Rater))
    assert after == before
    assert [one.removed_at for one in rows(app, Rater)] == [None] * 4


def test_seat_is_found_again_by_somebody_who_signed_in(app: Flask) -> None:
    begun = group(app, "rose", raters=("Ann",))
    link = add_invitation(app, begun.key)
    hill = sign_in(app, "hill")
    place = hill.submit(f"/assessments/join/{link}").headers["Location"]
    assert place in hill.page("/").main_links()
    assert place in hill.page("/assessments").main_links()
    assert add_seat(app, begun.key, "Paper", is_on_paper=True) not in hill.page("/assessments").html
    assert press(hill, f"{place}/finished", finished="yes").status_code == 303
    assert place not in hill.page("/").main_links()
