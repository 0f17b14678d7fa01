"""The files of a barrier: the list, attaching one, handing one out, removing one."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from ticc.accounts.login import current_viewer
from ticc.attachments.rules import what_can_be_attached
from ticc.attachments.sending import allow_large_upload, send, store
from ticc.barriers.circle import is_own, sees_the_work
from ticc.barriers.files import attach_file, get_file, list_files, remove_file
from ticc.barriers.forms import FileForm
from ticc.barriers.models import Barrier
from ticc.barriers.queries import get_barrier, get_own_barrier
from ticc.catalogue.words import Role
from ticc.foundation.access import only, signed_in
from ticc.foundation.database import db
from ticc.foundation.errors import NotAllowed, Refusal

blueprint = Blueprint("filing", __name__)


@blueprint.get("/barriers/<code>/files")
@signed_in
def index(code: str) -> str:
    """The files of a barrier, for its partner and for advisers and leads of a shared one."""
    barrier = get_barrier(db(), code, current_viewer())
    if not sees_the_work(current_viewer(), barrier):
        # The same whether there are files or none.
        raise NotAllowed
    return _page(barrier, FileForm())


@blueprint.post("/barriers/<code>/files")
@only(Role.MEMBER)
@allow_large_upload
def add(code: str) -> Response | tuple[str, int]:
    """Attach a file to a barrier of one's own partner."""
    barrier = get_own_barrier(db(), code, current_viewer())
    form = FileForm()
    upload = request.files.get("file")
    try:
        if upload is None or not upload.filename:
            raise Refusal(_("Choose a file first"), "file")
        attached = attach_file(db(), store(), barrier, current_viewer().account_id, upload.filename, upload.read())
        flash(_("Attached: %(name)s", name=attached.name))
        return redirect(url_for("filing.index", code=code), 303)
    except Refusal as refusal:
        db().rollback()
        form.validate()
        form.take_refusal(refusal)
    return _page(barrier, form), 422


@blueprint.get("/barriers/<code>/files/<key>")
@signed_in
def file(code: str, key: str) -> Response:
    """One file, to save."""
    viewer = current_viewer()
    barrier = get_barrier(db(), code, viewer)
    return send(get_file(db(), barrier, viewer, key), store())


@blueprint.post("/barriers/<code>/files/<key>/remove")
@only(Role.MEMBER)
def remove(code: str, key: str) -> Response:
    """Remove a file from a barrier of one's own partner."""
    barrier = get_own_barrier(db(), code, current_viewer())
    flash(_("Removed: %(name)s", name=remove_file(db(), store(), barrier, key)))
    return redirect(url_for("filing.index", code=code), 303)


def _page(barrier: Barrier, form: FileForm) -> str:
    viewer = current_viewer()
    return render_template(
        "barriers/files.html",
        barrier=barrier,
        form=form,
        files=list_files(db(), barrier, viewer),
        may_work=is_own(viewer, barrier) and viewer.has(Role.MEMBER),
        limits=what_can_be_attached(store().largest),
    )
