"""`ticc report build`: every format without a browser, the same bytes for the same day, and nothing half-written."""

from __future__ import annotations

import io
import os
import re
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from docx import Document as read_docx
from factories import add_barrier, confirm
from flask import Flask
from flask_babel import force_locale
from installation import GARDENS, ONLY_SQLITE
from openpyxl import load_workbook
from pypdf import PdfReader

from ticc.catalogue.words import Visibility
from ticc.cli import reporting, ticc
from ticc.obstacles.models import Obstacle
from ticc.reports.building import WRITERS
from ticc.reports.material import Depth
from ticc.reports.register import BY_NAME, SECTIONS, usual_sections
from ticc.settings import Settings

pytestmark = ONLY_SQLITE

Build = Callable[..., Result]
READERS: dict[str, Callable[[bytes], str]] = {
    "html": bytes.decode,
    "md": bytes.decode,
    "pdf": lambda made: " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages).split()),
    "docx": lambda made: "\n".join(paragraph.text for paragraph in read_docx(io.BytesIO(made)).paragraphs),
    "xlsx": lambda made: str([cell for sheet in load_workbook(io.BytesIO(made)) for row in sheet.iter_rows(values_only=True) for cell in row]),
}


@pytest.fixture
def build(settings: Settings) -> Build:
    """Build a report on this test's database."""
    environment = {"TICC_DATABASE_URL": settings.database_url, "TICC_DATA_DIR": str(settings.data_dir), "TICC_CONTENT_DIR": str(GARDENS)}

    def run(out: Path | str, *words: str) -> Result:
        return CliRunner().invoke(ticc, ["report", "build", "--out", str(out), *words], env=environment)

    return run


def made(build: Build, out: Path, *words: str) -> bytes:
    """What the command wrote."""
    told = build(out, "--as-of", "2026-03-04", *words)
    assert told.exit_code == 0, told.output
    assert (told.stdout, str(out) in told.stderr) == ("", True)
    return out.read_bytes()


def headings(app: Flask, language: str) -> dict[str, str]:
    """How a language calls each section."""
    with app.test_request_context(), force_locale(language):
        return {section.name: str(section.title) for section in SECTIONS}


@pytest.mark.parametrize("wanted", WRITERS)
def test_same_day_gives_the_same_bytes(build: Build, tmp_path: Path, wanted: str, monkeypatch: pytest.MonkeyPatch) -> None:
    first = made(build, tmp_path / f"one.{wanted}")
    # A year later, as every library sees it.
    later = time.time() + 365 * 86_400
    monkeypatch.setattr("time.time", lambda: later)
    second = made(build, tmp_path / f"two.{wanted.upper()}")
    assert first == second
    assert "OBS-006" in READERS[wanted](first)
    assert sorted(path.name for path in tmp_path.glob(".*")) == []


@pytest.mark.parametrize("wanted", ["html", "pdf", "docx"])
@pytest.mark.parametrize(("language", "first"), [("fr", "Résumé"), ("nl", "Samenvatting")])
def test_headings_are_in_the_language_that_was_asked_for(
    lasting_app: Flask, build: Build, tmp_path: Path, wanted: str, language: str, first: str
) -> None:
    said = READERS[wanted](made(build, tmp_path / f"report.{wanted}", "--lang", language, "--depth", "brief"))
    heads = headings(lasting_app, language)
    assert heads["summary"] == first
    assert all(heads[name] in said for name in usual_sections(Depth.BRIEF))
    assert "Principle by principle" not in said


def test_scope_sections_and_checked_only_are_heeded(lasting_app: Flask, build: Build, tmp_path: Path) -> None:
    out = tmp_path / "report.md"
    said = made(build, out, "--scope", "theme=soil", "--scope", "theme=timetable", "--sections", " codes , register,", "--lang", "nl").decode()
    heads = headings(lasting_app, "nl")
    assert re.findall(r"^## (.*)", said, re.MULTILINE) == [heads["codes"], heads["register"]]
    assert "OBS-001" in said and "OBS-004" in said and "OBS-005" not in said
    assert "De grond is klei" in said
    assert "De grond is klei" not in made(build, out, "--scope", "theme=soil", "--lang", "nl", "--checked-only").decode()


def test_report_holds_what_everybody_may_see(app: Flask, build: Build, tmp_path: Path) -> None:
    for visibility in (Visibility.PROGRAMME, Visibility.PRIVATE):
        confirm(app, add_barrier(app, "rose", "Zebrafinches", visibility=visibility, obstacle="OBS-003"), "OBS-003")
    said = made(build, tmp_path / "report.md").decode()
    assert not re.search("ebrafinch|BAR-", said)
    assert re.search(r"\| OBS-003 \| The town hall \| – \|", said)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--scope", "theme=hats"), "scope: theme: the catalogue does not know 'hats'"),
        (("--scope", "hats"), "scope: 'hats' is no choice of a scope: use site, country"),
        (("--scope", "since=x"), "scope: since: 'x' is not a year"),
        (("--scope", "since=2022", "--scope", "until=2021"), "scope: The first year must not lie after the last one"),
        (("--sections", "summary,hats"), "sections: There is no section 'hats': choose among summary, story"),
    ],
    ids=" ".join,
)
def test_report_is_refused_with_a_clear_word(build: Build, tmp_path: Path, words: tuple[str, ...], says: str) -> None:
    out = tmp_path / "report.md"
    out.write_text("the last one")
    told = build(out, *words)
    assert (told.exit_code, told.stdout) == (1, "")
    assert f"Error: {says}" in told.stderr
    assert out.read_text() == "the last one"
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["report.md"]


@pytest.mark.parametrize("name", ["report.odt", "report", "report.md.txt", ".md"])
def test_ending_is_refused_when_it_is_no_format(build: Build, tmp_path: Path, name: str) -> None:
    told = build(tmp_path / name)
    assert told.exit_code == 1
    assert f"'{name}' does not end in one of: html, pdf, docx, md, xlsx" in told.stderr
    assert not [path for path in tmp_path.iterdir() if path.is_file()]


def test_nothing_is_left_behind_when_the_file_cannot_be_written(build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "folder.md").mkdir()
    (tmp_path / "file").write_text("no folder")
    for name in ("folder.md", "missing/report.md", "file/report.md", f"{'x' * 300}.md"):
        told = build(tmp_path / name)
        assert told.exit_code == 1, told.output
        assert f"Error: out: '{tmp_path / name}' cannot be written: " in told.stderr
        assert isinstance(told.exception, SystemExit)
    full = Path.write_bytes

    def disk_is_full(path: Path, data: bytes) -> int:
        full(path, data[:100])
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(Path, "write_bytes", disk_is_full)
    told = build(tmp_path / "report.md")
    assert (told.exit_code, "No space left" in told.stderr) == (1, True)
    assert {path.name for path in tmp_path.iterdir()} - {"data-0"} == {"folder.md", "file"}
    assert not list((tmp_path / "folder.md").iterdir())


def test_last_file_stays_whole_when_a_report_fails_half_way(build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "report.md"
    out.write_text("the last one")

    def fails(_document: object) -> str:
        raise OSError("the printer is on fire")

    monkeypatch.setattr(reporting, "WRITERS", {**WRITERS, "md": fails})
    told = build(out)
    assert (told.exit_code, "the printer is on fire" in told.stderr) == (1, True)
    assert out.read_text() == "the last one"


@pytest.mark.parametrize("words", [("--lang", "de"), ("--depth", "deep"), ("--as-of", "2026-13-01"), ("--as-of", "today")])
def test_command_exits_2_when_it_is_called_wrongly(build: Build, tmp_path: Path, words: tuple[str, ...]) -> None:
    assert build(tmp_path / "report.md", *words).exit_code == 2
    assert not (tmp_path / "report.md").exists()


def test_report_of_an_empty_catalogue_says_so(app: Flask, build: Build, tmp_path: Path) -> None:
    with app.extensions["database"].act() as session:
        for number in range(1, 9):
            session.get_one(Obstacle, f"OBS-00{number}").is_retired = True
    said = made(build, tmp_path / "report.md").decode()
    assert "no obstacle of the catalogue lies in it" in said and "No obstacle lies in the chosen scope." in said


def test_report_is_not_written_when_a_section_cannot_be_composed(build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_material: object) -> tuple[()]:
        raise KeyError("SIT-nowhere")

    monkeypatch.setitem(BY_NAME, "failures", replace(BY_NAME["failures"], compose=fails))
    told = build(tmp_path / "report.md")
    assert (told.exit_code, told.stdout) == (1, "")
    assert "The section “Failures worth knowing” could not be composed" in told.stderr
    assert not [path for path in tmp_path.iterdir() if path.is_file()]
    assert "Failures" not in made(build, tmp_path / "report.md", "--sections", "summary,story").decode()
