"""Bring a database to the newest migration, or a step back; the migrations themselves lie in `migrations/`."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, inspect

from ticc.settings import ROOT


def configuration(connection: Connection) -> Config:
    """Alembic's configuration for one connection."""
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def upgrade(engine: Engine, to: str = "head") -> None:
    """Bring the schema to a migration, by default the newest."""
    with engine.begin() as connection:
        command.upgrade(configuration(connection), to)


def downgrade(engine: Engine, to: str) -> None:
    """Take the schema back to a migration."""
    with engine.begin() as connection:
        command.downgrade(configuration(connection), to)


def is_prepared(engine: Engine) -> bool:
    """Whether the database has any schema at all."""
    return inspect(engine).has_table("alembic_version")


def newest() -> str:
    """The name of the newest migration, as `migrations/HEAD` says it."""
    return (ROOT / "migrations" / "HEAD").read_text().strip()
