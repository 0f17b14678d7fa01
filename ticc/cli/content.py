"""The catalogue as files."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ticc.cli.base import application, database_of, refuse_unprepared, settings_of
from ticc.cli.telling import tell
from ticc.content.export import export_pack
from ticc.content.load import load_pack
from ticc.content.pack import read_pack
from ticc.kinds import KINDS
from ticc.settings import Settings

EXISTING = click.Path(path_type=Path)


@click.group()
def content() -> None:
    """The catalogue as files."""


@content.command("check")
@click.argument("path", required=False, type=EXISTING)
def content_check(path: Path | None) -> None:
    """List every problem of every file with file and line; touch nothing."""
    pack = read_pack(path or Settings.from_environment().content_dir, KINDS)
    for problem in pack.problems:
        click.echo(str(problem))
    click.echo(f"{len(pack.entries)} entries, {len(pack.problems)} problems", err=True)
    sys.exit(1 if pack.problems else 0)


@content.command("load")
@click.argument("path", required=False, type=EXISTING)
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
def content_load(path: Path | None, dry_run: bool) -> None:
    """Load a content folder: everything or nothing, never over what was changed in the application."""
    app = application()
    settings = settings_of(app)
    refuse_unprepared(app)
    if dry_run:
        with database_of(app).acting() as session:
            loaded = load_pack(session, path or settings.content_dir, KINDS)
            session.rollback()
    else:
        with database_of(app).act() as session:
            loaded = load_pack(session, path or settings.content_dir, KINDS)
    tell(loaded)


@content.command("export")
@click.argument("path", type=EXISTING)
def content_export(path: Path) -> None:
    """Write the catalogue back to files in a new folder."""
    app = application()
    settings = settings_of(app)
    refuse_unprepared(app)
    with database_of(app).ask() as session:
        written = export_pack(session, path, KINDS, settings.content_dir)
    click.echo(f"{written} entries written to {path}")


COMMANDS: dict[str, click.Command] = {"content": content}
