"""A content pack in a folder of its own, to be spoilt one file at a time."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from installation import GARDENS

from ticc.assessment.instrument import check_instruments
from ticc.content.files import Problem
from ticc.content.pack import Pack, read_pack
from ticc.home.glossary import check_glossary
from ticc.home.pages import check_pages
from ticc.kinds import KINDS

Check = Callable[[Pack], list[Problem]]
CHECKS: dict[str, Check] = {"instruments": check_instruments, "pages": check_pages, "glossary": check_glossary}
CLAY = "obstacles/soil/OBS-003-clay-like-brick.md"
WATER = "obstacles/soil/OBS-001-nobody-waters-in-august.md"


class Folder:
    """A copy of the gardens."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "pack"
        shutil.copytree(GARDENS, self.root)

    def write(self, name: str, text: str) -> Path:
        """Write a file of the pack."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def write_yaml(self, name: str, value: Any) -> Path:
        """Write a YAML file of the pack."""
        return self.write(name, yaml.safe_dump(value, allow_unicode=True, sort_keys=False))

    def text(self, name: str) -> str:
        """What a file says."""
        return (self.root / name).read_text(encoding="utf-8")

    def change(self, name: str, old: str, new: str) -> None:
        """Change one place of a file."""
        assert self.text(name).count(old) == 1, f"{old!r} stands {self.text(name).count(old)} times in {name}"
        self.write(name, self.text(name).replace(old, new))

    def remove(self, name: str) -> None:
        """Take a file away."""
        (self.root / name).unlink()

    def read(self) -> Pack:
        """The pack as the check reads it."""
        return read_pack(self.root, KINDS)

    def problems(self) -> list[str]:
        """Every problem of the pack, as `ticc content check` prints it."""
        return [str(one) for one in self.read().problems]
