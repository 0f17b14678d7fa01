"""The methodology in brief, and how good the data are."""

from __future__ import annotations

from collections import Counter

from flask_babel import gettext as _
from flask_babel import ngettext

from ticc.catalogue import labels
from ticc.catalogue.commonness import answer_state
from ticc.documents.document import Block, Bullets, Heading, Note, Paragraph, Table, columns, text
from ticc.documents.words import number_in
from ticc.methodology.queries import list_steps
from ticc.reports.material import Depth, Material


def compose(material: Material) -> tuple[Block, ...]:
    """The steps of the method."""
    blocks: list[Block] = []
    for number, card in enumerate(list_steps(material.snapshot), 1):
        blocks += [Heading(2, f"{number}. {material.says(card, 'title')[0]}"), Paragraph((material.span(card, "summary"),), (card.code,))]
        checklist = material.runs(card.code, "checklist")
        if material.depth == Depth.FULL and checklist:
            blocks.append(Bullets(checklist))
    return tuple(blocks) or (Paragraph(text(str(_("The method is not described yet.")))),)


def compose_quality(material: Material) -> tuple[Block, ...]:
    """Where the statements come from, how old the sources are, and what is not known."""
    return (_provenance(material), *_states(material), *_sources(material), *_translations(material))


def _share(material: Material, part: int, whole: int) -> str:
    return f"{number_in(round(100 * part / whole), material.language)} %" if whole else "–"


def _provenance(material: Material) -> Table:
    cards = material.snapshot.of_kind("obstacle")
    counts = Counter(card.facets.get("provenance") for card in cards)
    number, share = str(_("Number")), str(_("Share"))
    rows = tuple(
        (f"{label}: {labels.PROVENANCE_EXPLAINED[value]}", str(counts.get(value, 0)), _share(material, counts.get(value, 0), len(cards)))
        for value, label in labels.PROVENANCE.items()
    )
    return Table(str(_("How obstacles are known")), columns(str(_("How we know")), number, share, numbers={number, share}), rows, widths=(6, 1, 1))


def _states(material: Material) -> list[Block]:
    cards = material.snapshot.of_kind("obstacle")
    counts = Counter(answer_state(material.snapshot, card.code) for card in cards)
    number, share = str(_("Number")), str(_("Share"))
    rows = tuple(
        (str(label), str(counts.get(value, 0)), _share(material, counts.get(value, 0), len(cards))) for value, label in labels.ANSWERED.items()
    )
    return [
        Table(str(_("How far obstacles are answered")), columns(str(_("Answered")), number, share, numbers={number, share}), rows, widths=(6, 1, 1))
    ]


def _sources(material: Material) -> list[Block]:
    years = sorted(card.facets["year"] for card in material.snapshot.of_kind("source") if card.facets.get("year"))
    undated = len(material.snapshot.of_kind("source")) - len(years)
    if not years:
        return [Paragraph(text(str(_("No source with a year lies in the chosen scope."))))]
    told = _(
        "The sources were published between %(first)s and %(last)s, half of them since %(middle)s.",
        first=years[0],
        last=years[-1],
        middle=years[len(years) // 2],
    )
    rest = ngettext("%(num)s source gives no year.", "%(num)s sources give no year.", undated) if undated else ""
    return [Paragraph(text(f"{told} {rest}".strip()))]


def _translations(material: Material) -> list[Block]:
    if material.language == "en":
        return []
    cards = [card for kind in ("obstacle", "solution", "principle", "step", "site") for card in material.snapshot.of_kind(kind)]
    missing = sum(material.says(card, "title")[1] != material.language for card in cards)
    unchecked = sum(
        material.says(card, "title")[1] == material.language and not card.translations.get(material.language, {}).get("checked") for card in cards
    )
    notes = []
    if unchecked:
        notes.append(
            str(
                ngettext(
                    "The translation of %(num)s entry has not been checked by a person yet.",
                    "The translations of %(num)s entries have not been checked by a person yet.",
                    unchecked,
                )
            )
        )
    if missing:
        notes.append(str(ngettext("%(num)s entry is shown in English.", "%(num)s entries are shown in English.", missing)))
    return [Note(text(" ".join(notes)))] if notes else []
