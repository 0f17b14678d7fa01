"""What the transfer is for: indicators with their published values; and what places say of themselves."""

from __future__ import annotations

from flask_babel import gettext as _

from ticc.assessment.compare import FEWEST, others_on
from ticc.catalogue.snapshot import Edge
from ticc.documents.document import Block, Heading, Paragraph, Table, columns, text
from ticc.documents.words import number_in
from ticc.outcomes.queries import list_measurements
from ticc.reports.material import Depth, Material
from ticc.reports.phrases import said


def compose(material: Material) -> tuple[Block, ...]:
    """Each indicator with its values, who says so, and what to be careful about."""
    blocks: list[Block] = []
    for card in material.snapshot.of_kind("indicator"):
        values = list_measurements(material.snapshot, card.code)
        if material.depth == Depth.BRIEF and not values:
            continue
        blocks.append(Heading(2, material.says(card, "title")[0]))
        if material.depth != Depth.BRIEF:
            definition = said(material, material.text(card.code, "definition"), translated=material.is_translated(card.code, "definition"))
            blocks.append(Paragraph(definition or text(material.says(card, "summary")[0]), (card.code,)))
        blocks.append(_values(material, card.code, values[: material.take(4, 6)]))
    if not blocks and material.snapshot.of_kind("indicator"):
        blocks.append(Paragraph(text(str(_("No value is known in the chosen scope.")))))
    return tuple(blocks) or (Paragraph(text(str(_("No indicator is known.")))),)


def _values(material: Material, indicator: str, values: list[Edge]) -> Block:
    if not values:
        return Paragraph(text(str(_("No value is known in the chosen scope."))), (indicator,))
    unit, value, year = str(material.text(indicator, "unit") or ""), str(_("Value")), str(_("Year"))
    rows = tuple(
        (
            material.title(edge.facts["site_code"]) if edge.facts.get("site_code") else str(_("no one site")),
            edge.facts.get("what") or "",
            f"{number_in(edge.facts['value'], material.language)} {edge.facts.get('unit') or unit}".strip(),
            str(edge.facts.get("year") or "–"),
            "\n".join(one for one in (edge.subject, edge.facts.get("caution") or "") if one),
        )
        for edge in values
    )
    heads = columns(str(_("Site")), str(_("What was counted")), value, year, str(_("Who says so, and what to mind")), numbers={year})
    rests = tuple(dict.fromkeys(edge.subject for edge in values))
    return Table(material.title(indicator), heads, rows, rests_on=rests, widths=(2, 3.4, 2.2, 1, 3.4))


def compose_assessments(material: Material) -> tuple[Block, ...]:
    """How places that agreed to it stand on each principle; nothing at all below five of them."""
    rows = []
    for principle, title in material.sections_of_instrument.items():
        found = others_on(principle, material.profiles)
        if found is not None:
            numbers = (found.lower, found.middle, found.upper)
            rows.append((title, *(number_in(round(one, 1), material.language) for one in numbers), str(found.places)))
    if not rows:
        told = _("Fewer than %(fewest)s places let their self-assessment be counted. To protect them, nothing is shown.", fewest=FEWEST)
        return (Paragraph(text(str(told))),)
    names = tuple(str(one) for one in (_("Lower quarter"), _("Middle"), _("Upper quarter"), _("Places")))
    heads = columns(str(_("Principle")), *names, numbers=set(names))
    return (Table(str(_("Level on each principle, from 0 to 5, as places see themselves")), heads, tuple(rows), widths=(5, 1.3, 1.3, 1.3, 1)),)
