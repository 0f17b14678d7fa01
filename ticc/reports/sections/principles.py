"""Principle by principle: what it asks for, what undermines it and where, what was tried with which result, what remains open."""

from __future__ import annotations

from collections import Counter

from flask_babel import gettext as _
from flask_babel import ngettext

from ticc.blueprint.queries import list_principles
from ticc.catalogue.commonness import answer_state, tries_against
from ticc.catalogue.snapshot import Card, Edge
from ticc.documents.document import Block, Bullets, Heading, Paragraph, Span, text
from ticc.reports.material import Depth, Material
from ticc.reports.phrases import account_of_try, by_commonness, obstacle_table


def compose(material: Material) -> tuple[Block, ...]:
    """The blueprint itself, one principle after the other."""
    blocks = tuple(block for number, card in enumerate(list_principles(material.snapshot), 1) for block in _principle(material, number, card))
    return blocks or (Paragraph(text(str(_("Nothing lies in the chosen scope.")))),)


def _principle(material: Material, number: int, card: Card) -> list[Block]:
    title = material.says(card, "title")[0]
    blocks: list[Block] = [Heading(2, f"{number}. {title}", anchor=card.code.lower())]
    for asks in material.runs(card.code, "asks"):
        blocks.append(Paragraph((Span(str(_("What it asks for:")) + " ", is_strong=True), *asks), (card.code,)))
    if material.depth == Depth.FULL:
        blocks += _points(material, card.code, "must_keep", str(_("What must be kept:")))
        blocks += _points(material, card.code, "may_adapt", str(_("What may be adapted:")))
    undermining = by_commonness(material, [material.snapshot.cards[edge.subject] for edge in material.snapshot.edges_to(card.code, "undermines")])
    return [*blocks, *_undermined(material, card, undermining), *_tried(material, card, undermining), *_open(material, card, undermining)]


def _points(material: Material, code: str, name: str, label: str) -> list[Block]:
    points = material.runs(code, name)
    return [Paragraph((Span(label, is_strong=True),), (code,)), Bullets(points)] if points else []


def _undermined(material: Material, card: Card, undermining: list[Card]) -> list[Block]:
    if not undermining:
        return [Paragraph(text(str(_("No obstacle in the scope undermines it."))), (card.code,))]
    told = ngettext("%(num)s obstacle undermines it.", "%(num)s obstacles undermine it; those met at most sites stand first.", len(undermining))
    # The register tells every obstacle once; here stand those that matter most to this principle.
    shown = undermining[: material.take(3, 3) or 12]
    if material.depth == Depth.BRIEF:
        names = [span for one in shown for span in (material.span(one), Span("; "))][:-1]
        return [Paragraph((Span(f"{told} "), *names, Span(".")), tuple(one.code for one in shown))]
    return [
        Paragraph(text(str(told)), (card.code,)),
        obstacle_table(material, shown, str(_("What undermines it: %(principle)s", principle=_short(material, card)))),
    ]


def _short(material: Material, card: Card) -> str:
    return str(material.text(card.code, "short") or material.says(card, "title")[0])


def _tried(material: Material, card: Card, undermining: list[Card]) -> list[Block]:
    tries: dict[int, Edge] = {id(edge): edge for one in undermining for edge in tries_against(material.snapshot, one.code)}
    if not tries:
        return []
    counts = Counter(edge.facts["result"] for edge in tries.values())
    worked, failed = counts["worked"] + counts["partly"], counts["did-not-work"] + counts["stopped"]
    told = _(
        "Tried against these obstacles: %(total)s times; %(worked)s worked at least partly, %(failed)s did not work or were stopped.",
        total=len(tries),
        worked=worked,
        failed=failed,
    )
    first = sorted(tries.values(), key=lambda edge: (edge.facts["result"] not in ("worked", "partly"), edge.object, edge.subject))
    solutions = tuple(dict.fromkeys(edge.subject for edge in first))
    return [
        Paragraph(text(str(told)), (card.code, *solutions[: material.take(0, 12)])),
        *(account_of_try(material, edge) for edge in first[: material.take(0, 1) if material.depth != Depth.FULL else 8]),
    ]


def _open(material: Material, card: Card, undermining: list[Card]) -> list[Block]:
    left = [one for one in undermining if answer_state(material.snapshot, one.code) != "something-worked"]
    if not left:
        return []
    movers = Counter(one.facets.get("level") for one in left)
    who = ", ".join(f"{material.word('levels', level)} {count}" for level, count in sorted(movers.items(), key=lambda one: (-one[1], str(one[0]))))
    told = ngettext(
        "%(num)s of them remains open: nothing is known to have worked yet. Who would have to move it: %(who)s.",
        "%(num)s of them remain open: nothing is known to have worked yet. Who would have to move them: %(who)s.",
        len(left),
        who=who,
    )
    return [Paragraph(text(str(told)), (card.code, *(one.code for one in left[: material.take(0, 12)])))]
