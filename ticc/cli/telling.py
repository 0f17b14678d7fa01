"""How a load is told."""

from __future__ import annotations

import click

from ticc.content.load import Loaded


def tell(loaded: Loaded) -> None:
    """Say what a load did, and what it left alone."""
    click.echo(f"{len(loaded.added)} added, {len(loaded.changed)} changed, {len(loaded.kept)} kept, {len(loaded.conflicting)} conflicting")
    for says, codes in (
        ("changed in the application, kept as they are", loaded.edited_here),
        ("changed in the files and in the application, left alone", loaded.conflicting),
        ("no longer in the files, left alone", loaded.gone),
    ):
        if codes:
            click.echo(f"{says}: {', '.join(codes)}")
