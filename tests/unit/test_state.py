"""The state of an entry as plain data, and its fingerprint."""

from __future__ import annotations

import pytest

from tests.unit.packs import CLAY, WATER, Folder
from ticc.catalogue.links import LeadsTo, Reports, Try
from ticc.content.state import MACHINERY, columns_of, digest, kind_link, row_values, state_of_file
from ticc.kinds import KINDS


def test_state_says_what_the_file_says_when_read(folder: Folder) -> None:
    state = state_of_file(folder.read().entries["OBS-001"])
    assert state["columns"]["theme"] == "soil"
    assert state["columns"]["unanswered"] == state["columns"]["inferred_because"] == ""
    assert (state["is_retired"], state["merged_into"]) == (False, None)
    assert state["translations"]["fr"]["checked"] is True
    assert state["links"]["leads_to"] == [
        {
            "object_code": "OBS-002",
            "reason": "Parents who saw dead plants ask for the hour to be given back to arithmetic.",
            "evidence": "SRC-bergen-diary",
        }
    ]
    assert state["links"]["reported_by"][0] == {
        "subject_code": "SRC-bergen-diary",
        "site_code": "SIT-bergen",
        "finding": "G-001",
        "reason": "The diary of the mother garden says that every bean was dead in the third week of the holidays.",
    }


def test_try_is_kept_in_column_names_when_read(folder: Folder) -> None:
    (_, second) = state_of_file(folder.read().entries["SOL-001"])["links"]["tries"]
    assert second == {
        "object_code": "SIT-porto",
        "result": "did-not-work",
        "reason": "The gate key was lost in the first week and nobody got in.",
        "evidence": "SRC-porto-study",
        "obstacle_code": "OBS-001",
        "year": 2022,
    }


@pytest.mark.parametrize("kind", KINDS.with_files(), ids=lambda kind: kind.name)
def test_every_column_is_filled_by_the_sheet_when_a_kind_has_files(kind: object) -> None:
    columns = columns_of(kind)  # type: ignore[arg-type]
    assert not MACHINERY & set(columns)
    assert set(columns) <= set(kind.sheet.model_fields)  # type: ignore[attr-defined]
    assert {"title", "summary", "body"} <= set(columns)


@pytest.mark.parametrize("kind", KINDS.with_files(), ids=lambda kind: kind.name)
def test_every_part_of_a_link_has_its_column_when_a_kind_has_links(kind: object, folder: Folder) -> None:
    columns = {link.field: set(link.table.__table__.c.keys()) for link in kind.links}  # type: ignore[attr-defined]
    for sheet in (written for written in folder.read().entries.values() if written.kind is kind):
        for field, rows in state_of_file(sheet)["links"].items():
            assert all(set(row) <= columns[field] for row in rows)


def test_fingerprint_is_the_same_when_only_the_order_of_keys_differs() -> None:
    assert digest({"a": 1, "b": {"c": 2, "d": "é"}}) == digest({"b": {"d": "é", "c": 2}, "a": 1})


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Bent spades", "Broken spades"),
        ("level: town", "level: school"),
        ("level: town", "level: town\nretired: true"),
        ("level: town", "level: town\nmerged_into: OBS-001"),
        ("so pupils stop deciding", "and pupils stop deciding"),
        ("    analogous: true\n", "    analogous: true\n    caution: It was long ago.\n"),
    ],
)
def test_fingerprint_changes_when_the_file_says_something_else(folder: Folder, old: str, new: str) -> None:
    before = digest(state_of_file(folder.read().entries["OBS-003"]))
    folder.change(CLAY, old, new)
    assert digest(state_of_file(folder.read().entries["OBS-003"])) != before


def test_fingerprint_changes_when_only_a_translation_does(folder: Folder) -> None:
    before = digest(state_of_file(folder.read().entries["OBS-001"]))
    folder.change(WATER.replace(".md", ".fr.md"), "checked: true", "checked: false")
    assert digest(state_of_file(folder.read().entries["OBS-001"])) != before


def test_fingerprint_stays_when_the_file_is_only_laid_out_differently(folder: Folder) -> None:
    before = digest(state_of_file(folder.read().entries["OBS-003"]))
    folder.change(CLAY, "level: town\n", "level:   'town'   # of the town hall\nretired: false\n")
    assert digest(state_of_file(folder.read().entries["OBS-003"])) == before


def test_row_says_only_what_is_filled_when_read() -> None:
    reported = kind_link(KINDS["obstacle"], "reported_by")
    row = Reports(id=7, subject_code="SRC-1", object_code="OBS-1", reason="So it says.", is_analogous=False, caution="")
    assert row_values(reported, row) == {"subject_code": "SRC-1", "reason": "So it says."}


def test_row_keeps_what_stands_at_its_other_end_when_read() -> None:
    leads = kind_link(KINDS["obstacle"], "leads_to")
    assert row_values(leads, LeadsTo(id=1, subject_code="OBS-1", object_code="OBS-2", reason="Why", evidence="SRC-1")) == {
        "object_code": "OBS-2", "reason": "Why", "evidence": "SRC-1",
    }  # fmt: skip
    tries = kind_link(KINDS["solution"], "tries")
    row = Try(id=1, subject_code="SOL-1", object_code="SIT-1", result="worked", reason="It did", evidence="SRC-1", barrier_code="BAR-1")
    assert row_values(tries, row) == {"object_code": "SIT-1", "result": "worked", "reason": "It did", "evidence": "SRC-1"}
