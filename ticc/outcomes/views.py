"""The pages of outcomes: the list, one indicator with what was published and what partners measured, and taking its figures away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Blueprint, jsonify, render_template, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response

from ticc.accounts.login import current_viewer
from ticc.accounts.looking import snapshot
from ticc.catalogue.listing import list_entries
from ticc.catalogue.reading import reading_of
from ticc.catalogue.takeaway import to_csv, to_xlsx
from ticc.catalogue.web import FORMATS, page_in_address, take_away
from ticc.documents.charts import to_svg
from ticc.foundation.access import public
from ticc.foundation.clock import today
from ticc.foundation.database import db
from ticc.foundation.i18n import language
from ticc.foundation.paging import page_of
from ticc.outcomes.models import Indicator, SiteMeasurement, Target
from ticc.outcomes.over_time import Strand, charts, label_of, moved, strands, way_to_target
from ticc.outcomes.queries import (
    get_indicator,
    list_measured,
    list_measurements,
    list_targets,
    may_change,
    newest_by_indicator,
    sample_accounts,
)
from ticc.outcomes.sheet import IndicatorSheet

blueprint = Blueprint("outcomes", __name__)

ON_A_PAGE = 20
COLUMNS = ("indicator", "site", "site_title", "from", "on", "value", "unit", "counted", "source", "note", "partner", "visibility", "sample", "url")


@dataclass(frozen=True)
class Told:
    """What partners tell of one indicator, of what the reader may see: figures, targets, and the lines that they make."""

    figures: list[SiteMeasurement]
    targets: list[Target]
    lines: list[Strand]
    withdrawn: list[SiteMeasurement]

    @property
    def sites(self) -> list[str]:
        """The sites that figures or targets speak of."""
        return sorted({strand.site_code for strand in self.lines})


@blueprint.get("/outcomes")
@public
def index() -> str:
    """The indicators, each with how many values are known and which is the newest."""
    seen = snapshot()
    sites = [card.code for card in seen.of_kind("site")]
    newest = newest_by_indicator(db(), current_viewer(), sites)
    return render_template("outcomes/index.html", indicators=seen.of_kind("indicator"), newest=newest, snapshot=seen)


@blueprint.get("/outcomes.<any(csv, xlsx, json):wanted>")
@public
def takeaway(wanted: str) -> Response:
    """The indicators to take away."""
    return take_away(snapshot(), list_entries(snapshot(), "indicator", (), {}), wanted)


@blueprint.get("/outcomes/<code>")
@public
def show(code: str) -> str:
    """One indicator: how it is counted, every published value with who says so, and what partners measured over time."""
    viewer, seen = current_viewer(), snapshot()
    indicator = get_indicator(db(), code, viewer)
    everything = _told(indicator, None)
    chosen = request.args.get("site", "")
    told = _told(indicator, chosen) if chosen in everything.sites else everything
    return render_template(
        "outcomes/show.html",
        indicator=indicator,
        reading=reading_of(indicator, language(), IndicatorSheet),
        measurements=list_measurements(seen, indicator.code),
        told=told,
        sites=everything.sites,
        chosen=chosen if told is not everything else "",
        page=page_of(list(reversed(told.figures)), page_in_address(), ON_A_PAGE),
        drawings=_drawings(told.lines, indicator),
        sentences=[one for strand in told.lines for one in _sentences(strand, told.lines, indicator)],
        samples=sample_accounts(db()),
        may_change=lambda row: may_change(viewer, row),
        snapshot=seen,
    )


@blueprint.get("/outcomes/<code>/figures.<any(csv, xlsx, json):wanted>")
@public
def takeaway_figures(code: str, wanted: str) -> Response:
    """What partners measured, to take away: the rows of the page, all of them."""
    indicator = get_indicator(db(), code, current_viewer())
    rows = [_row(figure, indicator, sample_accounts(db())) for figure in _told(indicator, request.args.get("site") or None).figures]
    if wanted == "json":
        return jsonify({"total": len(rows), "items": [{name: _plain(value) for name, value in row.items()} for row in rows]})
    body = to_csv(COLUMNS, rows) if wanted == "csv" else to_xlsx(COLUMNS, rows, indicator.code)
    headers = {"Content-Disposition": f"attachment; filename={indicator.code}-figures.{wanted}"}
    return Response(body, content_type=FORMATS[wanted], headers=headers)


def _told(indicator: Indicator, site: str | None) -> Told:
    """What partners tell of an indicator, of sites that the catalogue still has; withdrawn figures are kept apart."""
    viewer, sites = current_viewer(), snapshot().cards
    rows = [row for row in list_measured(db(), viewer, indicator.code, site, with_withdrawn=True) if row.site_code in sites]
    figures = [row for row in rows if row.withdrawn_on is None]
    targets = [row for row in list_targets(db(), viewer, indicator.code, site) if row.site_code in sites]
    withdrawn = [row for row in rows if row.withdrawn_on is not None and may_change(viewer, row)]
    return Told(sorted(figures, key=lambda row: row.measured_on), targets, strands(figures, targets), withdrawn)


def _name(code: str) -> str:
    card = snapshot().cards.get(code)
    return card.title_in(language()) if card else code


def _drawings(lines: Sequence[Strand], indicator: Indicator) -> list[Markup]:
    """The charts; each says in its name what it shows, and the table below has every value."""
    drawn = []
    for number, chart in enumerate(charts(lines, _name, indicator.unit), start=1):
        title = _("%(indicator)s over time, %(unit)s", indicator=_name(indicator.code), unit=chart.unit)
        description = _("The same values stand in the table below.")
        # Made by our own code, which escapes every word.
        drawn.append(Markup(to_svg(chart, str(title), str(description), language(), prefix=f"over-time-{number}")))
    return drawn


def _sentences(strand: Strand, among: Sequence[Strand], indicator: Indicator) -> list[str]:
    name = label_of(strand, among, _name)
    told = (
        moved(strand, name, indicator.direction, indicator.unit, language()),
        way_to_target(strand, name, indicator.direction, today(), language()),
    )
    return [one for one in told if one]


def _row(figure: SiteMeasurement, indicator: Indicator, samples: set[int]) -> dict[str, Any]:
    return {
        "indicator": indicator.code,
        "site": figure.site_code,
        "site_title": _name(figure.site_code),
        "from": figure.measured_from,
        "on": figure.measured_on,
        "value": figure.value,
        "unit": figure.unit or indicator.unit,
        "counted": figure.counted,
        "source": figure.source,
        "note": figure.note,
        "partner": figure.partner_code,
        "visibility": figure.visibility,
        "sample": "yes" if figure.account_id in samples else "",
        "url": url_for("figures.show", key=figure.key),
    }


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
