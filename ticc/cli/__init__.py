"""The `ticc` command: thin commands over services, each loaded only when it is called."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click
from sqlalchemy.exc import OperationalError

from ticc.content.load import PackRefused
from ticc.foundation.errors import Refusal
from ticc.settings import SettingsError

# Which module holds a command; what a command does not need is not loaded, so that `ticc run` starts quickly.
WHERE = {
    "init": "serving",
    "serve": "serving",
    "run": "serving",
    "index": "serving",
    "content": "content",
    "search": "asking",
    "similar": "asking",
    "suggest": "asking",
    "graph": "network",
    "report": "reporting",
    "release": "releasing",
    "import": "importing",
    "doctor": "checking",
    "user": "people",
    "demo": "people",
    "tidy": "checking",
    "notify": "notifying",
}


class Commands(click.Group):
    """Commands that answer a refusal with its words and exit 1, never with a traceback."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command, in the order of the README."""
        return list(WHERE)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load the module that holds a command."""
        if cmd_name not in WHERE:
            return None
        found: click.Command = import_module(f"ticc.cli.{WHERE[cmd_name]}").COMMANDS[cmd_name]
        return found

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except Refusal as refusal:
            raise click.ClickException(f"{refusal.field}: {refusal.message}" if refusal.field else refusal.message) from refusal
        except SettingsError as error:
            raise click.ClickException(str(error)) from error
        except PackRefused as refused:
            for problem in refused.problems:
                click.echo(str(problem), err=True)
            raise click.ClickException(f"{len(refused.problems)} problems; nothing was loaded") from refused
        except OperationalError as error:
            raise click.ClickException(f"the database does not answer: {error.orig}") from error
        except OSError as error:
            if isinstance(error, BrokenPipeError):
                raise
            raise click.ClickException(str(error)) from error


@click.group(cls=Commands)
def ticc() -> None:
    """TICC: what blocks the transfer of a care practice, what was tried, what worked."""


def main() -> None:
    """The console command."""
    ticc()
