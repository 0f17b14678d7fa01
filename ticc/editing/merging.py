"""Merging two obstacles that say the same: everything that hangs on the one goes over to the other, and its code leads there for ever."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from sqlmodel import Session, col, or_, select

from ticc.catalogue.codes import Code
from ticc.catalogue.links import ALL_LINKS, Link, SightingOf, Try
from ticc.catalogue.visibility import Viewer
from ticc.foundation.clock import now
from ticc.foundation.errors import Refusal
from ticc.history.record import say_who
from ticc.obstacles.models import Obstacle

# An occasion in the history is not longer than this.
OCCASION = 40


def merge(session: Session, gone: str, into: str, viewer: Viewer) -> Obstacle:
    """Merge the obstacle `gone` into the obstacle `into`, in the transaction of the session; returns the one that stays.

    Every link and sighting of `gone` goes over, and every try against it. Where both say the same sentence it stands once, with both
    reasons; a link between the two is taken away, for nothing leads to itself. Texts and translations of `into` stay as they are; those
    of `gone` are kept with its history. Raises Refusal for an obstacle that is unknown, merged or retired, and for one with itself.
    """
    _refuse_unfit(gone, into, _locked(session, gone, into))
    say_who(session, viewer.account_id, f"merge {gone} {into}"[:OCCASION])
    for table in ALL_LINKS:
        _move_links(session, table, gone, into)
    for tried in session.exec(select(Try).where(Try.obstacle_code == gone)):
        tried.obstacle_code = into
        session.add(tried)
    old = session.get_one(Obstacle, gone)
    old.is_retired = True
    old.updated_at = now()
    code = session.get_one(Code, gone)
    code.leads_to = into
    session.add_all([old, code])
    session.flush()
    return session.get_one(Obstacle, into)


def refuse_unfit(session: Session, gone: str, into: str) -> None:
    """Raise Refusal where two obstacles cannot be merged; for a preview, without a lock."""
    rows = session.exec(select(Obstacle).where(col(Obstacle.code).in_([gone, into])))
    _refuse_unfit(gone, into, {one.code: one for one in rows})


def _locked(session: Session, *codes: str) -> dict[str, Obstacle]:
    """The obstacles of these codes, locked in the same order by everybody, so that of two merges at once one waits and sees the other's end."""
    chosen = select(Obstacle).where(col(Obstacle.code).in_(codes)).order_by(Obstacle.code).with_for_update()
    return {one.code: one for one in session.exec(chosen.execution_options(populate_existing=True))}


def _refuse_unfit(gone: str, into: str, found: dict[str, Obstacle]) -> None:
    if gone == into:
        raise Refusal(_("An obstacle cannot be merged into itself"), "into")
    for code in (gone, into):
        if code not in found:
            raise Refusal(_("There is no obstacle %(code)s", code=code), "into")
        if found[code].is_retired:
            raise Refusal(_("%(code)s is not in the catalogue any more: it was merged or taken out", code=code), "into")


def _move_links(session: Session, table: type[Link], gone: str, into: str) -> None:
    rows = list(session.exec(select(table).where(or_(col(table.subject_code).in_([gone, into]), col(table.object_code).in_([gone, into])))))
    kept = {_ends(row): row for row in rows if gone not in (row.subject_code, row.object_code)}
    for row in rows:
        if gone not in (row.subject_code, row.object_code):
            continue
        ends = tuple(into if code == gone else code for code in (row.subject_code, row.object_code))
        same = _same(row, ends, list(kept.values()) if table.repeatable else [kept[ends]] if ends in kept else [])
        if same is not None:
            _join(same, row)
        if same is not None or ends[0] == ends[1]:
            session.delete(row)
            # Taken out before anything else moves, so that no pair ever stands twice.
            session.flush()
            continue
        row.subject_code, row.object_code = ends
        session.add(row)
        session.flush()
        kept[ends if not table.repeatable else (*ends, row.id)] = row


def _ends(row: Link) -> tuple[Any, ...]:
    ends = (row.subject_code, row.object_code)
    return (*ends, row.id) if row.repeatable else ends


def _same(row: Link, ends: tuple[str, ...], others: Sequence[Link]) -> Link | None:
    """The link that says this sentence already at the obstacle that stays. Of accounts, which may come apart, one that says the very same."""
    for other in others:
        if not row.repeatable or (_said(other) == {**_said(row), "subject_code": ends[0], "object_code": ends[1]}):
            return other
    return None


def _said(row: Link) -> dict[str, Any]:
    return row.model_dump(exclude={"id"})


def _join(kept: Link, other: Link) -> None:
    """One sentence instead of two: with both reasons, and confirmed where either was."""
    if other.reason and other.reason not in kept.reason:
        kept.reason = f"{kept.reason} {other.reason}".strip()
    kept.evidence = kept.evidence or other.evidence
    if isinstance(kept, SightingOf) and isinstance(other, SightingOf) and other.is_confirmed and not kept.is_confirmed:
        kept.is_confirmed, kept.confirmed_by = True, other.confirmed_by
