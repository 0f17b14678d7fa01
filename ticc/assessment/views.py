"""The pages of assessments: beginning, the profile, the result, keeping and discarding it, the instrument."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from werkzeug.wrappers import Response

from ticc.accounts.login import current_viewer
from ticc.accounts.looking import snapshot
from ticc.assessment import labels, service
from ticc.assessment.forms import KeepForm, ProfileForm, depths_of
from ticc.assessment.instrument import AXES, Readable, differences
from ticc.assessment.looking import assessment_here, country_choices, instruments, offered, words_of, words_of_instrument
from ticc.assessment.models import Assessment, Mode
from ticc.assessment.queries import instrument_of, list_own_assessments, list_raters, list_seats_of
from ticc.assessment.result import read_result
from ticc.assessment.telling import result_page
from ticc.assessment.wording import InWords
from ticc.attachments.sending import store
from ticc.foundation.access import public, signed_in
from ticc.foundation.database import db
from ticc.foundation.errors import NotThere, Refusal
from ticc.foundation.i18n import language
from ticc.foundation.security import limiter

blueprint = Blueprint("assessments", __name__)

# Assessments that a visitor began in this browser, so that the way back is found without an account.
BEGUN_HERE = "begun"
MOST_REMEMBERED = 5


@blueprint.get("/assessments")
@public
def index() -> str:
    """What a self-assessment is, where to begin, and the ones that are the person's own."""
    viewer = current_viewer()
    begun = [] if viewer.is_signed_in else [key for key in session.get(BEGUN_HERE, []) if isinstance(key, str)]
    return render_template(
        "assessment/index.html",
        offered=[words_of_instrument(one) for one in offered().values()],
        own=list_own_assessments(db(), viewer),
        seats=list_seats_of(db(), viewer),
        begun=begun,
        cards=snapshot().cards,
    )


def _profile_form(readable: Readable, words: InWords) -> ProfileForm:
    form = ProfileForm()
    chosen: dict[str, str] = {axis: request.form.get(axis, "") for axis in AXES}
    short, full = depths_of(readable[0], chosen if any(chosen.values()) else words.settings)
    depths = [
        ("short", ngettext("Short: up to %(num)s question, about ten minutes", "Short: up to %(num)s questions, about ten minutes", short)),
        ("full", ngettext("Full: up to %(num)s question, about twenty minutes", "Full: up to %(num)s questions, about twenty minutes", full)),
    ]
    form.offer(words, country_choices(), depths)
    return form


@blueprint.route("/assessments/new", methods=["GET", "POST"])
@public
@limiter.limit("120 per hour", methods=["POST"], exempt_when=lambda: current_viewer().is_signed_in)
def new() -> str | Response | tuple[str, int]:
    """Who and where you are; the questions follow from it. Nobody needs an account to try."""
    known = offered()
    readable = known.get(request.args.get("instrument", "")) or next(iter(known.values()), None)
    if readable is None:
        raise NotThere(_("self-assessment: this installation has no instrument"))
    words = words_of_instrument(readable)
    form = _profile_form(readable, words)
    if request.method == "GET":
        form.depth.data = "short"
    if form.validate_on_submit():
        try:
            viewer = current_viewer()
            said = {**form.said(), "shows_names": bool(form.shows_names.data)}
            is_sample = bool(viewer.is_signed_in and current_user.account.is_sample)
            service.purge_expired(db(), store())
            begun = service.begin_assessment(db(), viewer, readable, said, mode=Mode(form.mode.data), language=language(), is_sample=is_sample)
            return redirect(_first_page(begun), 303)
        except Refusal as refusal:
            form.take_refusal(refusal)
            db().rollback()
    page = render_template("assessment/profile.html", form=form, words=words, assessment=None)
    return (page, 422) if request.method == "POST" else page


def _first_page(begun: Assessment) -> str:
    if begun.is_group:
        return url_for("group.raters", key=begun.key)
    if not begun.is_kept:
        session[BEGUN_HERE] = [begun.key, *session.get(BEGUN_HERE, [])][:MOST_REMEMBERED]
    return url_for("answering.next_one", seat=_seat_of(begun))


def _seat_of(assessment: Assessment) -> str:
    return list_raters(db(), assessment)[0].seat or ""


@blueprint.route("/assessments/<key>/profile", methods=["GET", "POST"])
@public
def profile(key: str) -> str | Response | tuple[str, int]:
    """Say otherwise who and where you are; answers are kept."""
    assessment = assessment_here(key)
    readable = instrument_of(db(), assessment)
    words = words_of(assessment)
    form = _profile_form(readable, words)
    del form.mode
    if request.method == "GET":
        form.fill(assessment)
    if form.validate_on_submit():
        try:
            service.change_profile(db(), assessment, form.said())
            flash(_("Saved. Answers to questions that no longer come are kept and left aside."))
            return redirect(url_for("assessments.show", key=key), 303)
        except Refusal as refusal:
            form.take_refusal(refusal)
            db().rollback()
    page = render_template("assessment/profile.html", form=form, words=words, assessment=assessment)
    return (page, 422) if request.method == "POST" else page


@blueprint.get("/assessments/<key>")
@public
def show(key: str) -> str | Response:
    """The result by now; a group's facilitator is led to the group until there is one."""
    assessment = assessment_here(key)
    viewer = current_viewer()
    result = read_result(db(), assessment)
    leads = assessment.is_group and assessment.account_id == viewer.account_id
    if not result.is_shown and leads:
        return redirect(url_for("group.raters", key=key))
    return render_template(
        "assessment/show.html",
        assessment=assessment,
        words=words_of(assessment),
        result=result,
        seat="" if assessment.is_group else _seat_of(assessment),
        leads=leads,
        snapshot=snapshot(),
        **result_page(db(), snapshot(), result, words_of(assessment)),
    )


@blueprint.route("/assessments/<key>/keep", methods=["GET", "POST"])
@signed_in
def keep(key: str) -> str | Response | tuple[str, int]:
    """Keep an assessment: it becomes yours, and stays."""
    assessment = assessment_here(key)
    form = KeepForm(obj=assessment if request.method == "GET" else None)
    form.site_code.choices = [("", _("No site of this catalogue")), *((card.code, card.title_in(language())) for card in snapshot().of_kind("site"))]
    if form.validate_on_submit():
        try:
            service.keep(db(), assessment, current_viewer(), {"title": form.title.data, "site_code": form.site_code.data or None})
            flash(_("Kept. Only you and the members of your organisation can open it now."))
            return redirect(url_for("assessments.show", key=key), 303)
        except Refusal as refusal:
            form.take_refusal(refusal)
            db().rollback()
    page = render_template("assessment/keep.html", form=form, assessment=assessment)
    return (page, 422) if request.method == "POST" else page


@blueprint.post("/assessments/<key>/close")
@public
def close(key: str) -> Response:
    """Keep the result as it is today, for somebody who works alone."""
    assessment = assessment_here(key)
    if assessment.is_group:
        raise NotThere(key)
    return _done(assessment, _("Closed: this result stays as it is."), reopen=False)


@blueprint.post("/assessments/<key>/reopen")
@public
def reopen(key: str) -> Response:
    """Take answers again."""
    return _done(assessment_here(key), _("Open again: answers can be changed."), reopen=True)


def _done(assessment: Assessment, message: str, *, reopen: bool) -> Response:
    try:
        (service.reopen if reopen else service.close)(db(), assessment)
        flash(message)
    except Refusal as refusal:
        flash(refusal.message)
    return redirect(url_for("assessments.show", key=assessment.key), 303)


@blueprint.route("/assessments/<key>/discard", methods=["GET", "POST"])
@public
def discard(key: str) -> str | Response:
    """Delete an assessment with everything in it, after asking."""
    assessment = assessment_here(key)
    if assessment.is_kept and assessment.account_id != current_viewer().account_id:
        raise NotThere(key)
    if request.method == "POST":
        service.discard(db(), store(), [assessment])
        flash(_("The assessment and everything in it are deleted."))
        return redirect(url_for("assessments.index"), 303)
    return render_template("assessment/discard.html", assessment=assessment)


@blueprint.get("/assessments/<key>/form")
@public
def printable(key: str) -> str:
    """The questions of an assessment as a form to print and to fill in with a pen."""
    assessment = assessment_here(key)
    words = words_of(assessment)
    asked = words.instrument.applicable(assessment.settings, assessment.is_short)
    return render_template(
        "assessment/printable.html", assessment=assessment, words=words, questions=[words.question(one) for one in asked], labels_here=labels
    )


@blueprint.get("/assessments/instruments/<name>")
@public
def instrument(name: str) -> str:
    """One version of an instrument as a whole, and what it changed."""
    known = instruments()
    if name not in known:
        raise NotThere(name)
    readable = known[name]
    before = known.get(f"{readable[0].key}@{readable[0].version - 1}")
    return render_template(
        "assessment/instrument.html",
        words=words_of_instrument(readable),
        questions=[words_of_instrument(readable).question(one) for one in readable[0].statements],
        versions=sorted((one for one in known if known[one][0].key == readable[0].key), key=lambda one: known[one][0].version),
        name=name,
        differences=differences(before[0], readable[0]) if before else None,
        labels_here=labels,
        snapshot=snapshot(),
    )
