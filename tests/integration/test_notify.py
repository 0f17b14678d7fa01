"""`ticc notify` with a real mail server: what is sent, to whom, once; and what happens when the server is unwell."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from factories import add_barrier, confirm, rows, sign_in, viewer_of
from flask import Flask
from installation import GARDENS, ONLY_SQLITE
from noticing import ADVISER, HILL, ROSE, TITLE, Run, choose, let_days_pass, notifying, tell
from posting import PASSWORD, Postbox, html_of, mail_server, make_certificate, text_of
from sqlmodel import col, update

from tests.integration.test_assessment_at_once import at_once
from ticc.accounts.models import Account
from ticc.barriers import noticing, service
from ticc.barriers.models import Barrier, Note, State
from ticc.catalogue.words import Visibility
from ticc.foundation.clock import today
from ticc.foundation.database import Database
from ticc.notices import service as notices
from ticc.notices.kinds import NoticeKind
from ticc.notices.models import Notice
from ticc.notices.turn import take_turn
from ticc.settings import Settings


@pytest.fixture
def box() -> Iterator[Postbox]:
    """A mail server that takes everything."""
    with mail_server() as found:
        yield found


@pytest.fixture
def run(settings: Settings, box: Postbox) -> Run:
    """Call the command on this test's database, with the test's mail server."""
    return notifying(settings, box)


def test_mail_goes_out_once_with_all_its_parts_when_a_match_is_confirmed(app: Flask, run: Run, box: Postbox) -> None:
    code = add_barrier(app, "rose", TITLE)
    confirm(app, code, "OBS-001")
    assert (done := run()).exit_code == 0, done.output
    (mail,) = box.taken
    assert (mail["To"], mail["From"], mail["Auto-Submitted"]) == (ROSE, "TICC <ticc@mail.example>", "auto-generated")
    assert mail["Subject"].endswith(f"An adviser has confirmed which obstacle this is: {TITLE}")
    assert mail["Message-ID"].startswith("<ticc.") and mail["Message-ID"].endswith("@ticc.example>") and mail["Date"]
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    leave = mail["List-Unsubscribe"].strip("<>")
    assert leave.startswith("https://ticc.example/here/account/mail/")
    for told in (text_of(mail), html_of(mail)):
        assert f"https://ticc.example/here/barriers/{code}" in told
        assert "Nobody waters the beans in August" in told, "the obstacle"
        assert "Families share a watering rota in the holidays (worked" in told, "what was tried elsewhere"
        assert leave in told and "https://ticc.example/here/account/notices" in told
    assert "<img" not in html_of(mail) and "<style" not in html_of(mail), "nothing in it is fetched"
    assert run().exit_code == 0
    let_days_pass(app, 10)
    assert run().exit_code == 0
    assert len(box.taken) == 1, "a second run sends nothing twice"
    page = sign_in(app, "rose").page("/account/notices")
    assert "mailed on" in page.text and "Nothing waits to be mailed" not in page.text


def test_nothing_is_told_of_a_barrier_that_was_taken_back(app: Flask, run: Run, box: Postbox) -> None:
    for name in ("rose", "hill"):
        sign_in(app, name)
    code, gone = add_barrier(app, "rose", TITLE), add_barrier(app, "rose", TITLE)
    for name in ("rose", "hill", "adviser"):
        tell(app, code, name, once=f"a{name}")
        tell(app, gone, name, once=f"b{name}")
    with app.test_request_context(), app.extensions["database"].act() as session:
        service.share(session, session.get_one(Barrier, code), Visibility.PRIVATE)
        service.change_state(session, session.get_one(Barrier, gone), State.WITHDRAWN, today(), "No", viewer_of(session).account_id or 0, None)
    assert run().exit_code == 0
    assert box.to() == [ROSE], "the partner alone still hears of its private barrier"
    assert gone not in text_of(box.taken[0])
    assert {notice.account_id for notice in rows(app, Notice)} == {notice.account_id for notice in rows(app, Notice) if notice.code == code}
    assert len(rows(app, Notice)) == 1, "what cannot be told is dropped"


def test_mail_names_nobody_of_the_partner_to_others(app: Flask, run: Run, box: Postbox) -> None:
    code = add_barrier(app, "rose", TITLE)
    with app.test_request_context(), app.extensions["database"].act() as session:
        author, adviser, stranger = (viewer_of(session, name).account_id for name in ("rose", "adviser", "hill"))
        note = Note(key="k1", barrier_code=code, account_id=author, words="Secret tulip", mentioned=[adviser, stranger, author, 987_654])
        session.add(note)
        noticing.tell_mentioned(session, session.get_one(Barrier, code), note)
        back = Note(key="k2", barrier_code=code, account_id=adviser, words="Secret tulip", mentioned=[author])
        session.add(back)
        noticing.tell_mentioned(session, session.get_one(Barrier, code), back)
    assert run().exit_code == 0
    told = {mail["To"]: text_of(mail) for mail in box.taken}
    assert set(told) == {ADVISER, ROSE}, "notes are nothing for other partners"
    assert "A note calls you" in told[ADVISER] and "Rose" not in told[ADVISER]
    assert "Adviser Bean calls you in a note" in told[ROSE]
    assert not any("tulip" in text for text in told.values())


@pytest.mark.parametrize(("rhythm", "days", "mails"), [("at-once", 0, 2), ("daily", 0, 1), ("daily", 1, 2), ("weekly", 0, 1), ("weekly", 7, 2), ("never", 9, 0)])  # fmt: skip
def test_mail_keeps_the_rhythm_that_was_chosen(app: Flask, run: Run, box: Postbox, rhythm: str, days: int, mails: int) -> None:
    code = add_barrier(app, "rose", TITLE)
    choose(app, "rose", rhythm)
    tell(app, code, "rose", once="one")
    assert run().exit_code == 0
    let_days_pass(app, days)
    tell(app, code, "rose", once="two")
    assert run().exit_code == 0
    assert len(box.taken) == mails
    assert len(rows(app, Notice)) == 2, "it all stands in the application"


def test_what_was_read_is_not_mailed(app: Flask, run: Run, box: Postbox) -> None:
    code = add_barrier(app, "rose", TITLE)
    tell(app, code, "rose")
    rose = sign_in(app, "rose")
    rose.send(rose.page("/account/notices"), {"all": "1"}, form="/read")
    assert run().exit_code == 0
    assert box.taken == []


def test_others_are_served_when_one_recipient_is_refused(app: Flask, run: Run, box: Postbox) -> None:
    code = add_barrier(app, "rose", TITLE)
    for name in ("adviser", "hill", "rose"):
        tell(app, code, name, once=name)
    choose(app, "hill", "at-once")
    box.refuses = {HILL: "550 no such mailbox", ADVISER: "451 come back later"}
    done = run()
    assert done.exit_code == 1
    assert box.to() == [ROSE] and box.connections == 1
    assert "not taken for hill@beans.example: 550 no such mailbox" in done.stderr
    assert run().exit_code == 1, "who is asked to come back does so"
    box.refuses = {}
    assert json.loads(run("--json").stdout)["sent"][0]["to"] == ADVISER
    assert box.to() == [ADVISER, ROSE], "an address that was refused for good waits for the next day"
    let_days_pass(app)
    assert run().exit_code == 0
    assert box.to() == [ADVISER, HILL, ROSE]


def test_rest_is_sent_by_the_next_run_when_the_server_dies_in_the_middle(app: Flask, run: Run, box: Postbox) -> None:
    code = add_barrier(app, "rose", TITLE)
    for name in ("adviser", "hill", "rose"):
        tell(app, code, name, once=name)
    box.dies_after = 1
    done = run("--json")
    assert done.exit_code == 1
    told = json.loads(done.stdout)
    assert len(told["sent"]) == 1 and told["waiting"] == 2 and "broke off" in told["trouble"]
    assert sum(notice.mailed_at is not None for notice in rows(app, Notice)) == 1
    box.dies_after = None
    assert run().exit_code == 0
    assert box.to() == [ADVISER, HILL, ROSE], "nobody is left out, nobody gets it twice"


@ONLY_SQLITE
def test_nothing_is_lost_when_the_server_is_away(app: Flask, run: Run, box: Postbox) -> None:
    tell(app, add_barrier(app, "rose", TITLE), "rose")
    done = run(TICC_SMTP_PORT="1")
    assert done.exit_code == 1
    assert "the mail server 127.0.0.1:1 does not answer" in done.stderr and "Nothing is lost" in done.stderr
    assert [notice.mailed_at for notice in rows(app, Notice)] == [None]
    assert run().exit_code == 0
    assert box.to() == [ROSE]


@ONLY_SQLITE
def test_notices_stand_in_the_application_when_no_server_is_set(app: Flask, run: Run, box: Postbox) -> None:
    tell(app, add_barrier(app, "rose", TITLE), "rose")
    done = run(TICC_SMTP_HOST="")
    assert (done.exit_code, box.taken) == (0, [])
    assert "no mail server is set" in done.stdout
    page = sign_in(app, "rose").page("/account/notices")
    assert TITLE in page.text and "This installation sends no mail" in page.text


@ONLY_SQLITE
def test_mail_travels_encrypted_and_its_password_is_told_nowhere(app: Flask, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    certificate = make_certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    tell(app, add_barrier(app, "rose", TITLE), "rose")
    with mail_server(certificate) as box:
        wrong = run(**{**box.settings, "TICC_SMTP_PASSWORD": "quite-another-word"})
        assert wrong.exit_code == 1 and "TICC_SMTP_PASSWORD (535)" in wrong.stderr
        assert "quite-another-word" not in wrong.output
        monkeypatch.setenv("SSL_CERT_FILE", "/dev/null")
        unknown = run(**box.settings)
        assert unknown.exit_code == 1 and "offers no connection that can be trusted" in unknown.stderr
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert box.taken == []
        done = run(**box.settings)
        assert done.exit_code == 0, done.output
        assert box.to() == [ROSE]
        assert PASSWORD.decode() not in done.output + unknown.output
        environment = {"TICC_DATA_DIR": str(tmp_path), **box.settings}
        assert PASSWORD.decode() not in repr(Settings.from_environment(environment))


@ONLY_SQLITE
def test_nothing_is_sent_in_the_clear_when_the_server_cannot_encrypt(app: Flask, run: Run, box: Postbox) -> None:
    tell(app, add_barrier(app, "rose", TITLE), "rose")
    done = run(TICC_SMTP_TLS="starttls")
    assert done.exit_code == 1 and "does not offer what TICC_SMTP_TLS" in done.stderr
    assert box.taken == []


def test_two_at_once_send_nothing_twice(app: Flask, run: Run, box: Postbox, settings: Settings) -> None:
    code = add_barrier(app, "rose", TITLE)
    for name in ("adviser", "hill", "rose"):
        tell(app, code, name, once=name)
    database: Database = app.extensions["database"]
    with take_turn(database.engine, settings.data_dir) as is_ours:
        assert is_ours
        done = run()
        assert done.exit_code == 0 and "another 'ticc notify' is at work" in done.stdout
        assert json.loads(run("--json").stdout) == {"busy": True}
        assert box.taken == []
    assert run().exit_code == 0
    assert box.to() == [ADVISER, HILL, ROSE]


def test_two_machines_take_turns_when_they_share_a_database(app: Flask, tmp_path: Path) -> None:
    engine = app.extensions["database"].engine
    (tmp_path / "other").mkdir()
    with take_turn(engine, tmp_path) as first, take_turn(engine, tmp_path / "other") as second:
        assert first
        assert second == (engine.dialect.name != "postgresql"), "two folders on one SQLite file would be one machine"
    with take_turn(engine, tmp_path) as again:
        assert again


def test_the_same_is_told_once_when_several_tell_it_at_once(app: Flask) -> None:
    code = add_barrier(app, "rose", TITLE)
    with app.extensions["database"].act() as session:
        number = viewer_of(session).account_id

    def tell() -> int:
        with app.extensions["database"].act() as session:
            return notices.tell(session, [number], NoticeKind.CHANGE, "the same", code, {"what": "state"})

    assert sorted(at_once(*(tell for _ in range(5)))) == [0, 0, 0, 0, 1]  # type: ignore[type-var]
    assert len(rows(app, Notice)) == 1


@ONLY_SQLITE
def test_one_mail_stays_one_mail_whatever_people_typed(app: Flask, run: Run, box: Postbox) -> None:
    odd = "Line one\r\nBcc: everybody@beans.example\u2028<script>alert(1)</script> \U0001f41d مرحبا " + "long " * 30
    code = add_barrier(app, "rose", "A plain title that is long enough")
    with app.extensions["database"].act() as session:
        session.exec(update(Barrier).where(col(Barrier.code) == code).values(title=odd[:300]))
        session.exec(update(Account).values(name="Eve\r\nBcc: eve@beans.example"))
    with app.extensions["database"].act() as session:
        service.write_on(session, session.get_one(Barrier, code), {"because": "moved"}, None)
    for number in range(60):
        tell(app, code, "rose", kind=NoticeKind.MENTION if number else NoticeKind.CHANGE, once=f"n{number}", by=1, what="state")
    tell(app, code, "hill")
    assert run().exit_code == 0
    assert len(box.taken) == 2
    for mail in box.taken:
        assert mail["Bcc"] is None and len(mail["Subject"]) <= 150
        assert "<script>" not in html_of(mail)
        assert not [line for line in text_of(mail).splitlines() if line.startswith("Bcc")]
    (many,) = [mail for mail in box.taken if mail["To"] == ROSE]
    assert "10 more notices wait in the application" in text_of(many)
    assert all(notice.mailed_at for notice in rows(app, Notice))


@ONLY_SQLITE
def test_command_can_be_called_by_a_timer(settings: Settings, app: Flask, box: Postbox) -> None:
    import os
    import sys

    environment = {name: value for name, value in os.environ.items() if not name.startswith("TICC_")}
    environment |= {
        "TICC_DATABASE_URL": settings.database_url,
        "TICC_DATA_DIR": str(settings.data_dir),
        "TICC_CONTENT_DIR": str(GARDENS),
        **box.settings,
    }
    tell(app, add_barrier(app, "rose", TITLE), "rose")
    words = [Path(sys.executable).parent / "ticc", "notify"]
    both = [subprocess.Popen(words, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    said = [one.communicate(timeout=120) for one in both]
    assert [one.returncode for one in both] == [0, 0], said
    assert box.to() == [ROSE]
