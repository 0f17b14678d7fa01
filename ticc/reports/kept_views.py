"""The pages of kept copies: reading one, taking it away, what changed since, and verifying a fingerprint."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from ticc.accounts.login import current_viewer
from ticc.accounts.looking import kinds
from ticc.catalogue.web import PLACE_OF_CODE
from ticc.catalogue.words import Visibility
from ticc.documents.document import Document
from ticc.documents.html import to_html
from ticc.documents.keeping import from_data
from ticc.documents.look import from_data as look_from_data
from ticc.foundation.access import public
from ticc.foundation.database import db
from ticc.foundation.errors import Refusal
from ticc.releases.freezing import published
from ticc.releases.looking import Holder, entry_page
from ticc.releases.queries import nearest_release
from ticc.reports.changes import what_changed
from ticc.reports.looking import as_file, link_for, report_now, seen_by
from ticc.reports.models import KeptReport
from ticc.reports.queries import find_by_fingerprint, get_kept

blueprint = Blueprint("kept", __name__)

# How much of what was typed for a fingerprint is shown again; a fingerprint has 64 letters and digits.
LONGEST_SAID_AGAIN = 100


@blueprint.get("/reports/kept/<copy>")
@public
def show(copy: str) -> str:
    """A kept copy, with its fingerprint and how to cite it."""
    found = get_kept(db(), copy, current_viewer())
    document = from_data(found.document)
    holder = _holder(found)
    body = Markup(to_html(document, lambda code: holder.address_of(code) or link_for(code), radars="numbers"))
    # What members see is in no release: only a public copy can be held against one.
    release = nearest_release(db(), found.entries, found.kept_at) if found.entries and found.readers == Visibility.PUBLIC else None
    return render_template("reports/kept.html", kept=found, document=document, body=body, release=release)


@blueprint.get("/reports/kept/<copy>/entries/<code>")
@public
def entry(copy: str, code: str) -> str:
    """An entry as it was when the copy was kept; whoever may read the copy may read it."""
    found = get_kept(db(), copy, current_viewer())
    seen = seen_by(found.readers)
    return entry_page(code, _holder(found), published(seen, kinds()) if found.readers == Visibility.PUBLIC else seen)


def _holder(found: KeptReport) -> Holder:
    address = url_for("kept.show", copy=found.key)
    return Holder(
        name=found.title,
        address=address,
        day=found.dated,
        language=found.language,
        crumbs=((url_for("reports.index"), _("Reports")), (address, found.title)),
        entries=found.entries,
        pattern=url_for("kept.entry", copy=found.key, code=PLACE_OF_CODE),
    )


@blueprint.get("/reports/kept/<copy>/report.<any(html, pdf, docx, md, xlsx):wanted>")
@public
def take(copy: str, wanted: str) -> Response:
    """A kept copy in a format."""
    found = get_kept(db(), copy, current_viewer())
    return as_file(from_data(found.document), wanted, found.readers, url_for("kept.show", copy=copy), look_from_data(found.look))


@blueprint.get("/reports/kept/<copy>/changes")
@public
def changes(copy: str) -> str:
    """What the same report would say otherwise today."""
    found = get_kept(db(), copy, current_viewer())
    now = _now_of(found)
    return render_template("reports/changes.html", kept=found, changes=what_changed(from_data(found.document), now) if now else None)


def _now_of(found: KeptReport) -> Document | None:
    try:
        return report_now(found.definition, in_language=found.language)[0]
    except Refusal:
        return None


@blueprint.get("/reports/verify")
@public
def verify() -> str:
    """Whether a fingerprint belongs to a copy that is kept here."""
    asked = "".join(request.args.get("fingerprint", "").split()).lower()
    found = find_by_fingerprint(db(), asked, current_viewer()) if asked else None
    return render_template("reports/verify.html", asked=asked[:LONGEST_SAID_AGAIN], found=found)
