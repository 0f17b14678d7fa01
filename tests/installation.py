"""An installation of the application for tests: its settings, and how it is started."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from careful_client import CarefulClient
from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from ticc.factory import create_app
from ticc.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
GARDENS = ROOT / "tests" / "packs" / "gardens"
MakeSettings = Callable[..., Settings]
MakeApp = Callable[..., Flask]
# For tests of what no database has a say in.
ONLY_SQLITE = pytest.mark.parametrize("store", ["sqlite"], indirect=True, scope="session")


class CompiledOnce(BytecodeCache):
    """Templates compiled once a run, not once an application."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.kept[bucket.key] = bucket.bytecode_to_string()


COMPILED = CompiledOnce()


def start(settings: Settings) -> Flask:
    """An application whose test clients are careful."""
    app = create_app(settings)
    app.test_client_class = CarefulClient
    app.jinja_env.bytecode_cache = COMPILED
    return app


def gardens_settings(data_dir: Path, database_url: str, **changes: object) -> Settings:
    """Settings of an installation that serves the gardens."""
    said: dict[str, object] = {
        "data_dir": data_dir,
        "content_dir": GARDENS,
        "database_url": database_url,
        "secret_key": "a secret for tests only",
        "login_limit": "1000 per minute",
    }
    return Settings(**{**said, **changes})  # type: ignore[arg-type]
