"""Building a report: gathering its material, composing it, writing it in a format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from flask_babel import force_locale
from sqlmodel import Session

from ticc.assessment.exchange import list_consented
from ticc.assessment.instrument import Readable
from ticc.assessment.profile import Profile
from ticc.assessment.wording import InWords
from ticc.catalogue.snapshot import Snapshot
from ticc.catalogue.visibility import VISITOR, Viewer
from ticc.catalogue.vocabulary import Programme, Vocabularies
from ticc.catalogue.words import Visibility
from ticc.documents import formats
from ticc.documents.document import Document
from ticc.documents.whole_page import whole_page
from ticc.outcomes.models import SiteMeasurement, Target
from ticc.outcomes.queries import list_measured, list_targets, sample_accounts
from ticc.reports.compose import Definition, compose
from ticc.reports.material import Depth, Material, read_texts
from ticc.reports.scope import Scope, within


@dataclass(frozen=True)
class House:
    """What an installation knows beside its database: its words, its name, its instrument."""

    vocabularies: Vocabularies
    programme: Programme
    instrument: Readable | None


@dataclass(frozen=True)
class Wish:
    """What a reader asks for: the part of the catalogue, how deep, in which language, as of which day."""

    as_of: date
    scope: Scope = field(default_factory=Scope)
    depth: Depth = Depth.STANDARD
    language: str = "en"
    refuses_unchecked: bool = False
    # For whom it is: what partners measured is told to them only.
    readers: Viewer = VISITOR


def gather(session: Session, seen: Snapshot, house: House, wish: Wish) -> Material:
    """Everything that the report is composed from; `seen` is the catalogue as its readers may see it, private material never in it."""
    cut = within(seen, wish.scope)
    profiles: tuple[Profile, ...] = ()
    sections: Mapping[str, str] = {}
    if house.instrument is not None:
        # What one place said could be read from two reports whose scopes differ in this place alone: it is told of all of them or not at all.
        if not wish.scope.has_places:
            profiles = tuple(place.profile for place in list_consented(session, house.instrument[0].key))
        words = InWords(*house.instrument, {}, wish.language)
        sections = {section.principle: words.section(section.principle) for section in house.instrument[0].sections}
    return Material(
        snapshot=cut,
        texts=read_texts(session, cut.cards),
        vocabularies=house.vocabularies,
        programme=house.programme,
        language=wish.language,
        depth=wish.depth,
        as_of=wish.as_of,
        scope=wish.scope,
        refuses_unchecked=wish.refuses_unchecked,
        profiles=profiles,
        sections_of_instrument=sections,
        measured=tuple(row for row in list_measured(session, wish.readers) if _is_within(row, row.measured_on, cut, wish)),
        targets=tuple(row for row in list_targets(session, wish.readers) if _is_within(row, row.due_on, cut, wish)),
        sample_accounts=frozenset(sample_accounts(session)),
    )


def _is_within(row: SiteMeasurement | Target, day: date, cut: Snapshot, wish: Wish) -> bool:
    """Whether a figure is of the chosen sites and years; one that its partner keeps to itself never is, whoever asks."""
    first, last = wish.scope.since or day.year, wish.scope.until or day.year
    return row.site_code in cut.cards and first <= day.year <= last and row.visibility != Visibility.PRIVATE


def build(session: Session, seen: Snapshot, house: House, wish: Wish, definition: Definition) -> Document:
    """The report as plain data, in the language of the wish whoever asks; raises Refusal for a section that is not known."""
    with force_locale(wish.language):
        return compose(gather(session, seen, house, wish), definition)


# Every format that a report can be written in, by the ending of its file.
WRITERS: Mapping[str, formats.Writer] = {"html": whole_page, **formats.WRITERS}
