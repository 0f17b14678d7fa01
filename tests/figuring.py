"""Figures and targets that a test needs, entered through the services that the application itself uses."""

from __future__ import annotations

from datetime import date
from typing import Any

from careful_client import CarefulClient
from factories import PEOPLE, viewer_of
from flask import Flask
from werkzeug.test import TestResponse

from ticc.foundation.database import Database
from ticc.outcomes import service
from ticc.outcomes.figures import Aim, Measured

# Where the partner of each person works.
WORKS_AT = {"rose": "SIT-porto", "hill": "SIT-braga"}
INDICATOR = "IND-01"
NEW = "/outcomes/figures/new?indicator=IND-01"
# What a form is filled with that has no fault.
SAID: dict[str, Any] = {
    "value": "41,5", "measured_on-day": "2", "measured_on-month": "9", "measured_on-year": "2024", "source": "Counted by two pupils",
}  # fmt: skip


def measured(value: float = 40, **said: Any) -> Measured:
    """A figure of Rose Street School, private unless it says otherwise."""
    return Measured(**{"indicator_code": INDICATOR, "site_code": "SIT-porto", "value": value, "measured_on": date(2024, 9, 2), **said})


def add_figure(app: Flask, who: str = "rose", value: float = 40, **said: Any) -> str:
    """Enter a figure for a person's partner in an act of its own; returns its key."""
    database: Database = app.extensions["database"]
    with app.test_request_context(), database.act() as session:
        figure = measured(value, **{"site_code": WORKS_AT[who], **said})
        return service.add_measurement(session, viewer_of(session, who), PEOPLE[who][1] or "", figure).key


def add_target(app: Flask, who: str = "rose", value: float = 60, **said: Any) -> str:
    """Enter a target for a person's partner in an act of its own; returns its key."""
    database: Database = app.extensions["database"]
    with app.test_request_context(), database.act() as session:
        aim = Aim(**{"indicator_code": INDICATOR, "site_code": WORKS_AT[who], "value": value, "due_on": date(2027, 9, 1), **said})
        return service.set_target(session, viewer_of(session, who), PEOPLE[who][1] or "", aim).key


def enter(client: CarefulClient, said: dict[str, Any] | None = None, address: str = NEW) -> TestResponse:
    """Send the form of a new figure with SAID and what `said` changes."""
    return client.submit(address, {**SAID, **(said or {})})
