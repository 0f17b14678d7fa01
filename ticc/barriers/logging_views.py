"""Logging a barrier: what happened, is it one of these, where and since when, how bad. A draft is kept after each step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from ticc.accounts.login import current_viewer
from ticc.accounts.looking import snapshot
from ticc.attachments.rules import what_can_be_attached
from ticc.attachments.sending import allow_large_upload, store
from ticc.barriers import labels, service
from ticc.barriers.files import attach_file, list_files
from ticc.barriers.forms import NONE_OF_THESE, HowBadForm, LookAlikeForm, WhatForm, WhereForm
from ticc.barriers.models import Barrier, State
from ticc.barriers.places import sites_of_partner, sites_to_choose
from ticc.barriers.queries import find_sighting, get_own_barrier
from ticc.barriers.sieving import first_page, is_shared, show_both, waits
from ticc.catalogue.snapshot import Card
from ticc.catalogue.words import Role, Visibility
from ticc.foundation.access import only
from ticc.foundation.database import db
from ticc.foundation.errors import ChangedMeanwhile, Refusal
from ticc.foundation.forms import tidy
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
    if kept := tidy(request.form.get("draft")):
        # Words of it were kept while they were typed.
        return what(kept)
    form = WhatForm()
    _take_met(form)
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
    if request.method == "POST" and "again" in request.form:
        # Back from the sieve, with the words as they were typed.
        return render_template("barriers/what.html", form=form, barrier=barrier, known=snapshot().cards.get(form.obstacle.data or ""))
    if form.validate_on_submit() and is_shared(barrier) and waits(barrier, _what(form)):
        return first_page(barrier, _what(form), form.version.data), 422
    is_recognised = _take_met(form)
    if form.validate_on_submit() and _written(barrier, form, _what(form), form.version.data) and (not is_recognised or _met(barrier, form)):
        onward = "logging.where" if sighting or is_recognised else "logging.look_alikes"
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
    said = {name: tidy(request.form.get(name))[:500] for name in ("title", "because", "so_that")}
    return render_template("barriers/_look_alikes_found.html", found=found, said=said, may_recognise="draft" in request.form)


@blueprint.route("/barriers/<code>/where", methods=["GET", "POST"])
@only(Role.MEMBER)
def where(code: str) -> str | Response | tuple[str, int]:
    """Step 2: where, and since when."""
    barrier = get_own_barrier(db(), code, current_viewer())
    form = WhereForm(data={"site_code": barrier.site_code, "version": barrier.version})
    form.site_code.choices = sites_to_choose()
    if request.method == "GET" and barrier.since:
        form.month.data, form.year.data = barrier.since.month, barrier.since.year
    elif request.method == "GET" and len(own := sites_of_partner()) == 1:
        form.site_code.data = own[0]
    if form.validate_on_submit() and _written(barrier, form, {"site_code": form.site_code.data, "since": form.since()}, form.version.data):
        return redirect(url_for("logging.how_bad" if barrier.state == State.DRAFT else "barriers.show", code=code), 303)
    return _answer("barriers/where.html", form=form, barrier=barrier)


@blueprint.route("/barriers/<code>/how-bad", methods=["GET", "POST"])
@only(Role.MEMBER)
@allow_large_upload
def how_bad(code: str) -> str | Response | tuple[str, int]:
    """Step 3: how bad. Sending it logs the barrier."""
    barrier = get_own_barrier(db(), code, current_viewer())
    form = HowBadForm(data={"version": barrier.version})
    if request.method == "GET":
        form.fill(barrier.severity, barrier.cost, barrier.visibility if barrier.state != State.DRAFT else Visibility.PROGRAMME)
    if form.validate_on_submit() and _written(barrier, form, {"severity": form.severity.data, "cost": form.cost()}, form.version.data):
        visibility = Visibility(form.visibility.data)
        try:
            _attach(barrier, form)
            if visibility != Visibility.PRIVATE and not is_shared(barrier) and waits(barrier):
                return redirect(url_for("sharing.sieve", code=code), 303)
            if barrier.state == State.DRAFT:
                service.log_barrier(db(), barrier, visibility, current_viewer().account_id or 0)
                flash(_("Logged. Here is what others tried."))
            else:
                service.share(db(), barrier, visibility)
            return redirect(url_for("barriers.show", code=code), 303)
        except Refusal as refusal:
            form.take_refusal(refusal)
            db().rollback()
        except ChangedMeanwhile:
            show_both(barrier, form)
    files = list_files(db(), barrier, current_viewer())
    return _answer("barriers/how_bad.html", form=form, barrier=barrier, files=files, limits=what_can_be_attached(store().largest))


def _answer(template: str, **context: object) -> str | tuple[str, int]:
    page = render_template(template, words=labels, snapshot=snapshot(), **context)
    return (page, 422) if request.method == "POST" else page


def _written(barrier: Barrier, form: WhatForm | WhereForm | HowBadForm, said: Mapping[str, object], version: int | None) -> bool:
    """Write a step; when somebody else was quicker, show both versions and let the person send again."""
    try:
        service.write_on(db(), barrier, said, version)
        return True
    except ChangedMeanwhile:
        show_both(barrier, form)
        return False


def _attach(barrier: Barrier, form: HowBadForm) -> None:
    """Attach the file that came with the form, if one did; raises Refusal."""
    upload = request.files.get(form.file.name)
    if upload is not None and upload.filename:
        attach_file(db(), store(), barrier, current_viewer().account_id, upload.filename, upload.read())


def _take_met(form: WhatForm) -> bool:
    """Whether the person pressed "this is what we met" beside a look-alike, which then stands in the form."""
    if met := tidy(request.form.get("met")):
        form.obstacle.data = met
    return bool(met)


def _met(barrier: Barrier, form: WhatForm) -> bool:
    """Propose what the person recognised while typing; a refusal is said in the form, and nothing is written."""
    try:
        service.propose_sighting(db(), barrier, form.obstacle.data or "")
        return True
    except Refusal as refusal:
        form.take_refusal(refusal)
        db().rollback()
        return False


def _what(form: WhatForm) -> dict[str, str]:
    return {name: getattr(form, name).data or "" for name in ("title", "because", "so_that", "body")}


def _similar(text: str) -> Sequence[tuple[Card, LookAlike]]:
    keeper = current_app.extensions["index_keeper"]
    return similar(keeper.engine, snapshot(), current_viewer().audiences, text, SHOWN, language()).entries


def _is_sample() -> bool:
    return bool(current_user.account.is_sample)
