"""Write the catalogue back to files, in the format from which it is loaded."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import yaml
from sqlmodel import Session

from ticc.catalogue.kinds import Kind, Kinds, LinkField
from ticc.content.state import State, states_in_database
from ticc.foundation.errors import Refusal
from ticc.foundation.text import slug

# Files of a pack that the application never changes; they go along as they are.
ALONGSIDE = ("programme.yaml", "glossary.yaml", "vocabulary", "pages", "assessment")


def export_pack(session: Session, target: Path, kinds: Kinds, content_dir: Path) -> int:
    """Write every entry that files may hold into an empty folder; returns how many. Raises Refusal for a folder in use."""
    if target.exists() and any(target.iterdir()):
        raise Refusal(f"{target} is not empty: name a new folder, so that no file is overwritten", "path")
    target.mkdir(parents=True, exist_ok=True)
    for name in ALONGSIDE:
        source = content_dir / name
        if source.is_dir():
            shutil.copytree(source, target / name)
        elif source.is_file():
            shutil.copy2(source, target / name)
    written = 0
    for kind in kinds.with_files():
        for code, (entry, state) in sorted(states_in_database(session, kind).items()):
            _write_entry(target, kind, code, entry.title, state)
            written += 1
    return written


def _write_entry(target: Path, kind: Kind, code: str, title: str, state: State) -> None:
    folder = target / str(kind.folder) / str(state["columns"].get("theme", ""))
    folder.mkdir(parents=True, exist_ok=True)
    name = code if len(code) > 12 else f"{code}-{slug(title, 50)}"
    columns = dict(state["columns"])
    body = columns.pop("body")
    front = {"code": code, **_without_defaults(kind, columns)}
    front |= {link.field: parts for link in kind.links if (parts := [_as_part(link, row) for row in state["links"][link.field]])}
    if state["merged_into"]:
        front["merged_into"] = state["merged_into"]
    elif state["is_retired"]:
        front["retired"] = True
    _write(folder / f"{name}.md", front, body)
    for language, said in state["translations"].items():
        texts = dict(said)
        _write(folder / f"{name}.{language}.md", texts, texts.pop("body", ""))


def _without_defaults(kind: Kind, columns: dict[str, Any]) -> dict[str, Any]:
    assert kind.sheet is not None
    required = {name for name, field in kind.sheet.model_fields.items() if field.is_required()}
    return {name: value for name, value in columns.items() if name in required or value not in ("", None, [], {}, False)}


def _as_part(link: LinkField, row: dict[str, Any]) -> dict[str, Any]:
    words = {column: word for word, column in link.renamed.items()} | {link.other_column: link.key}
    return {words.get(column, column): value for column, value in row.items()}


def _write(path: Path, front: dict[str, Any], body: str) -> None:
    text = yaml.safe_dump(front, allow_unicode=True, sort_keys=False, width=110)
    path.write_text(f"---\n{text}---\n" + (f"\n{body}\n" if body else ""), encoding="utf-8")
