"""Every command of `ticc`, found by asking the program itself."""

from __future__ import annotations

from collections.abc import Iterator

import click

from ticc.cli import ticc


def all_commands(group: click.Group = ticc, before: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """The words that call each command, and the command."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None, name
        if isinstance(command, click.Group):
            yield from all_commands(command, (*before, name))
        else:
            yield (*before, name), command
