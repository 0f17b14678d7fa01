"""The pages on which partners enter figures: a new one, one that is there, changing it, withdrawing it."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from ticc.accounts.login import current_viewer
from ticc.accounts.looking import snapshot
from ticc.accounts.queries import names_of
from ticc.catalogue.reading import reading_of
from ticc.catalogue.visibility import may_see
from ticc.catalogue.words import Role
from ticc.foundation.access import only, public
from ticc.foundation.acting import tried
from ticc.foundation.clock import today
from ticc.foundation.database import db
from ticc.foundation.i18n import language
from ticc.outcomes import service
from ticc.outcomes.entering import answer, indicator_in_address, indicators, offer, say_remarks, typed_number
from ticc.outcomes.figures import own_unit
from ticc.outcomes.forms import FigureForm, WithdrawForm
from ticc.outcomes.history import said_before
from ticc.outcomes.models import Indicator, SiteMeasurement
from ticc.outcomes.queries import get_indicator, get_measured, may_change, refuse_others, sample_accounts
from ticc.outcomes.sheet import IndicatorSheet

blueprint = Blueprint("figures", __name__)


@blueprint.route("/outcomes/figures/new", methods=["GET", "POST"])
@only(Role.MEMBER, Role.LEAD)
def new() -> str | Response | tuple[str, int]:
    """Enter a figure: first of what, then the figure itself. `after` names the figure that was entered before at the same place."""
    viewer = current_viewer()
    after = request.args.get("after", "")
    before = get_measured(db(), after, viewer) if after else None
    indicator = indicator_in_address()
    if indicator is None:
        return answer("outcomes/choose.html", indicators=indicators(), endpoint="figures.new", after=after)
    form = FigureForm()
    if request.method == "GET" and before is not None:
        form.go_on_from(before)
    elif request.method == "GET":
        form.site_code.data = request.args.get("site", "")
    room = offer(form)
    sound = form.validate_on_submit()
    figure = form.figure(indicator.code) if sound else None
    if figure is not None:

        def add() -> SiteMeasurement:
            return service.add_once(db(), viewer, form.partner_code.data or "", figure)

        row = tried(form, add)
        if row is not None:
            flash(_("Saved."))
            say_remarks(row.value, row.unit, indicator)
            return redirect(url_for("figures.show", key=row.key), 303)
    return answer("outcomes/enter.html", form=form, room=room, **_about(indicator))


@blueprint.get("/outcomes/figures/<key>")
@public
def show(key: str) -> str:
    """One figure: what it says, what it said before, and why it was withdrawn if it was."""
    return str(_page(get_measured(db(), key, current_viewer()), WithdrawForm()))


def _page(row: SiteMeasurement, form: WithdrawForm) -> str | tuple[str, int]:
    viewer = current_viewer()
    indicator = get_indicator(db(), row.indicator_code, viewer)
    if request.method == "GET":
        form.version.data = row.version
    # What a figure said while others could not see it stays with its partner.
    before = [one for one in said_before(row) if may_see(viewer, one.said.visibility, row.partner_code)]
    persons = {one.account_id for one in before if one.account_id} | ({row.account_id} if row.account_id else set())
    return answer(
        "outcomes/figure.html",
        form=form,
        figure=row,
        before=before,
        names=names_of(db(), persons) if viewer.is_signed_in else {},
        is_sample=row.account_id in sample_accounts(db()),
        may_change=may_change(viewer, row),
        **_about(indicator),
    )


@blueprint.route("/outcomes/figures/<key>/edit", methods=["GET", "POST"])
@only(Role.MEMBER, Role.LEAD)
def edit(key: str) -> str | Response | tuple[str, int]:
    """Say otherwise what was measured; what it said before is kept."""
    viewer = current_viewer()
    row = get_measured(db(), key, viewer)
    refuse_others(viewer, row)
    indicator = get_indicator(db(), row.indicator_code, viewer)
    form = FigureForm()
    if request.method == "GET":
        form.fill(row, typed_number(row.value))
    room = offer(form, row)
    figure = form.figure(indicator.code) if form.validate_on_submit() else None
    if figure is not None:

        def change() -> bool:
            service.change_measurement(db(), row, viewer, figure, form.version.data or 0)
            return True

        if tried(form, change, row):
            flash(_("Saved."))
            say_remarks(figure.value, own_unit(figure.unit, indicator.unit), indicator)
            return redirect(url_for("figures.show", key=key), 303)
    return answer("outcomes/enter.html", form=form, room=room, figure=row, **_about(indicator))


@blueprint.post("/outcomes/figures/<key>/withdraw")
@only(Role.MEMBER, Role.LEAD)
def withdraw(key: str) -> Response | str | tuple[str, int]:
    """Take back a figure that was wrong, with the reason."""
    viewer = current_viewer()
    row = get_measured(db(), key, viewer)
    refuse_others(viewer, row)
    form = WithdrawForm()
    if form.validate_on_submit():

        def take_back() -> bool:
            service.withdraw_measurement(db(), row, viewer, form.because.data or "", form.version.data or 0, today())
            return True

        if tried(form, take_back, row):
            flash(_("Withdrawn. It stays here with the reason, and counts nowhere."))
            return redirect(url_for("figures.show", key=key), 303)
    db().rollback()
    return _page(row, form)


def _about(indicator: Indicator) -> dict[str, object]:
    """What a page says of the indicator that a figure belongs to."""
    return {"indicator": indicator, "reading": reading_of(indicator, language(), IndicatorSheet), "card": snapshot().cards.get(indicator.code)}
