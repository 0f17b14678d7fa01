"""Asking about outcomes."""

from __future__ import annotations

from sqlmodel import Session

from ticc.catalogue.relate import get_entry
from ticc.catalogue.snapshot import Edge, Snapshot
from ticc.catalogue.visibility import Viewer
from ticc.outcomes.models import Indicator


def get_indicator(session: Session, code: str, viewer: Viewer) -> Indicator:
    """An indicator that the viewer may see; raises NotThere or Moved."""
    return get_entry(session, Indicator, code, viewer)


def list_measurements(snapshot: Snapshot, indicator: str) -> list[Edge]:
    """The published values of an indicator, by site and year; those without a year come first."""
    values = snapshot.edges_from(indicator, "measured-at")
    return sorted(values, key=lambda edge: (snapshot.cards[edge.object].title, edge.facts["year"] or 0, edge.facts["value"]))
