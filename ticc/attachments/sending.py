"""Attachments on their way through requests: how large a request may be that brings one, and how one is handed out."""

from __future__ import annotations

import logging
from collections.abc import Callable
from io import BytesIO
from typing import Any, TypeVar

from flask import Flask, Response, current_app, make_response, request, send_file
from flask_babel import gettext as _

from ticc.attachments.models import Attachment
from ticc.attachments.queries import read_content
from ticc.attachments.rules import MEGABYTE
from ticc.attachments.store import FolderStore, Gone, Store
from ticc.foundation.error_pages import page
from ticc.settings import Settings

log = logging.getLogger(__name__)

View = TypeVar("View", bound=Callable[..., Any])

# What a form sends beside the file, in bytes.
BESIDE_THE_FILE = 256 * 1024
# Saved and never shown within the application, as exactly what it was checked to be, and by nobody else's page.
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cache-Control": "private, no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def init_app(app: Flask, settings: Settings) -> None:
    """Give the application its store of attachments, and let the views that say so take a request with a file."""
    app.extensions["attachments"] = FolderStore(settings.attachments_dir, largest=settings.attachment_mb * MEGABYTE)
    # The check of the form's token reads the whole request before any view is called; this comes before that.
    app.url_value_preprocessor(_raise_limit)


def store() -> Store:
    """The store of the application that is running."""
    found: Store = current_app.extensions["attachments"]
    return found


def allow_large_upload(view: View) -> View:
    """Mark a view whose requests bring an attachment: they may be larger than other requests."""
    view.takes_attachment = True  # type: ignore[attr-defined]
    return view


def _raise_limit(endpoint: str | None, _values: dict[str, Any] | None) -> None:
    view = current_app.view_functions.get(endpoint) if endpoint else None
    if getattr(view, "takes_attachment", False):
        request.max_content_length = store().largest + BESIDE_THE_FILE


def send(attachment: Attachment, store: Store) -> Response:
    """An answer that saves the file under its name; a page that says so (404) where its bytes are gone."""
    try:
        data = read_content(attachment, store)
    except Gone:
        log.error("the bytes of attachment %s are gone or changed", attachment.key)
        return make_response(
            page(
                404,
                _("This file is gone"),
                _("“%(name)s” was attached, and is no longer in the store. Ask who attached it to attach it again.", name=attachment.name),
            )
        )
    response = send_file(BytesIO(data), mimetype=attachment.media_type, as_attachment=True, download_name=attachment.name, etag=False)
    response.headers.update(HEADERS)
    return response
