"""`ticc release`: making, listing and comparing releases without a browser."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from installation import GARDENS
from releasing import retire, rewrite, the_release

from ticc.cli import ticc
from ticc.settings import Settings

Run = Callable[..., Result]


@pytest.fixture
def run(settings: Settings) -> Run:
    """Call the command on this test's database."""
    environment = {"TICC_DATABASE_URL": settings.database_url, "TICC_DATA_DIR": str(settings.data_dir), "TICC_CONTENT_DIR": str(GARDENS)}
    return lambda *words: CliRunner().invoke(ticc, ["release", *words], env=environment)


def test_release_is_made_listed_and_compared(run: Run, app: Flask, tmp_path: Path) -> None:
    notes = tmp_path / "notes.md"
    notes.write_text("# First\n\nWith *words*.\n", encoding="utf-8")
    made = run("make", "--title", "  First harvest ", "--notes", str(notes))
    assert made.exit_code == 0, made.output
    kept = the_release(app, 1)
    assert (kept.title, kept.notes, kept.account_id) == ("First harvest", "# First\n\nWith *words*.", None)
    assert made.stdout == f"release 1 {kept.fingerprint}\n"
    refused = run("make")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "Nothing changed since release 1" in refused.stderr
    assert run("make", "--force").exit_code == 0
    rewrite(app, title="Nobody waters the peas")
    retire(app, "OBS-005", into="OBS-006")
    assert run("make").exit_code == 0
    listed = json.loads(run("list", "--json").stdout)["releases"]
    assert [(one["number"], one["title"]) for one in listed] == [(3, ""), (2, ""), (1, "First harvest")]
    assert "First harvest" in run("list").stdout
    told = json.loads(run("changes", "3", "--since", "1", "--json").stdout)
    assert (told["release"], told["since"]) == (3, 1)
    assert {one["code"]: one["what"] for one in told["changes"]}.items() >= {("OBS-001", "changed"), ("OBS-005", "merged")}
    words = run("changes", "3").stdout
    assert "OBS-001      Nobody waters the peas (Title)" in words and "→ OBS-006" in words
    assert run("changes", "2").stdout == ""


def test_command_says_what_is_wrong_when_it_cannot_be_done(run: Run, tmp_path: Path) -> None:
    latin = tmp_path / "latin.md"
    latin.write_bytes(b"caf\xe9")
    for words, status, says in (
        (("changes", "7"), 1, "there is no release 7"),
        (("changes", "0"), 2, "Invalid value"),
        (("changes", "9" * 40), 2, "Invalid value"),
        (("make", "--notes", "/no/such/file"), 2, "does not exist"),
        (("make", "--notes", str(latin)), 1, "not written in UTF-8"),
        (("make", "--title", "x" * 201), 1, "at most 200 letters"),
    ):
        told = run(*words)
        assert (told.exit_code, told.stdout) == (status, ""), words
        assert says in told.stderr
