"""The pages of importing barriers: look-alikes, who sees what, an export that comes back as it was, and no word that breaks them."""

from __future__ import annotations

import csv
import io
import re
from io import BytesIO
from typing import Any

import pytest
from bringing import HEADINGS, HOSE, NHS_NUMBER, PUMP, bring, send_file, table
from careful_client import CarefulClient
from factories import add_barrier, rows, sign_in
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from installation import ONLY_SQLITE

from tests.unit.catalogue import steady
from ticc.barriers.models import Barrier
from ticc.catalogue.links import SightingOf
from ticc.catalogue.words import Visibility
from ticc.imports.models import Batch

WATER = "Nobody waters the beds in August;;;Porto;2026-03;slows;;;;;W1"


def send(client: CarefulClient, data: bytes | None = None, **said: str) -> str:
    """Send a file; returns the address of its preview."""
    answer = send_file(client, table() if data is None else data, **said)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return str(answer.headers["Location"])


def test_preview_tells_what_the_file_would_bring_and_nothing_is_taken(app: Flask) -> None:
    rose = sign_in(app)
    page = rose.page(send(rose))
    assert page.heading == "barriers.csv"
    for said in ("3 rows can be taken", "Site: This cell is empty: only a draft can do without it", "Row 2 says the same", "overcome"):
        assert said in page.text
    assert rows(app, Barrier) == []


def test_barriers_are_taken_and_undone_on_the_page(app: Flask) -> None:
    rose = sign_in(app)
    address = send(rose)
    assert "3 rows were taken." in rose.submit(address, form="/take", follow=True).get_data(as_text=True)
    assert "3 rows became barriers" in rose.page(address).text
    assert "The pump was locked" in rose.page("/barriers").text
    assert "3 barriers are gone again" in rose.submit(address, form="/undo", follow=True).get_data(as_text=True)
    assert rows(app, Barrier) == []


@pytest.mark.parametrize("proposes", [True, False])
def test_look_alike_is_shown_with_the_shared_words_and_proposed_only_when_the_person_says_so(app: Flask, proposes: bool) -> None:
    rose = sign_in(app)
    address = send(rose, table(WATER))
    page = rose.get(address).get_data(as_text=True)
    assert 'href="/obstacles/OBS-001"' in page
    assert "<mark>August</mark>" in page
    rose.submit(address, {"proposes": "y"} if proposes else {}, form="/take")
    assert [(link.object_code, link.is_confirmed) for link in rows(app, SightingOf)] == ([("OBS-001", False)] if proposes else [])


def test_obstacle_of_the_row_itself_stands_when_it_says_one(app: Flask) -> None:
    rose = sign_in(app)
    address = send(rose, table("Nobody waters the beds in August;draft;OBS-003", headings="Title;State;Obstacle"))
    rose.submit(address, form="/take")
    assert [link.object_code for link in rows(app, SightingOf)] == ["OBS-003"]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_nothing_changes_when_the_list_that_was_taken_away_is_sent_again(app: Flask, ending: str) -> None:
    add_barrier(app, "rose", "The gate is locked on Saturdays", visibility=Visibility.PRIVATE)
    add_barrier(app, "rose", "The hose is too short for the last bed", obstacle="OBS-001")
    add_barrier(app, "hill", "=The slope slides when it rains")
    rose = sign_in(app)
    answer = send_file(rose, rose.get(f"/barriers.{ending}").data, f"barriers.{ending}")
    page = rose.page(answer.headers["Location"])
    assert "0 rows can be taken" in page.text
    assert [row["state"] for row in rows(app, Batch)[0].rows] == ["there"] * 3


def test_private_barrier_of_others_is_as_unknown_as_one_that_is_not_there(app: Flask) -> None:
    private = add_barrier(app, "hill", "The hose is too short for the last bed", visibility=Visibility.PRIVATE)
    draft = add_barrier(app, "hill", "A second one that hangs on a tree", visibility=Visibility.PRIVATE)
    rose = sign_in(app)
    send(
        rose,
        table(f"{private};The hose is too short", f"{draft};The hose is too short", "BAR-2026-XXXX;The hose is too short", headings="Code;Title"),
    )
    looked = rows(app, Batch)[0].rows
    assert {row["state"] for row in looked} == {"problem"}
    assert len({row["problems"][0]["message"] for row in looked}) == 1


@pytest.mark.parametrize("name", ["hill", "adviser", "lead", "admin"])
def test_nothing_of_an_import_of_private_barriers_is_seen_by_anybody_else(app: Flask, name: str) -> None:
    other = sign_in(app, name)
    hidden = re.compile(r'name="csrf_token" value="[^"]*"')
    places = (
        "/",
        "/barriers",
        "/barriers.csv",
        "/barriers.json",
        "/imports",
        "/barriers/import",
        "/search?q=hose",
        "/sites/SIT-porto",
        "/obstacles/OBS-001",
    )
    before = {place: hidden.sub("", other.get(place).get_data(as_text=True)) for place in places}
    key = bring(app, data=table(HOSE, WATER), takes=True)
    for place in places:
        assert hidden.sub("", other.get(place).get_data(as_text=True)) == before[place], place
    for barrier in rows(app, Barrier):
        assert other.get(f"/barriers/{barrier.code}").status_code == 404
    assert other.get(f"/imports/{key}").status_code in (403, 404)
    assert other.post(f"/imports/{key}/undo", data={"csrf_token": other.token()}).status_code in (403, 404)
    assert len(rows(app, Barrier)) == 2


def test_barriers_are_shared_when_the_person_chose_so_for_the_whole_file_save_drafts_and_personal_ones(app: Flask) -> None:
    rose = sign_in(app)
    address = send(
        rose,
        table(HOSE, PUMP, "Something with the compost;;;;;;draft;;;;", HOSE.replace("nobody", NHS_NUMBER).replace("The h", "Our h")),
        visibility="programme",
    )
    assert "looks like an NHS number" in rose.page(address).text
    rose.submit(address, form="/take")
    assert sorted((barrier.state, barrier.visibility) for barrier in rows(app, Barrier)) == [
        ("draft", "private"),
        ("open", "programme"),
        ("overcome", "programme"),
    ]


def test_headings_and_template_speak_the_language_of_the_page(app: Flask) -> None:
    rose = sign_in(app)
    for language, begins in (("", "What happened,Because"), ("/fr", "Ce qui s’est passé;Parce que"), ("/nl", "Wat er gebeurde;Omdat")):
        empty = rose.get(f"{language}/barriers/import/template.csv").data
        assert empty.decode("utf-8-sig").startswith(begins)
        assert send_file(rose, empty, language=language).status_code == 422
        assert rose.get(f"{language}/barriers/import/template.xlsx").status_code == 200
    send(rose, b"Titre;\xc9tat\nLe tuyau est trop court;brouillon", language="/fr")
    assert rows(app, Batch)[0].rows[0]["data"]["language"] == "fr"


@pytest.mark.parametrize(
    ("said", "anchor", "says"),
    [
        ({"file": (b"", "")}, "#file", "Choose the file"),
        ({"file": (b"%PDF-1.4", "x.pdf")}, "#file", "no table"),
        ({"file": (b"Site;Shoes\n1;2", "x.csv")}, "#file", "These columns are missing: What happened"),
        ({"visibility": "public"}, "#visibility-0", "Not a valid choice"),
    ],
)
def test_file_is_refused_with_the_field_named_when_it_cannot_be_read(app: Flask, said: dict[str, Any], anchor: str, says: str) -> None:
    rose = sign_in(app)
    data, name = said.pop("file", (table(), "x.csv"))
    answer = rose.submit("/barriers/import", {"file": (BytesIO(data), name), **said})
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert f'href="{anchor}"' in page and says in page
    assert rows(app, Batch) == []


def test_words_of_a_file_are_shown_as_words_when_they_look_like_a_page(app: Flask) -> None:
    rose = sign_in(app)
    rose.typed = "<script>alert(1)</script> August {{ 7*7 }} waters"
    address = send(rose, table(f"{rose.typed};draft", headings="Title;State"))
    assert "<script>alert(1)" in rose.page(address).text
    rose.submit(address, form="/take")
    assert "{{ 7*7 }}" in rose.page("/barriers").text


CELL = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        [
            "\x00",
            "=1+1",
            "inf",
            "nan",
            "1e999",
            "0000-00-00",
            "99/99/9999",
            "Porto",
            "5",
            "2026-03-31",
            "x" * 5000,
            "﷽" * 200,
            "\u202e",
            "draft",
            "solved",
            "programme",
            "The hose is too short for the last bed",
            "slows",
            "BAR-2026-0001",
            NHS_NUMBER,
        ]
    ),
)


@ONLY_SQLITE
def test_no_file_and_no_word_in_it_makes_the_page_fail(app: Flask) -> None:
    rose = sign_in(app)
    token = rose.token()
    headings = [*HEADINGS.split(";"), "hours_low", "hours_high", "Code", "Obstacle", "Language"]

    @steady
    @given(st.lists(st.lists(CELL, min_size=8, max_size=17), max_size=4), st.sampled_from(["utf-8", "cp1252", "utf-16"]))
    def check(said: list[list[str]], encoding: str) -> None:
        out = io.StringIO(newline="")
        csv.writer(out, delimiter=";").writerows([headings, *said])
        rose.typed = out.getvalue()
        file = (BytesIO(out.getvalue().encode(encoding, errors="ignore")), "x.csv")
        answer = rose.post("/barriers/import", data={"csrf_token": token, "visibility": "private", "file": file})
        assert answer.status_code in (303, 422)
        if answer.status_code == 303:
            address = answer.headers["Location"]
            assert rose.get(address).status_code == 200
            assert rose.get(f"{address}/problems.csv").status_code == 200
            assert rose.post(f"{address}/take", data={"csrf_token": token, "version": "1", "proposes": "y"}).status_code == 303
            assert rose.get(address).status_code == 200

    check()
