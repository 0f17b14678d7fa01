"""The search page: one box for every kind of entry."""

from __future__ import annotations

from flask import Blueprint, current_app, jsonify, redirect, render_template, request
from werkzeug.wrappers import Response

from ticc.accounts.login import current_viewer
from ticc.accounts.looking import snapshot
from ticc.catalogue.web import address_of, chosen_in_address, page_in_address
from ticc.foundation.access import public
from ticc.foundation.i18n import language
from ticc.search.find import FACETS, as_json, find

blueprint = Blueprint("search", __name__)


@blueprint.get("/search")
@public
def index() -> str | Response:
    """What matches a query, with facets; a code jumps to its entry."""
    query = request.args.get("q", "").strip()
    keeper = current_app.extensions["index_keeper"]
    keeper.catch_up()
    seen = snapshot()
    if query.upper() in seen.cards and not request.args.get("page"):
        return redirect(address_of(query.upper()))
    found = find(keeper.engine, seen, current_viewer().audiences, query, chosen_in_address(FACETS), language(), page_in_address())
    if request.accept_mimetypes.best == "application/json":
        return jsonify(as_json(found, address_of))
    return render_template("search/index.html", found=found, snapshot=seen, query=query, chosen=chosen_in_address(FACETS))
