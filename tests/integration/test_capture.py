"""Capture: words kept while they are typed, the quick note, files of a barrier, and look-alikes that are recognised at once."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pytest
from careful_client import CarefulClient
from factories import add_barrier, rows, sign_in
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pages import Page
from werkzeug.test import TestResponse

from ticc.attachments.models import Attachment
from ticc.barriers.models import Barrier
from ticc.catalogue.links import SightingOf
from ticc.catalogue.revision import current_revision
from ticc.catalogue.words import Visibility
from ticc.foundation.database import Database
from ticc.history.models import Change

TITLE = "Nobody waters the beans while the school is closed in summer"
UNTIDY = st.text(max_size=300) | st.sampled_from(["\0", "=1+1", "<b>x</b>", "x" * 5000, "\u202eabc", "OBS-001", "-1", "9" * 40, "2,5", "nan"])


@pytest.fixture
def rose(app: Flask) -> CarefulClient:
    return sign_in(app, "rose")


def _keep(client: CarefulClient, **said: str) -> TestResponse:
    return client.post("/barriers/kept", data={"csrf_token": client.token(), "draft": "", "version": "", "title": "", **said})


def _carried(answer: TestResponse) -> dict[str, str]:
    """The fields that a piece puts into the form: the draft and its version."""
    return dict(re.findall(r'name="(draft|version)" value="([^"]*)"', answer.get_data(as_text=True)))


def _only(app: Flask) -> Barrier:
    (found,) = rows(app, Barrier)
    return found


def test_words_are_kept_and_found_on_another_device_when_they_are_typed(rose: CarefulClient, app: Flask) -> None:
    answer = _keep(rose, title="Nob", because="The caretaker is away")
    assert answer.status_code == 200
    assert "Saved as a draft at" in answer.get_data(as_text=True)
    draft = _only(app)
    assert (draft.title, draft.because, draft.state, draft.visibility) == ("Nob", "The caretaker is away", "draft", "private")
    assert answer.headers["HX-Replace-Url"] == f"/barriers/{draft.code}/what"
    again = _keep(rose, title=TITLE, because="The caretaker is away", **_carried(answer))
    assert again.status_code == 200
    assert _only(app).title == TITLE
    elsewhere = sign_in(app, "rose")
    assert TITLE in elsewhere.page("/").text
    assert TITLE in elsewhere.page("/barriers").text
    assert elsewhere.page(f"/barriers/{draft.code}/what").values()["title"] == TITLE


def test_nothing_is_left_behind_when_no_word_was_typed(rose: CarefulClient, app: Flask) -> None:
    answer = _keep(rose, title="  \u0000 ", because="\u202e")
    assert (answer.status_code, "Saved" in answer.get_data(as_text=True)) == (200, False)
    assert rows(app, Barrier) == []


def test_draft_is_listed_when_its_sentence_is_still_missing(rose: CarefulClient, app: Flask) -> None:
    _keep(rose, because="The caretaker is away")
    assert "a draft without its sentence" in rose.page("/").text
    assert "a draft without its sentence" in rose.page("/barriers").text


def test_neither_history_nor_revision_moves_when_words_are_kept_again(rose: CarefulClient, app: Flask, database: Database) -> None:
    first = _keep(rose, title="Mrs Secret has the key")

    def seen() -> tuple[int, int]:
        with database.ask() as session:
            return current_revision(session), len(rows(app, Change))

    before = seen()
    assert _keep(rose, title=TITLE, **_carried(first)).status_code == 200
    assert seen() == before
    assert "Secret" not in str([change.model_dump() for change in rows(app, Change)]), "what was typed and taken back is nobody's business"


def test_both_versions_are_there_when_two_windows_type(rose: CarefulClient, app: Flask) -> None:
    opened = _carried(_keep(rose, title="Said in both windows"))
    assert _keep(rose, title="Said in the first window", **opened).status_code == 200
    answer = _keep(rose, title="Said in the second window", **opened)
    assert answer.status_code == 422
    piece = answer.get_data(as_text=True)
    assert "Said in the first window" in piece
    assert _carried(answer) == {}, "the form keeps its version, so that nothing is replaced unseen"
    assert _only(app).title == "Said in the first window"
    sent = rose.post("/barriers/new", data={"csrf_token": rose.token(), "title": "Said in the second window", **opened})
    assert sent.status_code == 422
    page = Page(sent)
    assert "Said in the first window" in page.text
    assert page.values()["title"] == "Said in the second window"


def test_same_words_are_no_conflict_when_two_windows_type_them(rose: CarefulClient) -> None:
    opened = _carried(_keep(rose, title="Said in both windows"))
    _keep(rose, title="Said again in both", **opened)
    assert _keep(rose, title="Said again in both", **opened).status_code == 200


def test_fault_is_named_and_nothing_written_when_a_kept_word_is_too_long(rose: CarefulClient, app: Flask) -> None:
    # The piece leads to a field of the page that it is put into.
    rose.looks = False
    answer = _keep(rose, title="x" * 201)
    assert answer.status_code == 422
    assert 'href="#title"' in answer.get_data(as_text=True)
    assert rows(app, Barrier) == []


@pytest.mark.parametrize("who", ["hill", "rose"])
def test_logged_barrier_and_other_partners_draft_stay_as_they_are_when_words_are_sent_to_be_kept(rose: CarefulClient, app: Flask, who: str) -> None:
    code = add_barrier(app, "rose", visibility=Visibility.PRIVATE) if who == "rose" else _carried(_keep(rose, title=TITLE))["draft"]
    before = _only(app)
    answer = _keep(sign_in(app, who), title="Changed unseen", draft=code, version=str(before.version))
    assert answer.status_code == (422 if who == "rose" else 404)
    assert TITLE not in answer.get_data(as_text=True)
    assert _only(app).title == before.title


def test_one_draft_becomes_one_barrier_when_the_form_is_sent_after_words_were_kept(rose: CarefulClient, app: Flask) -> None:
    kept = _keep(rose, title="Nobody waters", obstacle="OBS-001")
    answer = rose.post("/barriers/new", data={"csrf_token": rose.token(), "title": TITLE, "obstacle": "OBS-001", **_carried(kept)})
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/barriers/{_only(app).code}/where", "the obstacle that the person came from is proposed"
    assert _only(app).title == TITLE


def test_look_alike_is_proposed_at_once_when_it_is_recognised_while_typing(rose: CarefulClient, app: Flask) -> None:
    page = rose.page("/barriers/new")
    piece = rose.post("/barriers/look-alikes", data={"csrf_token": rose.token(), "title": TITLE, "because": "Away", "draft": ""})
    said = piece.get_data(as_text=True)
    assert "OBS-001" in re.findall(r'name="met" value="([^"]+)"', said)
    assert "because: Away" in said
    answer = rose.send(page, {"title": TITLE, "met": "OBS-001"})
    assert answer.headers["Location"].endswith("/where")
    code = answer.headers["Location"].split("/")[2]
    assert [(one.subject_code, one.object_code, one.is_confirmed) for one in rows(app, SightingOf)] == [(code, "OBS-001", False)]
    again = rose.submit(f"/barriers/{code}/what", {"met": "OBS-002"})
    assert again.status_code == 303
    assert [one.object_code for one in rows(app, SightingOf)] == ["OBS-002"]
    assert rose.submit(f"/barriers/{code}/what", {"met": "OBS-999"}).status_code == 422


def test_quick_note_is_logged_and_completed_later(rose: CarefulClient, app: Flask) -> None:
    opened = rose.page("/barriers/quick")
    assert opened.values()["site_code"] == "SIT-porto"
    answer = rose.send(opened, {"title": TITLE})
    assert answer.status_code == 303
    note = _only(app)
    assert (note.state, note.visibility, note.severity, note.since) == ("open", "programme", "", None)
    landed = rose.page(answer.headers["Location"])
    assert "This is a quick note" in landed.text
    assert "not said yet" in landed.text
    for other in ("adviser", "hill"):
        assert TITLE in sign_in(app, other).page(f"/barriers/{note.code}").text
    for address in (
        "/barriers?severity=slows",
        "/barriers?view=board",
        "/barriers.csv",
        "/barriers.json",
        "/barriers.xlsx",
        "/graph/" + note.code,
        "/",
    ):
        assert rose.get(address).status_code == 200
    assert rose.submit(f"/barriers/{note.code}/how-bad", {"severity": "slows"}).status_code == 303
    assert rose.submit(f"/barriers/{note.code}/where", {"month": "2", "year": "2024"}).status_code == 303
    assert "This is a quick note" not in rose.page(f"/barriers/{note.code}").text


def test_quick_note_stays_with_its_partner_when_it_may_tell_who_somebody_is(rose: CarefulClient, app: Flask) -> None:
    answer = rose.submit("/barriers/quick", {"title": "Mrs Jones has the only key to the tap"})
    note = _only(app)
    assert answer.headers["Location"] == f"/barriers/{note.code}/sieve"
    assert note.visibility == "private"
    assert sign_in(app, "adviser").get(f"/barriers/{note.code}").status_code == 404


def test_quick_note_is_private_when_it_was_asked_for(rose: CarefulClient, app: Flask) -> None:
    assert rose.submit("/barriers/quick", {"title": "Mrs Jones has the only key to the tap", "visibility": "private"}).status_code == 303
    assert _only(app).visibility == "private"


@pytest.mark.parametrize(
    ("said", "field"), [({"title": ""}, "#title"), ({"site_code": "SIT-x"}, "#site_code-0"), ({"visibility": "public"}, "#visibility-0")]
)
def test_what_was_typed_is_kept_when_a_quick_note_is_refused(rose: CarefulClient, app: Flask, said: dict[str, str], field: str) -> None:
    answer = rose.submit("/barriers/quick", {"title": TITLE, **said})
    assert answer.status_code == 422
    assert field in Page(answer).errors()
    assert rows(app, Barrier) == []


def test_quick_note_becomes_a_full_record_when_that_is_pressed(rose: CarefulClient, app: Flask) -> None:
    values = rose.page("/barriers/quick").values()
    answer = rose.post("/barriers/new", data={**values, "title": TITLE})
    assert answer.headers["Location"] == f"/barriers/{_only(app).code}/look-alikes"


@pytest.mark.parametrize("amount", ["2.5", "2,5", "1,500", "½"])
def test_amount_with_a_comma_or_a_point_is_refused_with_a_clear_word(rose: CarefulClient, app: Flask, amount: str) -> None:
    code = add_barrier(app, "rose")
    answer = rose.submit(f"/barriers/{code}/how-bad", {"hours_likely": amount})
    assert answer.status_code == 422
    assert "without a comma or a point" in answer.get_data(as_text=True)
    assert rose.submit(f"/barriers/{code}/how-bad", {"hours_likely": "1 500"}).status_code == 303
    assert _only(app).cost == {"hours": {"likely": 1500}}


def test_file_of_step_3_is_attached_with_the_barrier_or_not_at_all(rose: CarefulClient, app: Flask) -> None:
    code = _carried(_keep(rose, title=TITLE))["draft"]
    rose.submit(f"/barriers/{code}/where", {"site_code": "SIT-porto", "month": "2", "year": "2023"})
    steps = {"severity": "slows", "visibility": "programme"}
    assert rose.submit(f"/barriers/{code}/how-bad", {**steps, "file": (BytesIO(b"MZ\0"), "x.exe")}).status_code == 422
    assert (_only(app).state, rows(app, Attachment)) == ("draft", [])
    assert rose.submit(f"/barriers/{code}/how-bad", {**steps, "file": (BytesIO(b"the plan"), "plan.txt")}).status_code == 303
    assert (_only(app).state, [one.name for one in rows(app, Attachment)]) == ("open", ["plan.txt"])


STEPS: dict[str, tuple[str, ...]] = {
    "kept": ("title", "because", "so_that", "body", "obstacle", "version", "draft"),
    "new": ("title", "because", "so_that", "body", "obstacle", "version", "draft", "met"),
    "quick": ("title", "site_code", "visibility"),
    "{code}/what": ("title", "because", "so_that", "body", "obstacle", "version", "met", "again"),
    "{code}/look-alikes": ("obstacle",),
    "{code}/where": ("site_code", "month", "year", "version"),
    "{code}/how-bad": ("severity", "visibility", "hours_low", "visits_likely", "money_high", "version", "file"),
    "{code}/files": ("file",),
    "look-alikes": ("title", "because", "so_that", "draft"),
}  # fmt: skip


@st.composite
def _acts(draw: st.DrawFn) -> list[tuple[str, dict[str, Any]]]:
    names = draw(st.lists(st.sampled_from(sorted(STEPS)), min_size=1, max_size=4))
    return [(name, draw(st.fixed_dictionaries({}, optional=dict.fromkeys(STEPS[name], UNTIDY)))) for name in names]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=_acts())
def test_no_step_falls_whatever_is_typed_in_whatever_order(rose: CarefulClient, app: Flask, acts: list[tuple[str, dict[str, Any]]]) -> None:
    rose.looks = False
    token = rose.token()
    code = next((one.code for one in rows(app, Barrier)), None) or add_barrier(app, "rose", visibility=Visibility.PRIVATE)
    for step, said in acts:
        for _twice in range(2):
            answer = rose.post(f"/barriers/{step.format(code=code)}", data={"csrf_token": token, **said})
            assert answer.status_code < 500, (step, said)
            assert all(one.visibility == "private" or one.state != "draft" for one in rows(app, Barrier)), "a draft is never shared"
