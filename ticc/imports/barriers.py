"""Rows that become barriers: what a partner kept in a table of its own so far."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlmodel import Session, col, select

from ticc.barriers.bringing import Brought, bring_in, take_back
from ticc.barriers.labels import SEVERITY_SHORT, STATE
from ticc.catalogue.labels import VISIBILITY
from ticc.catalogue.visibility import Viewer, may_see
from ticc.catalogue.words import Role
from ticc.imports import days
from ticc.imports.barrier_columns import COLUMNS, SHEET_NAMES
from ticc.imports.barrier_reader import DAYS, BarrierReader
from ticc.imports.barriers_there import BROUGHT, KIND
from ticc.imports.columns import Column, Fitted, column_of
from ticc.imports.models import Batch
from ticc.imports.queries import find_batch
from ticc.imports.service import Undone
from ticc.obstacles.models import Obstacle

# Whether look-alikes are proposed as what the barriers are: chosen when a file is taken.
PROPOSES = "proposes"


class Barriers:
    """Barriers of one partner; only what happened is needed in each row, the rest where it is no draft."""

    name = KIND
    sheet_names: Sequence[str] = SHEET_NAMES
    columns: Sequence[Column] = COLUMNS
    shown: Sequence[tuple[str, Sequence[str]]] = tuple((name, (name,)) for name in ("title", "site_code", "since", "state", "visibility"))
    days: Sequence[str] = DAYS
    words: Mapping[str, Mapping[str, Any]] = {"state": STATE, "severity": SEVERITY_SHORT, "visibility": VISIBILITY}

    def partners(self, _session: Session, viewer: Viewer) -> Sequence[str]:
        """One's own: nobody logs a barrier for others."""
        return sorted(viewer.partners) if viewer.has(Role.MEMBER) and viewer.account_id is not None else []

    def reader(self, session: Session, viewer: Viewer, partner_code: str, choices: Mapping[str, Any], table: Fitted | None) -> BarrierReader:
        """A reader that knows sites, obstacles and the partner's barriers."""
        return BarrierReader(session, viewer, partner_code, choices, table)

    def remark_on(self, table: Fitted, _choices: Mapping[str, Any]) -> list[str]:
        """How days were read that can be read in two ways."""
        for name in DAYS:
            cells = column_of(table, name)
            two_ways = next((cell for cell in cells if days.is_two_ways(cell)), None)
            if two_ways is not None and days.order_of(cells) != days.Order.MIXED:
                as_read = days.read_span(two_ways, days.order_of(cells)).on.isoformat()
                return [_("Days are read so: “%(words)s” is %(iso)s.", words=two_ways, iso=as_read)]
        return []

    def save(self, session: Session, viewer: Viewer, partner_code: str, drafts: Sequence[Mapping[str, Any]], batch_key: str) -> None:
        """Log the barriers, and keep with the import which ones they are."""
        batch = _batch(session, batch_key)
        proposed = _still_there(session, viewer) if batch.choices.get(PROPOSES) else set()
        brought = [_brought(draft, proposed) for draft in drafts]
        codes = bring_in(session, viewer, partner_code, brought)
        kept = [
            {"code": code, "obstacle": one.obstacle_code, "reference": draft["reference"]}
            for code, one, draft in zip(codes, brought, drafts, strict=True)
        ]
        batch.choices = {**batch.choices, BROUGHT: kept}
        session.add(batch)

    def undo(self, session: Session, viewer: Viewer, batch_key: str) -> Undone:
        """Remove the barriers that stand as they came; one that somebody touched since stays."""
        brought = {one["code"]: one["obstacle"] for one in _batch(session, batch_key).choices.get(BROUGHT, [])}
        removed, stay = take_back(session, brought)
        return Undone(removed, [f"{one.code} · {one.title}" for one in stay if may_see(viewer, one.visibility, one.partner_code)])


BARRIERS = Barriers()


def _batch(session: Session, key: str) -> Batch:
    found = find_batch(session, key)
    assert found is not None
    return found


def _still_there(session: Session, viewer: Viewer) -> set[str]:
    """The obstacles that may be proposed now: one that was alike when the file was read may be merged or retired since."""
    return set(session.exec(select(Obstacle.code).where(~col(Obstacle.is_retired), col(Obstacle.visibility).in_(viewer.audiences))))


def _brought(data: Mapping[str, Any], proposed: Collection[str]) -> Brought:
    """A draft as a barrier; what it looks like is proposed only where it is among `proposed`."""
    same = ("title", "because", "so_that", "body", "site_code", "severity", "cost", "language", "visibility", "state", "how")
    read: dict[str, Any] = {name: date.fromisoformat(data[name]) for name in DAYS if data[name]}
    alike = data.get("alike", "")
    return Brought(**{name: data[name] for name in same}, **read, obstacle_code=data["obstacle_code"] or (alike if alike in proposed else ""))
