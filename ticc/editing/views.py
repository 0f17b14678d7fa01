"""The page on which an entry is edited."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from ticc.accounts.login import current_viewer
from ticc.accounts.looking import kinds
from ticc.catalogue.forms import EntryForm
from ticc.catalogue.relate import get_entry
from ticc.catalogue.revise import revise
from ticc.catalogue.web import address_of
from ticc.catalogue.words import Role
from ticc.foundation.access import only
from ticc.foundation.database import db
from ticc.foundation.errors import ChangedMeanwhile, NotThere, Refusal

blueprint = Blueprint("editing", __name__)

FIELDS = ("title", "summary", "body")


@blueprint.route("/edit/<code>", methods=["GET", "POST"])
@only(Role.ADVISER, Role.LEAD)
def edit(code: str) -> str | Response | tuple[str, int]:
    """Change the words of an entry; of two people who do so at once, the second sees both versions and loses nothing."""
    kind = kinds().of_code(code)
    if kind is None or kind.sheet is None:
        raise NotThere(code)
    entry = get_entry(db(), kind.table, code, current_viewer())
    # What was sent stands alone: a field that is missing from it is empty, and not what the entry says.
    form = EntryForm(obj=entry if request.method == "GET" else None)
    theirs = None
    if form.validate_on_submit():
        try:
            revise(db(), entry, {name: getattr(form, name).data or "" for name in FIELDS}, form.version.data)
            flash(_("Saved."))
            return redirect(address_of(code), 303)
        except ChangedMeanwhile:
            db().rollback()
            theirs = get_entry(db(), kind.table, code, current_viewer())
            db().refresh(theirs)
            form.version.data = theirs.version
            form.version.raw_data = [str(theirs.version)]
            form.take_refusal(Refusal(_("Somebody changed this entry since you opened it. Both versions are below; send yours to replace theirs.")))
    page = render_template("editing/edit.html", form=form, entry=entry, theirs=theirs)
    return (page, 422) if request.method == "POST" else page
