"""Asking for every address of the application as several people, to compare what they are told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO

from careful_client import CarefulClient
from factories import rows
from flask import Flask
from openpyxl import load_workbook

from ticc.catalogue.codes import Code

QUERIES = ("zebrafinch", "vouchers vanish", "zebrafinh", "BAR-2026-0001", "hose", "beans")
CHANGING = re.compile(r'name="csrf_token" value="[^"]*"|"took_ms": ?[\d.]+|attachment; filename=\S+')


def addresses(app: Flask) -> Iterator[str]:
    """Every address that can be asked for: each GET route with every code that was ever handed out, and searches."""
    codes = [code.code for code in rows(app, Code)]
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.endpoint == "static":
            continue
        adapter = app.url_map.bind("localhost")
        if not rule.arguments:
            yield adapter.build(rule.endpoint)
        elif rule.arguments == {"code"}:
            # The page of a kind with the codes of this kind (the others are not there), every other page with all codes.
            own = "BAR" if rule.rule.startswith("/barriers/") else ""
            prefix = next((kind.prefix for kind in app.extensions["kinds"] if kind.endpoint == rule.endpoint), own)
            yield from (adapter.build(rule.endpoint, {"code": code}) for code in codes if code.startswith(prefix))
        elif rule.arguments == {"wanted"}:
            yield from (adapter.build(rule.endpoint, {"wanted": wanted}) for wanted in sorted(rule._converters["wanted"].items))
    for query in QUERIES:
        yield f"/search?q={query}"
    yield from (
        "/search?kind=barrier",
        "/search?site=SIT-porto",
        "/obstacles?site=SIT-porto",
        "/obstacles?country=portugal",
        "/barriers?site=SIT-porto",
    )
    yield from ("/fr/obstacles/OBS-003", "/nl/sites/SIT-porto", "/barriers.json?state=open")


def told(client: CarefulClient, address: str) -> str:
    """What an address answers, without what changes with every answer."""
    answer = client.get(address, headers={"Accept": "application/json"} if address.startswith("/search?q=ze") else None)
    if answer.mimetype.endswith("sheet"):
        rows = [row for sheet in load_workbook(BytesIO(answer.data)) for row in sheet.iter_rows(values_only=True)]
        return f"{answer.status_code} {rows}"
    return f"{answer.status_code} {answer.headers.get('Location', '')} {CHANGING.sub('', answer.get_data(as_text=True))}"


def everything(clients: dict[str, CarefulClient], where: list[str]) -> dict[tuple[str, str], str]:
    """What each of several people is answered at each of these addresses."""
    return {(name, address): told(client, address) for name, client in clients.items() for address in where}
