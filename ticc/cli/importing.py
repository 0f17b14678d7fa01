"""Taking tables in from files, and undoing that."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click
from flask import Flask
from sqlmodel import Session

from ticc.accounts.queries import find_account, viewer_for
from ticc.catalogue.snapshot import Snapshot
from ticc.catalogue.visibility import Viewer
from ticc.catalogue.words import Role, Visibility
from ticc.cli.base import AS_JSON, application, database_of, print_json, refuse_unprepared
from ticc.foundation.errors import NotAllowed, Refusal
from ticc.foundation.languages import DEFAULT, LANGUAGES
from ticc.history.record import say_who
from ticc.imports import service
from ticc.imports.barriers import BARRIERS
from ticc.imports.kinds import KINDS
from ticc.imports.look_alikes import add_look_alikes, propose_look_alikes
from ticc.imports.measurements import MEASUREMENTS
from ticc.imports.models import Batch
from ticc.imports.preview import State, counts_of
from ticc.imports.queries import find_batch
from ticc.imports.service import RowKind

SHOWN = 20


@click.group("import")
def importing() -> None:
    """Take tables in from files, and undo that."""


@importing.command("measurements")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--partner", required=True, help="Whose figures they are, such as PAR-kchft.")
@click.option("--as", "email", required=True, help="The account in whose name they are entered.")
@click.option("--visibility", default=Visibility.PRIVATE.value, show_default=True, type=click.Choice([one.value for one in Visibility]))
@click.option("--all-or-nothing", "whole", is_flag=True, help="Take nothing if any row has a problem.")
@click.option("--dry-run", is_flag=True, help="Look only: nothing is taken or kept.")
@AS_JSON
def import_measurements(file: Path, partner: str, email: str, visibility: str, whole: bool, dry_run: bool, wants_json: bool) -> None:
    """Take figures from a .csv or .xlsx file; exit 1 if any row has a problem (the others are taken, save with --all-or-nothing)."""
    app = application()
    told = _taken(app, MEASUREMENTS, file, (partner, email), {"visibility": visibility}, whole=whole, dry_run=dry_run)
    _say(told, wants_json)
    sys.exit(1 if told["problems"] else 0)


@importing.command("barriers")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--partner", required=True, help="Whose barriers they are, such as PAR-kchft.")
@click.option("--as", "email", required=True, help="The account of a member of it, in whose name they are logged.")
@click.option(
    "--visibility", default=Visibility.PRIVATE.value, show_default=True, type=click.Choice([Visibility.PRIVATE.value, Visibility.PROGRAMME.value])
)
@click.option(
    "--language", default=DEFAULT, show_default=True, type=click.Choice(list(LANGUAGES)), help="What rows are written in that do not say it."
)
@click.option("--propose", "proposes", is_flag=True, help="Propose the obstacle that a row looks like; an adviser confirms it.")
@click.option("--all-or-nothing", "whole", is_flag=True, help="Take nothing if any row has a problem.")
@click.option("--dry-run", is_flag=True, help="Look only: nothing is taken or kept.")
@AS_JSON
def import_barriers(
    file: Path, partner: str, email: str, visibility: str, language: str, proposes: bool, whole: bool, dry_run: bool, wants_json: bool
) -> None:
    """Log barriers from a .csv or .xlsx file; exit 1 if any row has a problem (the others are taken, save with --all-or-nothing)."""
    app = application()
    choices = {"visibility": visibility, "language": language}
    told = _taken(app, BARRIERS, file, (partner, email), choices, whole=whole, dry_run=dry_run, proposes=proposes)
    _say(told, wants_json)
    sys.exit(1 if told["problems"] else 0)


def _taken(
    app: Flask,
    kind: RowKind,
    file: Path,
    whose: tuple[str, str],
    choices: Mapping[str, Any],
    *,
    whole: bool,
    dry_run: bool,
    proposes: bool = False,
) -> dict[str, Any]:
    """Read a file for a partner in the name of an account, take it where that is wanted, and tell what became of its rows."""
    refuse_unprepared(app)
    _refuse_large(app, file)
    partner, email = whose
    with app.test_request_context(), database_of(app).act() as session:
        viewer = _viewer(session, email)
        say_who(session, viewer.account_id)
        # Looked at before anything is written in this act.
        seen = app.extensions["current_snapshot"].for_viewer(session, viewer)
        try:
            batch = service.read_file(session, viewer, kind, partner, (file.name, file.read_bytes()), choices, DEFAULT)
        except NotAllowed:
            raise Refusal(f"{email} enters no {'barriers' if kind is BARRIERS else 'figures'} for '{partner}'", "--partner") from None
        if kind is BARRIERS:
            _look(app, session, viewer, batch, seen, proposes=proposes)
        counts = counts_of(batch.rows)
        takes = bool(counts.get(State.SOUND)) and not dry_run and not (whole and counts.get(State.PROBLEM))
        if takes:
            service.take(session, batch, viewer, kind, batch.version, whole=whole)
        told = _told(batch, is_kept=takes)
        if not takes:
            service.forget(session, batch)
    return told


def _look(app: Flask, session: Session, viewer: Viewer, batch: Batch, seen: Snapshot, *, proposes: bool) -> None:
    add_look_alikes(session, batch, app.extensions["index_keeper"].engine, seen, viewer.audiences)
    if proposes:
        propose_look_alikes(session, batch)


@importing.command("undo")
@click.argument("key")
def import_undo(key: str) -> None:
    """Remove what an import brought; what somebody changed since stays and is named."""
    app = application()
    refuse_unprepared(app)
    with app.test_request_context(), database_of(app).act() as session:
        batch = find_batch(session, key)
        if batch is None:
            raise Refusal(f"there is no import '{key}'", "KEY")
        operator = Viewer(roles=frozenset({Role.MEMBER.value}), partners=frozenset({batch.partner_code}))
        say_who(session, None, "import undo")
        undone = service.undo(session, batch, operator, KINDS[batch.kind], batch.version)
    click.echo(f"{undone.removed} removed, {len(undone.stay)} changed since and kept")
    for one in undone.stay:
        click.echo(f"  {one}")


def _refuse_large(app: Flask, file: Path) -> None:
    largest = app.extensions["attachments"].largest
    if file.stat().st_size > largest:
        raise Refusal(f"the file is larger than {largest // 1024**2} MB", "FILE")


def _viewer(session: Session, email: str) -> Viewer:
    account = find_account(session, email)
    if account is None or not account.is_active:
        raise Refusal(f"there is no account '{email}'", "--as")
    return viewer_for(session, account)


def _told(batch: Batch, *, is_kept: bool) -> dict[str, Any]:
    headings, places = batch.choices["headings"], batch.choices["places"]

    def said(kind: str) -> list[dict[str, Any]]:
        wanted = [row for row in batch.rows if kind == "remarks" or row["state"] == State.PROBLEM]
        return [
            {"row": row["row"], "column": _heading(one["column"], headings, places), "message": one["message"]} for row in wanted for one in row[kind]
        ]

    counts = counts_of(batch.rows)
    return {
        "key": batch.key if is_kept else None,
        **{state.value: counts.get(state, 0) for state in (State.TAKEN, State.SOUND, State.THERE, State.TWICE)},
        "problems": said("problems"),
        "remarks": said("remarks"),
        "look_alikes": [
            {"row": row["row"], "obstacle": row["data"]["alike"], "shared": row["data"]["shared"]} for row in batch.rows if row["data"].get("alike")
        ],
        "notes": batch.choices["notes"],
        "not_taken": batch.choices["not_taken"],
    }


def _heading(column: str, headings: list[str], places: dict[str, int]) -> str:
    return headings[places[column]] if column in places else column


def _say(told: dict[str, Any], wants_json: bool) -> None:
    if wants_json:
        print_json(told)
        return
    click.echo(f"{told['taken']} taken, {told['sound']} sound and not taken, {told['there']} there already, {told['twice']} twice in the file")
    for note in told["notes"]:
        click.echo(note)
    if told["not_taken"]:
        click.echo(f"columns not taken: {', '.join(told['not_taken'])}")
    if told["key"]:
        click.echo(f"undo it with: ticc import undo {told['key']}")
    for one in told["problems"][:SHOWN]:
        click.echo(f"row {one['row']}, {one['column']}: {one['message']}", err=True)
    if len(told["problems"]) > SHOWN:
        click.echo(f"and {len(told['problems']) - SHOWN} more problems", err=True)


COMMANDS: dict[str, click.Command] = {"import": importing}
