"""The pages of reports: defining one with its preview, taking it away, and the kept copies."""

from __future__ import annotations

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from ticc.accounts.login import current_viewer
from ticc.accounts.looking import kinds
from ticc.attachments.sending import store
from ticc.catalogue.words import Role
from ticc.documents.html import to_html
from ticc.foundation.access import only, public
from ticc.foundation.database import db
from ticc.foundation.errors import ChangedMeanwhile, NotAllowed, Refusal
from ticc.foundation.i18n import language
from ticc.reports import service
from ticc.reports.defining import (
    Difference,
    Preview,
    chips,
    differences,
    make_preview,
    open_form,
    overwrites,
    rearranged,
    report_language,
    standing,
)
from ticc.reports.forms import ReportForm
from ticc.reports.length import about_pages
from ticc.reports.looking import as_file, link_for, report_now, said_by, seen_by
from ticc.reports.looks_queries import look_of, name_of_look
from ticc.reports.models import ReportDefinition
from ticc.reports.queries import get_definition, list_definitions, list_kept, list_kept_of, names_of_owners
from ticc.reports.register import BY_NAME

blueprint = Blueprint("reports", __name__)


@blueprint.get("/reports")
@public
def index() -> str:
    """The copies that everybody may read; a lead's definitions."""
    viewer = current_viewer()
    leads = viewer.has(Role.LEAD)
    definitions = list_definitions(db(), viewer) if leads else []
    owners = names_of_owners(db(), definitions)
    return render_template("reports/index.html", kept=list_kept(db(), viewer), definitions=definitions, owners=owners, leads=leads)


@blueprint.route("/reports/new", methods=["GET", "POST"])
@only(Role.LEAD)
def new() -> str | Response | tuple[str, int]:
    """Define a report."""
    form = open_form(None)
    if request.method == "GET" or not _is_sent_for_good(form):
        return _form_page(form, None)
    definition = service.define_report(db(), current_viewer(), form.said())
    return _to_report(definition.key, form)


@blueprint.route("/reports/<key>/edit", methods=["GET", "POST"])
@only(Role.LEAD)
def edit(key: str) -> str | Response | tuple[str, int]:
    """Define it otherwise."""
    definition = _own(key)
    form = open_form(definition)
    if request.method == "GET" or not _is_sent_for_good(form):
        return _form_page(form, definition)
    try:
        service.change_definition(db(), definition, current_viewer(), form.said(), overwrites() or form.version.data or 0)
        return _to_report(key, form)
    except ChangedMeanwhile:
        db().rollback()
        definition = _own(key)
        form.take_refusal(Refusal(_("This definition was changed meanwhile, perhaps in another window. Both versions stand below: choose one.")))
        return _form_page(form, definition, other=differences(form, definition))


@blueprint.post("/reports/preview")
@only(Role.LEAD)
def preview() -> str | tuple[str, int]:
    """The report that a form describes, as a piece of the page where it is defined; nothing is kept."""
    form = open_form(None)
    form.let_the_title_wait()
    shown = _previewed(form) if form.validate() else None
    told = {"form": form, "sections": BY_NAME, "standing": standing(form), "chips": chips(form), "shown": shown, "moved": None}
    found = render_template("reports/_preview_answer.html", **told, page=_address_of_form(request.args.get("key")))
    return found if shown else (found, 422)


def _previewed(form: ReportForm) -> Preview | None:
    """The preview, or None where the report cannot be made; the form then says why."""
    try:
        return make_preview(form)
    except Refusal as refusal:
        form.take_refusal(refusal)
        return None


def _own(key: str) -> ReportDefinition:
    definition = get_definition(db(), key, current_viewer())
    if definition.account_id != current_viewer().account_id:
        raise NotAllowed
    return definition


def _address_of_form(key: str | None) -> str:
    return url_for("reports.edit", key=key) if key else url_for("reports.new")


def _is_sent_for_good(form: ReportForm) -> bool:
    """Whether a form was sent to be saved, and nothing in it is refused; its other buttons only show it otherwise."""
    return not {"move", "drop", "preview"} & request.form.keys() and form.validate()


def _to_report(key: str, form: ReportForm) -> Response:
    """On to the report, in the language that its preview had."""
    wanted = form.wanted_language if form.wanted_language != language() else None
    return redirect(url_for("reports.show", key=key, report_language=wanted), 303)  # type: ignore[return-value]


def _form_page(form: ReportForm, definition: ReportDefinition | None, other: list[Difference] | None = None) -> str | Response | tuple[str, int]:
    """The form as it was opened, as its buttons changed it (nothing is saved then), or as it was refused."""
    moved = rearranged(form) if request.method == "POST" else None
    shown = None
    if "preview" in request.form:
        form.let_the_title_wait()
        shown = _previewed(form) if form.validate() else None
    is_refused = request.method == "POST" and not moved and not shown
    page = render_template(
        "reports/edit.html",
        form=form,
        definition=definition,
        sections=BY_NAME,
        standing=standing(form),
        chips=chips(form),
        shown=shown,
        moved=moved,
        other=other or [],
        page=_address_of_form(definition.key if definition else None),
    )
    if moved and request.headers.get("HX-Request"):
        # The preview renews itself when it hears this.
        return Response(page, headers={"HX-Trigger-After-Settle": "rearranged"})
    return (page, 422) if is_refused else page


@blueprint.get("/reports/<key>")
@only(Role.LEAD)
def show(key: str) -> str:
    """A report as the catalogue is now: preview in the page, formats to take away, and keeping a copy."""
    viewer = current_viewer()
    definition = get_definition(db(), key, viewer)
    is_own = definition.account_id == viewer.account_id
    common = {
        "definition": definition,
        "is_own": is_own,
        "report_language": report_language(),
        "copies": list_kept_of(db(), definition, viewer),
        "look": name_of_look(db(), definition.look_key),
        "owner": names_of_owners(db(), [definition]).get(definition.account_id, ""),
    }
    try:
        document, _revision = report_now(said_by(definition), in_language=report_language())
    except Refusal as refusal:
        # A section, site or theme that was known when the report was defined, and is no longer.
        return render_template("reports/show.html", body="", trouble=refusal.message, **common)
    body = Markup(to_html(document, link_for, radars="numbers"))
    return render_template("reports/show.html", document=document, body=body, trouble="", pages=about_pages(document), **common)


@blueprint.get("/reports/<key>/report.<any(html, pdf, docx, md, xlsx):wanted>")
@only(Role.LEAD)
def take(key: str, wanted: str) -> Response:
    """The report as it is now, in a format."""
    definition = get_definition(db(), key, current_viewer())
    back = url_for("reports.show", key=key, report_language=request.args.get("report_language"))
    try:
        document = report_now(said_by(definition), in_language=report_language())[0]
    except Refusal:
        # The page says what is the matter.
        return redirect(back)  # type: ignore[return-value]
    return as_file(document, wanted, definition.readers, back, look_of(db(), definition.look_key, store()))


@blueprint.post("/reports/<key>/copy")
@only(Role.LEAD)
def copy(key: str) -> Response:
    """Begin another definition from this one."""
    copied = service.copy_definition(db(), get_definition(db(), key, current_viewer()), current_viewer())
    flash(_("Copied. Change what shall be different."))
    return redirect(url_for("reports.edit", key=copied.key), 303)  # type: ignore[return-value]


@blueprint.route("/reports/<key>/delete", methods=["GET", "POST"])
@only(Role.LEAD)
def delete(key: str) -> str | Response:
    """Delete a definition, after asking; the copies that were kept of it stay."""
    definition = _own(key)
    if request.method == "GET":
        return render_template("reports/delete.html", definition=definition, copies=list_kept_of(db(), definition, current_viewer()))
    title = definition.title
    service.remove_definition(db(), definition, current_viewer())
    flash(_("Deleted: %(title)s", title=title))
    return redirect(url_for("reports.index"), 303)  # type: ignore[return-value]


@blueprint.post("/reports/<key>/keep")
@only(Role.LEAD)
def keep(key: str) -> Response:
    """Keep a dated copy that never changes, in the language that the page showed it in."""
    definition = get_definition(db(), key, current_viewer())
    try:
        document, revision = report_now(said_by(definition), in_language=report_language())
    except Refusal as refusal:
        flash(refusal.message)
        return redirect(url_for("reports.show", key=key, report_language=request.args.get("report_language")), 303)  # type: ignore[return-value]
    drawn = look_of(db(), definition.look_key, store())
    kept = service.keep_copy(db(), definition, document, current_viewer(), revision, kinds=kinds(), seen=seen_by(definition.readers), look=drawn)
    flash(_("Kept. This copy has an address of its own and never changes."))
    return redirect(url_for("kept.show", copy=kept.key), 303)  # type: ignore[return-value]
