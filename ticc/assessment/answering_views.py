"""Answering: one question a page, or all on one; each answer is kept as soon as it is sent."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.wrappers import Response

from ticc.accounts.login import current_viewer
from ticc.accounts.looking import snapshot
from ticc.assessment import engine, facilitation, labels, service
from ticc.assessment.forms import AnswerForm, ConfirmForm
from ticc.assessment.instrument import Statement
from ticc.assessment.models import Answer, Assessment
from ticc.assessment.queries import list_own_answers
from ticc.assessment.sitting import Sitting
from ticc.attachments.models import Attachment
from ticc.attachments.sending import allow_large_upload, send, store
from ticc.attachments.service import attach
from ticc.foundation.access import public
from ticc.foundation.database import db
from ticc.foundation.errors import ChangedMeanwhile, NotThere, Refusal

blueprint = Blueprint("answering", __name__)

# Entries that can stand as proof: everybody in a group may read them.
PROVING_KINDS = ("obstacle", "solution")


@blueprint.get("/assessments/seats/<seat>/next")
@public
def next_one(seat: str) -> Response:
    """To the first question without an answer, or to the review."""
    sitting = Sitting(seat)
    return redirect(sitting.address_of(engine.next_question(sitting.asked, sitting.answers)))


@blueprint.route("/assessments/seats/<seat>/<statement>", methods=["GET", "POST"])
@public
@allow_large_upload
def question(seat: str, statement: str) -> str | Response | tuple[str, int]:
    """One question: six described steps, the signs, a place for proof."""
    sitting = Sitting(seat)
    if sitting.is_set_aside(statement):
        flash(_("This question no longer comes: the profile was changed. Answers given before are kept."))
        return redirect(url_for("answering.review", seat=seat), 303)
    asked = sitting.statement(statement)
    form = AnswerForm()
    form.offer(sitting.words.question(asked))
    known = sitting.answers.get(statement)
    if request.method == "GET":
        sitting.fill(form, statement)
    if form.validate_on_submit() and _write(sitting, asked.key, form, known):
        if request.form.get("onward") == "review":
            return redirect(url_for("answering.review", seat=seat), 303)
        answered = {*sitting.answers, asked.key}
        _before, _place, behind = engine.around(sitting.asked, asked.key)
        onward = behind if request.form.get("onward") == "behind" else engine.next_question(sitting.asked, answered, asked.key)
        return redirect(sitting.address_of(onward), 303)
    page = _question_page(sitting, asked, form, known)
    return (page, 422) if request.method == "POST" else page


def _question_page(sitting: Sitting, asked: Statement, form: AnswerForm, known: Answer | None) -> str:
    before, place, behind = engine.around(sitting.asked, asked.key)
    is_hidden = sitting.hides(asked.key)
    if is_hidden:
        known = None
    return render_template(
        "assessment/question.html",
        sitting=sitting,
        question=sitting.words.question(asked),
        form=form,
        before=sitting.address_of(before) if before else None,
        behind=sitting.address_of(behind) if behind else None,
        place=place,
        known=known,
        is_hidden=is_hidden,
        attached=db().get(Attachment, known.attachment_id) if known and known.attachment_id else None,
        may_attach=_may_attach(sitting),
        unscored=labels.UNSCORED,
    )


def _may_attach(sitting: Sitting) -> bool:
    # Files cost room: only where somebody answers for the assessment with an account.
    return sitting.assessment.is_kept


def _write(sitting: Sitting, statement: str, form: AnswerForm, known: Answer | None) -> bool:
    try:
        cards = snapshot().cards
        unknown = [code for code in form.codes() if code not in cards or cards[code].kind not in PROVING_KINDS]
        if unknown:
            raise Refusal(_("There is no obstacle or solution %(code)s in this catalogue", code=unknown[0]), "proof_codes")
        before = known.attachment_id if known else None
        file = _attached(sitting, form) or (None if request.form.get("remove_file") else before)
        service.give_answer(db(), sitting.assessment, sitting.rater, statement, form.said(file), form.version.data or 0)
        if before != file:
            service.release_files(db(), store(), [before])
        return True
    except Refusal as refusal:
        form.take_refusal(Refusal(refusal.message, refusal.field))
    except ChangedMeanwhile:
        present = list_own_answers(db(), sitting.rater, sitting.assessment.round)[statement]
        db().refresh(present)
        said = "…" if sitting.hides(statement) else present.step if present.step is not None else labels.UNSCORED_SHORT[present.said]
        form.take_refusal(
            Refusal(
                _(
                    "Another window has answered this meanwhile: %(said)s. Below is what you sent now; send it again to put it in its place.",
                    said=said,
                )
            )
        )
        form.version.data = present.version
        form.version.raw_data = None
    db().rollback()
    return False


@blueprint.errorhandler(CSRFError)
def _page_was_open_too_long(_error: CSRFError) -> Response | tuple[str, int]:
    """A session that ended over a long question: what was typed stands on the page again, with a fresh token."""
    values = request.view_args or {}
    if request.endpoint not in ("answering.question", "answering.all_on_one"):
        flash(_("This page was open for a long time. Please press the button once more."))
        return redirect(url_for("answering.review", seat=values.get("seat", "")), 303)
    try:
        return _page_again(values)
    except NotThere as missing:
        # Left to itself, what an error handler raises counts as a defect.
        return current_app.make_response(current_app.handle_user_exception(missing))


def _page_again(values: Mapping[str, str]) -> tuple[str, int]:
    sitting = Sitting(values["seat"])
    again = Refusal(_("This page was open for a long time. Nothing is lost: what you typed stands below. Send it once more."))
    if request.endpoint == "answering.all_on_one":
        form = ConfirmForm(formdata=None)
        form.take_refusal(again)
        return _long_page(sitting, _long_forms(sitting), form), 400
    asked = sitting.statement(values["statement"])
    single = AnswerForm()
    single.offer(sitting.words.question(asked))
    single.take_refusal(again)
    return _question_page(sitting, asked, single, sitting.answers.get(asked.key)), 400


def _attached(sitting: Sitting, form: AnswerForm) -> int | None:
    upload = request.files.get(form.file.name)
    if upload is None or not upload.filename or not _may_attach(sitting):
        return None
    return attach(db(), store(), upload.filename, upload.read(), current_viewer().account_id).id


@blueprint.route("/assessments/seats/<seat>/all", methods=["GET", "POST"])
@public
def all_on_one(seat: str) -> str | Response | tuple[str, int]:
    """All questions on one long page; what is filled in is kept, what is empty is left."""
    sitting = Sitting(seat)
    forms = _long_forms(sitting)
    whole = ConfirmForm()
    if request.method == "POST" and whole.validate():
        written = [key for key, form in forms.items() if form.says_something() and _written_on_long_page(sitting, key, form)]
        if not any(form.errors for form in forms.values()):
            flash(_("%(number)s answers are kept.", number=len(written)))
            return redirect(url_for("answering.review", seat=seat), 303)
    if request.method == "POST":
        # Nothing is half-written: everything that was typed stands on the page again, to be sent once more.
        db().rollback()
    page = _long_page(sitting, forms, whole)
    return (page, 422) if request.method == "POST" else page


def _long_forms(sitting: Sitting) -> dict[str, AnswerForm]:
    forms = {}
    for asked in sitting.asked:
        form = AnswerForm(prefix=f"{asked.key}-", meta={"csrf": False})
        form.offer(sitting.words.question(asked))
        if request.method == "GET":
            sitting.fill(form, asked.key)
        forms[asked.key] = form
    return forms


def _long_page(sitting: Sitting, forms: dict[str, AnswerForm], form: ConfirmForm) -> str:
    questions = {one.key: sitting.words.question(one) for one in sitting.asked}
    return render_template("assessment/all_on_one.html", sitting=sitting, forms=forms, questions=questions, form=form, unscored=labels.UNSCORED)


def _written_on_long_page(sitting: Sitting, key: str, form: AnswerForm) -> bool:
    if not form.validate():
        return False
    known = sitting.answers.get(key)
    try:
        if known is not None:
            # The long page asks for less: what was said elsewhere stays.
            form.proof_codes.data = ", ".join(known.proof_codes)
            form.proof_link.data = known.proof_link
        said = form.said(known.attachment_id if known else None)
        service.give_answer(db(), sitting.assessment, sitting.rater, key, said, form.version.data or 0)
        return True
    except Refusal as refusal:
        form.take_refusal(Refusal(refusal.message, "level"))
    except ChangedMeanwhile:
        form.take_refusal(Refusal(_("Another window has answered this meanwhile. Send it again to put this answer in its place."), "level"))
        form.version.data = list_own_answers(db(), sitting.rater, sitting.assessment.round)[key].version
    return False


@blueprint.get("/assessments/seats/<seat>")
@public
def review(seat: str) -> str:
    """Everything that was answered by now, and what is left."""
    sitting = Sitting(seat)
    rows = [(sitting.words.question(one), sitting.answers.get(one.key)) for one in sitting.asked]
    return render_template("assessment/review.html", sitting=sitting, rows=rows, labels_here=labels, key=_key_for(sitting.assessment))


def _key_for(assessment: Assessment) -> str:
    """The address of the result for whoever may open it; raters of a group have only their seat."""
    return "" if assessment.is_group else assessment.key


@blueprint.post("/assessments/seats/<seat>/finished")
@public
def finished(seat: str) -> Response:
    """A rater of a group says that the marks may be shown, or takes that back."""
    sitting = Sitting(seat)
    is_finished = request.form.get("finished") == "yes"
    try:
        facilitation.finish_rating(db(), sitting.assessment, sitting.rater, is_finished=is_finished)
        flash(_("Thank you. The facilitator sees that you have finished, and nothing else.") if is_finished else _("You can go on."))
    except Refusal as refusal:
        flash(refusal.message)
    return redirect(url_for("answering.review", seat=seat), 303)


@blueprint.get("/assessments/seats/<seat>/<statement>/file")
@public
def file(seat: str, statement: str) -> Response:
    """The file that the rater attached to an answer."""
    sitting = Sitting(seat)
    answer = sitting.answers.get(statement)
    if answer is None or answer.attachment_id is None or sitting.hides(statement):
        raise NotThere(statement)
    return send(db().get_one(Attachment, answer.attachment_id), store())
