"""Over time and across places: what moved, how others stand, twins, and swapped reviews."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response

from ticc.accounts.login import current_viewer
from ticc.accounts.looking import snapshot
from ticc.accounts.queries import names_of
from ticc.assessment import exchange, labels
from ticc.assessment.compare import Moved, find_twins, others_on, what_moved
from ticc.assessment.forms import ConsentForm, RemarkForm, SwapForm
from ticc.assessment.instrument import differences
from ticc.assessment.looking import assessment_here, words_of
from ticc.assessment.models import Assessment, Consent, Stage, Swap, SwapState
from ticc.assessment.planning import list_actions
from ticc.assessment.result import Result, read_result
from ticc.assessment.telling import compared_radar, visit_agenda
from ticc.foundation.access import signed_in
from ticc.foundation.database import db
from ticc.foundation.errors import NotThere, Refusal

blueprint = Blueprint("exchange", __name__)

TWINS = 5
CLOSED_TO_EACH_OTHER = lazy_gettext("One of the two places has taken its consent back, so the results are closed to each other.")


def _kept_here(key: str) -> Assessment:
    assessment = assessment_here(key)
    if not assessment.is_kept:
        raise NotThere(_("comparison: keep this assessment first"))
    return assessment


@blueprint.get("/assessments/<key>/compare")
@signed_in
def compare(key: str) -> str:
    """What moved since the last time, and how at least five other places stand."""
    assessment = _kept_here(key)
    result = read_result(db(), assessment)
    if not result.is_shown:
        raise NotThere(_("comparison: nothing is shown before the reveal"))
    earlier = exchange.list_earlier(db(), assessment)
    wanted = request.args.get("with", "")
    before = next((one for one in earlier if one.key == wanted), earlier[0] if earlier else None)
    past = read_result(db(), before) if before else None
    consents = assessment.consent != Consent.NOTHING
    places = exchange.list_places(db(), assessment) if consents else []
    return render_template(
        "assessment/compare.html",
        assessment=assessment,
        words=words_of(assessment),
        result=result,
        earlier=earlier,
        before=before,
        past=past,
        moved=_moved(past, result) if past else None,
        radar=compared_radar(result, past, words_of(assessment)) if past else None,
        actions=list_actions(db(), before) if before else [],
        others={one.principle: others_on(one.principle, [place.profile for place in places]) for one in result.profile.sections},
        consents=consents,
        form=_consent_form(assessment),
        labels_here=labels,
    )


def _moved(past: Result, result: Result) -> Moved:
    return what_moved(result.asked, past.marks, result.marks, differences(past.instrument, result.instrument))


def _consent_form(assessment: Assessment) -> ConsentForm:
    form = ConsentForm()
    if request.method == "GET":
        form.consent.data = assessment.consent
    return form


@blueprint.post("/assessments/<key>/consent")
@signed_in
def consent(key: str) -> Response:
    """Decide what other places may learn, or take it back at any time."""
    assessment = _kept_here(key)
    form = ConsentForm()
    if form.validate():
        try:
            exchange.give_consent(db(), assessment, Consent(form.consent.data))
            flash(_("Saved: this holds from now on, also for comparisons of others."))
        except Refusal as refusal:
            flash(refusal.message)
    else:
        flash(_("Choose what other places may learn"))
    return redirect(url_for("exchange.compare", key=key), 303)


@blueprint.get("/assessments/<key>/twins")
@signed_in
def twins(key: str) -> str:
    """Places that are strong where this one is weak and the reverse, each with a drafted visit."""
    assessment = _kept_here(key)
    result = read_result(db(), assessment)
    is_open = assessment.consent == Consent.NAMED and assessment.stage == Stage.CLOSED
    places = {place.assessment.id or 0: place for place in exchange.list_places(db(), assessment, named=True)} if is_open else {}
    found = find_twins(result.profile, {number: place.profile for number, place in places.items()})[:TWINS]
    return render_template(
        "assessment/twins.html",
        assessment=assessment,
        words=words_of(assessment),
        is_open=is_open,
        twins=[
            (twin, other, exchange.find_swap_between(db(), assessment, other), visit_agenda(twin, result))
            for twin in found
            for other in [places[twin.assessment].assessment]
        ],
        swaps=_swaps_with_sites(assessment),
        snapshot=snapshot(),
        form=SwapForm(formdata=None),
        labels_here=labels,
    )


def _swaps_with_sites(assessment: Assessment) -> list[tuple[Swap, str]]:
    found = []
    for swap in exchange.list_swaps(db(), assessment):
        other = db().get(Assessment, exchange.other_of(swap, assessment))
        found.append((swap, (other.site_code or "") if other else ""))
    return found


@blueprint.post("/assessments/<key>/twins/<site>/ask")
@signed_in
def ask(key: str, site: str) -> Response:
    """Ask another place to review each other's result."""
    assessment = _kept_here(key)
    form = SwapForm()
    if not form.validate():
        flash(_("Write a sentence or two on what you would like to ask them"))
    else:
        try:
            exchange.ask_for_swap(db(), assessment, site, form.message.data or "")
            flash(_("Asked. They see your question beside their assessment."))
        except Refusal as refusal:
            flash(refusal.message)
    return redirect(url_for("exchange.twins", key=key), 303)


@blueprint.post("/assessments/<key>/swaps/<site>/answer")
@signed_in
def answer(key: str, site: str) -> Response:
    """Say yes or no to a swap."""
    assessment = _kept_here(key)
    swap, _other = exchange.get_swap(db(), assessment, site)
    accepts = request.form.get("answer") == "yes"
    try:
        exchange.answer_swap(db(), swap, assessment, accepts=accepts)
        flash(_("Answered."))
    except Refusal as refusal:
        flash(refusal.message)
    return redirect(url_for("exchange.swap", key=key, site=site), 303)


def _is_named(assessment: Assessment) -> bool:
    """Whether a finished result may be read by the other place; one that was opened again is not finished."""
    return assessment.consent == Consent.NAMED and assessment.stage == Stage.CLOSED


@blueprint.route("/assessments/<key>/swaps/<site>", methods=["GET", "POST"])
@signed_in
def swap(key: str, site: str) -> str | Response | tuple[str, int]:
    """A swap of reviews: the other place's result once both agree, and remarks on it."""
    assessment = _kept_here(key)
    found, other = exchange.get_swap(db(), assessment, site)
    # Who takes the consent back ends the swap too.
    is_open = found.state == SwapState.ACCEPTED and _is_named(assessment) and _is_named(other)
    if request.method == "POST" and not is_open:
        flash(_("The other place has not said yes yet") if found.state != SwapState.ACCEPTED else CLOSED_TO_EACH_OTHER)
        return redirect(url_for("exchange.swap", key=key, site=site), 303)
    result = read_result(db(), other) if is_open else None
    words = words_of(other)
    form = RemarkForm()
    form.principle.choices = [(one.principle, words.section(one.principle)) for one in result.profile.sections] if result else []
    if form.validate_on_submit():
        try:
            exchange.leave_remark(db(), found, assessment, current_viewer(), form.principle.data, form.text.data or "")
            flash(_("Your remark is with them."))
            return redirect(url_for("exchange.swap", key=key, site=site), 303)
        except Refusal as refusal:
            form.take_refusal(refusal)
            db().rollback()
    remarks = exchange.list_remarks_of_swap(db(), found)
    page = render_template(
        "assessment/swap.html",
        assessment=assessment,
        swap=found,
        other=other,
        result=result,
        words=words,
        remarks=remarks,
        names=names_of(db(), {one.account_id for one in remarks}),
        asks=found.asked_id == assessment.id and found.state == SwapState.ASKED,
        form=form,
        snapshot=snapshot(),
        labels_here=labels,
    )
    return (page, 422) if request.method == "POST" else page
