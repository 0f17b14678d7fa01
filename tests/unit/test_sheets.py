"""Sheets: what content files may say of each kind, and the promises of provenance."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from ticc.catalogue.sheet import EvidencedSheet
from ticc.obstacles.sheet import ObstacleSheet
from ticc.outcomes.sheet import IndicatorSheet
from ticc.sites.sheet import PartnerSheet
from ticc.solutions.sheet import SolutionSheet
from ticc.sources.sheet import SourceSheet

OWN = {"source": "SRC-1", "says": "The diary says so."}
NEAR = {**OWN, "analogous": True}
EVIDENCED: dict[str, Any] = {"code": "OBS-1", "title": "A title", "summary": "A summary", "provenance": "reported", "reported_by": [OWN]}
INDICATOR: dict[str, Any] = {
    "code": "IND-1", "title": "A title", "summary": "A summary", "unit": "plants", "direction": "neither", "definition": "Living plants",
    "measurements": [{"value": 80, "what": "With a rota", "says": "The diary counts.", "source": "SRC-1"}],
}  # fmt: skip
SOLUTION: dict[str, Any] = {
    "code": "SOL-1", "title": "A title", "summary": "A summary", "provenance": "reported", "reported_by": [OWN], "theme": "soil",
    "who_acts": ["pupils"], "effort": "low", "lead_time": "weeks", "mechanism": "Because it works", "first_steps": ["One one", "Two two", "Three three"],
    "effect": "mixed", "effect_ground": "One diary", "certainty": "low", "certainty_ground": "One diary",
}  # fmt: skip


def _refused(sheet: type[Any], said: dict[str, Any]) -> set[str]:
    """The places at which a sheet refuses what is said."""
    with pytest.raises(ValidationError) as refused:
        sheet.model_validate(said)
    return {".".join(map(str, error["loc"])) for error in refused.value.errors()}


@pytest.mark.parametrize(
    ("said", "because"),
    [
        ({"provenance": "reported", "reported_by": []}, "provenance is 'reported'"),
        ({"provenance": "reported", "reported_by": [NEAR, NEAR]}, "provenance is 'reported'"),
        ({"provenance": "analogous", "reported_by": []}, "provenance is 'analogous'"),
        ({"provenance": "inferred", "reported_by": [OWN]}, "provenance is 'inferred'"),
    ],
)
def test_sheet_contradicts_itself_when_its_provenance_promises_more_than_it_shows(said: dict[str, Any], because: str) -> None:
    (message,) = EvidencedSheet.model_validate({**EVIDENCED, **said}).contradictions()
    assert message.startswith(because)


@pytest.mark.parametrize(
    "said",
    [
        {"provenance": "reported", "reported_by": [NEAR, OWN]},
        {"provenance": "analogous", "reported_by": [NEAR]},
        {"provenance": "analogous", "reported_by": [OWN]},
        {"provenance": "inferred", "reported_by": [], "inferred_because": "Drawn from dry beds."},
    ],
)
def test_sheet_does_not_contradict_itself_when_its_provenance_is_kept(said: dict[str, Any]) -> None:
    assert EvidencedSheet.model_validate({**EVIDENCED, **said}).contradictions() == []


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ({"sumary": "A slip"}, "sumary"),
        ({"title": "  x  "}, "title"),
        ({"title": "x" * 301}, "title"),
        ({"summary": "x" * 2001}, "summary"),
        ({"body": "x" * 20_001}, "body"),
        ({"provenance": "rumour"}, "provenance"),
        ({"reported_by": [{**OWN, "cautoin": "slip"}]}, "reported_by.0.cautoin"),
        ({"reported_by": [{"source": "SRC-1"}]}, "reported_by.0.says"),
        ({"reported_by": [{**OWN, "finding": "F" * 21}]}, "reported_by.0.finding"),
    ],
)
def test_sheet_names_the_place_when_it_refuses_something(said: dict[str, Any], place: str) -> None:
    assert _refused(EvidencedSheet, {**EVIDENCED, **said}) == {place}


def test_space_around_words_is_dropped_when_a_sheet_is_read() -> None:
    sheet = EvidencedSheet.model_validate({**EVIDENCED, "title": "  A title \n", "inferred_because": " So it is. "})
    assert (sheet.title, sheet.inferred_because) == ("A title", "So it is.")


@pytest.mark.parametrize("field", ["theme", "level", "determinant"])
def test_obstacle_is_refused_when_it_lacks_its_place_in_the_catalogue(field: str) -> None:
    said = {**EVIDENCED, "theme": "soil", "level": "school", "determinant": "time"}
    assert ObstacleSheet.model_validate(said).theme == "soil"
    del said[field]
    assert _refused(ObstacleSheet, said) == {field}


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ({"first_steps": ["One one", "Two two"]}, "first_steps"),
        ({"first_steps": ["One one", "Two two", "Three three", "Four four"]}, "first_steps"),
        ({"who_acts": []}, "who_acts"),
        ({"effect": "wonderful"}, "effect"),
        ({"certainty": "sure"}, "certainty"),
        ({"tries": [{"site": "SIT-1", "result": "perhaps", "what_happened": "Something", "source": "SRC-1"}]}, "tries.0.result"),
        ({"tries": [{"site": "SIT-1", "result": "worked", "what_happened": "Something"}]}, "tries.0.source"),
        ({"answers": [{"obstacle": "OBS-1"}]}, "answers.0.reason"),
    ],
)
def test_solution_is_refused_when_it_is_not_ready_for_monday(said: dict[str, Any], place: str) -> None:
    SolutionSheet.model_validate(SOLUTION)
    assert _refused(SolutionSheet, {**SOLUTION, **said}) == {place}


@pytest.mark.parametrize("field", ["value", "what", "says", "source"])
def test_measurement_is_refused_when_it_lacks_what_makes_it_a_statement(field: str) -> None:
    IndicatorSheet.model_validate(INDICATOR)
    part = {name: value for name, value in INDICATOR["measurements"][0].items() if name != field}
    assert _refused(IndicatorSheet, {**INDICATOR, "measurements": [part]}) == {f"measurements.0.{field}"}


@pytest.mark.parametrize(("field", "value"), [("value", "many"), ("year", 1989), ("year", 2101), ("unit", "x" * 101), ("site_code", "SIT-1")])
def test_measurement_is_refused_when_a_part_makes_no_sense(field: str, value: object) -> None:
    part = {**INDICATOR["measurements"][0], field: value}
    assert _refused(IndicatorSheet, {**INDICATOR, "measurements": [part]}) == {f"measurements.0.{field}"}


@pytest.mark.parametrize(("field", "value"), [("direction", "up"), ("unit", ""), ("definition", "  ")])
def test_indicator_is_refused_when_it_does_not_say_how_it_is_counted(field: str, value: object) -> None:
    assert _refused(IndicatorSheet, {**INDICATOR, field: value}) == {field}


@pytest.mark.parametrize("address", ["javascript:alert(1)", "ftp://x.example", " www.beans.example"])
def test_address_is_refused_when_it_is_no_web_address(address: str) -> None:
    partner = {"code": "PAR-1", "title": "A title", "summary": "A summary", "country": "norway", "role": "grows", "website": address}
    source = {
        "code": "SRC-1",
        "title": "A title",
        "summary": "A summary",
        "type_of_text": "diary",
        "language": "en",
        "read": "all of it",
        "url": address,
    }
    assert _refused(PartnerSheet, partner) == {"website"}
    assert _refused(SourceSheet, source) == {"url"}
