"""Preparing, serving, and the search index."""

from __future__ import annotations

import sys

import click
from flask import Flask

from ticc import migrate
from ticc.accounts import samples
from ticc.cli.base import application, database_of, refuse_unprepared, settings_of
from ticc.cli.telling import tell
from ticc.content.load import load_if_new
from ticc.kinds import KINDS
from ticc.outcomes.samples import add_samples as add_sample_figures
from ticc.serve import serve as run_server
from ticc.settings import Settings


@click.command()
def init() -> None:
    """Bring the database to the newest migration, load the content, build the index. Can be run again at any time."""
    _prepare(application())
    click.echo("ready")


def _prepare(app: Flask) -> None:
    database = database_of(app)
    migrate.upgrade(database.engine)
    with database.act() as session:
        loaded = load_if_new(session, settings_of(app).content_dir, KINDS)
    if loaded is not None:
        tell(loaded)
    app.extensions["index_keeper"].catch_up()


@click.command()
@click.option("--host", help="Address to listen on.")
@click.option("--port", type=int, help="Port to listen on.")
@click.option("--workers", type=int, help="Worker processes.")
def serve(host: str | None, port: int | None, workers: int | None) -> None:
    """Serve the application with gunicorn."""
    settings = Settings.from_environment()
    run_server(settings, host or settings.host, port or settings.port, workers or settings.workers)


@click.command()
def run() -> None:
    """Prepare everything, print the address and the sample accounts, and serve: what `make run` does."""
    app = application()
    settings = settings_of(app)
    _prepare(app)
    if settings.demo:
        with database_of(app).act() as session:
            renewed = samples.renew_samples(session, app.extensions["programme"].sample_partners)
            add_sample_figures(session)
        click.echo("\nSample accounts (new passwords at every start; remove them with 'ticc demo remove'):")
        for sample in renewed:
            click.echo(f"  {sample.email:34} {sample.password:18} {sample.role.value}")
    click.echo(f"\nOpen http://{settings.host}:{settings.port}/\n")
    sys.stdout.flush()
    run_server(settings, settings.host, settings.port, settings.workers)


@click.group()
def index() -> None:
    """The search index."""


@index.command("rebuild")
def index_rebuild() -> None:
    """Make the search index anew."""
    app = application()
    refuse_unprepared(app)
    click.echo(f"the index holds revision {app.extensions['index_keeper'].rebuild()}")


COMMANDS: dict[str, click.Command] = {"init": init, "serve": serve, "run": run, "index": index}
