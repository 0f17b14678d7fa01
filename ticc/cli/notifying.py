"""Notices and mail: what a timer calls every few minutes."""

from __future__ import annotations

import sys
from collections import Counter

import click
from flask import Flask
from sqlmodel import Session

from ticc.barriers.due import make_due
from ticc.barriers.news import make_digests
from ticc.catalogue.snapshot import Snapshot
from ticc.catalogue.visibility import Viewer
from ticc.cli.base import AS_JSON, application, database_of, print_json, refuse_unprepared, settings_of
from ticc.foundation.clock import now, today
from ticc.notices.kinds import NoticeKind
from ticc.notices.rounds import Round, count_waiting, send_round, would_send
from ticc.notices.turn import take_turn

# A member of no partner: what every member sees.
ANY_MEMBER = Viewer(account_id=0)


@click.command()
@click.option("--dry-run", "is_dry", is_flag=True, help="Say what would be made and sent, and do neither.")
@AS_JSON
def notify(is_dry: bool, wants_json: bool) -> None:
    """Make the notices that fall due, and send the mail that is due. Twice sends nothing twice; for a timer every few minutes."""
    app = application()
    refuse_unprepared(app)
    with take_turn(database_of(app).engine, settings_of(app).data_dir) as is_ours:
        if not is_ours:
            _say({"busy": True}, ["another 'ticc notify' is at work; nothing was done"], wants_json)
            return
        with app.test_request_context():
            made, came = _dry(app) if is_dry else _for_real(app)
    server = settings_of(app).mail
    _say(_document(made, came, is_dry, server is not None), _lines(made, came, is_dry, server is not None), wants_json)
    if came.trouble or came.refused:
        sys.exit(1)


def _for_real(app: Flask) -> tuple[Counter[str], Round]:
    database, server, seen = database_of(app), settings_of(app).mail, _seen(app)
    with database.act() as session:
        made = _make(session, seen)
    came = send_round(app, server) if server else Round()
    with database.ask() as session:
        came.waiting = count_waiting(session)
    return made, came


def _dry(app: Flask) -> tuple[Counter[str], Round]:
    """As for real, in an act that is never finished."""
    seen = _seen(app)
    with database_of(app).acting() as session:
        made = _make(session, seen)
        came = would_send(app, session)
        came.waiting = count_waiting(session)
        session.rollback()
    return made, came


def _seen(app: Flask) -> Snapshot:
    with database_of(app).ask() as session:
        seen: Snapshot = app.extensions["current_snapshot"].for_viewer(session, ANY_MEMBER)
        return seen


def _make(session: Session, seen: Snapshot) -> Counter[str]:
    made = make_due(session, today())
    made[NoticeKind.DIGEST.value] += make_digests(session, seen, now())
    return +made


def _document(made: Counter[str], came: Round, is_dry: bool, has_server: bool) -> dict[str, object]:
    return {
        "dry_run": is_dry,
        "busy": False,
        "has_mail_server": has_server,
        "made": dict(made),
        "sent": [{"to": to, "subject": subject, "notices": count} for to, subject, count in came.sent],
        "refused": [{"to": to, "why": why} for to, why in came.refused],
        "waiting": came.waiting,
        "trouble": came.trouble,
    }


def _lines(made: Counter[str], came: Round, is_dry: bool, has_server: bool) -> list[str]:
    would = "would be " if is_dry else ""
    lines = [f"{sum(made.values())} notices {would}made"]
    lines += [f"  {kind}: {count}" for kind, count in sorted(made.items())]
    lines.append(
        f"{len(came.sent)} mails {would}sent" if has_server or is_dry else "no mail server is set (TICC_SMTP_HOST): notices stand in the application"
    )
    if is_dry:
        lines += [f"  {to}: {subject}" for to, subject, _count in came.sent]
    return lines


def _say(document: dict[str, object], lines: list[str], wants_json: bool) -> None:
    if wants_json:
        print_json(document)
        return
    for line in lines:
        click.echo(line)
    refused = document.get("refused")
    for one in refused if isinstance(refused, list) else []:
        click.echo(f"not taken for {one['to']}: {one['why']}", err=True)
    if document.get("trouble"):
        click.echo(f"{document['trouble']}. Nothing is lost: what waits is sent next time.", err=True)


COMMANDS: dict[str, click.Command] = {"notify": notify}
