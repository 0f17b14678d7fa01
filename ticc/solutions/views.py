"""The pages of solutions."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from ticc.accounts.login import current_viewer
from ticc.accounts.looking import snapshot
from ticc.catalogue.commonness import tally, tries_of_solution
from ticc.catalogue.listing import Listing, list_entries
from ticc.catalogue.reading import reading_of
from ticc.catalogue.relate import sentences
from ticc.catalogue.relayed import told_without_a_name
from ticc.catalogue.web import chosen_in_address, page_in_address, take_away
from ticc.catalogue.words import Result
from ticc.foundation.access import public
from ticc.foundation.database import db
from ticc.foundation.i18n import language
from ticc.graph.picture import neighbourhood
from ticc.solutions.queries import get_solution
from ticc.solutions.sheet import SolutionSheet

blueprint = Blueprint("solutions", __name__)

FACETS = ("theme", "who_acts", "effort", "lead_time", "effect", "certainty", "country", "principle", "provenance")
# Failures come first: who plans the same thing must see them before anything else.
FAILURES_FIRST = [Result.DID_NOT_WORK, Result.STOPPED, Result.PARTLY, Result.WORKED, Result.TOO_EARLY]


def _listing() -> Listing:
    return list_entries(
        snapshot(), "solution", FACETS, chosen_in_address(FACETS),
        sorts=("often-tried", "code"), sort=request.args.get("sort", ""), page=page_in_address(),
    )  # fmt: skip


@blueprint.get("/solutions")
@public
def index() -> str:
    """All solutions, filtered as the address says."""
    return render_template("solutions/index.html", listing=_listing(), snapshot=snapshot())


@blueprint.get("/solutions.<any(csv, xlsx, json):wanted>")
@public
def takeaway(wanted: str) -> Response:
    """The same list to take away."""
    return take_away(snapshot(), _listing(), wanted)


@blueprint.get("/solutions/<code>")
@public
def show(code: str) -> str:
    """One solution: how it fared, the first steps, why it should work."""
    solution = get_solution(db(), code, current_viewer())
    seen = snapshot()
    tries = sorted(tries_of_solution(seen, solution.code), key=lambda edge: (FAILURES_FIRST.index(edge.facts["result"]), edge.object))
    return render_template(
        "solutions/show.html",
        solution=solution,
        reading=reading_of(solution, language(), SolutionSheet),
        snapshot=seen,
        tries=tries,
        tally=tally(tries),
        without_name=told_without_a_name(db(), seen, solution.code),
        answers=sentences(seen, solution.code, ["answers"]),
        upholds=sentences(seen, solution.code, ["upholds"]),
        blocks=sentences(seen, solution.code, ["needs"]),
        reports=seen.edges_to(solution.code, "reports"),
        picture=neighbourhood(seen, solution.code, language()),
    )
