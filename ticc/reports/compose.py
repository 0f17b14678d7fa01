"""Composing a report: sections in their order, each with the comment that a lead wrote for it. Pure: the same material gives the same document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from flask_babel import gettext as _

from ticc.catalogue import labels
from ticc.documents.document import Block, Contents, Document, Heading, Note, PageBreak, Paragraph, text
from ticc.documents.reading import from_markdown
from ticc.foundation.errors import Refusal
from ticc.reports.material import Depth, Material
from ticc.reports.register import BY_NAME, usual_sections


@dataclass(frozen=True)
class Definition:
    """What a lead decides about a report, beside its scope: its name, its sections and their order, own words."""

    title: str = ""
    foreword: str = ""
    sections: Sequence[str] = ()
    comments: Mapping[str, str] = field(default_factory=dict)


def compose(material: Material, definition: Definition) -> Document:
    """The whole report as plain data; raises Refusal for a section that is not known."""
    names = tuple(definition.sections) or usual_sections(material.depth)
    unknown = [name for name in names if name not in BY_NAME]
    if unknown:
        raise Refusal(str(_("There is no section '%(name)s': choose among %(known)s", name=unknown[0], known=", ".join(BY_NAME))), "sections")
    blocks: list[Block] = []
    if definition.foreword:
        blocks += [Heading(1, str(_("Foreword"))), *from_markdown(definition.foreword, 2)]
    if not material.scope.is_everything:
        blocks.append(Note(text(_scope_in_words(material))))
    blocks.append(Contents(deepest=2 if material.depth == Depth.FULL else 1))
    for place, name in enumerate(names):
        section = BY_NAME[name]
        if place and material.depth == Depth.FULL:
            blocks.append(PageBreak())
        blocks.append(Heading(1, str(section.title), anchor=name))
        blocks += from_markdown(definition.comments.get(name, ""), 2)
        blocks += section.compose(material)
    blocks.append(Paragraph(text(str(_("Built from published accounts and from what partners shared.")))))
    return Document(
        title=definition.title or str(_("Blueprint report: %(practice)s", practice=material.programme.says("practice", material.language))),
        subtitle=material.programme.says("tagline", material.language),
        language=material.language,
        dated=material.as_of,
        author=material.programme.name,
        blocks=tuple(blocks),
        summary=str(_("Generated from the catalogue as it was on this day. Every statement names the entries that it rests on.")),
    )


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
