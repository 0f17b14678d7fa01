"""What the transfer is for: indicators with their published values and what partners measured; and what places say of themselves."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _

from ticc.assessment.compare import FEWEST, others_on
from ticc.catalogue import labels
from ticc.catalogue.snapshot import Card, Edge
from ticc.documents.document import Block, Bullets, Figure, Heading, Paragraph, Table, columns, text
from ticc.documents.words import day_in, number_in
from ticc.outcomes.over_time import Strand, charts, label_of, moved, strands, way_to_target
from ticc.outcomes.queries import list_measurements
from ticc.reports.material import Depth, Material


def compose(material: Material) -> tuple[Block, ...]:
    """Each indicator with its published values, who says so, and what to be careful about; then the partners' own figures over time."""
    blocks: list[Block] = []
    for card in material.snapshot.of_kind("indicator"):
        values = list_measurements(material.snapshot, card.code)
        lines = _lines_of(material, card.code)
        if material.depth != Depth.FULL and not values and not lines:
            continue
        blocks.append(Heading(2, material.says(card, "title")[0]))
        if material.depth != Depth.BRIEF:
            defined = material.runs(card.code, "definition") or ((material.span(card, "summary"),),)
            blocks += [Paragraph(definition, (card.code,)) for definition in defined]
        blocks.append(_values(material, card.code, values[: material.take(4, 3)]))
        blocks += _over_time(material, card, lines)
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
            material.original(edge.facts.get("what") or ""),
            number_in(edge.facts["value"], material.language),
            material.original(edge.facts.get("unit") or unit),
            str(edge.facts.get("year") or "–"),
            "\n".join(one for one in (edge.subject, material.original(edge.facts.get("caution") or "")) if one),
        )
        for edge in values
    )
    heads = columns(
        str(_("Site")), str(_("What was counted")), value, str(_("Unit")), year, str(_("Who says so, and what to mind")), numbers={value, year}
    )
    rests = tuple(dict.fromkeys(edge.subject for edge in values))
    return Table(material.title(indicator), heads, rows, rests_on=rests, widths=(2, 3.2, 1.2, 1.8, 1, 3.2))


def _lines_of(material: Material, indicator: str) -> list[Strand]:
    measured = [row for row in material.measured if row.indicator_code == indicator]
    return strands(measured, [row for row in material.targets if row.indicator_code == indicator])


def _over_time(material: Material, card: Card, lines: Sequence[Strand]) -> list[Block]:
    """What partners measured: in words, as charts with a table, and what they aim for; a short report has the words only."""
    if not lines:
        return []
    unit, direction = str(material.text(card.code, "unit") or card.facets.get("unit") or ""), str(card.facets.get("direction") or "")
    told = [one for line in lines for one in _told(material, line, lines, unit, direction)]
    if material.depth == Depth.BRIEF:
        return [Paragraph(text(f"{_('What partners measured')}: {' '.join(told[: material.take(2, 6)])}"), _rests(card.code, lines))]
    blocks: list[Block] = [Heading(3, str(_("What partners measured")))]
    better = labels.DIRECTION.get(direction)
    blocks.append(
        Paragraph(text(f"{f'{better}. '.capitalize() if better else ''}{_('Places count differently: a line shows how one place moved.')}"))
    )
    caption = str(_("%(indicator)s over time", indicator=material.title(card.code)))
    for chart in charts(lines, material.title, unit):
        alt = " ".join(moved for line in lines for moved in _told(material, line, lines, unit, direction) if (line.unit or unit) == chart.unit)
        blocks.append(Figure(chart, f"{caption} ({chart.unit})", alt, _rests(card.code, lines), table_follows=False))
    blocks.append(Bullets(tuple(text(one) for one in told)))
    return [*blocks, *_figures(material, card, lines, unit)]


def _told(material: Material, line: Strand, among: Sequence[Strand], unit: str, direction: str) -> list[str]:
    name = label_of(line, among, material.title)
    found = (
        moved(line, name, direction, unit, material.language),
        way_to_target(line, name, direction, material.as_of, material.language),
    )
    return [one for one in found if one]


def _figures(material: Material, card: Card, lines: Sequence[Strand], unit: str) -> list[Block]:
    """The table of what partners measured, the oldest first at each site; nothing where there are only targets."""
    value, counted, language = str(_("Value")), str(_("Rests on")), material.language
    rows = tuple(
        (
            label_of(line, lines, material.title),
            " – ".join(day_in(day, language) for day in (row.measured_from, row.measured_on) if day),
            number_in(row.value, language),
            row.unit or material.original(unit),
            "–" if row.counted is None else number_in(row.counted, language),
            "\n".join(one for one in (row.source or str(_("without a source")), row.note, _sample(material, row.account_id)) if one),
        )
        for line in lines
        for row in line.figures[-(material.take(2, 12) or len(line.figures)) :]
    )
    if not rows:
        return []
    heads = columns(str(_("Site")), str(_("Day or time")), value, str(_("Unit")), counted, str(_("Source and note")), numbers={value, counted})
    caption = str(_("What partners measured: %(indicator)s", indicator=material.title(card.code)))
    return [Table(caption, heads, rows, rests_on=_rests(card.code, lines), widths=(2.2, 2.6, 1.2, 1.6, 1.1, 3.2))]


def _sample(material: Material, account_id: int | None) -> str:
    return str(_("sample")) if account_id in material.sample_accounts else ""


def _rests(indicator: str, lines: Sequence[Strand]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((indicator, *(line.site_code for line in lines))))


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
