"""Asking the catalogue: search, look-alikes, suggestions."""

from __future__ import annotations

import click
from flask import Flask

from ticc.catalogue.visibility import VISITOR
from ticc.cli.base import AS_JSON, application, print_json, public_catalogue
from ticc.foundation.errors import Refusal
from ticc.graph.suggest import solutions_for
from ticc.graph.told import as_data, as_sentence
from ticc.kinds import KINDS
from ticc.search.find import as_json, find, similar, similar_as_json


@click.command("search")
@click.argument("query")
@click.option("--kind", multiple=True, type=click.Choice([kind.name for kind in KINDS]))
@click.option("--theme", multiple=True)
@click.option("--site", multiple=True)
@click.option("--lang", default="en", type=click.Choice(["en", "fr", "nl"]), show_default=True)
@click.option("--limit", default=20, type=click.IntRange(1, 500), show_default=True)
@AS_JSON
def search_command(query: str, kind: tuple[str, ...], theme: tuple[str, ...], site: tuple[str, ...], lang: str, limit: int, wants_json: bool) -> None:
    """Search the public catalogue as the search page does."""
    app = application()
    seen = public_catalogue(app)
    app.extensions["index_keeper"].catch_up()
    chosen = {name: list(values) for name, values in (("kind", kind), ("theme", theme), ("site", site)) if values}
    found = find(app.extensions["index_keeper"].engine, seen, VISITOR.audiences, query, chosen, lang, 1, limit)
    if wants_json:
        print_json(as_json(found, lambda card: _path_of(app, card.code)))
        return
    click.echo(f"{found.total} found" + (f"; did you mean: {found.did_you_mean}" if found.did_you_mean else ""))
    for entry in found.page.items:
        click.echo(f"{entry.card.code:24} {entry.card.title_in(lang)}")


def _path_of(app: Flask, code: str) -> str:
    kind = KINDS.of_code(code)
    adapter = app.url_map.bind("")
    return adapter.build(kind.endpoint, {"code": code}) if kind else ""


@click.command("similar")
@click.argument("text")
@click.option("--limit", default=5, type=click.IntRange(1, 100), show_default=True)
@AS_JSON
def similar_command(text: str, limit: int, wants_json: bool) -> None:
    """Find the obstacles that say something like a text."""
    app = application()
    seen = public_catalogue(app)
    app.extensions["index_keeper"].catch_up()
    found = similar(app.extensions["index_keeper"].engine, seen, VISITOR.audiences, text, limit)
    if wants_json:
        print_json(similar_as_json(found))
        return
    for card, one in found.entries:
        click.echo(f"{card.code:10} {one.score:6.2f}  {card.title}  [{', '.join(one.shared)}]")


@click.command("suggest")
@click.argument("code")
@click.option("--limit", default=5, type=click.IntRange(1, 100), show_default=True)
@AS_JSON
def suggest_command(code: str, limit: int, wants_json: bool) -> None:
    """Suggest solutions for an obstacle, each with the way that leads to it."""
    app = application()
    seen = public_catalogue(app)
    code = code.upper()
    if code not in seen.cards or seen.cards[code].kind != "obstacle":
        raise Refusal(f"there is no obstacle '{code}'", "code")
    suggestions = solutions_for(seen, code, limit)
    if wants_json:
        print_json(as_data(seen, code, suggestions))
        return
    with app.test_request_context():
        for one in suggestions:
            click.echo(f"{one.code:10} {one.score:5.2f}  {seen.cards[one.code].title}\n{'':17}  {as_sentence(seen, one)}")


COMMANDS: dict[str, click.Command] = {"search": search_command, "similar": similar_command, "suggest": suggest_command}
