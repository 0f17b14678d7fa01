"""Logging a barrier: what happened, is it one of these, where and since when, how bad. A draft is kept after each step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from ticc.accounts.login import current_viewer
from ticc.accounts.looking import snapshot
from ticc.barriers import labels, service
from ticc.barriers.forms import NONE_OF_THESE, HowBadForm, LookAlikeForm, WhatForm, WhereForm
from ticc.barriers.models import Barrier, State
from ticc.barriers.queries import find_sighting, get_own_barrier
from ticc.catalogue.snapshot import Card
from ticc.catalogue.words import Role, Visibility
from ticc.foundation.access import only
from ticc.foundation.database import db
from ticc.foundation.errors import ChangedMeanwhile, Refusal
from ticc.foundation.i18n import language
from ticc.search.engine import LookAlike
from ticc.search.find import similar

blueprint = Blueprint("logging", __name__)

SHOWN = 5
SHORTEST_TO_COMPARE = 8


@blueprint.route("/barriers/new", methods=["GET", "POST"])
@only(Role.MEMBER)
def new() -> str | Response | tuple[str, int]:
    """Step 1 of a new barrier: what happened."""
    form = WhatForm()
    known = request.args.get("obstacle", "").upper()
    if request.method == "GET" and known in snapshot().cards:
        form.obstacle.data = known
    if form.validate_on_submit():
        try:
            barrier = service.begin_barrier(db(), current_viewer(), _what(form), language=language(), is_sample=_is_sample())
            if form.obstacle.data:
                service.propose_sighting(db(), barrier, form.obstacle.data)
            return redirect(url_for("logging.where" if form.obstacle.data else "logging.look_alikes", code=barrier.code), 303)
        except Refusal as refusal:
            form.take_refusal(refusal)
            db().rollback()
    return _answer("barriers/what.html", form=form, barrier=None, known=snapshot().cards.get(form.obstacle.data or ""))


@blueprint.route("/barriers/<code>/what", methods=["GET", "POST"])
@only(Role.MEMBER)
def what(code: str) -> str | Response | tuple[str, int]:
    """Step 1 again: what happened."""
    barrier = get_own_barrier(db(), code, current_viewer())
    form = WhatForm(obj=barrier if request.method == "GET" else None)
    sighting = find_sighting(db(), code)
    if request.method == "GET":
        form.obstacle.data = sighting.object_code if sighting else ""
    if form.validate_on_submit() and _written(barrier, form, _what(form), form.version.data):
        onward = "logging.where" if sighting else "logging.look_alikes"
        return redirect(url_for(onward if barrier.state == State.DRAFT else "barriers.show", code=code), 303)
    return _answer("barriers/what.html", form=form, barrier=barrier, known=snapshot().cards.get(form.obstacle.data or ""))


@blueprint.route("/barriers/<code>/look-alikes", methods=["GET", "POST"])
@only(Role.MEMBER)
def look_alikes(code: str) -> str | Response | tuple[str, int]:
    """Is it one of these? A sighting of a known obstacle, or something for an adviser to look at."""
    barrier = get_own_barrier(db(), code, current_viewer())
    found = _similar(" ".join([barrier.title, barrier.because, barrier.so_that]))
    form = LookAlikeForm()
    sighting = find_sighting(db(), code)
    form.obstacle.choices = [(card.code, card.title_in(language())) for card, _one in found]
    if sighting and sighting.object_code in snapshot().cards and not any(card.code == sighting.object_code for card, _one in found):
        form.obstacle.choices.insert(0, (sighting.object_code, snapshot().cards[sighting.object_code].title_in(language())))
    form.obstacle.choices.append((NONE_OF_THESE, _("None of these: an adviser will look")))
    if request.method == "GET" and sighting:
        form.obstacle.data = sighting.object_code
    if form.validate_on_submit():
        try:
            service.propose_sighting(db(), barrier, "" if form.obstacle.data == NONE_OF_THESE else form.obstacle.data or "")
            return redirect(url_for("logging.where" if barrier.state == State.DRAFT else "barriers.show", code=code), 303)
        except Refusal as refusal:
            form.take_refusal(refusal)
            db().rollback()
    return _answer("barriers/look_alikes.html", form=form, barrier=barrier, found=found)


@blueprint.post("/barriers/look-alikes")
@only(Role.MEMBER)
def while_typing() -> str:
    """The look-alikes of what is being typed, as a piece of a page; nothing is kept."""
    text = " ".join(request.form.get(name, "")[:500] for name in ("title", "because", "so_that")).strip()
    found = _similar(text) if len(text) >= SHORTEST_TO_COMPARE else []
    return render_template("barriers/_look_alikes_found.html", found=found, text=text)


@blueprint.route("/barriers/<code>/where", methods=["GET", "POST"])
@only(Role.MEMBER)
def where(code: str) -> str | Response | tuple[str, int]:
    """Step 2: where, and since when."""
    barrier = get_own_barrier(db(), code, current_viewer())
    form = WhereForm(data={"site_code": barrier.site_code, "version": barrier.version})
    form.site_code.choices = _sites()
    if request.method == "GET" and barrier.since:
        form.month.data, form.year.data = barrier.since.month, barrier.since.year
    elif request.method == "GET" and len(own := _sites_of_partner()) == 1:
        form.site_code.data = own[0]
    if form.validate_on_submit() and _written(barrier, form, {"site_code": form.site_code.data, "since": form.since()}, form.version.data):
        return redirect(url_for("logging.how_bad" if barrier.state == State.DRAFT else "barriers.show", code=code), 303)
    return _answer("barriers/where.html", form=form, barrier=barrier)


@blueprint.route("/barriers/<code>/how-bad", methods=["GET", "POST"])
@only(Role.MEMBER)
def how_bad(code: str) -> str | Response | tuple[str, int]:
    """Step 3: how bad. Sending it logs the barrier."""
    barrier = get_own_barrier(db(), code, current_viewer())
    form = HowBadForm(data={"version": barrier.version})
    if request.method == "GET":
        form.fill(barrier.severity, barrier.cost, barrier.visibility if barrier.state != State.DRAFT else Visibility.PROGRAMME)
    if form.validate_on_submit() and _written(barrier, form, {"severity": form.severity.data, "cost": form.cost()}, form.version.data):
        try:
            visibility = Visibility(form.visibility.data)
            if barrier.state == State.DRAFT:
                service.log_barrier(db(), barrier, visibility, current_viewer().account_id or 0)
                flash(_("Logged. Here is what others tried."))
            else:
                service.share(db(), barrier, visibility)
            return redirect(url_for("barriers.show", code=code), 303)
        except Refusal as refusal:
            form.take_refusal(refusal)
            db().rollback()
    return _answer("barriers/how_bad.html", form=form, barrier=barrier)


def _answer(template: str, **context: object) -> str | tuple[str, int]:
    page = render_template(template, words=labels, snapshot=snapshot(), **context)
    return (page, 422) if request.method == "POST" else page


def _written(barrier: Barrier, form: WhatForm | WhereForm | HowBadForm, said: Mapping[str, object], version: int | None) -> bool:
    """Write a step; when somebody else was quicker, show both versions and let the person send again."""
    try:
        service.write_on(db(), barrier, said, version)
        return True
    except ChangedMeanwhile:
        db().rollback()
        db().refresh(barrier)
        form.version.data = barrier.version
        form.version.raw_data = [str(barrier.version)]
        form.changed_meanwhile = barrier
        form.take_refusal(
            Refusal(_("Somebody changed this barrier since you opened it. Their version is shown below yours; send yours again to replace it."))
        )
        return False


def _what(form: WhatForm) -> dict[str, str]:
    return {name: getattr(form, name).data or "" for name in ("title", "because", "so_that", "body")}


def _similar(text: str) -> Sequence[tuple[Card, LookAlike]]:
    keeper = current_app.extensions["index_keeper"]
    return similar(keeper.engine, snapshot(), current_viewer().audiences, text, SHOWN, language()).entries


def _sites_of_partner() -> list[str]:
    seen = snapshot()
    return sorted({edge.object for partner in current_viewer().partners for edge in seen.edges_from(partner, "works-at")})


def _sites() -> list[tuple[str, str]]:
    """The sites of the person's own partner first, then the programme's others; never empty in a pack that has a site."""
    seen, own = snapshot(), _sites_of_partner()
    others = [card for card in seen.of_kind("site") if card.code not in own and card.facets["role"] != "elsewhere"]
    cards = [seen.cards[code] for code in own] + sorted(others, key=lambda card: card.title_in(language()))
    cards = cards or seen.of_kind("site")
    return [(card.code, card.title_in(language())) for card in cards]


def _is_sample() -> bool:
    return bool(current_user.account.is_sample)
