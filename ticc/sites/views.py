"""The pages of sites and partners."""

from __future__ import annotations

from flask import Blueprint, render_template
from werkzeug.wrappers import Response

from ticc.accounts.login import current_viewer
from ticc.accounts.looking import snapshot, vocabularies
from ticc.catalogue.listing import list_entries
from ticc.catalogue.reading import reading_of
from ticc.catalogue.relate import sentences
from ticc.catalogue.web import chosen_in_address, take_away
from ticc.foundation.access import public
from ticc.foundation.database import db
from ticc.foundation.i18n import language
from ticc.sites.queries import get_partner, get_site, obstacles_met_at
from ticc.sites.sheet import SiteSheet

blueprint = Blueprint("sites", __name__)

FACETS = ("country", "role")


@blueprint.get("/sites")
@public
def index() -> str:
    """All sites, grouped by what they are to the programme."""
    seen = snapshot()
    met = {card.code: len(obstacles_met_at(seen, card.code)) for card in seen.of_kind("site")}
    return render_template("sites/index.html", sites=seen.of_kind("site"), roles=vocabularies()["site-roles"], met=met, snapshot=seen)


@blueprint.get("/sites.<any(csv, xlsx, json):wanted>")
@public
def takeaway(wanted: str) -> Response:
    """The sites to take away."""
    return take_away(snapshot(), list_entries(snapshot(), "site", FACETS, chosen_in_address(FACETS)), wanted)


@blueprint.get("/sites/<code>")
@public
def show(code: str) -> str:
    """One site: its story, what it met, what it tried."""
    site = get_site(db(), code, current_viewer())
    seen = snapshot()
    met = obstacles_met_at(seen, site.code)
    return render_template(
        "sites/show.html",
        site=site,
        reading=reading_of(site, language(), SiteSheet),
        snapshot=seen,
        met=met,
        tried=sentences(seen, site.code, ["tried-at"]),
        partners=sentences(seen, site.code, ["works-at"]),
        barriers=[card for card in seen.of_kind("barrier") if card.facets["site_code"] == site.code],
        reports=seen.edges_to(site.code, "reports"),
    )


@blueprint.get("/partners/<code>")
@public
def partner(code: str) -> str:
    """One partner: who it is, and where it works."""
    found = get_partner(db(), code, current_viewer())
    seen = snapshot()
    return render_template(
        "sites/partner.html",
        partner=found,
        reading=reading_of(found, language()),
        snapshot=seen,
        works_at=sentences(seen, found.code, ["works-at"]),
        reports=seen.edges_to(found.code, "reports"),
    )
