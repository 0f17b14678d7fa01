"""Files with barriers that a test sends, through the services and the pages that the application itself uses."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from careful_client import CarefulClient
from factories import ROSE, viewer_of
from flask import Flask
from werkzeug.test import TestResponse

from ticc.history.record import say_who
from ticc.imports import service
from ticc.imports.barriers import BARRIERS
from ticc.imports.queries import get_batch

HEADINGS = "What happened;Because;So that;Site;Since;How bad;State;Day of the state;How;Who may see it;Your reference"
HOSE = "The hose is too short for the last bed;nobody measured;the beans dry;Porto;March 2026;slows;open;;;;R1"
PUMP = "The pump was locked over the summer;;;SIT-porto;2026-01-15;stops;solved;31/03/2026;The caretaker gave us a key;programme;R2"
# Two that are new, one draft, one without a site, one whose day of the state is missing, one that says the first again.
ROWS = (
    HOSE,
    PUMP,
    "Something with the compost;;;;;;draft;;;;R3",
    "The seeds came too late this year;;;;2026-03;slows;;;;;R4",
    "The shed has no light in winter;;;Porto;2025-11;annoys;overcome;;;;R5",
    "THE HOSE is too short for the last bed;;;porto;;;draft;;;;",
)
# A number with a right check digit, which no patient has.
NHS_NUMBER = "999 000 0018"


def table(*rows: str, headings: str = HEADINGS) -> bytes:
    """A file of these rows, or of ROWS."""
    return "\n".join((headings, *(rows or ROWS))).encode()


def bring(app: Flask, name: str = "rose", data: bytes | None = None, *, partner: str = ROSE, visibility: str = "private", takes: bool = False) -> str:
    """Read a file in for a person of PEOPLE, and perhaps take it; returns the key of the import."""
    with app.test_request_context(), app.extensions["database"].act() as session:
        viewer = viewer_of(session, name)
        say_who(session, viewer.account_id)
        choices = {"visibility": visibility, "language": "en"}
        batch = service.read_file(session, viewer, BARRIERS, partner, ("barriers.csv", table() if data is None else data), choices, "en")
        if takes:
            service.take(session, batch, viewer, BARRIERS, batch.version)
        return batch.key


def take(app: Flask, key: str, name: str = "rose") -> dict[str, int]:
    """Take what a person of PEOPLE read in."""
    with app.test_request_context(), app.extensions["database"].act() as session:
        viewer = viewer_of(session, name)
        say_who(session, viewer.account_id)
        batch = get_batch(session, key, viewer)
        return service.take(session, batch, viewer, BARRIERS, batch.version)


def undo(app: Flask, key: str, name: str = "rose") -> service.Undone:
    """Undo it."""
    with app.test_request_context(), app.extensions["database"].act() as session:
        viewer = viewer_of(session, name)
        batch = get_batch(session, key, viewer)
        return service.undo(session, batch, viewer, BARRIERS, batch.version)


def send_file(client: CarefulClient, data: bytes, name: str = "barriers.csv", *, language: str = "", **said: Any) -> TestResponse:
    """Send a file through the page."""
    return client.submit(f"{language}/barriers/import", {"file": (BytesIO(data), name), **said})
