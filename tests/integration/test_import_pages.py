"""The pages of imports: sending, looking, taking, undoing, and what nobody else may see of it."""

from __future__ import annotations

import csv
import io
import re
from io import BytesIO
from typing import Any

import pytest
from careful_client import CarefulClient
from factories import HILL, ROSE, make_account, rows, sign_in
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from importing import HEADINGS, add_import, send_file, table
from installation import ONLY_SQLITE
from werkzeug.test import TestResponse

from tests.unit.catalogue import steady
from ticc.catalogue.words import Role
from ticc.imports.models import Batch
from ticc.outcomes.models import SiteMeasurement


def send(client: CarefulClient, data: bytes | None = None, **said: str) -> str:
    """Send a file; returns the address of its preview."""
    answer = send_file(client, table() if data is None else data, **said)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return str(answer.headers["Location"])


def send_by_hand(client: CarefulClient, data: bytes) -> TestResponse:
    """Send a file as bytes: the client's own way leaves large ones open."""
    fields = ((' name="csrf_token"', client.token().encode()), (' name="visibility"', b"private"), (' name="file"; filename="a.csv"', data))
    body = b"".join(b"--cut\r\nContent-Disposition: form-data;%s\r\n\r\n%s\r\n" % (name.encode(), value) for name, value in fields)
    return client.post("/outcomes/import", data=body + b"--cut--\r\n", content_type="multipart/form-data; boundary=cut")


def test_preview_tells_every_problem_with_its_row_and_column_and_nothing_is_taken(app: Flask) -> None:
    rose = sign_in(app)
    page = rose.page(send(rose))
    assert page.heading == "figures.csv"
    assert "Nothing is taken yet" in page.text
    assert "2 rows can be taken" in page.text
    assert "Value: This cell is empty" in page.text
    assert "Site: The organisation does not work at this site" in page.text
    assert "Row 2 says the same" in page.text
    # Problems stand first.
    assert page.text.index("This cell is empty") < page.text.index("Row 2 says the same") < page.text.index("April 2026")
    assert rows(app, SiteMeasurement) == []


def test_rows_are_taken_and_undone_on_the_page(app: Flask) -> None:
    rose = sign_in(app)
    address = send(rose)
    page = rose.submit(address, form="/take", follow=True).get_data(as_text=True)
    assert "2 rows were taken." in page
    assert len(rows(app, SiteMeasurement)) == 2
    assert "62.5" in rose.page("/outcomes/IND-01").text
    assert "2 figures are gone again" in rose.submit(address, form="/undo", follow=True).get_data(as_text=True)
    assert rows(app, SiteMeasurement) == []
    assert "undone on" in rose.page(address).text
    assert "undone" in rose.page("/imports").text


def test_page_says_so_when_all_or_none_was_chosen_and_a_row_has_a_problem(app: Flask) -> None:
    rose = sign_in(app)
    address = send(rose)
    page = rose.submit(address, {"whole": "y"}, form="/take", follow=True).get_data(as_text=True)
    assert "Nothing was taken: row 4 has a problem" in page
    assert rows(app, SiteMeasurement) == []
    assert rows(app, Batch)[0].taken_at is None


def test_second_click_takes_nothing_more(app: Flask) -> None:
    rose = sign_in(app)
    address = send(rose)
    page = rose.page(address)
    assert rose.send(page, form="/take").status_code == 303
    assert "taken already" in rose.send(page, form="/take", follow=True).get_data(as_text=True)
    undoing = rose.page(address)
    assert rose.send(undoing, form="/undo").status_code == 303
    assert "undone already" in rose.send(undoing, form="/undo", follow=True).get_data(as_text=True)


@pytest.mark.parametrize("version", ["", "0", "-1", "nonsense", "9" * 30, "\0"])
def test_nothing_is_taken_when_the_version_is_forged(app: Flask, version: str) -> None:
    rose = sign_in(app)
    address = send(rose)
    assert rose.submit(address, {"version": version}, form="/take").status_code == 303
    assert rows(app, SiteMeasurement) == []


def test_file_is_forgotten_when_the_person_says_so(app: Flask) -> None:
    rose = sign_in(app)
    address = send(rose)
    assert "forgotten" in rose.submit(address, form="/forget", follow=True).get_data(as_text=True)
    assert rose.get(address).status_code == 404
    assert rows(app, Batch) == []


def test_file_that_was_taken_cannot_be_forgotten(app: Flask) -> None:
    key = add_import(app, takes=True)
    rose = sign_in(app)
    answer = rose.post(f"/imports/{key}/forget", data={"csrf_token": rose.token()}, follow_redirects=True)
    assert "undo it instead" in answer.get_data(as_text=True)
    assert len(rows(app, Batch)) == 1


def test_rows_with_problems_are_handed_back_and_taken_once_they_are_mended(app: Flask) -> None:
    rose = sign_in(app)
    address = send(rose)
    answer = rose.get(f"{address}/problems.csv")
    assert "attachment" in answer.headers["Content-Disposition"]
    handed = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))
    assert handed[0] == [*HEADINGS.split(";"), "What is the matter"]
    assert handed[1][-1] == "This cell is empty"
    mended = answer.data.decode("utf-8-sig").replace("Porto;;", "Porto;81;").replace("Bergen", "Porto").encode()
    page = rose.page(send(rose, mended))
    assert "2 rows can be taken" in page.text
    assert "What is the matter" in page.text


def test_rows_can_be_looked_at_by_what_becomes_of_them(app: Flask) -> None:
    rose = sign_in(app)
    address = send(rose)
    shown = {which: rose.page(f"{address}?show={which}").text for which in ("problems", "sound", "there", "forged")}
    assert "This cell is empty" in shown["problems"] and "This cell is empty" not in shown["sound"]
    assert "twice in this file" in shown["there"] and "This cell is empty" not in shown["there"]
    assert shown["forged"] == rose.page(address).text


def test_rows_are_shown_fifty_a_page(app: Flask) -> None:
    rose = sign_in(app)
    address = send(rose, table(*(f"IND-01;Porto;{number};2026-03-31;" for number in range(120))))
    for asked, first in (("1", "Row 2"), ("3", "Row 102"), ("99", "Row 102"), ("x", "Row 2"), ("9" * 30, "Row 2"), ("-1", "Row 2")):
        found = re.findall(r"Row \d+", rose.page(f"{address}?page={asked}").text)
        assert found[0] == first
        assert len(found) <= 50


@pytest.mark.parametrize(
    ("said", "anchor", "says"),
    [
        ({"file": None}, "#file", "Choose the file"),
        ({"file": (b"", "")}, "#file", "Choose the file"),
        ({"file": (b"%PDF-1.4", "x.pdf")}, "#file", "no table"),
        ({"file": (b"Outcome;Shoes\n1;2", "x.csv")}, "#file", "These columns are missing: Site, Value, Day"),
        ({"visibility": "everybody"}, "#visibility-0", "Not a valid choice"),
        ({"visibility": None}, "#visibility-0", "Choose who may see it"),
    ],
)
def test_file_is_refused_with_the_field_named_when_it_cannot_be_read(app: Flask, said: dict[str, Any], anchor: str, says: str) -> None:
    rose = sign_in(app)
    if "file" in said:
        data, name = said["file"] or (None, "")
        answer = rose.submit("/outcomes/import", {"visibility": "programme", "file": data and (BytesIO(data), name)})
    else:
        answer = send_file(rose, table(), **said)
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert f'href="{anchor}"' in page
    assert says in page
    if "file" in said:
        assert re.search(r'value="programme"[^>]*checked', page)
    assert rows(app, Batch) == []


def test_request_is_refused_when_the_file_is_far_too_large_and_the_field_when_it_is_a_little_too_large(make_app) -> None:  # type: ignore[no-untyped-def]
    app = make_app(attachment_mb=1)
    rose = sign_in(app)
    answer = send_by_hand(rose, b"a" * (1024 * 1024 + 1))
    assert answer.status_code == 422
    assert "too large: at most 1 MB" in answer.get_data(as_text=True)
    assert send_by_hand(rose, b"a" * (2 * 1024 * 1024)).status_code == 413


def test_partner_is_chosen_when_somebody_enters_for_several(app: Flask) -> None:
    with app.extensions["database"].act() as session:
        make_account(session, "both", roles=[(Role.MEMBER, ROSE), (Role.MEMBER, HILL)])
    both = sign_in(app, "both")
    assert "Whose figures" in both.page("/outcomes/import").text
    send(both, table("IND-01;Braga;5;2026-03-31;"), partner=HILL)
    assert rows(app, Batch)[0].partner_code == HILL
    assert send_file(both, table(), partner="PAR-town-hall").status_code == 422


def test_partner_is_ones_own_whatever_is_forged(app: Flask) -> None:
    rose = sign_in(app)
    send(rose, partner=HILL)
    assert rows(app, Batch)[0].partner_code == ROSE


def test_lead_chooses_the_partner_and_cannot_enter_what_only_the_partner_sees(app: Flask) -> None:
    lead = sign_in(app, "lead")
    assert "Only your organisation" not in lead.page("/outcomes/import").text
    assert send_file(lead, table(), partner=ROSE, visibility="private").status_code == 422
    address = send(lead, partner=ROSE, visibility="programme")
    assert "3 rows can be taken" in lead.page(address).text
    assert sign_in(app).get(address).status_code == 200


@pytest.mark.parametrize("name", ["hill", "lead"])
def test_nothing_of_an_import_is_seen_by_anybody_else(app: Flask, name: str) -> None:
    before = {}
    other = sign_in(app, name)
    places = ("/imports", "/outcomes/import", "/outcomes", "/outcomes/IND-01", "/outcomes/IND-01/figures.json")
    hidden = re.compile(r'name="csrf_token" value="[^"]*"')
    for place in places:
        before[place] = hidden.sub("", other.get(place).get_data(as_text=True))
    key = add_import(app, data=table("IND-01;Porto;62,5;2026-03-31;Zebrafinch"), takes=True)
    for place in places:
        assert hidden.sub("", other.get(place).get_data(as_text=True)) == before[place]
    for way in ("", "/problems.csv"):
        answer = other.get(f"/imports/{key}{way}")
        assert answer.status_code == 404
        assert answer.get_data(as_text=True).replace(key, "forged") == other.get(f"/imports/forged{way}").get_data(as_text=True)
    for act in ("take", "undo", "forget"):
        assert other.post(f"/imports/{key}/{act}", data={"csrf_token": other.token()}).status_code == 404
    assert len(rows(app, SiteMeasurement)) == 1


def test_headings_and_template_speak_the_language_of_the_page(app: Flask) -> None:
    rose = sign_in(app)
    assert rose.get("/outcomes/import/template.csv").data.decode("utf-8-sig").startswith("Outcome,Site,Value")
    assert rose.get("/fr/outcomes/import/template.csv").data.decode("utf-8-sig").startswith("Résultat;Lieu;Valeur")
    assert rose.get("/nl/outcomes/import/template.csv").data.decode("utf-8-sig").startswith("Uitkomst;Plek;Waarde")
    answer = send_file(rose, b"Outcome;Site\n1;2", language="/nl")
    assert "Waarde, Dag" in answer.get_data(as_text=True)


def test_words_of_a_file_are_shown_as_words_when_they_look_like_a_page(app: Flask) -> None:
    rose = sign_in(app)
    rose.typed = "<script>alert(1)</script>{{ 7*7 }}"
    page = rose.page(send(rose, table("<script>alert(1)</script>;{{ 7*7 }};3;2026-03-31;", headings=HEADINGS.replace("Source", "<b>Hat</b>"))))
    assert "<script>alert(1)" in page.text
    assert "{{ 7*7 }}" in page.text
    assert "<b>Hat</b>" in page.text


CELL = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["\0", "=1+1", "inf", "nan", "1e999", "0000-00-00", "99/99/9999", "IND-01", "Porto", "5", "2026-03-31", "x" * 5000, "﷽" * 200, "\u202e"]
    ),
)


@ONLY_SQLITE
def test_no_file_and_no_word_in_it_makes_the_page_fail(app: Flask) -> None:
    rose = sign_in(app)
    token = rose.token()

    @steady
    @given(st.lists(st.lists(CELL, min_size=5, max_size=6), max_size=4), st.sampled_from(["utf-8", "cp1252", "utf-16"]), st.text(max_size=20))
    def check(said: list[list[str]], encoding: str, name: str) -> None:
        out = io.StringIO(newline="")
        csv.writer(out, delimiter=";").writerows([HEADINGS.split(";"), *said])
        file = (BytesIO(out.getvalue().encode(encoding, errors="ignore")), name.replace("\r", "").replace("\n", "") or "x")
        rose.typed = out.getvalue() + name
        answer = rose.post("/outcomes/import", data={"csrf_token": token, "visibility": "private", "file": file})
        assert answer.status_code in (303, 422)
        if answer.status_code == 303:
            address = answer.headers["Location"]
            assert rose.get(address).status_code == 200
            assert rose.get(f"{address}/problems.csv").status_code == 200
            assert rose.post(f"{address}/take", data={"csrf_token": token, "version": "1"}).status_code == 303
            assert rose.get(address).status_code == 200

    check()
