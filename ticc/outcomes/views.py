"""The pages of outcomes."""

from __future__ import annotations

from flask import Blueprint, render_template
from werkzeug.wrappers import Response

from ticc.accounts.login import current_viewer
from ticc.accounts.looking import snapshot
from ticc.catalogue.listing import list_entries
from ticc.catalogue.reading import reading_of
from ticc.catalogue.web import take_away
from ticc.foundation.access import public
from ticc.foundation.database import db
from ticc.foundation.i18n import language
from ticc.outcomes.queries import get_indicator, list_measurements
from ticc.outcomes.sheet import IndicatorSheet

blueprint = Blueprint("outcomes", __name__)


@blueprint.get("/outcomes")
@public
def index() -> str:
    """The indicators, each with how many values are known."""
    seen = snapshot()
    return render_template("outcomes/index.html", indicators=seen.of_kind("indicator"), snapshot=seen)


@blueprint.get("/outcomes.<any(csv, xlsx, json):wanted>")
@public
def takeaway(wanted: str) -> Response:
    """The indicators to take away."""
    return take_away(snapshot(), list_entries(snapshot(), "indicator", (), {}), wanted)


@blueprint.get("/outcomes/<code>")
@public
def show(code: str) -> str:
    """One indicator: how it is counted, and every published value with who says so."""
    indicator = get_indicator(db(), code, current_viewer())
    seen = snapshot()
    return render_template(
        "outcomes/show.html",
        indicator=indicator,
        reading=reading_of(indicator, language(), IndicatorSheet),
        measurements=list_measurements(seen, indicator.code),
        snapshot=seen,
    )
