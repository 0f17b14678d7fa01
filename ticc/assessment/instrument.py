"""The readiness instrument: a section for each principle, statements with six described steps; content, not code.

One YAML file holds one version (`readiness@1.yaml`), its translations lie beside it (`readiness@1.fr.yaml`). A version that was used is
never changed: a new version is a new file.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, StringConstraints, ValidationError

from ticc.catalogue.sheet import ObstacleCode, Part, PrincipleCode, Title, Words
from ticc.content.files import Problem, UnreadableFile, read_yaml
from ticc.content.pack import Pack, broken_references

STEPS = 6
FILE = re.compile(r"^(?P<key>[a-z-]+)@(?P<version>\d+)(?:\.(?P<language>[a-z]{2}))?\.yaml$")
Key = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9-]+$", max_length=40)]


class Setting(Part):
    """A kind of place or moment that a statement applies to."""

    key: Key
    label: dict[str, str]


class Statement(Part):
    """One statement: why it is asked, what is seen at each of the steps 0 to 5, and what a low step points to."""

    key: Key
    text: Words
    why: Words
    steps: list[Words] = Field(min_length=STEPS, max_length=STEPS)
    you_would_see: list[Words] = Field(min_length=1)
    applies_to: list[Key] = Field(min_length=1)
    obstacles: list[ObstacleCode] = Field(min_length=1)
    principles: list[PrincipleCode] = Field(min_length=1)


class Section(Part):
    """The statements on one principle."""

    principle: PrincipleCode
    title: Title
    statements: list[Statement] = Field(min_length=1)


class Instrument(Part):
    """One version of a questionnaire."""

    key: Key
    version: int = Field(ge=1)
    title: Title
    summary: Words
    settings: list[Setting] = Field(min_length=1)
    sections: list[Section] = Field(min_length=1)

    @property
    def statements(self) -> list[Statement]:
        """Every statement, in the order in which it is asked."""
        return [statement for section in self.sections for statement in section.statements]


class StatementText(Part):
    """A statement in another language."""

    text: Words
    why: Words
    steps: list[Words] = Field(min_length=STEPS, max_length=STEPS)
    you_would_see: list[Words] = Field(min_length=1)


class InstrumentText(Part):
    """An instrument in another language; `checked` when a person who speaks it has read it."""

    checked: bool = False
    title: Title
    summary: Words
    sections: dict[str, Title]
    statements: dict[str, StatementText]


def read_instrument(path: Path, root: Path) -> Instrument:
    """One version of an instrument; raises UnreadableFile or ValidationError."""
    return Instrument.model_validate(read_yaml(path, root))


def check_instruments(pack: Pack) -> list[Problem]:
    """Every problem of every instrument of a pack: its form, its references, its translations."""
    problems: list[Problem] = []
    instruments: dict[str, Instrument] = {}
    # Originals come before their translations, whose names have one more part.
    for path in sorted((pack.root / "assessment").glob("*.yaml"), key=lambda path: (path.name.count("."), path.name)):
        match = FILE.match(path.name)
        if match is None:
            problems.append(Problem(_shown(path, pack), 1, "must be named like readiness@1.yaml or readiness@1.fr.yaml"))
        elif match["language"] is None:
            problems += _check_original(path, pack, instruments)
        else:
            problems += _check_translation(path, pack, instruments.get(f"{match['key']}@{match['version']}"))
    return problems


def _check_original(path: Path, pack: Pack, instruments: dict[str, Instrument]) -> list[Problem]:
    found = _validated(Instrument, path, pack)
    if isinstance(found, list):
        return found
    shown = _shown(path, pack)
    problems = [Problem(shown, 1, message) for message in broken_references(found, pack)]
    if path.stem != f"{found.key}@{found.version}":
        problems.append(Problem(shown, 1, f"key and version say {found.key}@{found.version}, the file's name does not"))
    keys = [statement.key for statement in found.statements]
    problems += [Problem(shown, 1, f"the statement {key} stands here twice") for key in sorted({key for key in keys if keys.count(key) > 1})]
    known = {setting.key for setting in found.settings}
    for statement in found.statements:
        problems += [Problem(shown, 1, f"{statement.key}: there is no setting '{key}'") for key in statement.applies_to if key not in known]
    instruments[path.stem] = found
    return problems


def _check_translation(path: Path, pack: Pack, original: Instrument | None) -> list[Problem]:
    found = _validated(InstrumentText, path, pack)
    if isinstance(found, list):
        return found
    shown = _shown(path, pack)
    if original is None:
        return [Problem(shown, 1, "translates an instrument that is not there (or could not be read)")]
    problems = []
    statements = {statement.key: statement for statement in original.statements}
    for key in sorted(statements.keys() ^ found.statements.keys()):
        problems.append(Problem(shown, 1, f"{key}: " + ("is not translated" if key in statements else "there is no such statement")))
    for key in sorted(statements.keys() & found.statements.keys()):
        if len(found.statements[key].you_would_see) != len(statements[key].you_would_see):
            problems.append(Problem(shown, 1, f"{key}: you_would_see has another number of signs than the original"))
    for principle in sorted({section.principle for section in original.sections} ^ found.sections.keys()):
        problems.append(Problem(shown, 1, f"sections: {principle} stands in only one of the two files"))
    return problems


def _validated(model: Any, path: Path, pack: Pack) -> Any:
    try:
        return model.model_validate(read_yaml(path, pack.root))
    except UnreadableFile as error:
        return [error.problem]
    except ValidationError as error:
        return [Problem(_shown(path, pack), 1, f"{'.'.join(map(str, one['loc']))}: {one['msg']}") for one in error.errors()]


def _shown(path: Path, pack: Pack) -> str:
    return str(path.relative_to(pack.root.parent))
