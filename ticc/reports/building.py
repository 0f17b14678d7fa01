"""Building a report: gathering its material, composing it, writing it in a format."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from flask_babel import force_locale
from markupsafe import Markup
from sqlmodel import Session

from ticc.assessment.exchange import list_consented
from ticc.assessment.instrument import Readable
from ticc.assessment.profile import Profile
from ticc.assessment.wording import InWords
from ticc.catalogue.snapshot import Snapshot
from ticc.catalogue.vocabulary import Programme, Vocabularies
from ticc.documents import formats
from ticc.documents.document import Document
from ticc.documents.html import LinkFor, to_html
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
    )


def build(session: Session, seen: Snapshot, house: House, wish: Wish, definition: Definition) -> Document:
    """The report as plain data, in the language of the wish whoever asks; raises Refusal for a section that is not known."""
    with force_locale(wish.language):
        return compose(gather(session, seen, house, wish), definition)


def whole_page(document: Document, link_for: LinkFor | None = None) -> str:
    """The report as one HTML file that needs nothing else."""
    frame = Markup(
        '<!DOCTYPE html>\n<html lang="{}"><head><meta charset="utf-8"><title>{} – {}</title></head>\n<body><h1>{}</h1>\n<p>{}</p>\n{}</body></html>\n'
    )
    return str(
        frame.format(document.language, document.title, document.author, document.title, document.summary, Markup(to_html(document, link_for)))
    )


# Every format that a report can be written in, by the ending of its file.
WRITERS: Mapping[str, Callable[[Document], bytes | str]] = {"html": whole_page, **formats.WRITERS}
