"""Files of barriers: attached, listed, saved and removed; learned of by nobody else."""

from __future__ import annotations

from io import BytesIO

import pytest
from careful_client import CarefulClient
from factories import add_barrier, add_file, rows, sign_in
from flask import Flask
from looks import a_png, a_text_chunk
from pages import Page

from ticc.attachments.models import Attachment
from ticc.barriers.models import BarrierFile
from ticc.catalogue.words import Visibility

TITLE = "Nobody waters the beans while the school is closed in summer"


@pytest.fixture
def rose(app: Flask) -> CarefulClient:
    return sign_in(app, "rose")


def test_file_is_attached_listed_saved_and_removed(rose: CarefulClient, app: Flask) -> None:
    code = add_barrier(app, "rose")
    page = rose.page(f"/barriers/{code}/files")
    assert "at most" in page.text, "the limits are told before"
    answer = rose.send(page, {"file": (BytesIO(a_png(more=a_text_chunk(b"taken in Porto"))), "tap.png")})
    assert answer.status_code == 303
    (kept,) = rows(app, Attachment)
    assert "tap.png" in rose.page(f"/barriers/{code}").text
    address = f"/barriers/{code}/files/{kept.key}"
    # A file has headers of its own.
    rose.looks = False
    saved = rose.get(address)
    rose.looks = True
    assert saved.headers["Content-Disposition"].startswith("attachment")
    assert b"Porto" not in saved.data, "what a picture tells beside itself is removed"
    assert rose.submit(f"/barriers/{code}/files", form="remove").status_code == 303
    assert rows(app, Attachment) == []
    assert rows(app, BarrierFile) == []
    assert rose.get(address).status_code == 404
    assert rose.post(f"{address}/remove", data={"csrf_token": rose.token()}).status_code == 404


def test_nobody_but_the_partner_and_those_who_advise_learns_of_a_file(rose: CarefulClient, app: Flask) -> None:
    codes = {visibility: add_barrier(app, "rose", visibility=visibility) for visibility in (Visibility.PROGRAMME, Visibility.PRIVATE)}
    keys = {visibility: add_file(app, code, "telltale.txt") for visibility, code in codes.items()}
    shared, private = codes[Visibility.PROGRAMME], codes[Visibility.PRIVATE]
    addresses = [
        f"/barriers/{shared}",
        f"/barriers/{shared}/files",
        f"/history/{shared}",
        f"/graph/{shared}",
        "/barriers",
        "/barriers.json",
        "/barriers.csv",
        "/",
    ]
    hill = sign_in(app, "hill")
    for address in addresses:
        told = hill.get(address).get_data(as_text=True)
        assert "telltale" not in told
        assert keys[Visibility.PROGRAMME] not in told
    assert hill.get(f"/barriers/{shared}/files").status_code == 403
    for who in ("hill", "adviser", "lead", "admin"):
        client = sign_in(app, who)
        assert client.get(f"/barriers/{private}/files/{keys[Visibility.PRIVATE]}").status_code == 404
        inside = who in ("adviser", "lead")
        client.looks = False
        assert client.get(f"/barriers/{shared}/files/{keys[Visibility.PROGRAMME]}").status_code == (200 if inside else 404)
        assert ("telltale" in client.page(f"/barriers/{shared}").text) is inside
    # A key opens its own barrier alone.
    assert hill.get(f"/barriers/{shared}/files/{keys[Visibility.PRIVATE]}").status_code == 404
    assert rose.get(f"/barriers/{shared}/files/{keys[Visibility.PRIVATE]}").status_code == 404


@pytest.mark.parametrize(
    ("name", "data"), [("x.exe", b"MZ\0\0"), ("page.html", b"<script>x</script>"), ("", b""), ("empty.txt", b""), ("a\0b.txt", b"\0")]
)
def test_file_is_refused_with_the_reason_when_it_cannot_be_attached(rose: CarefulClient, app: Flask, name: str, data: bytes) -> None:
    code = add_barrier(app, "rose")
    answer = rose.submit(f"/barriers/{code}/files", {"file": (BytesIO(data), name)})
    assert answer.status_code == 422
    assert "#file" in Page(answer).errors()
    assert rows(app, Attachment) == []


def test_file_too_large_is_answered_with_the_page_that_says_so(rose: CarefulClient, app: Flask) -> None:
    code = add_barrier(app, "rose")
    too_large = b"x" * (app.extensions["attachments"].largest + 1024 * 1024)
    # Sent as bytes: the client's own way leaves large files open.
    body = b'--cut\r\nContent-Disposition: form-data; name="file"; filename="x.txt"\r\n\r\n%s\r\n--cut--\r\n' % too_large
    assert rose.post(f"/barriers/{code}/files", data=body, content_type="multipart/form-data; boundary=cut").status_code == 413


def test_no_more_files_are_taken_when_there_are_twenty(rose: CarefulClient, app: Flask) -> None:
    code = add_barrier(app, "rose")
    for number in range(20):
        add_file(app, code, f"{number}.txt")
    page = rose.page(f"/barriers/{code}/files")
    form = next(place for place, one in enumerate(page.post_forms()) if one.get("enctype"))
    answer = rose.send(page, {"file": (BytesIO(b"one more"), "more.txt")}, form=form)
    assert answer.status_code == 422
    assert "at most 20 files" in answer.get_data(as_text=True)
