"""Forms: what they forgive, what they refuse, and where they say so."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict

from ticc.barriers.forms import MatchForm, StateForm
from ticc.catalogue.forms import EntryForm
from ticc.foundation import i18n
from ticc.foundation.errors import Refusal


@pytest.fixture(autouse=True)
def _sent() -> Iterator[None]:
    """Not the application: a bare one, for forms need a request."""
    app = Flask("forms")
    app.config.update(SECRET_KEY="only for tests", WTF_CSRF_ENABLED=False)
    i18n.init_app(app)
    with app.test_request_context(method="POST"):
        yield


def _fill(form: type[FlaskForm], **said: str) -> FlaskForm:
    made = form(formdata=MultiDict(said))
    made.validate()
    return made


BLANK = ["", "   ", "\n\t", "\u200b", "\x00\x01", "\u202e "]


@pytest.mark.parametrize("blank", BLANK)
@pytest.mark.parametrize(
    ("form", "field"),
    [(EntryForm, "title"), (EntryForm, "summary"), (StateForm, "how"), (MatchForm, "reason")],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_text_is_refused_when_nothing_can_be_seen_in_it(form: type[FlaskForm], field: str, blank: str) -> None:
    assert _fill(form, **{field: blank})[field].errors
    assert not _fill(form, **{field: "The gate key was lost."})[field].errors


def test_text_is_tidied_when_it_is_taken() -> None:
    assert _fill(EntryForm, title="  The key\x00 was lost \u202e").title.data == "The key was lost"


@pytest.mark.parametrize(("field", "most"), [("title", 300), ("summary", 2000), ("body", 20_000)])
def test_text_is_refused_when_it_is_too_long(field: str, most: int) -> None:
    assert not _fill(EntryForm, **{field: "x" * most})[field].errors
    assert _fill(EntryForm, **{field: "x" * (most + 1)})[field].errors


@pytest.mark.parametrize(
    ("day", "is_taken"), [("2024-02-29", True), ("2023-02-29", False), ("1989-12-31", False), ("9999-01-01", False), ("tomorrow", False), ("", False)]
)
def test_day_is_refused_when_it_is_none_that_has_been(day: str, is_taken: bool) -> None:
    assert (not _fill(StateForm, on=day)["on"].errors) is is_taken


def test_refusal_is_shown_at_its_field_when_it_names_one() -> None:
    form = _fill(EntryForm, title="A good title", summary="A summary")
    form.take_refusal(Refusal("Somebody has this title", "title"))
    assert form.error_list() == [{"text": "Somebody has this title", "href": "#title"}]


@pytest.mark.parametrize("field", [None, "nothing"])
def test_refusal_is_shown_above_when_it_names_no_field(field: str | None) -> None:
    form = _fill(EntryForm, title="A good title", summary="A summary")
    form.take_refusal(Refusal("Not today", field))
    assert form.error_list() == [{"text": "Not today"}]


def test_every_error_leads_to_its_field_when_listed() -> None:
    listed = _fill(MatchForm, other="x" * 21).error_list()
    assert [one["href"] for one in listed] == ["#obstacle-0", "#other", "#reason"]
    assert all(one["text"] for one in listed)
