"""Headers and limits that keep a page from being turned against its reader."""

from __future__ import annotations

from flask import Flask, Response, abort, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from ticc.foundation.text import is_control_character

POLICY = "; ".join(
    [
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
)
LARGEST_REQUEST = 2 * 1024 * 1024

csrf = CSRFProtect()
limiter = Limiter(key_func=get_remote_address)


def init_app(app: Flask, trusted_proxies: int) -> None:
    """Protect every form and every page."""
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_REQUEST
    app.config["MAX_FORM_MEMORY_SIZE"] = LARGEST_REQUEST
    csrf.init_app(app)
    limiter.init_app(app)
    app.before_request(_refuse_what_nobody_types)
    app.after_request(_add_headers)
    if trusted_proxies:
        # Only as many hops as the installation says it has: a header from further out could be forged.
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=trusted_proxies, x_proto=trusted_proxies, x_host=trusted_proxies)  # type: ignore[method-assign]


def _refuse_what_nobody_types() -> None:
    """An address with a control character was made up, not typed; databases and HTML refuse such letters."""
    written = [request.path, *(text for pair in request.args.items(multi=True) for text in pair)]
    if any(is_control_character(letter) and letter not in "\t\r\n" for text in written for letter in text):
        abort(404)


def _add_headers(response: Response) -> Response:
    response.headers.setdefault("Content-Security-Policy", POLICY)
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("X-Frame-Options", "DENY")
    response.headers.setdefault("Referrer-Policy", "same-origin")
    response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
    response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    if request.endpoint != "static":
        # Pages differ by person and change by the minute: no shared cache may keep them.
        response.headers.setdefault("Cache-Control", "private, no-cache")
        response.vary.add("Cookie")
    return response


def inside(address: str | None) -> str | None:
    """An address to go back to, if it stays inside this application; None for every other one."""
    if not address or not address.startswith("/") or address.startswith("//") or "\\" in address:
        return None
    if any(ord(letter) < 32 for letter in address):
        return None
    return address
