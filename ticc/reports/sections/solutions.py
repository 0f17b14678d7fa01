"""What can be done: solutions with effect and certainty; and the failures worth knowing."""

from __future__ import annotations

from flask_babel import gettext as _

from ticc.catalogue import labels
from ticc.catalogue.commonness import tries_of_solution
from ticc.catalogue.snapshot import Card
from ticc.catalogue.words import Result
from ticc.documents.document import Block, Paragraph, Table, columns, text
from ticc.reports.material import Depth, Material
from ticc.reports.phrases import account_of_try, results


def compose(material: Material) -> tuple[Block, ...]:
    """Solutions, those that were tried most often first; effect and how sure it is are two columns."""
    seen = material.snapshot
    cards = sorted(
        seen.of_kind("solution"), key=lambda card: (-len(tries_of_solution(seen, card.code)), -len(seen.edges_from(card.code, "answers")), card.code)
    )
    if not cards:
        return (Paragraph(text(str(_("No solution lies in the chosen scope.")))),)
    shown = cards[: material.take(10, 25)]
    heads = columns(str(_("Solution")), str(_("Code")), str(_("Effect")), str(_("How sure")), str(_("Effort, time")), str(_("Tries")))
    rows = tuple(_row(material, card) for card in shown)
    return (Table(str(_("Solutions")), heads, rows, rests_on=tuple(card.code for card in shown), widths=(4.4, 1.5, 1.7, 1.6, 1.8, 2)),)


def _row(material: Material, card: Card) -> tuple[str, ...]:
    title = material.told(card)
    return (
        f"{title}\n{material.told(card, 'summary')}" if material.depth == Depth.FULL else title,
        card.code,
        str(labels.EFFECT.get(str(card.facets.get("effect")), "")),
        str(labels.CERTAINTY.get(str(card.facets.get("certainty")), "")),
        f"{labels.EFFORT.get(str(card.facets.get('effort')), '')}, {labels.LEAD_TIME.get(str(card.facets.get('lead_time')), '')}",
        results(material, card),
    )


def compose_failures(material: Material) -> tuple[Block, ...]:
    """Tries that did not work or were stopped, each with its account."""
    failed = [edge for edge in material.snapshot.edges if edge.verb == "tried-at" and edge.facts["result"] in (Result.DID_NOT_WORK, Result.STOPPED)]
    if not failed:
        return (Paragraph(text(str(_("No failed try is known in the chosen scope; that says nothing about how many there were.")))),)
    failed.sort(key=lambda edge: (edge.object, edge.subject, edge.facts.get("year") or 0))
    return tuple(account_of_try(material, edge) for edge in failed[: material.take(4, 8)])
