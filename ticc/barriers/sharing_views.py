"""Before others see a barrier: the person decides about each piece of its words that may tell who somebody is."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from ticc.accounts.login import current_viewer
from ticc.accounts.looking import snapshot
from ticc.barriers import service
from ticc.barriers.deciding import Decision, Sieved
from ticc.barriers.forms import WhatForm
from ticc.barriers.models import Barrier, State
from ticc.barriers.queries import get_own_barrier
from ticc.barriers.sieving import decision_form, decision_page, decisions_in, first_page, is_shared, show_both, sifted, waits, words_form, words_of
from ticc.catalogue.words import Role, Visibility
from ticc.foundation.access import only
from ticc.foundation.database import db
from ticc.foundation.errors import ChangedMeanwhile, Refusal

blueprint = Blueprint("sharing", __name__)


@blueprint.route("/barriers/<code>/sieve", methods=["GET", "POST"])
@only(Role.MEMBER)
def sieve(code: str) -> str | Response | tuple[str, int]:
    """What was found in the words of a barrier; sending every decision shares it, or changes the words of a shared one."""
    barrier = get_own_barrier(db(), code, current_viewer())
    if request.method == "POST":
        return _decide(barrier)
    if is_shared(barrier) or not waits(barrier):
        return redirect(url_for("logging.how_bad" if barrier.state == State.DRAFT else "barriers.show", code=code))
    return first_page(barrier, words_of(barrier), barrier.version)


def _decide(barrier: Barrier) -> Response | tuple[str, int]:
    typed = WhatForm()
    if not typed.validate():
        return _back_to_the_words(barrier, typed)
    sieved = sifted(barrier, words_of(typed))
    form = decision_form(sieved)
    if not form.validate():
        return decision_page(barrier, sieved, form), 422
    decisions = decisions_in(form, sieved)
    texts = sieved.decided(decisions)
    if not (grown := words_form(texts, form.version.data)).validate():
        return _back_to_the_words(barrier, grown)
    left = sifted(barrier, texts)
    if any(decisions.get(one.key) != Decision.KEEP for one in left.asked):
        # What was left out brought other words together: they are looked at as well.
        return decision_page(barrier, left, decision_form(left, {**texts, "version": form.version.data})), 422
    return _carry_out(barrier, texts, sieved, form)


def _carry_out(barrier: Barrier, texts: dict[str, str], sieved: Sieved, form: WhatForm) -> Response | tuple[str, int]:
    try:
        # The words first: what is written before an entry is shared stays with its partner, in the history too.
        service.write_on(db(), barrier, texts, form.version.data)
        if barrier.state == State.DRAFT:
            service.log_barrier(db(), barrier, Visibility.PROGRAMME, current_viewer().account_id or 0)
            flash(_("Logged. Here is what others tried."))
        elif is_shared(barrier):
            flash(_("Saved."))
        else:
            service.share(db(), barrier, Visibility.PROGRAMME)
            flash(_("Seen by: %(who)s", who=_("everybody who signs in")))
        return redirect(url_for("barriers.show", code=barrier.code), 303)
    except Refusal as refusal:
        form.take_refusal(Refusal(refusal.message))
        db().rollback()
    except ChangedMeanwhile:
        show_both(barrier, form)
    return decision_page(barrier, sieved, form), 422


def _back_to_the_words(barrier: Barrier, form: WhatForm) -> tuple[str, int]:
    known = snapshot().cards.get(form.obstacle.data or "")
    return render_template("barriers/what.html", form=form, barrier=barrier, known=known, snapshot=snapshot()), 422
