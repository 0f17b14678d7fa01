"""What the pages of all kinds share: labels, addresses of entries, lists from the address, and taking them away."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote, urlencode

from flask import Flask, Response, current_app, g, jsonify, request, url_for
from markupsafe import Markup, escape

from ticc.catalogue import labels
from ticc.catalogue.commonness import tally, tries_against, tries_of_solution
from ticc.catalogue.facets import facet_index
from ticc.catalogue.listing import Listing
from ticc.catalogue.snapshot import Card, Snapshot
from ticc.catalogue.takeaway import to_csv, to_xlsx
from ticc.documents.formats import MEDIA_TYPES
from ticc.foundation.i18n import language

PLACE_OF_CODE = "CODE-0"
FORMATS: dict[str, str] = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": MEDIA_TYPES["xlsx"],
    "json": "application/json",
}


def address_of(card: Card | str, **more: Any) -> str:
    """The page of an entry, by its card or code."""
    code = card if isinstance(card, str) else card.code
    kind = current_app.extensions["kinds"].of_code(code)
    if kind is None:
        return url_for("search.index", q=code)
    # A page links to hundreds of entries: the address of each kind is built once a request.
    patterns: dict[str, str] = g.setdefault("address_patterns", {})
    if kind.endpoint not in patterns:
        patterns[kind.endpoint] = url_for(kind.endpoint, code=PLACE_OF_CODE)
    address = patterns[kind.endpoint].replace(PLACE_OF_CODE, quote(code))
    return f"{address}?{urlencode(more)}" if more else address


def word(vocabulary: str, key: str | None) -> str:
    """How the reader's language says a word of a vocabulary."""
    return current_app.extensions["vocabularies"][vocabulary].label(key, language()) if key else ""


def value_label(snapshot: Snapshot, facet: str, value: str) -> str:
    """How a page says a value of a facet."""
    if facet in labels.OF_FACET:
        return str(labels.OF_FACET[facet].get(value, value))
    for kind in current_app.extensions["kinds"]:
        if facet in kind.value_labels:
            return str(kind.value_labels[facet].get(value, value))
    if facet in labels.VOCABULARY_OF_FACET:
        return word(labels.VOCABULARY_OF_FACET[facet], value)
    if facet == "role":
        return word("site-roles", value) if value in current_app.extensions["vocabularies"]["site-roles"] else word("partner-roles", value)
    if facet == "kind":
        kinds = current_app.extensions["kinds"]
        return str(kinds[value].many) if value in kinds else value
    return snapshot.cards[value].title_in(language()) if value in snapshot.cards else value


def kind_name(card: Card) -> str:
    """What an entry is, in one word."""
    return str(current_app.extensions["kinds"][card.kind].one)


def chosen_in_address(facet_names: tuple[str, ...]) -> dict[str, list[str]]:
    """The facet values that the address names; several of one facet are alternatives."""
    return {name: values for name in facet_names if (values := [value for value in request.args.getlist(name) if value][:30])}


def page_in_address() -> int:
    """The page number that the address names, 1 where it names none or nonsense."""
    number = request.args.get("page", "")
    return int(number) if number.isdecimal() and len(number) < 7 else 1


def same_page_with(drop: tuple[str, str] | None = None, **changes: Any) -> str:
    """The present address with some arguments changed (None takes one out) or one value dropped; paging starts anew."""
    kept = [(name, value) for name, value in request.args.items(multi=True) if name not in {*changes, "page"} and (name, value) != drop]
    kept += [(name, str(value)) for name, value in changes.items() if value is not None]
    arguments: dict[str, list[str]] = {}
    for name, value in kept:
        arguments.setdefault(name, []).append(value)
    values: dict[str, Any] = {**(request.view_args or {}), **arguments}
    return url_for(request.endpoint or "home.index", **values)


def takeaway_rows(snapshot: Snapshot, cards: list[Card]) -> list[dict[str, Any]]:
    """Entries as rows: what the list shows of each, in the reader's language, with its facets."""
    index = facet_index(snapshot)
    rows = []
    for card in cards:
        title, written_in = card.text("title", language())
        row: dict[str, Any] = {
            "code": card.code,
            "kind": card.kind,
            "title": title,
            "summary": card.text("summary", language())[0],
            "url": address_of(card),
            "language": written_in,
        }
        row |= {name: value for name, value in card.facets.items() if name not in row}
        row |= {f"{name}s": list(index.values[card.code][name]) for name in ("site", "principle")}
        row["countries"] = list(index.values[card.code]["country"])
        if card.kind == "obstacle":
            row["answered"] = index.values[card.code]["answered"][0]
            row["tries"] = dict(tally(tries_against(snapshot, card.code)).shown())
        rows.append(row)
    return rows


def take_away(snapshot: Snapshot, listing: Listing, wanted: str) -> Response:
    """The whole list in a format, with the same filters as the page."""
    rows = takeaway_rows(snapshot, listing.everything)
    if wanted == "json":
        return jsonify({"total": len(rows), "items": rows})
    for row in rows:
        if isinstance(row.get("tries"), dict):
            row["tries"] = [f"{result} {count}" for result, count in row["tries"].items()]
    columns = list(rows[0]) if rows else ["code", "kind", "title", "summary", "url"]
    body = to_csv(columns, rows) if wanted == "csv" else to_xlsx(columns, rows, listing.kind)
    headers = {"Content-Disposition": f"attachment; filename={listing.kind}s.{wanted}"}
    return Response(body, content_type=FORMATS[wanted], headers=headers)


def in_language(text: str, written_in: str) -> Markup:
    """A text, marked with its language where that is not the page's own: screen readers then say it right."""
    if written_in == language() or not text:
        return escape(text)
    return Markup('<span lang="{}">{}</span>').format(written_in, text)


def card_text(card: Card, name: str) -> Markup:
    """Title or summary of a card for the reader."""
    return in_language(*card.text(name, language()))


def result_counts(snapshot: Snapshot, card: Card) -> list[tuple[str, int]]:
    """What a result bar shows for an obstacle or a solution."""
    tries = tries_against(snapshot, card.code) if card.kind == "obstacle" else tries_of_solution(snapshot, card.code)
    return tally(tries).shown()


def init_app(app: Flask) -> None:
    """Let templates use these words."""
    helpers: Mapping[str, Callable[..., Any]] = {
        "address_of": address_of,
        "kind_name": kind_name,
        "word": word,
        "value_label": value_label,
        "same_page_with": same_page_with,
        "card_text": card_text,
        "in_language": in_language,
        "result_counts": result_counts,
    }
    app.jinja_env.globals.update(helpers, labels=labels)
