"""`ticc import`: looking, taking and undoing from the console, with exit codes and one JSON document."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from factories import ROSE, rows, viewer_of
from flask import Flask
from importing import add_import, table
from installation import GARDENS

from ticc.cli import ticc
from ticc.imports.models import Batch
from ticc.outcomes.models import SiteMeasurement

SOUND = table("IND-01;Porto;62,5;2026-03-31;", "IND-01;Porto;60;2026-04-30;")
Run = Callable[..., Result]


@pytest.fixture
def run(app: Flask, tmp_path: Path) -> Run:
    """Call `ticc import measurements` on a file with these bytes, for Rose; with other words, call those."""
    settings = app.extensions["settings"]
    with app.extensions["database"].act() as session:
        viewer_of(session, "rose")
    environment = {"TICC_DATABASE_URL": settings.database_url, "TICC_DATA_DIR": str(settings.data_dir), "TICC_CONTENT_DIR": str(GARDENS)}

    def call(data: bytes | None, *words: str, partner: str = ROSE, email: str = "rose@beans.example") -> Result:
        if data is None:
            return CliRunner().invoke(ticc, ["import", *words], env=environment)
        file = tmp_path / "figures.csv"
        file.write_bytes(data)
        return CliRunner().invoke(ticc, ["import", "measurements", str(file), "--partner", partner, "--as", email, *words], env=environment)

    return call


def test_figures_are_taken_and_undone(app: Flask, run: Run) -> None:
    told = run(SOUND, "--visibility", "programme", "--json")
    assert told.exit_code == 0, told.output
    said = json.loads(told.stdout)
    assert (said["taken"], said["problems"]) == (2, [])
    assert [(row.value, row.visibility) for row in rows(app, SiteMeasurement)] == [(62.5, "programme"), (60.0, "programme")]
    undone = run(None, "undo", said["key"])
    assert undone.exit_code == 0
    assert undone.stdout.startswith("2 removed, 0 changed since and kept")
    assert rows(app, SiteMeasurement) == []
    again = run(None, "undo", said["key"])
    assert again.exit_code == 1
    assert "undone already" in again.stderr


def test_nothing_is_kept_when_it_is_a_dry_run(app: Flask, run: Run) -> None:
    told = run(SOUND, "--dry-run", "--json")
    assert told.exit_code == 0, told.output
    assert (json.loads(told.stdout)["sound"], json.loads(told.stdout)["key"]) == (2, None)
    assert rows(app, Batch) == []


def test_sound_rows_are_taken_and_problems_told_on_stderr_with_exit_1(app: Flask, run: Run) -> None:
    told = run(table())
    assert told.exit_code == 1
    assert "2 taken" in told.stdout
    assert "row 4, Value: This cell is empty" in told.stderr
    assert len(rows(app, SiteMeasurement)) == 2


def test_nothing_is_taken_when_all_or_nothing_was_asked_for_and_a_row_has_a_problem(app: Flask, run: Run) -> None:
    told = run(table(), "--all-or-nothing")
    assert told.exit_code == 1
    assert "0 taken, 2 sound and not taken" in told.stdout
    assert rows(app, SiteMeasurement) == []
    assert rows(app, Batch) == []


def test_all_is_well_and_nothing_changes_when_everything_is_there_already(app: Flask, run: Run) -> None:
    run(SOUND)
    told = run(SOUND)
    assert told.exit_code == 0, told.output
    assert "0 taken" in told.stdout
    assert "2 there already" in told.stdout
    assert len(rows(app, Batch)) == 1


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"email": "nobody@beans.example"}, "there is no account"),
        ({"partner": "PAR-hill-school"}, "enters no figures for"),
        ({"partner": "PAR-nobody"}, "enters no figures for"),
    ],
)
def test_command_is_refused_when_person_or_partner_do_not_fit(app: Flask, run: Run, more: dict[str, str], says: str) -> None:
    told = run(SOUND, **more)
    assert told.exit_code == 1
    assert says in told.stderr
    assert told.stdout == ""
    assert rows(app, SiteMeasurement) == []


@pytest.mark.parametrize(
    ("data", "says"), [(b"%PDF-1.4", "no table"), (b"a;b\n1;2", "columns are missing"), (b"a" * (5 * 1024**2 + 1), "larger than 5 MB")]
)
def test_command_says_what_is_wrong_when_the_file_is_no_table(run: Run, data: bytes, says: str) -> None:
    told = run(data)
    assert told.exit_code == 1
    assert says in told.stderr


def test_command_is_called_wrongly_when_the_file_is_not_there(run: Run) -> None:
    assert run(None, "measurements", "/no/such/file.csv", "--partner", ROSE, "--as", "x").exit_code == 2


def test_command_says_so_when_there_is_no_such_import(run: Run) -> None:
    told = run(None, "undo", "forged")
    assert told.exit_code == 1
    assert "there is no import 'forged'" in told.stderr


def test_what_a_member_read_in_can_be_undone_from_the_console(app: Flask, run: Run) -> None:
    key = add_import(app, takes=True)
    assert run(None, "undo", key).stdout.startswith("2 removed")
