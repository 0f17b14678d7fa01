"""Files that come and go: reading the one that a form sends, and handing one out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import make_response, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from ticc.accounts.login import current_viewer
from ticc.attachments.sending import store
from ticc.catalogue.words import Visibility
from ticc.foundation.database import db
from ticc.foundation.errors import Refusal
from ticc.foundation.i18n import language
from ticc.imports import service
from ticc.imports.forms import FileForm
from ticc.imports.models import Batch
from ticc.imports.service import RowKind

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"


def read_sent(form: FileForm, kind: RowKind, choices: Mapping[str, Any] | None = None) -> Batch | None:
    """Read the file that was sent; None where it is refused, with the reason beside the field. `choices` are kept with it."""
    viewer = current_viewer()
    upload = request.files.get(form.file.name)
    data = upload.read() if upload is not None else b""
    try:
        if upload is None or not upload.filename:
            raise Refusal(_("Choose the file"), "file")
        if len(data) > store().largest:
            raise Refusal(_("This file is too large: at most %(size)s MB", size=store().largest // 1024**2), "file")
        if form.visibility.data == Visibility.PRIVATE and form.partner.data not in viewer.partners:
            raise Refusal(_("Only members of an organisation can enter figures that nobody else sees"), "visibility")
        chosen = {"visibility": form.visibility.data, **(choices or {})}
        return service.read_file(db(), viewer, kind, form.partner.data, (upload.filename, data), chosen, language())
    except Refusal as refusal:
        db().rollback()
        form.take_refusal(refusal)
        return None


def hand_out(data: bytes, media_type: str, name: str) -> Response:
    """A file to take away."""
    response = make_response(data)
    response.headers["Content-Type"] = media_type
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
