"""The pages of the method."""

from __future__ import annotations

from flask import Blueprint, render_template
from werkzeug.wrappers import Response

from ticc.accounts.login import current_viewer
from ticc.accounts.looking import snapshot
from ticc.catalogue.listing import list_entries
from ticc.catalogue.reading import reading_of
from ticc.catalogue.relate import sentences
from ticc.catalogue.web import take_away
from ticc.foundation.access import public
from ticc.foundation.database import db
from ticc.foundation.i18n import language
from ticc.methodology.queries import get_step, list_steps
from ticc.methodology.sheet import StepSheet

blueprint = Blueprint("methodology", __name__)


@blueprint.get("/methodology")
@public
def index() -> str:
    """The method in brief: its steps in order."""
    return render_template("methodology/index.html", steps=list_steps(snapshot()))


@blueprint.get("/methodology.<any(csv, xlsx, json):wanted>")
@public
def takeaway(wanted: str) -> Response:
    """The steps to take away."""
    return take_away(snapshot(), list_entries(snapshot(), "step", (), {}), wanted)


@blueprint.get("/methodology/<code>")
@public
def show(code: str) -> str:
    """One step, with its worked example and a checklist to print."""
    step = get_step(db(), code, current_viewer())
    seen = snapshot()
    in_order = list_steps(seen)
    place = next(index for index, card in enumerate(in_order) if card.code == step.code)
    return render_template(
        "methodology/show.html",
        step=step,
        reading=reading_of(step, language(), StepSheet),
        snapshot=seen,
        warns_of=sentences(seen, step.code, ["warns-of"]),
        uses=sentences(seen, step.code, ["uses"]),
        before=in_order[place - 1] if place else None,
        after=in_order[place + 1] if place + 1 < len(in_order) else None,
    )
