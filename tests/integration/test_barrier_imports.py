"""Importing barriers: read, looked at, taken in one act, undone save what was touched, and never twice."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from bringing import HOSE, NHS_NUMBER, PUMP, bring, table, take, undo
from factories import HILL, ROSE, add_barrier, make_account, rows, viewer_of
from flask import Flask
from importing import problems, states
from sqlmodel import select

from ticc.barriers.models import Barrier, Note, StateChange
from ticc.barriers.service import propose_sighting, share
from ticc.catalogue.codes import Code
from ticc.catalogue.links import SightingOf
from ticc.catalogue.words import Role, Visibility
from ticc.foundation.clock import today
from ticc.foundation.errors import NotAllowed, Refusal
from ticc.history.models import Change
from ticc.imports.barriers import BARRIERS
from ticc.imports.models import Batch


def barriers(app: Flask) -> dict[str, Barrier]:
    """Every barrier, by the beginning of its title."""
    return {barrier.title[:8]: barrier for barrier in rows(app, Barrier)}


def test_rows_are_told_apart_and_nothing_is_taken_when_a_file_is_read(app: Flask) -> None:
    key = bring(app)
    assert states(app, key) == ["sound", "sound", "sound", "problem", "problem", "twice"]
    assert set(problems(app, key, 3)) == {"site_code"}
    assert set(problems(app, key, 4)) == {"state_on", "how"}
    assert rows(app, Barrier) == []


def test_barriers_are_logged_private_with_their_states_unless_the_row_says_programme(app: Flask) -> None:
    assert take(app, bring(app)) == {"taken": 3, "problem": 2, "twice": 1}
    found = barriers(app)
    hose, pump, draft = found["The hose"], found["The pump"], found["Somethin"]
    assert (hose.partner_code, hose.site_code, hose.since, hose.severity) == (ROSE, "SIT-porto", date(2026, 3, 1), "slows")
    assert (hose.because, hose.so_that, hose.visibility, hose.state) == ("nobody measured", "the beans dry", "private", "open")
    assert (pump.visibility, pump.state, draft.visibility, draft.state) == ("programme", "overcome", "private", "draft")
    changes = [(one.barrier_code, one.state, one.on, one.how) for one in rows(app, StateChange)]
    assert sorted(changes) == sorted(
        [
            (hose.code, "open", date(2026, 3, 1), "Logged from a file"),
            (pump.code, "open", date(2026, 1, 15), "Logged from a file"),
            (pump.code, "overcome", date(2026, 3, 31), "The caretaker gave us a key"),
        ]
    )
    created = [change for change in rows(app, Change) if change.what == "barrier"]
    assert {change.action for change in created} == {"created"} and len(created) == 3
    assert all(change.account_id == hose.logged_by for change in created)


def test_costs_language_and_obstacle_come_with_the_row(app: Flask) -> None:
    headings = "Titre;Lieu;Depuis;Gravité;Heures par mois, au moins;Heures par mois, probablement;Heures par mois, au plus;Euros par mois, probablement;Obstacle;Langue"
    bring(app, data=table("Le tuyau est trop court;Porto;avril 2026;ralentit;2;4;8;1 200;obs-001;français", headings=headings), takes=True)
    (barrier,) = rows(app, Barrier)
    assert barrier.cost == {"hours": {"low": 2, "likely": 4, "high": 8}, "money": {"likely": 1200}}
    assert barrier.language == "fr"
    assert [(link.object_code, link.is_confirmed) for link in rows(app, SightingOf)] == [("OBS-001", False)]


@pytest.mark.parametrize(
    ("headings", "row", "column"),
    [
        ("Title", "Short", "title"),
        ("Title", "x" * 201, "title"),
        ("Title;State", "The hose is too short;sleeping", "state"),
        ("Title;State;Site", "The hose is too short;draft;Atlantis", "site_code"),
        ("Title;State;Since", "The hose is too short;draft;2999-01-01", "since"),
        ("Title;State;Since", "The hose is too short;draft;1989-12-31", "since"),
        ("Title;State;Obstacle", "The hose is too short;draft;OBS-999", "obstacle_code"),
        ("Title;State;Who may see it", "The hose is too short;draft;public", "state"),
        ("Title;State;Language", "The hose is too short;draft;latin", "language"),
        ("Title;State;More words", f"The hose is too short;draft;{'x' * 10_001}", "body"),
        ("Title;State;hours_low;hours_high", "The hose is too short;draft;5;4", "hours_low"),
        ("Title;State;hours_low", "The hose is too short;draft;-1", "hours_low"),
        ("Title;State;Organisation", "The hose is too short;draft;PAR-hill-school", "partner_code"),
        ("Title;Site;Since;How bad;State;state_on;How", "The hose is too short;Porto;2026-03-10;slows;overcome;2026-03-09;A new one", "state_on"),
    ],
)
def test_row_has_a_problem_when_a_cell_makes_no_sense(app: Flask, headings: str, row: str, column: str) -> None:
    assert set(problems(app, bring(app, data=table(row, headings=headings)), 0)) == {column}


def test_nothing_changes_when_the_same_file_is_read_again(app: Flask) -> None:
    bring(app, takes=True)
    key = bring(app)
    assert states(app, key)[:3] == ["there", "there", "there"]
    with pytest.raises(Refusal, match="nothing to take"):
        take(app, key)


def test_row_is_there_when_its_reference_came_before_whatever_it_says_now(app: Flask) -> None:
    bring(app, takes=True)
    again = table(HOSE.replace("The hose", "The garden hose"), HOSE.replace("The hose", "The other hose").replace("R1", "R9"))
    assert states(app, bring(app, data=again)) == ["there", "sound"]


def test_row_is_new_when_another_partner_has_the_same(app: Flask) -> None:
    add_barrier(app, "hill", "The hose is too short for the last bed", visibility=Visibility.PRIVATE)
    assert states(app, bring(app))[0] == "sound"


def test_row_is_there_when_it_was_logged_by_hand_since_the_file_was_read(app: Flask) -> None:
    key = bring(app)
    add_barrier(app, "rose", "The hose is too short for the last bed")
    assert take(app, key) == {"there": 1, "taken": 2, "problem": 2, "twice": 1}


def test_titles_in_another_script_are_told_apart(app: Flask) -> None:
    data = table("Το λάστιχο είναι κοντό;draft", "Η αντλία είναι κλειδωμένη;draft", headings="Title;State")
    assert states(app, bring(app, data=data)) == ["sound", "sound"]


def test_row_that_tells_who_a_person_is_waits_when_it_would_be_shared_and_is_remarked_on_when_private(app: Flask) -> None:
    words = PUMP.replace("locked over the summer;", f"locked;{NHS_NUMBER}")
    key = bring(app, data=table(words, words.replace(";programme;R2", ";private;R7").replace("The pump", "The pond pump")))
    assert states(app, key) == ["problem", "sound"]
    said = problems(app, key, 0)
    assert list(said) == ["because"] and "looks like an NHS number" in said["because"]
    (batch,) = rows(app, Batch)
    remarks = batch.rows[1]["remarks"]
    assert [one["column"] for one in remarks] == ["because"]
    for one in [*batch.rows[0]["problems"], *remarks]:
        assert NHS_NUMBER not in one["message"]


def test_file_is_refused_when_the_partner_is_not_ones_own(app: Flask) -> None:
    for name in ("hill", "adviser", "lead"):
        with pytest.raises(NotAllowed):
            bring(app, name)


def test_barriers_are_of_the_partner_that_was_chosen_when_somebody_belongs_to_several(app: Flask) -> None:
    with app.extensions["database"].act() as session:
        make_account(session, "both", roles=[(Role.MEMBER, ROSE), (Role.MEMBER, HILL)])
    bring(app, "both", data=table(HOSE), partner=ROSE, takes=True)
    assert [barrier.partner_code for barrier in rows(app, Barrier)] == [ROSE]


def test_everything_is_gone_when_an_import_is_undone_and_it_can_come_again(app: Flask) -> None:
    by_hand = add_barrier(app, "rose", "The gate is locked on Saturdays")
    key = bring(app, takes=True)
    undone = undo(app, key)
    assert (undone.removed, undone.stay) == (3, [])
    assert [barrier.code for barrier in rows(app, Barrier)] == [by_hand]
    assert {change.barrier_code for change in rows(app, StateChange)} == {by_hand}
    # The codes are never handed out again.
    assert sum(code.kind == "barrier" for code in rows(app, Code)) == 4
    assert states(app, bring(app))[:3] == ["sound", "sound", "sound"]
    with pytest.raises(Refusal, match="undone already"):
        undo(app, key)


def _add_note(session: Any, barrier: Barrier) -> None:
    session.add(Note(key="note", barrier_code=barrier.code, account_id=barrier.logged_by, words="We asked again"))


def _propose(session: Any, barrier: Barrier) -> None:
    propose_sighting(session, barrier, "OBS-001")


def _share(session: Any, barrier: Barrier) -> None:
    share(session, barrier, Visibility.PROGRAMME)


@pytest.mark.parametrize("touch", [_add_note, _propose, _share])
def test_barrier_stays_and_is_named_when_somebody_touched_it_before_the_undo(app: Flask, touch: Any) -> None:
    key = bring(app, takes=True)
    with app.test_request_context(), app.extensions["database"].act() as session:
        barrier = session.exec(select(Barrier).where(Barrier.title.startswith("The hose"))).one()  # type: ignore[attr-defined]
        touch(session, barrier)
        code = barrier.code
    undone = undo(app, key)
    assert (undone.removed, undone.stay) == (2, [f"{code} · The hose is too short for the last bed"])
    assert [barrier.code for barrier in rows(app, Barrier)] == [code]


def test_barrier_with_its_own_obstacle_goes_when_nobody_touched_it(app: Flask) -> None:
    key = bring(app, data=table("The hose is too short;draft;OBS-001", headings="Title;State;Obstacle"), takes=True)
    assert undo(app, key).removed == 1
    assert rows(app, SightingOf) == []


def test_row_gets_a_problem_when_the_person_left_the_partner_since_the_file_was_read(app: Flask) -> None:
    key = bring(app)
    with app.test_request_context(), app.extensions["database"].act() as session:
        batch = session.exec(select(Batch).where(Batch.key == key)).one()
        viewer = viewer_of(session, "hill")
        reader = BARRIERS.reader(session, viewer, ROSE, batch.choices, None)
        assert [one.message for one in reader.check(batch.rows[0]["data"])] == ["Only members of an organisation can log its barriers"]


def test_nobody_is_logged_as_of_tomorrow_when_a_month_is_not_over(app: Flask) -> None:
    this_month = today().strftime("%Y-%m")
    data = table(f"The hose is too short;Porto;2026-01;slows;overcome;{this_month};A new one", headings="Title;Site;Since;How bad;State;state_on;How")
    bring(app, data=data, takes=True)
    assert max(change.on for change in rows(app, StateChange)) == today()
