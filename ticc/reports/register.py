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
    """A section that a report can have; `holds` says what in a line, `from_depth` is the least depth at which it is on unless it is asked for."""

    name: str
    title: Any
    holds: Any
    compose: Callable[[Material], tuple[Block, ...]]
    from_depth: Depth = Depth.BRIEF


SECTIONS: tuple[Section, ...] = (
    Section("summary", _("Summary"), _("The figures that matter, and what is without an answer"), summary.compose),
    Section("story", _("The story of the transfer"), _("Where the practice was tried, by whom and when"), story.compose),
    Section("principles", _("Principle by principle"), _("What each asks for, what undermines it, what was tried"), principles.compose),
    Section("common", _("What several countries share"), _("The obstacles that more than one country knows"), register.compose_common),
    Section("register", _("The obstacle register"), _("Every obstacle by theme, with level, places and answers"), register.compose, Depth.STANDARD),
    Section(
        "solutions",
        _("Solutions, with effect and certainty"),
        _("What can be done, how it went, how sure that is"),
        solutions.compose,
        Depth.STANDARD,
    ),
    Section("failures", _("Failures worth knowing"), _("What did not work or was stopped, and why"), solutions.compose_failures),
    Section(
        "assessments",
        _("How places see themselves"),
        _("Self-assessments of places that agreed to be counted"),
        outcomes.compose_assessments,
        Depth.STANDARD,
    ),
    Section("outcomes", _("Outcomes"), _("What the transfer is for, in figures with their sources"), outcomes.compose, Depth.STANDARD),
    Section("method", _("The methodology in brief"), _("How to go about a transfer, step by step"), method.compose, Depth.STANDARD),
    Section("quality", _("How good the data are"), _("How it is known, how fresh it is, what is not known"), method.compose_quality),
    Section("sources", _("Sources"), _("What was read, and where to find it"), annex.compose_sources, Depth.STANDARD),
    Section("codes", _("Annex: all codes"), _("Every code with its title"), annex.compose_codes, Depth.FULL),
)
BY_NAME = {section.name: section for section in SECTIONS}
_ORDER = list(Depth)


def usual_sections(depth: Depth) -> tuple[str, ...]:
    """The sections of a report of this depth, where nothing else is asked for."""
    return tuple(section.name for section in SECTIONS if _ORDER.index(section.from_depth) <= _ORDER.index(depth))
