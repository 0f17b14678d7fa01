"""The readiness instrument: every kind of problem is told, and a sound one has none."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
from pydantic import ValidationError

from tests.unit.packs import Folder
from ticc.assessment.instrument import STEPS, Instrument, check_instruments, read_instrument
from ticc.content.files import UnreadableFile

Spoil = Callable[[dict[str, Any]], Any]
ORIGINAL, FRENCH = "assessment/garden@1.yaml", "assessment/garden@1.fr.yaml"


def _statement(key: str) -> dict[str, Any]:
    return {
        "key": key,
        "text": "Everybody knows where the tap is.",
        "why": "Nobody looks for it in August.",
        "steps": [f"What is seen at step {number}" for number in range(STEPS)],
        "you_would_see": ["A map on the wall", "A key on a hook"],
        "applies_to": ["before-start"],
        "obstacles": ["OBS-001"],
        "principles": ["PRI-01"],
    }


SOUND: dict[str, Any] = {
    "key": "garden",
    "version": 1,
    "title": "Ready for a garden?",
    "summary": "A few questions before the first seed.",
    "settings": [{"key": "before-start", "label": {"en": "Before the start"}}],
    "sections": [
        {"principle": "PRI-01", "title": "Seen to the end", "statements": [_statement("G-1"), _statement("G-2")]},
        {"principle": "PRI-02", "title": "Pupils decide", "statements": [_statement("G-3")]},
    ],
}
_TEXT = {name: _statement("G")[name] for name in ("text", "why", "steps", "you_would_see")}
TRANSLATED: dict[str, Any] = {
    "title": "Prêts pour un jardin ?",
    "summary": "Quelques questions avant la première graine.",
    "sections": {"PRI-01": "Vu jusqu’au bout", "PRI-02": "Les élèves décident"},
    "statements": {"G-1": _TEXT, "G-2": _TEXT, "G-3": _TEXT},
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


def test_instrument_has_no_problem_when_it_is_sound(folder: Folder) -> None:
    assert _problems(folder) == []


def test_there_is_no_problem_when_a_pack_has_no_instrument(folder: Folder) -> None:
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
        (lambda said: said.update(version=2), "key and version say garden@2, the file's name does not"),
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
        (lambda said: _first(said).update(key="G 1"), "sections.0.statements.0.key: String should match pattern '^[A-Za-z0-9-]+$'"),
        (lambda said: _first(said)["steps"].pop(), "sections.0.statements.0.steps: List should have at least 6 items after validation, not 5"),
        (
            lambda said: _first(said)["steps"].append("more"),
            "sections.0.statements.0.steps: List should have at most 6 items after validation, not 7",
        ),
        (
            lambda said: _first(said).update(obstacles=[]),
            "sections.0.statements.0.obstacles: List should have at least 1 item after validation, not 0",
        ),
    ],
)
def test_problem_is_told_when_the_original_is_spoilt(folder: Folder, spoil: Spoil, message: str) -> None:
    assert f"pack/{ORIGINAL}:1: {message}" in _problems(folder, spoil)


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda said: said["statements"].pop("G-2"), "G-2: is not translated"),
        (lambda said: said["statements"].update({"G-9": _TEXT}), "G-9: there is no such statement"),
        (
            lambda said: said["statements"].update({"G-1": {**_TEXT, "you_would_see": ["Un plan"]}}),
            "G-1: you_would_see has another number of signs than the original",
        ),
        (lambda said: said["sections"].pop("PRI-02"), "sections: PRI-02 stands in only one of the two files"),
        (lambda said: said["sections"].update({"PRI-03": "Encore"}), "sections: PRI-03 stands in only one of the two files"),
        (
            lambda said: said["statements"].update({"G-1": {**_TEXT, "steps": ["Une", "Deux"]}}),
            "statements.G-1.steps: List should have at least 6 items after validation, not 2",
        ),
        (lambda said: said.pop("title"), "title: Field required"),
        (lambda said: said.update(key="garden"), "key: Extra inputs are not permitted"),
    ],
)
def test_problem_is_told_when_the_translation_is_spoilt(folder: Folder, spoil: Spoil, message: str) -> None:
    assert _problems(folder, spoil_french=spoil) == [f"pack/{FRENCH}:1: {message}"]


def test_translation_is_told_of_when_its_original_is_missing(folder: Folder) -> None:
    folder.write_yaml("assessment/garden@2.fr.yaml", TRANSLATED)
    folder.write_yaml(ORIGINAL, SOUND)
    assert folder.problems() == ["pack/assessment/garden@2.fr.yaml:1: translates an instrument that is not there (or could not be read)"]


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
    folder.write_yaml("assessment/garden@2.yaml", {**SOUND, "version": 2, "title": "x"})
    assert folder.problems() == ["pack/assessment/garden@2.yaml:1: title: String should have at least 3 characters"]
