"""Asking about principles."""

from __future__ import annotations

from sqlmodel import Session

from ticc.blueprint.models import Principle
from ticc.catalogue.relate import get_entry
from ticc.catalogue.snapshot import Card, Snapshot
from ticc.catalogue.visibility import Viewer


def get_principle(session: Session, code: str, viewer: Viewer) -> Principle:
    """A principle that the viewer may see; raises NotThere or Moved."""
    return get_entry(session, Principle, code, viewer)


def list_principles(snapshot: Snapshot) -> list[Card]:
    """The principles in the order of the practice's logic."""
    return sorted(snapshot.of_kind("principle"), key=lambda card: (card.facets["position"], card.code))
