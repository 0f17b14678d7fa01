"""Asking about sites and partners."""

from __future__ import annotations

from sqlmodel import Session

from ticc.catalogue.facets import facet_index
from ticc.catalogue.relate import get_entry
from ticc.catalogue.snapshot import Card, Snapshot
from ticc.catalogue.visibility import Viewer
from ticc.sites.models import Partner, Site


def get_site(session: Session, code: str, viewer: Viewer) -> Site:
    """A site that the viewer may see; raises NotThere or Moved."""
    return get_entry(session, Site, code, viewer)


def get_partner(session: Session, code: str, viewer: Viewer) -> Partner:
    """A partner that the viewer may see; raises NotThere or Moved."""
    return get_entry(session, Partner, code, viewer)


def obstacles_met_at(snapshot: Snapshot, site: str) -> list[Card]:
    """The obstacles that were met at a site, those met at most sites first."""
    met_at = facet_index(snapshot).met_at
    met = [code for code, sites in met_at.items() if site in sites]
    return [snapshot.cards[code] for code in sorted(met, key=lambda code: (-len(met_at[code]), code))]
