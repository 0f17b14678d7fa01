"""Asking about barriers."""

from __future__ import annotations

from sqlmodel import Session, col, select

from ticc.barriers.models import Barrier, State, StateChange
from ticc.catalogue.links import SightingOf
from ticc.catalogue.relate import get_entry
from ticc.catalogue.visibility import Viewer
from ticc.catalogue.words import Visibility
from ticc.foundation.errors import NotAllowed


def get_barrier(session: Session, code: str, viewer: Viewer) -> Barrier:
    """A barrier that the viewer may see; raises NotThere or Moved."""
    return get_entry(session, Barrier, code, viewer)


def get_own_barrier(session: Session, code: str, viewer: Viewer) -> Barrier:
    """A barrier of the viewer's own partner, to work on; raises NotThere, or NotAllowed for another partner's."""
    barrier = get_barrier(session, code, viewer)
    if barrier.partner_code not in viewer.partners:
        raise NotAllowed
    return barrier


def list_drafts(session: Session, viewer: Viewer) -> list[Barrier]:
    """The drafts of the viewer's partners, the newest first."""
    return _of_partners(session, viewer, [State.DRAFT])


def list_own_barriers(session: Session, viewer: Viewer) -> list[Barrier]:
    """The logged barriers of the viewer's partners, the newest first."""
    return _of_partners(session, viewer, [state for state in State if state not in (State.DRAFT, State.WITHDRAWN)])


def _of_partners(session: Session, viewer: Viewer, states: list[State]) -> list[Barrier]:
    chosen = select(Barrier).where(col(Barrier.partner_code).in_(viewer.partners), col(Barrier.state).in_(states))
    return list(session.exec(chosen.order_by(col(Barrier.updated_at).desc(), Barrier.code)))


def list_unmatched(session: Session, viewer: Viewer) -> list[Barrier]:
    """Shared barriers that no adviser has matched yet, the oldest first: the adviser's inbox."""
    confirmed = select(SightingOf.subject_code).where(col(SightingOf.is_confirmed))
    chosen = select(Barrier).where(
        col(Barrier.state).not_in([State.DRAFT, State.WITHDRAWN]),
        col(Barrier.visibility).in_([Visibility.PROGRAMME, Visibility.PUBLIC]),
        col(Barrier.code).not_in(confirmed),
    )
    return list(session.exec(chosen.order_by(col(Barrier.created_at), Barrier.code)))


def find_sighting(session: Session, barrier_code: str) -> SightingOf | None:
    """Which obstacle a barrier is (or may be) a sighting of: the confirmed link first."""
    chosen = select(SightingOf).where(SightingOf.subject_code == barrier_code)
    return session.exec(chosen.order_by(col(SightingOf.is_confirmed).desc(), col(SightingOf.id))).first()


def list_state_changes(session: Session, barrier_code: str) -> list[StateChange]:
    """How a barrier came to its state, the newest first."""
    chosen = select(StateChange).where(StateChange.barrier_code == barrier_code)
    return list(session.exec(chosen.order_by(col(StateChange.id).desc())))
