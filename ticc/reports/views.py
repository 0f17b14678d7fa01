"""The pages of reports: defining one with its preview, taking it away, and the kept copies."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from ticc.accounts.login import current_viewer
from ticc.accounts.looking import snapshot, vocabularies
from ticc.catalogue import labels
from ticc.catalogue.snapshot import Snapshot
from ticc.catalogue.visibility import VISITOR, Viewer
from ticc.catalogue.web import address_of
from ticc.catalogue.words import Role, Visibility
from ticc.documents.document import Document
from ticc.documents.formats import MEDIA_TYPES
from ticc.documents.html import to_html
from ticc.documents.keeping import from_data
from ticc.foundation.access import only, public
from ticc.foundation.clock import today
from ticc.foundation.database import db
from ticc.foundation.errors import ChangedMeanwhile, NotAllowed, Refusal
from ticc.foundation.forms import tidy
from ticc.foundation.i18n import language
from ticc.reports import service
from ticc.reports.building import WRITERS, Wish, build
from ticc.reports.changes import what_changed
from ticc.reports.compose import Definition
from ticc.reports.forms import ALL_SECTIONS, LONG, ReportForm
from ticc.reports.looking import house_here
from ticc.reports.material import Depth
from ticc.reports.models import KeptReport, ReportDefinition
from ticc.reports.queries import find_by_fingerprint, get_definition, get_kept, list_definitions, list_kept
from ticc.reports.scope import Scope, known

blueprint = Blueprint("reports", __name__)

# How much of what was typed for a fingerprint is shown again; a fingerprint has 64 letters and digits.
LONGEST_SAID_AGAIN = 100
# A member of the programme who belongs to no partner: what such a person sees is no partner's private matter.
ANY_MEMBER = Viewer(account_id=0)
# What a definition says that the form shows as it stands; scope and sections have fields of another shape.
AS_THEY_STAND = ("title", "depth", "readers", "foreword", "refuses_unchecked", "is_shared", "version")


def _seen_by(readers: str) -> Snapshot:
    seen: Snapshot = current_app.extensions["current_snapshot"].for_viewer(db(), ANY_MEMBER if readers == Visibility.PROGRAMME else VISITOR)
    return seen


def _document(definition: dict[str, Any], *, in_language: str) -> tuple[Document, int]:
    """The report of a definition as the catalogue is now, and its revision."""
    seen = _seen_by(definition["readers"])
    wish = Wish(today(), Scope.read(seen, definition["scope"]), Depth(definition["depth"]), in_language, definition["refuses_unchecked"])
    own = Definition(definition["title"], definition["foreword"], definition["sections"], definition["comments"])
    return build(db(), seen, house_here(), wish, own), seen.revision


def _said(definition: ReportDefinition) -> dict[str, Any]:
    return {name: getattr(definition, name) for name in service.SAID}


def _link_for(code: str) -> str | None:
    return address_of(code) if code in snapshot().cards else None


def _file(document: Document, wanted: str) -> Response:
    body = WRITERS[wanted](document)
    name = f"blueprint-report-{document.dated.isoformat()}-{document.language}.{wanted}"
    return Response(body, content_type=MEDIA_TYPES[wanted], headers={"Content-Disposition": f"attachment; filename={name}"})


@blueprint.get("/reports")
@public
def index() -> str:
    """The copies that everybody may read; a lead's definitions."""
    viewer = current_viewer()
    leads = viewer.has(Role.LEAD)
    return render_template(
        "reports/index.html", kept=list_kept(db(), viewer), definitions=list_definitions(db(), viewer) if leads else [], leads=leads
    )


@blueprint.route("/reports/new", methods=["GET", "POST"])
@only(Role.LEAD)
def new() -> str | Response | tuple[str, int]:
    """Define a report."""
    form = _form()
    if _is_accepted(form):
        definition = service.define_report(db(), current_viewer(), form.said(_comments()))
        return redirect(url_for("reports.show", key=definition.key), 303)  # type: ignore[return-value]
    return _form_page(form, None)


@blueprint.route("/reports/<key>/edit", methods=["GET", "POST"])
@only(Role.LEAD)
def edit(key: str) -> str | Response | tuple[str, int]:
    """Define it otherwise."""
    definition = get_definition(db(), key, current_viewer())
    if definition.account_id != current_viewer().account_id:
        raise NotAllowed
    form = _form(definition)
    if _is_accepted(form):
        try:
            service.change_definition(db(), definition, current_viewer(), form.said(_comments()), form.version.data or 0)
            return redirect(url_for("reports.show", key=key), 303)  # type: ignore[return-value]
        except ChangedMeanwhile:
            form.take_refusal(
                Refusal(
                    _(
                        "This definition was changed meanwhile. What you typed stands below; open the report in another window to compare, then send it again."
                    )
                )
            )
            db().rollback()
            form.version.data = get_definition(db(), key, current_viewer()).version
    return _form_page(form, definition)


def _form(definition: ReportDefinition | None = None) -> ReportForm:
    if definition is None or request.method == "POST":
        form = ReportForm()
        form.offer(_choices())
        return form
    form = ReportForm(data={name: getattr(definition, name) for name in AS_THEY_STAND})
    form.offer(_choices())
    form.fill(definition.scope, definition.sections)
    return form


def _is_accepted(form: ReportForm) -> bool:
    """Whether a form was sent and nothing in it is refused; the words for sections are no fields of it."""
    if not form.validate_on_submit():
        return False
    too_long = [title for name, title in ALL_SECTIONS if len(_comments().get(name, "")) > LONG.max]
    for title in too_long:
        form.take_refusal(Refusal(f"{title}: {LONG.message}"))
    return not too_long


def _choices() -> dict[str, list[tuple[str, str]]]:
    seen = snapshot()
    words = {
        name: [(key, one.in_language(language())) for key, one in vocabularies()[vocabulary].items() if key in known(seen, name)]
        for name, vocabulary in (("theme", "themes"), ("level", "levels"))
    }
    countries = sorted(known(seen, "country"))
    return {
        **words,
        "site": [(card.code, card.title_in(language())) for card in seen.of_kind("site")],
        "country": [(key, vocabularies()["countries"].label(key, language())) for key in countries],
        "provenance": [(value, str(label)) for value, label in labels.PROVENANCE.items() if value in known(seen, "provenance")],
    }


def _comments() -> dict[str, str]:
    typed = {name: tidy(request.form.get(f"comment-{name}")) for name, _title in ALL_SECTIONS}
    return {name: words for name, words in typed.items() if words}


def _form_page(form: ReportForm, definition: ReportDefinition | None) -> str | tuple[str, int]:
    comments = _comments() if request.method == "POST" else definition.comments if definition else {}
    page = render_template("reports/edit.html", form=form, definition=definition, comments=comments, sections=ALL_SECTIONS)
    return (page, 422) if request.method == "POST" else page


@blueprint.get("/reports/<key>")
@only(Role.LEAD)
def show(key: str) -> str:
    """A report as the catalogue is now: preview in the page, formats to take away, and keeping a copy."""
    viewer = current_viewer()
    definition = get_definition(db(), key, viewer)
    is_own = definition.account_id == viewer.account_id
    try:
        document, _revision = _document(_said(definition), in_language=language())
    except Refusal as refusal:
        # A section, site or theme that was known when the report was defined, and is no longer.
        return render_template("reports/show.html", definition=definition, body="", trouble=refusal.message, is_own=is_own)
    return render_template(
        "reports/show.html",
        definition=definition,
        document=document,
        body=Markup(to_html(document, _link_for, radars="numbers")),
        trouble="",
        is_own=is_own,
    )


@blueprint.get("/reports/<key>/report.<any(html, pdf, docx, md, xlsx):wanted>")
@only(Role.LEAD)
def take(key: str, wanted: str) -> Response:
    """The report as it is now, in a format."""
    definition = get_definition(db(), key, current_viewer())
    try:
        return _file(_document(_said(definition), in_language=language())[0], wanted)
    except Refusal:
        # The page says what is the matter.
        return redirect(url_for("reports.show", key=key))  # type: ignore[return-value]


@blueprint.post("/reports/<key>/copy")
@only(Role.LEAD)
def copy(key: str) -> Response:
    """Begin another definition from this one."""
    copied = service.copy_definition(db(), get_definition(db(), key, current_viewer()), current_viewer())
    flash(_("Copied. Change what shall be different."))
    return redirect(url_for("reports.edit", key=copied.key), 303)  # type: ignore[return-value]


@blueprint.post("/reports/<key>/keep")
@only(Role.LEAD)
def keep(key: str) -> Response:
    """Keep a dated copy that never changes, in the language of this page."""
    definition = get_definition(db(), key, current_viewer())
    try:
        document, revision = _document(_said(definition), in_language=language())
    except Refusal as refusal:
        flash(refusal.message)
        return redirect(url_for("reports.show", key=key), 303)  # type: ignore[return-value]
    kept = service.keep_copy(db(), definition, document, current_viewer(), revision)
    flash(_("Kept. This copy has an address of its own and never changes."))
    return redirect(url_for("reports.kept", copy=kept.key), 303)  # type: ignore[return-value]


@blueprint.get("/reports/kept/<copy>")
@public
def kept(copy: str) -> str:
    """A kept copy, with its fingerprint and how to cite it."""
    found = get_kept(db(), copy, current_viewer())
    document = from_data(found.document)
    return render_template("reports/kept.html", kept=found, document=document, body=Markup(to_html(document, _link_for, radars="numbers")))


@blueprint.get("/reports/kept/<copy>/report.<any(html, pdf, docx, md, xlsx):wanted>")
@public
def take_kept(copy: str, wanted: str) -> Response:
    """A kept copy in a format."""
    return _file(from_data(get_kept(db(), copy, current_viewer()).document), wanted)


@blueprint.get("/reports/kept/<copy>/changes")
@public
def changes(copy: str) -> str:
    """What the same report would say otherwise today."""
    found = get_kept(db(), copy, current_viewer())
    now = _now_of(found)
    return render_template("reports/changes.html", kept=found, changes=what_changed(from_data(found.document), now) if now else None)


def _now_of(found: KeptReport) -> Document | None:
    try:
        return _document(found.definition, in_language=found.language)[0]
    except Refusal:
        return None


@blueprint.get("/reports/verify")
@public
def verify() -> str:
    """Whether a fingerprint belongs to a copy that is kept here."""
    asked = "".join(request.args.get("fingerprint", "").split()).lower()
    found = find_by_fingerprint(db(), asked, current_viewer()) if asked else None
    return render_template("reports/verify.html", asked=asked[:LONGEST_SAID_AGAIN], found=found)
