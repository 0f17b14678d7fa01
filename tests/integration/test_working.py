"""Working a barrier: notes, next steps, costs, stances, putting it to advisers, watching; on the pages, by whom, what is refused."""

from __future__ import annotations

import threading
from datetime import date, timedelta

import pytest
from factories import HILL, add_barrier, make_account, rows, sign_in, viewer_of
from flask import Flask
from pages import Page
from sqlmodel import Session
from working import SECRET, tell_try, work

from ticc.accounts.queries import find_account
from ticc.accounts.samples import remove_samples as remove_accounts
from ticc.barriers import service, working
from ticc.barriers.models import Barrier, CostNoted, Escalation, NextStep, Note, Stance, TryTold, Watcher
from ticc.catalogue.links import Try
from ticc.catalogue.words import Role, Visibility
from ticc.foundation.clock import today
from ticc.foundation.database import Database
from ticc.foundation.errors import ChangedMeanwhile, NotAllowed, Refusal
from ticc.notices.models import Notice

YESTERDAY = (today() - timedelta(days=1)).isoformat()
TOMORROW = (today() + timedelta(days=1)).isoformat()


@pytest.fixture
def code(app: Flask) -> str:
    """A barrier of Rose Street School that the programme shares."""
    return add_barrier(app)


def id_of(app: Flask, name: str) -> int:
    with app.extensions["database"].act() as session:
        found = find_account(session, f"{name}@beans.example") or make_account(session, name)
        return found.id or 0


def test_note_stands_in_the_timeline_and_calls_people_when_it_is_written(app: Flask, code: str) -> None:
    rose, adviser = sign_in(app, "rose"), id_of(app, "adviser")
    answer = rose.submit(f"/barriers/{code}/notes/new", {"words": "The **mayor** came", "called": str(adviser)})
    assert answer.status_code == 303
    assert answer.headers["Location"].endswith("#happened")
    page = rose.page(f"/barriers/{code}")
    assert "The mayor came" in page.text
    assert "Called: Adviser Bean" in page.text
    assert [(row.account_id, row.kind, row.code) for row in rows(app, Notice)] == [(adviser, "mention", code)]


def test_person_is_called_when_the_name_stands_behind_an_at_sign(app: Flask, code: str) -> None:
    adviser, hill = id_of(app, "adviser"), id_of(app, "hill")
    rose = sign_in(app, "rose")
    rose.submit(f"/barriers/{code}/notes/new", {"words": "Ask @adviser bean and @Hill Bean", "called": str(hill)})
    assert rows(app, Note)[0].mentioned == [adviser]


def test_adviser_is_called_by_nobody_when_the_barrier_is_private(app: Flask) -> None:
    id_of(app, "adviser")
    code = add_barrier(app, visibility=Visibility.PRIVATE)
    rose = sign_in(app, "rose")
    assert "Adviser Bean" not in rose.page(f"/barriers/{code}/notes/new").text
    rose.submit(f"/barriers/{code}/notes/new", {"words": "@Adviser Bean should know"})
    assert rows(app, Note)[0].mentioned == []


def test_note_is_changed_by_its_writer_alone(app: Flask, code: str) -> None:
    adviser, rose = sign_in(app, "adviser"), sign_in(app, "rose")
    adviser.submit(f"/barriers/{code}/notes/new", {"words": "Ask the ministry"})
    (note,) = rows(app, Note)
    assert rose.get(f"/barriers/{code}/notes/{note.key}").status_code == 403
    assert adviser.submit(f"/barriers/{code}/notes/{note.key}", {"words": "Ask the ministry of beans"}).status_code == 303
    assert [(one.words, one.version) for one in rows(app, Note)] == [("Ask the ministry of beans", 2)]
    assert "changed since" in rose.page(f"/barriers/{code}").text


def test_both_versions_are_shown_when_a_note_was_changed_meanwhile(app: Flask, code: str) -> None:
    rose = sign_in(app, "rose")
    rose.submit(f"/barriers/{code}/notes/new", {"words": "First"})
    address = f"/barriers/{code}/notes/{rows(app, Note)[0].key}"
    old = rose.page(address)
    rose.submit(address, {"words": "Second"})
    answer = rose.send(old, {"words": "Third"})
    page = Page(answer)
    assert (answer.status_code, page.values()["words"]) == (422, "Third")
    assert "Second" in page.text
    assert rose.send(page).status_code == 303
    assert rows(app, Note)[0].words == "Third"


def test_next_step_is_shown_first_until_it_is_done(app: Flask, code: str) -> None:
    rose = sign_in(app, "rose")
    me = id_of(app, "rose")
    rose.submit(f"/barriers/{code}/steps/new", {"words": "Buy a longer hose", "owner": str(me), "due_on": YESTERDAY})
    page = rose.page(f"/barriers/{code}")
    assert page.text.index("overdue by 1 day") < page.text.index("How it went on")
    (step,) = rows(app, NextStep)
    assert (step.owner_id, step.due_on) == (me, today() - timedelta(days=1))
    assert rose.submit(f"/barriers/{code}/steps/{step.key}/done", {"came_of_it": "It fits"}).status_code == 303
    page = rose.page(f"/barriers/{code}")
    assert "overdue" not in page.text
    assert "What came of it: It fits" in page.text
    assert rose.submit(f"/barriers/{code}/steps/{step.key}", {"words": "Again"}).status_code == 422
    assert rose.submit(f"/barriers/{code}/steps/{step.key}/done", {"came_of_it": "Twice"}).status_code == 422
    assert rows(app, NextStep)[0].came_of_it == "It fits"


def test_step_is_changed_when_it_is_open(app: Flask, code: str) -> None:
    rose = sign_in(app, "rose")
    rose.submit(f"/barriers/{code}/steps/new", {"words": "Buy a hose", "due_on": TOMORROW})
    (step,) = rows(app, NextStep)
    assert rose.page(f"/barriers/{code}/steps/{step.key}").values()["due_on"] == TOMORROW
    assert rose.submit(f"/barriers/{code}/steps/{step.key}", {"words": "Borrow a hose", "due_on": ""}).status_code == 303
    assert [(one.words, one.due_on) for one in rows(app, NextStep)] == [("Borrow a hose", None)]


def test_costs_make_a_chart_for_each_unit_and_the_newest_stands_in_brief(app: Flask, code: str) -> None:
    rose = sign_in(app, "rose")
    rose.submit(f"/barriers/{code}/costs/new", {"on": "2025-01-01", "hours_likely": "30", "money_low": "100", "money_high": "200"})
    rose.submit(f"/barriers/{code}/costs/new", {"on": "2025-06-01", "hours_likely": "12", "money_low": None, "money_high": None})
    page = rose.page(f"/barriers/{code}")
    assert page.html.count('<svg class="app-chart') + page.html.count("app-over-time") >= 2
    assert "likely 12" in page.text
    assert "from 100 to 200" in page.text
    assert rose.page(f"/barriers/{code}/costs/new").values()["hours_likely"] == "12"
    (first, _second) = rows(app, CostNoted)
    assert rose.submit(f"/barriers/{code}/costs/{first.key}", {"hours_likely": "31"}).status_code == 303
    assert rows(app, CostNoted)[0].cost == {"hours": {"likely": 31}, "money": {"low": 100, "high": 200}}
    assert rows(app, Barrier)[0].cost == {}


def test_stance_is_kept_changed_and_removed(app: Flask, code: str) -> None:
    rose = sign_in(app, "rose")
    rose.submit(f"/barriers/{code}/stances/new", {"who": "Town council", "position": "against", "last_contact": "2025-02-03", "words": "Too dear"})
    text = rose.page(f"/barriers/{code}").text
    assert "Town council · against it · last contact: 3 February 2025" in text
    (row,) = rows(app, Stance)
    old = rose.page(f"/barriers/{code}/stances/{row.key}")
    assert rose.send(old, {"position": "for"}, form=0).status_code == 303
    assert rows(app, Stance)[0].position == "for"
    assert rose.send(old, form="/remove").status_code == 422
    assert rose.submit(f"/barriers/{code}/stances/{row.key}", form="/remove").status_code == 303
    assert rows(app, Stance) == []


def test_advisers_see_and_answer_what_is_put_to_them(app: Flask, code: str) -> None:
    rose, adviser = sign_in(app, "rose"), sign_in(app, "adviser")
    assert code not in adviser.page("/barriers?escalated=1").text
    rose.submit(f"/barriers/{code}/escalations/new", {"body": "Ministry of beans", "ask": "Pay for hoses"})
    assert rose.submit(f"/barriers/{code}/escalations/new", {"body": "ministry of Beans", "ask": "Again"}).status_code == 422
    assert code in adviser.page("/barriers?escalated=1").text
    assert code not in sign_in(app, "hill").page("/barriers?escalated=1").text
    (row,) = rows(app, Escalation)
    address = f"/barriers/{code}/escalations/{row.key}/answer"
    assert address in adviser.page(f"/barriers/{code}").links()
    assert adviser.submit(address, {"answer": "We wrote to them"}).status_code == 303
    assert "We wrote to them" in rose.page(f"/barriers/{code}").text
    assert code not in adviser.page("/barriers?escalated=1").text
    assert adviser.submit(address, {"answer": "Once more"}).status_code == 422
    assert [(one.kind, one.account_id) for one in rows(app, Notice)] == [("answer", id_of(app, "rose"))]


def test_barrier_is_not_put_to_advisers_when_it_is_private(app: Flask) -> None:
    code = add_barrier(app, visibility=Visibility.PRIVATE)
    answer = sign_in(app, "rose").submit(f"/barriers/{code}/escalations/new", {"body": "Ministry", "ask": "Pay"})
    assert (answer.status_code, rows(app, Escalation)) == (422, [])
    assert Page(answer).values()["ask"] == "Pay"


def test_watching_begins_and_ends_with_one_click(app: Flask, code: str) -> None:
    hill = sign_in(app, "hill")
    assert hill.submit(f"/barriers/{code}", form="/watch").status_code == 303
    assert [one.account_id for one in rows(app, Watcher)] == [id_of(app, "hill")]
    assert code in hill.page("/barriers?mine=1").text
    # Other partners are not told who watches.
    assert "Hill Bean" not in sign_in(app, "lead").page("/barriers").text
    assert "Watched by: Hill Bean" in sign_in(app, "rose").page(f"/barriers/{code}").text
    tell_try(app, code, "We bought one")
    assert [one.kind for one in rows(app, Notice)] == ["change"]
    assert hill.submit(f"/barriers/{code}", form="/watch").status_code == 303
    assert rows(app, Watcher) == []


def test_timeline_shows_one_sort_when_the_address_says_so(app: Flask, code: str) -> None:
    work(app, code)
    rose = sign_in(app, "rose")
    notes = rose.page(f"/barriers/{code}?show=note").text
    assert f"{SECRET} note" in notes
    assert f"{SECRET} tried" not in notes
    assert rose.page(f"/barriers/{code}?show=forged").text == rose.page(f"/barriers/{code}").text


@pytest.mark.parametrize("wanted", ["mine", "overdue", "unmatched", "escalated"])
def test_list_and_board_are_narrowed_when_the_address_says_so(app: Flask, code: str, wanted: str) -> None:
    work(app, code)
    other = add_barrier(app, "hill", "The bell rings too early", obstacle="OBS-001")
    with app.test_request_context(), app.extensions["database"].act() as session:
        service.confirm_match(session, session.get_one(Barrier, other), "OBS-001", "Same", viewer_of(session, "adviser").account_id or 0)
    rose = sign_in(app, "rose")
    for view in ("", "&view=board"):
        text = rose.page(f"/barriers?{wanted}=1{view}").text
        assert code in text
        assert other not in text
    assert [one["code"] for one in rose.get(f"/barriers.json?{wanted}=1").get_json()["items"]] == [code]
    board = rose.page("/barriers?view=board").text
    assert f"Next: {SECRET} step" in board
    assert "overdue by 3 days" in board


def test_cost_is_refused_when_the_day_has_an_entry(app: Flask, code: str) -> None:
    rose = sign_in(app, "rose")
    assert rose.submit(f"/barriers/{code}/costs/new", {"on": "2025-01-01", "hours_likely": "3"}).status_code == 303
    assert rose.submit(f"/barriers/{code}/costs/new", {"on": "2025-01-01", "hours_likely": "4"}).status_code == 422


def test_nothing_of_the_work_is_left_when_sample_barriers_are_removed(app: Flask) -> None:
    code = add_barrier(app)
    with app.extensions["database"].act() as session:
        session.get_one(Barrier, code).is_sample = True
    work(app, code)
    with app.extensions["database"].act() as session:
        assert service.remove_samples(session) == 1
        remove_accounts(session)
    for table in (Note, NextStep, CostNoted, Stance, Escalation, TryTold, Watcher, Barrier):
        assert rows(app, table) == []
    assert [one for one in rows(app, Try) if one.barrier_code] == []


def test_service_refuses_when_somebody_else_acts(session: Session, app: Flask) -> None:
    code = add_barrier(app)
    with app.test_request_context():
        barrier, rose, adviser = session.get_one(Barrier, code), viewer_of(session, "rose"), viewer_of(session, "adviser")
        note = working.add_note(session, barrier, rose, "Ours", [])
        with pytest.raises(NotAllowed):
            working.change_note(session, barrier, note, adviser, "Theirs", [], 1)
        with pytest.raises(ChangedMeanwhile):
            working.change_note(session, barrier, note, rose, "Ours again", [], 9)
        with pytest.raises(Refusal):
            working.add_step(session, barrier, rose, "Do", adviser.account_id, None)


def test_one_row_is_made_when_two_begin_to_watch_at_once(app: Flask, code: str, database: Database) -> None:
    id_of(app, "hill")
    ready, problems = threading.Barrier(2), []

    def begin() -> None:
        try:
            ready.wait(10)
            with app.test_request_context(), database.act() as session:
                viewer, barrier = viewer_of(session, "hill"), session.get_one(Barrier, code)
                working.watch(session, barrier, viewer)
        except Exception as problem:
            problems.append(problem)

    threads = [threading.Thread(target=begin) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert problems == []
    assert len(rows(app, Watcher)) == 1


def test_people_of_the_partner_are_offered_and_no_others(app: Flask, code: str) -> None:
    with app.extensions["database"].act() as session:
        make_account(session, "colleague", roles=[(Role.MEMBER, "PAR-rose-school")])
        make_account(session, "stranger", roles=[(Role.MEMBER, HILL)])
        gone = make_account(session, "gone", roles=[(Role.MEMBER, "PAR-rose-school")])
        gone.is_active = False
    text = sign_in(app, "rose").page(f"/barriers/{code}/steps/new").text
    assert "Colleague Bean" in text
    assert "Stranger Bean" not in text
    assert "Gone Bean" not in text


def test_days_of_costs_are_those_since_the_barrier_was_met(app: Flask, code: str) -> None:
    with app.extensions["database"].act() as session:
        session.get_one(Barrier, code).cost = {"hours": {"likely": 8}}
    rose = sign_in(app, "rose")
    rose.submit(f"/barriers/{code}/costs/new", {"on": "2025-01-01", "hours_likely": "4"})
    text = rose.page(f"/barriers/{code}").text
    assert "1 March 2024" in text
    assert rows(app, CostNoted)[0].on == date(2025, 1, 1)
