"""One round of mail: for everybody for whom something is due, composed at that moment, and marked when the server has accepted it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from smtplib import SMTP

from flask import Flask, render_template, request, url_for
from sqlmodel import Session

from ticc.accounts.looking import programme
from ticc.accounts.models import Account
from ticc.accounts.queries import viewer_for
from ticc.catalogue.web import address_of
from ticc.foundation.clock import now
from ticc.foundation.database import Database
from ticc.foundation.i18n import language
from ticc.foundation.languages import DEFAULT
from ticc.notices import service
from ticc.notices.letters import HELD, Letter, mark_of, subject_of, text_of
from ticc.notices.looking import desk_for, is_due
from ticc.notices.models import Notice
from ticc.notices.post import NoServer, NotTaken, connected, hand_over
from ticc.notices.queries import find_choice, list_unmailed, list_waiting
from ticc.notices.telling import tell_all
from ticc.settings import MailServer, Settings


@dataclass
class Round:
    """What came of a round: the mails that went out (or would), those that were refused with why, and why it ended early, if it did."""

    sent: list[tuple[str, str, int]] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    waiting: int = 0
    trouble: str = ""


@dataclass(frozen=True)
class Written:
    """A letter to an account with the notices that it holds, and those that can be told no longer."""

    account_id: int
    letter: Letter | None
    held: tuple[Notice, ...]
    dropped: tuple[Notice, ...]
    at: datetime


def write_letter(app: Flask, session: Session, account_id: int) -> Written | None:
    """The mail that is due for a person at this moment, from what they may see now; None where none is due."""
    at, account = now(), session.get_one(Account, account_id)
    notices, choice = list_unmailed(session, account_id), find_choice(session, account_id)
    if not notices or not is_due(choice, notices[0].made_at, at):
        return None
    database: Database = app.extensions["database"]
    with _as_on_a_page(app), database.ask() as looking:
        viewer = viewer_for(session, account)
        seen = app.extensions["current_snapshot"].for_viewer(looking, viewer)
        root = request.host_url.rstrip("/")
        told = tell_all(notices, desk_for(session, viewer, seen, notices, lambda code, **query: root + address_of(code, **query)))
        kept = {one.notice.id for one in told}
        dropped = tuple(notice for notice in notices if notice.id not in kept)
        if not told:
            return Written(account_id, None, (), dropped, at)
        shown, more = told[:HELD], max(0, len(told) - HELD)
        leave = url_for("notices.leave", key=choice.leave_key if choice else "-", _external=True)
        pages = {"notices": url_for("notices.index", _external=True), "leave": leave}
        html = render_template("notices/_mail.html", told=shown, more=more, lang=language(), **pages)
        subject = subject_of(shown, programme().name)
        letter = Letter(account.email, subject, text_of(shown, more, **pages), html, leave, mark_of(shown))
        return Written(account_id, letter, tuple(one.notice for one in told), dropped, at)


@contextmanager
def _as_on_a_page(app: Flask) -> Iterator[None]:
    """Compose as a page would, with addresses that work in a mailbox. Accounts hold no language yet: mail is in the default one."""
    settings: Settings = app.extensions["settings"]
    root = settings.public_url or f"http://{settings.host}:{settings.port}"
    with app.test_request_context(base_url=f"{root}/", environ_overrides={"ticc.language": DEFAULT}):
        yield


def send_round(app: Flask, server: MailServer) -> Round:
    """Send what is due. Marked as mailed is only what the server has accepted; who sends must have the turn."""
    database: Database = app.extensions["database"]
    came = Round()
    with database.ask() as session:
        waiting = list_waiting(session)
    letters = _letters(app, database, waiting)
    first = next(letters, None)
    if first is None:
        return came
    try:
        with connected(server) as line:
            written: Written | None = first
            while written:
                _send(database, server, line, written, came)
                written = next(letters, None)
    except NoServer as trouble:
        came.trouble = str(trouble)
    return came


def _letters(app: Flask, database: Database, waiting: list[int]) -> Iterator[Written]:
    for account_id in waiting:
        with database.ask() as session:
            missing = find_choice(session, account_id) is None
        if missing:
            with database.act() as session:
                service.keep_choice(session, account_id)
        with database.ask() as session:
            written = write_letter(app, session, account_id)
        if written and written.dropped:
            with database.act() as session:
                service.drop(session, written.dropped)
        if written and written.letter:
            yield written


def _send(database: Database, server: MailServer, line: SMTP, written: Written, came: Round) -> None:
    letter = written.letter
    assert letter is not None
    try:
        hand_over(line, letter.as_message(server.sender, written.at), server.sender_address, letter.to)
    except (NotTaken, ValueError) as refusal:
        came.refused.append((letter.to, str(refusal)))
        if not isinstance(refusal, NotTaken) or refusal.is_final:
            with database.act() as session:
                service.mark_tried(session, written.account_id, written.at)
        return
    with database.act() as session:
        service.mark_mailed(session, written.account_id, [notice.id for notice in written.held], written.at)
    came.sent.append((letter.to, letter.subject, len(written.held)))


def would_send(app: Flask, session: Session) -> Round:
    """What a round would send; `session` may hold notices that are never committed."""
    came = Round()
    for account_id in list_waiting(session):
        written = write_letter(app, session, account_id)
        if written and written.letter:
            came.sent.append((written.letter.to, written.letter.subject, len(written.held)))
    return came


def count_waiting(session: Session) -> int:
    """For how many people something waits that no mail has taken."""
    return len(list_waiting(session))
