"""The story of the transfer: where it was tried, when, by whom."""

from __future__ import annotations

from flask_babel import gettext as _

from ticc.catalogue.snapshot import Card
from ticc.documents.document import Block, Bullets, Heading, Paragraph, Span, text
from ticc.reports.material import Depth, Material


def compose(material: Material) -> tuple[Block, ...]:
    """The sites, country by country, in the order in which they began."""
    if material.depth == Depth.BRIEF:
        return _in_brief(material)
    blocks: list[Block] = []
    for country, sites in _by_country(material):
        blocks += [Heading(2, material.word("countries", country)), *(_site(material, card) for card in sites)]
    if not blocks:
        blocks.append(Paragraph(text(str(_("No site lies in the chosen scope.")))))
    return tuple(blocks)


def _by_country(material: Material) -> list[tuple[str, list[Card]]]:
    sites = sorted(material.snapshot.of_kind("site"), key=lambda card: (card.facets.get("started") or 9999, card.code))
    order = list(material.vocabularies["countries"])
    countries = sorted({card.facets["country"] for card in sites}, key=lambda key: (order.index(key) if key in order else len(order), key))
    return [(country, [card for card in sites if card.facets["country"] == country]) for country in countries]


def _in_brief(material: Material) -> tuple[Block, ...]:
    items = []
    for country, sites in _by_country(material):
        named = ", ".join(material.told(card) + _years(card) for card in sites)
        # A list has no place of its own for what it rests on, and paragraphs would fill a page.
        codes = ", ".join(card.code for card in sites)
        items.append((Span(material.word("countries", country), is_strong=True), Span(f": {named} ({codes})")))
    return (Bullets(tuple(items)),) if items else (Paragraph(text(str(_("No site lies in the chosen scope.")))),)


def _years(card: Card) -> str:
    started, ended = card.facets.get("started"), card.facets.get("ended")
    return f" ({started}–{ended or ''})" if started else ""


def _site(material: Material, card: Card) -> Paragraph:
    partners = [edge.subject for edge in material.snapshot.edges_to(card.code, "works-at")]
    spans = [material.span(card, is_strong=True), Span(f"{_years(card)}. "), material.span(card, "summary")]
    if partners:
        spans.append(Span(" " + str(_("Partners here: %(names)s.", names=", ".join(material.title(code) for code in sorted(partners))))))
    return Paragraph(tuple(spans), (card.code, *sorted(partners)))
