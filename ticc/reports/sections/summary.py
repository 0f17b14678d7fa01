"""The summary: the figures that matter, what was met at most sites, and what nobody has answered."""

from __future__ import annotations

from collections import Counter

from flask_babel import gettext as _
from flask_babel import ngettext

from ticc.catalogue import labels
from ticc.catalogue.commonness import answer_state, tries_of_solution
from ticc.catalogue.facets import facet_index
from ticc.documents.document import Block, Bullets, Figure, Paragraph, Span, Table, columns, text
from ticc.documents.series import Bars, Series
from ticc.reports.material import Material
from ticc.reports.phrases import by_commonness, met_at, sites_in_words


def compose(material: Material) -> tuple[Block, ...]:
    """What a reader with one minute should know."""
    obstacles = material.snapshot.of_kind("obstacle")
    if not obstacles:
        return (Paragraph(text(str(_("Nothing in the chosen scope blocks the transfer: no obstacle of the catalogue lies in it.")))),)
    return (_figures(material), *_themes(material), *_most_met(material), *_unanswered(material))


def _figures(material: Material) -> Table:
    seen = material.snapshot
    provenance = Counter(card.facets.get("provenance") for card in seen.of_kind("obstacle"))
    told = ", ".join(f"{labels.PROVENANCE[value]} {provenance[value]}" for value in labels.PROVENANCE if provenance.get(value))
    tried = [card for card in seen.of_kind("solution") if tries_of_solution(seen, card.code)]
    states = Counter(answer_state(seen, card.code) for card in seen.of_kind("obstacle"))
    number = str(_("Number"))
    rows = (
        (str(_("Obstacles")), str(len(seen.of_kind("obstacle"))), told),
        (
            str(_("Sites")),
            str(len(seen.of_kind("site"))),
            ", ".join(sorted({material.word("countries", card.facets["country"]) for card in seen.of_kind("site")})),
        ),
        (
            str(_("Solutions")),
            str(len(seen.of_kind("solution"))),
            str(ngettext("%(num)s with a known result", "%(num)s with a known result", len(tried))),
        ),
        (str(_("Principles")), str(len(seen.of_kind("principle"))), ""),
        (str(_("Obstacles that something helped against")), str(states["something-worked"]), str(_("at least partly, at one site or more"))),
        (str(_("Obstacles without any solution")), str(states["no-solution"]), ""),
        (str(_("Sources")), str(len(seen.of_kind("source"))), ""),
    )
    return Table(str(_("The figures that matter")), columns(str(_("What")), number, str(_("Of which")), numbers={number}), rows, widths=(4, 1.2, 5))


def _themes(material: Material) -> tuple[Block, ...]:
    counts = Counter(card.facets["theme"] for card in material.snapshot.of_kind("obstacle"))
    themes = sorted(counts, key=lambda theme: (-counts[theme], theme))
    chart = Bars(
        tuple(material.word("themes", theme) for theme in themes),
        (Series(str(_("Obstacles")), tuple(float(counts[theme]) for theme in themes)),),
        heading=str(_("Theme")),
    )
    alt = ", ".join(f"{material.word('themes', theme)} {counts[theme]}" for theme in themes)
    caption = str(_("Obstacles by theme. The numbers say what this catalogue looked for, not how often a thing happens."))
    return (Figure(chart, caption, alt, table_follows=False),)


def _most_met(material: Material) -> tuple[Block, ...]:
    shown = [card for card in by_commonness(material, material.snapshot.of_kind("obstacle")) if facet_index(material.snapshot).met_at.get(card.code)]
    shown = shown[: material.take(5, 10) or 15]
    if not shown:
        return ()
    items = tuple((material.span(card), Span(f" – {sites_in_words(material, met_at(material, card))} ({card.code})")) for card in shown)
    return (Paragraph((Span(str(_("Met at most sites:")), is_strong=True),), tuple(card.code for card in shown)), Bullets(items))


def _unanswered(material: Material) -> tuple[Block, ...]:
    seen = material.snapshot
    without = [card for card in seen.of_kind("obstacle") if answer_state(seen, card.code) == "no-solution"]
    if not without:
        return ()
    items = tuple((material.span(card), Span(f" ({card.code})")) for card in without)
    return (Paragraph((Span(str(_("No solution is known yet for:")), is_strong=True),), tuple(card.code for card in without)), Bullets(items))
