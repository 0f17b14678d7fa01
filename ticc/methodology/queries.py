"""Asking about the steps of the method."""

from __future__ import annotations

from sqlmodel import Session

from ticc.catalogue.relate import get_entry
from ticc.catalogue.snapshot import Card, Snapshot
from ticc.catalogue.visibility import Viewer
from ticc.methodology.models import Step


def get_step(session: Session, code: str, viewer: Viewer) -> Step:
    """A step that the viewer may see; raises NotThere or Moved."""
    return get_entry(session, Step, code, viewer)


def list_steps(snapshot: Snapshot) -> list[Card]:
    """The steps in their order."""
    return sorted(snapshot.of_kind("step"), key=lambda card: (card.facets["position"], card.code))
