"""The pages of barriers: the list, one barrier, sharing it, moving it on, and the adviser's match."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from ticc.accounts.login import current_viewer
from ticc.accounts.looking import snapshot
from ticc.accounts.queries import names_of
from ticc.barriers import labels, service
from ticc.barriers.board import NARROWING, columns, narrowed, overdue_days, steps_told_to
from ticc.barriers.files import list_files
from ticc.barriers.forms import MatchForm, StateForm
from ticc.barriers.models import AFTER, Barrier, State
from ticc.barriers.queries import find_sighting, get_barrier, get_own_barrier, list_drafts
from ticc.barriers.sieving import is_shared, waits
from ticc.barriers.still import find_still
from ticc.barriers.work_pages import work_here
from ticc.barriers.working_labels import NARROWING as NARROWING_WORDS
from ticc.catalogue.commonness import tries_against
from ticc.catalogue.listing import Listing, list_entries
from ticc.catalogue.reading import reading_of
from ticc.catalogue.snapshot import Card
from ticc.catalogue.web import chosen_in_address, page_in_address, take_away
from ticc.catalogue.words import Role, Visibility
from ticc.foundation.access import only, signed_in
from ticc.foundation.clock import today
from ticc.foundation.database import db
from ticc.foundation.errors import ChangedMeanwhile, NotThere, Refusal
from ticc.foundation.i18n import language
from ticc.graph.suggest import solutions_for
from ticc.search.engine import LookAlike
from ticc.search.find import similar

blueprint = Blueprint("barriers", __name__)

FACETS = ("site", "country", "state", "severity")
SUGGESTED = 6
PROPOSED = 6


def _wanted() -> list[str]:
    return [name for name in NARROWING if request.args.get(name)]


def _listing() -> Listing:
    seen, viewer = snapshot(), current_viewer()
    among = narrowed(db(), viewer, seen, _wanted(), today())
    return list_entries(seen, "barrier", FACETS, chosen_in_address(FACETS), sorts=("newest", "code"), page=page_in_address(), among=among)


@blueprint.get("/barriers")
@signed_in
def index() -> str:
    """The barriers that the person may see: the programme's shared ones, and their own partner's. A list, or a board of columns by state."""
    listing, is_board = _listing(), request.args.get("view") == "board"
    cards = listing.everything if is_board else listing.page.items
    return render_template(
        "barriers/board.html" if is_board else "barriers/index.html",
        listing=listing,
        columns=columns(listing.everything) if is_board else [],
        steps=steps_told_to(db(), current_viewer(), [card.code for card in cards]),
        wanted=_wanted(),
        kept_in_address={"view": "board" if is_board else None, **dict.fromkeys(_wanted(), "1")},
        narrowing_words=NARROWING_WORDS,
        overdue_days=overdue_days,
        day_of_today=today(),
        snapshot=snapshot(),
        drafts=list_drafts(db(), current_viewer()),
        words=labels,
    )


@blueprint.get("/barriers.<any(csv, xlsx, json):wanted>")
@signed_in
def takeaway(wanted: str) -> Response:
    """The same list to take away."""
    return take_away(snapshot(), _listing(), wanted)


@blueprint.get("/barriers/<code>")
@signed_in
def show(code: str) -> str | Response:
    """One barrier: what others tried for the same obstacle, then what was written."""
    barrier = get_barrier(db(), code, current_viewer())
    if barrier.state == State.DRAFT:
        return redirect(url_for("logging.what", code=barrier.code))
    return _page(barrier, _state_form(barrier))


def _page(barrier: Barrier, state_form: StateForm) -> str:
    viewer = current_viewer()
    seen = snapshot()
    sighting = find_sighting(db(), barrier.code)
    obstacle = seen.cards.get(sighting.object_code) if sighting else None
    return render_template(
        "barriers/show.html",
        barrier=barrier,
        reading=reading_of(barrier, language()),
        is_own=barrier.partner_code in viewer.partners,
        may_match=viewer.has(Role.ADVISER) and barrier.visibility != Visibility.PRIVATE,
        sighting=sighting,
        obstacle=obstacle,
        suggestions=solutions_for(seen, obstacle.code, SUGGESTED) if obstacle else [],
        tries=tries_against(seen, obstacle.code) if obstacle else [],
        look_alikes=[] if obstacle else _look_alikes(barrier),
        names=names_of(db(), {barrier.logged_by}),
        snapshot=seen,
        still=find_still(db(), barrier),
        state_form=state_form,
        words=labels,
        files=list_files(db(), barrier, viewer),
        **work_here(barrier),
    )


def _look_alikes(barrier: Barrier) -> Sequence[tuple[Card, LookAlike]]:
    text = " ".join([barrier.title, barrier.because, barrier.so_that])
    engine = current_app.extensions["index_keeper"].engine
    return similar(engine, snapshot(), current_viewer().audiences, text, PROPOSED, language()).entries


def _state_form(barrier: Barrier) -> StateForm:
    form = StateForm()
    form.state.choices = [(state.value, labels.STATE[state]) for state in AFTER.get(barrier.state, ())]
    if request.method == "GET":
        form.version.data = barrier.version
        form.on.data = today().isoformat()
    return form


@blueprint.post("/barriers/<code>/state")
@only(Role.MEMBER)
def change_state(code: str) -> Response | tuple[str, int]:
    """Move a barrier on: open, being worked on, overcome, ..."""
    barrier = get_own_barrier(db(), code, current_viewer())
    form = _state_form(barrier)
    day = form.day()
    if form.validate() and day:
        try:
            service.change_state(db(), barrier, State(form.state.data), day, form.how.data, current_viewer().account_id or 0, form.version.data)
            flash(_("The barrier is now: %(state)s", state=labels.STATE[barrier.state]))
            return redirect(url_for("barriers.show", code=code), 303)
        except Refusal as refusal:
            form.take_refusal(refusal)
        except ChangedMeanwhile:
            db().refresh(barrier)
            form.take_refusal(Refusal(_("Somebody changed this barrier meanwhile. It is shown as it is now; check it and send your change again.")))
            form.version.data = barrier.version
    db().rollback()
    return _page(barrier, form), 422


@blueprint.post("/barriers/<code>/share")
@only(Role.MEMBER)
def share(code: str) -> Response:
    """Share a private barrier with the programme, or take it back."""
    barrier = get_own_barrier(db(), code, current_viewer())
    wanted = request.form.get("visibility", "")
    if wanted not in (Visibility.PRIVATE, Visibility.PROGRAMME) or barrier.state == State.DRAFT:
        abort(400)
    if wanted == Visibility.PROGRAMME and not is_shared(barrier) and waits(barrier):
        return redirect(url_for("sharing.sieve", code=code), 303)
    try:
        service.share(db(), barrier, Visibility(wanted))
    except ChangedMeanwhile:
        db().rollback()
        flash(_("Somebody changed this barrier meanwhile. It is shown as it is now; check it and send your change again."))
        return redirect(url_for("barriers.show", code=code), 303)
    flash(_("Seen by: %(who)s", who=_("everybody who signs in") if wanted == Visibility.PROGRAMME else _("only your organisation")))
    return redirect(url_for("barriers.show", code=code), 303)


@blueprint.route("/barriers/<code>/match", methods=["GET", "POST"])
@only(Role.ADVISER)
def match(code: str) -> str | Response | tuple[str, int]:
    """An adviser says which obstacle this is a sighting of."""
    viewer = current_viewer()
    barrier = get_barrier(db(), code, viewer)
    if barrier.visibility == Visibility.PRIVATE or barrier.state == State.DRAFT:
        # A private barrier of the adviser's own partner: it belongs to the partner until it is shared.
        raise NotThere(code)
    form = _match_form(barrier)
    if form.validate_on_submit():
        chosen = form.other.data if form.obstacle.data == "other" else form.obstacle.data
        try:
            service.confirm_match(db(), barrier, chosen or "", form.reason.data, viewer.account_id or 0)
            flash(_("Confirmed: counted from now on."))
            return redirect(url_for("barriers.show", code=code), 303)
        except Refusal as refusal:
            form.take_refusal(Refusal(refusal.message, "other" if form.obstacle.data == "other" else "obstacle"))
            db().rollback()
    page = render_template(
        "barriers/match.html", barrier=barrier, form=form, reading=reading_of(barrier, language()), snapshot=snapshot(), words=labels
    )
    return (page, 422) if request.method == "POST" else page


def _match_form(barrier: Barrier) -> MatchForm:
    form = MatchForm()
    seen = snapshot()
    sighting = find_sighting(db(), barrier.code)
    codes = [sighting.object_code] if sighting and sighting.object_code in seen.cards else []
    codes += [card.code for card, _found in _look_alikes(barrier) if card.code not in codes]
    form.obstacle.choices = [(one, f"{one} · {seen.cards[one].title_in(language())}") for one in codes]
    form.obstacle.choices.append(("other", _("Another obstacle, by its code")))
    if request.method == "GET":
        form.obstacle.data = codes[0] if codes and sighting else None
    return form
