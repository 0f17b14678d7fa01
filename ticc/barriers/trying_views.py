"""The pages on which a partner tells what it tried against a barrier."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from ticc.accounts.login import current_viewer
from ticc.accounts.looking import snapshot
from ticc.barriers import tries
from ticc.barriers.casework import TryOfBarrier, get_to_work_on, get_try
from ticc.barriers.models import Barrier
from ticc.barriers.queries import find_sighting
from ticc.barriers.working_forms import OTHER, TryForm
from ticc.catalogue.words import Role, Visibility
from ticc.foundation.access import only
from ticc.foundation.acting import changed_words
from ticc.foundation.database import db
from ticc.foundation.errors import ChangedMeanwhile, NotThere, Refusal
from ticc.foundation.i18n import language
from ticc.graph.suggest import solutions_for
from ticc.sieve.find import find

blueprint = Blueprint("trying", __name__)

SUGGESTED = 6
Answer = str | Response | tuple[str, int]


@blueprint.route("/barriers/<code>/tries/new", methods=["GET", "POST"])
@only(Role.MEMBER)
def new(code: str) -> Answer:
    """Tell what was tried; `solution` in the address names it."""
    barrier = get_to_work_on(db(), code, current_viewer())
    form = TryForm()
    _offer(form, barrier, request.args.get("solution", "").upper())
    if (
        form.validate_on_submit()
        and _is_looked_at(form, barrier)
        and _done(form, lambda: tries.record_try(db(), barrier, current_viewer(), form.tried()))
    ):
        return _back(barrier, _("The try is kept."))
    return _page(barrier, form)


@blueprint.route("/barriers/<code>/tries/<int:number>", methods=["GET", "POST"])
@only(Role.MEMBER)
def edit(code: str, number: int) -> Answer:
    """Tell it otherwise."""
    barrier, found = _found(code, number)
    form = TryForm()
    _offer(form, barrier, "")
    if request.method == "GET":
        form.fill(tries.said_of(found), tries.stamp(found))

    def change() -> None:
        tries.change_try(db(), barrier, found, form.tried(), form.seen.data or "")

    if form.validate_on_submit() and _is_looked_at(form, barrier, found) and _done(form, change, found):
        return _back(barrier, _("The try is changed."))
    return _page(barrier, form, found)


@blueprint.post("/barriers/<code>/tries/<int:number>/withdraw")
@only(Role.MEMBER)
def withdraw(code: str, number: int) -> Answer:
    """Take a try back."""
    barrier, found = _found(code, number)
    form = TryForm()
    _offer(form, barrier, "")
    if _done(form, lambda: tries.withdraw_try(db(), found, form.seen.data or ""), found):
        return _back(barrier, _("The try is withdrawn."))
    form.fill(tries.said_of(found), tries.stamp(found))
    return _page(barrier, form, found)


def _found(code: str, number: int) -> tuple[Barrier, TryOfBarrier]:
    barrier = get_to_work_on(db(), code, current_viewer())
    if number > 10_000:
        raise NotThere(code)
    return barrier, get_try(db(), barrier, number)


def _done(form: TryForm, act: Callable[[], object], found: TryOfBarrier | None = None) -> bool:
    """Whether an act was done; where it was refused, the form says why with everything that was typed still in it."""
    try:
        act()
        return True
    except Refusal as refusal:
        db().rollback()
        is_typed = refusal.field == "solution" and form.solution.data == OTHER
        form.take_refusal(Refusal(refusal.message, "other" if is_typed else refusal.field))
    except ChangedMeanwhile:
        db().rollback()
        if found is not None:
            db().refresh(found.link)
            db().refresh(found.told)
            form.changed_meanwhile = tries.said_of(found)
            form.seen.data = tries.stamp(found)
            form.seen.raw_data = [form.seen.data]
        form.take_refusal(Refusal(changed_words()))
    return False


def _is_looked_at(form: TryForm, barrier: Barrier, found: TryOfBarrier | None = None) -> bool:
    """Whether others may read the words: nothing in them may tell who a person is, or somebody says that it does not.

    What was said before is not asked again, and a private barrier is not asked at all.
    """
    if barrier.visibility == Visibility.PRIVATE or form.looked.data:
        return True
    before = _marked(tries.said_of(found)) if found else []
    form.marked = [words for words in _marked(form.tried()) if words not in before]
    if form.marked:
        form.take_refusal(Refusal(_("Others would read this: look at the words that may tell who a person is"), "looked"))
    return not form.marked


def _marked(said: tries.Tried) -> list[str]:
    texts = (said.happened, said.kept, said.changed, said.dropped, said.added)
    return list(dict.fromkeys(one.words for text in texts for one in find(text, language())))


def _offer(form: TryForm, barrier: Barrier, named: str) -> None:
    """Offer the solution that the address names and those that are suggested for the obstacle of the barrier."""
    seen = snapshot()
    sighting = find_sighting(db(), barrier.code)
    codes = [named] if named in seen.cards and seen.cards[named].kind == "solution" else []
    if sighting and sighting.object_code in seen.cards:
        codes += [one.code for one in solutions_for(seen, sighting.object_code, SUGGESTED) if one.code not in codes]
    form.offer([(code, f"{code} · {seen.cards[code].title_in(language())}") for code in codes])
    if request.method == "GET":
        form.solution.data = codes[0] if named and named in codes else (OTHER if not codes else None)


def _back(barrier: Barrier, said: str) -> Response:
    flash(said)
    return redirect(url_for("barriers.show", code=barrier.code, _anchor="happened"), 303)


def _page(barrier: Barrier, form: TryForm, found: TryOfBarrier | None = None) -> str | tuple[str, int]:
    page = render_template("barriers/working_try.html", barrier=barrier, form=form, found=found, snapshot=snapshot())
    return (page, 422) if request.method == "POST" else page
