"""The sources, and every code that the report speaks of."""

from __future__ import annotations

from flask_babel import gettext as _

from ticc.catalogue.snapshot import Card
from ticc.documents.document import Block, Paragraph, Table, columns, text
from ticc.reports.material import Depth, Material

KINDS = ("principle", "obstacle", "solution", "site", "partner", "indicator", "step")


def compose_sources(material: Material) -> tuple[Block, ...]:
    """The texts that the scope rests on, by year."""
    cards = sorted(material.snapshot.of_kind("source"), key=lambda card: (-(card.facets.get("year") or 0), card.title.casefold(), card.code))
    if not cards:
        return (Paragraph(text(str(_("No source lies in the chosen scope.")))),)
    shown = cards if material.depth == Depth.FULL else _most_cited(material, material.take(15, 25) or 0)
    year = str(_("Year"))
    rows = tuple((card.title, str(card.facets.get("year") or "–"), card.code) for card in shown)
    caption = str(
        _("Sources") if len(shown) == len(cards) else _("The sources that say most, %(shown)s of %(all)s", shown=len(shown), all=len(cards))
    )
    return (Table(caption, columns(str(_("Title")), year, str(_("Code")), numbers={year}), rows, widths=(7, 1, 3)),)


def _most_cited(material: Material, most: int) -> list[Card]:
    seen = material.snapshot
    return sorted(seen.of_kind("source"), key=lambda card: (-len(seen.edges_from(card.code, "reports")), card.code))[:most]


def compose_codes(material: Material) -> tuple[Block, ...]:
    """Every entry of the scope with its code and title."""
    rows = tuple((card.code, material.told(card)) for kind in KINDS for card in material.snapshot.of_kind(kind))
    if not rows:
        return (Paragraph(text(str(_("Nothing lies in the chosen scope.")))),)
    return (Table(str(_("Codes")), columns(str(_("Code")), str(_("Title"))), rows, widths=(1.4, 8)),)
