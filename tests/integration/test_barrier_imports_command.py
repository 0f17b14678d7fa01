"""`ticc import barriers`: looking, taking and undoing from the console."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from bringing import HOSE, PUMP, table
from click.testing import CliRunner, Result
from factories import ROSE, rows, viewer_of
from flask import Flask
from installation import GARDENS

from ticc.barriers.models import Barrier
from ticc.catalogue.links import SightingOf
from ticc.cli import ticc
from ticc.imports.models import Batch


class Console:
    """Calls `ticc import` for Rose Street School."""

    def __init__(self, app: Flask, folder: Path) -> None:
        settings = app.extensions["settings"]
        self.environment = {"TICC_DATABASE_URL": settings.database_url, "TICC_DATA_DIR": str(settings.data_dir), "TICC_CONTENT_DIR": str(GARDENS)}
        self.file = folder / "barriers.csv"

    def call(self, *words: str) -> Result:
        return CliRunner().invoke(ticc, ["import", *words], env=self.environment)

    def bring(self, data: bytes, *words: str, partner: str = ROSE, email: str = "rose@beans.example") -> Result:
        self.file.write_bytes(data)
        return self.call("barriers", str(self.file), "--partner", partner, "--as", email, *words)


@pytest.fixture
def console(app: Flask, tmp_path: Path) -> Console:
    """A console at which Rose has an account."""
    with app.extensions["database"].act() as session:
        viewer_of(session, "rose")
    return Console(app, tmp_path)


def test_barriers_are_taken_proposed_and_undone(app: Flask, console: Console) -> None:
    told = console.bring(table(HOSE.replace("The hose is too short", "Nobody waters in August and the hose is short"), PUMP), "--propose", "--json")
    assert told.exit_code == 0, told.output
    said = json.loads(told.stdout)
    assert (said["taken"], said["problems"]) == (2, [])
    assert [one["row"] for one in said["look_alikes"] if one["obstacle"] == "OBS-001"] == [2]
    assert sorted(barrier.visibility for barrier in rows(app, Barrier)) == ["private", "programme"]
    assert "OBS-001" in {link.object_code for link in rows(app, SightingOf)}
    assert console.call("undo", said["key"]).stdout.startswith("2 removed, 0 changed since")
    assert rows(app, Barrier) == []


def test_nothing_is_kept_when_it_is_a_dry_run(app: Flask, console: Console) -> None:
    told = console.bring(table(HOSE), "--dry-run", "--json")
    assert (told.exit_code, json.loads(told.stdout)["sound"]) == (0, 1)
    assert rows(app, Batch) == [] and rows(app, Barrier) == []


def test_sound_rows_are_taken_and_problems_told_with_exit_1(app: Flask, console: Console) -> None:
    told = console.bring(table(), "--visibility", "programme")
    assert told.exit_code == 1
    assert "row 5, Site: This cell is empty" in told.stderr
    assert len(rows(app, Barrier)) == 3


@pytest.mark.parametrize("more", [{"partner": "PAR-hill-school"}, {"partner": "PAR-nobody"}, {"email": "nobody@beans.example"}])
def test_command_is_refused_when_person_and_partner_do_not_fit(app: Flask, console: Console, more: dict[str, str]) -> None:
    told = console.bring(table(), **more)
    assert told.exit_code == 1
    assert told.stdout == "" and told.stderr
    assert rows(app, Barrier) == []
