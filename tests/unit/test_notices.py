"""Notices without a database: when mail is due, what a letter looks like, and which settings are refused."""

from __future__ import annotations

from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from ticc.notices.kinds import NoticeKind, Rhythm
from ticc.notices.letters import LONGEST_SUBJECT, Letter, mark_of, subject_of, text_of
from ticc.notices.looking import is_due
from ticc.notices.models import MailChoice, Notice
from ticc.notices.queries import key_of
from ticc.notices.telling import Group, Line, Told
from ticc.settings import Settings, SettingsError

SUNDAY, MONDAY = datetime(2026, 11, 22, 23, 50, tzinfo=UTC), datetime(2026, 11, 23, 0, 5, tzinfo=UTC)
EARLIER = datetime(2026, 11, 22, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    ("rhythm", "last", "newest", "at", "due"),
    [
        (Rhythm.NEVER, None, EARLIER, MONDAY, False),
        (Rhythm.DAILY, None, EARLIER, SUNDAY, True),
        (Rhythm.DAILY, EARLIER, SUNDAY, SUNDAY, False),
        (Rhythm.DAILY, SUNDAY, EARLIER, MONDAY, True),
        (Rhythm.WEEKLY, EARLIER, SUNDAY, SUNDAY, False),
        (Rhythm.WEEKLY, EARLIER, EARLIER, MONDAY, True),
        (Rhythm.WEEKLY, MONDAY, MONDAY, datetime(2026, 11, 29, 23, tzinfo=UTC), False),
        (Rhythm.WEEKLY, datetime(2026, 12, 31, tzinfo=UTC), EARLIER, datetime(2027, 1, 2, tzinfo=UTC), False),
        (Rhythm.WEEKLY, datetime(2026, 12, 31, tzinfo=UTC), EARLIER, datetime(2027, 1, 4, tzinfo=UTC), True),
        (Rhythm.AT_ONCE, EARLIER, SUNDAY, SUNDAY, True),
        (Rhythm.AT_ONCE, SUNDAY, EARLIER, SUNDAY, False),
        (Rhythm.AT_ONCE, SUNDAY, EARLIER, MONDAY, True),
    ],
)
def test_mail_is_due_when_the_rhythm_says_so(rhythm: Rhythm, last: datetime | None, newest: datetime, at: datetime, due: bool) -> None:
    assert is_due(MailChoice(account_id=1, rhythm=rhythm.value, leave_key="x", last_mail_at=last), newest, at) is due


def test_mail_is_due_when_nobody_chose_anything() -> None:
    assert is_due(None, EARLIER, SUNDAY)


def _told(says: str, title: str = "", once: str = "a:1", groups: tuple[Group, ...] = ()) -> Told:
    notice = Notice(once=once, account_id=1, kind=NoticeKind.CHANGE.value)
    return Told(notice, says, Line(title, "https://x.example/barriers/BAR-1") if title else None, groups)


def _sent(letter: Letter) -> object:
    return message_from_bytes(letter.as_message("TICC <ticc@mail.example>", SUNDAY).as_bytes(), policy=default)


@pytest.mark.parametrize(
    "nasty", ["\r\nBcc: all@x.example", "\nBcc: all@x.example", "\u2028Bcc: all@x.example", "\x85Bcc: all@x.example", "\x00\x1b[31m"]
)
def test_subject_stays_one_line_whatever_a_title_holds(nasty: str) -> None:
    told = [_told("Somebody" + nasty, "A title" + nasty)]
    letter = Letter("ada@x.example", subject_of(told, "TICC"), text_of(told, 0, "https://x.example/n", "https://x.example/l"), "<p></p>", "https://x.example/l", mark_of(told))  # fmt: skip
    message = _sent(letter)
    assert message["Bcc"] is None and "\n" not in message["Subject"]  # type: ignore[index]
    assert not [line for line in letter.text.splitlines() if line.startswith("Bcc")]


def test_subject_is_cut_when_a_title_is_long() -> None:
    assert len(subject_of([_told("Somebody", "word " * 200)], "TICC")) <= LONGEST_SUBJECT


def test_message_says_that_it_is_automatic_and_how_to_leave() -> None:
    message = _sent(Letter("ada@x.example", "Élan 🐝", "Text", "<p>Élan</p>", "https://x.example:8000/account/mail/k", "ticc.abc"))
    assert message["Subject"] == "Élan 🐝"  # type: ignore[index]
    assert message["List-Unsubscribe"] == "<https://x.example:8000/account/mail/k>"  # type: ignore[index]
    assert message["Message-ID"] == "<ticc.abc@x.example>"  # type: ignore[index]
    assert message["Auto-Submitted"] == "auto-generated"  # type: ignore[index]


def test_addresses_stay_in_one_piece_when_they_are_long() -> None:
    leave = "https://a-rather-long-name-of-a-machine.and-of-its-organisation.example/ticc/account/mail/" + "k" * 22
    written = Letter("ada@x.example", "é" * 90, "Text", "<p>x</p>", leave, "ticc." + "a" * 40).as_message("t@x.example", SUNDAY).as_bytes()
    assert f"\r\nList-Unsubscribe: <{leave}>\r\n".encode() in written
    assert b"\r\nMessage-ID: <ticc." + b"a" * 40 + b"@a-rather-long-name-of-a-machine.and-of-its-organisation.example>\r\n" in written


def test_mark_is_the_same_when_the_same_must_be_sent_again() -> None:
    one, other = _told("x", once="a:1"), _told("y", once="b:1")
    assert mark_of([one, other]) == mark_of([other, one]) != mark_of([one])


def test_text_holds_every_line_and_address_and_what_waits() -> None:
    told = [_told("Says", "Title", groups=(Group("Heading", (Line("One", "https://x.example/1"), Line("Two"))),))]
    text = text_of(told, 3, "https://x.example/n", "https://x.example/l")
    for piece in (
        "Says\n  Title\n  https://x.example/barriers/BAR-1",
        "Heading\n  - One\n    https://x.example/1\n  - Two",
        "3 more",
        "/n\n",
        "/l\n",
    ):
        assert piece in text


def test_key_of_a_notice_tells_no_number() -> None:
    key = key_of(Notice(id=4711, once="change:state:state12:7", account_id=7, kind="change"))
    assert len(key) == 32 and "4711" not in key


def _settings(tmp_path: Path, **said: str) -> Settings:
    return Settings.from_environment({"TICC_DATA_DIR": str(tmp_path), **said})


def test_there_is_no_mail_server_when_none_is_set(tmp_path: Path) -> None:
    assert _settings(tmp_path, TICC_SMTP_USER="x", TICC_SMTP_PASSWORD="y").mail is None


@pytest.mark.parametrize(("tls", "port"), [("", 587), ("starttls", 587), ("SSL", 465), ("none", 25)])
def test_port_is_the_usual_one_when_none_is_set(tmp_path: Path, tls: str, port: int) -> None:
    server = _settings(tmp_path, TICC_SMTP_HOST="mail.example", TICC_SMTP_FROM="TICC <ticc@mail.example>", TICC_SMTP_TLS=tls).mail
    assert server is not None and (server.port, server.sender_address) == (port, "ticc@mail.example")


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ({"TICC_SMTP_FROM": ""}, "TICC_SMTP_FROM is no address"),
        ({"TICC_SMTP_FROM": "nobody"}, "TICC_SMTP_FROM is no address"),
        ({"TICC_SMTP_FROM": "a@x.example\nBcc: b@x.example"}, "TICC_SMTP_FROM is no address"),
        ({"TICC_SMTP_TLS": "perhaps"}, "use starttls, ssl or none"),
        ({"TICC_SMTP_TLS": "none", "TICC_SMTP_USER": "u", "TICC_SMTP_PASSWORD": "p"}, "in the clear"),
        ({"TICC_SMTP_PORT": "0"}, "TICC_SMTP_PORT"),
    ],
)
def test_settings_are_refused_when_mail_could_not_work_with_them(tmp_path: Path, said: dict[str, str], says: str) -> None:
    with pytest.raises(SettingsError, match=says):
        _settings(tmp_path, **{"TICC_SMTP_HOST": "mail.example", "TICC_SMTP_FROM": "ticc@mail.example", **said})


def test_password_does_not_show_when_settings_are_printed(tmp_path: Path) -> None:
    found = _settings(tmp_path, TICC_SMTP_HOST="mail.example", TICC_SMTP_FROM="t@x.example", TICC_SMTP_USER="u", TICC_SMTP_PASSWORD="tulip-bulb")
    assert "tulip-bulb" not in repr(found) and "tulip-bulb" not in str(found.mail)
