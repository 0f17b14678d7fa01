"""Files with figures that a test sends, through the services and the pages that the application itself uses."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

from careful_client import CarefulClient
from factories import ROSE, viewer_of
from flask import Flask
from sqlmodel import Session, select
from werkzeug.test import TestResponse

from ticc.catalogue.visibility import Viewer
from ticc.imports import service
from ticc.imports.measurements import MEASUREMENTS
from ticc.imports.models import Batch
from ticc.imports.queries import get_batch

HEADINGS = "Outcome;Site;Value;Day;Source"
# Two that are new, one without a value, one of a site where Rose Street School does not work, one that says the first again.
ROWS = (
    "IND-01;Porto;62,5;2026-03-31;The diary",
    "Plants that live in September;porto;70;April 2026;",
    "IND-01;Porto;;2026-05-31;",
    "IND-01;Bergen;3;2026-05-31;",
    "IND-01;Porto;62,5;31/03/2026;",
)


def table(*rows: str, headings: str = HEADINGS) -> bytes:
    """A file of these rows, or of ROWS."""
    return "\n".join((headings, *(rows or ROWS))).encode()


def add_import(
    app: Flask, name: str = "rose", data: bytes | None = None, *, partner: str = ROSE, visibility: str = "private", takes: bool = False
) -> str:
    """Read a file in for a person of PEOPLE, and perhaps take it; returns the key of the import."""
    with app.test_request_context(), app.extensions["database"].act() as session:
        viewer = viewer_of(session, name)
        file = ("figures.csv", table() if data is None else data)
        batch = service.read_file(session, viewer, MEASUREMENTS, partner, file, {"visibility": visibility}, "en")
        if takes:
            service.take(session, batch, viewer, MEASUREMENTS, batch.version)
        return batch.key


def take_import(app: Flask, key: str, name: str = "rose", **more: Any) -> dict[str, int]:
    """Take what a person of PEOPLE, or another one, read in."""
    with app.test_request_context(), app.extensions["database"].act() as session:
        viewer = viewer_of(session, name)
        batch = get_batch(session, key, viewer)
        return service.take(session, batch, viewer, MEASUREMENTS, batch.version, **more)


def send_file(client: CarefulClient, data: bytes, name: str = "figures.csv", *, language: str = "", **said: Any) -> TestResponse:
    """Send a file through the page."""
    return client.submit(f"{language}/outcomes/import", {"file": (BytesIO(data), name), **said})


@contextmanager
def act(app: Flask, name: str = "rose") -> Iterator[tuple[Session, Viewer]]:
    """An act of a person of PEOPLE, committed at its end."""
    with app.test_request_context(), app.extensions["database"].act() as session:
        yield session, viewer_of(session, name)


def states(app: Flask, key: str) -> list[str]:
    """What becomes of each row of an import, from top to bottom."""
    with app.extensions["database"].ask() as session:
        return [row["state"] for row in session.exec(select(Batch).where(Batch.key == key)).one().rows]


def problems(app: Flask, key: str, number: int) -> dict[str, str]:
    """The problems of a row by column; rows count from 0."""
    with app.extensions["database"].ask() as session:
        row = session.exec(select(Batch).where(Batch.key == key)).one().rows[number]
    return {one["column"]: one["message"] for one in row["problems"]}
