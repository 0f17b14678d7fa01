"""Changing barriers: drafting, logging, sharing, matching, and moving from state to state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlmodel import Session, col, delete, select

from ticc.barriers.models import (
    AFTER,
    Barrier,
    BarrierFile,
    CostNoted,
    Escalation,
    NextStep,
    Note,
    Question,
    Stance,
    State,
    StateChange,
    TryTold,
    Watcher,
)
from ticc.barriers.noticing import tell_matched, tell_moved
from ticc.barriers.queries import find_sighting
from ticc.catalogue.codes import Code, draw_code
from ticc.catalogue.links import UNTOLD, SightingOf, Try
from ticc.catalogue.revise import revise
from ticc.catalogue.visibility import Viewer
from ticc.catalogue.words import Visibility
from ticc.foundation.clock import today
from ticc.foundation.errors import Refusal


def begin_barrier(session: Session, viewer: Viewer, said: Mapping[str, Any], *, language: str, is_sample: bool = False) -> Barrier:
    """Begin a draft that only the writer's own partner can see; raises Refusal for somebody without a partner."""
    if not viewer.partners or viewer.account_id is None:
        raise Refusal(_("Your account belongs to no partner: ask an administrator to add one"))
    barrier = Barrier(
        code=draw_code(session, "barrier", f"BAR-{today().year}"),
        partner_code=sorted(viewer.partners)[0],
        visibility=Visibility.PRIVATE.value,
        state=State.DRAFT.value,
        language=language,
        logged_by=viewer.account_id,
        is_sample=is_sample,
        **said,
    )
    session.add(barrier)
    session.flush()
    return barrier


def write_on(session: Session, barrier: Barrier, said: Mapping[str, Any], version: int | None) -> None:
    """Write what a step says into a barrier; raises ChangedMeanwhile if somebody else was quicker."""
    revise(session, barrier, said, version)


def propose_sighting(session: Session, barrier: Barrier, obstacle_code: str) -> None:
    """The partner says: this is what we met. Until an adviser confirms it, it counts nowhere. An empty code takes it back."""
    known = find_sighting(session, barrier.code)
    if known and known.object_code == obstacle_code:
        return
    if known and known.is_confirmed:
        raise Refusal(_("An adviser has confirmed which obstacle this is; ask an adviser to change it"), "obstacle")
    if known:
        session.delete(known)
        session.flush()
    if obstacle_code:
        _refuse_unknown_obstacle(session, obstacle_code)
        reason = _("The partner recognised it when logging the barrier.")
        session.add(SightingOf(subject_code=barrier.code, object_code=obstacle_code, reason=reason, evidence=barrier.code))
    session.flush()
    _let_tries_follow(session, barrier.code, obstacle_code or None)


def log_barrier(session: Session, barrier: Barrier, visibility: Visibility, account_id: int) -> None:
    """A draft becomes an open barrier.

    Raises Refusal for one that still lacks its title, site, date or severity, and ChangedMeanwhile where somebody else was quicker.
    """
    for value, field in ((barrier.title, "title"), (barrier.site_code, "site_code"), (barrier.since, "year"), (barrier.severity, "severity")):
        if not value:
            raise Refusal(_("A step is not finished yet: go back and fill it in"), field)
    revise(session, barrier, {"visibility": visibility.value, "state": State.OPEN.value}, None)
    session.add(StateChange(barrier_code=barrier.code, state=State.OPEN.value, on=today(), how=_("Logged"), account_id=account_id))
    session.flush()


def share(session: Session, barrier: Barrier, visibility: Visibility) -> None:
    """Decide who may see a barrier that is logged; raises ChangedMeanwhile where its words changed since they were looked through."""
    revise(session, barrier, {"visibility": visibility.value}, None)


def change_state(session: Session, barrier: Barrier, state: State, on: date, how: str, account_id: int, version: int | None) -> None:
    """Move a barrier on, with the day and how it came about; raises Refusal for a step that makes no sense."""
    if state not in AFTER.get(barrier.state, ()):
        raise Refusal(_("A barrier that is in this state cannot move to that one"), "state")
    revise(session, barrier, {"state": state.value}, version)
    moved = StateChange(barrier_code=barrier.code, state=state.value, on=on, how=how, account_id=account_id)
    session.add(moved)
    session.flush()
    tell_moved(session, barrier, moved)


def confirm_match(session: Session, barrier: Barrier, obstacle_code: str, reason: str, adviser_id: int) -> SightingOf:
    """An adviser says which obstacle a barrier is a sighting of: from now on it counts."""
    _refuse_unknown_obstacle(session, obstacle_code)
    for other in session.exec(select(SightingOf).where(SightingOf.subject_code == barrier.code)):
        if other.object_code != obstacle_code:
            session.delete(other)
    session.flush()
    link = find_sighting(session, barrier.code) or SightingOf(subject_code=barrier.code, object_code=obstacle_code, evidence=barrier.code)
    link.is_confirmed = True
    link.confirmed_by = adviser_id
    link.reason = reason
    session.add(link)
    session.flush()
    _let_tries_follow(session, barrier.code, obstacle_code)
    tell_matched(session, barrier, obstacle_code, adviser_id)
    return link


def _let_tries_follow(session: Session, barrier_code: str, obstacle_code: str | None) -> None:
    """What was tried against a barrier was tried against the obstacle that it is a sighting of; told without a name it names none."""
    for link in session.exec(select(Try).where(Try.barrier_code == barrier_code, Try.object_code != UNTOLD)):
        link.obstacle_code = obstacle_code
        session.add(link)
    session.flush()


def remove_samples(session: Session) -> int:
    """Remove every barrier that a sample account logged, with its links and states; returns how many there were."""
    return remove_barriers(session, list(session.exec(select(Barrier).where(col(Barrier.is_sample)))))


def remove_barriers(session: Session, barriers: Sequence[Barrier]) -> int:
    """Remove barriers with everything that hangs on them; returns how many there were. Their codes are never handed out again."""
    codes = [barrier.code for barrier in barriers]
    for link in session.exec(select(SightingOf).where(col(SightingOf.subject_code).in_(codes))):
        session.delete(link)
    tries = list(session.exec(select(Try).where(col(Try.barrier_code).in_(codes))))
    session.exec(delete(TryTold).where(col(TryTold.try_id).in_([tried.id for tried in tries])))
    for tried in tries:
        session.delete(tried)
    for table in (StateChange, Note, NextStep, CostNoted, Stance, Question, Escalation, Watcher, BarrierFile):
        session.exec(delete(table).where(table.barrier_code.in_(codes)))  # type: ignore[attr-defined]
    session.flush()
    for barrier in barriers:
        session.delete(barrier)
    session.flush()
    return len(barriers)


def _refuse_unknown_obstacle(session: Session, code: str) -> None:
    known = session.get(Code, code)
    if known is None or known.kind != "obstacle" or known.leads_to:
        raise Refusal(_("There is no obstacle %(code)s", code=code), "obstacle")
