"""Searching as a page does it: cards, facets, pages, and what the API tells."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.search.search_samples import CATALOGUE, KENT, PROGRAMME, PUBLIC, document
from ticc.catalogue.snapshot import Card, Edge, Snapshot
from ticc.catalogue.visibility import VISITOR, Viewer
from ticc.search.engine import SearchEngine
from ticc.search.find import FACETS, Found, as_json, find, similar, similar_as_json
from ticc.search.whoosh_engine import WhooshEngine

MEMBER = Viewer(account_id=1, partners=frozenset({KENT}))
PRIVATE = document("OBS-900", "A secret ceiling", audience=KENT)


def card(code: str, title: str, audience: str = PUBLIC, **facets: object) -> Card:
    """A card with the facets of its kind."""
    kind = {"OBS": "obstacle", "SOL": "solution", "SIT": "site", "PRI": "principle"}[code.partition("-")[0]]
    return Card(code, kind, title, "", audience, {"fr": {"title": f"{title} (fr)"}} if code == "OBS-012" else {}, facets)


CARDS = (
    card("OBS-012", "The contract has a ceiling", theme="funding", level="system", provenance="reported"),
    card("OBS-043", "Every visit is typed twice", theme="it-data", level="organisation", provenance="analogous"),
    card("OBS-100", "Managers keep deciding", theme="leadership", level="organisation", provenance="inferred"),
    card("SOL-007", "Give each team a budget", theme="leadership", provenance="reported"),
    card("SIT-kent", "Kent", country="england"),
    card("PRI-01", "Trust", provenance="reported"),
    card("OBS-900", "A secret ceiling", KENT, theme="secrets", level="system", provenance="logged"),
)
EDGES = (
    Edge("SOL-007", "answers", "OBS-100", "", None),
    Edge("OBS-100", "undermines", "PRI-01", "", None),
    Edge("SIT-kent", "reports", "OBS-012", "", None, {"site_code": "SIT-kent", "is_analogous": False}),
)
WHOLE = Snapshot(1, {one.code: one for one in CARDS}, EDGES)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> SearchEngine:
    """The sample catalogue and one private entry."""
    made = WhooshEngine(tmp_path_factory.mktemp("find"))
    made.rebuild([*CATALOGUE, PRIVATE], 1)
    return made


def search(
    engine: SearchEngine, query: str, viewer: Viewer = VISITOR, language: str = "en", page: int = 1, size: int = 20, **chosen: list[str]
) -> Found:
    """Search as a viewer."""
    return find(engine, WHOLE.seen_by(viewer), viewer.audiences, query, chosen, language, page, size)


def codes(found: Found) -> list[str]:
    """The codes on the page."""
    return [entry.card.code for entry in found.page.items]


def counts(found: Found, name: str) -> dict[str, int]:
    """The values of a facet with their counts."""
    return {choice.value: choice.count for choice in found.facets[name]}


def test_what_matches_comes_as_cards_with_snippets(engine: SearchEngine) -> None:
    found = search(engine, "ceiling")
    assert codes(found) == ["OBS-012"]
    assert found.page.items[0].hit.matched[0].field == "title"
    assert found.page.items[0].hit.snippet
    assert (found.total, found.is_current, found.did_you_mean) == (1, True, None)
    assert found.took_ms > 0


def test_facets_count_what_matched_and_is_seen(engine: SearchEngine) -> None:
    found = search(engine, "team")
    assert set(found.facets) == set(FACETS)
    assert counts(found, "kind") == {"obstacle": 2, "site": 1, "solution": 1}
    assert counts(found, "theme") == {"funding": 1, "leadership": 2}
    assert counts(found, "site") == {"SIT-kent": 2}
    assert counts(found, "country") == {"england": 2}
    assert counts(found, "principle") == {"PRI-01": 1}
    assert counts(found, "answered") == {"no-solution": 1, "not-tried": 1}


def test_a_chosen_facet_narrows_the_answer_and_leaves_its_own_choices_open(engine: SearchEngine) -> None:
    found = search(engine, "team", theme=["leadership"])
    assert set(codes(found)) == {"OBS-100", "SOL-007"}
    assert counts(found, "theme") == {"funding": 1, "leadership": 2}
    assert counts(found, "kind") == {"obstacle": 1, "solution": 1}
    assert [choice.value for choice in found.facets["theme"] if choice.is_chosen] == ["leadership"]


def test_facets_without_a_query_are_browsed_in_the_order_of_codes(engine: SearchEngine) -> None:
    assert codes(search(engine, "  ", kind=["obstacle"])) == ["OBS-012", "OBS-043", "OBS-100"]
    assert codes(search(engine, "", kind=["obstacle"], level=["organisation"])) == ["OBS-043", "OBS-100"]


def test_no_query_and_no_facet_find_nothing(engine: SearchEngine) -> None:
    found = search(engine, "", nonsense=["x"], theme=[])
    assert (found.total, codes(found), counts(found, "kind")) == (0, [], {})


def test_pages_follow_each_other_and_the_last_stands_for_those_beyond(engine: SearchEngine) -> None:
    whole = codes(search(engine, "team"))
    paged = [code for number in (1, 2) for code in codes(search(engine, "team", page=number, size=2))]
    assert paged == whole
    assert search(engine, "team", page=99, size=2).page.number == 2


def test_private_entries_are_found_by_their_partner_and_leave_no_trace_elsewhere(engine: SearchEngine, tmp_path: Path) -> None:
    without = WhooshEngine(tmp_path)
    without.rebuild(CATALOGUE, 1)
    assert set(codes(search(engine, "secret ceiling", MEMBER))) == {"OBS-012", "OBS-900"}
    assert counts(search(engine, "ceiling", MEMBER), "theme") == {"funding": 1, "secrets": 1}
    for query in ("secret ceiling", "sceret", "obs-900", ""):
        told = [as_json(search(one, query, level=["system"]), lambda card: card.code) | {"took_ms": 0} for one in (engine, without)]
        assert told[0] == told[1]
        assert "secret" not in str(told[0]["facets"])


def test_an_entry_that_the_snapshot_no_longer_shows_is_not_told(engine: SearchEngine) -> None:
    seen = Snapshot(1, {code: one for code, one in WHOLE.seen_by(VISITOR).cards.items() if code != "OBS-012"}, ())
    assert find(engine, seen, VISITOR.audiences, "ceiling", {}, "en", 1).total == 0


def test_an_index_that_is_behind_says_so_and_suggests_no_spelling(engine: SearchEngine) -> None:
    assert search(engine, "cieling").did_you_mean == "ceiling"
    newer = Snapshot(2, WHOLE.seen_by(VISITOR).cards, ())
    found = find(engine, newer, VISITOR.audiences, "cieling", {}, "en", 1)
    assert (found.is_current, found.did_you_mean) == (False, None)


def test_no_index_at_all_is_an_empty_answer(tmp_path: Path) -> None:
    found = search(WhooshEngine(tmp_path / "none"), "ceiling")
    assert (found.total, found.is_current) == (0, False)


def test_the_api_tells_exactly_what_the_contract_names(engine: SearchEngine) -> None:
    told = as_json(search(engine, "ceiling contracts", language="fr"), lambda one: f"/obstacles/{one.code}")
    assert list(told) == ["query", "total", "took_ms", "did_you_mean", "facets", "hits"]
    assert told["facets"]["theme"] == [{"value": "funding", "count": 1}]
    (hit,) = told["hits"]
    assert list(hit) == ["code", "kind", "title", "url", "score", "matched", "snippet"]
    assert hit["title"] == "The contract has a ceiling (fr)"
    assert hit["url"] == "/obstacles/OBS-012"
    assert hit["matched"][0] == {"field": "title", "words": ["contract", "ceiling"]}
    assert isinstance(hit["snippet"], str)


def test_similar_obstacles_share_words_as_they_were_typed(engine: SearchEngine) -> None:
    found = similar(engine, WHOLE.seen_by(VISITOR), VISITOR.audiences, "We typed each Visit twice", 3)
    assert similar_as_json(found) == {
        "text": "We typed each Visit twice",
        "hits": [
            {
                "code": "OBS-043",
                "title": "Every visit is typed twice",
                "score": found.entries[0][1].score,
                "shared": ["typed", "Visit", "twice"],
            }
        ],
    }


def test_similar_obstacles_are_only_those_that_the_viewer_sees(engine: SearchEngine) -> None:
    def alike(viewer: Viewer) -> list[str]:
        return [one.code for one, _ in similar(engine, WHOLE.seen_by(viewer), viewer.audiences, "secret ceiling", 5).entries]

    assert alike(MEMBER) == ["OBS-900"]
    assert alike(VISITOR) == []
    assert PROGRAMME not in VISITOR.audiences
