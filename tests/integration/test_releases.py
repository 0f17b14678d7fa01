"""Releases of the catalogue: numbered for good, with what changed, and every entry as it was."""

from __future__ import annotations

import csv
import io
import json

import pytest
from careful_client import CarefulClient
from factories import add_barrier, confirm, make_account, rows, sign_in
from flask import Flask
from installation import ONLY_SQLITE
from releasing import release, retire, rewrite, the_release
from reporting import ANY_MEMBER, seen_by
from sqlmodel import select

from tests.integration.test_assessment_at_once import at_once
from ticc.catalogue.links import Answers
from ticc.catalogue.words import Role, Visibility
from ticc.foundation.clock import today
from ticc.foundation.database import Database
from ticc.foundation.errors import ChangedMeanwhile, Refusal
from ticc.kinds import KINDS
from ticc.releases import service
from ticc.releases.freezing import digest, freeze
from ticc.releases.models import FrozenEntry, Release
from ticc.releases.queries import nearest_release

TITLE = "Zebrafinch vouchers vanish every Thursday"


def test_release_holds_every_public_entry_when_it_is_made(app: Flask, client: CarefulClient) -> None:
    assert release(app, title="First harvest") == 1
    kept = the_release(app, 1)
    public = {card.code for card in seen_by(app).cards.values() if card.kind != "barrier"}
    assert set(kept.entries) == public
    assert kept.fingerprint == digest(kept.entries)
    assert {one.fingerprint: one.code for one in rows(app, FrozenEntry)} == {mark: code for code, mark in kept.entries.items()}
    page = client.page("/releases/1")
    assert page.heading == "Catalogue release 1: First harvest"
    assert kept.fingerprint in page.text
    assert f"({today().year})." in page.text and "<cite>Catalogue release 1: First harvest</cite>" in page.html
    assert "/releases/1" in client.page("/releases").links()


def test_words_are_kept_once_when_they_are_frozen_again(app: Flask, database: Database) -> None:
    seen = seen_by(app)
    with database.act() as session:
        first = freeze(session, KINDS, seen)
    before = len(rows(app, FrozenEntry))
    rewrite(app, title="Nobody waters the peas")
    seen = seen_by(app)
    with database.act() as session:
        second = freeze(session, KINDS, seen)
    assert len(rows(app, FrozenEntry)) == before + 1
    assert {code for code in first if first[code] != second[code]} == {"OBS-001"}


def test_release_is_refused_when_nothing_changed_unless_it_is_forced(app: Flask) -> None:
    release(app)
    with pytest.raises(Refusal, match="Nothing changed since release 1"):
        release(app)
    assert release(app, is_forced=True) == 2
    assert the_release(app, 1).fingerprint == the_release(app, 2).fingerprint


def test_change_list_tells_what_happened_when_the_catalogue_moved_on(app: Flask, client: CarefulClient) -> None:
    release(app)
    rewrite(app, "OBS-001", title="Nobody waters the peas", translations={"fr": {"title": "Personne n’arrose les pois"}})
    retire(app, "OBS-004")
    retire(app, "OBS-005", into="OBS-006")
    with app.extensions["database"].act() as session:
        link = session.exec(select(Answers).where(Answers.object_code == "OBS-003")).first()
        assert link is not None
        link.reason = "For quite another reason."
    release(app)
    told = client.get("/releases/2/changes.json").get_json()
    by_code = {one["code"]: one for one in told["items"]}
    assert (told["release"], told["since"], told["total"]) == (2, 1, len(told["items"]))
    assert by_code["OBS-001"]["what"] == "changed"
    assert set(by_code["OBS-001"]["fields"]) >= {"Title", "Title (Français)", "Summary (Français)"}
    assert by_code["OBS-004"]["what"] == "withdrawn"
    assert (by_code["OBS-005"]["what"], by_code["OBS-005"]["into"]) == ("merged", "OBS-006")
    assert (by_code["OBS-003"]["what"], by_code["OBS-003"]["fields"]) == ("linked", ["is answered by"])
    listed = list(csv.DictReader(io.StringIO(client.get("/releases/2/changes.csv").get_data().decode("utf-8-sig"))))
    assert [one["code"] for one in listed] == [one["code"] for one in told["items"]]
    page = client.page("/releases/2")
    assert "Nobody waters the peas" in page.text and "Otherwise: Title" in page.text
    only = client.page("/releases/2?what=withdrawn")
    assert "OBS-004" in only.text and "Nobody waters the peas" not in only.text
    assert client.get("/releases/1/changes.json?since=2").get_json()["total"] == told["total"]
    assert client.get("/releases/2?since=9").status_code == 404
    assert client.get("/releases/2?since=1e9&kind=hats&what=hats&page=99999").status_code == 200


def test_entry_is_shown_as_it_was_when_it_was_rewritten_merged_or_taken_out(app: Flask, client: CarefulClient) -> None:
    release(app)
    same = client.page("/releases/1/OBS-001")
    assert "It says the same today." in same.text
    assert "The garden is full in June. In September it is straw." in same.text
    rewrite(app, "OBS-001", summary="School is closed for eight weeks.", body="In September it is *dust*.")
    retire(app, "OBS-004")
    retire(app, "OBS-005", into="OBS-006")
    page = client.page("/releases/1/OBS-001")
    assert "It has changed since." in page.text
    assert "what was sown in May dries up before anybody comes back" in page.text
    assert "<del>" in page.html and "<ins>" in page.html
    assert "/obstacles/OBS-001" in page.links()
    gone = client.page("/releases/1/OBS-004")
    assert "OBS-004" in gone.text
    assert "It is no longer in the catalogue." in gone.text
    merged = client.page("/releases/1/OBS-005")
    assert "It has become part of another entry since:" in merged.text and "/obstacles/OBS-006" in merged.links()
    release(app)
    assert client.get("/releases/2/OBS-004").status_code == 404
    assert (answer := client.get("/releases/2/OBS-005")).status_code == 308 and answer.headers["Location"].endswith("/releases/2/OBS-006")
    assert "other words" in client.page("/releases/1/OBS-001").text
    assert client.get("/releases/1/obs-001").headers["Location"].endswith("/releases/1/OBS-001")
    for forged in (
        "/releases/1/OBS-999",
        "/releases/9/OBS-001",
        "/releases/1/x'y",
        '/releases/1/x"y',
        f"/releases/1/{'x' * 5000}",
        f"/releases/{'9' * 40}",
    ):
        assert client.get(forged).status_code == 404, forged


def test_names_of_others_are_those_of_the_release_when_they_were_renamed(app: Flask, client: CarefulClient) -> None:
    release(app)
    rewrite(app, "OBS-002", title="The hour is gone for good")
    page = client.page("/releases/1/OBS-001")
    assert "It says the same today." in page.text
    assert "The hour is gone for good" not in page.text
    assert "/releases/1/OBS-002" in page.links()


def test_entry_is_told_in_the_language_of_the_page_when_it_was_translated(app: Flask, client: CarefulClient) -> None:
    release(app)
    rewrite(app, "OBS-001", translations={})
    page = client.page("/fr/releases/1/OBS-001")
    assert page.heading == "Personne n’arrose les haricots en août"
    assert "Le jardin est plein en juin." in page.text
    assert client.page("/nl/releases/1/OBS-001").heading == "Nobody waters the beans in August"


def test_whole_release_can_be_verified_when_it_is_taken_away(app: Flask, client: CarefulClient) -> None:
    release(app, title="First", notes="Some *words*")
    retire(app, "OBS-004")
    release(app)
    told = json.loads(client.get("/releases/2.json").get_data(as_text=True))
    assert told["gone"] == {"OBS-004": "withdrawn"}
    assert all(digest({"code": one["code"], "content": one["content"]}) == one["fingerprint"] for one in told["entries"])
    assert (
        digest({one["code"]: one["fingerprint"] for one in told["entries"]} | told["gone"]) == told["fingerprint"] == the_release(app, 2).fingerprint
    )


@ONLY_SQLITE
def test_nothing_that_is_not_public_shows_when_a_release_is_made(app: Flask, client: CarefulClient) -> None:
    release(app)
    confirm(app, add_barrier(app, "rose", TITLE, obstacle="OBS-003"), "OBS-003")
    add_barrier(app, "rose", TITLE, visibility=Visibility.PRIVATE, obstacle="OBS-003")
    confirm(app, add_barrier(app, "rose", TITLE, visibility=Visibility.PUBLIC, obstacle="OBS-001"), "OBS-001")
    # Nothing of it changes what everybody sees: there is nothing to release.
    with pytest.raises(Refusal):
        release(app)
    with app.extensions["database"].act() as session:
        link = session.exec(select(Answers).where(Answers.object_code == "OBS-003")).first()
        assert link is not None
        link.evidence = next(code for code in seen_by(app, ANY_MEMBER).cards if code.startswith("BAR-"))
    release(app)
    for address in ("/releases/2", "/releases/2.json", "/releases/2/changes.json", "/releases/2/OBS-003", "/releases/2/OBS-001"):
        told = client.get(address).get_data(as_text=True)
        assert "ebrafinch" not in told and "BAR-" not in told, address


def test_lead_sees_what_changed_and_makes_a_release(app: Flask) -> None:
    lead = sign_in(app, "lead")
    page = lead.page("/releases/new")
    assert "What it holds" in page.text and "Nobody waters the beans in August" in page.text
    answer = lead.send(page, {"title": "First", "notes": "# Why\n\nBecause."})
    assert answer.status_code == 303
    assert (kept := the_release(app, 1)).title == "First" and kept.account_id is not None
    assert "Because." in lead.page("/releases/1").text
    refused = lead.submit("/releases/new", {"title": "Again"})
    assert refused.status_code == 422
    assert "Nothing changed since release 1" in refused.get_data(as_text=True) and 'value="Again"' in refused.get_data(as_text=True)
    assert lead.submit("/releases/new", {"title": "Again", "is_forced": "y"}).status_code == 303
    assert [one.number for one in rows(app, Release)] == [1, 2]


@ONLY_SQLITE
def test_release_is_refused_and_nothing_typed_is_lost(app: Flask) -> None:
    lead = sign_in(app, "lead")
    page = lead.page("/releases/new")
    for said, says in (
        ({"title": "x" * 201}, "Use at most 200 letters"),
        ({"notes": "x" * 20_001}, "Use at most 20,000 letters"),
        ({"expected": "forged \x00"}, "The catalogue changed"),
    ):
        answer = lead.send(page, {"title": "Typed", **said})
        assert answer.status_code == 422
        assert says in answer.get_data(as_text=True)
    assert rows(app, Release) == []


def test_lead_is_told_when_the_catalogue_changed_after_the_preview(app: Flask) -> None:
    lead = sign_in(app, "lead")
    page = lead.page("/releases/new")
    rewrite(app, title="Nobody waters the peas")
    answer = lead.send(page, {"title": "Typed"})
    assert answer.status_code == 422
    html = answer.get_data(as_text=True)
    assert "The catalogue changed since you looked at it" in html and 'value="Typed"' in html
    assert rows(app, Release) == []
    assert lead.submit("/releases/new", {"title": "Typed"}).status_code == 303


def test_two_leads_get_two_numbers_or_a_refusal_when_they_release_at_once(app: Flask) -> None:
    came = at_once(*(lambda: release(app, is_forced=True) for _ in range(4)))
    assert sorted(came) == [1, 2, 3, 4]  # type: ignore[type-var]
    rewrite(app, title="Nobody waters the peas")
    came = at_once(*(lambda: release(app) for _ in range(3)))
    assert [one for one in came if isinstance(one, int)] == [5]
    assert sum(isinstance(one, Refusal) for one in came) == 2


def test_release_is_refused_when_the_catalogue_moved_under_it(app: Flask, database: Database) -> None:
    seen = seen_by(app)
    rewrite(app, title="Nobody waters the peas")
    with app.test_request_context(), pytest.raises(ChangedMeanwhile), database.act() as session:
        service.make_release(session, KINDS, seen)
    assert rows(app, FrozenEntry) == []


def test_copy_stands_at_the_release_that_holds_its_entries(app: Flask, database: Database) -> None:
    release(app)
    first = dict(the_release(app, 1).entries)
    rewrite(app, title="Nobody waters the peas")
    seen = seen_by(app)
    with database.act() as session:
        later = freeze(session, KINDS, seen)
    moment = the_release(app, 1).released_at
    with database.ask() as session:
        assert nearest_release(session, first, moment) == (1, 0)
        assert nearest_release(session, later, moment) == (1, 1)
    release(app)
    with database.ask() as session:
        assert nearest_release(session, later, moment) == (2, 0)
        assert nearest_release(session, {}, moment.replace(year=2000)) == (1, 0)


@ONLY_SQLITE
def test_releases_are_made_by_leads_alone(app: Flask) -> None:
    with app.extensions["database"].act() as session:
        make_account(session, "observer", roles=[(Role.ADVISER, None)])
    assert sign_in(app, "observer").get("/releases/new").status_code == 403
    assert app.test_client().get("/releases/new").status_code == 302
