"""Importing figures: read, looked at, taken in one act or not at all, undone whole, and never twice."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from factories import ROSE, rows
from flask import Flask
from importing import act, add_import, problems, states, table, take_import
from sqlmodel import select

from ticc.accounts.models import Account
from ticc.foundation.clock import now, today
from ticc.foundation.errors import ChangedMeanwhile, Refusal
from ticc.imports import service
from ticc.imports.measurements import MEASUREMENTS
from ticc.imports.models import Batch
from ticc.imports.queries import get_batch
from ticc.outcomes.figures import Measured
from ticc.outcomes.models import Indicator, SiteMeasurement
from ticc.outcomes.service import add_measurement, change_measurement, withdraw_measurement
from ticc.sites.models import Site

FIGURE = Measured("IND-01", "SIT-porto", 62.5, date(2026, 3, 31))


def told(row: SiteMeasurement) -> dict[str, Any]:
    """What a row says, without what differs from row to row."""
    return row.model_dump(exclude={"id", "key", "batch_key", "created_at", "changed_at"})


def test_rows_are_told_apart_and_nothing_is_taken_when_a_file_is_read(app: Flask) -> None:
    key = add_import(app)
    assert states(app, key) == ["sound", "sound", "problem", "problem", "twice"]
    assert problems(app, key, 2) == {"value": "This cell is empty"}
    assert "does not work at this site" in problems(app, key, 3)["site_code"]
    assert rows(app, SiteMeasurement) == []


def test_imported_figure_is_the_same_as_one_that_was_entered_by_hand(app: Flask) -> None:
    data = table(
        "IND-01;Porto;62,5;2026-03-31;2026-01-01;%;40;The diary;A note;public", headings="Outcome;Site;Value;Day;From;Unit;n;Source;Note;Visible to"
    )
    add_import(app, data=data, takes=True)
    with act(app) as (session, viewer):
        by_hand = Measured("IND-01", "SIT-porto", 62.5, date(2026, 3, 31), date(2026, 1, 1), "%", 40, "The diary", "A note", "public")
        add_measurement(session, viewer, ROSE, by_hand)
    imported, entered = rows(app, SiteMeasurement)
    assert told(imported) == told(entered)
    assert imported.created_at is not None
    assert imported.key != entered.key


def test_unit_is_left_empty_when_it_is_that_of_the_outcome(app: Flask) -> None:
    add_import(app, data=table("IND-01;Porto;5;2026-03-31;Plants of  ninety", headings="Outcome;Site;Value;Day;Unit"), takes=True)
    assert [row.unit for row in rows(app, SiteMeasurement)] == [""]


def test_sound_rows_are_taken_together_and_the_others_stay_with_their_problems(app: Flask) -> None:
    key = add_import(app)
    assert take_import(app, key) == {"taken": 2, "problem": 2, "twice": 1}
    assert states(app, key) == ["taken", "taken", "problem", "problem", "twice"]
    found = rows(app, SiteMeasurement)
    assert [(row.value, row.measured_from, row.measured_on, row.visibility, row.batch_key) for row in found] == [
        (62.5, None, date(2026, 3, 31), "private", key),
        (70.0, date(2026, 4, 1), date(2026, 4, 30), "private", key),
    ]


def test_nothing_is_taken_when_all_or_none_was_asked_for_and_a_row_has_a_problem(app: Flask) -> None:
    key = add_import(app)
    with pytest.raises(Refusal, match="row 4 has a problem"):
        take_import(app, key, whole=True)
    assert rows(app, SiteMeasurement) == []
    assert take_import(app, key)["taken"] == 2


def test_nothing_is_taken_when_saving_fails_in_the_middle(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    key = add_import(app)
    monkeypatch.setattr("ticc.imports.service.counts_of", lambda _rows: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        take_import(app, key)
    assert rows(app, SiteMeasurement) == []
    assert rows(app, Batch)[0].taken_at is None


def test_file_is_taken_once_only(app: Flask) -> None:
    key = add_import(app, takes=True)
    with pytest.raises(Refusal, match="taken already"):
        take_import(app, key)
    assert len(rows(app, SiteMeasurement)) == 2


def test_later_one_is_told_when_two_take_at_the_same_moment(app: Flask) -> None:
    key = add_import(app)
    with act(app) as (session, viewer):
        seen = get_batch(session, key, viewer)
        version = seen.version
        session.expunge(seen)
    take_import(app, key)
    with pytest.raises(ChangedMeanwhile), act(app) as (session, viewer):
        batch = get_batch(session, key, viewer)
        batch.taken_at = None
        service.take(session, batch, viewer, MEASUREMENTS, version)
    assert len(rows(app, SiteMeasurement)) == 2


def test_nothing_changes_when_the_same_file_is_read_again(app: Flask) -> None:
    add_import(app, takes=True)
    key = add_import(app)
    assert states(app, key) == ["there", "there", "problem", "problem", "there"]
    with pytest.raises(Refusal, match="nothing to take"):
        take_import(app, key)


def test_figure_that_was_withdrawn_does_not_come_back_with_the_file(app: Flask) -> None:
    add_import(app, takes=True)
    with act(app) as (session, viewer):
        wrong = session.exec(select(SiteMeasurement).where(SiteMeasurement.value == 70)).one()
        withdraw_measurement(session, wrong, viewer, "Counted twice", wrong.version, today())
    assert states(app, add_import(app))[1] == "there"


def test_row_is_left_out_when_it_came_in_by_hand_since_the_file_was_read(app: Flask) -> None:
    key = add_import(app)
    with act(app) as (session, viewer):
        add_measurement(session, viewer, ROSE, FIGURE)
    assert take_import(app, key) == {"there": 1, "taken": 1, "problem": 2, "twice": 1}


def test_rows_get_a_problem_when_the_site_went_since_the_file_was_read(app: Flask) -> None:
    key = add_import(app)
    with act(app) as (session, _viewer):
        session.get_one(Site, "SIT-porto").is_retired = True
    with pytest.raises(Refusal, match="nothing to take"):
        take_import(app, key)
    assert rows(app, SiteMeasurement) == []


def test_rows_get_a_problem_when_the_outcome_went_since_the_file_was_read(app: Flask) -> None:
    key = add_import(app)
    with act(app) as (session, _viewer):
        session.get_one(Indicator, "IND-01").is_retired = True
    with pytest.raises(Refusal, match="row 2 has a problem"):
        take_import(app, key, whole=True)


def test_remark_is_made_when_another_value_is_there_for_the_day(app: Flask) -> None:
    with act(app) as (session, viewer):
        add_measurement(session, viewer, ROSE, FIGURE)
    add_import(app, data=table("IND-01;Porto;60;2026-03-31;"))
    assert [one["message"] for one in rows(app, Batch)[0].rows[0]["remarks"]] == ["Another value is there for this day already: 62.5"]


def test_everything_is_gone_when_an_import_is_undone(app: Flask) -> None:
    key = add_import(app, takes=True)
    with act(app) as (session, viewer):
        add_measurement(session, viewer, ROSE, FIGURE)
    with act(app) as (session, viewer):
        batch = get_batch(session, key, viewer)
        undone = service.undo(session, batch, viewer, MEASUREMENTS, batch.version)
    assert (undone.removed, undone.stay) == (2, [])
    assert [row.batch_key for row in rows(app, SiteMeasurement)] == [None]
    with pytest.raises(Refusal, match="undone already"), act(app) as (session, viewer):
        batch = get_batch(session, key, viewer)
        service.undo(session, batch, viewer, MEASUREMENTS, batch.version)


def test_figures_stay_and_are_named_when_somebody_changed_them_before_the_undo(app: Flask) -> None:
    key = add_import(app, data=table(*(f"IND-01;Porto;{value};2026-03-31;" for value in (1, 2, 3))), takes=True)
    with act(app) as (session, viewer):
        one, two, _three = rows(app, SiteMeasurement)
        changed, withdrawn = (session.get_one(SiteMeasurement, row.id) for row in (one, two))
        change_measurement(session, changed, viewer, Measured("IND-01", "SIT-porto", 9, date(2026, 3, 31)), changed.version)
        withdraw_measurement(session, withdrawn, viewer, "Counted twice", withdrawn.version, today())
    with act(app) as (session, viewer):
        batch = get_batch(session, key, viewer)
        undone = service.undo(session, batch, viewer, MEASUREMENTS, batch.version)
    assert undone.removed == 1
    assert undone.stay == ["IND-01 · SIT-porto · 2026-03-31 · 2", "IND-01 · SIT-porto · 2026-03-31 · 9"]


def test_nothing_is_undone_when_nothing_was_taken(app: Flask) -> None:
    key = add_import(app)
    with pytest.raises(Refusal, match="not taken"), act(app) as (session, viewer):
        batch = get_batch(session, key, viewer)
        service.undo(session, batch, viewer, MEASUREMENTS, batch.version)


def test_files_are_forgotten_after_thirty_days_when_nobody_took_them(app: Flask) -> None:
    old, taken, young = add_import(app), add_import(app, takes=True), add_import(app)
    with act(app) as (session, viewer):
        for key in (old, taken):
            get_batch(session, key, viewer).read_at = now() - timedelta(days=31)
    with act(app) as (session, _viewer):
        assert service.purge_unused(session) == 1
    assert {batch.key for batch in rows(app, Batch)} == {taken, young}


def test_file_is_not_forgotten_when_it_was_taken(app: Flask) -> None:
    key = add_import(app, takes=True)
    with pytest.raises(Refusal, match="undo it instead"), act(app) as (session, viewer):
        service.forget(session, get_batch(session, key, viewer))


def test_files_of_sample_accounts_go_with_them(app: Flask) -> None:
    add_import(app, takes=True)
    with act(app) as (session, _viewer):
        for account in session.exec(select(Account)):
            account.is_sample = True
        assert service.remove_samples(session) == 1
    assert rows(app, Batch) == []
