"""Addresses of the application's own files: with a fingerprint, so that a browser may keep them for a year."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from flask import Flask, Response, current_app, request

from ticc.foundation.i18n import outer_root

A_YEAR = 31_536_000


@lru_cache(maxsize=256)
def _fingerprint(path: Path, changed_at: float) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:10]


def asset(name: str) -> str:
    """The address of a file under `static/`; the same in every language."""
    path = Path(current_app.static_folder or "") / name
    mark = f"?v={_fingerprint(path, path.stat().st_mtime)}" if path.is_file() else ""
    return f"{outer_root()}{current_app.static_url_path}/{name}{mark}"


def init_app(app: Flask) -> None:
    """Let templates name files, and browsers keep those that carry a fingerprint."""
    app.jinja_env.globals["asset"] = asset

    @app.after_request
    def _let_browsers_keep(response: Response) -> Response:
        if request.endpoint == "static" and request.args.get("v"):
            response.headers["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
        return response
