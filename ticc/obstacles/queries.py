"""Asking about obstacles."""

from __future__ import annotations

from sqlmodel import Session

from ticc.catalogue.relate import get_entry
from ticc.catalogue.visibility import Viewer
from ticc.obstacles.models import Obstacle


def get_obstacle(session: Session, code: str, viewer: Viewer) -> Obstacle:
    """An obstacle that the viewer may see; raises NotThere or Moved."""
    return get_entry(session, Obstacle, code, viewer)
