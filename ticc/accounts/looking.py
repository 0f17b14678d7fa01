"""What the person of this request sees: the catalogue cut down to what they may see, and its words."""

from __future__ import annotations

from flask import current_app, g, request

from ticc.accounts.login import current_viewer
from ticc.catalogue.current import CurrentSnapshot
from ticc.catalogue.facets import FacetIndex, facet_index
from ticc.catalogue.kinds import Kinds
from ticc.catalogue.snapshot import Snapshot
from ticc.catalogue.vocabulary import Programme, Vocabularies
from ticc.foundation.database import ASKING, db


def kinds() -> Kinds:
    """The register of kinds."""
    found: Kinds = current_app.extensions["kinds"]
    return found


def vocabularies() -> Vocabularies:
    """The programme's vocabularies."""
    found: Vocabularies = current_app.extensions["vocabularies"]
    return found


def programme() -> Programme:
    """The programme that this installation serves."""
    found: Programme = current_app.extensions["programme"]
    return found


def snapshot() -> Snapshot:
    """The catalogue as the person of this request may see it."""
    if "snapshot" in g:
        kept: Snapshot = g.snapshot
        return kept
    current: CurrentSnapshot = current_app.extensions["current_snapshot"]
    seen = current.for_viewer(db(), current_viewer())
    if request.method in ASKING:
        # A request that only asks sees one state of the catalogue from beginning to end; one that acts looks again.
        g.snapshot = seen
    return seen


def facets() -> FacetIndex:
    """The facets of what the person may see."""
    return facet_index(snapshot())
