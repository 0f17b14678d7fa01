"""Attachments with a database: bytes and rows come and go together, the sweep, large requests, and how a file is handed out."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from clusters import Store, count_rows
from flask import Flask, Response, request
from flask.testing import FlaskClient
from installation import MakeApp, MakeSettings
from sqlmodel import Session
from werkzeug.test import TestResponse

from ticc.accounts.models import Account
from ticc.attachments import sending, service
from ticc.attachments.queries import get_attachment, read_content
from ticc.attachments.rules import MEGABYTE
from ticc.attachments.store import FolderStore, Gone
from ticc.foundation.access import public
from ticc.foundation.database import Database, db
from ticc.foundation.errors import NotThere, Refusal
from ticc.schema import METADATA
from ticc.settings import Settings

A_PDF = b"%PDF-1.4\n%%EOF\n"


@pytest.fixture
def database(store: Store) -> Iterator[Database]:
    """A database with every table and without any row."""
    url = store.empty()
    found = Database(url)
    METADATA.create_all(found.engine)
    yield found
    found.engine.dispose()
    store.drop(url)


@pytest.fixture
def kept(tmp_path: Path) -> FolderStore:
    return FolderStore(tmp_path / "attachments", largest=MEGABYTE)


def files(kept: FolderStore) -> list[str]:
    return sorted(path.name for path in kept.path.rglob("*") if path.is_file())


def attached(database: Database, kept: FolderStore) -> str:
    with database.act() as session:
        return service.attach(session, kept, "plan.pdf", A_PDF, None).key


def grow_old(kept: FolderStore, days: float) -> None:
    for name in files(kept):
        (path,) = kept.path.rglob(name)
        then = path.stat().st_mtime - days * 24 * 3600
        os.utime(path, (then, then))


def test_file_and_row_are_there_when_an_act_is_committed(database: Database, kept: FolderStore) -> None:
    with database.act() as session:
        rose = Account(email="rose@example.org", name="Rose")
        session.add(rose)
        session.flush()
        key = service.attach(session, kept, "../Récit.exe", A_PDF, rose.id).key
    with database.ask() as session:
        found = get_attachment(session, key)
        assert (found.name, found.media_type, found.size, found.created_by) == ("Récit.pdf", "application/pdf", len(A_PDF), rose.id)
        assert found.created_at.tzinfo is not None
        assert read_content(found, kept) == A_PDF
        with pytest.raises(NotThere):
            get_attachment(session, key[:-1])


def test_nothing_is_kept_when_a_file_is_refused(database: Database, kept: FolderStore) -> None:
    with pytest.raises(Refusal), database.act() as session:
        service.attach(session, kept, "a.pdf", b"MZ\0", None)
    assert not files(kept) and not count_rows(database, "attachment")


def test_attachment_stays_when_its_account_goes(database: Database, kept: FolderStore) -> None:
    with database.act() as session:
        rose = Account(email="rose@example.org", name="Rose")
        session.add(rose)
        session.flush()
        key = service.attach(session, kept, "a.pdf", A_PDF, rose.id).key
    with database.act() as session:
        session.delete(session.get_one(Account, rose.id))
    with database.ask() as session:
        assert get_attachment(session, key).created_by is None


def test_orphan_is_swept_after_a_day_when_the_program_stops_between_file_and_row(database: Database, kept: FolderStore) -> None:
    safe = attached(database, kept)
    with pytest.raises(ZeroDivisionError), database.act() as session:
        service.attach(session, kept, "a.pdf", A_PDF, None)
        raise ZeroDivisionError
    assert len(files(kept)) == 2 and count_rows(database, "attachment") == 1
    grow_old(kept, days=0.99)
    with database.ask() as session:
        assert service.sweep(session, kept) == 0
        grow_old(kept, days=0.02)
        assert service.sweep(session, kept) == 1
        assert service.sweep(session, kept) == 0
    assert files(kept) == [safe]


def test_bytes_go_only_after_the_commit_when_an_attachment_is_removed(database: Database, kept: FolderStore) -> None:
    key = attached(database, kept)
    with database.acting() as session:
        with session.begin_nested():
            service.remove(session, kept, get_attachment(session, key))
        assert files(kept) == [key]
        session.commit()
        assert not files(kept)
    assert not count_rows(database, "attachment")


def test_bytes_stay_when_a_removal_is_taken_back_to_a_savepoint(database: Database, kept: FolderStore) -> None:
    key = attached(database, kept)
    with database.acting() as session:
        savepoint = session.begin_nested()
        service.remove(session, kept, get_attachment(session, key))
        savepoint.rollback()
        session.commit()
        assert read_content(get_attachment(session, key), kept) == A_PDF


@pytest.mark.parametrize("how", [Session.rollback, Session.close])
def test_bytes_stay_when_a_removal_is_not_committed(database: Database, kept: FolderStore, how: object) -> None:
    key = attached(database, kept)
    with database.acting() as session:
        service.remove(session, kept, get_attachment(session, key))
        how(session)  # type: ignore[operator]
        service.attach(session, kept, "other.pdf", A_PDF, None)
        session.commit()
        assert read_content(get_attachment(session, key), kept) == A_PDF


def test_removal_holds_when_the_bytes_cannot_be_removed(
    database: Database, kept: FolderStore, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise PermissionError("read-only disk")

    key = attached(database, kept)
    monkeypatch.setattr(FolderStore, "remove", fail)
    with database.act() as session:
        service.remove(session, kept, get_attachment(session, key))
    assert "the sweep will remove them" in caplog.text
    assert files(kept) == [key] and not count_rows(database, "attachment")


def test_changed_bytes_are_not_taken_for_the_proof_when_somebody_touched_the_folder(database: Database, kept: FolderStore) -> None:
    key = attached(database, kept)
    (path,) = kept.path.rglob(key)
    path.write_bytes(A_PDF + b"forged")
    with database.ask() as session, pytest.raises(Gone):
        read_content(get_attachment(session, key), kept)


@pytest.fixture
def sending_app(make_app: MakeApp, make_settings: MakeSettings) -> Flask:
    """The real application with views that attach, that hand out, and one that is not made for files."""
    settings = make_settings(attachment_mb=3)
    app = make_app(settings)
    sending.init_app(app, settings)
    METADATA.create_all(app.extensions["database"].engine)

    def bring() -> Response:
        file = request.files["file"]
        return Response(service.attach(db(), sending.store(), file.filename or "", file.read(), None).key, mimetype="text/plain")

    def weigh() -> Response:
        return Response(str(len(request.files["file"].read())), mimetype="text/plain")

    def hand_out(key: str) -> Response:
        return sending.send(get_attachment(db(), key), sending.store())

    app.add_url_rule("/bring", "bring", public(sending.allow_large_upload(bring)), methods=["POST"])
    app.add_url_rule("/weigh", "weigh", public(weigh), methods=["POST"])
    app.add_url_rule("/hand-out/<key>", "hand_out", public(hand_out))
    return app


def post(app: Flask, address: str, data: bytes, name: str = "a.txt") -> TestResponse:
    client = app.test_client()
    fields = [("csrf_token", client.token().encode()), (f'file"; filename="{name}', data)]  # type: ignore[attr-defined]
    # Written by hand: the test client's own way leaves large files open.
    body = b"".join(b'--cut\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % (field.encode(), value) for field, value in fields)
    return client.post(address, data=body + b"--cut--\r\n", content_type="multipart/form-data; boundary=cut")


def test_only_marked_views_take_large_requests_when_the_form_is_read_before_the_view(sending_app: Flask) -> None:
    assert post(sending_app, "/bring", b"b" * 3 * MEGABYTE).status_code == 200
    assert post(sending_app, "/bring", b"b" * (3 * MEGABYTE + sending.BESIDE_THE_FILE)).status_code == 413
    assert post(sending_app, "/weigh", b"b" * MEGABYTE).text == str(MEGABYTE)
    assert post(sending_app, "/weigh", b"b" * 3 * MEGABYTE).status_code == 413
    assert count_rows(sending_app.extensions["database"], "attachment") == 1


def test_file_is_saved_under_its_name_and_never_shown_when_it_is_handed_out(sending_app: Flask) -> None:
    text = b"beans\n" * 1000
    key = post(sending_app, "/bring", text, name="Récit [1];.txt").text
    settings: Settings = sending_app.extensions["settings"]
    assert (settings.attachments_dir / key[:2] / key[2:4] / key).read_bytes() == text
    # Not the careful client, which holds every answer to the policy of pages.
    answer = FlaskClient(sending_app, TestResponse).get(f"/hand-out/{key}")
    assert answer.data == text
    said = answer.headers
    assert said["Content-Type"] == "text/plain; charset=utf-8"
    assert said["Content-Disposition"] == "attachment; filename=\"Recit [1];.txt\"; filename*=UTF-8''R%C3%A9cit%20%5B1%5D%3B.txt"
    assert said["Content-Length"] == str(len(text))
    for name, value in sending.HEADERS.items():
        assert said.getlist(name) == [value]
    assert said["Cache-Control"] == "private, no-store"
    assert said["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_page_says_that_the_file_is_gone_when_there_is_a_row_without_bytes(sending_app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    with sending_app.extensions["database"].act() as session:
        with sending_app.app_context():
            kept = sending.store()
        attachment = service.attach(session, kept, "plan <1>.pdf", A_PDF, None)
        key = attachment.key
        kept.remove(key)
    answer = sending_app.test_client().get(f"/hand-out/{key}")
    assert answer.status_code == 404
    assert "This file is gone" in answer.text and "plan -1-.pdf" in answer.text
    assert key in caplog.text
    assert sending_app.test_client().get(f"/hand-out/{'0' * 32}").status_code == 404
