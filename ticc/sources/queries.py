"""Asking about sources."""

from __future__ import annotations

from sqlmodel import Session

from ticc.catalogue.relate import get_entry
from ticc.catalogue.visibility import Viewer
from ticc.sources.models import Source


def get_source(session: Session, code: str, viewer: Viewer) -> Source:
    """A source that the viewer may see; raises NotThere or Moved."""
    return get_entry(session, Source, code, viewer)
