"""Languages: the address says which one (`/fr/…`, `/nl/…`, English without prefix)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from flask import Flask, current_app, request
from flask_babel import Babel, format_date, format_decimal

from ticc.foundation.languages import DEFAULT, LANGUAGES

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


class LanguagePrefix:
    """Takes the language off the front of the address; every link that is then made carries it again."""

    def __init__(self, app: WSGIApplication) -> None:
        self.app = app

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Pass the request on with `ticc.language` set."""
        path = environ.get("PATH_INFO", "")
        first, _, rest = path.removeprefix("/").partition("/")
        if first in LANGUAGES and first != DEFAULT:
            environ["ticc.language"] = first
            environ["ticc.outer_script_name"] = environ.get("SCRIPT_NAME", "")
            environ["SCRIPT_NAME"] = environ.get("SCRIPT_NAME", "") + "/" + first
            environ["PATH_INFO"] = "/" + rest
        return self.app(environ, start_response)


def language() -> str:
    """The language of this request."""
    found: str = request.environ.get("ticc.language", DEFAULT) if request else DEFAULT
    return found


def address_in(other: str) -> str:
    """The address of the present page in another language."""
    outer = request.environ.get("ticc.outer_script_name", request.script_root if language() == DEFAULT else "")
    prefix = "" if other == DEFAULT else f"/{other}"
    query = request.query_string.decode("ascii", "replace")
    return f"{outer}{prefix}{quote(_path_to_ask_for())}" + (f"?{query}" if query else "")


def _path_to_ask_for() -> str:
    """The path of this page, or where there is none to ask for (a refused form, a mistyped address), the nearest above it."""
    path = request.path
    if request.url_rule is not None and "GET" in (request.url_rule.methods or ()):
        return path
    adapter = current_app.url_map.bind("")
    while path != "/" and not adapter.test(path, "GET"):
        path = path.rpartition("/")[0] or "/"
    return path


def outer_root() -> str:
    """What stands before every address of the application, without the language."""
    root: str = request.environ.get("ticc.outer_script_name", request.script_root)
    return root


def day(value: date | datetime | None) -> str:
    """A date as the reader's language writes it."""
    return format_date(value, "d MMMM yyyy") if value else ""


def month(value: date | None) -> str:
    """A month as the reader's language writes it."""
    return str(format_date(value, "MMMM yyyy")) if value else ""


def number(value: float) -> str:
    """A number as the reader's language writes it."""
    return str(format_decimal(value))


def init_app(app: Flask) -> None:
    """Give the application its languages."""
    app.wsgi_app = LanguagePrefix(app.wsgi_app)  # type: ignore[method-assign]
    Babel(app, locale_selector=language, default_translation_directories="translations")
    helpers: dict[str, Callable[..., Any]] = {"language": language, "address_in": address_in, "day": day, "month": month, "number": number}
    app.jinja_env.globals.update(helpers, LANGUAGES=LANGUAGES)
