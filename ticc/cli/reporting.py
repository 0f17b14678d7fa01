"""The blueprint report without a browser."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path

import click

from ticc.attachments.sending import store
from ticc.cli.base import application, database_of, public_catalogue
from ticc.documents.formats import written
from ticc.documents.look import DEFAULT
from ticc.foundation.clock import today
from ticc.foundation.errors import Refusal
from ticc.foundation.i18n import LANGUAGES
from ticc.reports.building import WRITERS, Wish, build
from ticc.reports.compose import Definition
from ticc.reports.looking import house_here
from ticc.reports.looks_queries import drawn_look, find_look
from ticc.reports.material import Depth
from ticc.reports.scope import CHOICES, Scope


@click.group()
def report() -> None:
    """The blueprint report."""


@report.command("build")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="FILE.{html,pdf,docx,md,xlsx}; the ending says the format.")
@click.option("--lang", default="en", type=click.Choice(list(LANGUAGES)), help="The report's language.")
@click.option(
    "--depth",
    default=Depth.FULL.value,
    type=click.Choice([depth.value for depth in Depth]),
    help="How much: some nine pages, some thirty-five, or all.",
)
@click.option("--scope", "scopes", multiple=True, metavar="WHAT=KEY", help=f"Only this part; may be repeated. WHAT: {', '.join(CHOICES)}.")
@click.option("--sections", help="Names of sections in their order, separated by commas; without it those of the depth.")
@click.option("--as-of", "as_of", type=click.DateTime(["%Y-%m-%d"]), help="The day on the report (default: today): same data and day, same file.")
@click.option(
    "--look", "look_said", metavar="NAME", help="Name or key of the look that it has as PDF, Word and HTML (default: the look of the house)."
)
@click.option("--checked-only", is_flag=True, help="Take no translation that nobody has checked: the English text stands instead.")
def report_build(
    out: Path, lang: str, depth: str, scopes: tuple[str, ...], sections: str | None, as_of: object, look_said: str | None, checked_only: bool
) -> None:
    """Build a report of the public catalogue."""
    ending = out.suffix.lstrip(".").lower()
    if ending not in WRITERS:
        raise Refusal(f"'{out.name}' does not end in one of: {', '.join(WRITERS)}", "out")
    app = application()
    seen = public_catalogue(app)
    day = as_of.date() if hasattr(as_of, "date") else today()
    assert isinstance(day, date)
    wish = Wish(day, Scope.read(seen, scopes), Depth(depth), lang, checked_only)
    names = tuple(name.strip() for name in sections.split(",") if name.strip()) if sections else ()
    with app.test_request_context(), database_of(app).ask() as session:
        look = drawn_look(session, find_look(session, look_said), store()) if look_said else DEFAULT
        document = build(session, seen, house_here(), wish, Definition(sections=names))
        body = written(document, ending, look, WRITERS)
    _put(out, body.encode() if isinstance(body, str) else body)
    click.echo(f"{out}: {len(document.blocks)} parts", err=True)


def _put(out: Path, written: bytes) -> None:
    """Write a file that is there under its own name only once it is whole; raises Refusal, and then leaves nothing behind."""
    beside = out.with_name(f".{out.name}.part")
    try:
        beside.write_bytes(written)
        beside.replace(out)
    except OSError as error:
        # Nothing to take away where the folder itself is the trouble.
        with suppress(OSError):
            beside.unlink()
        raise Refusal(f"'{out}' cannot be written: {error.strerror}", "out") from error


COMMANDS: dict[str, click.Command] = {"report": report}
