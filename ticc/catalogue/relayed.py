"""Tries that are told without a name: what happened and how it ended, and nothing that leads to who tells it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import Session, select

from ticc.catalogue.links import UNTOLD, Try
from ticc.catalogue.snapshot import Snapshot
from ticc.catalogue.words import Result

# Whoever plans the same thing must see the failures before anything else.
_ORDER = (Result.DID_NOT_WORK, Result.STOPPED, Result.PARTLY, Result.WORKED, Result.TOO_EARLY)


@dataclass(frozen=True)
class Account:
    """What a partner of the programme tells of a try: no site, no obstacle, no barrier, no day, and no number either."""

    result: str
    happened: str
    kept: str
    changed: str
    dropped: str
    added: str


def told_without_a_name(session: Session, seen: Snapshot, solution_code: str) -> list[Account]:
    """The accounts of a solution for somebody who sees the barriers that they were told of.

    They come failures first and then by their words: the order in which they were told would say something of who tells them.
    """
    rows = session.exec(select(Try).where(Try.subject_code == solution_code, Try.object_code == UNTOLD))
    found = [
        Account(row.result, row.reason, row.kept, row.changed, row.dropped, row.added)
        for row in rows
        if row.barrier_code in seen.cards and solution_code in seen.cards
    ]
    return sorted(found, key=lambda one: (_ORDER.index(Result(one.result)), one.happened, one.kept, one.changed))
