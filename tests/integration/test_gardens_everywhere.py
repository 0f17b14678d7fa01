"""The second pack through check, load, search, graph, suggest and lists: the same code, another field."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import networkx as nx
import pytest
from careful_client import CarefulClient
from factories import sign_in
from flask import Flask
from openpyxl import load_workbook

from ticc.catalogue.snapshot import Snapshot
from ticc.catalogue.visibility import VISITOR
from ticc.graph.build import build, statistics
from ticc.graph.export import export_graph
from ticc.graph.suggest import solutions_for
from ticc.graph.told import as_data


@pytest.fixture
def seen(lasting_app: Flask) -> Snapshot:
    with lasting_app.extensions["database"].ask() as session:
        found: Snapshot = lasting_app.extensions["current_snapshot"].for_viewer(session, VISITOR)
        return found


def _codes(client: CarefulClient, address: str) -> set[str]:
    return {row["code"] for row in client.get(address).get_json()["items"]}


def test_suggestion_says_its_way_and_how_it_fared(seen: Snapshot) -> None:
    told = as_data(seen, "OBS-001", solutions_for(seen, "OBS-001"))
    best = told["suggestions"][0]
    assert best["code"] == "SOL-001"
    assert best["tries"] == {"worked": 1, "partly": 0, "did-not-work": 1, "stopped": 0, "too-early": 0}
    assert best["because"] == [{"code": "SOL-001", "title": "Families share a watering rota in the holidays", "link": "answers"}]
    assert best["reason"] == "Somebody comes every day although the school is closed."
    cousin = next(one for one in told["suggestions"] if one["code"] == "SOL-004")
    assert [step["code"] for step in cousin["because"]] == ["OBS-002", "SOL-004"]


def test_graph_counts_what_files_say(seen: Snapshot) -> None:
    told = statistics(seen)
    assert told["nodes"]["obstacle"] == 6, "neither the merged nor the retired one"
    assert told["nodes"]["site"] == 4
    assert told["links"]["answers"] == 5
    assert told["links"]["met-at"] == 7
    assert told["obstacles_without_solution"] == 2


@pytest.mark.parametrize("wanted", ["graphml", "gexf", "json"])
def test_graph_can_be_read_again_when_it_was_exported(seen: Snapshot, tmp_path: Path, wanted: str) -> None:
    path = tmp_path / f"graph.{wanted}"
    export_graph(build(seen), path)
    if wanted == "json":
        again = nx.node_link_graph(json.loads(path.read_text(encoding="utf-8")), edges="links")
    else:
        again = nx.read_graphml(path) if wanted == "graphml" else nx.read_gexf(path)
    assert set(again) == set(build(seen))
    assert again.number_of_edges() == build(seen).number_of_edges()


@pytest.mark.parametrize(
    ("address", "codes"),
    [
        ("/obstacles.json?theme=soil", {"OBS-001", "OBS-003"}),
        ("/obstacles.json?level=town", {"OBS-003"}),
        ("/obstacles.json?country=norway", {"OBS-001", "OBS-002", "OBS-006"}),
        ("/obstacles.json?site=SIT-braga&site=SIT-oslo", {"OBS-002", "OBS-005", "OBS-006"}),
        ("/obstacles.json?principle=PRI-01&theme=neighbours", {"OBS-005"}),
        ("/obstacles.json?answered=no-solution", {"OBS-004", "OBS-006"}),
        ("/obstacles.json?provenance=inferred", {"OBS-004"}),
        ("/solutions.json?who_acts=caretaker", {"SOL-001", "SOL-003"}),
        ("/solutions.json?effort=low&effect=unknown", {"SOL-005"}),
        ("/sources.json?type_of_text=diary", {"SRC-bergen-diary", "SRC-braga-letter"}),
        ("/sites.json?country=norway", {"SIT-bergen", "SIT-oslo"}),
    ],
)
def test_list_holds_what_the_filters_say(visitor: CarefulClient, address: str, codes: set[str]) -> None:
    assert _codes(visitor, address) == codes


def test_list_is_the_same_in_every_format(visitor: CarefulClient) -> None:
    items = visitor.get("/obstacles.json?theme=soil").get_json()["items"]
    lines = visitor.get("/obstacles.csv?theme=soil").data.decode("utf-8-sig").splitlines()
    sheet = load_workbook(BytesIO(visitor.get("/obstacles.xlsx?theme=soil").data)).worksheets[0]
    assert [row["code"] for row in items] == [line.split(",")[0] for line in lines[1:]] == [row[0].value for row in list(sheet.rows)[1:]]
    assert {"code", "kind", "title", "summary", "url", "theme", "level", "provenance"} <= set(items[0])


def test_page_says_where_and_by_whom(visitor: CarefulClient) -> None:
    page = visitor.page("/obstacles/OBS-001")
    for words in (
        "Bergen",
        "Porto",
        "Every child sees something grow to the end",
        "The diary of the mother garden says",
        "Families share a watering rota",
    ):
        assert words in page.text
    assert "Nurse" not in page.html
    assert "care practice" not in page.html


def test_translation_is_shown_and_what_is_missing_is_marked(visitor: CarefulClient) -> None:
    page = visitor.page("/fr/obstacles/OBS-001")
    assert page.heading == "Personne n’arrose les haricots en août"
    dutch = visitor.page("/nl/obstacles/OBS-003")
    assert dutch.heading == "De grond is klei zo hard als steen"
    fallen_back = visitor.page("/fr/obstacles/OBS-005")
    assert (
        next(one.text for one in fallen_back.root.iter("span") if one.get("lang") == "en" and one.text) == "Slugs come over from the meadow next door"
    )


def test_log_form_offers_the_sites_of_this_programme(app: Flask) -> None:
    hill = sign_in(app, "hill")
    step = hill.submit("/barriers/new", {"title": "Slugs eat our lettuce at night"}).headers["Location"]
    page = hill.page(step)
    assert "Slugs come over from the meadow next door" in page.text
    where = hill.page(hill.send(page, {"obstacle": "OBS-005"}).headers["Location"])
    assert [one.get("value") for one in where.root.iter("input") if one.get("name") == "site_code"] == [
        "SIT-braga",
        "SIT-bergen",
        "SIT-oslo",
        "SIT-porto",
    ]
