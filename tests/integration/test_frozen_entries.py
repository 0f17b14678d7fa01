"""Entries as they were when a report was kept: for whoever may read the copy, and nobody else; and the check that nothing was tampered with."""

from __future__ import annotations

from careful_client import CarefulClient
from factories import add_barrier, confirm, rows, sign_in
from flask import Flask
from installation import ONLY_SQLITE
from releasing import release, retire, rewrite
from reporting import ANY_MEMBER, keep, seen_by
from sqlmodel import delete

from ticc.advice.health import Grade
from ticc.barriers.models import Barrier
from ticc.catalogue.words import Visibility
from ticc.releases.health import examine_frozen
from ticc.releases.models import FrozenEntry, Release
from ticc.reports.models import KeptReport

TITLE = "Zebrafinch vouchers vanish every Thursday"


def examined(app: Flask) -> dict[str, tuple[str, ...]]:
    """What the checks of frozen entries found, by the first word of each."""
    with app.extensions["database"].ask() as session:
        found = examine_frozen(session, [(f"copy {one.key}", one.entries) for one in rows(app, KeptReport)])
    assert all((check.grade == Grade.ERROR) == bool(check.entries) for check in found)
    return {check.name.split()[0] + " " + check.name.split()[1]: check.entries for check in found}


def test_copy_freezes_the_entries_that_it_names_and_leads_to_them(app: Flask, client: CarefulClient) -> None:
    key = keep(app)
    (kept,) = rows(app, KeptReport)
    assert {"OBS-001", "SOL-001", "PRI-01", "SRC-porto-study", "SIT-porto"} <= set(kept.entries) <= set(seen_by(app).cards)
    assert set(kept.entries.values()) == {one.fingerprint for one in rows(app, FrozenEntry)}
    assert f"/reports/kept/{key}/entries/OBS-001" in client.page(f"/reports/kept/{key}").links()
    page = client.page(f"/reports/kept/{key}/entries/OBS-001")
    assert "As it was on 4 March 2026, in: Blueprint report: school gardens" in page.text
    assert "It says the same today." in page.text
    assert {f"/reports/kept/{key}", "/obstacles/OBS-001", f"/reports/kept/{key}/entries/PRI-01"} <= set(page.links())


def test_entry_stays_as_it_was_in_a_copy_when_it_is_changed_or_taken_out(app: Flask, client: CarefulClient) -> None:
    key = keep(app)
    rewrite(app, "OBS-001", title="Nobody waters the peas in July")
    retire(app, "OBS-004")
    retire(app, "OBS-005", into="OBS-006")
    page = client.page(f"/reports/kept/{key}/entries/OBS-001")
    assert page.heading == "Nobody waters the beans in August"
    assert "<del>beans</del>" in page.html and "<ins>peas</ins>" in page.html
    assert "It is no longer in the catalogue." in client.page(f"/reports/kept/{key}/entries/OBS-004").text
    assert "/obstacles/OBS-006" in client.page(f"/reports/kept/{key}/entries/OBS-005").links()
    assert f"/reports/kept/{key}/entries/OBS-004" in client.page(f"/reports/kept/{key}").links()
    for forged in ("OBS-999", "x'y", "x" * 3000, "BAR-2026-0001"):
        assert client.get(f"/reports/kept/{key}/entries/{forged}").status_code == 404
    assert client.get("/reports/kept/forged/entries/OBS-001").status_code == 404


def test_copy_says_in_which_release_its_entries_stand(app: Flask, client: CarefulClient) -> None:
    key = keep(app)
    assert "Catalogue release" not in client.page(f"/reports/kept/{key}").text
    release(app)
    page = client.page(f"/reports/kept/{key}")
    assert "all entries behind this copy stand there with the same words" in page.text and "/releases/1" in page.links()
    rewrite(app, "OBS-001", title="Nobody waters the peas in July")
    later = client.page(f"/reports/kept/{keep(app)}").text
    assert "1 entry behind this copy stood otherwise there" in later


@ONLY_SQLITE
def test_entries_of_a_members_copy_are_not_there_for_visitors(app: Flask, client: CarefulClient) -> None:
    shared = add_barrier(app, "hill", TITLE, obstacle="OBS-003", site="SIT-oslo")
    confirm(app, shared, "OBS-003")
    members, public = keep(app, readers="programme"), keep(app)
    own = sign_in(app, "rose")
    for code in ("OBS-003", shared):
        assert client.get(f"/reports/kept/{members}/entries/{code}").status_code == 404
    assert "ebrafinch" in own.page(f"/reports/kept/{members}/entries/OBS-003").text
    assert "ebrafinch" not in client.page(f"/reports/kept/{public}/entries/OBS-003").html
    assert client.get(f"/reports/kept/{public}/entries/{shared}").status_code == 404
    # Nobody's name goes into what is frozen.
    assert not any("Hill Bean" in str(one.content) or "logged_by" in str(one.content) for one in rows(app, FrozenEntry))


@ONLY_SQLITE
def test_barrier_is_no_longer_shown_in_a_copy_when_its_partner_takes_it_back(app: Flask) -> None:
    code = add_barrier(app, "hill", TITLE, obstacle="OBS-003", site="SIT-oslo")
    confirm(app, code, "OBS-003")
    key, reader = keep(app, readers="programme"), sign_in(app, "rose")
    (kept,) = rows(app, KeptReport)
    assert code in kept.entries
    assert reader.page(f"/reports/kept/{key}/entries/{code}").heading == TITLE
    with app.extensions["database"].act() as session:
        session.get_one(Barrier, code).visibility = Visibility.PRIVATE.value
    assert reader.get(f"/reports/kept/{key}/entries/{code}").status_code == 404
    page = reader.page(f"/reports/kept/{key}/entries/OBS-003")
    assert "ebrafinch" not in page.html and code not in page.html
    assert "It says the same today." in page.text


@ONLY_SQLITE
def test_nothing_private_is_frozen_when_members_keep_a_copy(app: Flask) -> None:
    keep(app, readers="programme")
    before = {one.fingerprint for one in rows(app, FrozenEntry)}
    code = add_barrier(app, "hill", TITLE, visibility=Visibility.PRIVATE, obstacle="OBS-003")
    confirm(app, code, "OBS-003")
    keep(app, readers="programme")
    assert {one.fingerprint for one in rows(app, FrozenEntry)} == before
    assert code not in seen_by(app, ANY_MEMBER).cards


def test_check_finds_what_was_changed_or_lost_in_the_database(app: Flask) -> None:
    key = keep(app)
    release(app)
    assert set(examined(app).values()) == {()}
    with app.extensions["database"].act() as session:
        mark = session.get_one(Release, 1).entries["OBS-001"]
        one = session.get_one(FrozenEntry, mark)
        one.content = {**one.content, "columns": {**one.content["columns"], "title": "Forged"}}
        session.exec(delete(FrozenEntry).where(FrozenEntry.code == "OBS-002"))  # type: ignore[arg-type]
        session.get_one(Release, 1).entries = {**session.get_one(Release, 1).entries, "OBS-003": "withdrawn"}
    assert examined(app) == {
        "frozen entry": (f"OBS-001 ({mark[:12]})",),
        "release no": ("release 1",),
        "release or": (f"copy {key}: OBS-002", "release 1: OBS-002"),
    }


@ONLY_SQLITE
def test_page_says_that_nothing_is_there_when_what_was_frozen_is_lost(app: Flask, client: CarefulClient) -> None:
    release(app)
    with app.extensions["database"].act() as session:
        session.exec(delete(FrozenEntry).where(FrozenEntry.code == "OBS-002"))  # type: ignore[arg-type]
    assert client.get("/releases/1/OBS-002").status_code == 404
    assert client.get("/releases/1/OBS-001").status_code == 200
    assert "OBS-002" in client.page("/releases/1").text
