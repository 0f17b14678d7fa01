"""The pages of obstacles."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from ticc.accounts.login import current_viewer
from ticc.accounts.looking import facets, snapshot, vocabularies
from ticc.catalogue.commonness import tally, tries_against
from ticc.catalogue.listing import Listing, list_entries
from ticc.catalogue.matrix import matrix_of
from ticc.catalogue.reading import reading_of
from ticc.catalogue.relate import sentences
from ticc.catalogue.web import chosen_in_address, page_in_address, take_away
from ticc.foundation.access import public
from ticc.foundation.database import db
from ticc.foundation.i18n import language
from ticc.graph.picture import neighbourhood
from ticc.graph.suggest import solutions_for
from ticc.obstacles.places import places_of
from ticc.obstacles.queries import get_obstacle
from ticc.obstacles.sheet import ObstacleSheet

blueprint = Blueprint("obstacles", __name__)

FACETS = ("theme", "level", "country", "site", "principle", "answered", "provenance")
SUGGESTED = 6


def _listing() -> Listing:
    return list_entries(
        snapshot(), "obstacle", FACETS, chosen_in_address(FACETS),
        sorts=("often-met", "code"), sort=request.args.get("sort", ""), page=page_in_address(),
    )  # fmt: skip


@blueprint.get("/obstacles")
@public
def index() -> str:
    """All obstacles, filtered as the address says."""
    listing = _listing()
    seen = snapshot()
    answered = len(seen.of_kind("obstacle")) - len(facets().codes.get("answered", {}).get("no-solution", ()))
    matrix = matrix_of(facets(), vocabularies(), {card.code for card in listing.everything})
    return render_template("obstacles/index.html", listing=listing, snapshot=seen, index=facets(), answered=answered, matrix=matrix)


@blueprint.get("/obstacles.<any(csv, xlsx, json):wanted>")
@public
def takeaway(wanted: str) -> Response:
    """The same list to take away."""
    return take_away(snapshot(), _listing(), wanted)


@blueprint.get("/obstacles/<code>")
@public
def show(code: str) -> str:
    """One obstacle: what others tried comes first."""
    obstacle = get_obstacle(db(), code, current_viewer())
    seen = snapshot()
    tries = tries_against(seen, obstacle.code)
    return render_template(
        "obstacles/show.html",
        obstacle=obstacle,
        reading=reading_of(obstacle, language(), ObstacleSheet),
        snapshot=seen,
        suggestions=solutions_for(seen, obstacle.code, SUGGESTED),
        tries=tries,
        tally=tally(tries),
        places=places_of(seen, obstacle.code),
        undermines=sentences(seen, obstacle.code, ["undermines"]),
        chain=sentences(seen, obstacle.code, ["leads-to"]),
        reports=seen.edges_to(obstacle.code, "reports"),
        picture=neighbourhood(seen, obstacle.code, language()),
    )
