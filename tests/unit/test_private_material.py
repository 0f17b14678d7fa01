"""Private material shows through nothing that is counted, drawn, ranked or advised for anybody else."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from tests.unit.catalogue import (
    ADMIN,
    ADVISER,
    LEAD,
    MEMBER_OF_HILL,
    MEMBER_OF_ROSE,
    ROSE,
    Secret,
    card,
    catalogues_with_secrets,
    edge,
    snapshot,
    steady,
    vocabularies,
)
from ticc.advice.health import examine
from ticc.catalogue.commonness import answer_state, meetings, tally, tries_against
from ticc.catalogue.facets import FacetIndex
from ticc.catalogue.listing import SORTS, list_entries
from ticc.catalogue.matrix import matrix_of
from ticc.catalogue.snapshot import Snapshot
from ticc.catalogue.visibility import VISITOR, Viewer
from ticc.graph.build import build, statistics
from ticc.graph.picture import neighbourhood
from ticc.graph.suggest import solutions_for
from ticc.obstacles.places import places_of

OTHERS = {"visitor": VISITOR, "other partner": MEMBER_OF_HILL, "adviser": ADVISER, "lead": LEAD, "admin": ADMIN}


def everything_derived(seen: Snapshot) -> dict[str, Any]:
    """All that pages compute from a snapshot."""
    obstacles = [one.code for one in seen.of_kind("obstacle")]
    index = FacetIndex(seen)
    graph = build(seen)
    return {
        "facets": (index.codes, index.values),
        "meetings": {code: {site: (one.barriers, one.sources) for site, one in sites.items()} for code, sites in meetings(seen).items()},
        "tallies": {code: tally(tries_against(seen, code)).shown() for code in obstacles},
        "answers": {code: answer_state(seen, code) for code in obstacles},
        "places": {code: places_of(seen, code) for code in obstacles},
        "suggestions": {code: solutions_for(seen, code, 100) for code in obstacles},
        "pictures": {code: neighbourhood(seen, code, "en") for code in seen.cards},
        "matrix": matrix_of(index, vocabularies(), set(obstacles)),
        "lists": {
            (kind, sort): list_entries(seen, kind, ("theme",), {}, sorts=(sort,)) for kind in ("obstacle", "solution", "barrier") for sort in SORTS
        },
        "graph": (sorted(graph.nodes(data=True), key=str), sorted(graph.edges(keys=True, data=True), key=str)),
        "statistics": statistics(seen),
        "health": examine(seen, {}, ["en", "fr"]),
    }


@steady
@pytest.mark.parametrize("viewer", OTHERS.values(), ids=OTHERS)
@given(secret=catalogues_with_secrets())
def test_everything_looks_as_if_it_were_not_there_when_another_partner_keeps_it_private(viewer: Viewer, secret: Secret) -> None:
    assert everything_derived(secret.whole.seen_by(viewer)) == everything_derived(secret.without.seen_by(viewer))


def test_private_barrier_counts_when_its_own_partner_looks() -> None:
    whole = snapshot("OBS-1", "SIT-1", "SOL-1", card("BAR-1", audience=ROSE, site_code="SIT-1"), edge("BAR-1", "sighting-of", "OBS-1"),
                     edge("SOL-1", "answers", "OBS-1"), edge("SOL-1", "tried-at", "SIT-1", barrier_code="BAR-1"))  # fmt: skip
    own, others = everything_derived(whole.seen_by(MEMBER_OF_ROSE)), everything_derived(whole.seen_by(MEMBER_OF_HILL))
    assert own["meetings"] == {"OBS-1": {"SIT-1": (["BAR-1"], set())}}
    assert (own["answers"], others["answers"]) == ({"OBS-1": "something-worked"}, {"OBS-1": "not-tried"})
    assert others["meetings"] == {}
    assert all(own[name] != others[name] for name in own if name not in ("matrix", "pictures"))
