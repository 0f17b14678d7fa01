"""Asking about solutions."""

from __future__ import annotations

from sqlmodel import Session

from ticc.catalogue.relate import get_entry
from ticc.catalogue.visibility import Viewer
from ticc.solutions.models import Solution


def get_solution(session: Session, code: str, viewer: Viewer) -> Solution:
    """A solution that the viewer may see; raises NotThere or Moved."""
    return get_entry(session, Solution, code, viewer)
