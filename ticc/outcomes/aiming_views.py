"""The pages on which partners say what they aim for: a new target, changing it, removing it."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from ticc.accounts.login import current_viewer
from ticc.catalogue.reading import reading_of
from ticc.catalogue.words import Role
from ticc.foundation.access import only
from ticc.foundation.acting import tried
from ticc.foundation.database import db
from ticc.foundation.i18n import language
from ticc.outcomes import service
from ticc.outcomes.entering import answer, indicator_in_address, indicators, offer, say_remarks, typed_number
from ticc.outcomes.figures import own_unit
from ticc.outcomes.forms import TargetForm
from ticc.outcomes.models import Indicator, Target
from ticc.outcomes.queries import get_indicator, get_target, refuse_others
from ticc.outcomes.sheet import IndicatorSheet

blueprint = Blueprint("targets", __name__)


@blueprint.route("/outcomes/targets/new", methods=["GET", "POST"])
@only(Role.MEMBER, Role.LEAD)
def new() -> str | Response | tuple[str, int]:
    """Say what is aimed for: first of what, then how much and by when."""
    indicator = indicator_in_address()
    if indicator is None:
        return answer("outcomes/choose.html", indicators=indicators(), endpoint="targets.new", after="")
    form = TargetForm()
    if request.method == "GET":
        form.site_code.data = request.args.get("site", "")
    room = offer(form)
    aim = form.aim(indicator.code) if form.validate_on_submit() else None
    if aim is not None:

        def add() -> Target:
            return service.set_target(db(), current_viewer(), form.partner_code.data or "", aim)

        row = tried(form, add)
        if row is not None:
            flash(_("Saved."))
            say_remarks(row.value, row.unit, indicator)
            return redirect(url_for("outcomes.show", code=indicator.code, _anchor="figures"), 303)
    return answer("outcomes/aim.html", form=form, room=room, **_about(indicator))


@blueprint.route("/outcomes/targets/<key>/edit", methods=["GET", "POST"])
@only(Role.MEMBER, Role.LEAD)
def edit(key: str) -> str | Response | tuple[str, int]:
    """Aim for something else, or for it no longer."""
    viewer = current_viewer()
    row = get_target(db(), key, viewer)
    refuse_others(viewer, row)
    indicator = get_indicator(db(), row.indicator_code, viewer)
    form = TargetForm()
    if request.method == "GET":
        form.fill(row, typed_number(row.value))
    room = offer(form, row)
    aim = form.aim(indicator.code) if form.validate_on_submit() else None
    if aim is not None:

        def change() -> bool:
            service.change_target(db(), row, viewer, aim, form.version.data or 0)
            return True

        if tried(form, change, row):
            flash(_("Saved."))
            say_remarks(aim.value, own_unit(aim.unit, indicator.unit), indicator)
            return redirect(url_for("outcomes.show", code=indicator.code, _anchor="figures"), 303)
    return answer("outcomes/aim.html", form=form, room=room, target=row, **_about(indicator))


@blueprint.post("/outcomes/targets/<key>/remove")
@only(Role.MEMBER, Role.LEAD)
def remove(key: str) -> Response | str | tuple[str, int]:
    """Aim for it no longer."""
    viewer = current_viewer()
    row = get_target(db(), key, viewer)
    refuse_others(viewer, row)
    code, said = row.indicator_code, request.form.get("version", "")

    def take_away() -> bool:
        service.remove_target(db(), row, viewer, int(said) if said.isascii() and said.isdecimal() and len(said) < 9 else 0)
        return True

    form = TargetForm(formdata=None)
    if tried(form, take_away, row):
        flash(_("The target is removed."))
        return redirect(url_for("outcomes.show", code=code, _anchor="figures"), 303)
    form.fill(row, typed_number(row.value))
    return answer("outcomes/aim.html", form=form, room=offer(form, row), target=row, **_about(get_indicator(db(), code, viewer)))


def _about(indicator: Indicator) -> dict[str, object]:
    """What a page says of the indicator that a target belongs to."""
    return {"indicator": indicator, "reading": reading_of(indicator, language(), IndicatorSheet)}
