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
    """The published values of an indicator, by site and year; those that speak of no one site come last."""
    values = snapshot.edges_to(indicator, "gives-value-of")
    return sorted(values, key=lambda edge: (_site(snapshot, edge), edge.facts["year"] or 0, edge.facts["value"], edge.subject))


def _site(snapshot: Snapshot, edge: Edge) -> tuple[bool, str]:
    site = snapshot.cards.get(edge.facts["site_code"] or "")
    return (site is None, site.title if site else "")
