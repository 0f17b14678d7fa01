"""The register of sections: one line each; a part of the application that comes later adds its section here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _

from ticc.documents.document import Block
from ticc.reports.material import Depth, Material
from ticc.reports.sections import annex, method, outcomes, principles, register, solutions, story, summary


@dataclass(frozen=True)
class Section:
    """A section that a report can have; `from_depth` is the least depth at which it is on unless it is asked for."""

    name: str
    title: Any
    compose: Callable[[Material], tuple[Block, ...]]
    from_depth: Depth = Depth.BRIEF


SECTIONS: tuple[Section, ...] = (
    Section("summary", _("Summary"), summary.compose),
    Section("story", _("The story of the transfer"), story.compose),
    Section("principles", _("Principle by principle"), principles.compose),
    Section("common", _("What several countries share"), register.compose_common),
    Section("register", _("The obstacle register"), register.compose, Depth.STANDARD),
    Section("solutions", _("Solutions, with effect and certainty"), solutions.compose, Depth.STANDARD),
    Section("failures", _("Failures worth knowing"), solutions.compose_failures),
    Section("assessments", _("How places see themselves"), outcomes.compose_assessments, Depth.STANDARD),
    Section("outcomes", _("Outcomes"), outcomes.compose, Depth.STANDARD),
    Section("method", _("The methodology in brief"), method.compose, Depth.STANDARD),
    Section("quality", _("How good the data are"), method.compose_quality),
    Section("sources", _("Sources"), annex.compose_sources, Depth.STANDARD),
    Section("codes", _("Annex: all codes"), annex.compose_codes, Depth.FULL),
)
BY_NAME = {section.name: section for section in SECTIONS}
_ORDER = list(Depth)


def usual_sections(depth: Depth) -> tuple[str, ...]:
    """The sections of a report of this depth, where nothing else is asked for."""
    return tuple(section.name for section in SECTIONS if _ORDER.index(section.from_depth) <= _ORDER.index(depth))
