"""The obstacle register: every obstacle of the scope by theme, and those that were met in most countries."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import ngettext

from ticc.catalogue.facets import facet_index
from ticc.catalogue.snapshot import Card
from ticc.documents.document import Block, Heading, Paragraph, Table, columns, text
from ticc.reports.material import Depth, Material
from ticc.reports.phrases import by_commonness, met_at, obstacle_table


def compose(material: Material) -> tuple[Block, ...]:
    """Obstacles by theme, those met at most sites first."""
    obstacles = material.snapshot.of_kind("obstacle")
    blocks: list[Block] = []
    # A theme that the vocabulary has lost comes last, by its key.
    for theme in dict.fromkeys((*material.vocabularies["themes"], *sorted(card.facets["theme"] for card in obstacles))):
        of_theme = by_commonness(material, [card for card in obstacles if card.facets["theme"] == theme])
        if of_theme:
            blocks += [Heading(2, material.word("themes", theme)), *_explained(material, theme), *_table(material, theme, of_theme)]
    return tuple(blocks) or (Paragraph(text(str(_("No obstacle lies in the chosen scope.")))),)


def _explained(material: Material, theme: str) -> list[Block]:
    word = material.vocabularies["themes"].get(theme)
    explained = word.explained(material.language) if word else ""
    return [Paragraph(text(explained))] if explained else []


def _table(material: Material, theme: str, cards: list[Card]) -> list[Block]:
    most = material.take(3, 3)
    blocks: list[Block] = [
        obstacle_table(
            material, cards[:most], str(_("Obstacles: %(theme)s", theme=material.word("themes", theme))), with_summaries=material.depth == Depth.FULL
        )
    ]
    left = len(cards) - len(cards[:most])
    if left:
        blocks.append(
            Paragraph(
                text(
                    str(ngettext("%(num)s further obstacle stands in the full report.", "%(num)s further obstacles stand in the full report.", left))
                ),
                tuple(card.code for card in cards[most:]),
            )
        )
    return blocks


def compose_common(material: Material) -> tuple[Block, ...]:
    """The obstacles that several countries share, with the countries."""
    values = facet_index(material.snapshot).values
    shared = [card for card in material.snapshot.of_kind("obstacle") if len(values[card.code].get("country", ())) > 1 and met_at(material, card)]
    if not shared:
        return (Paragraph(text(str(_("No obstacle of the scope is known from more than one country.")))),)
    shared.sort(key=lambda card: (-len(values[card.code]["country"]), -len(met_at(material, card)), card.code))
    shown = shared[: material.take(8, 15)]
    countries, sites = str(_("Countries")), str(_("Sites"))
    rows = tuple(
        (
            material.told(card),
            card.code,
            ", ".join(material.word("countries", key) for key in values[card.code]["country"]),
            str(len(met_at(material, card))),
        )
        for card in shown
    )
    told = ngettext("%(num)s obstacle was met in more than one country.", "%(num)s obstacles were met in more than one country.", len(shared))
    table = Table(
        str(_("Obstacles that several countries share")),
        columns(str(_("Obstacle")), str(_("Code")), countries, sites, numbers={sites}),
        rows,
        rests_on=tuple(card.code for card in shown),
        widths=(5, 1.6, 4, 1.2),
    )
    return (Paragraph(text(str(told)), tuple(card.code for card in shared)), table)
