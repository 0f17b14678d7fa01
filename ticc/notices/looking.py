"""Notices for whoever reads them now: on a page of this request, or in a mail that is being written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from flask import current_app
from sqlmodel import Session

from ticc.accounts.login import current_viewer
from ticc.accounts.looking import kinds, snapshot
from ticc.accounts.queries import names_of
from ticc.catalogue.snapshot import Snapshot
from ticc.catalogue.visibility import Viewer
from ticc.catalogue.web import address_of
from ticc.foundation.database import db
from ticc.foundation.i18n import language
from ticc.notices.kinds import Rhythm
from ticc.notices.models import MailChoice, Notice
from ticc.notices.queries import list_unread, owners_of, rhythm_of
from ticc.notices.telling import Desk, concerned, is_told
from ticc.settings import MailServer, Settings


def mail_server() -> MailServer | None:
    """The mail server of this installation, if it has one."""
    settings: Settings = current_app.extensions["settings"]
    return settings.mail


def desk_for(session: Session, viewer: Viewer, seen: Snapshot, notices: Sequence[Notice], address: Callable[..., str] = address_of) -> Desk:
    """What is needed to tell a person these notices in the language of this request."""
    codes, people = concerned(notices)
    return Desk(viewer, seen, kinds(), language(), owners_of(session, kinds(), codes), names_of(session, people) if people else {}, address)


def count_unread() -> int:
    """How many notices the person of this request has not read: only those that can be told, so that the number tells nothing else."""
    viewer = current_viewer()
    session = db()
    if viewer.account_id is None or session.info.get("has_written"):
        # After writing nothing that is derived can be looked at; the next page counts again.
        return 0
    with session.no_autoflush:
        notices = list_unread(session, viewer.account_id)
        if not notices:
            return 0
        desk = desk_for(session, viewer, snapshot(), notices)
        return sum(is_told(notice, desk) for notice in notices)


def is_due(choice: MailChoice | None, newest: datetime, at: datetime) -> bool:
    """Whether a mail is due for somebody who chose this rhythm; `newest` is when the newest waiting notice was made.

    Daily and weekly mean at most one mail in a day and in a week from Monday on (UTC). After an address was refused for good, a mail
    at once waits for something new or for the next day.
    """
    rhythm, last = rhythm_of(choice), choice.last_mail_at if choice else None
    if rhythm == Rhythm.NEVER or last is None:
        return rhythm != Rhythm.NEVER
    if rhythm == Rhythm.WEEKLY:
        return at.isocalendar()[:2] > last.isocalendar()[:2]
    return at.date() > last.date() or (rhythm == Rhythm.AT_ONCE and newest > last)
