"""The readiness instrument: a section for each principle, statements with six described steps; content, not code.

One YAML file holds one version (`readiness@1.yaml`), its translations lie beside it (`readiness@1.fr.yaml`). A version that was used is
never changed: a new version is a new file.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator, Field, StrictBool, StringConstraints, ValidationError
from pydantic_core import PydanticCustomError

from ticc.assessment.instrument_check import flaws, flaws_of_translation, language_flaw
from ticc.catalogue.sheet import ObstacleCode, Part, PrincipleCode, SourceCode, Title, Words
from ticc.content.files import Problem, UnreadableFile, read_yaml
from ticc.content.pack import Pack, broken_references

STEPS = 6
FILE = re.compile(r"^(?P<key>[a-z-]+)@(?P<version>\d+)(?:\.(?P<language>[a-z]{2}))?\.yaml$")
Key = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9-]+$", max_length=40)]
# What a profile says of a place: how far it is, what kind of place it is, how many people would work there.
Axis = Literal["stage", "place", "size"]
AXES: tuple[Axis, ...] = get_args(Axis)


def _in_english_at_least(label: dict[str, str]) -> dict[str, str]:
    if not label.get("en", "").strip():
        raise PydanticCustomError("no_english", "has no English text")
    return label


Label = Annotated[dict[str, str], AfterValidator(_in_english_at_least)]


class Setting(Part):
    """A kind of place or moment that a statement applies to; it stands on one axis of the profile."""

    key: Key
    axis: Axis
    label: Label


class Undertaking(Part):
    """What people are about to do, and the obstacles that those who did it have met."""

    key: Key
    label: Label
    obstacles: list[ObstacleCode] = Field(min_length=1)


class Asked(Part):
    """What a statement says: why it is asked, what is seen at each of the steps 0 to 5, and its wording for people in some settings."""

    text: Words
    why: Words
    steps: list[Words] = Field(min_length=STEPS, max_length=STEPS)
    you_would_see: list[Words] = Field(min_length=1)
    wording: dict[Key, Words] = {}

    def worded(self, chosen: Mapping[str, str]) -> str:
        """The text for people with this profile (axis → key of a setting): of stage, place and size, the first that has a wording decides."""
        return next((self.wording[chosen[axis]] for axis in AXES if chosen.get(axis) in self.wording), self.text)


class Statement(Asked):
    """One statement: whom it is put to, and what a low step points to; `short` when the short form asks it too."""

    key: Key
    short: StrictBool = False
    applies_to: list[Key] = Field(min_length=1)
    obstacles: list[ObstacleCode] = Field(min_length=1)
    principles: list[PrincipleCode] = Field(min_length=1)

    def applies(self, chosen: Mapping[str, str], axes: Mapping[str, str]) -> bool:
        """Whether people with this profile (axis → key of a setting) are asked; `axes` tells the axis of each setting.

        An axis on which the statement names no setting does not matter, nor does one on which the profile says nothing.
        """
        named = {axes[key] for key in self.applies_to if key in axes}
        return all(chosen[axis] in self.applies_to for axis in named if chosen.get(axis))


class Section(Part):
    """The statements on one principle."""

    principle: PrincipleCode
    title: Title
    statements: list[Statement] = Field(min_length=1)


class Instrument(Part):
    """One version of a questionnaire; `sources` are what its form rests on."""

    key: Key
    version: int = Field(ge=1)
    title: Title
    summary: Words
    sources: list[SourceCode] = []
    settings: list[Setting] = Field(min_length=1)
    undertakings: list[Undertaking] = []
    sections: list[Section] = Field(min_length=1)

    @property
    def name(self) -> str:
        """Key and version, as the file is named: `readiness@1`."""
        return f"{self.key}@{self.version}"

    @property
    def statements(self) -> list[Statement]:
        """Every statement, in the order in which it is asked."""
        return [statement for section in self.sections for statement in section.statements]

    def settings_of(self, axis: str) -> list[Setting]:
        """The settings among which a profile chooses on one axis, in order; none when the instrument does not ask."""
        return [setting for setting in self.settings if setting.axis == axis]

    def statement(self, key: str) -> Statement:
        """The statement with this key; raises KeyError."""
        return {statement.key: statement for statement in self.statements}[key]

    def section_of(self, key: str) -> Section:
        """The section in which the statement with this key stands; raises KeyError."""
        return {statement.key: section for section in self.sections for statement in section.statements}[key]

    def applicable(self, chosen: Mapping[str, str], short: bool = False) -> list[Statement]:
        """The statements that a profile (axis → key of a setting) is asked, in order; only those of the short form if so wished."""
        axes = {setting.key: setting.axis for setting in self.settings}
        return [statement for statement in self.statements if (statement.short or not short) and statement.applies(chosen, axes)]


class StatementText(Asked):
    """A statement in another language."""


class InstrumentText(Part):
    """An instrument in another language; `checked` when a person who speaks it has read it."""

    checked: StrictBool = False
    title: Title
    summary: Words
    sections: dict[str, Title]
    statements: dict[str, StatementText]


# An instrument with its translations by language.
Readable = tuple[Instrument, dict[str, InstrumentText]]


@dataclass(frozen=True)
class Difference:
    """What one version says otherwise than another: `parts` names what was changed, `of` what kind of thing it is."""

    what: Literal["added", "removed", "changed"]
    key: str
    text: str
    parts: tuple[str, ...] = ()
    of: Literal["statement", "section", "setting", "undertaking"] = "statement"


def differences(old: Instrument, new: Instrument) -> list[Difference]:
    """What a new version adds, removes and changes, in its own order; what it removes comes last. Texts are English."""
    before, after = _said_by(old), _said_by(new)
    found = []
    for place, (text, said) in after.items():
        if place not in before:
            found.append(Difference("added", place[1], text, of=place[0]))
        elif parts := tuple(part for part, value in said.items() if before[place][1][part] != value):
            found.append(Difference("changed", place[1], text, parts, place[0]))
    return found + [Difference("removed", place[1], text, of=place[0]) for place, (text, _) in before.items() if place not in after]


_Place = tuple[Literal["statement", "section", "setting", "undertaking"], str]


def _said_by(instrument: Instrument) -> dict[_Place, tuple[str, dict[str, Any]]]:
    said: dict[_Place, tuple[str, dict[str, Any]]] = {}
    for section in instrument.sections:
        said["section", section.principle] = section.title, {"title": section.title}
        for statement in section.statements:
            said["statement", statement.key] = statement.text, {**statement.model_dump(), "section": section.principle}
    for setting in instrument.settings:
        said["setting", setting.key] = setting.label["en"], setting.model_dump()
    for undertaking in instrument.undertakings:
        said["undertaking", undertaking.key] = undertaking.label["en"], undertaking.model_dump()
    return said


def as_frozen(original: Instrument, texts: Mapping[str, InstrumentText]) -> dict[str, Any]:
    """An instrument and its translations as data for JSON, to be kept for ever; read them again with `from_frozen`.

    What an instrument does not say is left out, so that the form may grow and an old version keeps its fingerprint.
    """
    return {
        "original": original.model_dump(mode="json", exclude_defaults=True),
        "texts": {language: text.model_dump(mode="json", exclude_defaults=True) for language, text in sorted(texts.items())},
    }


def from_frozen(frozen: Mapping[str, Any]) -> Readable:
    """The instrument and its translations that were kept; raises ValidationError."""
    texts = {language: InstrumentText.model_validate(text) for language, text in frozen["texts"].items()}
    return Instrument.model_validate(frozen["original"]), texts


def fingerprint(frozen: Mapping[str, Any]) -> str:
    """The SHA-256 of what was frozen, in hexadecimal: equal exactly when the two say the same."""
    canonical = json.dumps(frozen, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def read_instrument(path: Path, root: Path) -> Instrument:
    """One version of an instrument; raises UnreadableFile or ValidationError."""
    return Instrument.model_validate(read_yaml(path, root))


def read_instruments(root: Path) -> dict[str, Readable]:
    """Every sound instrument of a content folder by its name (`readiness@1`); what is broken is left out, the check tells of it."""
    found: dict[str, Readable] = {}
    for path, match in _files(root):
        if match is None:
            continue
        name = f"{match['key']}@{match['version']}"
        if match["language"] is None:
            original = _validated(Instrument, path, root)
            if isinstance(original, Instrument) and not flaws(original, name):
                found[name] = original, {}
        elif name in found and language_flaw(match["language"]) is None:
            text = _validated(InstrumentText, path, root)
            if isinstance(text, InstrumentText) and not flaws_of_translation(text, found[name][0]):
                found[name][1][match["language"]] = text
    return found


def newest(instruments: Mapping[str, Readable], key: str) -> Readable | None:
    """The newest version of the instrument with this key (`readiness`), or None when there is none."""
    return max((one for one in instruments.values() if one[0].key == key), key=lambda one: one[0].version, default=None)


def check_instruments(pack: Pack) -> list[Problem]:
    """Every problem of every instrument of a pack: its form, its references, its translations."""
    problems: list[Problem] = []
    instruments: dict[str, Instrument] = {}
    for path, match in _files(pack.root):
        if match is None:
            found: list[Problem] = [_problem(path, pack.root, "must be named like readiness@1.yaml or readiness@1.fr.yaml")]
        elif match["language"] is None:
            found = _check_original(path, pack, instruments)
        else:
            found = _check_translation(path, match, pack, instruments)
        problems += found
    return problems


def _check_original(path: Path, pack: Pack, instruments: dict[str, Instrument]) -> list[Problem]:
    found = _validated(Instrument, path, pack.root)
    if isinstance(found, list):
        return found
    instruments[path.stem] = found
    return [_problem(path, pack.root, message) for message in (*broken_references(found, pack), *flaws(found, path.stem))]


def _check_translation(path: Path, match: re.Match[str], pack: Pack, instruments: Mapping[str, Instrument]) -> list[Problem]:
    found = _validated(InstrumentText, path, pack.root)
    if isinstance(found, list):
        return found
    original = instruments.get(f"{match['key']}@{match['version']}")
    if original is None:
        return [_problem(path, pack.root, "translates an instrument that is not there (or could not be read)")]
    wrong = language_flaw(match["language"], pack.programme.languages if pack.programme else None)
    return [_problem(path, pack.root, message) for message in ([wrong] if wrong else []) + flaws_of_translation(found, original)]


def _files(root: Path) -> Iterator[tuple[Path, re.Match[str] | None]]:
    """The files of all instruments; originals come before their translations, whose names have one more part."""
    for path in sorted((root / "assessment").glob("*.yaml"), key=lambda path: (path.name.count("."), path.name)):
        yield path, FILE.match(path.name)


def _validated(model: Any, path: Path, root: Path) -> Any:
    try:
        return model.model_validate(read_yaml(path, root))
    except UnreadableFile as error:
        return [error.problem]
    except ValidationError as error:
        return [_problem(path, root, f"{'.'.join(map(str, one['loc']))}: {one['msg']}") for one in error.errors()]


def _problem(path: Path, root: Path, message: str) -> Problem:
    return Problem(str(path.relative_to(root.parent)), 1, message)
