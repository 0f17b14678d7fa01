"""The wall around unit tests: nothing here reaches a database or the application."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NoReturn

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from tests.unit.packs import Folder
from ticc.foundation.database import Database


class OverTheWall(AssertionError):
    """A unit test asked for what only integration tests may have."""


def _refuse(*_: Any, **__: Any) -> NoReturn:
    raise OverTheWall("unit tests have no database and no application: this test belongs into tests/integration")


@pytest.fixture(autouse=True)
def _wall(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse engines, sessions, and with its database the application; on the classes, so that no import slips by."""
    for walled in (Engine, Session, Database):
        monkeypatch.setattr(walled, "__init__", _refuse)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A copy of the gardens, to be spoilt."""
    return Folder(tmp_path)
