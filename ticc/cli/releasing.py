"""Numbered releases of the catalogue without a browser."""

from __future__ import annotations

from pathlib import Path

import click
from sqlmodel import Session

from ticc.cli.base import AS_JSON, application, database_of, print_json, public_catalogue, refuse_unprepared
from ticc.foundation.errors import ChangedMeanwhile, NotThere, Refusal
from ticc.foundation.forms import tidy
from ticc.kinds import KINDS
from ticc.releases import service
from ticc.releases.forms import LONGEST_NOTES, LONGEST_TITLE
from ticc.releases.labels import WHAT
from ticc.releases.listing import changes_between, rows_of
from ticc.releases.models import Release
from ticc.releases.queries import get_release, list_releases, release_before
from ticc.releases.telling import Telling


@click.group()
def release() -> None:
    """Numbered releases of the public catalogue."""


@release.command("make")
@click.option("--title", default="", help="What it is called, beside its number.")
@click.option("--notes", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A file with what is to be said about it, in Markdown.")
@click.option("--force", is_flag=True, help="Make it although nothing changed since the last release.")
def release_make(title: str, notes: Path | None, force: bool) -> None:
    """Freeze the public catalogue under the next number; a release never changes."""
    app = application()
    seen = public_catalogue(app)
    title, words = tidy(title), _read(notes) if notes else ""
    if len(title) > LONGEST_TITLE or len(words) > LONGEST_NOTES:
        raise Refusal(f"use at most {LONGEST_TITLE} letters for the title and {LONGEST_NOTES} for the notes")
    try:
        with app.test_request_context(), database_of(app).act() as session:
            made = service.make_release(session, KINDS, seen, title=title, notes=words, is_forced=force)
            number, fingerprint = made.number, made.fingerprint
    except ChangedMeanwhile as error:
        raise Refusal("the catalogue was changed at this moment; run the command again") from error
    click.echo(f"release {number} {fingerprint}")


def _read(notes: Path) -> str:
    try:
        return tidy(notes.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise Refusal(f"'{notes}' is not written in UTF-8", "notes") from error


@release.command("list")
@AS_JSON
def release_list(wants_json: bool) -> None:
    """Every release, the newest first."""
    app = application()
    refuse_unprepared(app)
    with database_of(app).ask() as session:
        found = list_releases(session)
    if wants_json:
        rows = [
            {"number": one.number, "title": one.title, "released_on": one.released_on.isoformat(), "fingerprint": one.fingerprint} for one in found
        ]
        print_json({"releases": rows})
        return
    for one in found:
        click.echo(f"{one.number:4}  {one.released_on}  {one.fingerprint[:12]}  {one.title}")


@release.command("changes")
@click.argument("number", type=click.IntRange(1, 999_999))
@click.option("--since", type=click.IntRange(1, 999_999), help="Another release to compare with; without it the one before.")
@AS_JSON
def release_changes(number: int, since: int | None, wants_json: bool) -> None:
    """What a release says otherwise than an earlier one."""
    app = application()
    refuse_unprepared(app)
    with app.test_request_context(), database_of(app).ask() as session:
        found = _release(session, number)
        earlier = _release(session, since) if since else release_before(session, number)
        changes = changes_between(session, earlier, found.entries)
        rows = rows_of(session, changes, KINDS, Telling(app.extensions["vocabularies"], "en", {}), {})
        if wants_json:
            print_json({"release": number, "since": earlier.number if earlier else None, "changes": [row.as_data() for row in rows]})
            return
        for row in rows:
            more = f" ({', '.join(row.fields)})" if row.fields else f" → {row.change.into}" if row.change.into else ""
            click.echo(f"{WHAT[row.change.what]!s:20} {row.change.code:12} {row.title}{more}")


def _release(session: Session, number: int) -> Release:
    try:
        return get_release(session, number)
    except NotThere as error:
        raise Refusal(f"there is no release {number}") from error


COMMANDS: dict[str, click.Command] = {"release": release}
