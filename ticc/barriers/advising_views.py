"""The pages of the adviser's side: the inbox, a match with one click, questions to a partner, and the partner's answers."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from ticc.accounts.login import current_viewer
from ticc.accounts.looking import snapshot
from ticc.barriers import advising, labels
from ticc.barriers.advising import Heap, Waiting
from ticc.barriers.advising_forms import ConfirmForm, QuestionAnswerForm, QuestionForm
from ticc.barriers.casework import get_to_work_on
from ticc.barriers.work_pages import form_page
from ticc.catalogue.snapshot import Card
from ticc.catalogue.web import page_in_address
from ticc.catalogue.words import Role
from ticc.foundation.access import only
from ticc.foundation.acting import tried
from ticc.foundation.database import db
from ticc.foundation.errors import Refusal
from ticc.foundation.i18n import language
from ticc.foundation.paging import page_of
from ticc.search.find import similar

blueprint = Blueprint("advising", __name__)

Answer = str | Response | tuple[str, int]
ON_A_PAGE = 10
LIKELIEST = 3


@dataclass(frozen=True)
class Proposal:
    """An obstacle that a barrier may be a sighting of, and why it is proposed."""

    card: Card
    is_partners: bool
    shared: tuple[str, ...]


@blueprint.get("/barriers/inbox")
@only(Role.ADVISER)
def inbox() -> str:
    """What waits for an adviser, the oldest first."""
    return _inbox_page(None, "")


def _chosen_heap() -> Heap:
    wanted = request.args.get("heap", "")
    return Heap(wanted) if wanted in set(Heap) else Heap.UNMATCHED


def _inbox_page(refused: ConfirmForm | None, code: str) -> str:
    """The inbox; a form that was refused is shown at its barrier with what was typed."""
    heaps = advising.inbox(db(), current_viewer())
    chosen = _chosen_heap()
    page = page_of(heaps[chosen], page_in_address(), ON_A_PAGE)
    forms = {one.barrier.code: _confirm_form(one.barrier.code) for one in page.items if not one.is_matched}
    proposals = {one.barrier.code: _likeliest(one) for one in page.items if not one.is_matched}
    if refused is not None:
        forms[code] = refused
        if not proposals.get(code):
            refused.stand_nowhere()
    return render_template(
        "barriers/advising_inbox.html",
        page=page,
        chosen=chosen,
        counts={heap: len(waiting) for heap, waiting in heaps.items()},
        forms=forms,
        proposals=proposals,
        snapshot=snapshot(),
        words=labels,
        **({"form": refused} if refused is not None else {}),
    )


def _confirm_form(code: str) -> ConfirmForm:
    form = ConfirmForm(formdata=None)
    form.reason.data = _("An adviser read the partner’s words: they say what this obstacle says.")
    form.stand_at(code)
    return form


def _likeliest(waiting: Waiting) -> list[Proposal]:
    """What the partner proposed comes first, then what sounds most like the barrier."""
    barrier, seen = waiting.barrier, snapshot()
    text = " ".join([barrier.title, barrier.because, barrier.so_that])
    engine = current_app.extensions["index_keeper"].engine
    found = similar(engine, seen, current_viewer().audiences, text, LIKELIEST + 1, language()).entries
    shared = {card.code: one.shared for card, one in found}
    partners = waiting.sighting.object_code if waiting.sighting else ""
    codes = [code for code in dict.fromkeys([partners, *shared]) if code in seen.cards]
    return [Proposal(seen.cards[code], code == partners, shared.get(code, ())) for code in codes[:LIKELIEST]]


@blueprint.post("/barriers/<code>/confirm")
@only(Role.ADVISER)
def confirm(code: str) -> Answer:
    """One click in the inbox: this barrier is a sighting of that obstacle."""
    viewer = current_viewer()
    barrier = advising.get_shared(db(), code, viewer)
    form = ConfirmForm()
    form.stand_at(code)
    if form.validate():
        try:
            link = advising.confirm_from_inbox(db(), barrier, form.obstacle.data or "", form.reason.data or "", viewer)
            flash(_("%(barrier)s is now a sighting of %(obstacle)s. It counts from now on.", barrier=code, obstacle=link.object_code))
            return redirect(url_for("advising.inbox", heap=_chosen_heap().value, page=page_in_address()), 303)
        except Refusal as refusal:
            form.take_refusal(refusal)
    db().rollback()
    return _inbox_page(form, code), 422


@blueprint.route("/barriers/<code>/questions/new", methods=["GET", "POST"])
@only(Role.ADVISER)
def ask(code: str) -> Answer:
    """Ask the partner something about a barrier."""
    barrier = advising.get_shared(db(), code, current_viewer())
    form = QuestionForm()
    if form.validate_on_submit() and tried(form, lambda: advising.ask(db(), barrier, current_viewer(), form.words.data or "")):
        flash(_("The partner is asked."))
        return redirect(url_for("barriers.show", code=code, _anchor="questions"), 303)
    return form_page(barrier, form, _("Ask the partner"), _("Send the question"))


@blueprint.route("/barriers/<code>/questions/<key>", methods=["GET", "POST"])
@only(Role.MEMBER)
def answer(code: str, key: str) -> Answer:
    """The partner answers."""
    barrier = get_to_work_on(db(), code, current_viewer())
    question = advising.get_question(db(), barrier, key)
    form = QuestionAnswerForm()
    if request.method == "GET":
        form.fill(question)
    if form.validate_on_submit():

        def send() -> bool:
            advising.answer(db(), barrier, question, current_viewer(), form.answer.data or "", form.version.data or 0)
            return True

        if tried(form, send, question):
            flash(_("The answer is sent."))
            return redirect(url_for("barriers.show", code=code, _anchor="questions"), 303)
    return form_page(barrier, form, _("Answer the adviser"), _("Send the answer"), about=question.words)
