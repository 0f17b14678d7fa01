"""Addresses: kebab-case, typed, and one for each page."""

from __future__ import annotations

import re

from flask import Flask
from installation import ONLY_SQLITE

pytestmark = ONLY_SQLITE

STATIC_PART = re.compile(r"^[a-z0-9/.-]*$")
# What is a text by its nature; everything else says its type in the route.
TEXTS = {"code", "token", "key", "seat", "invitation", "statement", "site", "name", "copy"}


def test_addresses_are_kebab_case(lasting_app: Flask) -> None:
    careless = []
    for rule in lasting_app.url_map.iter_rules():
        fixed = re.sub(r"<[^>]*>", "", rule.rule)
        if not STATIC_PART.match(fixed) or "--" in fixed or (fixed != "/" and fixed.endswith("/") and "<" not in rule.rule):
            careless.append(rule.rule)
    assert not careless


def test_parts_of_addresses_are_typed(lasting_app: Flask) -> None:
    careless = []
    for rule in lasting_app.url_map.iter_rules():
        for part in re.findall(r"<([^>]*)>", rule.rule):
            converter, _, name = part.rpartition(":")
            if not converter and name not in TEXTS:
                careless.append(f"{rule.rule}: give '{name}' a converter, or add it to TEXTS")
    assert not careless


def test_page_of_an_entry_takes_its_code(lasting_app: Flask) -> None:
    for kind in lasting_app.extensions["kinds"]:
        rules = list(lasting_app.url_map.iter_rules(kind.endpoint))
        assert [rule.arguments for rule in rules] == [{"code"}], kind.name
