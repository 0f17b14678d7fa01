"""The pages of looks: leads choose how the reports of a partner look, its members see it; each with a specimen to look at and to take away."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from ticc.accounts.login import current_viewer
from ticc.accounts.looking import programme, snapshot
from ticc.attachments.sending import allow_large_upload, store
from ticc.catalogue.words import Role
from ticc.documents.formats import MEDIA_TYPES, written
from ticc.documents.look import DEFAULT, WHITE, Look, contrast
from ticc.documents.specimen import specimen
from ticc.foundation.access import only
from ticc.foundation.clock import today
from ticc.foundation.database import db
from ticc.foundation.errors import ChangedMeanwhile, NotThere, Refusal
from ticc.foundation.i18n import language
from ticc.reports import looks_service as service
from ticc.reports.building import WRITERS
from ticc.reports.looks_forms import COVERS, LookForm
from ticc.reports.looks_queries import definitions_in, drawn_look, get_look, list_looks
from ticc.reports.looks_sample import sample
from ticc.reports.models import ReportLook

blueprint = Blueprint("looks", __name__)

AS_THEY_STAND = ("name", "partner_code", "colour", "cover", "cover_words", "footer_words", "logo_alt", "version")


@blueprint.get("/reports/looks")
@only(Role.LEAD, Role.MEMBER)
def index() -> str:
    """The looks that there are."""
    viewer = current_viewer()
    return render_template(
        "reports/look_list.html", looks=list_looks(db(), viewer), leads=viewer.has(Role.LEAD), covers=COVERS, partners=dict(_partners())
    )


@blueprint.get("/reports/looks/<key>")
@only(Role.LEAD, Role.MEMBER)
def show(key: str) -> str:
    """A look: what it is made of, and a specimen."""
    viewer = current_viewer()
    look = get_look(db(), key, viewer)
    drawn = drawn_look(db(), look, store())
    return render_template(
        "reports/look_show.html",
        look=look,
        drawn=drawn,
        contrast=int(contrast(look.colour, WHITE) * 10) / 10,
        covers=COVERS,
        partners=dict(_partners()),
        pages=_pages(drawn, look),
        leads=viewer.has(Role.LEAD),
        used=len(definitions_in(db(), look, viewer)),
    )


@blueprint.get("/reports/looks/<key>/specimen.<any(pdf, docx, html):wanted>")
@only(Role.LEAD, Role.MEMBER)
def take(key: str, wanted: str) -> Response:
    """A short document in the look, to take away."""
    drawn = drawn_look(db(), get_look(db(), key, current_viewer()), store())
    body = written(sample(programme(), language(), today()), wanted, drawn, WRITERS)
    return Response(body, content_type=MEDIA_TYPES[wanted], headers={"Content-Disposition": f"attachment; filename=specimen-{language()}.{wanted}"})


@blueprint.get("/reports/looks/<key>/logo")
@only(Role.LEAD, Role.MEMBER)
def logo(key: str) -> Response:
    """The logo itself, for the specimen on a page."""
    drawn = drawn_look(db(), get_look(db(), key, current_viewer()), store())
    if drawn.logo is None:
        raise NotThere(key)
    return Response(drawn.logo, content_type=drawn.logo_type)


@blueprint.route("/reports/looks/new", methods=["GET", "POST"])
@only(Role.LEAD)
@allow_large_upload
def new() -> str | Response | tuple[str, int]:
    """Add a look."""
    form = _form(None)
    if form.validate_on_submit() and not _only_looks():
        try:
            look = service.add_look(db(), store(), form.said(), _logo(form), current_viewer().account_id)
            flash(_("The look is there. Choose it where you define a report."))
            return redirect(url_for("looks.show", key=look.key), 303)  # type: ignore[return-value]
        except Refusal as refusal:
            form.take_refusal(refusal)
            db().rollback()
    return _form_page(form, None, DEFAULT)


@blueprint.route("/reports/looks/<key>/edit", methods=["GET", "POST"])
@only(Role.LEAD)
@allow_large_upload
def edit(key: str) -> str | Response | tuple[str, int]:
    """Change a look."""
    look = get_look(db(), key, current_viewer())
    before = drawn_look(db(), look, store())
    form = _form(look)
    if form.validate_on_submit() and not _only_looks():
        try:
            service.change_look(db(), store(), look, form.said(), _logo(form), form.version.data or 0, current_viewer().account_id)
            return redirect(url_for("looks.show", key=key), 303)  # type: ignore[return-value]
        except Refusal as refusal:
            form.take_refusal(refusal)
            db().rollback()
        except ChangedMeanwhile:
            form.take_refusal(
                Refusal(_("This look was changed meanwhile. What you typed stands below; open it in another window to compare, then send it again."))
            )
            db().rollback()
            form.version.data = get_look(db(), key, current_viewer()).version
    return _form_page(form, get_look(db(), key, current_viewer()), before)


@blueprint.post("/reports/looks/specimen")
@only(Role.LEAD)
def try_it() -> str:
    """The specimen of what is typed so far, for a page that renews it; a file that is chosen is not sent with it."""
    form = LookForm()
    key = request.form.get("key", "")
    look = next((one for one in list_looks(db(), current_viewer()) if one.key == key), None)
    return render_template("reports/_look_specimen.html", pages=_pages(form.typed_look(_before(look)), look))


@blueprint.route("/reports/looks/<key>/remove", methods=["GET", "POST"])
@only(Role.LEAD)
def remove(key: str) -> str | Response:
    """Say who uses a look, and remove it."""
    viewer = current_viewer()
    look = get_look(db(), key, viewer)
    if request.method == "POST":
        service.remove_look(db(), store(), look)
        flash(_("The look is removed. Reports that were defined in it have the look of the house."))
        return redirect(url_for("looks.index"), 303)  # type: ignore[return-value]
    used = definitions_in(db(), look, viewer)
    own = sum(1 for one in used if one.account_id == viewer.account_id)
    return render_template("reports/look_remove.html", look=look, own=own, shared=len(used) - own)


def _only_looks() -> bool:
    """Whether the form was sent to look at it, and not to save it."""
    return request.form.get("step") == "look"


def _form(look: ReportLook | None) -> LookForm:
    is_opened = look is not None and request.method != "POST"
    form = LookForm(data={name: getattr(look, name) for name in AS_THEY_STAND}) if is_opened else LookForm()
    form.offer(_partners())
    return form


def _partners() -> list[tuple[str, str]]:
    return [(card.code, card.title_in(language())) for card in snapshot().of_kind("partner")]


def _logo(form: LookForm) -> service.NewLogo:
    upload = request.files.get(form.logo.name)
    data = upload.read() if upload is not None and upload.filename else None
    return service.NewLogo(data, bool(form.logo_goes.data))


def _before(look: ReportLook | None) -> Look:
    return drawn_look(db(), look, store()) if look else DEFAULT


def _pages(drawn: Look, look: ReportLook | None) -> Markup:
    """The drawing of a look, of one that is kept or only typed so far; made by our own code, which escapes every word."""
    # The version in the address: a browser that kept the logo asks anew for another one.
    address = url_for("looks.logo", key=look.key, version=look.version) if look and drawn.logo else ""
    return Markup(specimen(sample(programme(), language(), today()), drawn, str(_("Specimen: the first page and the next one")), address))


def _form_page(form: LookForm, look: ReportLook | None, before: Look) -> str | tuple[str, int]:
    told: dict[str, Any] = {"form": form, "look": look, "before": before, "pages": _pages(form.typed_look(before), look)}
    page = render_template("reports/look_edit.html", **told)
    is_refused = request.method == "POST" and not (_only_looks() and not form.errors)
    return (page, 422) if is_refused else page
