"""About how many pages a report will have on paper, without laying it out: within a sixth of what is printed. Pure."""

from __future__ import annotations

from math import ceil

from ticc.documents.document import Block, Bullets, Contents, Document, Figure, Heading, Note, PageBreak, Paragraph, Spans, Table, plain

# Of a page as it is printed: measured against the PDF of the shipped catalogue at every depth, in English and French.
LETTERS_ON_A_LINE = 98
LINES_ON_A_PAGE = 52
LINES_OF_A_FIGURE = 16
# What stands above the first heading: title, subtitle, organisation and day.
LINES_OF_THE_TITLE = 8


def about_pages(document: Document) -> int:
    """The pages of a report on A4, roughly; at least one."""
    pages, lines = 0, float(LINES_OF_THE_TITLE)
    for block in document.blocks:
        if isinstance(block, PageBreak):
            pages, lines = pages + ceil(lines / LINES_ON_A_PAGE), 0
        elif isinstance(block, Contents):
            lines += sum(1.3 for one in document.blocks if isinstance(one, Heading) and one.level <= block.deepest)
        else:
            lines += _lines(block)
    return max(1, pages + ceil(lines / LINES_ON_A_PAGE))


def _lines(block: Block) -> float:
    if isinstance(block, Heading):
        return 4.5 - block.level * 0.6
    if isinstance(block, Paragraph):
        return _wrapped(_letters(block.spans) + _rests(block.rests_on)) + 0.7
    if isinstance(block, Note):
        return _wrapped(_letters(block.spans)) + 3
    if isinstance(block, Bullets):
        return sum(_wrapped(_letters(item)) + 0.4 for item in block.items)
    if isinstance(block, Table):
        return _table(block)
    return LINES_OF_A_FIGURE + _wrapped(_rests(block.rests_on)) if isinstance(block, Figure) else 0.0


def _table(block: Table) -> float:
    widths = block.widths or (1.0,) * len(block.columns)
    room = [max(4.0, LETTERS_ON_A_LINE * 1.1 * width / sum(widths)) for width in widths]
    rows = sum(max(_cell(cell, letters) for cell, letters in zip(row, room, strict=True)) * 0.85 + 0.6 for row in block.rows)
    return rows + 3 + _wrapped(_rests(block.rests_on) * 0.8)


def _cell(words: str, room: float) -> int:
    return sum(max(1, ceil(len(line) / room)) for line in words.split("\n"))


def _wrapped(letters: float) -> float:
    return ceil(letters / LETTERS_ON_A_LINE)


def _letters(spans: Spans) -> int:
    return len(plain(spans))


def _rests(codes: tuple[str, ...]) -> float:
    """The codes that stand small after a paragraph."""
    return 0.75 * sum(len(code) + 2 for code in codes)
