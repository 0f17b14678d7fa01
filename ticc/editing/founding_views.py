"""The page on which an adviser makes a new obstacle out of a barrier."""

from __future__ import annotations

from flask import Blueprint, current_app, flash, redirect, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from ticc.accounts.login import current_viewer
from ticc.accounts.looking import snapshot, vocabularies
from ticc.barriers.advising import get_shared
from ticc.barriers.models import Barrier
from ticc.catalogue.web import address_of
from ticc.catalogue.words import Role
from ticc.editing.founding import found_obstacle
from ticc.editing.obstacle_forms import FoundingForm
from ticc.foundation.access import only
from ticc.foundation.database import db
from ticc.foundation.errors import Refusal
from ticc.foundation.i18n import language
from ticc.foundation.languages import LANGUAGES
from ticc.search.find import similar

blueprint = Blueprint("founding", __name__)

SHOWN = 6


@blueprint.route("/barriers/<code>/obstacle", methods=["GET", "POST"])
@only(Role.ADVISER)
def new(code: str) -> str | Response | tuple[str, int]:
    """Make a new obstacle: what sounds like it comes first, and the partner's words are shown beside the form, never copied into it."""
    barrier = get_shared(db(), code, current_viewer())
    form = FoundingForm()
    form.offer(vocabularies(), language())
    if request.method == "GET":
        form.reason.data = _("The obstacle was described because of this barrier.")
    if form.validate_on_submit():
        known = {card.title_in(one) for card in snapshot().of_kind("site") for one in LANGUAGES}
        try:
            obstacle = found_obstacle(db(), barrier, form.said(), form.reason.data or "", current_viewer(), known)
            flash(_("%(code)s is in the catalogue. The barrier is its first sighting.", code=obstacle.code))
            return redirect(address_of(obstacle.code), 303)
        except Refusal as refusal:
            db().rollback()
            form.take_refusal(refusal)
    page = _page(barrier, form)
    return (page, 422) if request.method == "POST" else page


def _page(barrier: Barrier, form: FoundingForm) -> str:
    text = " ".join([barrier.title, barrier.because, barrier.so_that])
    engine = current_app.extensions["index_keeper"].engine
    found = similar(engine, snapshot(), current_viewer().audiences, text, SHOWN, language()).entries
    return render_template("editing/founding.html", barrier=barrier, form=form, found=found)
