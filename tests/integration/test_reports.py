"""The pages of reports: defining with others at work, keeping for good, verifying, and what nobody else may read."""

from __future__ import annotations

import re
from typing import Any

import pytest
from careful_client import CarefulClient
from factories import add_barrier, confirm, make_account, rows, sign_in
from flask import Flask
from installation import ONLY_SQLITE
from pages import Page
from reporting import define

from ticc.catalogue.links import Try
from ticc.catalogue.words import Role, Visibility
from ticc.foundation.clock import today
from ticc.obstacles.models import Obstacle
from ticc.reports.building import WRITERS
from ticc.reports.models import KeptReport, ReportDefinition
from ticc.reports.register import BY_NAME

TITLE = "Zebrafinch vouchers vanish every Thursday"
REVISION = re.compile(r"(?i)revision \d+")


REFUSED: list[tuple[dict[str, str | None], str]] = [
    ({"title": " "}, "Give the report a title"),
    ({"title": "x" * 201}, "Use at most 200 letters"),
    ({"depth": "endless"}, "Not a valid choice"),
    ({"readers": "private"}, "Not a valid choice"),
    ({"theme": "hats"}, "hats"),
    ({"provenance": "logged"}, "logged"),
    ({"order": "summary, hats"}, "There is no section 'hats'"),
    ({f"with-{name}": None for name in BY_NAME}, "Tick at least one section"),
    ({"since": "20"}, "'20' is not a year"),
    ({"until": "-2020"}, "'-2020' is not a year"),
    ({"since": "2022", "until": "2021"}, "must not lie after"),
    ({"foreword": "x" * 20_001}, "Use at most 20,000 letters"),
    ({"comment-codes": "x" * 20_001}, "Annex: all codes: Use at most 20,000 letters"),
]


def second_lead(app: Flask) -> CarefulClient:
    """Another project lead."""
    with app.extensions["database"].act() as session:
        make_account(session, "second", roles=[(Role.LEAD, None)])
    return sign_in(app, "second")


def kept_by(lead: CarefulClient, key: str, language: str = "") -> str:
    """Keep a copy through the page; returns its address."""
    answer = lead.submit(f"{language}/reports/{key}", form="/keep")
    assert answer.status_code == 303
    assert "/reports/kept/" in answer.headers["Location"]
    return answer.headers["Location"]


def retire(app: Flask, code: str) -> None:
    with app.extensions["database"].act() as session:
        session.get_one(Obstacle, code).is_retired = True


def the_definition(app: Flask) -> ReportDefinition:
    (found,) = rows(app, ReportDefinition)
    return found


def test_lead_defines_looks_and_takes_away(app: Flask) -> None:
    lead = sign_in(app, "lead")
    said: dict[str, Any] = {
        "title": "Beans of Portugal", "depth": "full", "depth_before": "full", "with-codes": "y", "country": "portugal", "theme": ["soil", "timetable"], "since": "2020",
        **dict.fromkeys(f"with-{name}" for name in BY_NAME if name not in ("summary", "register", "codes")), "foreword": "# Dear reader\n\nIt *grew*.", "comment-codes": "These are **all**.", "comment-x": "no",
    }  # fmt: skip
    answer = lead.submit("/reports/new", said)
    assert answer.status_code == 303
    kept = the_definition(app)
    assert kept.scope == ["country=portugal", "theme=soil", "theme=timetable", "since=2020"]
    assert (kept.sections, kept.comments) == (["summary", "register", "codes"], {"codes": "These are **all**."})
    page = lead.page(answer.headers["Location"])
    assert page.heading == "Beans of Portugal"
    for said_there in ("Dear reader", "It grew", "These are all", "OBS-002", "Only these countries (Portugal)."):
        assert said_there in page.text
    assert "OBS-005" not in page.text
    for wanted in WRITERS:
        taken = lead.get(f"/reports/{kept.key}/report.{wanted}?wait=1")
        assert (taken.status_code, taken.headers["Content-Disposition"]) == (
            200, f"attachment; filename=blueprint-report-{today().isoformat()}-en.{wanted}",
        )  # fmt: skip
        assert len(taken.data) > 1000
    values = lead.page(f"/reports/{kept.key}/edit").values("")
    assert {name for name in BY_NAME if f"with-{name}" in values} == {"summary", "register", "codes"}
    assert {name: values[name] for name in ("title", "country", "theme", "since", "until", "foreword", "comment-codes", "version")} == {
        "title": "Beans of Portugal", "country": "portugal", "theme": "timetable", "since": "2020", "until": "",
        "foreword": "# Dear reader\n\nIt *grew*.", "comment-codes": "These are **all**.", "version": "1",
    }  # fmt: skip


@ONLY_SQLITE
def test_definition_is_refused_and_nothing_typed_is_lost(app: Flask) -> None:
    lead = sign_in(app, "lead")
    page = lead.page("/reports/new")
    for said, says in REFUSED:
        answer = lead.send(page, {"title": "Beans", "comment-story": "Once upon a time", **said})
        assert answer.status_code == 422, said
        html = answer.get_data(as_text=True)
        assert says in html.replace("&#39;", "'"), said
        assert "Once upon a time" in html
    assert rows(app, ReportDefinition) == []


def test_both_versions_stand_side_by_side_when_another_window_was_quicker(app: Flask) -> None:
    key, lead = define(app, "lead", comments={"codes": "Old codes"}), sign_in(app, "lead")
    slow = lead.page(f"/reports/{key}/edit")
    assert lead.submit(f"/reports/{key}/edit", {"title": "Quick", "with-story": None, "is_shared": "y"}).status_code == 303
    typed = {"title": "Slow", "foreword": "Slow words", "comment-story": "Slow story", "theme": "soil"}
    answer = lead.send(slow, typed)
    assert answer.status_code == 422
    page = Page(answer)
    assert "was changed meanwhile" in page.text
    assert {name: page.values()[name] for name in typed} == typed
    rows_of = [[" ".join("".join(cell.itertext()).split()) for cell in row] for row in page.root.iter("tr") if row.find("td") is not None]
    told = {row[0]: (row[1], row[2]) for row in rows_of}
    assert told.keys() == {
        "Title", "Scope", "Sections", "Foreword (Markdown, optional)", "Your words in “The story of the transfer”",
        "Let other project leads use and copy this definition",
    }  # fmt: skip
    assert told["Title"] == ("Slow", "Quick")
    assert told["Scope"] == ("Soil and water", "Everything in the catalogue")
    assert told["Sections"][0] == "those of the depth" and "story" not in told["Sections"][1]
    assert told["Let other project leads use and copy this definition"] == ("No", "Yes")
    assert (the_definition(app).title, the_definition(app).version) == ("Quick", 2)
    # Sent again without a choice it is told again; only the button beside the two versions writes over.
    assert lead.send(page, {"title": "Slow"}).status_code == 422
    assert 'name="over" value="2"' in page.html
    assert lead.send(page, {"title": "Slow", "over": "2"}).status_code == 303
    assert (the_definition(app).title, the_definition(app).version) == ("Slow", 3)
    # A third window came between: what was seen is not what would be written over.
    assert lead.send(page, {"title": "Late", "over": "2"}).status_code == 422
    for forged in ("x", "-3", "9" * 30, "\x00", "٣"):
        assert lead.send(page, {"title": "Late", "over": forged}).status_code == 422
    assert the_definition(app).title == "Slow"


@ONLY_SQLITE
def test_another_lead_copies_and_does_not_change_what_is_shared(app: Flask) -> None:
    own, shared = define(app, "lead", title="Own"), define(app, "lead", title="Shared", is_shared=True, scope=["theme=soil"], foreword="Hello")
    second = second_lead(app)
    page = second.page("/reports")
    assert "Shared" in page.text and "by Lead Bean, another lead" in page.text
    assert f"/reports/{own}" not in page.links()
    for knock in ("", "/edit", "/report.md"):
        assert second.get(f"/reports/{own}{knock}").status_code == 404
        assert second.get(f"/reports/forged{knock}").status_code == 404
    assert f"/reports/{shared}/edit" not in second.page(f"/reports/{shared}").links()
    assert second.get(f"/reports/{shared}/edit").status_code == 403
    assert second.post(f"/reports/{shared}/edit", data={"csrf_token": second.token(), "title": "Mine", "version": "1"}).status_code == 403
    for act in ("copy", "keep", "delete"):
        assert second.post(f"/reports/{own}/{act}", data={"csrf_token": second.token()}).status_code == 404
    answer = second.submit(f"/reports/{shared}", form="/copy")
    assert answer.status_code == 303
    copied = next(one for one in rows(app, ReportDefinition) if one.key not in (own, shared))
    assert (copied.title, copied.scope, copied.foreword, copied.is_shared, copied.version) == ("Copy of Shared", ["theme=soil"], "Hello", False, 1)
    assert second.submit(answer.headers["Location"], {"title": "Mine"}).status_code == 303
    assert {one.title for one in rows(app, ReportDefinition)} == {"Own", "Shared", "Mine"}
    assert sign_in(app, "lead").get(f"/reports/{copied.key}").status_code == 404


@ONLY_SQLITE
def test_nothing_is_done_without_the_token_of_the_page(app: Flask) -> None:
    key, lead = define(app, "lead"), sign_in(app, "lead")
    for address in ("/reports/new", *(f"/reports/{key}/{act}" for act in ("edit", "copy", "keep"))):
        assert lead.post(address, data={"title": "Forged", "depth": "full", "readers": "public", "version": "1"}).status_code == 400
    assert [one.title for one in rows(app, ReportDefinition)] == ["What we learned"]
    assert rows(app, KeptReport) == []


@ONLY_SQLITE
def test_report_says_what_is_gone_when_a_theme_was_withdrawn_before_keeping(app: Flask) -> None:
    key, lead = define(app, "lead", scope=["theme=neighbours"], is_shared=True), sign_in(app, "lead")
    preview = lead.page(f"/reports/{key}")
    copy = kept_by(lead, key)
    retire(app, "OBS-005")
    retire(app, "OBS-006")
    answer = lead.send(preview, form="/keep", follow=True)
    assert answer.status_code == 200
    assert "theme: the catalogue does not know &#39;neighbours&#39;" in answer.get_data(as_text=True)
    assert len(rows(app, KeptReport)) == 1
    for wanted in WRITERS:
        taken = lead.get(f"/reports/{key}/report.{wanted}")
        assert (taken.status_code, taken.headers["Location"]) == (302, f"/reports/{key}")
    page = lead.page(f"/reports/{key}")
    assert "/keep" not in page.html
    assert f"/reports/{key}/edit" in page.links()
    assert f"/reports/{key}/edit" not in second_lead(app).page(f"/reports/{key}").links()
    assert "can no longer be made" in lead.page(f"{copy}/changes").text
    assert lead.submit(f"/reports/{key}/edit", {"title": "Without the theme"}).status_code == 303
    assert "OBS-001" in lead.page(f"/reports/{key}").text


@ONLY_SQLITE
def test_entry_is_left_out_when_it_was_withdrawn_between_preview_and_keeping(app: Flask) -> None:
    key, lead = define(app, "lead"), sign_in(app, "lead")
    preview = lead.page(f"/reports/{key}")
    assert "OBS-004" in preview.text
    retire(app, "OBS-004")
    kept = lead.send(preview, form="/keep").headers["Location"]
    assert "OBS-004" not in lead.page(kept).text


def test_kept_copy_never_changes_and_says_what_changed_since(app: Flask, client: CarefulClient) -> None:
    key, lead = define(app, "lead"), sign_in(app, "lead")
    address = kept_by(lead, key)
    before = {wanted: client.get(f"{address}/report.{wanted}").data for wanted in ("md", "html")}
    assert "The report would say the same today." in client.page(f"{address}/changes").text
    page = client.page(address).text.split()
    retire(app, "OBS-004")
    with app.extensions["database"].act() as session:
        session.get_one(Obstacle, "OBS-003").title = "The clay is softer than it was"
    assert {wanted: client.get(f"{address}/report.{wanted}").data for wanted in before} == before
    # A code leads nowhere once its entry is retired; the words stay.
    assert "".join(client.page(address).text.split()) == "".join(page)
    changes = client.page(f"{address}/changes")
    assert re.search(r"<ins>[^<]*The clay is softer than it was", changes.html)
    assert re.search(r"<del>OBS-004 · The pupils who know how leave", changes.html)
    assert not re.search(r"<ins>[^<]*OBS-004|<ins>[^<]*(?i:revision)", changes.html)
    assert lead.submit(f"/reports/{key}/edit", {"title": "Another report", "scope": ""}).status_code == 303
    assert client.page(address).heading == "What we learned"


@ONLY_SQLITE
def test_copy_is_kept_in_the_language_of_the_page(app: Flask, client: CarefulClient) -> None:
    address = kept_by(sign_in(app, "lead"), define(app, "lead"), "/fr")
    (kept,) = rows(app, KeptReport)
    assert kept.language == "fr"
    assert "Résumé" in client.page(address.removeprefix("/fr")).text
    assert "Résumé" in client.get(f"/nl{address.removeprefix('/fr')}/report.md").get_data(as_text=True)


def test_fingerprint_finds_its_copy_however_it_is_written(app: Flask, client: CarefulClient) -> None:
    address = kept_by(sign_in(app, "lead"), define(app, "lead"))
    (kept,) = rows(app, KeptReport)
    mark = kept.fingerprint
    assert mark in client.page(address).text
    spaced = " ".join(mark[at : at + 4] for at in range(0, 64, 4))
    for typed in (mark, mark.upper(), f"  {spaced.upper()}\n", f"\t{mark}"):
        assert address in client.page("/reports/verify", query_string={"fingerprint": typed}).links()
    for typed in (mark[:-1], mark + "0", mark[::-1], "x" * 5000, "%", "<script>", "é"):
        page = client.page("/reports/verify", query_string={"fingerprint": typed})
        assert "No copy with this fingerprint is kept here" in page.text
        assert address not in page.links()
    assert "No copy" not in client.page("/reports/verify").text


@ONLY_SQLITE
def test_members_copy_is_not_there_for_visitors(app: Flask, client: CarefulClient) -> None:
    lead = sign_in(app, "lead")
    public, members = kept_by(lead, define(app, "lead")), kept_by(lead, define(app, "lead", readers="programme", title="For members"))
    mark = next(one.fingerprint for one in rows(app, KeptReport) if one.readers == "programme")
    own = sign_in(app, "hill")
    for knock in ("", "/changes", *(f"/report.{wanted}" for wanted in WRITERS)):
        assert client.get(members + knock).status_code == 404
    for knock in ("", "/changes", "/report.md"):
        assert client.get(public + knock).status_code == 200
        assert own.get(members + knock).status_code == 200
    assert client.get("/reports/kept/forged").status_code == 404
    assert "For members" in own.page("/reports").text and "For members" not in client.page("/reports").text
    assert members in own.page(f"/reports/verify?fingerprint={mark}").links()
    assert "No copy with this fingerprint" in client.page(f"/reports/verify?fingerprint={mark}").text


@ONLY_SQLITE
@pytest.mark.parametrize("readers", ["public", "programme"])
def test_report_is_the_same_when_a_partner_logs_something_private(app: Flask, readers: str) -> None:
    confirm(app, add_barrier(app, "hill", "The shared hose is too short", obstacle="OBS-003", site="SIT-oslo"), "OBS-003")
    key, lead = define(app, "lead", readers=readers), sign_in(app, "lead")

    def everything() -> dict[str, str]:
        return {wanted: REVISION.sub("", lead.get(f"/reports/{key}/report.{wanted}").get_data(as_text=True)) for wanted in ("html", "md")}

    copy, before = kept_by(lead, key), everything()
    code = add_barrier(app, "rose", TITLE, visibility=Visibility.PRIVATE, obstacle="OBS-003", site="SIT-braga")
    confirm(app, code, "OBS-003")
    with app.extensions["database"].act() as session:
        session.add(Try(subject_code="SOL-003", object_code="SIT-braga", reason="Zebrafinch beds", result="worked", barrier_code=code))
        session.add(Try(subject_code="SOL-001", object_code="SIT-oslo", reason="Open to all", result="stopped", evidence=code))
    after = everything()
    assert not any(word in text for text in after.values() for word in ("ebrafinch", code))
    assert {wanted: text.count("Open to all") > 0 for wanted, text in after.items()} == {"html": True, "md": True}
    with app.extensions["database"].act() as session:
        session.delete(next(one for one in rows(app, Try) if one.reason == "Open to all"))
    assert everything() == before
    assert "The report would say the same today." in sign_in(app, "rose").page(f"{copy}/changes").text
