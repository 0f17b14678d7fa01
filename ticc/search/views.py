"""The search page: one box for every kind of entry."""

from __future__ import annotations

from flask import Blueprint, current_app, jsonify, redirect, render_template, request
from werkzeug.wrappers import Response

from ticc.accounts.login import current_viewer
from ticc.accounts.looking import kinds, snapshot
from ticc.catalogue.codes import find_successor
from ticc.catalogue.snapshot import Snapshot
from ticc.catalogue.web import address_of, chosen_in_address, page_in_address
from ticc.foundation.access import public
from ticc.foundation.database import db
from ticc.foundation.i18n import language
from ticc.search.find import FACETS, as_json, find

blueprint = Blueprint("search", __name__)

LONGEST_CODE = 80


@blueprint.get("/search")
@public
def index() -> str | Response:
    """What matches a query, with facets; a code jumps to its entry."""
    query = request.args.get("q", "").strip()
    keeper = current_app.extensions["index_keeper"]
    keeper.catch_up()
    seen = snapshot()
    if (code := _meant(query, seen)) and not request.args.get("page"):
        return redirect(address_of(code))
    found = find(keeper.engine, seen, current_viewer().audiences, query, chosen_in_address(FACETS), language(), page_in_address())
    if request.accept_mimetypes.best == "application/json":
        return jsonify(as_json(found, address_of))
    return render_template("search/index.html", found=found, snapshot=seen, query=query, chosen=chosen_in_address(FACETS))


def _meant(query: str, seen: Snapshot) -> str | None:
    """The code that a query is: its own, or the one that a merged code leads to."""
    code = query.upper()
    if code not in seen.cards and kinds().of_code(code) and len(code) <= LONGEST_CODE:
        code = find_successor(db(), code) or code
    return code if code in seen.cards else None
