"""A document made fit for every format: what people typed may hold anything, and the writers need not think of it."""

from __future__ import annotations

import re
from dataclasses import replace

from ticc.documents.charts import data_table
from ticc.documents.document import DEEPEST_HEADING, Block, Bullets, Document, Figure, Heading, Note, Paragraph, Span, Spans, Table
from ticc.foundation.text import can_be_seen, slug, without_control_characters

SAFE_LINK = re.compile(r"(https?://|mailto:)[^\s\"<>\\^`{|}]+", re.IGNORECASE)
INNER_LINK = re.compile(r"[#/](?!/)[^\s\"<>\\^`{|}]*")
LONGEST_LINK = 2000


def tidied(document: Document, tables_follow: bool = True) -> Document:
    """The document without signs that no text has, without empty blocks, with headings that skip no level and have anchors of their own.

    With `tables_follow` the values of each chart stand as a table of their own after it.
    """
    language = _language(document.language) or "en"
    blocks = [fit for block in document.blocks if (fit := _fit(block)) is not None]
    return replace(
        document,
        title=one_line(document.title) or "–",
        subtitle=one_line(document.subtitle),
        author=one_line(document.author),
        summary=without_control_characters(document.summary).strip(),
        language=language,
        blocks=tuple(_with_tables(_outlined(blocks), language) if tables_follow else _outlined(blocks)),
    )


def one_line(words: str) -> str:
    """Words as a heading or a name can hold them; nothing if nothing of them can be seen."""
    line = " ".join(without_control_characters(words).split())
    return line if can_be_seen(line) else ""


def is_outside(link: str | None) -> bool:
    """Whether a link leads somewhere from paper too."""
    return link is not None and SAFE_LINK.fullmatch(link) is not None


def _fit(block: Block) -> Block | None:
    """The block with clean words, or None where nothing is left of it."""
    if isinstance(block, Heading):
        words = one_line(block.text)
        return replace(block, text=words, level=min(max(block.level, 1), DEEPEST_HEADING)) if words else None
    if isinstance(block, Paragraph):
        spans = _spans(block.spans)
        return Paragraph(spans, _codes(block.rests_on)) if spans or block.rests_on else None
    if isinstance(block, Note):
        spans = _spans(block.spans)
        return Note(spans) if spans else None
    if isinstance(block, Bullets):
        items = tuple(spans for item in block.items if (spans := _spans(item)))
        return replace(block, items=items) if items else None
    if isinstance(block, Table):
        return _table(block)
    if isinstance(block, Figure):
        caption = one_line(block.caption)
        return replace(block, caption=caption, alt=one_line(block.alt) or caption or "–", rests_on=_codes(block.rests_on))
    return block


def _spans(spans: Spans) -> Spans:
    clean = tuple(
        replace(span, text=without_control_characters(span.text), link=_link(span.link), language=_language(span.language)) for span in spans
    )
    return tuple(span for span in clean if span.text) if can_be_seen("".join(span.text for span in clean)) else ()


def _link(link: str | None) -> str | None:
    """The link, if it leads to a page, an address for letters or within the application; else none."""
    if link is None or len(link) > LONGEST_LINK:
        return None
    return link if SAFE_LINK.fullmatch(link) or INNER_LINK.fullmatch(link) else None


def _language(language: str | None) -> str | None:
    short = (language or "").partition("-")[0].lower()
    return short if re.fullmatch(r"[a-z]{2,3}", short) else None


def _codes(codes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line for code in codes if (line := one_line(code))))


def _table(table: Table) -> Table | None:
    """The table with as many cells in each row as it has columns."""
    if not table.columns:
        return None
    count = len(table.columns)
    rows = tuple(tuple(without_control_characters(cell).strip() for cell in (*row, *[""] * count)[:count]) for row in table.rows)
    widths = table.widths if table.widths and len(table.widths) == count and min(table.widths) > 0 else None
    columns = tuple(replace(column, title=one_line(column.title)) for column in table.columns)
    return Table(one_line(table.caption), columns, rows, _codes(table.rests_on), widths)


def _outlined(blocks: list[Block]) -> list[Block]:
    """Headings that go down one level at a time, each with an anchor that no other has."""
    outlined: list[Block] = []
    levels: list[tuple[int, int]] = []
    taken: set[str] = set()
    for block in blocks:
        if isinstance(block, Heading):
            while levels and levels[-1][0] >= block.level:
                levels.pop()
            levels.append((block.level, len(levels) + 1))
            anchor = _free(slug(block.anchor or block.text) or "part", taken)
            taken.add(anchor)
            outlined.append(Heading(levels[-1][1], block.text, anchor))
        else:
            outlined.append(block)
    return outlined


def _free(anchor: str, taken: set[str]) -> str:
    number = 2
    free = anchor
    while free in taken:
        free, number = f"{anchor}-{number}", number + 1
    return free


def _with_tables(blocks: list[Block], language: str) -> list[Block]:
    following: list[Block] = []
    for block in blocks:
        following.append(block)
        if isinstance(block, Figure) and block.table_follows:
            table = _table(data_table(block.chart, block.caption, language))
            following.extend([table] if table and table.rows else [])
    return following


def heading_words(document: Document) -> list[tuple[int, str, str]]:
    """Level, words and anchor of every heading: what a list of contents is made of."""
    return [(block.level, block.text, block.anchor) for block in document.blocks if isinstance(block, Heading)]


def span_lines(span: Span) -> list[str]:
    """The words of a span, line by line."""
    return span.text.split("\n")
