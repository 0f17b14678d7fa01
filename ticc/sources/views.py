"""The pages of sources."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from ticc.accounts.login import current_viewer
from ticc.accounts.looking import snapshot
from ticc.catalogue.listing import Listing, list_entries
from ticc.catalogue.web import chosen_in_address, page_in_address, take_away
from ticc.foundation.access import public
from ticc.foundation.database import db
from ticc.sources.queries import get_source

blueprint = Blueprint("sources", __name__)

FACETS = ("type_of_text", "language", "country")


def _listing() -> Listing:
    return list_entries(
        snapshot(), "source", FACETS, chosen_in_address(FACETS),
        sorts=("newest", "code"), sort=request.args.get("sort", ""), page=page_in_address(), size=40,
    )  # fmt: skip


@blueprint.get("/sources")
@public
def index() -> str:
    """All sources that the catalogue cites."""
    return render_template("sources/index.html", listing=_listing(), snapshot=snapshot())


@blueprint.get("/sources.<any(csv, xlsx, json):wanted>")
@public
def takeaway(wanted: str) -> Response:
    """The same list to take away."""
    return take_away(snapshot(), _listing(), wanted)


@blueprint.get("/sources/<code>")
@public
def show(code: str) -> str:
    """One source: what it is, how much of it was read, and everything that it reports."""
    source = get_source(db(), code, current_viewer())
    seen = snapshot()
    return render_template("sources/show.html", source=source, snapshot=seen, reports=seen.edges_from(source.code, "reports"))
