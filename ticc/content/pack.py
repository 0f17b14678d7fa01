"""A content pack as a whole: every sheet, translation and vocabulary, and every problem with file and line."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from ticc.catalogue.kinds import Kind, Kinds
from ticc.catalogue.sheet import OneOf, RefersTo, Sheet
from ticc.catalogue.vocabulary import Programme, Vocabularies, VocabularyError
from ticc.content.files import (
    ContentFile,
    Problem,
    UnreadableFile,
    markdown_files,
    read_markdown,
    read_yaml,
)


@dataclass
class Written:
    """One entry as the files tell it: its sheet and its translations by language."""

    kind: Kind
    sheet: Sheet
    file: ContentFile
    translations: dict[str, dict[str, Any]] = field(default_factory=dict)


@dataclass
class Pack:
    """What a content folder holds; `problems` is empty exactly when all of it may be loaded."""

    root: Path
    entries: dict[str, Written] = field(default_factory=dict)
    vocabularies: Vocabularies = field(default_factory=Vocabularies)
    programme: Programme | None = None
    problems: list[Problem] = field(default_factory=list)

    def sheets_of(self, kind: str) -> list[Sheet]:
        """The sheets of one kind, ordered by code."""
        return [self.entries[code].sheet for code in sorted(self.entries) if self.entries[code].kind.name == kind]


def read_pack(root: Path, kinds: Kinds) -> Pack:
    """Read and check a whole content folder; every problem is gathered, none ends the reading."""
    pack = Pack(root)
    if not root.is_dir():
        pack.problems.append(Problem(str(root), 1, "there is no such folder"))
        return pack
    _read_programme(pack)
    _read_vocabularies(pack)
    for kind in kinds.with_files():
        _read_kind(pack, kind)
    for written in pack.entries.values():
        pack.problems.extend(_broken_references(written, pack))
        pack.problems.extend(_broken_rules(written, pack))
    for check in kinds.also_checked:
        pack.problems.extend(check(pack))
    pack.problems.sort()
    return pack


def read_vocabularies(root: Path) -> tuple[Vocabularies, Programme | None]:
    """The words and the programme of a pack, for an application that starts; what is broken is left out."""
    pack = Pack(root)
    _read_programme(pack)
    _read_vocabularies(pack)
    return pack.vocabularies, pack.programme


def pack_digest(root: Path) -> str:
    """A fingerprint of every file of a pack (name, size, time of change): equal means that nothing needs loading."""
    found = hashlib.sha256()
    for path in sorted(path for path in root.rglob("*") if path.is_file()):
        status = path.stat()
        found.update(f"{path.relative_to(root)}\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
    return found.hexdigest()


def _read_programme(pack: Pack) -> None:
    path = pack.root / "programme.yaml"
    shown_as = f"{pack.root.name}/programme.yaml"
    if not path.exists():
        pack.problems.append(Problem(shown_as, 1, "is missing: it names the programme and its practice"))
        return
    try:
        pack.programme = Programme.model_validate(read_yaml(path, pack.root))
    except UnreadableFile as error:
        pack.problems.append(error.problem)
    except ValidationError as error:
        pack.problems.extend(Problem(shown_as, 1, _says(one)) for one in error.errors())


def _read_vocabularies(pack: Pack) -> None:
    for path in sorted((pack.root / "vocabulary").glob("*.yaml")):
        shown_as = str(path.relative_to(pack.root.parent))
        try:
            pack.vocabularies.add(path.stem, read_yaml(path, pack.root))
        except UnreadableFile as error:
            pack.problems.append(error.problem)
        except VocabularyError as error:
            pack.problems.append(Problem(shown_as, 1, str(error)))


def _read_kind(pack: Pack, kind: Kind) -> None:
    assert kind.folder is not None
    translations = []
    for path in markdown_files(pack.root / kind.folder):
        try:
            file = read_markdown(path, pack.root)
        except UnreadableFile as error:
            pack.problems.append(error.problem)
            continue
        if file.language:
            translations.append(file)
        else:
            _read_sheet(pack, kind, file)
    originals = {written.file.path: written for written in pack.entries.values() if written.kind is kind}
    for file in translations:
        _read_translation(pack, kind, file, originals)


def _read_sheet(pack: Pack, kind: Kind, file: ContentFile) -> None:
    assert kind.sheet is not None
    if "body" in file.front:
        pack.problems.append(Problem(file.shown_as, file.line_of("body"), "body: write the text below the front matter"))
        return
    try:
        sheet = kind.sheet.model_validate({**file.front, "body": file.body})
    except ValidationError as error:
        pack.problems.extend(Problem(file.shown_as, file.line_of(*one["loc"]), _says(one)) for one in error.errors())
        return
    if not kind.is_code(sheet.code):
        pack.problems.append(Problem(file.shown_as, file.line_of("code"), f"code: '{sheet.code}' must begin with '{kind.prefix}-'"))
    elif not file.path.name.startswith((f"{sheet.code}-", f"{sheet.code}.")):
        pack.problems.append(Problem(file.shown_as, file.line_of("code"), f"code: the file's name must begin with '{sheet.code}'"))
    elif sheet.code in pack.entries:
        first = pack.entries[sheet.code].file.shown_as
        pack.problems.append(Problem(file.shown_as, file.line_of("code"), f"code: '{sheet.code}' is taken by {first}"))
    else:
        pack.entries[sheet.code] = Written(kind, sheet, file)


def _read_translation(pack: Pack, kind: Kind, file: ContentFile, originals: Mapping[Path, Written]) -> None:
    assert kind.sheet is not None and file.language is not None
    original = originals.get(file.path.with_name(file.path.name.removesuffix(f".{file.language}.md") + ".md"))
    if original is None:
        pack.problems.append(Problem(file.shown_as, 1, "translates a file that is not there (or could not be read)"))
        return
    said = {**file.front, **({"body": file.body} if file.body else {})}
    checked = said.pop("checked", False)
    for key in [key for key in said if key not in kind.sheet.translatable]:
        allowed = ", ".join(kind.sheet.translatable)
        pack.problems.append(Problem(file.shown_as, file.line_of(key), f"{key}: is not a text that a {kind.name} has (allowed: {allowed}, checked)"))
        said.pop(key)
    for key, value in said.items():
        wanted = list if isinstance(getattr(original.sheet, key), list) else str
        if not isinstance(value, wanted):
            pack.problems.append(Problem(file.shown_as, file.line_of(key), f"{key}: must be a {'list' if wanted is list else 'text'}"))
        elif wanted is list and not all(isinstance(one, str) for one in value):
            pack.problems.append(Problem(file.shown_as, file.line_of(key), f"{key}: must be a list of texts (quote a text that holds a colon)"))
        elif wanted is list and len(value) != len(getattr(original.sheet, key)):
            pack.problems.append(
                Problem(file.shown_as, file.line_of(key), f"{key}: has {len(value)} points, the original has {len(getattr(original.sheet, key))}")
            )
    original.translations[file.language] = {**said, "checked": bool(checked)}


def _broken_references(written: Written, pack: Pack) -> Iterator[Problem]:
    for place, message in _lost(written.sheet, pack):
        yield Problem(written.file.shown_as, written.file.line_of(*place), f"{_place(place)}: {message}")


def broken_references(model: BaseModel, pack: Pack) -> list[str]:
    """Every reference of a model to an entry or a word that the pack does not hold, in words."""
    return [f"{_place(place)}: {message}" for place, message in _lost(model, pack)]


def _lost(model: BaseModel, pack: Pack) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for place, mark, value in references(model):
        if isinstance(mark, RefersTo):
            target = pack.entries.get(value)
            if target is None or target.kind.name != mark.kind:
                yield place, f"there is no {mark.kind} '{value}'"
        elif value not in pack.vocabularies[mark.vocabulary]:
            known = ", ".join(list(pack.vocabularies[mark.vocabulary])[:20]) or "no words: the vocabulary is missing"
            yield place, f"'{value}' is not in the vocabulary {mark.vocabulary} ({known})"


def _broken_rules(written: Written, pack: Pack) -> Iterator[Problem]:
    contradictions = getattr(written.sheet, "contradictions", list)
    for message in contradictions():
        yield Problem(written.file.shown_as, written.file.line_of("provenance"), message)
    for link in written.kind.links:
        seen: set[str] = set()
        for index, part in enumerate(getattr(written.sheet, link.field)):
            other = getattr(part, link.key)
            if other == written.sheet.code:
                yield Problem(written.file.shown_as, written.file.line_of(link.field, index), f"{link.field}: an entry cannot be linked to itself")
            if other in seen and not link.table.repeatable:
                yield Problem(written.file.shown_as, written.file.line_of(link.field, index), f"{link.field}: '{other}' stands here twice")
            seen.add(other)
    merged = written.sheet.merged_into
    if merged and (merged not in pack.entries or pack.entries[merged].kind is not written.kind):
        yield Problem(written.file.shown_as, written.file.line_of("merged_into"), f"merged_into: there is no {written.kind.name} '{merged}'")
    elif merged and _leads_back(written.sheet.code, pack):
        yield Problem(written.file.shown_as, written.file.line_of("merged_into"), f"merged_into: '{merged}' leads back to this entry")


def _leads_back(code: str, pack: Pack) -> bool:
    seen: set[str] = set()
    following: str | None = pack.entries[code].sheet.merged_into
    while following in pack.entries and following not in seen:
        seen.add(following)
        following = pack.entries[following].sheet.merged_into
    return code in seen


def references(model: BaseModel, place: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], RefersTo | OneOf, str]]:
    """Every value of a sheet that points at an entry or at a word of a vocabulary, with its place."""
    for name, mark in _marks_of(type(model)).items():
        value = getattr(model, name)
        items: Iterable[tuple[tuple[str | int, ...], Any]] = [((*place, name), value)]
        if isinstance(value, list):
            items = [((*place, name, index), one) for index, one in enumerate(value)]
        elif isinstance(value, dict):
            items = [((*place, name, key), key) for key in value]
        for where, one in items:
            if isinstance(one, BaseModel):
                yield from references(one, where)
            elif mark and isinstance(one, str):
                yield where, mark, one


@cache
def _marks_of(model: type[BaseModel]) -> dict[str, RefersTo | OneOf | None]:
    """The fields of a model, each with the mark that says what its values point at."""
    found: dict[str, RefersTo | OneOf | None] = {}
    for name, info in model.model_fields.items():
        marks = (mark for mark in (*info.metadata, *_marks_within(info.annotation)) if isinstance(mark, RefersTo | OneOf))
        found[name] = next(marks, None)
    return found


def _marks_within(annotation: Any) -> Iterator[Any]:
    yield from getattr(annotation, "__metadata__", ())
    for inner in get_args(annotation):
        yield from _marks_within(inner)


def _place(keys: Iterable[str | int]) -> str:
    return ".".join(str(key) for key in keys)


def _says(error: Any) -> str:
    where = _place(error["loc"])
    if error["type"] == "extra_forbidden":
        return f"{where}: is not a field of this kind of file"
    if error["type"] == "missing":
        return f"{where}: is missing"
    return f"{where}: {error['msg']}"
