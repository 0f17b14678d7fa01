"""The pages on which a partner sends a file with barriers; what it would bring is shown as that of every import."""

from __future__ import annotations

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from ticc.accounts.login import current_viewer
from ticc.accounts.looking import snapshot
from ticc.attachments.sending import allow_large_upload, store
from ticc.catalogue.words import Role
from ticc.foundation.access import only
from ticc.foundation.database import db
from ticc.foundation.i18n import language
from ticc.imports.barriers import BARRIERS
from ticc.imports.blank import blank_csv, blank_xlsx
from ticc.imports.forms import BarrierFileForm
from ticc.imports.look_alikes import add_look_alikes
from ticc.imports.sending import CSV, XLSX, hand_out, read_sent

blueprint = Blueprint("barrier_imports", __name__)


@blueprint.route("/barriers/import", methods=["GET", "POST"])
@allow_large_upload
@only(Role.MEMBER)
def new() -> str | Response | tuple[str, int]:
    """Send a file with barriers; what it would bring is shown before anything is taken."""
    viewer = current_viewer()
    form = BarrierFileForm()
    # Looked at before anything is written in this act.
    seen = snapshot()
    partners = [code for code in BARRIERS.partners(db(), viewer) if code in seen.cards]
    form.offer(sorted(((code, seen.cards[code].title_in(language())) for code in partners), key=lambda one: one[1]), may_keep_private=True)
    if form.validate_on_submit() and (batch := read_sent(form, BARRIERS, {"language": language()})):
        add_look_alikes(db(), batch, current_app.extensions["index_keeper"].engine, seen, viewer.audiences)
        return redirect(url_for("imports.show", key=batch.key), 303)
    page = render_template("imports/new.html", form=form, columns=BARRIERS.columns, example=_example(partners), largest=store().largest)
    return (page, 422) if request.method == "POST" else page


def _example(partners: list[str]) -> dict[str, str]:
    """A row that could stand in the person's own file, by the names of the columns."""
    seen = snapshot()
    own = [edge.object for partner in partners for edge in seen.edges_from(partner, "works-at")]
    sites = own or [card.code for card in seen.of_kind("site")]
    return {
        "title": _("The van is never free in the morning"),
        "because": _("three teams share it"),
        "site_code": next(iter(sites), "–"),
        "since": "2026-03",
        "severity": _("it slows"),
        "state": _("open"),
    }


@blueprint.get("/barriers/import/template.<any(csv, xlsx):wanted>")
@only(Role.MEMBER)
def template(wanted: str) -> Response:
    """An empty table with headings in the language of the page."""
    here = language()
    if wanted == "csv":
        return hand_out(blank_csv(BARRIERS.columns, here), CSV, f"{_('barriers')}.csv")
    seen = snapshot()
    lists = (("site", _("Sites")), ("obstacle", _("Obstacles")))
    listed = [(title, [(card.code, card.title_in(here)) for card in seen.of_kind(kind)]) for kind, title in lists]
    return hand_out(blank_xlsx(BARRIERS.columns, here, listed, (_("Barriers"), _("Explanations"))), XLSX, f"{_('barriers')}.xlsx")
