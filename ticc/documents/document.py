"""A document as plain data: headings, paragraphs, lists, tables and charts, without a word about how they look."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from ticc.documents.series import Chart

DEEPEST_HEADING = 4


@dataclass(frozen=True)
class Span:
    """A run of words; a line break in it is a line break. `language` is told where it differs from the document's."""

    text: str
    is_strong: bool = False
    is_emphasis: bool = False
    link: str | None = None
    language: str | None = None


Spans = tuple[Span, ...]


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 to 4 below the title; `anchor` is where links to it lead (made from the words if empty)."""

    level: int
    text: str
    anchor: str = ""


@dataclass(frozen=True)
class Paragraph:
    """Words, and the codes of what they rest on; these are shown small after them."""

    spans: Spans
    rests_on: tuple[str, ...] = ()


@dataclass(frozen=True)
class Bullets:
    """A list, one level deep."""

    items: tuple[Spans, ...]
    is_numbered: bool = False


@dataclass(frozen=True)
class Note:
    """A remark in a box of its own."""

    spans: Spans


@dataclass(frozen=True)
class Column:
    """A column's heading; columns of numbers are set to the right."""

    title: str
    is_number: bool = False


@dataclass(frozen=True)
class Table:
    """A table whose first column heads its rows. `widths` are shares, in any unit, for formats with a fixed page."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    rests_on: tuple[str, ...] = ()
    widths: tuple[float, ...] | None = None


@dataclass(frozen=True)
class Figure:
    """A chart with a text that says the same in words; its values follow as a table unless they stand elsewhere."""

    chart: Chart
    caption: str
    alt: str
    rests_on: tuple[str, ...] = ()
    table_follows: bool = True


@dataclass(frozen=True)
class PageBreak:
    """What follows begins on a new page, where there are pages."""


@dataclass(frozen=True)
class Contents:
    """The list of headings down to a level, where it is wanted."""

    deepest: int = 3


Block = Heading | Paragraph | Bullets | Note | Table | Figure | PageBreak | Contents


@dataclass(frozen=True)
class Document:
    """A whole document. `dated` is all it knows of time: the same document gives the same bytes on any day."""

    title: str
    subtitle: str
    language: str
    dated: date
    author: str
    blocks: tuple[Block, ...]
    summary: str = ""


def text(words: str) -> Spans:
    """Plain words as spans."""
    return (Span(words),) if words else ()


def plain(spans: Spans) -> str:
    """The words of spans, without what they look like."""
    return "".join(span.text for span in spans)


def columns(*titles: str, numbers: Collection[str] = ()) -> tuple[Column, ...]:
    """Columns by their headings; those named in `numbers` hold numbers."""
    return tuple(Column(title, is_number=title in numbers) for title in titles)
