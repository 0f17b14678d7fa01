"""Phrases and rows that several sections share."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import ngettext

from ticc.catalogue import labels
from ticc.catalogue.commonness import answer_state, tally, tries_against, tries_of_solution
from ticc.catalogue.facets import facet_index
from ticc.catalogue.listing import most_often_met
from ticc.catalogue.snapshot import Card, Edge
from ticc.documents.document import Paragraph, Span, Table, columns
from ticc.reports.material import Material


def met_at(material: Material, card: Card) -> list[str]:
    """The sites where an obstacle was met, by code."""
    return sorted(facet_index(material.snapshot).met_at.get(card.code, {}))


def by_commonness(material: Material, cards: Sequence[Card]) -> list[Card]:
    """Obstacles that were met at most sites first."""
    return sorted(cards, key=lambda card: most_often_met(material.snapshot, card))


def results(material: Material, card: Card) -> str:
    """How tries went, in words and counts."""
    tries = tries_against(material.snapshot, card.code) if card.kind == "obstacle" else tries_of_solution(material.snapshot, card.code)
    told = [f"{labels.RESULT[result]} {count}" for result, count in tally(tries).shown()]
    return ", ".join(told) or str(_("not tried yet"))


def answered(material: Material, card: Card) -> str:
    """How far an obstacle is answered."""
    return str(labels.ANSWERED[answer_state(material.snapshot, card.code)])


def sites_in_words(material: Material, codes: Sequence[str], most: int = 4) -> str:
    """Sites by their names, the rest as a number."""
    named = ", ".join(material.title(code) for code in codes[:most])
    rest = len(codes) - most
    return named + (" " + str(ngettext("and %(num)s more", "and %(num)s more", rest)) if rest > 0 else "")


def obstacle_table(material: Material, cards: Sequence[Card], caption: str, *, with_summaries: bool = False) -> Table:
    """Obstacles as a table: what they are, who would have to change something, where they were met, how far they are answered."""
    met = str(_("Met at"))
    heads = columns(str(_("Obstacle")), str(_("Code")), str(_("Level")), met, str(_("How far it is answered")))
    rows = tuple(
        (
            _titled(material, card, with_summaries),
            card.code,
            material.word("levels", card.facets.get("level")),
            sites_in_words(material, met_at(material, card)) or "–",
            answered(material, card),
        )
        for card in cards
    )
    return Table(caption, heads, rows, rests_on=tuple(card.code for card in cards), widths=(4.5, 1.5, 2.1, 2.4, 2.2))


def _titled(material: Material, card: Card, with_summary: bool) -> str:
    title = material.told(card)
    mark = "" if card.facets.get("provenance") in (None, "", "reported") else f" ({labels.PROVENANCE[card.facets['provenance']]})"
    if with_summary:
        return f"{title}{mark}\n{material.told(card, 'summary')}"
    return title + mark


def account_of_try(material: Material, edge: Edge) -> Paragraph:
    """A try as a paragraph: result, solution, site, and the account of it in the words in which it was written."""
    solution, site = material.snapshot.cards[edge.subject], material.snapshot.cards[edge.object]
    year = f" ({edge.facts['year']})" if edge.facts.get("year") else ""
    spans = (
        Span(str(labels.RESULT[edge.facts["result"]]), is_strong=True),
        Span(" – "),
        material.span(site, is_strong=True),
        Span(f"{year}: "),
        material.span(solution),
        Span(". "),
        Span(material.original(edge.reason), language=None if material.language == "en" else "en"),
    )
    # The obstacle may be retired by now, and what the link rests on may be open to others only.
    rests = (edge.subject, edge.object, edge.facts.get("obstacle_code"), edge.evidence)
    return Paragraph(spans, tuple(str(code) for code in rests if code in material.snapshot.cards))
