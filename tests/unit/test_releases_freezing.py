"""Freezing an entry: what is in it, what is not, and its fingerprint."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.unit.catalogue import card, edge, snapshot
from ticc.catalogue.snapshot import Card, Edge
from ticc.kinds import KINDS
from ticc.obstacles.kind import OBSTACLE
from ticc.obstacles.models import Obstacle
from ticc.outcomes.kind import INDICATOR
from ticc.outcomes.models import Indicator
from ticc.releases.freezing import content_of, digest, fingerprint_of, named_in, published, with_neighbours
from ticc.sources.kind import SOURCE
from ticc.sources.models import Source

OBS = card("OBS-1")


def obstacle(**said: Any) -> Obstacle:
    return Obstacle(**{"code": "OBS-1", "title": "Dry beans", "summary": "They dry.", "theme": "soil", "level": "school", "signs": ["grey"], **said})


def frozen(*around: Card | Edge | str, **said: Any) -> dict[str, Any]:
    return content_of(obstacle(**said), OBSTACLE, snapshot(OBS, *around))


def test_entry_holds_its_words_and_nothing_empty_when_it_is_frozen() -> None:
    said = frozen(translations={"fr": {"title": "Haricots secs", "checked": False}}, visibility="public", loaded_digest="x", version=7)
    assert said == {
        "columns": {"title": "Dry beans", "summary": "They dry.", "theme": "soil", "level": "school", "signs": ["grey"]},
        "translations": {"fr": {"title": "Haricots secs"}},
        "links": [],
    }


def test_links_of_both_directions_are_held_when_both_ends_are_seen() -> None:
    links = frozen("SOL-1", "PRI-1", edge("SOL-1", "answers", "OBS-1"), edge("OBS-1", "undermines", "PRI-1", evidence="SRC-1"), "SRC-1")["links"]
    assert [(one["verb"], one.get("away", False), one["code"], one.get("evidence")) for one in links] == [
        ("answers", False, "SOL-1", None),
        ("undermines", True, "PRI-1", "SRC-1"),
    ]


def test_code_of_what_is_not_seen_is_left_out_when_a_link_names_it() -> None:
    reported = edge("SRC-1", "reports", "OBS-1", evidence="BAR-9", site_code="SIT-9")
    (link,) = frozen("SRC-1", reported)["links"]
    assert "9" not in str(link)
    # That there is evidence is not denied; what it is, is not said.
    assert link["evidence"] == ""


def test_code_of_what_is_not_seen_is_left_out_when_a_column_names_it() -> None:
    source = Source(code="SRC-1", title="Diary", summary="Of beans", type_of_text="diary", language="en", same_study_as="SRC-9")
    assert "SRC-9" not in str(content_of(source, SOURCE, snapshot("SRC-1")))
    assert content_of(source, SOURCE, snapshot("SRC-1", "SRC-9"))["columns"]["same_study_as"] == "SRC-9"
    assert frozen(expressions={"norway": "BAR-2026-0001", "oslo": "leave"})["columns"]["expressions"] == {"oslo": "leave"}


def test_nobody_is_named_when_somebody_confirmed_a_sighting() -> None:
    sighting = edge("BAR-1", "sighting-of", "OBS-1", confirmed_by=42)
    (link,) = frozen(card("BAR-1", site_code="SIT-1"), "SIT-1", sighting)["links"]
    assert link["facts"] == {"is_confirmed": True, "site_code": "SIT-1"}


def test_measured_nothing_is_kept_when_the_value_is_zero() -> None:
    indicator = Indicator(code="IND-1", title="Plants", summary="Left", unit="plants", direction="neither")
    seen = snapshot("IND-1", "SRC-1", edge("SRC-1", "gives-value-of", "IND-1", value=0.0))
    (link,) = content_of(indicator, INDICATOR, seen)["links"]
    assert link["facts"]["value"] == 0.0


def test_fingerprint_is_the_same_when_rows_come_in_another_order() -> None:
    links = [edge("SOL-1", "answers", "OBS-1"), edge("SOL-2", "answers", "OBS-1"), edge("OBS-1", "leads-to", "OBS-2")]
    around = ("SOL-1", "SOL-2", "OBS-2")
    first, second = frozen(*around, *links), frozen(*around, *reversed(links))
    assert fingerprint_of("OBS-1", first) == fingerprint_of("OBS-1", second)


def test_fingerprint_differs_when_a_word_or_a_link_or_the_code_does() -> None:
    marks = {
        fingerprint_of("OBS-1", frozen()),
        fingerprint_of("OBS-2", frozen()),
        fingerprint_of("OBS-1", frozen(title="Dry peas")),
        fingerprint_of("OBS-1", frozen(translations={"nl": {"title": "Droge bonen"}})),
        fingerprint_of("OBS-1", frozen("SOL-1", edge("SOL-1", "answers", "OBS-1"))),
        fingerprint_of("OBS-1", frozen("SOL-1", edge("SOL-1", "answers", "OBS-1", reason="Another one"))),
    }
    assert len(marks) == 6


def test_fingerprint_is_the_published_one_when_others_compute_it() -> None:
    # What docs/releases.md says, so that anybody can verify a release without this program.
    assert digest({"b": 1, "a": "é"}) == "aa58fba8483623bed37c1b02edfccbdd9a53123837c20bfa4cb4049993a2872e"


def test_half_a_letter_is_no_obstacle_when_a_fingerprint_is_made() -> None:
    assert len(fingerprint_of("OBS-1", frozen(title="half \ud83d"))) == 64


def test_title_of_a_neighbour_changes_nothing_when_only_it_was_rewritten() -> None:
    link = edge("SOL-1", "answers", "OBS-1")
    assert frozen(card("SOL-1", title="Water"), link) == frozen(card("SOL-1", title="Rain"), link)


def test_codes_are_found_when_they_stand_anywhere_in_a_document() -> None:
    seen = snapshot("OBS-1", "SRC-a-b", "SOL-1")
    data = {"rests_on": ["OBS-1"], "rows": [["see SRC-a-b, and OBS-2"]], "SOL-1": 4, "more": None}
    assert named_in(data, seen) == {"OBS-1", "SRC-a-b", "SOL-1"}


def test_neighbours_are_those_that_a_link_names_when_they_are_seen() -> None:
    seen = snapshot("OBS-1", "SRC-1", "SIT-1", "SRC-2", "SOL-1", edge("SRC-1", "reports", "OBS-1", site_code="SIT-1", evidence="SRC-2"))
    assert with_neighbours({"OBS-1", "BAR-1"}, seen) == {"OBS-1", "SRC-1", "SIT-1", "SRC-2"}


def test_nothing_that_partners_log_is_in_a_release_when_visitors_see_it() -> None:
    seen = snapshot(
        OBS, card("BAR-1", site_code=None), "SOL-1", "SIT-1", edge("BAR-1", "sighting-of", "OBS-1"), edge("SOL-1", "answers", "OBS-1"),
        edge("SOL-1", "tried-at", "SIT-1", barrier_code="BAR-1"), edge("SOL-1", "tried-at", "SIT-1"),
    )  # fmt: skip
    cut = published(seen, KINDS)
    assert set(cut.cards) == {"OBS-1", "SOL-1", "SIT-1"}
    assert [(one.verb, one.facts.get("barrier_code")) for one in cut.edges] == [("answers", None), ("tried-at", None)]
    assert published(replace(cut), KINDS).cards == cut.cards
