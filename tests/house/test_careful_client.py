"""The careful client itself: it must refuse what nobody should get."""

from __future__ import annotations

import pytest
from careful_client import CarelessPage
from flask import Flask
from installation import ONLY_SQLITE, MakeApp

from ticc.foundation.access import public
from ticc.foundation.database import db

pytestmark = ONLY_SQLITE

PAGE = '<!DOCTYPE html><html lang="en"><head><title>One – Two</title></head><body><h1>One</h1>{}</body></html>'
CARELESS = {
    "a stray end tag": "<p><ul><li>x</li></ul></p>",
    "an unclosed element": "<div>",
    "a second h1": "<h1>Two</h1>",
    "an unlabelled field": '<form><input name="x"></form>',
    "an unlabelled list": '<select name="x"><option>1</option></select>',
    "a form without a token": '<form method="post"></form>',
    "a token in an address": '<form><input type="hidden" name="csrf_token" value="x"></form>',
    "an id that stands twice": '<p id="a">x</p><p id="a">x</p>',
    "a label for nothing": '<label for="nothing">x</label>',
    "a raw None": "<p>Since None</p>",
    "a template that shows": "<p>{{ x }}</p>",
    "a lazy string that shows": "<p>l'obstacle'</p>",
    "a placeholder that nobody filled": "<p>%(num)s found</p>",
    "an escaped escape": "<p>Rock &amp;amp; Roll</p>",
    "an inline script": "<script>1</script>",
    "an inline style": "<style>p {}</style>",
    "a style attribute": '<p style="color: red">x</p>',
    "an event attribute": '<p onclick="x()">x</p>',
    "a script for a link": '<a href="javascript:x()">x</a>',
    "a link that leads nowhere": '<a href="/no-such-page">x</a>',
    "a file that is not there": '<img alt="" src="/static/nothing.png">',
    "an anchor that leads nowhere": '<a href="#nowhere">x</a>',
    "a link without words": '<a href="/"></a>',
    "an image without words": '<img src="/static/images/mark.svg">',
}


def _app_with(make_app: MakeApp, html: str, headers: dict[str, str] | None = None) -> Flask:
    app = make_app()
    app.add_url_rule("/careless", "careless", public(lambda: (html, headers or {})))
    return app


@pytest.mark.parametrize("name", CARELESS)
def test_page_is_refused_when_it_has(name: str, make_app: MakeApp) -> None:
    with pytest.raises(CarelessPage):
        _app_with(make_app, PAGE.format(CARELESS[name])).test_client().get("/careless")


def test_page_is_taken_when_nothing_is_wrong(make_app: MakeApp) -> None:
    assert _app_with(make_app, PAGE.format("<p>Fine. None of these.</p>")).test_client().get("/careless").status_code == 200


@pytest.mark.parametrize("title", ["", "One", " – Two"])
def test_page_is_refused_when_its_title_says_nothing(make_app: MakeApp, title: str) -> None:
    with pytest.raises(CarelessPage, match="the title is"):
        _app_with(make_app, PAGE.format("").replace("One – Two", title)).test_client().get("/careless")


def test_page_is_refused_when_its_language_is_another(make_app: MakeApp) -> None:
    with pytest.raises(CarelessPage, match="lang is 'en' where the address says 'fr'"):
        _app_with(make_app, PAGE.format("")).test_client().get("/fr/careless")


def test_answer_is_refused_when_a_header_is_weakened(make_app: MakeApp) -> None:
    with pytest.raises(CarelessPage, match="Content-Security-Policy"):
        _app_with(make_app, PAGE.format(""), {"Content-Security-Policy": "default-src *"}).test_client().get("/careless")


def test_answer_is_refused_when_the_program_is_broken(make_app: MakeApp) -> None:
    app = make_app()
    app.add_url_rule("/broken", "broken", public(lambda: str(1 / 0)))
    with pytest.raises(CarelessPage, match="a defect"):
        app.test_client().get("/broken")


def test_answer_is_refused_when_a_session_is_left_open(make_app: MakeApp) -> None:
    app = make_app()
    left = []

    def leak() -> str:
        left.append(app.extensions["database"].engine.connect())
        return str(db().info)

    app.add_url_rule("/leak", "leak", public(leak))
    with pytest.raises(CarelessPage, match="left open"):
        app.test_client().get("/leak")
    left[0].close()
