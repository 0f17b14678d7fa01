"""Reading files in, taking what is sound in them in one act, and undoing that in another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol

from flask_babel import gettext as _
from sqlmodel import Session, col, delete, select

from ticc.accounts.models import Account
from ticc.accounts.tokens import new_key
from ticc.catalogue.visibility import Viewer
from ticc.foundation.clock import now
from ticc.foundation.errors import NotAllowed, Refusal
from ticc.foundation.text import without_control_characters
from ticc.foundation.versioned import write_over
from ticc.imports.columns import Column, Fitted, fit
from ticc.imports.models import Batch
from ticc.imports.preview import RowReader, State, counts_of, look, look_again
from ticc.imports.queries import FROM_OUTSIDE
from ticc.imports.reading import read_table
from ticc.imports.table import MOST_ROWS

# How long a file that was read and never taken is kept.
KEPT = timedelta(days=30)
LONGEST_NAME = 200


@dataclass(frozen=True)
class Undone:
    """What an undo did: how many things are gone, and which stay because somebody changed them since (each in words)."""

    removed: int
    stay: Sequence[str]


class RowKind(Protocol):
    """One kind of thing that rows become. Another kind is one more module with an object of this shape."""

    name: str
    sheet_names: Sequence[str]
    columns: Sequence[Column]
    # The columns of the preview: under which heading, and of which fields it tells.
    shown: Sequence[tuple[str, Sequence[str]]]
    # The fields that are days, kept as 2026-03-31.
    days: Sequence[str]
    # How fields that hold one of a few fixed values are told.
    words: Mapping[str, Mapping[str, Any]]

    def partners(self, session: Session, viewer: Viewer) -> Sequence[str]:
        """For which partners the viewer may bring things in."""

    def reader(self, session: Session, viewer: Viewer, partner_code: str, choices: Mapping[str, Any], table: Fitted | None) -> RowReader:
        """A reader that has asked the database everything; `table` is None where rows that were read are looked at again."""

    def remark_on(self, table: Fitted, choices: Mapping[str, Any]) -> list[str]:
        """What is to be said of the file as a whole: how its days and numbers were read."""

    def save(self, session: Session, viewer: Viewer, partner_code: str, drafts: Sequence[Mapping[str, Any]], batch_key: str) -> None:
        """Make things of drafts in which the reader found nothing wrong in this very act."""

    def undo(self, session: Session, viewer: Viewer, batch_key: str) -> Undone:
        """Remove what an import brought and nobody has changed since."""


def read_file(
    session: Session, viewer: Viewer, kind: RowKind, partner_code: str, file: tuple[str, bytes], choices: Mapping[str, Any], language: str
) -> Batch:
    """Read a file (its name and bytes) and keep what it says; nothing is taken yet.

    Raises Refusal for a file that is no table of this kind, NotAllowed for a partner for whom the viewer brings in nothing.
    """
    if partner_code not in kind.partners(session, viewer):
        raise NotAllowed
    name, data = file
    sheet = read_table(data, kind.sheet_names)
    fitted = fit(sheet.rows, kind.columns, language)
    if not fitted.rows:
        raise Refusal(_("There is no row below the headings."), "file")
    if len(fitted.rows) > MOST_ROWS:
        raise Refusal(_("The file has more than %(most)s rows: share it out over several files.", most=f"{MOST_ROWS:,}"), "file")
    chosen = {**choices, "separator": sheet.separator}
    looked = look(fitted, kind.reader(session, viewer, partner_code, chosen, fitted))
    batch = Batch(
        key=new_key(),
        kind=kind.name,
        partner_code=partner_code,
        file_name=_name(name),
        rows=looked.rows,
        account_id=viewer.account_id,
        choices={
            **chosen,
            FROM_OUTSIDE: partner_code not in viewer.partners,
            "headings": list(fitted.headings),
            "places": dict(fitted.places),
            "not_taken": list(fitted.not_taken),
            "notes": kind.remark_on(fitted, chosen),
            "counts": looked.counts,
        },
    )
    session.add(batch)
    session.flush()
    return batch


def take(session: Session, batch: Batch, viewer: Viewer, kind: RowKind, version: int, *, whole: bool = False) -> dict[str, int]:
    """Take every sound row in this one act; with `whole`, all rows or none. Returns how many rows there are of each state.

    Every row is looked at again: what was sound when the file was read may not be so now. Raises Refusal for an import that was taken
    already or has nothing to take, ChangedMeanwhile where somebody else was quicker.
    """
    if batch.taken_at is not None:
        raise Refusal(_("This file was taken already"))
    # Written first: who takes the same file at the same moment waits here, and is then refused.
    write_over(session, batch, {"taken_at": now()}, version)
    rows = look_again(batch.rows, kind.reader(session, viewer, batch.partner_code, batch.choices, None))
    problems = [row["row"] for row in rows if row["state"] == State.PROBLEM]
    if whole and problems:
        raise Refusal(_("Nothing was taken: row %(row)s has a problem, and you asked for all rows or none", row=problems[0]))
    sound = [row for row in rows if row["state"] == State.SOUND]
    if not sound:
        raise Refusal(_("There is nothing to take: no row of this file is new and without a problem"))
    kind.save(session, viewer, batch.partner_code, [row["data"] for row in sound], batch.key)
    for row in sound:
        row["state"] = State.TAKEN.value
    counts = counts_of(rows)
    batch.rows, batch.choices = rows, {**batch.choices, "counts": counts}
    session.add(batch)
    session.flush()
    return counts


def undo(session: Session, batch: Batch, viewer: Viewer, kind: RowKind, version: int) -> Undone:
    """Remove what an import brought, save what somebody changed since, which stays and is named.

    Raises Refusal for an import that was not taken, or undone already.
    """
    if batch.taken_at is None:
        raise Refusal(_("This file was not taken: there is nothing to undo"))
    if batch.undone_at is not None:
        raise Refusal(_("This was undone already"))
    write_over(session, batch, {"undone_at": now()}, version)
    undone = kind.undo(session, viewer, batch.key)
    batch.choices = {**batch.choices, "removed": undone.removed, "stay": list(undone.stay)}
    session.add(batch)
    session.flush()
    return undone


def forget(session: Session, batch: Batch) -> None:
    """Forget a file that was never taken; raises Refusal for one that was."""
    if batch.taken_at is not None:
        raise Refusal(_("This file was taken already: undo it instead"))
    session.delete(batch)
    session.flush()


def purge_unused(session: Session) -> int:
    """Forget files that nobody took within thirty days; returns how many there were."""
    old = list(session.exec(select(Batch.id).where(col(Batch.taken_at).is_(None), col(Batch.read_at) < now() - KEPT)))
    session.exec(delete(Batch).where(col(Batch.id).in_(old)))
    return len(old)


def remove_samples(session: Session) -> int:
    """Forget what sample accounts read in; returns how many files there were."""
    persons = list(session.exec(select(Account.id).where(col(Account.is_sample))))
    found = list(session.exec(select(Batch.id).where(col(Batch.account_id).in_(persons))))
    session.exec(delete(Batch).where(col(Batch.id).in_(found)))
    return len(found)


def _name(name: str) -> str:
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return without_control_characters(last).strip()[:LONGEST_NAME]
