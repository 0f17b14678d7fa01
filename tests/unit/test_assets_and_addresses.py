"""Addresses: of the application's own files, and those to which a form may lead back."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.catalogue import steady
from ticc.foundation import assets
from ticc.foundation.security import inside


@pytest.mark.parametrize("address", ["/", "/obstacles", "/fr/log?page=2#top", "/a//b", "/caf%C3%A9", "/x?next=https://evil.example"])
def test_way_back_is_taken_when_it_stays_inside(address: str) -> None:
    assert inside(address) == address


@pytest.mark.parametrize(
    "address",
    [
        None, "", "//evil.example", "///evil.example", "https://evil.example", "http:evil.example", "evil.example", "javascript:alert(1)",
        "\\\\evil.example", "/\\evil.example", "/a\\..\\b", "/\t/evil.example", "/\n/evil.example", "\t//evil.example", " //evil.example", "/\x00",
    ],
)  # fmt: skip
def test_way_back_is_refused_when_it_could_lead_outside(address: str | None) -> None:
    assert inside(address) is None


@steady
@given(st.text("/\\:. \t\r\nae@?#%").map(lambda text: "/" + text))
def test_browser_stays_inside_when_it_follows_a_way_back(address: str) -> None:
    # What a browser makes of an address (WHATWG URL): tabs and line breaks are dropped, a backslash is a slash.
    followed = re.sub(r"[\t\r\n]", "", address).replace("\\", "/")
    if inside(address):
        assert not followed.startswith("//")
    else:
        assert followed.startswith("//") or followed != address


@pytest.fixture
def with_files(tmp_path: Path) -> Flask:
    """Not the application: a bare one with a folder of files."""
    (tmp_path / "ticc.css").write_text("a{}")
    app = Flask("files", static_folder=str(tmp_path), static_url_path="/static")
    assets.init_app(app)
    return app


def test_address_carries_a_fingerprint_when_the_file_is_there(with_files: Flask) -> None:
    with with_files.test_request_context():
        assert re.fullmatch(r"/static/ticc\.css\?v=[0-9a-f]{10}", assets.asset("ticc.css"))


def test_fingerprint_changes_when_the_file_does(with_files: Flask, tmp_path: Path) -> None:
    with with_files.test_request_context():
        before = assets.asset("ticc.css")
        (tmp_path / "ticc.css").write_text("b{}")
        os.utime(tmp_path / "ticc.css", (1, 1))
        assert assets.asset("ticc.css") != before


def test_address_has_no_fingerprint_when_the_file_is_missing(with_files: Flask) -> None:
    with with_files.test_request_context():
        assert assets.asset("none.css") == "/static/none.css"


def test_address_is_the_same_when_the_language_is_another(with_files: Flask) -> None:
    with with_files.test_request_context("/", base_url="http://beans.example/fr", environ_overrides={"ticc.outer_script_name": ""}):
        french = assets.asset("ticc.css")
    with with_files.test_request_context("/"):
        assert assets.asset("ticc.css") == french


@pytest.mark.parametrize(("query", "kept"), [("?v=abc", "public, max-age=31536000, immutable"), ("", "no-cache"), ("?v=", "no-cache")])
def test_browser_keeps_a_file_for_a_year_when_it_carries_a_fingerprint(with_files: Flask, query: str, kept: str) -> None:
    with with_files.test_client().get(f"/static/ticc.css{query}") as answer:
        assert answer.headers["Cache-Control"] == kept
