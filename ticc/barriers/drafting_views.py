"""Keeping what is being typed, and the quick note."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from ticc.accounts.login import current_viewer
from ticc.barriers import service
from ticc.barriers.drafting import begin_typed, keep_typed, log_note
from ticc.barriers.forms import QuickForm, TypedForm
from ticc.barriers.models import Barrier
from ticc.barriers.places import sites_of_partner, sites_to_choose
from ticc.barriers.queries import get_own_barrier
from ticc.barriers.sieving import waits
from ticc.catalogue.words import Role, Visibility
from ticc.foundation.access import only
from ticc.foundation.clock import now
from ticc.foundation.database import db
from ticc.foundation.errors import ChangedMeanwhile, Refusal
from ticc.foundation.forms import tidy
from ticc.foundation.i18n import language

blueprint = Blueprint("drafting", __name__)


@blueprint.post("/barriers/kept")
@only(Role.MEMBER)
def keep() -> Response | tuple[str, int]:
    """Keep the words of step 1 while they are typed; answers with the piece of the page that says so."""
    form = TypedForm()
    code = tidy(request.form.get("draft"))
    if not form.validate():
        return _piece(form), 422
    try:
        draft = _kept(form, code)
    except Refusal as refusal:
        db().rollback()
        form.take_refusal(refusal)
        return _piece(form), 422
    except ChangedMeanwhile:
        db().rollback()
        return _piece(form, theirs=get_own_barrier(db(), code, current_viewer())), 422
    answer = make_response(_piece(form, draft=draft, at=now()))
    if draft:
        # Whoever reloads the page, or comes back to it, finds the draft.
        answer.headers["HX-Replace-Url"] = url_for("logging.what", code=draft.code)
    return answer


def _kept(form: TypedForm, code: str) -> Barrier | None:
    said = {name: form[name].data or "" for name in ("title", "because", "so_that", "body")}
    if code:
        return keep_typed(db(), current_viewer(), code, said, form.version.data)
    obstacle = form.obstacle.data or ""
    return begin_typed(db(), current_viewer(), said, obstacle, language=language(), is_sample=current_user.account.is_sample)


def _piece(form: TypedForm, **more: Any) -> str:
    return render_template("barriers/_kept.html", form=form, **more)


@blueprint.route("/barriers/quick", methods=["GET", "POST"])
@only(Role.MEMBER)
def quick() -> str | Response | tuple[str, int]:
    """One sentence, the site, and who may see it; the rest can be said later."""
    form = QuickForm()
    form.site_code.choices = sites_to_choose()
    if request.method == "GET":
        form.visibility.data = Visibility.PROGRAMME.value
        form.site_code.data = own[0] if len(own := sites_of_partner()) == 1 else None
    if form.validate_on_submit():
        try:
            return redirect(_noted(form), 303)
        except Refusal as refusal:
            db().rollback()
            form.take_refusal(refusal)
    page = render_template("barriers/quick.html", form=form)
    return (page, 422) if request.method == "POST" else page


def _noted(form: QuickForm) -> str:
    """Log the note; returns the page that comes next: the note, or what must be decided before others see it."""
    viewer = current_viewer()
    said = {"title": form.title.data, "site_code": form.site_code.data}
    note = service.begin_barrier(db(), viewer, said, language=language(), is_sample=current_user.account.is_sample)
    log_note(db(), note, viewer.account_id or 0)
    if form.visibility.data == Visibility.PROGRAMME:
        if waits(note):
            flash(_("The note is kept; only your organisation sees it as yet."))
            return url_for("sharing.sieve", code=note.code)
        service.share(db(), note, Visibility.PROGRAMME)
    flash(_("The note is kept. Say how bad it is whenever you have a minute."))
    return url_for("barriers.show", code=note.code)
