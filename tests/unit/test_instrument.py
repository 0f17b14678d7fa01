"""The readiness instrument: every kind of problem is told, and a sound one has none."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
from installation import GARDENS
from pydantic import ValidationError

from tests.unit.packs import Folder
from ticc.assessment.instrument import (
    STEPS,
    Instrument,
    as_frozen,
    check_instruments,
    differences,
    fingerprint,
    from_frozen,
    newest,
    read_instrument,
    read_instruments,
)
from ticc.assessment.instrument_check import flaws
from ticc.content.files import UnreadableFile

Spoil = Callable[[dict[str, Any]], Any]
# Beside the instrument that the gardens have.
ORIGINAL, FRENCH = "assessment/plot@1.yaml", "assessment/plot@1.fr.yaml"
READ = read_instruments(GARDENS)
GARDEN, FRENCH_GARDEN = READ["garden@1"][0], READ["garden@1"][1]["fr"]


def _statement(key: str) -> dict[str, Any]:
    return {
        "key": key,
        "short": True,
        "text": "Everybody knows where the tap is.",
        "why": "Nobody looks for it in August.",
        "steps": [f"What is seen at step {number}" for number in range(STEPS)],
        "you_would_see": ["A map on the wall", "A key on a hook"],
        "applies_to": ["before-start", "at-work"],
        "obstacles": ["OBS-001"],
        "principles": ["PRI-01"],
    }


SOUND: dict[str, Any] = {
    "key": "plot",
    "version": 1,
    "title": "Ready for a garden?",
    "summary": "A few questions before the first seed.",
    "settings": [
        {"key": "before-start", "axis": "stage", "label": {"en": "Before the start"}},
        {"key": "at-work", "axis": "stage", "label": {"en": "At work"}},
        {"key": "school", "axis": "place", "label": {"en": "A school"}},
    ],
    "undertakings": [{"key": "holidays", "label": {"en": "Go on holiday"}, "obstacles": ["OBS-001"]}],
    "sections": [
        {"principle": "PRI-01", "title": "Seen to the end", "statements": [_statement("G-1"), _statement("G-2")]},
        {"principle": "PRI-02", "title": "Pupils decide", "statements": [_statement("G-3")]},
    ],
}
SOUND["sections"][0]["statements"][1]["wording"] = {"before-start": "It is settled where the tap will be."}
_TEXT = {name: _statement("G")[name] for name in ("text", "why", "steps", "you_would_see")}
TRANSLATED: dict[str, Any] = {
    "title": "Prêts pour un jardin ?",
    "summary": "Quelques questions avant la première graine.",
    "sections": {"PRI-01": "Vu jusqu’au bout", "PRI-02": "Les élèves décident"},
    "statements": {"G-1": _TEXT, "G-2": {**_TEXT, "wording": {"before-start": "On sait où sera le robinet."}}, "G-3": _TEXT},
}


def _problems(folder: Folder, spoil: Spoil | None = None, spoil_french: Spoil | None = None) -> list[str]:
    """The problems of the instrument, once one of its two files is spoilt."""
    said, in_french = copy.deepcopy(SOUND), copy.deepcopy(TRANSLATED)
    for change, what in ((spoil, said), (spoil_french, in_french)):
        if change is not None:
            change(what)
    folder.write_yaml(ORIGINAL, said)
    folder.write_yaml(FRENCH, in_french)
    return [str(one) for one in check_instruments(folder.read())]


def _first(said: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = said["sections"][0]["statements"][0]
    return found


def _everywhere(said: dict[str, Any], **parts: Any) -> None:
    for section in said["sections"]:
        for statement in section["statements"]:
            statement.update(parts)


def test_instrument_has_no_problem_when_it_is_sound(folder: Folder) -> None:
    assert _problems(folder) == []


def test_there_is_no_problem_when_a_pack_has_no_instrument(folder: Folder) -> None:
    for path in (folder.root / "assessment").iterdir():
        path.unlink()
    assert check_instruments(folder.read()) == []


def test_instrument_is_read_in_the_order_of_its_questions_when_sound(folder: Folder) -> None:
    found = read_instrument(folder.write_yaml(ORIGINAL, SOUND), folder.root)
    assert isinstance(found, Instrument)
    assert [one.key for one in found.statements] == ["G-1", "G-2", "G-3"]


def test_reading_says_why_when_an_instrument_is_broken(folder: Folder) -> None:
    with pytest.raises(ValidationError):
        read_instrument(folder.write_yaml(ORIGINAL, {}), folder.root)
    with pytest.raises(UnreadableFile):
        read_instrument(folder.write(ORIGINAL, "key: ["), folder.root)


@pytest.mark.parametrize("name", ["readiness.yaml", "Readiness@1.yaml", "readiness@one.yaml", "readiness@1.french.yaml", "@1.yaml"])
def test_file_is_told_of_when_its_name_is_no_version(folder: Folder, name: str) -> None:
    folder.write_yaml(f"assessment/{name}", SOUND)
    assert folder.problems() == [f"pack/assessment/{name}:1: must be named like readiness@1.yaml or readiness@1.fr.yaml"]


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda said: said.update(version=2), "key and version say plot@2, the file's name does not"),
        (lambda said: said.update(key="field"), "key and version say field@1, the file's name does not"),
        (lambda said: said.update(version=0), "version: Input should be greater than or equal to 1"),
        (lambda said: said.update(colour="green"), "colour: Extra inputs are not permitted"),
        (lambda said: said.pop("summary"), "summary: Field required"),
        (lambda said: said.update(settings=[]), "settings: List should have at least 1 item after validation, not 0"),
        (lambda said: said["sections"][1].update(principle="PRI-99"), "sections.1.principle: there is no principle 'PRI-99'"),
        (lambda said: _first(said).update(obstacles=["OBS-999"]), "sections.0.statements.0.obstacles.0: there is no obstacle 'OBS-999'"),
        (lambda said: _first(said).update(principles=["OBS-001"]), "sections.0.statements.0.principles.0: there is no principle 'OBS-001'"),
        (lambda said: _first(said).update(applies_to=["moon"]), "G-1: there is no setting 'moon'"),
        (lambda said: _first(said).update(key="G-2"), "the statement G-2 stands here twice"),
        (lambda said: said["sections"][1].update(principle="PRI-01"), "the section PRI-01 stands here twice"),
        (lambda said: said["settings"][1].update(key="school"), "the setting school stands here twice"),
        (lambda said: said["undertakings"].append(said["undertakings"][0]), "the undertaking holidays stands here twice"),
        (lambda said: said["settings"][0].update(label={"fr": "Avant"}), "settings.0.label: has no English text"),
        (lambda said: said["settings"][0].update(label={"en": " "}), "settings.0.label: has no English text"),
        (lambda said: said["undertakings"][0].update(label={}), "undertakings.0.label: has no English text"),
        (lambda said: said["settings"][0].update(axis="moon"), "settings.0.axis: Input should be 'stage', 'place' or 'size'"),
        (lambda said: said["undertakings"][0].update(obstacles=["OBS-999"]), "undertakings.0.obstacles.0: there is no obstacle 'OBS-999'"),
        (lambda said: said["undertakings"][0].update(obstacles=[]), "undertakings.0.obstacles: List should have at least 1 item after validation, not 0"),
        (lambda said: said.update(sources=["SRC-nobody"]), "sources.0: there is no source 'SRC-nobody'"),
        (lambda said: _first(said).update(short="no"), "sections.0.statements.0.short: Input should be a valid boolean"),
        (lambda said: _first(said).update(wording={"moon": "Where is it?"}), "G-1: wording: there is no setting 'moon'"),
        (lambda said: _first(said).update(wording={"at-work": "Where is it?"}, applies_to=["before-start"]), "G-1: wording: the statement does not apply to 'at-work'"),
        (lambda said: _everywhere(said, applies_to=["at-work"]), "no statement applies to before-start"),
        (lambda said: _everywhere(said, short=False), "the short form for at-work has 0 statements of PRI-02, not 1 to 3"),
        (lambda said: said["sections"][1].update(statements=[_statement(f"G-{number}") for number in range(3, 7)]), "the short form for at-work has 4 statements of PRI-02, not 1 to 3"),
        (lambda said: _first(said).update(key="G 1"), "sections.0.statements.0.key: String should match pattern '^[A-Za-z0-9-]+$'"),
        (lambda said: _first(said)["steps"].pop(), "sections.0.statements.0.steps: List should have at least 6 items after validation, not 5"),
        (lambda said: _first(said)["steps"].append("more"), "sections.0.statements.0.steps: List should have at most 6 items after validation, not 7"),
        (lambda said: _first(said).update(obstacles=[]), "sections.0.statements.0.obstacles: List should have at least 1 item after validation, not 0"),
    ],
)  # fmt: skip
def test_problem_is_told_when_the_original_is_spoilt(folder: Folder, spoil: Spoil, message: str) -> None:
    assert f"pack/{ORIGINAL}:1: {message}" in _problems(folder, spoil)


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda said: said["statements"].pop("G-2"), "G-2: is not translated"),
        (lambda said: said["statements"].update({"G-9": _TEXT}), "G-9: there is no such statement"),
        (lambda said: said["statements"].update({"G-1": {**_TEXT, "you_would_see": ["Un plan"]}}), "G-1: you_would_see has another number of signs than the original"),
        (lambda said: said["statements"]["G-2"].pop("wording"), "G-2: wording: 'before-start' stands in only one of the two files"),
        (lambda said: said["statements"].update({"G-1": {**_TEXT, "wording": {"at-work": "Au travail"}}}), "G-1: wording: 'at-work' stands in only one of the two files"),
        (lambda said: said.update(checked="no"), "checked: Input should be a valid boolean"),
        (lambda said: said["sections"].pop("PRI-02"), "sections: PRI-02 stands in only one of the two files"),
        (lambda said: said["sections"].update({"PRI-03": "Encore"}), "sections: PRI-03 stands in only one of the two files"),
        (lambda said: said["statements"].update({"G-1": {**_TEXT, "steps": ["Une", "Deux"]}}), "statements.G-1.steps: List should have at least 6 items after validation, not 2"),
        (lambda said: said.pop("title"), "title: Field required"),
        (lambda said: said.update(key="plot"), "key: Extra inputs are not permitted"),
    ],
)  # fmt: skip
def test_problem_is_told_when_the_translation_is_spoilt(folder: Folder, spoil: Spoil, message: str) -> None:
    assert _problems(folder, spoil_french=spoil) == [f"pack/{FRENCH}:1: {message}"]


def test_translation_is_told_of_when_its_original_is_missing(folder: Folder) -> None:
    folder.write_yaml("assessment/plot@2.fr.yaml", TRANSLATED)
    folder.write_yaml(ORIGINAL, SOUND)
    assert folder.problems() == ["pack/assessment/plot@2.fr.yaml:1: translates an instrument that is not there (or could not be read)"]


@pytest.mark.parametrize("name", [ORIGINAL, FRENCH])
def test_file_is_told_of_with_its_line_when_it_is_no_yaml(folder: Folder, name: str) -> None:
    _problems(folder)
    folder.write(name, "title: one\ntitle: two\n")
    assert f"pack/{name}:2: is not valid YAML: 'title' stands here twice" in folder.problems()


@pytest.mark.parametrize("text", ["", "- one\n", "just text\n"])
def test_file_is_told_of_when_it_is_no_mapping(folder: Folder, text: str) -> None:
    folder.write(ORIGINAL, text)
    (problem,) = folder.problems()
    assert problem.startswith(f"pack/{ORIGINAL}:1: ")


def test_every_version_is_checked_on_its_own_when_there_are_several(folder: Folder) -> None:
    folder.write_yaml(ORIGINAL, SOUND)
    folder.write_yaml("assessment/plot@2.yaml", {**SOUND, "version": 2, "title": "x"})
    assert folder.problems() == ["pack/assessment/plot@2.yaml:1: title: String should have at least 3 characters"]


REFUSED = {"en": "the original is in 'en' already", "de": "the pages do not speak 'de' (en, fr, nl)", "nl": "the programme does not offer 'nl'"}


@pytest.mark.parametrize(("language", "message"), REFUSED.items())
def test_translation_is_told_of_when_nobody_would_read_it(folder: Folder, language: str, message: str) -> None:
    folder.change("programme.yaml", "languages: [en, fr, nl]", "languages: [en, fr, de]")
    folder.write_yaml(ORIGINAL, SOUND)
    name = FRENCH.replace(".fr.", f".{language}.")
    folder.write_yaml(name, TRANSLATED)
    assert folder.problems() == [f"pack/{name}:1: {message}"]


def test_problem_is_told_when_the_short_form_is_long() -> None:
    many = [{"principle": f"PRI-{n}", "title": "Much", "statements": [_statement(f"G-{n}-1"), _statement(f"G-{n}-2")]} for n in range(16)]
    said = {**SOUND, "sections": many}
    assert "the short form for at-work has 32 statements, 30 is the most" in flaws(Instrument.model_validate(said), "plot@1")


@pytest.mark.parametrize(
    ("chosen", "asked"),
    [
        ({}, "G-1 G-2 G-3 G-4 G-5 G-6"),
        ({"stage": "planning", "place": "school", "size": "many-beds"}, "G-1 G-3 G-5"),
        ({"stage": "growing", "place": "school", "size": "one-bed"}, "G-1 G-2 G-3 G-5 G-6"),
        ({"stage": "growing", "place": "school", "size": ""}, "G-1 G-2 G-3 G-4 G-5 G-6"),
        ({"place": "town"}, "G-1 G-3 G-5 G-6"),
    ],
)
def test_statement_is_asked_when_the_profile_is_among_its_settings_on_every_axis_it_names(chosen: dict[str, str], asked: str) -> None:
    assert [one.key for one in GARDEN.applicable(chosen)] == asked.split()
    assert [one.key for one in GARDEN.applicable(chosen, short=True)] == [key for key in asked.split() if key in ("G-1", "G-3", "G-5")]


def test_wording_is_that_of_the_stage_when_the_place_has_one_too() -> None:
    for asked, planning, town, text in ((GARDEN.statement("G-1"), "It is", "The town", "Some"), (FRENCH_GARDEN.statements["G-1"], "On", "La", "Que")):
        assert asked.worded({"place": "town", "stage": "planning"}).startswith(planning)
        assert asked.worded({"place": "town", "stage": "growing"}).startswith(town)
        assert asked.worded({"stage": "growing"}).startswith(text)


def test_instrument_finds_its_parts_by_key() -> None:
    assert [one.key for one in GARDEN.settings_of("place")] == ["school", "town"]
    assert GARDEN.section_of("G-4").principle == "PRI-02"
    for find in (GARDEN.statement, GARDEN.section_of):
        with pytest.raises(KeyError):
            find("G-99")


def test_differences_name_what_was_added_changed_and_removed_when_a_version_is_new() -> None:
    newer = READ["garden@2"][0]
    assert [(one.what, one.of, one.key, one.parts) for one in differences(GARDEN, newer)] == [
        ("changed", "statement", "G-2", ("text", "steps")), ("added", "statement", "G-7", ()),
        ("changed", "setting", "town", ("label",)), ("removed", "statement", "G-6", ()),
    ]  # fmt: skip
    assert differences(newer, newer) == []


def test_instrument_is_the_same_when_it_was_frozen() -> None:
    frozen = as_frozen(*READ["garden@1"])
    kept = json.loads(json.dumps(frozen))
    assert from_frozen(kept) == READ["garden@1"]
    assert fingerprint(kept) == fingerprint({"texts": frozen["texts"], "original": frozen["original"]}) != fingerprint(as_frozen(GARDEN, {}))


def test_only_sound_instruments_are_read_and_the_newest_is_found_by_number(folder: Folder) -> None:
    for name, said in (("garden@10", {"version": 10}), ("garden@11", {"version": 9}), ("garden@12", {"version": 12, "undertakings": 3}), ("Odd", {})):
        folder.write_yaml(f"assessment/{name}.yaml", {**SOUND, "key": "garden", **said})
    folder.write_yaml("assessment/garden@10.fr.yaml", {**TRANSLATED, "statements": {}})
    folder.write_yaml("assessment/garden@10.de.yaml", TRANSLATED)
    found = read_instruments(folder.root)
    assert {name: list(texts) for name, (_, texts) in found.items()} == {"garden@1": ["fr"], "garden@10": [], "garden@2": []}
    assert newest(found, "garden") == found["garden@10"]
    assert newest(found, "field") is None
