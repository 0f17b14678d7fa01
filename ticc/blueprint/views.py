"""The pages of the blueprint."""

from __future__ import annotations

from flask import Blueprint, render_template
from werkzeug.wrappers import Response

from ticc.accounts.login import current_viewer
from ticc.accounts.looking import snapshot
from ticc.blueprint.queries import get_principle, list_principles
from ticc.blueprint.sheet import PrincipleSheet
from ticc.catalogue.listing import list_entries
from ticc.catalogue.reading import reading_of
from ticc.catalogue.relate import sentences
from ticc.catalogue.web import take_away
from ticc.foundation.access import public
from ticc.foundation.database import db
from ticc.foundation.i18n import language

blueprint = Blueprint("blueprint", __name__)


@blueprint.get("/blueprint")
@public
def index() -> str:
    """The principles, in the order of their logic."""
    seen = snapshot()
    return render_template("blueprint/index.html", principles=list_principles(seen), snapshot=seen)


@blueprint.get("/blueprint.<any(csv, xlsx, json):wanted>")
@public
def takeaway(wanted: str) -> Response:
    """The principles to take away."""
    return take_away(snapshot(), list_entries(snapshot(), "principle", (), {}), wanted)


@blueprint.get("/blueprint/<code>")
@public
def show(code: str) -> str:
    """One principle: what it asks for, what undermines it, what upholds it."""
    principle = get_principle(db(), code, current_viewer())
    seen = snapshot()
    in_order = list_principles(seen)
    place = next(index for index, card in enumerate(in_order) if card.code == principle.code)
    return render_template(
        "blueprint/show.html",
        principle=principle,
        reading=reading_of(principle, language(), PrincipleSheet),
        snapshot=seen,
        undermined=sentences(seen, principle.code, ["undermines"]),
        upheld=sentences(seen, principle.code, ["upholds"]),
        reports=seen.edges_to(principle.code, "reports"),
        before=in_order[place - 1] if place else None,
        after=in_order[place + 1] if place + 1 < len(in_order) else None,
    )
