"""The graph as a file that other programs open."""

from __future__ import annotations

import json
from pathlib import Path

import networkx as nx

from ticc.foundation.errors import Refusal

FORMATS = ("graphml", "gexf", "json")


def export_graph(graph: nx.MultiDiGraph, path: Path) -> None:
    """Write the graph in the format that the file's ending names; raises Refusal for another ending."""
    wanted = path.suffix.removeprefix(".").lower()
    if wanted not in FORMATS:
        raise Refusal(f"'{path.name}': the ending must be one of {', '.join(FORMATS)}", "file")
    if wanted == "json":
        path.write_text(json.dumps(nx.node_link_data(graph, edges="links"), ensure_ascii=False, indent=1), encoding="utf-8")
        return
    # GEXF and GraphML want one attribute for the verb, which networkx keeps as the key of the edge.
    plain: nx.MultiDiGraph = nx.MultiDiGraph()
    plain.add_nodes_from(graph.nodes(data=True))
    plain.add_edges_from((one, other, {**facts, "verb": verb}) for one, other, verb, facts in graph.edges(keys=True, data=True))
    (nx.write_graphml if wanted == "graphml" else nx.write_gexf)(plain, path)
