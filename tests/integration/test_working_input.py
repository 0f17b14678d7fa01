"""Working a barrier: whatever is typed, a clear word at its field, everything kept, never a defect."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from careful_client import CarefulClient
from factories import add_barrier, rows, sign_in
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from installation import ONLY_SQLITE
from pages import Page
from working import work

from ticc.barriers.models import CostNoted, Escalation, NextStep, Note, Stance
from ticc.foundation.clock import today

TOMORROW = (today() + timedelta(days=1)).isoformat()


@pytest.fixture
def code(app: Flask) -> str:
    """A barrier of Rose Street School that the programme shares."""
    return add_barrier(app)


@pytest.mark.parametrize(
    ("path", "said", "field"),
    [
        ("notes/new", {"words": ""}, "#words"), ("notes/new", {"words": "x" * 5001}, "#words"),
        ("steps/new", {"words": ""}, "#words"), ("steps/new", {"words": "x", "due_on": "soon"}, "#due_on"),
        ("steps/new", {"words": "x", "due_on": "0000-01-01"}, "#due_on"), ("steps/new", {"words": "x", "owner": "999"}, "#owner"),
        ("steps/new", {"words": "x", "owner": "\x00"}, ""), ("steps/new", {"words": "x", "due_on": "20260101"}, "#due_on"),
        ("costs/new", {"on": TOMORROW, "hours_likely": "1"}, "#on"), ("costs/new", {"on": "1999-01-01", "hours_likely": "1"}, "#on"),
        ("costs/new", {"on": "2025-01-01"}, "#hours_low"), ("costs/new", {"on": "2025-01-01", "hours_low": "5", "hours_high": "2"}, "#hours_low"),
        ("costs/new", {"on": "2025-01-01", "hours_low": "nan"}, "#hours_low"), ("costs/new", {"on": "2025-01-01", "hours_low": "9" * 30}, "#hours_low"),
        ("stances/new", {"who": "", "position": "for"}, "#who"), ("stances/new", {"who": "Council"}, "#position-0"),
        ("stances/new", {"who": "Council", "position": "for", "last_contact": TOMORROW}, "#last_contact"),
        ("escalations/new", {"body": "", "ask": "x"}, "#body"), ("escalations/new", {"body": "x" * 201, "ask": "x"}, "#body"),
    ],
)  # fmt: skip
def test_act_is_refused_at_its_field_and_everything_is_kept_when_something_is_wrong(app: Flask, code: str, path: str, said: Any, field: str) -> None:
    answer = sign_in(app, "rose").submit(f"/barriers/{code}/{path}", said)
    if not field:
        assert answer.status_code in (303, 422)
        return
    assert answer.status_code == 422
    page = Page(answer)
    assert field in page.errors()
    typed = {name: text for name, text in said.items() if name not in ("owner", "position")}
    assert typed.items() <= page.values().items()
    for table in (Note, NextStep, CostNoted, Stance, Escalation):
        assert rows(app, table) == []


ODD = st.one_of(
    st.text(max_size=60),
    st.sampled_from(["", "\x00", "9" * 5000, "-1", "nan", "inf", "0000-00-00", "2025-13-40", "²", "x" * 6000, "\u202e", "2025-01-01", "named", "worked", "other", "SOL-001", "OBS-001", "1", "<b>"]),
)  # fmt: skip
FORMS = {
    "notes/new": ("words", "called", "version"),
    "steps/new": ("words", "owner", "due_on", "version"),
    "costs/new": ("on", "hours_low", "hours_likely", "hours_high", "money_low", "visits_high", "version"),
    "stances/new": ("who", "position", "last_contact", "words", "version"),
    "escalations/new": ("body", "ask"),
    "tries/new": ("solution", "other", "result", "happened", "kept", "changed", "dropped", "added", "month", "year", "authorship", "seen"),
    "tries/1": ("solution", "other", "result", "happened", "month", "year", "authorship", "seen"),
    "tries/1/withdraw": ("seen",),
    "watch": ("watch",),
    "steps/{step}": ("words", "owner", "due_on", "version"),
    "steps/{step}/done": ("came_of_it", "done_on", "version"),
    "costs/{cost}": ("on", "hours_low", "version"),
    "stances/{stance}": ("who", "position", "version"),
    "stances/{stance}/remove": ("version",),
    "notes/{note}": ("words", "called", "version"),
}


@ONLY_SQLITE
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_nothing_breaks_whatever_is_typed(shared_work: tuple[CarefulClient, str, dict[str, str]], data: st.DataObject) -> None:
    client, code, keys = shared_work
    path = data.draw(st.sampled_from(sorted(FORMS)))
    said = {name: data.draw(ODD) for name in FORMS[path]}
    answer = client.post(f"/barriers/{code}/{path.format(**keys)}", data={**said, "csrf_token": keys["token"]})
    assert answer.status_code in (303, 400, 404, 422)


@pytest.fixture
def shared_work(app: Flask) -> tuple[CarefulClient, str, dict[str, str]]:
    """A barrier with one of everything, and a client that does not look at the pages."""
    code = add_barrier(app)
    keys = work(app, code)
    client = sign_in(app, "rose")
    client.looks = False
    return client, code, {**keys, "token": client.token()}
