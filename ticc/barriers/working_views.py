"""The pages on which a barrier is worked from day to day: notes, next steps, watching."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from ticc.accounts.login import current_viewer
from ticc.barriers import working
from ticc.barriers.casework import colleagues, get_logged, get_part, get_to_note_on, get_to_work_on, may_be_called
from ticc.barriers.models import Barrier, NextStep, Note
from ticc.barriers.work_pages import form_page
from ticc.barriers.working_forms import DoneForm, NoteForm, StepForm
from ticc.catalogue.words import Role
from ticc.foundation.access import only, signed_in
from ticc.foundation.acting import tried
from ticc.foundation.clock import today
from ticc.foundation.database import db
from ticc.foundation.errors import NotAllowed

blueprint = Blueprint("working", __name__)

Answer = str | Response | tuple[str, int]


def _back(barrier: Barrier, said: str) -> Response:
    flash(said)
    return redirect(url_for("barriers.show", code=barrier.code, _anchor="happened"), 303)


@blueprint.route("/barriers/<code>/notes/new", methods=["GET", "POST"])
@only(Role.MEMBER, Role.ADVISER)
def new_note(code: str) -> Answer:
    """Write down what happened meanwhile."""
    barrier = get_to_note_on(db(), code, current_viewer())
    form = NoteForm()
    form.offer(may_be_called(db(), barrier))
    if form.validate_on_submit() and tried(form, lambda: working.add_note(db(), barrier, current_viewer(), form.words.data or "", form.called_ids())):
        return _back(barrier, _("The note is kept."))
    return form_page(barrier, form, _("Add a note"), _("Keep the note"))


@blueprint.route("/barriers/<code>/notes/<key>", methods=["GET", "POST"])
@only(Role.MEMBER, Role.ADVISER)
def edit_note(code: str, key: str) -> Answer:
    """Say it otherwise: only its writer may."""
    barrier = get_to_note_on(db(), code, current_viewer())
    note = get_part(db(), Note, barrier, key)
    if note.account_id is None or note.account_id != current_viewer().account_id:
        raise NotAllowed
    form = NoteForm()
    form.offer(may_be_called(db(), barrier))
    if request.method == "GET":
        form.fill(note)
    if form.validate_on_submit():

        def change() -> bool:
            working.change_note(db(), barrier, note, current_viewer(), form.words.data or "", form.called_ids(), form.version.data or 0)
            return True

        if tried(form, change, note):
            return _back(barrier, _("The note is changed."))
    return form_page(barrier, form, _("Change a note"), _("Keep the note"))


@blueprint.route("/barriers/<code>/steps/new", methods=["GET", "POST"])
@only(Role.MEMBER)
def new_step(code: str) -> Answer:
    """Say what is to be done next."""
    barrier = get_to_work_on(db(), code, current_viewer())
    form = StepForm()
    form.offer(colleagues(db(), barrier))
    if form.validate_on_submit():
        said = form.said()
        if tried(form, lambda: working.add_step(db(), barrier, current_viewer(), **said)):
            return _back(barrier, _("The next step is kept."))
    return form_page(barrier, form, _("Add a next step"), _("Keep the step"))


@blueprint.route("/barriers/<code>/steps/<key>", methods=["GET", "POST"])
@only(Role.MEMBER)
def edit_step(code: str, key: str) -> Answer:
    """Say otherwise what is to be done, by whom and by when."""
    barrier = get_to_work_on(db(), code, current_viewer())
    step = get_part(db(), NextStep, barrier, key)
    form = StepForm()
    form.offer(colleagues(db(), barrier))
    if request.method == "GET":
        form.fill(step)
    if form.validate_on_submit():

        def change() -> bool:
            working.change_step(db(), barrier, step, form.said(), form.version.data or 0)
            return True

        if tried(form, change, step):
            return _back(barrier, _("The next step is changed."))
    return form_page(barrier, form, _("Change a next step"), _("Keep the step"))


@blueprint.route("/barriers/<code>/steps/<key>/done", methods=["GET", "POST"])
@only(Role.MEMBER)
def finish_step(code: str, key: str) -> Answer:
    """A step is done: what came of it?"""
    barrier = get_to_work_on(db(), code, current_viewer())
    step = get_part(db(), NextStep, barrier, key)
    form = DoneForm()
    if request.method == "GET":
        form.done_on.data, form.version.data = today().isoformat(), step.version
    if form.validate_on_submit():

        def finish() -> bool:
            working.finish_step(
                db(), barrier, step, current_viewer(), form.done_on.day or today(), form.came_of_it.data or "", form.version.data or 0
            )
            return True

        if tried(form, finish, step):
            return _back(barrier, _("The step is done."))
    return form_page(barrier, form, _("The step is done"), _("Save"), about=step.words)


@blueprint.post("/barriers/<code>/watch")
@signed_in
def watch(code: str) -> Response:
    """Begin or stop to watch a barrier."""
    barrier = get_logged(db(), code, current_viewer())
    wanted = request.form.get("watch", "")
    if wanted == "yes":
        working.watch(db(), barrier, current_viewer())
        flash(_("You watch this barrier."))
    elif wanted == "no":
        working.stop_watching(db(), barrier, current_viewer())
        flash(_("You watch this barrier no longer."))
    else:
        abort(400)
    return redirect(url_for("barriers.show", code=barrier.code), 303)
