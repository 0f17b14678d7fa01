"""Releases that a test needs, made through the service that the application itself uses, and ways to change the gardens between two of them."""

from __future__ import annotations

from typing import Any

from factories import rows
from flask import Flask
from reporting import seen_by

from ticc.catalogue.codes import Code
from ticc.kinds import KINDS
from ticc.obstacles.models import Obstacle
from ticc.releases import service
from ticc.releases.models import Release


def release(app: Flask, **said: Any) -> int:
    """Make a release of what visitors see now; returns its number."""
    seen = seen_by(app)
    with app.test_request_context(), app.extensions["database"].act() as session:
        return service.make_release(session, KINDS, seen, **said).number


def the_release(app: Flask, number: int) -> Release:
    """A release as it is kept."""
    return next(one for one in rows(app, Release) if one.number == number)


def rewrite(app: Flask, code: str = "OBS-001", **said: Any) -> None:
    """Change the words of an obstacle."""
    with app.extensions["database"].act() as session:
        for name, value in said.items():
            setattr(session.get_one(Obstacle, code), name, value)


def retire(app: Flask, code: str, into: str | None = None) -> None:
    """Take an obstacle out of the catalogue; with `into`, merge it into another."""
    with app.extensions["database"].act() as session:
        session.get_one(Obstacle, code).is_retired = True
        session.get_one(Code, code).leads_to = into
