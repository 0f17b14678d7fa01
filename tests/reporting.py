"""Reports that a test needs: composed from the gardens, and defined or kept through the services that the application itself uses."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from factories import viewer_of
from flask import Flask
from flask_babel import force_locale
from installation import GARDENS

from ticc.assessment.instrument import newest, read_instruments
from ticc.catalogue.snapshot import Snapshot
from ticc.catalogue.visibility import VISITOR, Viewer
from ticc.documents.document import Document
from ticc.foundation.database import Database
from ticc.kinds import KINDS
from ticc.reports import service
from ticc.reports.building import House, Wish, build
from ticc.reports.compose import Definition
from ticc.reports.material import Depth
from ticc.reports.queries import get_definition
from ticc.reports.scope import Scope

DAY = date(2026, 3, 4)
# Somebody of the programme who belongs to no partner: whom a members' report is made for.
ANY_MEMBER = Viewer(account_id=0)
SAID: dict[str, Any] = {
    "title": "What we learned",
    "foreword": "",
    "scope": [],
    "sections": [],
    "comments": {},
    "depth": "full",
    "readers": "public",
    "refuses_unchecked": False,
    "is_shared": False,
}


def seen_by(app: Flask, reader: Viewer = VISITOR) -> Snapshot:
    """The catalogue as somebody may see it."""
    database: Database = app.extensions["database"]
    with database.ask() as session:
        seen: Snapshot = app.extensions["current_snapshot"].for_viewer(session, reader)
        return seen


def built(
    app: Flask,
    scope: Sequence[str] = (),
    *sections: str,
    seen: Snapshot | None = None,
    reader: Viewer = VISITOR,
    depth: Depth = Depth.FULL,
    language: str = "en",
    refuses_unchecked: bool = False,
) -> Document:
    """A report on the gardens, or on another snapshot."""
    house = House(app.extensions["vocabularies"], app.extensions["programme"], newest(read_instruments(GARDENS), "garden"))
    looked = seen or seen_by(app, reader)
    with app.test_request_context(), app.extensions["database"].ask() as session:
        with force_locale(language):
            chosen = Scope.read(looked, scope)
        return build(session, looked, house, Wish(DAY, chosen, depth, language, refuses_unchecked, reader), Definition(sections=sections))


def define(app: Flask, name: str = "lead", **said: Any) -> str:
    """A definition of a person of PEOPLE; returns its key."""
    with app.test_request_context(), app.extensions["database"].act() as session:
        return service.define_report(session, viewer_of(session, name), {**SAID, **said}).key


def keep(app: Flask, name: str = "lead", **said: Any) -> str:
    """A kept copy of a report of a person of PEOPLE; returns its key."""
    key = define(app, name, **said)
    reader = ANY_MEMBER if said.get("readers") == "programme" else VISITOR
    document, seen = built(app, said.get("scope", ()), reader=reader), seen_by(app, reader)
    with app.test_request_context(), app.extensions["database"].act() as session:
        viewer = viewer_of(session, name)
        return service.keep_copy(session, get_definition(session, key, viewer), document, viewer, 1, kinds=KINDS, seen=seen).key
