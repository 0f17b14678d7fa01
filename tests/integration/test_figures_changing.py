"""Changing, withdrawing and removing figures and targets: by whom, what is kept of what they said before, what samples leave."""

from __future__ import annotations

import threading
from datetime import date
from typing import Any

import pytest
from careful_client import CarefulClient
from factories import HILL, ROSE, rows, sign_in, viewer_of
from figuring import add_figure, enter, measured
from flask import Flask
from pages import Page
from sqlmodel import Session

from ticc.accounts.samples import remove_samples as remove_accounts
from ticc.accounts.samples import renew_samples
from ticc.foundation.clock import today
from ticc.foundation.database import Database
from ticc.foundation.errors import ChangedMeanwhile, NotAllowed, NotThere, Refusal
from ticc.outcomes import service
from ticc.outcomes.models import SiteMeasurement, Target
from ticc.outcomes.queries import get_measured, list_measured, list_targets, newest_by_indicator
from ticc.outcomes.samples import add_samples

SITES = ("SIT-porto", "SIT-braga")


def figures_of(app: Flask, who: str, **asked: Any) -> list[float]:
    with app.extensions["database"].acting() as session:
        return [row.value for row in list_measured(session, viewer_of(session, who), **asked)]


def test_figure_remembers_what_it_said_when_it_is_changed(app: Flask) -> None:
    key = add_figure(app, value=40, visibility="public")
    rose = sign_in(app, "rose")
    assert rose.page(f"/outcomes/figures/{key}/edit").values()["value"] == "40"
    assert rose.submit(f"/outcomes/figures/{key}/edit", {"value": "44", "note": "Counted again"}).status_code == 303
    (row,) = rows(app, SiteMeasurement)
    assert (row.value, row.version, row.earlier[0]["value"], row.earlier[0]["visibility"]) == (44, 2, 40, "public")
    shown = app.test_client().page(f"/outcomes/figures/{key}").text  # type: ignore[attr-defined]
    assert "What it said before" in shown
    assert "Rose Bean" not in shown
    assert "Rose Bean" in rose.page(f"/outcomes/figures/{key}").text


def test_what_a_figure_said_in_private_stays_private_when_it_is_shared(app: Flask) -> None:
    key = add_figure(app, value=13.25, note="quokka")
    sign_in(app, "rose").submit(f"/outcomes/figures/{key}/edit", {"value": "14", "note": "", "visibility": "public"})
    for who in ("hill", "lead", None):
        client: CarefulClient = sign_in(app, who) if who else app.test_client()  # type: ignore[assignment]
        shown = client.get(f"/outcomes/figures/{key}").get_data(as_text=True)
        assert "quokka" not in shown
        assert "13.25" not in shown
    assert "13.25" in sign_in(app, "rose").get(f"/outcomes/figures/{key}").get_data(as_text=True)


def test_later_change_is_told_and_nothing_is_lost_when_two_edit(app: Flask) -> None:
    key = add_figure(app, value=40)
    rose = sign_in(app, "rose")
    page = rose.page(f"/outcomes/figures/{key}/edit")
    rose.submit(f"/outcomes/figures/{key}/edit", {"value": "41"})
    answer = rose.send(page, {"value": "42", "note": "Mine"})
    assert answer.status_code == 422
    again = Page(answer)
    assert "What it says now" in again.text
    assert again.values()["value"] == "42"
    assert rows(app, SiteMeasurement)[0].value == 41
    assert rose.send(again).status_code == 303
    assert [one["value"] for one in rows(app, SiteMeasurement)[0].earlier] == [40, 41]


def test_one_is_told_when_two_change_at_the_same_moment(app: Flask, database: Database) -> None:
    key, start = add_figure(app), threading.Barrier(2)
    came: list[object] = []

    def change(value: float) -> None:
        with app.test_request_context(), database.acting() as session:
            viewer = viewer_of(session, "rose")
            row = get_measured(session, key, viewer)
            session.rollback()
            start.wait(timeout=20)
            try:
                service.change_measurement(session, row, viewer, measured(value), 1)
                session.commit()
                came.append(value)
            except ChangedMeanwhile as told:
                came.append(told)

    threads = [threading.Thread(target=change, args=(value,)) for value in (51, 52)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    (row,) = rows(app, SiteMeasurement)
    assert sorted(type(one).__name__ for one in came) == ["ChangedMeanwhile", "int"]
    assert (row.version, len(row.earlier), row.value in came) == (2, 1, True)


def test_figure_counts_nowhere_when_it_is_withdrawn_and_says_why(app: Flask) -> None:
    key = add_figure(app, value=40, visibility="public")
    rose, visitor = sign_in(app, "rose"), app.test_client()
    assert rose.submit(f"/outcomes/figures/{key}", {"because": ""}, form="withdraw").status_code == 422
    assert rose.submit(f"/outcomes/figures/{key}", {"because": "Weeds were counted too"}, form="withdraw").status_code == 303
    assert "Weeds were counted too" in visitor.page(f"/outcomes/figures/{key}").text  # type: ignore[attr-defined]
    assert "What it said before" not in visitor.page(f"/outcomes/figures/{key}").text  # type: ignore[attr-defined]
    assert "No partner has entered a figure" in visitor.page("/outcomes/IND-01").text  # type: ignore[attr-defined]
    assert "figure of a partner" not in visitor.page("/outcomes").text  # type: ignore[attr-defined]
    assert visitor.get("/outcomes/IND-01/figures.json").get_json()["total"] == 0
    assert "Weeds were counted too" in rose.page("/outcomes/IND-01").text
    edited = rose.submit(f"/outcomes/figures/{key}/edit", {"value": "3"})
    assert "was withdrawn" in Page(edited).text
    assert rows(app, SiteMeasurement)[0].value == 40


def test_target_is_set_changed_and_removed(app: Flask) -> None:
    rose = sign_in(app, "rose")
    due = {"due_on-day": "1", "due_on-month": "9", "due_on-year": "2027"}
    assert rose.submit("/outcomes/targets/new?indicator=IND-01", {"value": "60", **due, "visibility": "public"}).status_code == 303
    add_figure(app, value=40, visibility="public")
    visitor: CarefulClient = app.test_client()  # type: ignore[assignment]
    assert "target 60 by 1 September 2027; 20 away from the last figure." in visitor.page("/outcomes/IND-01").text
    (row,) = rows(app, Target)
    page = rose.page(f"/outcomes/targets/{row.key}/edit")
    assert rose.send(page, {"value": "70,5"}, form="edit").status_code == 303
    assert rows(app, Target)[0].value == 70.5
    assert rose.send(page, {"value": "80"}, form="edit").status_code == 422
    assert rose.send(page, form="remove").status_code == 422
    assert len(rows(app, Target)) == 1
    assert rose.submit(f"/outcomes/targets/{row.key}/edit", form="remove").status_code == 303
    assert rows(app, Target) == []
    assert rose.get(f"/outcomes/targets/{row.key}/edit").status_code == 404


def test_lead_may_enter_for_every_place_but_nothing_that_only_a_partner_sees(app: Flask) -> None:
    lead = sign_in(app, "lead")
    said = {"partner_code": HILL, "site_code": "SIT-porto"}
    assert enter(lead, {**said, "visibility": "private"}).status_code == 422
    assert enter(lead, {**said, "visibility": "programme"}).status_code == 303
    assert rows(app, SiteMeasurement)[0].partner_code == HILL
    with app.test_request_context(), app.extensions["database"].act() as session, pytest.raises(Refusal) as refused:
        service.add_measurement(session, viewer_of(session, "lead"), HILL, measured())
    assert refused.value.field == "visibility"


def test_figure_can_be_changed_by_its_partner_and_by_leads_who_see_it(app: Flask) -> None:
    shared, private = add_figure(app, visibility="programme"), add_figure(app, value=41)
    with app.test_request_context(), app.extensions["database"].act() as session:
        rose, hill, lead = (viewer_of(session, who) for who in ("rose", "hill", "lead"))
        service.change_measurement(session, get_measured(session, shared, lead), lead, measured(43, visibility="programme"), 1)
        with pytest.raises(NotAllowed):
            service.withdraw_measurement(session, get_measured(session, shared, hill), hill, "No", 2, today())
        with pytest.raises(NotThere):
            get_measured(session, private, lead)
        service.withdraw_measurement(session, get_measured(session, private, rose), rose, "Wrong", 1, today())


def test_refused_figure_leaves_nothing_when_the_place_or_the_outcome_is_wrong(app: Flask, session: Session) -> None:
    with app.test_request_context():
        rose = viewer_of(session, "rose")
        for said, field in (
            ({"site_code": "SIT-braga"}, "site_code"),
            ({"site_code": "OBS-001"}, "site_code"),
            ({"indicator_code": "IND-99"}, "indicator_code"),
        ):
            with pytest.raises(Refusal) as refused:
                service.add_measurement(session, rose, ROSE, measured(**said))
            assert refused.value.field == field
        with pytest.raises(Refusal):
            service.add_measurement(session, rose, HILL, measured(site_code="SIT-braga"))
        assert list_measured(session, rose, with_withdrawn=True) == []


def test_list_asks_only_for_the_indicator_and_site_that_are_named(app: Flask) -> None:
    add_figure(app, value=1, visibility="programme")
    add_figure(app, "hill", value=2, visibility="programme")
    assert figures_of(app, "rose") == [2, 1]
    assert figures_of(app, "rose", site="SIT-porto") == [1]
    assert figures_of(app, "rose", indicator="IND-99") == []


def test_newest_figure_is_counted_with_those_that_the_viewer_sees_and_no_others(app: Flask) -> None:
    add_figure(app, value=1, measured_on=date(2023, 1, 1), visibility="programme")
    add_figure(app, value=2, measured_on=date(2024, 1, 1))
    with app.extensions["database"].acting() as session:
        told = {who: newest_by_indicator(session, viewer_of(session, who), SITES)["IND-01"] for who in ("rose", "hill")}
        assert [(told[who].figure.value, told[who].total) for who in ("rose", "hill")] == [(2, 2), (1, 1)]
        assert newest_by_indicator(session, viewer_of(session, "rose"), ()) == {}


def test_sample_figures_are_marked_and_go_with_the_sample_accounts(app: Flask) -> None:
    with app.extensions["database"].act() as session:
        renew_samples(session, [ROSE, HILL])
        assert add_samples(session) == 6
        assert add_samples(session) == 0
    add_figure(app, value=99, visibility="programme")
    page = sign_in(app, "rose").page("/outcomes/IND-01").text
    assert page.count("sample") >= 6
    with app.test_request_context(), app.extensions["database"].act() as session:
        assert service.remove_samples(session) == 6
        assert remove_accounts(session) == 5
        assert list_targets(session, viewer_of(session, "rose")) == []
    assert [row.value for row in rows(app, SiteMeasurement)] == [99]
