"""What the commands share: the application, its database, the public catalogue, printing."""

from __future__ import annotations

import json
from typing import Any

import click
from flask import Flask

from ticc import migrate
from ticc.catalogue.current import CurrentSnapshot
from ticc.catalogue.snapshot import Snapshot
from ticc.catalogue.visibility import VISITOR
from ticc.factory import create_app
from ticc.foundation.database import Database
from ticc.foundation.errors import Refusal
from ticc.settings import Settings

AS_JSON = click.option("--json", "wants_json", is_flag=True, help="Print one JSON document and nothing else.")


def application() -> Flask:
    """The application of this environment; its connections are closed when the command ends."""
    app = create_app(Settings.from_environment())
    if context := click.get_current_context(silent=True):
        context.find_root().call_on_close(database_of(app).engine.dispose)
    return app


def database_of(app: Flask) -> Database:
    """The application's database."""
    found: Database = app.extensions["database"]
    return found


def settings_of(app: Flask) -> Settings:
    """The application's settings."""
    found: Settings = app.extensions["settings"]
    return found


def public_catalogue(app: Flask) -> Snapshot:
    """What a command shows is what everybody may see."""
    current: CurrentSnapshot = app.extensions["current_snapshot"]
    refuse_unprepared(app)
    with database_of(app).ask() as session:
        return current.for_viewer(session, VISITOR)


def refuse_unprepared(app: Flask) -> None:
    """Raise Refusal for a database without tables."""
    if not migrate.is_prepared(database_of(app).engine):
        raise Refusal("the database is empty: run 'ticc init' first")


def print_json(document: Any) -> None:
    """Print one JSON document."""
    click.echo(json.dumps(document, ensure_ascii=False, indent=1))
