"""One click says whether a barrier is still true."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from ticc.accounts.login import current_viewer
from ticc.barriers.models import State
from ticc.barriers.queries import get_own_barrier
from ticc.barriers.still import Answer, say_still
from ticc.catalogue.words import Role
from ticc.foundation.access import only
from ticc.foundation.database import db
from ticc.foundation.errors import ChangedMeanwhile, NotThere, Refusal

blueprint = Blueprint("still", __name__)


@blueprint.post("/barriers/<code>/still")
@only(Role.MEMBER)
def say(code: str) -> Response:
    """Still true, changed or gone."""
    viewer = current_viewer()
    barrier = get_own_barrier(db(), code, viewer)
    if barrier.state == State.DRAFT:
        raise NotThere(code)
    said = request.form.get("answer", "")
    if said not in {answer.value for answer in Answer}:
        abort(400)
    try:
        say_still(db(), barrier, Answer(said), viewer.account_id or 0)
    except (Refusal, ChangedMeanwhile) as refusal:
        db().rollback()
        flash(refusal.message if isinstance(refusal, Refusal) else _("Somebody changed this barrier meanwhile. It is shown as it is now."))
        return redirect(url_for("barriers.show", code=code), 303)
    if said == Answer.CHANGED:
        flash(_("Say here what has changed."))
        return redirect(url_for("logging.what", code=code), 303)
    flash(
        _("Thank you. It is written down as still true.")
        if said == Answer.TRUE
        else _("Good to hear. It is written down as overcome; say how, if you can.")
    )
    return redirect(url_for("barriers.show", code=code), 303)
