"""Composing a report: sections in their order, each with the comment that a lead wrote for it. Pure: the same material gives the same document."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from ticc.catalogue import labels
from ticc.documents.document import Block, Contents, Document, Heading, Note, PageBreak, text
from ticc.documents.reading import from_markdown
from ticc.foundation.errors import Refusal
from ticc.reports.material import NOT_TRANSLATED, UNCHECKED, Depth, Material
from ticc.reports.register import BY_NAME, Section, usual_sections

log = logging.getLogger(__name__)


BUILT_FROM = _l("Built from published accounts and from what partners shared.")


@dataclass(frozen=True)
class Definition:
    """What a lead decides about a report, beside its scope: its name, its sections and their order, own words."""

    title: str = ""
    foreword: str = ""
    sections: Sequence[str] = ()
    comments: Mapping[str, str] = field(default_factory=dict)


class SectionFailed(Refusal):
    """Sections that could not be composed, through a defect and no fault of the person; the report can be made without them."""

    def __init__(self, sections: Sequence[Section]) -> None:
        says = ngettext(
            "The section %(titles)s could not be composed. Leave it out, or tell whoever runs this service: the other sections are in order.",
            "The sections %(titles)s could not be composed. Leave them out, or tell whoever runs this service: the other sections are in order.",
            len(sections),
            titles=", ".join(f"“{section.title}”" for section in sections),
        )
        super().__init__(str(says), "sections")
        self.names = tuple(section.name for section in sections)


def compose(material: Material, definition: Definition) -> Document:
    """The whole report as plain data; raises Refusal for a section that is not known, SectionFailed for one that cannot be composed."""
    names = tuple(definition.sections) or usual_sections(material.depth)
    unknown = [name for name in names if name not in BY_NAME]
    if unknown:
        raise Refusal(str(_("There is no section '%(name)s': choose among %(known)s", name=unknown[0], known=", ".join(BY_NAME))), "sections")
    blocks: list[Block] = []
    if definition.foreword:
        blocks += [Heading(1, str(_("Foreword"))), *from_markdown(definition.foreword, 2)]
    if not material.scope.is_everything:
        blocks.append(Note(text(_scope_in_words(material))))
    blocks += _marks_explained(material)
    blocks.append(Contents(deepest=2 if material.depth == Depth.FULL else 1))
    failed: list[Section] = []
    for place, name in enumerate(names):
        section = BY_NAME[name]
        if place and material.depth == Depth.FULL:
            blocks.append(PageBreak())
        blocks.append(Heading(1, str(section.title), anchor=name))
        composed = _composed(section, material, definition.comments.get(name, ""))
        if composed is None:
            failed.append(section)
        else:
            blocks += composed
    if failed:
        raise SectionFailed(failed)
    return Document(
        title=definition.title or str(_("Blueprint report: %(practice)s", practice=material.programme.says("practice", material.language))),
        subtitle=material.programme.says("tagline", material.language),
        language=material.language,
        dated=material.as_of,
        author=material.programme.name,
        blocks=tuple(blocks),
        summary=f"{_('Generated from the catalogue as it was on this day. Every statement names the entries that it rests on.')} {BUILT_FROM}",
    )


def _marks_explained(material: Material) -> list[Block]:
    """What the marks behind translated words mean; English is the language in which the catalogue was written."""
    if material.language == "en":
        return []
    told = [str(_("%(mark)s stands after words that are only there in English.", mark=NOT_TRANSLATED))]
    if not material.refuses_unchecked:
        told.insert(0, str(_("%(mark)s stands after a translation that no person has checked yet.", mark=UNCHECKED)))
    return [Note(text(" ".join(told)))]


def _composed(section: Section, material: Material, own_words: str) -> list[Block] | None:
    """A section below its heading, or None where it cannot be composed; the log then says why."""
    try:
        return [*from_markdown(own_words, 2), *section.compose(material)]
    except Exception:
        log.exception("the section %s of a report could not be composed", section.name)
        return None


def _scope_in_words(material: Material) -> str:
    """Which part of the catalogue the report speaks of: without it, "not tried yet" would claim too much."""
    scope = material.scope
    choices = (
        (_("Only these countries"), [material.word("countries", key) for key in scope.countries]),
        (_("Only these sites"), [material.title(code) for code in scope.sites]),
        (_("Only these themes"), [material.word("themes", key) for key in scope.themes]),
        (_("Only obstacles at these levels"), [material.word("levels", key) for key in scope.levels]),
        (_("Only obstacles known in this way"), [str(labels.PROVENANCE.get(key, key)) for key in scope.provenance]),
    )
    told = [f"{label} ({', '.join(sorted(words))})." for label, words in choices if words]
    if scope.since or scope.until:
        told.append(f"{_('Sources')} ({scope.since or ''}–{scope.until or ''}).")
    return " ".join(told)
