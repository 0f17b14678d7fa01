"""The pages of reports: defining one with its preview, taking it away, and the kept copies."""

from __future__ import annotations

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from ticc.accounts.login import current_viewer
from ticc.accounts.looking import snapshot, vocabularies
from ticc.catalogue import labels
from ticc.catalogue.words import Role
from ticc.documents.html import to_html
from ticc.foundation.access import only, public
from ticc.foundation.database import db
from ticc.foundation.errors import ChangedMeanwhile, NotAllowed, Refusal
from ticc.foundation.forms import tidy
from ticc.foundation.i18n import language
from ticc.reports import service
from ticc.reports.forms import ALL_SECTIONS, LONG, ReportForm
from ticc.reports.looking import as_file, link_for, report_now, said_by
from ticc.reports.models import ReportDefinition
from ticc.reports.queries import get_definition, list_definitions, list_kept
from ticc.reports.scope import known

blueprint = Blueprint("reports", __name__)

# What a definition says that the form shows as it stands; scope and sections have fields of another shape.
AS_THEY_STAND = ("title", "depth", "readers", "foreword", "refuses_unchecked", "is_shared", "version")


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
        document, _revision = report_now(said_by(definition), in_language=language())
    except Refusal as refusal:
        # A section, site or theme that was known when the report was defined, and is no longer.
        return render_template("reports/show.html", definition=definition, body="", trouble=refusal.message, is_own=is_own)
    return render_template(
        "reports/show.html",
        definition=definition,
        document=document,
        body=Markup(to_html(document, link_for, radars="numbers")),
        trouble="",
        is_own=is_own,
    )


@blueprint.get("/reports/<key>/report.<any(html, pdf, docx, md, xlsx):wanted>")
@only(Role.LEAD)
def take(key: str, wanted: str) -> Response:
    """The report as it is now, in a format."""
    definition = get_definition(db(), key, current_viewer())
    try:
        return as_file(report_now(said_by(definition), in_language=language())[0], wanted)
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
        document, revision = report_now(said_by(definition), in_language=language())
    except Refusal as refusal:
        flash(refusal.message)
        return redirect(url_for("reports.show", key=key), 303)  # type: ignore[return-value]
    kept = service.keep_copy(db(), definition, document, current_viewer(), revision)
    flash(_("Kept. This copy has an address of its own and never changes."))
    return redirect(url_for("kept.show", copy=kept.key), 303)  # type: ignore[return-value]
