"""The plan that follows an assessment: adding a step, and saying how it goes."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from ticc.accounts.looking import snapshot
from ticc.assessment import labels, planning
from ticc.assessment.forms import ActionForm
from ticc.assessment.looking import assessment_here
from ticc.assessment.models import Action, Assessment
from ticc.foundation.access import public
from ticc.foundation.database import db
from ticc.foundation.errors import ChangedMeanwhile, Refusal
from ticc.foundation.i18n import language

blueprint = Blueprint("plan", __name__)


@blueprint.route("/assessments/<key>/plan", methods=["GET", "POST"])
@public
def show(key: str) -> str | Response | tuple[str, int]:
    """The plan, and a form for its next step; a solution can be named by the link that leads here."""
    assessment = assessment_here(key)
    form = ActionForm()
    if request.method == "GET":
        form.solution_code.data = request.args.get("solution", "").upper()
        form.obstacle_code.data = request.args.get("obstacle", "").upper()
    if form.validate_on_submit():
        try:
            planning.add_action(db(), assessment, _with_title(form.said()))
            flash(_("Added to the plan."))
            return redirect(url_for("plan.show", key=key), 303)
        except Refusal as refusal:
            form.take_refusal(refusal)
            db().rollback()
    return _page(assessment, form, None)


@blueprint.route("/assessments/<key>/plan/<int(max=9999):number>", methods=["GET", "POST"])
@public
def edit(key: str, number: int) -> str | Response | tuple[str, int]:
    """One step of the plan: how it goes."""
    assessment = assessment_here(key)
    action = planning.get_action(db(), assessment, number)
    form = ActionForm(data=_as_typed(action) if request.method == "GET" else None)
    if form.validate_on_submit():
        try:
            planning.change_action(db(), action, _with_title(form.said()), form.version.data or 0)
            flash(_("Saved."))
            return redirect(url_for("plan.show", key=key), 303)
        except Refusal as refusal:
            form.take_refusal(refusal)
        except ChangedMeanwhile:
            db().refresh(action)
            state = labels.ACTION_STATE[action.state]
            form.take_refusal(Refusal(_("Somebody changed this step meanwhile; it is now: %(state)s. Check it and send yours again.", state=state)))
            form.version.data = action.version
        db().rollback()
    return _page(assessment, form, action)


def _as_typed(action: Action) -> dict[str, Any]:
    names = ("what", "solution_code", "obstacle_code", "owner", "first_step", "state", "version")
    return {**{name: getattr(action, name) for name in names}, "due": action.due.isoformat() if action.due else ""}


def _with_title(said: dict[str, Any]) -> dict[str, Any]:
    """An action without words of its own takes those of its solution, as they are today."""
    card = snapshot().cards.get(said["solution_code"] or "")
    if not said["what"] and card is not None and card.kind == "solution":
        said["what"] = card.title_in(language())
    return said


def _page(assessment: Assessment, form: ActionForm, action: Action | None) -> str | tuple[str, int]:
    page = render_template(
        "assessment/plan.html",
        assessment=assessment,
        form=form,
        action=action,
        actions=planning.list_actions(db(), assessment),
        open_states=planning.OPEN,
        cards=snapshot().cards,
        labels_here=labels,
    )
    return (page, 422) if request.method == "POST" else page
