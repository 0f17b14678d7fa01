"""What tests of notices share: calling `ticc notify`, somebody having something to hear of, and days that pass."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from click.testing import CliRunner, Result
from factories import viewer_of
from flask import Flask
from installation import GARDENS
from posting import Postbox
from sqlmodel import col, select, update

from ticc.barriers.models import Barrier, StateChange
from ticc.cli import ticc
from ticc.foundation.clock import now
from ticc.notices import service as notices
from ticc.notices.kinds import NoticeKind
from ticc.notices.models import MailChoice
from ticc.settings import Settings

Run = Callable[..., Result]
TITLE = "Zebrafinch vouchers vanish every Thursday"
ROSE, HILL, ADVISER = "rose@beans.example", "hill@beans.example", "adviser@beans.example"


def notifying(settings: Settings, box: Postbox) -> Run:
    """A function that calls the command on a test's database, with a test's mail server."""

    def call(*words: str, **more: str | None) -> Result:
        environment = {"TICC_DATABASE_URL": settings.database_url, "TICC_DATA_DIR": str(settings.data_dir), "TICC_CONTENT_DIR": str(GARDENS)}
        environment |= {"TICC_PUBLIC_URL": "https://ticc.example/here", **box.settings}
        return CliRunner().invoke(ticc, ["notify", *words], env={**environment, **more})

    return call


def tell(app: Flask, code: str, *names: str, kind: NoticeKind = NoticeKind.CHANGE, once: str = "x", **facts: object) -> None:
    """Let people hear of something; that a barrier was overcome, where nothing else is said."""
    with app.test_request_context(), app.extensions["database"].act() as session:
        people = [viewer_of(session, name).account_id for name in names]
        notices.tell(session, people, kind, once, code, facts or {"what": "state", "state": "overcome"})


def choose(app: Flask, name: str, rhythm: str) -> None:
    """Somebody says how often mail is to come."""
    with app.test_request_context(), app.extensions["database"].act() as session:
        notices.choose_rhythm(session, viewer_of(session, name).account_id or 0, rhythm)


def let_days_pass(app: Flask, days: int = 1) -> None:
    """As if the last mails had gone out some days earlier."""
    with app.extensions["database"].act() as session:
        for choice in session.exec(select(MailChoice).where(col(MailChoice.last_mail_at).is_not(None))):
            assert choice.last_mail_at is not None
            choice.last_mail_at -= timedelta(days=days)
            session.add(choice)


def age(app: Flask, code: str, days: int) -> None:
    """As if nobody had touched a barrier for some days."""
    with app.extensions["database"].act() as session:
        long_ago = now() - timedelta(days=days)
        session.exec(update(Barrier).where(col(Barrier.code) == code).values(updated_at=long_ago))
        session.exec(update(StateChange).where(col(StateChange.barrier_code) == code).values(at=long_ago))
