"""What an import says of its rows, to whom it is there, and that an export comes back as it was."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from factories import HILL, rows, sign_in
from flask import Flask
from importing import HEADINGS, act, add_import, problems, states, table
from openpyxl import load_workbook

from ticc.catalogue.visibility import Viewer
from ticc.catalogue.words import Visibility
from ticc.foundation.errors import NotAllowed, NotThere, Refusal
from ticc.imports.models import Batch
from ticc.imports.queries import get_batch, list_batches
from ticc.outcomes.models import SiteMeasurement


def test_export_of_an_outcome_changes_nothing_when_it_is_read_again(app: Flask) -> None:
    data = table(
        "IND-01;Porto;62,5;2026-03-31;2026-01-01;40;=cmd;-a note;public",
        "IND-01;Porto;1234,125;2026-04-30;;;;;private",
        "IND-01;Porto;-3;2026-05-31;;;'quoted';two words;programme",
        headings="Outcome;Site;Value;Day;From;n;Source;Note;Visible to",
    )
    add_import(app, data=data, takes=True)
    before = [row.model_dump() for row in rows(app, SiteMeasurement)]
    rose = sign_in(app)
    for wanted in ("csv", "xlsx"):
        exported = rose.get(f"/outcomes/IND-01/figures.{wanted}").data
        key = add_import(app, data=exported)
        assert states(app, key) == ["there"] * 3
    for row in rows(app, SiteMeasurement):
        with act(app) as (session, _viewer):
            session.delete(session.get_one(SiteMeasurement, row.id))
    add_import(app, data=exported, takes=True)
    again = [row.model_dump() for row in rows(app, SiteMeasurement)]
    ignored = {"id", "key", "batch_key", "created_at", "changed_at"}
    keep = [{name: value for name, value in row.items() if name not in ignored} for row in before]
    assert sorted(({name: value for name, value in row.items() if name not in ignored} for row in again), key=str) == sorted(keep, key=str)


def test_rows_of_another_partner_are_left_out_when_an_export_has_them(app: Flask) -> None:
    add_import(app, "hill", table("IND-01;Braga;5;2026-03-31;"), partner=HILL, visibility="programme", takes=True)
    exported = sign_in(app).get("/outcomes/IND-01/figures.csv").data
    key = add_import(app, data=exported)
    assert "another organisation" in problems(app, key, 0)["partner_code"]


def test_member_brings_in_nothing_for_another_partner(app: Flask) -> None:
    with pytest.raises(NotAllowed):
        add_import(app, "hill")
    with pytest.raises(NotAllowed):
        add_import(app, "adviser")


def test_lead_brings_in_figures_of_every_site_but_none_that_only_the_partner_sees(app: Flask) -> None:
    key = add_import(app, "lead", visibility="programme")
    assert states(app, key) == ["sound", "sound", "problem", "sound", "twice"]
    key = add_import(app, "lead", visibility="private")
    assert "Only members" in problems(app, key, 0)["visibility"]


def test_private_figures_are_not_betrayed_when_a_lead_reads_the_same_figures_in(app: Flask) -> None:
    add_import(app, takes=True)
    key = add_import(app, "lead", visibility="programme")
    assert states(app, key)[:2] == ["sound", "sound"]
    assert all(not row["remarks"] for row in rows(app, Batch)[-1].rows)


def test_import_is_there_for_its_partner_and_for_the_lead_who_sent_it_only(app: Flask) -> None:
    own, sent_for_them = add_import(app), add_import(app, "lead", visibility="programme")
    seen = {}
    for name in ("rose", "hill", "adviser", "lead"):
        with act(app, name) as (session, viewer):
            seen[name] = {batch.key for batch in list_batches(session, viewer)}
            for key in {own, sent_for_them} - seen[name]:
                with pytest.raises(NotThere):
                    get_batch(session, key, viewer)
    assert seen == {"rose": {own, sent_for_them}, "hill": set(), "adviser": set(), "lead": {sent_for_them}}


def test_whoever_left_a_partner_no_longer_sees_what_they_sent_for_it(app: Flask) -> None:
    key = add_import(app)
    with act(app) as (session, viewer):
        gone = Viewer(viewer.account_id, "Rose", frozenset({"partner-member", "project-lead"}), frozenset({HILL}))
        assert list_batches(session, gone) == []
        with pytest.raises(NotThere):
            get_batch(session, key, gone)


def test_days_and_numbers_of_two_ways_are_told_once_for_the_file(app: Flask) -> None:
    add_import(app, data=table("IND-01;Porto;1.234;03/04/2026;", "IND-01;Porto;62,5;04/04/2026;"))
    notes = rows(app, Batch)[0].choices["notes"]
    assert "“03/04/2026” is 2026-04-03" in notes[0]
    assert "“1.234” is 1234" in notes[1]


def test_every_problem_of_a_row_is_told_at_once(app: Flask) -> None:
    key = add_import(app, data=table("IND-9;Prto;1.234;soon;everybody else;2,5", headings="Outcome;Site;Value;Day;Visible to;n"))
    assert set(problems(app, key, 0)) == {"indicator_code", "site_code", "value", "measured_on", "visibility", "counted"}
    assert "Did you mean Porto (SIT-porto)?" in problems(app, key, 0)["site_code"]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("IND-01;Porto;5;2099-01-01;", "measured_on"),
        ("IND-01;Porto;5;1899-12-31;", "measured_on"),
        ("IND-01;Porto;99999999999;2026-01-01;", "value"),
        (f"IND-01;Porto;5;2026-01-01;{'x' * 1001}", "source"),
    ],
)
def test_row_has_a_problem_when_the_figure_has_a_fault(app: Flask, row: str, column: str) -> None:
    key = add_import(app, data=table(row))
    assert states(app, key) == ["problem"]
    assert set(problems(app, key, 0)) == {column}


def test_header_alone_is_refused(app: Flask) -> None:
    with pytest.raises(Refusal, match="no row below the headings"):
        add_import(app, data=HEADINGS.encode())


def test_template_can_be_filled_in_and_read(app: Flask) -> None:
    rose = sign_in(app)
    for language in ("", "/fr", "/nl"):
        book = load_workbook(BytesIO(rose.get(f"{language}/outcomes/import/template.xlsx").data))
        first = book.worksheets[0]
        first.append(["IND-01", "SIT-porto", 3.5, None, None, date(2026, 3, 31)])
        made = BytesIO()
        book.save(made)
        assert states(app, add_import(app, data=made.getvalue())) == ["sound"]
        codes = {row[0] for row in book.worksheets[1].iter_rows(values_only=True)}
        assert {"IND-01", "SIT-porto"} <= codes


def test_visibility_of_a_row_wins_over_that_of_the_file(app: Flask) -> None:
    data = table("IND-01;Porto;1;2026-03-31;publiek", "IND-01;Porto;2;2026-03-31;", headings="Outcome;Site;Value;Day;Visible to")
    add_import(app, data=data, visibility="programme", takes=True)
    assert [row.visibility for row in rows(app, SiteMeasurement)] == [Visibility.PUBLIC, Visibility.PROGRAMME]
