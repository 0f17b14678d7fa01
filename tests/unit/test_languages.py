"""The address says the language: the prefix is taken off, and every address carries it again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.test import EnvironBuilder

from tests.unit.catalogue import steady
from ticc.foundation import i18n
from ticc.foundation.i18n import LanguagePrefix


def _passed_on(path: str, script_name: str = "") -> dict[str, str]:
    """What the application behind the prefix is told of a request."""
    told: dict[str, str] = {}

    def behind(environ: dict[str, str], _: object) -> list[bytes]:
        told.update({name: environ[name] for name in ("SCRIPT_NAME", "PATH_INFO", "ticc.language", "ticc.outer_script_name") if name in environ})
        return []

    LanguagePrefix(behind)({"PATH_INFO": path, "SCRIPT_NAME": script_name}, lambda *_: None)  # type: ignore[arg-type]
    return told


@pytest.mark.parametrize(
    ("path", "inner", "language"),
    [("/fr/obstacles", "/obstacles", "fr"), ("/nl/", "/", "nl"), ("/fr", "/", "fr"), ("/nl/fr/x", "/fr/x", "nl")],
)
def test_prefix_is_taken_off_when_it_names_a_language(path: str, inner: str, language: str) -> None:
    assert _passed_on(path) == {"SCRIPT_NAME": f"/{language}", "PATH_INFO": inner, "ticc.language": language, "ticc.outer_script_name": ""}


@pytest.mark.parametrize("path", ["/", "", "/obstacles", "/en/obstacles", "/french", "/FR/x", "/de/x", "//fr/x", "/obstacles/fr"])
def test_path_is_left_alone_when_it_names_no_other_language(path: str) -> None:
    assert _passed_on(path) == {"SCRIPT_NAME": "", "PATH_INFO": path}


def test_outer_folder_is_kept_when_the_application_lies_in_one() -> None:
    assert _passed_on("/fr/x", "/beans") == {
        "SCRIPT_NAME": "/beans/fr", "PATH_INFO": "/x", "ticc.language": "fr", "ticc.outer_script_name": "/beans",
    }  # fmt: skip


@steady
@given(st.text(st.characters(codec="latin-1")), st.sampled_from(["", "/beans"]))
def test_whole_address_is_still_there_when_the_prefix_is_taken_off(path: str, folder: str) -> None:
    told = _passed_on("/" + path, folder)
    # Only the bare name of a language gains its slash.
    assert told["SCRIPT_NAME"] + told["PATH_INFO"] in (f"{folder}/{path}", f"{folder}/{path}/")


@pytest.fixture
def small_app() -> Flask:
    """Not the application: a bare one with an address to ask for, and another that only takes forms."""
    app = Flask("small")
    app.add_url_rule("/log/<code>", view_func=lambda code: "", endpoint="log", methods=["GET"])
    app.add_url_rule("/log/<code>/where", view_func=lambda code: "", endpoint="where", methods=["POST"])
    i18n.init_app(app)
    return app


@pytest.fixture
def in_french(small_app: Flask) -> Iterator[None]:
    """A request for a French page."""
    environ = EnvironBuilder("/log/caf%C3%A9", query_string="q=lait&page=2").get_environ()
    environ |= {"SCRIPT_NAME": "/beans/fr", "ticc.language": "fr", "ticc.outer_script_name": "/beans"}
    with small_app.request_context(environ):
        yield


@pytest.mark.usefixtures("in_french")
@pytest.mark.parametrize(("other", "prefix"), [("en", "/beans"), ("fr", "/beans/fr"), ("nl", "/beans/nl")])
def test_same_page_is_found_when_the_language_is_changed(other: str, prefix: str) -> None:
    assert i18n.address_in(other) == f"{prefix}/log/caf%C3%A9?q=lait&page=2"


@pytest.mark.usefixtures("in_french")
def test_language_is_the_one_of_the_address_when_a_request_is_answered() -> None:
    assert i18n.language() == "fr"
    assert i18n.outer_root() == "/beans"


def test_language_is_english_when_there_is_no_request() -> None:
    assert i18n.language() == "en"


@pytest.mark.parametrize(
    ("method", "path", "found"),
    [
        ("GET", "/log/1", "/nl/log/1"),
        ("POST", "/log/1/where", "/nl/log/1"),
        ("GET", "/log/1/mistyped/address", "/nl/log/1"),
        ("GET", "/nowhere", "/nl/"),
    ],
)
def test_language_link_leads_to_the_nearest_page_when_this_one_cannot_be_asked_for(small_app: Flask, method: str, path: str, found: str) -> None:
    with small_app.test_request_context(path, method=method):
        assert i18n.address_in("nl") == found


def test_language_link_stays_inside_when_the_path_begins_with_two_slashes(small_app: Flask) -> None:
    with small_app.request_context({**EnvironBuilder("/").get_environ(), "PATH_INFO": "//evil.example/x"}):
        assert not i18n.address_in("en").startswith("//")


@pytest.mark.parametrize(
    ("language", "said", "counted"), [("en", "1 August 2024", "1,234.5"), ("fr", "1 août 2024", "1\u202f234,5"), ("nl", "1 augustus 2024", "1.234,5")]
)
def test_day_and_number_are_written_as_the_reader_writes_them_when_shown(small_app: Flask, language: str, said: str, counted: str) -> None:
    with small_app.request_context({**EnvironBuilder("/").get_environ(), "ticc.language": language}):
        assert i18n.day(date(2024, 8, 1)) == said
        assert i18n.day(datetime(2024, 8, 1, 12)) == said
        assert i18n.number(1234.5) == counted
        assert i18n.day(None) == ""
