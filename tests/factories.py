"""Small functions that make what a test needs, through the services that the application itself uses."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar

from careful_client import CarefulClient
from flask import Flask
from sqlmodel import Session, select

from ticc.accounts import service as accounts
from ticc.accounts.models import Account
from ticc.accounts.queries import find_account, viewer_for
from ticc.barriers import service as barriers
from ticc.barriers.files import attach_file
from ticc.barriers.models import Barrier
from ticc.catalogue.visibility import Viewer
from ticc.catalogue.words import Role, Visibility
from ticc.foundation.database import Database
from ticc.history.record import say_who

Row = TypeVar("Row")
PASSWORD = "three wet boots"
ROSE = "PAR-rose-school"
HILL = "PAR-hill-school"
# One person for each role; two of different partners.
PEOPLE: dict[str, tuple[Role, str | None]] = {
    "rose": (Role.MEMBER, ROSE),
    "hill": (Role.MEMBER, HILL),
    "adviser": (Role.ADVISER, None),
    "lead": (Role.LEAD, None),
    "admin": (Role.ADMIN, None),
}


def make_account(session: Session, name: str = "rose", *, roles: Iterable[tuple[Role, str | None]] | None = None) -> Account:
    """An account with a password; by a name of PEOPLE with the role that belongs to it."""
    account = accounts.add_account(session, f"{name}@beans.example", f"{name.capitalize()} Bean")
    for role, partner in [PEOPLE[name]] if roles is None else roles:
        accounts.give_role(session, account, role, partner)
    accounts.set_password(session, account, PASSWORD)
    return account


def viewer_of(session: Session, name: str = "rose") -> Viewer:
    """A person of PEOPLE as one who looks; made where there is none."""
    account = find_account(session, f"{name}@beans.example") or make_account(session, name)
    return viewer_for(session, account)


def sign_in(app: Flask, name: str = "rose") -> CarefulClient:
    """A client that a person of PEOPLE has signed in with; the account is made where there is none."""
    database: Database = app.extensions["database"]
    with database.act() as session:
        if find_account(session, f"{name}@beans.example") is None:
            make_account(session, name)
    client: CarefulClient = app.test_client()  # type: ignore[assignment]
    answer = client.submit("/sign-in", {"email": f"{name}@beans.example", "password": PASSWORD})
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return client


def make_draft(session: Session, viewer: Viewer, title: str = "The hose is too short for the last bed", **said: Any) -> Barrier:
    """A draft of a barrier."""
    say_who(session, viewer.account_id)
    language = said.pop("language", "en")
    return barriers.begin_barrier(session, viewer, {"title": title, "because": "", "so_that": "", "body": "", **said}, language=language)


def make_barrier(
    session: Session,
    viewer: Viewer,
    title: str = "The hose is too short for the last bed",
    *,
    visibility: Visibility = Visibility.PROGRAMME,
    site: str = "SIT-porto",
    obstacle: str = "",
    **said: Any,
) -> Barrier:
    """A barrier that is logged; with `obstacle`, proposed as a sighting of it."""
    barrier = make_draft(session, viewer, title, **said)
    barriers.write_on(session, barrier, {"site_code": site, "since": date(2024, 3, 1), "severity": "slows"}, None)
    if obstacle:
        barriers.propose_sighting(session, barrier, obstacle)
    barriers.log_barrier(session, barrier, visibility, viewer.account_id or 0)
    return barrier


def add_barrier(app: Flask, name: str = "rose", title: str = "The hose is too short for the last bed", **more: Any) -> str:
    """Log a barrier for a person in an act of its own; returns its code."""
    database: Database = app.extensions["database"]
    with app.test_request_context(), database.act() as session:
        return make_barrier(session, viewer_of(session, name), title, **more).code


def add_file(app: Flask, code: str, name: str = "hose.txt", said: bytes = b"A drawing of the hose.") -> str:
    """Attach a text to a barrier; returns its key."""
    database: Database = app.extensions["database"]
    with app.test_request_context(), database.act() as session:
        return attach_file(session, app.extensions["attachments"], session.get_one(Barrier, code), None, name, said).key


def confirm(app: Flask, code: str, obstacle: str, name: str = "adviser") -> None:
    """An adviser confirms which obstacle a barrier is a sighting of."""
    database: Database = app.extensions["database"]
    with app.test_request_context(), database.act() as session:
        adviser = viewer_of(session, name)
        barrier = session.get_one(Barrier, code)
        barriers.confirm_match(session, barrier, obstacle, "It is the same.", adviser.account_id or 0)


def rows(app: Flask, table: type[Row]) -> list[Row]:
    """Every row of a table, in the order of its key."""
    database: Database = app.extensions["database"]
    key = next(iter(table.__table__.primary_key.columns))  # type: ignore[attr-defined]
    with database.ask() as session:
        return list(session.exec(select(table).order_by(key)))
