"""Leading a group, and joining one: invitations, the reveal, the talk about each statement, the agreed result."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from ticc.accounts.login import current_viewer
from ticc.assessment import facilitation, labels
from ticc.assessment.forms import AgreementForm, ConcludeForm, RaterForm, typed_day
from ticc.assessment.looking import assessment_here, led_here, seat_here, words_of
from ticc.assessment.models import Assessment, Stage
from ticc.assessment.queries import find_invitation, get_rater, last_revealed, list_raters, list_revealed_answers, list_rounds
from ticc.assessment.result import read_result
from ticc.attachments.sending import store
from ticc.foundation.access import public, signed_in
from ticc.foundation.database import db
from ticc.foundation.errors import ChangedMeanwhile, NotThere, Refusal
from ticc.foundation.security import limiter

blueprint = Blueprint("group", __name__)


@blueprint.route("/assessments/<key>/raters", methods=["GET", "POST"])
@signed_in
def raters(key: str) -> str | Response | tuple[str, int]:
    """The facilitator's page: who was asked, who has finished, and the reveal."""
    assessment = led_here(key)
    form = RaterForm()
    if form.validate_on_submit():
        try:
            facilitation.invite_rater(db(), assessment, form.name.data or "", is_on_paper=bool(form.is_on_paper.data))
            flash(_("A place for %(name)s is ready. Send the link to this person alone.", name=form.name.data))
            return redirect(url_for("group.raters", key=key), 303)
        except Refusal as refusal:
            form.take_refusal(refusal)
            db().rollback()
    page = render_template(
        "assessment/raters.html",
        assessment=assessment,
        words=words_of(assessment),
        raters=list_raters(db(), assessment),
        rounds=list_rounds(db(), assessment),
        is_revealed=last_revealed(db(), assessment) is not None,
        form=form,
        fewest=facilitation.FEWEST_TO_REVEAL,
    )
    return (page, 422) if request.method == "POST" else page


def _act(assessment: Assessment, done: str, act: Callable[..., object], *arguments: object) -> Response:
    try:
        act(db(), assessment, *arguments)
        flash(done)
    except Refusal as refusal:
        flash(refusal.message)
    return redirect(url_for("group.raters", key=assessment.key), 303)


@blueprint.post("/assessments/<key>/raters/mine")
@signed_in
def rate_too(key: str) -> Response:
    """The facilitator takes a seat of their own."""
    assessment = led_here(key)
    try:
        rater = facilitation.take_own_seat(db(), assessment, current_viewer())
    except Refusal as refusal:
        flash(refusal.message)
        return redirect(url_for("group.raters", key=key), 303)
    return redirect(url_for("answering.review", seat=rater.seat), 303)


@blueprint.post("/assessments/<key>/raters/<int(max=9999):number>/renew")
@signed_in
def renew(key: str, number: int) -> Response:
    """Give a rater a new link; the old one ends."""
    assessment = led_here(key)
    return _act(
        assessment, _("There is a new link; the old one no longer opens."), facilitation.renew_invitation, get_rater(db(), assessment, number)
    )


@blueprint.post("/assessments/<key>/raters/<int(max=9999):number>/remove")
@signed_in
def remove(key: str, number: int) -> Response:
    """Withdraw a place."""
    assessment = led_here(key)
    done = _("The place is withdrawn: its link no longer opens, and its marks count in no round from now on.")
    return _act(assessment, done, facilitation.remove_rater, get_rater(db(), assessment, number))


@blueprint.post("/assessments/<key>/raters/<int(max=9999):number>/forget")
@signed_in
def forget(key: str, number: int) -> Response:
    """Delete what identifies a rater; the marks stay."""
    assessment = led_here(key)
    facilitation.forget_rater(db(), store(), get_rater(db(), assessment, number))
    flash(_("Name, notes and proofs of this person are deleted. The marks stay in the group’s result."))
    return redirect(url_for("group.raters", key=key), 303)


@blueprint.post("/assessments/<key>/reveal")
@signed_in
def reveal(key: str) -> Response:
    """Show all marks at once."""
    assessment = led_here(key)
    try:
        facilitation.reveal(db(), assessment)
    except Refusal as refusal:
        flash(refusal.message)
        return redirect(url_for("group.raters", key=key), 303)
    return redirect(url_for("group.marks", key=key), 303)


@blueprint.post("/assessments/<key>/round")
@signed_in
def another_round(key: str) -> Response:
    """Let everybody rate again."""
    return _act(led_here(key), _("Another round is open: everybody can change their marks, blind again."), facilitation.open_round)


@blueprint.get("/assessments/<key>/marks")
@signed_in
def marks(key: str) -> str:
    """Every mark of the last round that was revealed: median, spread, where the group is split."""
    assessment = assessment_here(key)
    return _marks_page(assessment, leads=assessment.account_id == current_viewer().account_id)


@blueprint.get("/assessments/seats/<seat>/marks")
@public
def marks_for_rater(seat: str) -> str:
    """The same for a rater of the group, with an account or without."""
    return _marks_page(seat_here(seat)[0], leads=False, seat=seat)


def _marks_page(assessment: Assessment, *, leads: bool, seat: str = "") -> str:
    result = read_result(db(), assessment)
    if not assessment.is_group or not result.is_shown:
        raise NotThere(_("marks: they are shown to all at once when the facilitator reveals them"))
    words = words_of(assessment)
    return render_template(
        "assessment/marks.html",
        assessment=assessment,
        words=words,
        result=result,
        questions={one.key: words.question(one) for one in result.asked},
        names={rater.id: rater.name for rater in list_raters(db(), assessment)} if assessment.shows_names else {},
        leads=leads,
        seat=seat,
        labels_here=labels,
    )


@blueprint.route("/assessments/<key>/talk/<statement>", methods=["GET", "POST"])
@signed_in
def talk(key: str, statement: str) -> str | Response | tuple[str, int]:
    """One statement after the reveal: every mark, what was said, the agreed level with its reasons, and who sees it otherwise."""
    assessment = led_here(key)
    result = read_result(db(), assessment)
    if not result.is_shown or statement not in result.votes:
        raise NotThere(statement)
    words = words_of(assessment)
    question = words.question(words.instrument.statement(statement))
    form = AgreementForm()
    form.offer(question)
    known = result.agreements.get(statement)
    if request.method == "GET":
        form.version.data = known.version if known else 0
        form.level.data = "" if known is None or not known.said else str(known.step) if known.step is not None else known.said
        if known:
            form.discussion.data, form.reasons.data, form.minority.data = known.discussion, known.reasons, known.minority
    if form.validate_on_submit():
        try:
            facilitation.write_agreement(db(), assessment, statement, form.said(), form.version.data or 0)
            flash(_("Written down."))
            return redirect(url_for("group.marks", key=key, _anchor=statement), 303)
        except Refusal as refusal:
            form.take_refusal(refusal)
        except ChangedMeanwhile:
            form.take_refusal(Refusal(_("Somebody wrote this down meanwhile. Open it in another window to compare, then send yours again.")))
            form.version.data = known.version if known else 0
        db().rollback()
    answers = {rater: said[statement] for rater, said in list_revealed_answers(db(), assessment, result.round).items() if statement in said}
    page = render_template(
        "assessment/talk.html",
        assessment=assessment,
        words=words,
        question=question,
        vote=result.votes[statement],
        answers=answers,
        names={rater.id: rater.name for rater in list_raters(db(), assessment)} if assessment.shows_names else {},
        form=form,
        labels_here=labels,
    )
    return (page, 422) if request.method == "POST" else page


@blueprint.route("/assessments/<key>/conclude", methods=["GET", "POST"])
@signed_in
def conclude(key: str) -> str | Response | tuple[str, int]:
    """Close the group's assessment, with the day on which it will be looked at again."""
    assessment = led_here(key)
    form = ConcludeForm()
    if form.validate_on_submit():
        try:
            facilitation.conclude(db(), assessment, typed_day(form.review_on.data))
            flash(_("Closed: the agreed result, its reasons and the minority views stay as they are."))
            return redirect(url_for("assessments.show", key=key), 303)
        except Refusal as refusal:
            form.take_refusal(refusal)
            db().rollback()
    result = read_result(db(), assessment)
    open_statements = [one for one in result.asked if not (result.agreements.get(one.key) and result.agreements[one.key].said)]
    page = render_template(
        "assessment/conclude.html", assessment=assessment, form=form, open_count=len(open_statements), is_hidden=assessment.stage == Stage.RATING
    )
    return (page, 422) if request.method == "POST" else page


@blueprint.route("/assessments/join/<invitation>", methods=["GET", "POST"])
@public
@limiter.limit("240 per hour", methods=["POST"])
def join(invitation: str) -> str | Response:
    """Take the place that an invitation offers. Opening the page alone takes nothing: mail programs look at links before people do."""
    found = find_invitation(db(), invitation)
    if found is None:
        raise NotThere(_("this invitation: it was used or withdrawn. Ask whoever sent it for a new one"))
    if request.method == "POST":
        rater = facilitation.join(db(), invitation, current_viewer())
        flash(_("Welcome. Keep the address of this page: it is your way back, on any device."))
        return redirect(url_for("answering.review", seat=rater.seat), 303)
    assessment, rater = found
    return render_template("assessment/join.html", assessment=assessment, words=words_of(assessment), rater=rater)


@blueprint.post("/assessments/seats/<seat>/forget")
@public
def forget_me(seat: str) -> Response:
    """A rater leaves, and takes along everything that identifies them; the marks stay."""
    assessment, rater = seat_here(seat)
    if not assessment.is_group:
        raise NotThere(seat)
    facilitation.forget_rater(db(), store(), rater)
    flash(_("Your name, notes and proofs are deleted. Your marks stay in the group’s result, without you."))
    return redirect(url_for("assessments.index"), 303)
