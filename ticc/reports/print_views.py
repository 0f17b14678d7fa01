"""The pages of prints: how far one is, and its file."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, redirect, render_template, url_for

from ticc.accounts.login import current_viewer
from ticc.catalogue.words import Visibility
from ticc.documents.press import NoSuchPrint, Print, State
from ticc.foundation.access import public
from ticc.foundation.clock import now
from ticc.foundation.errors import NotThere
from ticc.reports.looking import press_here, ready_file

blueprint = Blueprint("prints", __name__)


@blueprint.get("/reports/prints/<key>")
@public
def show(key: str) -> str:
    """How far a print is, and its file once it is ready."""
    return render_template("reports/print.html", **_told(key))


@blueprint.get("/reports/prints/<key>/state")
@public
def state(key: str) -> str:
    """The part of that page which renews itself until there is a file to save."""
    return render_template("reports/_print_state.html", **_told(key))


@blueprint.get("/reports/prints/<key>/file")
@public
def file(key: str) -> Response:
    """The file, once it is ready."""
    found = _print(key)
    return ready_file(found) if found.state == State.READY else redirect(url_for("prints.show", key=key))  # type: ignore[return-value]


def _told(key: str) -> dict[str, Any]:
    found = _print(key)
    return {
        "found": found,
        "is_at_work": found.state in (State.WAITING, State.PRINTING),
        "seconds": max(0, round((now() - found.ordered_at).total_seconds())),
        "kilobytes": found.file.stat().st_size // 1024 if found.state == State.READY else 0,
    }


def _print(key: str) -> Print:
    """A print whose words the person who asks may read; its key cannot be guessed by anybody who does not know them."""
    try:
        found = press_here().look_at(key)
    except NoSuchPrint:
        raise NotThere(key) from None
    if found.order["readers"] != Visibility.PUBLIC and not current_viewer().is_signed_in:
        raise NotThere(key)
    return found
