"""Many barriers at once, as a file told them; and taking back those that nobody has touched since."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlmodel import Session, col, select

from ticc.accounts.models import Account
from ticc.barriers.models import Barrier, BarrierFile, CostNoted, Escalation, NextStep, Note, Question, Stance, State, StateChange, Watcher
from ticc.barriers.service import remove_barriers
from ticc.catalogue.codes import draw_codes
from ticc.catalogue.links import SightingOf, Try
from ticc.catalogue.visibility import Viewer
from ticc.catalogue.words import Visibility
from ticc.foundation.clock import today

HANGS_ON = (Note, NextStep, CostNoted, Stance, Question, Escalation, Watcher, BarrierFile, Try)


@dataclass(frozen=True)
class Brought:
    """A barrier as a file tells it; `state_on` and `how` say of its state on which day it came about and by what.

    A draft is private whatever is said. `obstacle_code` is what the partner takes it for.
    """

    title: str
    because: str = ""
    so_that: str = ""
    body: str = ""
    site_code: str | None = None
    since: date | None = None
    severity: str = ""
    cost: Mapping[str, Any] = field(default_factory=dict)
    language: str = "en"
    visibility: str = Visibility.PRIVATE.value
    state: str = State.OPEN.value
    state_on: date | None = None
    how: str = ""
    obstacle_code: str = ""


def bring_in(session: Session, viewer: Viewer, partner_code: str, brought: Sequence[Brought]) -> list[str]:
    """Log barriers of one partner, or keep them as drafts; returns their codes in the same order.

    They come as they are: nobody is told of them as of something that has just happened.
    """
    assert viewer.account_id is not None
    account = session.get_one(Account, viewer.account_id)
    codes = draw_codes(session, "barrier", f"BAR-{today().year}", len(brought))
    for code, one in zip(codes, brought, strict=True):
        session.add(_barrier(one, code, partner_code, viewer.account_id, is_sample=account.is_sample))
    session.flush()
    for code, one in zip(codes, brought, strict=True):
        session.add_all(_changes(one, code, viewer.account_id))
        if one.obstacle_code:
            reason = _("The partner recognised it in the file from which the barrier came.")
            session.add(SightingOf(subject_code=code, object_code=one.obstacle_code, reason=reason, evidence=code))
    session.flush()
    return codes


def _barrier(one: Brought, code: str, partner_code: str, account_id: int, *, is_sample: bool) -> Barrier:
    return Barrier(
        code=code,
        partner_code=partner_code,
        site_code=one.site_code,
        title=one.title,
        because=one.because,
        so_that=one.so_that,
        body=one.body,
        since=one.since,
        severity=one.severity,
        cost=dict(one.cost),
        language=one.language,
        visibility=Visibility.PRIVATE.value if one.state == State.DRAFT else one.visibility,
        state=one.state,
        logged_by=account_id,
        is_sample=is_sample,
    )


def _changes(one: Brought, code: str, account_id: int) -> list[StateChange]:
    """How it came to its state: open from the day on which it was first met, and what became of it since."""
    if one.state == State.DRAFT:
        return []
    came = [(State.OPEN.value, one.since or today(), _("Logged from a file"))]
    if one.state != State.OPEN:
        came.append((one.state, one.state_on or today(), one.how))
    return [StateChange(barrier_code=code, state=state, on=on, how=how, account_id=account_id) for state, on, how in came]


def take_back(session: Session, brought: Mapping[str, str]) -> tuple[int, list[Barrier]]:
    """Remove the barriers of these codes, save those that somebody touched since; returns how many are gone, and which stay.

    `brought` says, for each code, which obstacle came with it (an empty text for none).
    """
    there = list(session.exec(select(Barrier).where(col(Barrier.code).in_(list(brought))).order_by(Barrier.code)))
    touched = _touched(session, brought)
    stay = [barrier for barrier in there if barrier.version > 1 or barrier.code in touched]
    kept = {barrier.code for barrier in stay}
    return remove_barriers(session, [barrier for barrier in there if barrier.code not in kept]), stay


def _touched(session: Session, brought: Mapping[str, str]) -> set[str]:
    """Barriers on which something hangs that did not come with them."""
    codes: Collection[str] = list(brought)
    found: set[str] = set()
    for table in HANGS_ON:
        found |= {code for code in session.exec(select(table.barrier_code).where(col(table.barrier_code).in_(codes)).distinct()) if code}
    sightings = session.exec(select(SightingOf).where(col(SightingOf.subject_code).in_(codes)))
    now_said: dict[str, str] = {}
    for link in sightings:
        now_said[link.subject_code] = link.object_code if not link.is_confirmed else "confirmed"
    return found | {code for code, obstacle in brought.items() if now_said.get(code, "") != obstacle}
