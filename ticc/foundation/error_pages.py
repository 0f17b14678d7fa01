"""What a person sees when something cannot be done: what happened, and the way out. Never a traceback."""

from __future__ import annotations

import logging
from uuid import uuid4

from flask import Flask, g, redirect, render_template, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, InternalServerError
from werkzeug.wrappers import Response

from ticc.foundation.errors import NotAllowed, NotThere, Retired

log = logging.getLogger(__name__)


def init_app(app: Flask) -> None:
    """Answer every error with a page of its own."""
    app.register_error_handler(NotThere, _not_there)
    app.register_error_handler(Retired, _retired)
    app.register_error_handler(NotAllowed, _not_allowed)
    app.register_error_handler(CSRFError, _form_too_old)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(OperationalError, _database_away)
    app.register_error_handler(Exception, _defect)


def page(status: int, title: str, text: str, **more: object) -> tuple[str, int]:
    """An error page; it needs neither the database nor a signed-in person."""
    g.plain_page = True
    return render_template("errors/error.html", status=status, title=title, text=text, **more), status


def _not_there(error: NotThere) -> tuple[str, int]:
    return page(
        404,
        _("Nothing is to be seen under %(code)s", code=error.code),
        _("The code may be mistyped, or the entry may not be open to you. Search for what you need:"),
        with_search=True,
    )


def _retired(error: Retired) -> tuple[str, int]:
    return page(
        404,
        _("%(code)s was taken out of the catalogue", code=error.code),
        _("It is no longer kept, and no other entry has taken its place. Search for what you need:"),
        with_search=True,
    )


def _not_allowed(_error: NotAllowed) -> tuple[str, int]:
    return page(403, _("This page is for others"), _("Your account does not hold the role that this page needs. An administrator can change that."))


def _form_too_old(_error: CSRFError) -> tuple[str, int]:
    return page(
        400,
        _("This form was open too long"),
        _("Nothing was saved. Go back one page, copy what you typed, load the page again and send it once more."),
    )


def _http(error: HTTPException) -> Response | tuple[str, int]:
    if error.code is not None and 300 <= error.code < 400:
        return error.get_response()  # type: ignore[return-value]
    says = {
        404: (_("There is no such page"), _("The address may be mistyped or old. Search for what you need:")),
        405: (_("This address does not take that"), _("Go back and use the links and buttons of the page.")),
        413: (_("That is too large"), _("What you sent is larger than this application takes. Send less, or split it.")),
        429: (_("That was too fast"), _("There were too many tries in a short time. Wait a few minutes and try again.")),
    }
    title, text = says.get(error.code or 500, (_("That could not be done"), _("Go back one page and try again.")))
    body, status = page(error.code or 500, title, text, with_search=error.code == 404)
    response = Response(body, status, mimetype="text/html")
    if retry := error.get_response().headers.get("Retry-After"):
        response.headers["Retry-After"] = retry
    return response


def _database_away(error: OperationalError) -> tuple[str, int]:
    log.error("the database did not answer: %s", error)
    return page(
        503,
        _("The store does not answer just now"),
        _("Nothing was saved. Wait a minute and try again; what you typed is still in your browser’s back page."),
    )


def _defect(error: Exception) -> tuple[str, int] | Response:
    number = uuid4().hex[:8]
    log.exception("defect %s at %s %s", number, request.method, request.path)
    if isinstance(error, InternalServerError) and error.original_exception:
        error = InternalServerError()
    return page(
        500,
        _("Something is broken on our side"),
        _("Nothing was saved. Tell the administrator the number %(number)s; it is in the log with what went wrong.", number=number),
    )


def moved_for_good(address: str) -> Response:
    """A redirect that stays for ever: for codes that were merged."""
    return redirect(address, code=308)
