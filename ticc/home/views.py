"""Front page, dashboard, written pages, glossary, health."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, current_app, jsonify, render_template
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from ticc import migrate
from ticc.accounts.login import current_viewer
from ticc.accounts.looking import facets, snapshot, vocabularies
from ticc.assessment.planning import list_open_actions
from ticc.assessment.queries import list_own_assessments, list_seats_of
from ticc.barriers.queries import list_drafts, list_own_barriers, list_unmatched
from ticc.blueprint.queries import list_principles
from ticc.catalogue.listing import most_often_met
from ticc.catalogue.matrix import matrix_of
from ticc.catalogue.words import Role
from ticc.foundation.access import public
from ticc.foundation.clock import today
from ticc.foundation.database import database, db
from ticc.foundation.i18n import language
from ticc.home.glossary import by_letter, read_glossary
from ticc.home.pages import get_page
from ticc.settings import Settings

blueprint = Blueprint("home", __name__)

SHOWN = 5


def _settings() -> Settings:
    found: Settings = current_app.extensions["settings"]
    return found


@blueprint.get("/")
@public
def index() -> str:
    """The front page for visitors; for members, what is theirs to do."""
    seen = snapshot()
    viewer = current_viewer()
    obstacles = seen.of_kind("obstacle")
    common: dict[str, Any] = {
        "snapshot": seen,
        "index": facets(),
        "matrix": matrix_of(facets(), vocabularies(), {card.code for card in obstacles}),
        "principles": list_principles(seen),
        "most_met": sorted(obstacles, key=lambda card: most_often_met(seen, card))[:SHOWN],
        "unanswered": len(facets().codes.get("answered", {}).get("no-solution", ())),
    }
    if not viewer.is_signed_in:
        return render_template("home/index.html", **common)
    return render_template(
        "home/dashboard.html",
        drafts=list_drafts(db(), viewer),
        own=list_own_barriers(db(), viewer),
        unmatched=list_unmatched(db(), viewer) if viewer.has(Role.ADVISER) else None,
        seats=list_seats_of(db(), viewer),
        assessments=list_own_assessments(db(), viewer)[:SHOWN],
        actions=list_open_actions(db(), viewer),
        today=today(),
        **common,
    )


def _written(name: str) -> str:
    return render_template("home/page.html", page=get_page(_settings().content_dir, name, language()))


@blueprint.get("/accessibility")
@public
def accessibility() -> str:
    """The accessibility statement."""
    return _written("accessibility")


@blueprint.get("/privacy")
@public
def privacy() -> str:
    """What is kept about people, and why."""
    return _written("privacy")


@blueprint.get("/about")
@public
def about() -> str:
    """What the catalogue is and is not."""
    return _written("about")


@blueprint.get("/tour")
@public
def tour() -> str:
    """A short tour with a worked example."""
    return _written("tour")


@blueprint.get("/glossary")
@public
def glossary() -> str:
    """The field's terms in three languages."""
    return render_template("home/glossary.html", letters=by_letter(read_glossary(_settings().content_dir), language()))


@blueprint.get("/health/live")
@public
def live() -> Response:
    """Whether the process answers at all."""
    return jsonify({"status": "live"})


@blueprint.get("/health/ready")
@public
def ready() -> tuple[Response, int]:
    """Whether the application can serve: the database answers with the newest schema, and the index is usable."""
    try:
        found = db().connection().execute(text("SELECT version_num FROM alembic_version")).scalar()
    except SQLAlchemyError:
        return jsonify({"status": "not ready", "database": "does not answer"}), 503
    if found != migrate.newest():
        return jsonify({"status": "not ready", "database": "has an older schema: run 'ticc init'"}), 503
    index = current_app.extensions["index_keeper"].engine.revision()
    state = "usable" if index is not None else "is being rebuilt at the next search"
    return jsonify({"status": "ready", "database": database().engine.dialect.name, "index": state}), 200
