"""The pages on what it takes to move a barrier: what it costs, where people stand, putting it to the advisers."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from ticc.accounts.login import current_viewer
from ticc.barriers import working
from ticc.barriers.casework import get_logged, get_part, get_to_work_on, work_on
from ticc.barriers.models import Barrier, CostNoted, Escalation, Stance
from ticc.barriers.work_pages import form_page
from ticc.barriers.working_forms import AnswerForm, CostForm, EscalationForm, StanceForm
from ticc.catalogue.words import Role, Visibility
from ticc.foundation.access import only
from ticc.foundation.acting import tried
from ticc.foundation.clock import today
from ticc.foundation.database import db
from ticc.foundation.errors import NotThere

blueprint = Blueprint("moving", __name__)

Answer = str | Response | tuple[str, int]


def _back(barrier: Barrier, said: str, anchor: str) -> Response:
    flash(said)
    return redirect(url_for("barriers.show", code=barrier.code, _anchor=anchor), 303)


@blueprint.route("/barriers/<code>/costs/new", methods=["GET", "POST"])
@only(Role.MEMBER)
def new_cost(code: str) -> Answer:
    """Say what a barrier costs from a day on."""
    barrier = get_to_work_on(db(), code, current_viewer())
    form = CostForm()
    if request.method == "GET":
        now = working.current_cost(barrier, work_on(db(), barrier, current_viewer()).costs)
        form.fill_cost(today(), now, None)
    if form.validate_on_submit() and tried(form, lambda: working.note_cost(db(), barrier, current_viewer(), form.on.day or today(), form.cost())):
        return _back(barrier, _("What it costs is kept."), "costs")
    return form_page(barrier, form, _("What it costs now"), _("Save"))


@blueprint.route("/barriers/<code>/costs/<key>", methods=["GET", "POST"])
@only(Role.MEMBER)
def edit_cost(code: str, key: str) -> Answer:
    """Say otherwise what it cost from a day on."""
    barrier = get_to_work_on(db(), code, current_viewer())
    row = get_part(db(), CostNoted, barrier, key)
    form = CostForm()
    if request.method == "GET":
        form.fill_cost(row.on, row.cost, row.version)
    if form.validate_on_submit():

        def change() -> bool:
            working.change_cost(db(), barrier, row, form.on.day or today(), form.cost(), form.version.data or 0)
            return True

        if tried(form, change, row):
            return _back(barrier, _("What it costs is changed."), "costs")
    return form_page(barrier, form, _("Change what it costs"), _("Save"))


@blueprint.route("/barriers/<code>/stances/new", methods=["GET", "POST"])
@only(Role.MEMBER)
def new_stance(code: str) -> Answer:
    """Say of somebody who could move the barrier where they stand."""
    barrier = get_to_work_on(db(), code, current_viewer())
    form = StanceForm()
    if form.validate_on_submit() and tried(form, lambda: working.add_stance(db(), barrier, current_viewer(), form.said())):
        return _back(barrier, _("Where they stand is kept."), "stances")
    return form_page(barrier, form, _("Who could move it"), _("Save"))


@blueprint.route("/barriers/<code>/stances/<key>", methods=["GET", "POST"])
@only(Role.MEMBER)
def edit_stance(code: str, key: str) -> Answer:
    """Somebody stands elsewhere now, or was spoken to."""
    barrier = get_to_work_on(db(), code, current_viewer())
    row = get_part(db(), Stance, barrier, key)
    form = StanceForm()
    if request.method == "GET":
        form.fill(row)
    if form.validate_on_submit():

        def change() -> bool:
            working.change_stance(db(), row, form.said(), form.version.data or 0)
            return True

        if tried(form, change, row):
            return _back(barrier, _("Where they stand is changed."), "stances")
    return _stance_page(barrier, row, form)


@blueprint.post("/barriers/<code>/stances/<key>/remove")
@only(Role.MEMBER)
def remove_stance(code: str, key: str) -> Answer:
    """Somebody does not matter for this barrier any more."""
    barrier = get_to_work_on(db(), code, current_viewer())
    row = get_part(db(), Stance, barrier, key)
    form = StanceForm()

    def remove() -> bool:
        working.remove_stance(db(), row, form.version.data or 0)
        return True

    if tried(form, remove, row):
        return _back(barrier, _("Removed."), "stances")
    form.fill(row)
    return _stance_page(barrier, row, form)


def _stance_page(barrier: Barrier, row: Stance, form: StanceForm) -> Answer:
    remove: dict[str, Any] = {"address": url_for("moving.remove_stance", code=barrier.code, key=row.key), "words": _("Remove")}
    return form_page(barrier, form, _("Who could move it"), _("Save"), remove=remove)


@blueprint.route("/barriers/<code>/escalations/new", methods=["GET", "POST"])
@only(Role.MEMBER)
def escalate(code: str) -> Answer:
    """Put a barrier that is above the site's level to the advisers."""
    barrier = get_to_work_on(db(), code, current_viewer())
    form = EscalationForm()
    if form.validate_on_submit() and tried(
        form, lambda: working.escalate(db(), barrier, current_viewer(), form.body.data or "", form.ask.data or "")
    ):
        return _back(barrier, _("Put to the advisers."), "escalations")
    about = _("Share the barrier first: advisers cannot see it yet.") if barrier.visibility == Visibility.PRIVATE else ""
    return form_page(barrier, form, _("It is above our level"), _("Put it to the advisers"), about=about)


@blueprint.route("/barriers/<code>/escalations/<key>/answer", methods=["GET", "POST"])
@only(Role.ADVISER)
def answer_escalation(code: str, key: str) -> Answer:
    """An adviser answers what a partner asked for."""
    barrier = get_logged(db(), code, current_viewer())
    if barrier.visibility == Visibility.PRIVATE:
        # A private barrier of the adviser's own partner: it belongs to the partner until it is shared.
        raise NotThere(code)
    row = get_part(db(), Escalation, barrier, key)
    form = AnswerForm()
    if request.method == "GET":
        form.fill(row)
    if form.validate_on_submit():

        def answer() -> bool:
            working.answer_escalation(db(), barrier, row, current_viewer(), form.answer.data or "", form.version.data or 0)
            return True

        if tried(form, answer, row):
            return _back(barrier, _("Answered."), "escalations")
    return form_page(barrier, form, _("Answer the partner"), _("Send the answer"), about=f"{row.body}: {row.ask}")
