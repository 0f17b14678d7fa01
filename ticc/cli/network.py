"""The network of everything public."""

from __future__ import annotations

from pathlib import Path

import click

from ticc.cli.base import AS_JSON, application, print_json, public_catalogue
from ticc.graph.build import graph_of, statistics
from ticc.graph.export import export_graph

EXISTING = click.Path(path_type=Path)


@click.group()
def graph() -> None:
    """The network of everything public."""


@graph.command("stats")
@AS_JSON
def graph_stats(wants_json: bool) -> None:
    """Count nodes by kind and links by verb."""
    told = statistics(public_catalogue(application()))
    if wants_json:
        print_json(told)
        return
    for name, value in told.items():
        click.echo(f"{name}: {value}")


@graph.command("export")
@click.argument("file", type=EXISTING)
def graph_export(file: Path) -> None:
    """Write the graph as .graphml, .gexf or .json."""
    seen = public_catalogue(application())
    export_graph(graph_of(seen), file)
    click.echo(f"{len(graph_of(seen))} nodes written to {file}")


COMMANDS: dict[str, click.Command] = {"graph": graph}
