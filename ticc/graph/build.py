"""The network of everything that one audience may see, as a networkx graph; made anew from a snapshot at any moment."""

from __future__ import annotations

from collections import Counter
from typing import Any
from weakref import WeakKeyDictionary

import networkx as nx

from ticc.catalogue.commonness import answer_state, meetings
from ticc.catalogue.snapshot import Snapshot
from ticc.graph.weights import COST

_kept: WeakKeyDictionary[Snapshot, nx.MultiDiGraph] = WeakKeyDictionary()


def build(snapshot: Snapshot) -> nx.MultiDiGraph:
    """Nodes are entries, edges are links keyed by their verb; obstacle **met at** site is drawn from sightings and reports."""
    graph: nx.MultiDiGraph = nx.MultiDiGraph(revision=snapshot.revision)
    for card in snapshot.cards.values():
        graph.add_node(card.code, kind=card.kind, title=card.title, theme=card.facets.get("theme", ""))
    for edge in snapshot.edges:
        if not graph.has_edge(edge.subject, edge.object, edge.verb):
            graph.add_edge(edge.subject, edge.object, edge.verb, reason=edge.reason, evidence=edge.evidence or "", cost=COST[edge.verb])
    for obstacle, sites in meetings(snapshot).items():
        for site, meeting in sites.items():
            rests_on = sorted([*meeting.barriers, *meeting.sources])
            graph.add_edge(obstacle, site, "met-at", reason="", evidence=" ".join(rests_on), cost=COST["met-at"])
    return graph


def graph_of(snapshot: Snapshot) -> nx.MultiDiGraph:
    """The graph of a snapshot, made once for each."""
    if snapshot not in _kept:
        _kept[snapshot] = build(snapshot)
    return _kept[snapshot]


def statistics(snapshot: Snapshot) -> dict[str, Any]:
    """Nodes by kind, links by verb, and how far the obstacles are answered."""
    graph = graph_of(snapshot)
    states = Counter(answer_state(snapshot, card.code) for card in snapshot.of_kind("obstacle"))
    return {
        "nodes": dict(sorted(Counter(kind for _, kind in graph.nodes(data="kind")).items())),
        "links": dict(sorted(Counter(verb for _, _, verb in graph.edges(keys=True)).items())),
        "obstacles_without_solution": states["no-solution"],
        "obstacles_answered": dict(sorted(states.items())),
        "isolated": sorted(nx.isolates(graph)),
        "connected_parts": nx.number_weakly_connected_components(graph) if graph else 0,
    }
