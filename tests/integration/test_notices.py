"""The pages of notices: one's own and nobody else's, marked as read, with the rhythm of mail, and left with one click."""

from __future__ import annotations

from typing import Any

import pytest
from careful_client import CarefulClient
from factories import add_barrier, rows, sign_in, viewer_of
from flask import Flask
from installation import ONLY_SQLITE
from noticing import TITLE, age, tell
from pages import Page

from ticc.barriers import noticing, service
from ticc.barriers.models import Barrier, Question, State, StateChange
from ticc.catalogue.words import Visibility
from ticc.foundation.clock import now
from ticc.notices import service as notices
from ticc.notices.kinds import NoticeKind
from ticc.notices.models import MailChoice, Notice
from ticc.notices.queries import key_of


def _tell(app: Flask, code: str, *names: str, **more: Any) -> list[str]:
    """Let people hear of something; returns the keys of all notices that there are then."""
    tell(app, code, *names, **more)
    return [key_of(notice) for notice in rows(app, Notice)]


def _unread(page: Page) -> str:
    found = [one for one in page.root.iter("a") if "app-header__unread-link" in one.get("class", "")]
    return " ".join("".join(found[0].itertext()).split()) if found else ""


def test_notice_stands_unread_first_and_is_counted_beside_the_name(app: Flask) -> None:
    code = add_barrier(app, "rose", TITLE)
    _tell(app, code, "hill", once="older")
    _tell(app, code, "hill", once="newer", what="try")
    hill = sign_in(app, "hill")
    assert _unread(hill.page("/obstacles")) == "22 unread notices"
    page = hill.page("/account/notices")
    assert page.text.index("Somebody told what was tried") < page.text.index("Moved on to: overcome")
    first = next(iter(page.values("/read").items()))
    assert first[0] == "csrf_token"
    newest = next(key_of(notice) for notice in rows(app, Notice) if notice.facts["what"] == "try")
    assert hill.send(page, {"one": newest}, form="/read").status_code == 303
    page = hill.page("/account/notices")
    assert "1 is unread." in page.text
    assert page.text.index("Moved on to: overcome") < page.text.index("Somebody told what was tried"), "what is unread comes first"
    assert hill.send(page, {"all": "1"}, form="/read").status_code == 303
    assert "You have read everything." in hill.page("/account/notices").text
    assert _unread(hill.page("/obstacles")) == ""


def test_notices_of_others_cannot_be_reached(app: Flask) -> None:
    code = add_barrier(app, "rose", TITLE)
    (key,) = _tell(app, code, "rose")
    hill = sign_in(app, "hill")
    page = hill.page("/account/notices")
    assert TITLE not in page.html and key not in page.html and _unread(page) == ""
    for said in ({"one": key}, {"all": "1", "shown": key}, {"one": "\u0660" * 5000}, {"one": "nothing"}, {}):
        assert hill.post("/account/notices/read", data={"csrf_token": hill.token(), **said}).status_code == 303
    assert [notice.read_at for notice in rows(app, Notice)] == [None]
    assert app.test_client().get("/account/notices").headers["Location"].startswith("/sign-in")


@pytest.mark.parametrize("what", ["private", "withdrawn"])
def test_nothing_tells_of_a_barrier_that_was_taken_back(app: Flask, what: str) -> None:
    code = add_barrier(app, "rose", TITLE)
    for kind, facts in ((NoticeKind.CHANGE, {"what": "state", "state": "open"}), (NoticeKind.MENTION, {"by": 1}), (NoticeKind.ANSWER, {"by": 1})):
        _tell(app, code, "hill", "adviser", "rose", once=kind.value, kind=kind, **facts)
    _tell(app, "", "hill", "adviser", once="digest", kind=NoticeKind.DIGEST, shared=[code], solved=[code], since="2026-01-01", until="2026-01-01")
    empty = len(sign_in(app, "lead").get("/account/notices").data)
    assert empty
    with app.test_request_context(), app.extensions["database"].act() as session:
        barrier = session.get_one(Barrier, code)
        if what == "private":
            service.share(session, barrier, Visibility.PRIVATE)
        else:
            service.change_state(session, barrier, State.WITHDRAWN, now().date(), "Gone", barrier.logged_by, None)
    for name in ("hill", "adviser"):
        page = sign_in(app, name).page("/account/notices")
        assert TITLE not in page.html and code not in page.html
        assert "Nothing yet" in page.text and _unread(page) == "", "nor does any number"
        assert "The next mail" not in page.text
    own = sign_in(app, "rose").page("/account/notices")
    assert (TITLE in own.text) == (what == "private")


def test_how_a_barrier_is_worked_is_told_to_its_partner_and_advisers_alone(app: Flask) -> None:
    code = add_barrier(app, "rose", TITLE)
    for kind, facts in (
        (NoticeKind.MENTION, {"by": 1}),
        (NoticeKind.QUESTION, {}),
        (NoticeKind.STEP_DUE, {"due": "2026-12-01"}),
        (NoticeKind.CHANGE, {"what": "note"}),
        (NoticeKind.CHANGE, {"what": "cost"}),
        (NoticeKind.CHANGE, {"what": "step"}),
        (NoticeKind.REMINDER, {"since": "2026-01-01"}),
    ):
        _tell(app, code, "hill", "adviser", "rose", once=f"{kind.value}{facts}", kind=kind, **facts)
    assert "Nothing yet" in sign_in(app, "hill").page("/account/notices").text
    assert "6 are unread" in sign_in(app, "adviser").page("/account/notices").text, "the reminder is for the partner alone"
    assert "7 are unread" in sign_in(app, "rose").page("/account/notices").text


def test_rhythm_is_kept_and_nonsense_refused(app: Flask) -> None:
    rose = sign_in(app, "rose")
    page = rose.page("/account/notices")
    assert page.values("/rhythm")["rhythm"] == "daily", "as usual"
    assert rose.send(page, {"rhythm": "weekly"}, form="/rhythm").headers["Location"] == "/account/notices#mail"
    assert rose.page("/account/notices").values("/rhythm")["rhythm"] == "weekly"
    key = rows(app, MailChoice)[0].leave_key
    assert rose.send(rose.page("/account/notices"), {"rhythm": "at-once"}, form="/rhythm").status_code == 303
    assert rows(app, MailChoice)[0].leave_key == key, "older mails still lead out"
    for nonsense in ("hourly", "", "x" * 5000, "\x00", None):
        answer = rose.send(page, {"rhythm": nonsense}, form="/rhythm")
        assert answer.status_code == 422 and "#rhythm-0" in Page(answer).errors()
    assert rows(app, MailChoice)[0].rhythm == "at-once"


def test_mail_ends_with_one_click_that_needs_no_sign_in(app: Flask, client: CarefulClient) -> None:
    with app.test_request_context(), app.extensions["database"].act() as session:
        notices.choose_rhythm(session, viewer_of(session).account_id or 0, "daily")
        notices.choose_rhythm(session, viewer_of(session, "hill").account_id or 0, "daily")
    keys = {choice.account_id: choice.leave_key for choice in rows(app, MailChoice)}
    first = min(keys)
    page = client.page(f"/account/mail/{keys[first]}")
    assert page.heading == "End all mail" and "beans.example" not in page.html
    assert {choice.rhythm for choice in rows(app, MailChoice)} == {"daily"}, "looking changes nothing: programs follow links"
    for _ in range(2):
        answer = client.post(f"/account/mail/{keys[first]}", data={"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200 and "No more mail will come" in answer.get_data(as_text=True)
    assert {choice.account_id: choice.rhythm for choice in rows(app, MailChoice)} == {first: "never", max(keys): "daily"}
    for forged in ("nothing", "x" * 5000, "%00", "%27%20or%201=1"):
        assert client.get(f"/account/mail/{forged}").status_code == 404
        assert client.post(f"/account/mail/{forged}").status_code == 404
    rose = sign_in(app, "rose")
    assert rose.send(rose.page(f"/account/mail/{keys[first]}"), form="/account/mail").status_code == 200


@ONLY_SQLITE
@pytest.mark.parametrize("language", ["", "/fr", "/nl"])
def test_long_lists_are_paged_in_every_language(app: Flask, language: str) -> None:
    code = add_barrier(app, "rose", TITLE)
    for number in range(45):
        _tell(app, code, "hill", once=f"n{number}")
    hill = sign_in(app, "hill")
    page = hill.page(f"{language}/account/notices?page=3")
    assert page.html.count("app-notices__new") == 5
    assert f"{language}/barriers/{code}" in page.links()
    assert hill.send(page, {"rhythm": "hourly"}, form="/rhythm").status_code == 422
    shown = [one.get("value") for one in page.root.iter("input") if one.get("name") == "shown"]
    assert hill.post("/account/notices/read", data={"csrf_token": hill.token(), "all": "1", "shown": shown}).status_code == 303
    assert sum(notice.read_at is not None for notice in rows(app, Notice)) == 5, "only what the page showed"


@pytest.mark.parametrize(
    ("answer", "leads_to", "state", "how"),
    [("true", "", "open", "Still true"), ("changed", "/what", "open", "It has changed"), ("gone", "", "overcome", "It is gone")],
)
def test_one_click_decides_whether_it_is_still_true(app: Flask, answer: str, leads_to: str, state: str, how: str) -> None:
    code = add_barrier(app, "rose", TITLE)
    rose = sign_in(app, "rose")
    assert "Is it still true?" not in rose.page(f"/barriers/{code}").text
    age(app, code, 200)
    _tell(app, code, "rose", kind=NoticeKind.REMINDER, since="2026-01-01")
    page = rose.page(f"/barriers/{code}?still={answer}")
    assert "Is it still true?" in page.text
    assert len(rows(app, StateChange)) == 1, "a link alone decides nothing"
    done = rose.send(page, {"answer": answer}, form="/still")
    assert done.status_code == 303 and done.headers["Location"] == f"/barriers/{code}{leads_to}"
    newest = rows(app, StateChange)[-1]
    assert newest.state == state and newest.how.startswith(how)
    with app.extensions["database"].ask() as session:
        assert session.get_one(Barrier, code).state == state
    assert rows(app, Notice)[0].read_at is not None, "what the reminder asked is answered"
    assert "Is it still true?" not in rose.page(f"/barriers/{code}").text
    again = rose.post(f"/barriers/{code}/still", data={"csrf_token": rose.token(), "answer": "gone"})
    assert again.status_code == 303


def test_whether_it_is_still_true_is_the_partners_business(app: Flask) -> None:
    code, private = add_barrier(app, "rose", TITLE), add_barrier(app, "rose", TITLE, visibility=Visibility.PRIVATE)
    for one in (code, private):
        age(app, one, 200)
    hill = sign_in(app, "hill")
    assert "Is it still true?" not in hill.page(f"/barriers/{code}?still=true").text
    for one, status in ((code, 403), (private, 404), ("BAR-2026-9999", 404)):
        assert hill.post(f"/barriers/{one}/still", data={"csrf_token": hill.token(), "answer": "gone"}).status_code == status
    rose = sign_in(app, "rose")
    for nonsense in ("", "perhaps", "x" * 5000, "\x00"):
        assert rose.post(f"/barriers/{code}/still", data={"csrf_token": rose.token(), "answer": nonsense}).status_code == 400
    assert len(rows(app, StateChange)) == 2


def test_answer_is_told_to_whoever_asked_and_other_questions_stay_open(app: Flask) -> None:
    code = add_barrier(app, "rose", TITLE)
    with app.test_request_context(), app.extensions["database"].act() as session:
        barrier, adviser = session.get_one(Barrier, code), viewer_of(session, "adviser").account_id
        asked = [Question(key=key, barrier_code=code, account_id=adviser, words="Why?") for key in ("one", "two")]
        for question in asked:
            noticing.tell_asked(session, barrier, question)
        noticing.tell_answered(session, barrier, asked[0])
    found = {notice.once.rpartition(":")[0]: (notice.account_id, notice.read_at is None) for notice in rows(app, Notice)}
    assert {once: is_open for once, (_person, is_open) in found.items()} == {"question:one": False, "question:two": True, "answer:one": True}
    assert found["answer:one"][0] == adviser
