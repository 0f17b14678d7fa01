"""Find the files of a content pack and split each into front matter, text and line numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
TRANSLATION = re.compile(r"\.(?P<language>[a-z]{2})\.md$")


class Loader(_Loader):
    """YAML in which a key stands once: of two, one statement would be lost without a word."""

    def construct_mapping(self, node: Any, deep: bool = False) -> Any:
        """The mapping of a node; raises ConstructorError where a key stands twice."""
        seen: set[tuple[str, str]] = set()
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode) and key.tag != "tag:yaml.org,2002:merge":
                if (key.tag, key.value) in seen:
                    raise yaml.constructor.ConstructorError(None, None, f"'{key.value}' stands here twice", key.start_mark)
                seen.add((key.tag, key.value))
        return super().construct_mapping(node, deep)


@dataclass(frozen=True, order=True)
class Problem:
    """Something wrong in a content file, with the place where a person can mend it."""

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


class UnreadableFile(Exception):
    """A file that cannot be taken apart; carries the problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


@dataclass
class ContentFile:
    """One content file taken apart: its front matter and the Markdown below it."""

    path: Path
    shown_as: str
    language: str | None
    front: dict[str, Any]
    body: str
    source_text: str = field(repr=False, default="")

    def line_of(self, *keys: str | int) -> int:
        """The line (from 1) on which the value at this place of the front matter stands, or the nearest one above it."""
        node = yaml.compose(_front_text(self.source_text), Loader=Loader)
        line = 1
        for key in keys:
            found = _child(node, key)
            if found is None:
                break
            node, line = found
        return line + 1 if keys else 1


def _child(node: yaml.Node | None, key: str | int) -> tuple[yaml.Node, int] | None:
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            if name.value == str(key):
                return value, name.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
        return node.value[key], node.value[key].start_mark.line + 1
    return None


def _front_text(text: str) -> str:
    return text.split("\n---", 1)[0].removeprefix("---\n")


def read_markdown(path: Path, root: Path) -> ContentFile:
    """Take one Markdown file with front matter apart; raises UnreadableFile with file and line."""
    shown_as = str(path.relative_to(root.parent))
    try:
        text = path.read_text(encoding="utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise UnreadableFile(Problem(shown_as, 1, f"is not UTF-8 text ({error.reason})")) from error
    if "\0" in text:
        raise UnreadableFile(Problem(shown_as, text[: text.index("\0")].count("\n") + 1, "holds a NUL character, which is no text"))
    if not text.startswith("---\n"):
        raise UnreadableFile(Problem(shown_as, 1, "must begin with front matter between two lines of '---'"))
    front_text, closed, body = text[4:].partition("\n---\n")
    if not closed and not text.endswith("\n---"):
        raise UnreadableFile(Problem(shown_as, 1, "the front matter is not closed by a line of '---'"))
    front = _mapping(front_text.removesuffix("\n---"), shown_as)
    language = match["language"] if (match := TRANSLATION.search(path.name)) else None
    return ContentFile(path, shown_as, language, front, body.strip(), text)


def _mapping(text: str, shown_as: str) -> dict[str, Any]:
    try:
        value = yaml.load(text, Loader=Loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        raise UnreadableFile(Problem(shown_as, line, f"the front matter is not valid YAML: {error.problem}")) from error
    except (yaml.YAMLError, ValueError) as error:
        raise UnreadableFile(Problem(shown_as, 1, f"the front matter cannot be read: {error}")) from error
    if not isinstance(value, dict):
        raise UnreadableFile(Problem(shown_as, 1, "the front matter must be a list of 'key: value' lines"))
    return value


def read_yaml(path: Path, root: Path) -> Any:
    """The value of one YAML file; raises UnreadableFile with file and line."""
    shown_as = str(path.relative_to(root.parent))
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=Loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise UnreadableFile(Problem(shown_as, line, f"is not valid YAML: {error.problem}")) from error
    except (yaml.YAMLError, UnicodeDecodeError, ValueError) as error:
        raise UnreadableFile(Problem(shown_as, 1, f"cannot be read: {error}")) from error


def markdown_files(folder: Path) -> Iterator[Path]:
    """Every Markdown file below a folder, in a stable order; names that begin with a dot or underscore are left out."""
    if folder.is_dir():
        yield from sorted(path for path in folder.rglob("*.md") if not path.name.startswith((".", "_")))
