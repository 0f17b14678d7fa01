"""The page on which an adviser merges two obstacles: first what would move, then the act."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from ticc.accounts.login import current_viewer
from ticc.accounts.looking import snapshot
from ticc.catalogue.commonness import tries_against
from ticc.catalogue.relate import sentences
from ticc.catalogue.web import address_of
from ticc.catalogue.words import Role
from ticc.editing.merging import merge, refuse_unfit
from ticc.editing.obstacle_forms import MergeForm
from ticc.foundation.access import only
from ticc.foundation.database import db
from ticc.foundation.errors import Refusal
from ticc.obstacles.models import Obstacle
from ticc.obstacles.queries import get_obstacle

blueprint = Blueprint("merging", __name__)


@blueprint.route("/obstacles/<code>/merge", methods=["GET", "POST"])
@only(Role.ADVISER)
def show(code: str) -> str | Response | tuple[str, int]:
    """Merge this obstacle into another one: `into` in the address shows what would move, sending the form does it."""
    obstacle = get_obstacle(db(), code, current_viewer())
    form = MergeForm()
    if request.method == "GET":
        form.take_address(request.args.get("into", ""))
    asked = form.into.data or ""
    try:
        if form.validate_on_submit():
            stays = merge(db(), code, asked, current_viewer())
            flash(_("%(gone)s is now part of this obstacle, and its code leads here.", gone=code))
            return redirect(address_of(stays.code), 303)
        if asked and not form.errors:
            refuse_unfit(db(), code, asked)
    except Refusal as refusal:
        db().rollback()
        form.take_refusal(refusal)
    page = _page(obstacle, form)
    return (page, 422) if request.method == "POST" else page


def _page(obstacle: Obstacle, form: MergeForm) -> str:
    """What would move is told as far as the adviser sees it: private barriers go over too, and are not counted here."""
    seen = snapshot()
    return render_template(
        "editing/merging.html",
        obstacle=obstacle,
        form=form,
        other=seen.cards.get(form.into.data or "") if not form.into.errors else None,
        moving=sentences(seen, obstacle.code),
        there={(one.verb, one.is_outward, one.card.code) for one in sentences(seen, form.into.data or "")},
        tries=tries_against(seen, obstacle.code),
        snapshot=seen,
    )
