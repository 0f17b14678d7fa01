"""The builder: rows that move, a preview that keeps nothing, choices with their numbers, languages, deleting, sections that fail."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from careful_client import CarefulClient
from factories import PEOPLE, add_barrier, confirm, make_account, rows, sign_in
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from installation import ONLY_SQLITE
from pages import Page, form_values
from reporting import define
from werkzeug.test import TestResponse

from ticc.catalogue.words import Role, Visibility
from ticc.obstacles.models import Obstacle
from ticc.reports.building import WRITERS
from ticc.reports.models import KeptReport, ReportDefinition
from ticc.reports.register import BY_NAME

TYPED: dict[str, Any] = {
    "title": "Beans",
    "foreword": "Kept words",
    "comment-story": "Once upon a time",
    "theme": "soil",
    "since": "2001",
    "is_shared": "y",
}
# What people and programs put into fields: nothing of it may be more than refused.
ODD = [
    "",
    "\x00",
    "x" * 5000,
    "inf",
    "nan",
    "9" * 400,
    "-1",
    "٣٣٣٣",
    "²",
    "{{ 7*7 }}",
    "theme=soil",
    "=",
    ":",
    "failures:up",
    "since=0000",
    "'; --",
    "é\u202e",
]
FIELDS = (
    "title", "depth", "depth_before", "readers", "site", "country", "theme", "level", "provenance", "since", "until", "order", "foreword",
    "with-codes", "comment-codes", "report_language", "refuses_unchecked", "version", "over", "move", "drop", "preview", "key",
)  # fmt: skip


def order_of(page: Page) -> list[str]:
    return str(page.values("")["order"]).split(",")


def previewed(lead: CarefulClient, said: dict[str, Any], language: str = "") -> TestResponse:
    """What the form would be as a report, asked for as the page does while somebody types."""
    values = {**form_values(lead.page(f"{language}/reports/new").post_forms()[0]), **said}
    answer = lead.post(f"{language}/reports/preview", data={name: value for name, value in values.items() if value is not None})
    assert rows(lead.application, ReportDefinition) == []
    return answer


def test_section_moves_and_everything_typed_stays_when_its_button_is_pressed(app: Flask) -> None:
    lead = sign_in(app, "lead")
    page = lead.page("/reports/new")
    answer = lead.send(page, {**TYPED, "move": "failures:up", "with-method": None})
    assert answer.status_code == 200
    moved = Page(answer)
    assert order_of(moved).index("failures") == order_of(page).index("failures") - 1
    assert "Failures worth knowing is now 6 of 13." in moved.text
    values = moved.values()
    assert {name: values[name] for name in TYPED} == TYPED
    assert "with-method" not in values and "with-story" in values
    assert re.search(r'id="up-failures"[^>]* autofocus', moved.html)
    back = Page(lead.send(moved, {"move": "back"}))
    assert order_of(back) == list(BY_NAME)
    assert "with-method" in back.values() and back.values()["foreword"] == "Kept words"
    assert rows(app, ReportDefinition) == []
    # Saved as it stands: the usual sections are not written down, so that a later depth brings its own.
    assert lead.send(back).status_code == 303
    assert lead.send(moved).status_code == 303
    saved = rows(app, ReportDefinition)
    assert sorted(len(one.sections) for one in saved) == [0, 11]


@ONLY_SQLITE
@pytest.mark.parametrize("move", ["summary:up", "codes:down", "hats:up", "failures:sideways", "failures", ":", "", "\x00", "x" * 5000])
def test_nothing_moves_when_there_is_no_such_place(app: Flask, move: str) -> None:
    answer = sign_in(app, "lead").submit("/reports/new", {"move": move})
    assert (answer.status_code, order_of(Page(answer))) == (200, list(BY_NAME))


@ONLY_SQLITE
def test_list_alone_comes_with_word_to_the_preview_when_the_page_asks(app: Flask) -> None:
    lead = sign_in(app, "lead")
    values = {**form_values(lead.page("/reports/new").post_forms()[0]), "move": "failures:up"}
    assert lead.post("/reports/new", data=values, headers={"HX-Request": "true"}).headers["HX-Trigger-After-Settle"] == "rearranged"
    assert "HX-Trigger-After-Settle" not in lead.post("/reports/new", data=values).headers


@ONLY_SQLITE
def test_choice_is_taken_out_and_the_next_one_has_the_focus(app: Flask) -> None:
    lead = sign_in(app, "lead")
    page = Page(lead.submit("/reports/new", {**TYPED, "theme": ["soil", "neighbours"], "preview": "y"}))
    assert [one.get("value") for one in page.root.iter("button") if one.get("name") == "drop"] == ["theme=soil", "theme=neighbours", "since=2001"]
    fewer = Page(lead.send(page, {"theme": ["soil", "neighbours"], "drop": "theme=neighbours"}))
    assert re.search(r'id="chip-theme-soil"[^>]* autofocus', fewer.html)
    assert fewer.values()["theme"] == "soil"
    without = Page(lead.send(fewer, {"drop": "since=2001"}))
    assert (without.values()["since"], without.values()["theme"]) == ("", "soil")
    nothing = Page(lead.send(without, {"drop": "theme=soil"}))
    assert "The report speaks of everything in the catalogue" in nothing.text
    assert re.search(r'id="chips-none"[^>]* autofocus', nothing.html)
    assert "theme" not in nothing.values()


def test_preview_shows_the_report_and_keeps_nothing(app: Flask) -> None:
    answer = previewed(sign_in(app, "lead"), {**TYPED, "title": "", "since": "", "depth": "brief"})
    assert answer.status_code == 200
    html = answer.get_data(as_text=True)
    for said in ("Kept words", "Once upon a time", "Blueprint report: ", 'id="preview-summary"', "About 3 pages", "Preview renewed: about"):
        assert said in html
    # The ticks go with the depth, and each choice says what it leaves.
    assert re.search(r'id="with-summary"[^>]*checked', html) and not re.search(r'id="with-codes"[^>]*checked', html)
    assert re.search(r'id="left-level-[a-z]+"[^>]*>\d', html)
    assert re.search(
        r'lang="fr"><p class="app-report__title">Rapport', previewed(sign_in(app, "lead"), {"report_language": "fr"}).get_data(as_text=True)
    )


@ONLY_SQLITE
def test_preview_names_what_is_to_be_mended(app: Flask) -> None:
    lead = sign_in(app, "lead")
    for said, says in (
        ({"since": "20"}, "Sources from the year: '20' is not a year"),
        ({"theme": "hats"}, "hats"),
        ({"depth": None}, "Choose how much"),
        ({"order": "hats"}, "There is no section 'hats'"),
    ):
        answer = previewed(lead, said)
        assert (answer.status_code, says in answer.get_data(as_text=True).replace("&#39;", "'")) == (422, True), said


@ONLY_SQLITE
def test_empty_scope_is_said_in_words_and_still_makes_a_report_in_every_format(app: Flask) -> None:
    lead, scope = sign_in(app, "lead"), ["country=norway", "theme=neighbours", "until=1999"]
    html = previewed(lead, {"country": "norway", "theme": "neighbours", "until": "1999"}).get_data(as_text=True)
    assert "No obstacle lies in this scope: the report would be empty." in html
    key = define(app, "lead", scope=scope)
    assert "No obstacle lies in the chosen scope." in lead.page(f"/reports/{key}").text
    for wanted in WRITERS:
        assert lead.get(f"/reports/{key}/report.{wanted}?wait=1").status_code == 200


@ONLY_SQLITE
def test_preview_without_script_stands_below_the_form(app: Flask) -> None:
    lead = sign_in(app, "lead")
    page = Page(lead.submit("/reports/new", {**TYPED, "title": "", "preview": "y"}))
    assert (page.status, page.values()["foreword"]) == (200, "Kept words")
    assert "The obstacle register" in page.text and "Once upon a time" in page.text
    wrong = lead.submit("/reports/new", {"since": "20", "preview": "y"})
    assert wrong.status_code == 422
    assert "#since" in Page(wrong).errors()
    assert rows(app, ReportDefinition) == []


@ONLY_SQLITE
@pytest.mark.parametrize("readers", ["public", "programme"])
def test_no_number_of_the_builder_tells_of_what_a_partner_keeps_to_itself(app: Flask, readers: str) -> None:
    # The lead belongs to the partner too: what this person may see alone is in no report for others.
    with app.extensions["database"].act() as session:
        make_account(session, "both", roles=[(Role.LEAD, None), PEOPLE["rose"]])
    lead = sign_in(app, "both")

    def everything() -> tuple[str, str]:
        answer = previewed(lead, {"readers": readers, "depth": "full"})
        token = re.compile(r'name="csrf_token" value="[^"]+"')
        return answer.get_data(as_text=True), token.sub("", Page(lead.submit("/reports/new", {"readers": readers, "preview": "y"})).html)

    before = everything()
    code = add_barrier(app, "rose", "Zebrafinches", visibility=Visibility.PRIVATE, obstacle="OBS-003", site="SIT-braga")
    confirm(app, code, "OBS-003")
    assert everything() == before


@ONLY_SQLITE
@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    said=st.dictionaries(st.sampled_from(FIELDS), st.sampled_from(ODD) | st.text(max_size=12), max_size=6),
    way=st.sampled_from(["new", "preview", "edit"]),
)
def test_builder_never_fails_whatever_is_typed(app: Flask, said: dict[str, str], way: str) -> None:
    lead = sign_in_once(app)
    lead.looks = False
    key = next((one.key for one in rows(app, ReportDefinition)), None) or define(app, "lead")
    data = {"csrf_token": lead.token(), "depth": "brief", "readers": "public", "title": "Odd", **said}
    answer = lead.post(f"/reports/{key}/edit" if way == "edit" else f"/reports/{way}", data=data)
    assert answer.status_code in (200, 303, 422)


def sign_in_once(app: Flask) -> CarefulClient:
    client: CarefulClient | None = app.extensions.get("signed_in_lead")
    if client is None:
        client = app.extensions["signed_in_lead"] = sign_in(app, "lead")
    return client


def test_report_is_made_in_another_language_than_its_page(app: Flask) -> None:
    lead = sign_in(app, "lead")
    answer = lead.submit("/nl/reports/new", {"title": "Beans", "report_language": "fr"})
    address = answer.headers["Location"]
    assert address.endswith("?report_language=fr") and address.startswith("/nl/reports/")
    page = lead.page(address)
    assert "Résumé" in page.text and page.root.find(".//div[@class='app-report']").get("lang") == "fr"  # type: ignore[union-attr]
    taken = [one for one in page.links() if "/report." in one]
    assert len(taken) == len(WRITERS) and all(one.endswith("?report_language=fr") for one in taken)
    assert "Résumé" in lead.get(next(one for one in taken if ".md" in one)).get_data(as_text=True)
    lead.send(page, form="/keep")
    (kept,) = rows(app, KeptReport)
    assert kept.language == "fr"
    key = address.split("/")[-1].split("?")[0]
    assert "Samenvatting" in lead.page(f"/nl/reports/{key}?report_language=klingon").text
    assert "Copy of " in lead.page(f"/reports/{key}").text and f"/reports/kept/{kept.key}" in lead.page(f"/reports/{key}").links()


def test_definition_is_deleted_by_its_owner_and_its_copies_stay(app: Flask) -> None:
    key, lead = define(app, "lead", is_shared=True, title="Going"), sign_in(app, "lead")
    lead.submit(f"/reports/{key}", form="/keep")
    with app.extensions["database"].act() as session:
        make_account(session, "second", roles=[(Role.LEAD, None)])
    second = sign_in(app, "second")
    assert second.get(f"/reports/{key}/delete").status_code == 403
    assert second.post(f"/reports/{key}/delete", data={"csrf_token": second.token()}).status_code == 403
    assert f"/reports/{key}/delete" not in second.page(f"/reports/{key}").links()
    assert f"/reports/{key}/delete" in lead.page(f"/reports/{key}").links()
    asked = lead.page(f"/reports/{key}/delete")
    assert "Delete “Going”?" in asked.heading and "The copy that was kept of it stays" in asked.text
    assert "Deleted: Going" in lead.send(asked, follow=True).get_data(as_text=True)
    assert rows(app, ReportDefinition) == []
    (kept,) = rows(app, KeptReport)
    assert lead.page(f"/reports/kept/{kept.key}").heading == "Going"
    assert lead.get(f"/reports/{key}").status_code == 404
    assert lead.send(asked).status_code == 404


@ONLY_SQLITE
def test_page_names_the_section_that_cannot_be_composed(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_material: object) -> tuple[()]:
        raise KeyError("SIT-nowhere")

    monkeypatch.setitem(BY_NAME, "failures", replace(BY_NAME["failures"], compose=fails))
    key, lead = define(app, "lead"), sign_in(app, "lead")
    says = "The section “Failures worth knowing” could not be composed. Leave it out"
    page = lead.page(f"/reports/{key}")
    assert says in page.text and "/keep" not in page.html and "/report.md" not in page.html
    for wanted in WRITERS:
        assert lead.get(f"/reports/{key}/report.{wanted}").headers["Location"] == f"/reports/{key}"
    preview = previewed_beside(lead)
    assert (preview.status_code, says in preview.get_data(as_text=True)) == (422, True)
    assert lead.post(f"/reports/{key}/keep", data={"csrf_token": lead.token()}).status_code == 303
    assert rows(app, KeptReport) == []
    assert lead.submit(f"/reports/{key}/edit", {"with-failures": None}).status_code == 303
    assert "OBS-001" in lead.page(f"/reports/{key}").text


def previewed_beside(lead: CarefulClient) -> TestResponse:
    return lead.post("/reports/preview", data=form_values(lead.page("/reports/new").post_forms()[0]))


@ONLY_SQLITE
def test_title_of_500_letters_and_markup_stays_words_on_the_page(app: Flask) -> None:
    hostile = '#eval("1") $x$ \\ <w:p> <script>alert(1)</script> [a](javascript:alert(1)) ' + "x" * 430
    with app.extensions["database"].act() as session:
        session.get_one(Obstacle, "OBS-001").title = hostile
    lead = sign_in(app, "lead")
    html = previewed(lead, {"depth": "full", "foreword": hostile, "comment-codes": hostile}).get_data(as_text=True)
    assert "<script" not in html and "javascript:alert" not in re.sub(r">[^<]*<", "><", html)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html and "x" * 430 in html
