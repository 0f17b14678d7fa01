"""Reports that take long to make: printed beside, with a page that tells how far they are."""

from __future__ import annotations

import fcntl
import io
import re
from typing import Any

import pytest
from careful_client import CarefulClient
from factories import sign_in
from flask import Flask
from installation import ONLY_SQLITE
from pypdf import PdfReader
from reporting import define, keep

from ticc.documents.press import Press
from ticc.reports import looking


@pytest.fixture
def lead(app: Flask) -> CarefulClient:
    return sign_in(app, "lead")


def page_of_print(lead: CarefulClient, address: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Ask for a file without any patience: where its print is told."""
    with monkeypatch.context() as hurried:
        hurried.setattr(looking, "PATIENCE", 0)
        answer = lead.get(address)
    assert answer.status_code == 303
    return str(answer.headers["Location"])


def press_of(app: Flask) -> Press:
    return Press(app.extensions["settings"].prints_dir)


def key_in(address: str) -> str:
    return address.rsplit("/", 1)[1]


@ONLY_SQLITE
def test_page_tells_how_far_a_print_is_when_it_takes_long(app: Flask, lead: CarefulClient, monkeypatch: pytest.MonkeyPatch) -> None:
    press = press_of(app)
    press.folder.mkdir()
    with (press.folder / "press.lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        address = page_of_print(lead, f"/reports/{define(app)}/report.pdf", monkeypatch)
        waiting = lead.page(address).text
        html = lead.get(address).get_data(as_text=True)
    assert "Waiting until another document is made" in waiting
    assert 'http-equiv="refresh"' in html, "who has no script sees it move too"
    assert f'hx-get="{address}/state"' in html

    press.wait(key_in(address), 60)
    ready = lead.page(address).text
    assert "The file is ready" in ready
    html = lead.get(address).get_data(as_text=True)
    assert "refresh" not in html and "hx-get" not in html, "nothing asks any more"


@ONLY_SQLITE
def test_part_renews_itself_when_a_script_asks(app: Flask, lead: CarefulClient, monkeypatch: pytest.MonkeyPatch) -> None:
    address = page_of_print(lead, f"/reports/{define(app)}/report.docx", monkeypatch)
    press_of(app).wait(key_in(address), 60)
    part = lead.get(f"{address}/state").get_data(as_text=True)
    assert part.lstrip().startswith("<div") and "<html" not in part
    file = re.search(r'href="([^"]+/file)"', part)
    assert file
    saved = lead.get(file[1])
    assert saved.headers["Content-Disposition"].endswith("-en.docx")
    assert saved.get_data().startswith(b"PK")


@ONLY_SQLITE
def test_file_comes_at_once_when_a_program_waits_for_it(app: Flask, lead: CarefulClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "PATIENCE", 0)
    answer = lead.get(f"/reports/{define(app, title='Waited for')}/report.pdf?wait=1")
    assert answer.status_code == 200
    assert PdfReader(io.BytesIO(answer.get_data())).metadata.title == "Waited for"  # type: ignore[union-attr]


@ONLY_SQLITE
def test_members_report_is_not_handed_out_when_a_visitor_has_its_address(
    app: Flask, client: CarefulClient, lead: CarefulClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = page_of_print(lead, f"/reports/kept/{keep(app, readers='programme')}/report.pdf", monkeypatch)
    press_of(app).wait(key_in(address), 60)
    assert lead.get(f"{address}/file").status_code == 200
    assert client.get(address).status_code == 404
    assert client.get(f"{address}/file").status_code == 404


@ONLY_SQLITE
def test_page_says_what_failed_when_a_print_failed(app: Flask, lead: CarefulClient, monkeypatch: pytest.MonkeyPatch) -> None:
    address = page_of_print(lead, f"/reports/{define(app, title='Fails')}/report.pdf", monkeypatch)
    found = press_of(app).wait(key_in(address), 60)
    found.file.unlink()
    press_of(app).wait(key_in(address), 60)
    assert "Making the file was interrupted" in lead.page(address).text
    (found.file.parent / "trouble").write_text("TypstError: <b>no</b> room")
    told = lead.page(address).text
    assert "TypstError: <b>no</b> room" in told
    assert lead.get(f"{address}/file").status_code == 302


@ONLY_SQLITE
def test_page_says_why_when_the_folder_of_prints_cannot_be_written(app: Flask, lead: CarefulClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("ticc.documents.press._put", full)
    address = f"/reports/{define(app, title='No room')}/report.pdf"
    answer = lead.get(address)
    assert answer.status_code == 303
    assert "No space left on device" in lead.page(answer.headers["Location"]).text


@ONLY_SQLITE
@pytest.mark.parametrize("forged", ["0" * 64, "..%2F..%2Fsecret-key", "x"])
def test_nothing_is_there_when_the_key_is_forged(client: CarefulClient, forged: str) -> None:
    assert client.get(f"/reports/prints/{forged}").status_code == 404
    assert client.get(f"/reports/prints/{forged}/file").status_code == 404
