"""Checking a content pack: every kind of problem is told with its file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.packs import CLAY, WATER, Folder
from ticc.content.pack import pack_digest, read_pack, read_vocabularies
from ticc.kinds import KINDS

CLAY_NL = CLAY.replace(".md", ".nl.md")
WATER_FR = WATER.replace(".md", ".fr.md")
ROTA = "solutions/soil/SOL-001-holiday-rota.md"


def test_pack_has_no_problem_when_it_is_sound(folder: Folder) -> None:
    pack = folder.read()
    assert pack.problems == []
    assert [sheet.code for sheet in pack.sheets_of("principle")] == ["PRI-01", "PRI-02", "PRI-03"]
    assert set(pack.entries["OBS-001"].translations) == {"fr"}
    assert pack.programme is not None and pack.programme.name == "Bean Club"


def test_missing_folder_is_the_only_problem_when_there_is_none(tmp_path: Path) -> None:
    assert [one.message for one in read_pack(tmp_path / "none", KINDS).problems] == ["there is no such folder"]


@pytest.mark.parametrize(
    ("name", "old", "new", "line", "message"),
    [
        (CLAY, "theme: soil", "theme: moon", 5, "theme: 'moon' is not in the vocabulary themes (soil, timetable, neighbours)"),
        (CLAY, "level: town", "level: moon", 6, "level: 'moon' is not in the vocabulary levels (class, school, town)"),
        (CLAY, "determinant: place", "determinant: luck", 7, "determinant: 'luck' is not in the vocabulary constructs (time, place, people)"),
        (CLAY, "title: The ground is clay as hard as brick\n", "", 2, "title: is missing"),
        (CLAY, "level: town", "leevl: town", 6, "leevl: is not a field of this kind of file"),
        (CLAY, "signs:\n  - Bent spades", "signs: Bent spades", 13, "signs: Input should be a valid list"),
        (CLAY, "  - Bent spades", "  - Bent spades\n  - x", 15, "signs.1: String should have at least 3 characters"),
        (CLAY, "source: SRC-allotments", "source: SRC-nobody", 10, "reported_by.0.source: there is no source 'SRC-nobody'"),
        (CLAY, "principle: PRI-02", "principle: SOL-002", 16, "undermines.0.principle: there is no principle 'SOL-002'"),
        (CLAY, "code: OBS-003", "code: SOL-003", 2, "code: 'SOL-003' must begin with 'OBS-'"),
        (CLAY, "code: OBS-003", "code: OBS-03", 2, "code: the file's name must begin with 'OBS-03'"),
        (CLAY, "code: OBS-003", "code: OBS-00", 2, "code: the file's name must begin with 'OBS-00'"),
        (CLAY, "level: town", "level: town\nbody: twice", 7, "body: write the text below the front matter"),
        (CLAY, "level: town", "level: town\nlevel: school", 7, "the front matter is not valid YAML: 'level' stands here twice"),
        (CLAY, "level: town", "level: [town", 7, "the front matter is not valid YAML: did not find expected ',' or ']'"),
        (CLAY, "level: town", "level: town\nmerged_into: OBS-999", 7, "merged_into: there is no obstacle 'OBS-999'"),
        (CLAY, "level: town", "level: town\nmerged_into: SOL-001", 7, "merged_into: there is no obstacle 'SOL-001'"),
        (CLAY, "level: town", "level: town\nmerged_into: OBS-003", 7, "merged_into: 'OBS-003' leads back to this entry"),
        (CLAY, "    analogous: true\n", "    caution: why not\n    finding: 12345678901234567890X\n", 12, "reported_by.0.finding: String should have at most 20 characters"),
        (WATER, "  - obstacle: OBS-002", "  - obstacle: OBS-001", 28, "leads_to: an entry cannot be linked to itself"),
        (WATER, "  norway: The", "  moon: The", 22, "expressions.moon: 'moon' is not in the vocabulary localities (norway, portugal)"),
        (WATER_FR, "summary: ", "sumary: ", 3, "sumary: is not a text that a obstacle has (allowed: title, summary, body, signs, unanswered, checked)"),
        (WATER_FR, "  - Une citerne vide\n", "", 4, "signs: has 1 points, the original has 2"),
        (WATER_FR, "  - Une citerne vide", "  - Attention: une citerne vide", 4, "signs: must be a list of texts (quote a text that holds a colon)"),
        (WATER_FR, "title: Personne", "title:\n  - Personne", 2, "title: must be a text"),
        (CLAY_NL, "title: De grond", "signs: De grond", 2, "signs: must be a list"),
        (ROTA, "who_acts: [pupils, caretaker]", "who_acts: [pupils, moon]", 11,
         "who_acts.1: 'moon' is not in the vocabulary actors (pupils, caretaker, head-teacher)"),
        (ROTA, "effort: low", "effort: none", 12, "effort: Input should be 'low', 'medium' or 'high'"),
        (ROTA, "    year: 2022", "    year: 22", 56, "tries.1.year: Input should be greater than or equal to 1990"),
        (ROTA, "  - solution: SOL-003", "  - solution: SOL-001", 40, "needs: an entry cannot be linked to itself"),
        ("programme.yaml", "name: Bean Club", "nmae: Bean Club", 1, "name: is missing"),
        ("programme.yaml", "currency: NOK", "currency: [NOK", 8, "is not valid YAML: did not find expected ',' or ']'"),
    ],
)  # fmt: skip
def test_problem_is_told_with_its_line_when_a_file_is_spoilt(folder: Folder, name: str, old: str, new: str, line: int, message: str) -> None:
    folder.change(name, old, new)
    assert f"pack/{name}:{line}: {message}" in folder.problems()


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("No front matter\n", 1, "must begin with front matter between two lines of '---'"),
        ("---\ncode: OBS-009\n", 1, "the front matter is not closed by a line of '---'"),
        ("---\n- one\n- two\n---\n", 1, "the front matter must be a list of 'key: value' lines"),
        ("---\ncode: 2024-13-45\n---\n", 1, "the front matter cannot be read: month must be in 1..12"),
        ("---\ncode: OBS-009\n---\nA text\nwith \0 in it", 5, "holds a NUL character, which is no text"),
    ],
)
def test_file_is_told_of_when_it_cannot_be_taken_apart(folder: Folder, text: str, line: int, message: str) -> None:
    folder.write("obstacles/OBS-009.md", text)
    (problem,) = folder.problems()
    assert problem.startswith(f"pack/obstacles/OBS-009.md:{line}: {message}")


def test_file_is_told_of_when_it_is_not_utf8(folder: Folder) -> None:
    (folder.root / "obstacles" / "OBS-009.md").write_bytes("---\ntitle: été\n---\n".encode("latin-1"))
    assert folder.problems() == ["pack/obstacles/OBS-009.md:1: is not UTF-8 text (invalid continuation byte)"]


def test_both_files_are_named_when_a_code_is_taken(folder: Folder) -> None:
    folder.write("obstacles/timetable/OBS-003-again.md", folder.text(CLAY))
    (problem,) = folder.problems()
    assert problem == f"pack/obstacles/timetable/OBS-003-again.md:2: code: 'OBS-003' is taken by pack/{CLAY}"


def test_translation_is_told_of_when_it_has_no_original(folder: Folder) -> None:
    folder.write("obstacles/OBS-077-nothing.fr.md", "---\ntitle: Rien\n---\n")
    assert folder.problems() == ["pack/obstacles/OBS-077-nothing.fr.md:1: translates a file that is not there (or could not be read)"]


def test_link_is_told_of_when_it_stands_twice(folder: Folder) -> None:
    link = "  - principle: PRI-02\n    reason: Only adults are strong enough to dig, so pupils stop deciding where to dig.\n"
    folder.change(CLAY, link, link * 2)
    assert folder.problems() == [f"pack/{CLAY}:18: undermines: 'PRI-02' stands here twice"]


def test_repeated_account_is_no_problem_when_one_source_says_two_things(folder: Folder) -> None:
    folder.change(CLAY, "signs:\n", "  - source: SRC-allotments\n    analogous: true\n    says: It tells of roots as well.\nsigns:\n")
    assert folder.problems() == []


def test_contradiction_is_told_at_the_provenance_when_the_evidence_is_by_analogy(folder: Folder) -> None:
    folder.change(CLAY, "provenance: analogous", "provenance: reported")
    (problem,) = folder.problems()
    assert problem.startswith(f"pack/{CLAY}:8: provenance is 'reported', but no entry of reported_by tells of this practice")


def test_merged_entries_are_told_of_when_they_lead_in_a_circle(folder: Folder) -> None:
    folder.change(CLAY, "level: town", "level: town\nmerged_into: OBS-001")
    folder.change(WATER, "level: school", "level: school\nmerged_into: OBS-003")
    assert folder.problems() == [
        f"pack/{WATER}:7: merged_into: 'OBS-003' leads back to this entry", f"pack/{CLAY}:7: merged_into: 'OBS-001' leads back to this entry",
    ]  # fmt: skip


def test_merged_entries_are_no_problem_when_they_lead_on(folder: Folder) -> None:
    folder.change(CLAY, "level: town", "level: town\nmerged_into: OBS-001")
    folder.change(WATER, "level: school", "level: school\nmerged_into: OBS-004")
    assert folder.problems() == []


def test_programme_is_told_of_when_it_is_missing(folder: Folder) -> None:
    folder.remove("programme.yaml")
    assert folder.problems() == ["pack/programme.yaml:1: is missing: it names the programme and its practice"]


def test_words_are_told_of_when_their_vocabulary_is_missing(folder: Folder) -> None:
    folder.remove("vocabulary/levels.yaml")
    problems = folder.problems()
    assert f"pack/{CLAY}:6: level: 'town' is not in the vocabulary levels (no words: the vocabulary is missing)" in problems
    assert len(problems) == len(folder.read().sheets_of("obstacle"))


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("key: soil\n", 1, "must be a list of words, each with key and label"),
        ("", 1, "must be a list of words, each with key and label"),
        ("- key: Soil\n  label: {en: Soil}\n", 1, "key: String should match pattern"),
        ("- key: soil\n  label: {fr: Terre}\n", 1, "'soil' has no English label"),
        ("- key: soil\n  label: {en: Soil}\n- key: soil\n  label: {en: Soil}\n", 1, "a key stands twice"),
        ("- key: soil\n  label: {en: Soil}\n  colour: brown\n", 1, "colour: Extra inputs are not permitted"),
        ("- key: soil\n  key: clay\n  label: {en: Soil}\n", 2, "is not valid YAML: 'key' stands here twice"),
        ("- key: [\n", 2, "is not valid YAML"),
    ],
)
def test_vocabulary_is_told_of_when_it_is_spoilt(folder: Folder, text: str, line: int, message: str) -> None:
    folder.write("vocabulary/odd.yaml", text)
    (problem,) = folder.problems()
    assert problem.startswith(f"pack/vocabulary/odd.yaml:{line}: {message}")


def test_problems_of_many_files_stand_in_order_when_several_are_spoilt(folder: Folder) -> None:
    folder.change(CLAY, "theme: soil", "theme: moon")
    folder.change(CLAY, "level: town", "level: moon")
    folder.change(ROTA, "effort: low", "effort: none")
    folder.write("assessment/odd.yaml", "")
    problems = folder.read().problems
    assert problems == sorted(problems)
    assert [(one.path, one.line) for one in problems if "OBS-003" in one.path] == [(f"pack/{CLAY}", 5), (f"pack/{CLAY}", 6)]
    assert {one.path for one in problems} >= {f"pack/{ROTA}", "pack/assessment/odd.yaml"}


def test_translation_is_checked_by_a_person_only_when_it_says_so(folder: Folder) -> None:
    pack = folder.read()
    assert pack.entries["OBS-001"].translations["fr"]["checked"] is True
    assert pack.entries["OBS-003"].translations["nl"]["checked"] is False
    assert "body" in pack.entries["OBS-001"].translations["fr"]
    assert "body" not in pack.entries["OBS-003"].translations["nl"]


def test_files_are_left_out_when_their_names_begin_with_dot_or_underscore(folder: Folder) -> None:
    folder.write("obstacles/_draft.md", "no front matter")
    folder.write("obstacles/.hidden.md", "no front matter")
    assert folder.problems() == []


def test_words_are_still_read_when_other_files_are_broken(folder: Folder) -> None:
    folder.write(CLAY, "broken")
    folder.write("vocabulary/odd.yaml", "broken")
    vocabularies, programme = read_vocabularies(folder.root)
    assert vocabularies["themes"].label("soil", "fr") == "Terre et eau"
    assert programme is not None and programme.says("practice", "nl").startswith("schooltuinen") is ("nl" in programme.practice)


def test_fingerprint_changes_when_any_file_does(folder: Folder) -> None:
    before = pack_digest(folder.root)
    assert pack_digest(folder.root) == before
    folder.write("pages/about.md", folder.text("pages/about.md") + "\nOne more line.\n")
    changed = pack_digest(folder.root)
    assert changed != before
    folder.write("pages/more.md", "")
    assert pack_digest(folder.root) not in (before, changed)
