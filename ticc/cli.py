"""The `ticc` command: thin commands over services."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click
from flask import Flask

from ticc import migrate
from ticc.accounts import samples
from ticc.accounts import service as accounts
from ticc.advice.health import Grade, examine
from ticc.barriers.service import remove_samples as remove_sample_barriers
from ticc.catalogue.current import CurrentSnapshot
from ticc.catalogue.snapshot import Snapshot
from ticc.catalogue.visibility import VISITOR
from ticc.catalogue.words import Role
from ticc.content.export import export_pack
from ticc.content.load import Loaded, PackRefused, load_if_new, load_pack
from ticc.content.pack import read_pack
from ticc.factory import create_app
from ticc.foundation.database import Database
from ticc.foundation.errors import Refusal
from ticc.graph.build import graph_of, statistics
from ticc.graph.export import export_graph
from ticc.graph.suggest import solutions_for
from ticc.graph.told import as_data, as_sentence
from ticc.kinds import KINDS
from ticc.search.documents import read_documents
from ticc.search.find import as_json, find, similar, similar_as_json
from ticc.serve import serve as run_server
from ticc.settings import Settings, SettingsError
from ticc.system import examine_system

EXISTING = click.Path(path_type=Path)
AS_JSON = click.option("--json", "wants_json", is_flag=True, help="Print one JSON document and nothing else.")


class Group(click.Group):
    """Commands that answer a refusal with its words and exit 1, never with a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except Refusal as refusal:
            raise click.ClickException(f"{refusal.field}: {refusal.message}" if refusal.field else refusal.message) from refusal
        except SettingsError as error:
            raise click.ClickException(str(error)) from error
        except PackRefused as refused:
            for problem in refused.problems:
                click.echo(str(problem), err=True)
            raise click.ClickException(f"{len(refused.problems)} problems; nothing was loaded") from refused


def main() -> None:
    """The console command."""
    ticc()


def _app() -> Flask:
    return create_app(Settings.from_environment())


def _database(app: Flask) -> Database:
    found: Database = app.extensions["database"]
    return found


def _seen(app: Flask) -> Snapshot:
    """The public catalogue: what a command shows, everybody may see."""
    current: CurrentSnapshot = app.extensions["current_snapshot"]
    _refuse_unprepared(app)
    with _database(app).ask() as session:
        return current.for_viewer(session, VISITOR)


def _refuse_unprepared(app: Flask) -> None:
    if not migrate.is_prepared(_database(app).engine):
        raise Refusal("the database is empty: run 'ticc init' first")


def _print_json(document: Any) -> None:
    click.echo(json.dumps(document, ensure_ascii=False, indent=1))


@click.group(cls=Group)
def ticc() -> None:
    """TICC: what blocks the transfer of a care practice, what was tried, what worked."""


@ticc.command()
def init() -> None:
    """Bring the database to the newest migration, load the content, build the index. Can be run again at any time."""
    app = _app()
    settings: Settings = app.extensions["settings"]
    database = _database(app)
    migrate.upgrade(database.engine)
    with database.act() as session:
        loaded = load_if_new(session, settings.content_dir, KINDS)
    if loaded is not None:
        _tell(loaded)
    app.extensions["index_keeper"].catch_up()
    click.echo("ready")


@ticc.command()
@click.option("--host", help="Address to listen on.")
@click.option("--port", type=int, help="Port to listen on.")
@click.option("--workers", type=int, help="Worker processes.")
def serve(host: str | None, port: int | None, workers: int | None) -> None:
    """Serve the application with gunicorn."""
    settings = Settings.from_environment()
    run_server(settings, host or settings.host, port or settings.port, workers or settings.workers)


@ticc.command()
def run() -> None:
    """Prepare everything, print the address and the sample accounts, and serve: what `make run` does."""
    settings = Settings.from_environment()
    init.callback()  # type: ignore[misc]
    if settings.demo:
        app = _app()
        with _database(app).act() as session:
            renewed = samples.renew_samples(session, app.extensions["programme"].sample_partners)
        click.echo("\nSample accounts (new passwords at every start; remove them with 'ticc demo remove'):")
        for sample in renewed:
            click.echo(f"  {sample.email:34} {sample.password:18} {sample.role.value}")
    click.echo(f"\nOpen http://{settings.host}:{settings.port}/\n")
    sys.stdout.flush()
    run_server(settings, settings.host, settings.port, settings.workers)


@ticc.group()
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
    app = _app()
    settings: Settings = app.extensions["settings"]
    _refuse_unprepared(app)
    if dry_run:
        with _database(app).acting() as session:
            loaded = load_pack(session, path or settings.content_dir, KINDS)
            session.rollback()
    else:
        with _database(app).act() as session:
            loaded = load_pack(session, path or settings.content_dir, KINDS)
    _tell(loaded)


def _tell(loaded: Loaded) -> None:
    click.echo(f"{len(loaded.added)} added, {len(loaded.changed)} changed, {len(loaded.kept)} kept, {len(loaded.conflicting)} conflicting")
    for says, codes in (
        ("changed in the application, kept as they are", loaded.edited_here),
        ("changed in the files and in the application, left alone", loaded.conflicting),
        ("no longer in the files, left alone", loaded.gone),
    ):
        if codes:
            click.echo(f"{says}: {', '.join(codes)}")


@content.command("export")
@click.argument("path", type=EXISTING)
def content_export(path: Path) -> None:
    """Write the catalogue back to files in a new folder."""
    app = _app()
    settings: Settings = app.extensions["settings"]
    with _database(app).ask() as session:
        written = export_pack(session, path, KINDS, settings.content_dir)
    click.echo(f"{written} entries written to {path}")


@ticc.command("search")
@click.argument("query")
@click.option("--kind", multiple=True, type=click.Choice([kind.name for kind in KINDS]))
@click.option("--theme", multiple=True)
@click.option("--site", multiple=True)
@click.option("--lang", default="en", type=click.Choice(["en", "fr", "nl"]), show_default=True)
@click.option("--limit", default=20, type=click.IntRange(1, 500), show_default=True)
@AS_JSON
def search_command(query: str, kind: tuple[str, ...], theme: tuple[str, ...], site: tuple[str, ...], lang: str, limit: int, wants_json: bool) -> None:
    """Search the public catalogue as the search page does."""
    app = _app()
    seen = _seen(app)
    app.extensions["index_keeper"].catch_up()
    chosen = {name: list(values) for name, values in (("kind", kind), ("theme", theme), ("site", site)) if values}
    found = find(app.extensions["index_keeper"].engine, seen, VISITOR.audiences, query, chosen, lang, 1, limit)
    if wants_json:
        _print_json(as_json(found, lambda card: _path_of(app, card.code)))
        return
    click.echo(f"{found.total} found" + (f"; did you mean: {found.did_you_mean}" if found.did_you_mean else ""))
    for entry in found.page.items:
        click.echo(f"{entry.card.code:24} {entry.card.title_in(lang)}")


def _path_of(app: Flask, code: str) -> str:
    kind = KINDS.of_code(code)
    adapter = app.url_map.bind("")
    return adapter.build(kind.endpoint, {"code": code}) if kind else ""


@ticc.command("similar")
@click.argument("text")
@click.option("--limit", default=5, type=click.IntRange(1, 100), show_default=True)
@AS_JSON
def similar_command(text: str, limit: int, wants_json: bool) -> None:
    """Find the obstacles that say something like a text."""
    app = _app()
    seen = _seen(app)
    app.extensions["index_keeper"].catch_up()
    found = similar(app.extensions["index_keeper"].engine, seen, VISITOR.audiences, text, limit)
    if wants_json:
        _print_json(similar_as_json(found))
        return
    for card, one in found.entries:
        click.echo(f"{card.code:10} {one.score:6.2f}  {card.title}  [{', '.join(one.shared)}]")


@ticc.command("suggest")
@click.argument("code")
@click.option("--site", help="Not used yet: the ranking does not weigh places.", hidden=True)
@click.option("--limit", default=5, type=click.IntRange(1, 100), show_default=True)
@AS_JSON
def suggest_command(code: str, site: str | None, limit: int, wants_json: bool) -> None:
    """Suggest solutions for an obstacle, each with the way that leads to it."""
    app = _app()
    seen = _seen(app)
    code = code.upper()
    if code not in seen.cards or seen.cards[code].kind != "obstacle":
        raise Refusal(f"there is no obstacle '{code}'", "code")
    suggestions = solutions_for(seen, code, limit)
    if wants_json:
        _print_json(as_data(seen, code, suggestions))
        return
    with app.test_request_context():
        for one in suggestions:
            click.echo(f"{one.code:10} {one.score:5.2f}  {seen.cards[one.code].title}\n{'':17}  {as_sentence(seen, one)}")


@ticc.group()
def graph() -> None:
    """The network of everything public."""


@graph.command("stats")
@AS_JSON
def graph_stats(wants_json: bool) -> None:
    """Count nodes by kind and links by verb."""
    told = statistics(_seen(_app()))
    if wants_json:
        _print_json(told)
        return
    for name, value in told.items():
        click.echo(f"{name}: {value}")


@graph.command("export")
@click.argument("file", type=EXISTING)
def graph_export(file: Path) -> None:
    """Write the graph as .graphml, .gexf or .json."""
    seen = _seen(_app())
    export_graph(graph_of(seen), file)
    click.echo(f"{len(graph_of(seen))} nodes written to {file}")


@ticc.group()
def index() -> None:
    """The search index."""


@index.command("rebuild")
def index_rebuild() -> None:
    """Make the search index anew."""
    app = _app()
    _refuse_unprepared(app)
    click.echo(f"the index holds revision {app.extensions['index_keeper'].rebuild()}")


@ticc.command()
@AS_JSON
def doctor(wants_json: bool) -> None:
    """Check the installation and the public catalogue; exit 1 if anything is graded an error."""
    app = _app()
    seen = _seen(app)
    with _database(app).ask() as session:
        documents = read_documents(session, KINDS, {card.code for card in seen.of_kind("obstacle")})
        texts = {document.code: " ".join(document.texts["en"].values()) for document in documents}
    checks = examine_system(_database(app), app.extensions["index_keeper"].engine)
    checks += examine(seen, texts, app.extensions["programme"].languages)
    if wants_json:
        _print_json({"checks": [check.as_data() for check in checks]})
    else:
        for check in checks:
            click.echo(f"{check.grade.value:8} {check.count:6}  {check.name}")
            for entry in check.entries[:20]:
                click.echo(f"{'':17}{entry}")
    sys.exit(1 if any(check.grade == Grade.ERROR for check in checks) else 0)


@ticc.group()
def user() -> None:
    """People."""


@user.command("add")
@click.argument("email")
@click.option("--name", required=True)
@click.option("--role", "roles", multiple=True, required=True, type=click.Choice([role.value for role in Role]))
@click.option("--partner", help="The partner of a partner member, such as PAR-kchft.")
def user_add(email: str, name: str, roles: tuple[str, ...], partner: str | None) -> None:
    """Add a person and print a one-time link with which they set a password."""
    app = _app()
    settings: Settings = app.extensions["settings"]
    _refuse_unprepared(app)
    with _database(app).act() as session:
        account = accounts.add_account(session, email, name)
        for role in roles:
            accounts.give_role(session, account, Role(role), partner)
        token = accounts.invite(session, account, settings.invitation_hours)
    address = settings.public_url or f"http://{settings.host}:{settings.port}"
    click.echo(f"{address}/account/set-password/{token}")
    click.echo(f"The link works once, within {settings.invitation_hours} hours.", err=True)


@user.command("invite")
@click.argument("email")
def user_invite(email: str) -> None:
    """Print a new link for somebody who has lost the password."""
    app = _app()
    settings: Settings = app.extensions["settings"]
    with _database(app).act() as session:
        account = accounts.get_by_email(session, email)
        token = accounts.invite(session, account, settings.invitation_hours)
    click.echo(f"{settings.public_url or f'http://{settings.host}:{settings.port}'}/account/set-password/{token}")


@ticc.group()
def demo() -> None:
    """The sample data."""


@demo.command("remove")
def demo_remove() -> None:
    """Remove the sample accounts and everything that was logged with them."""
    app = _app()
    with _database(app).act() as session:
        barriers = remove_sample_barriers(session)
        people = samples.remove_samples(session)
    click.echo(f"{people} sample accounts and {barriers} sample barriers removed")
