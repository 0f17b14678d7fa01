"""A document as Markdown, as widespread tools and version control read it; charts are told by their text and their table."""

from __future__ import annotations

import re

from ticc.documents.document import Block, Bullets, Contents, Document, Figure, Heading, Note, Paragraph, Span, Spans, Table
from ticc.documents.tidy import heading_words, tidied
from ticc.documents.words import Words, day_in, words_of

SIGNS = re.compile(r"([\\`*_{}\[\]|])")
# What would begin a heading, a list or a quotation where it begins a line.
LINE_STARTS = re.compile(r"^(\s*)([#+>=-])", re.MULTILINE)
NUMBERED = re.compile(r"^(\s*\d+)([.)])", re.MULTILINE)


def to_markdown(document: Document) -> str:
    """The whole document; every word stays the word it was, however it looks to Markdown."""
    fit = tidied(document)
    words = words_of(fit.language)
    byline = " · ".join(part for part in (fit.author, day_in(fit.dated, fit.language)) if part)
    parts = [f"# {escaped(fit.title)}"]
    parts += [f"**{escaped(fit.subtitle)}**"] if fit.subtitle else []
    parts += [escaped(byline)]
    parts += [_lines(escaped(fit.summary))] if fit.summary else []
    parts += [told for block in fit.blocks if (told := _block(block, fit, words))]
    return "\n\n".join(parts) + "\n"


def escaped(words: str) -> str:
    """Words that Markdown takes for nothing but words."""
    safe = SIGNS.sub(r"\\\1", words.replace("&", "&amp;").replace("<", "&lt;").replace("~~", "&#126;&#126;"))
    # Addresses would become links by themselves.
    safe = safe.replace("://", "&#58;//").replace("www.", "www&#46;")
    return NUMBERED.sub(r"\1\\\2", LINE_STARTS.sub(r"\1\\\2", safe))


def _block(block: Block, document: Document, words: Words) -> str:
    if isinstance(block, Heading):
        return f"{'#' * (block.level + 1)} {escaped(block.text)}"
    if isinstance(block, Paragraph):
        return "  \n".join(part for part in (_spans(block.spans), _rests(block.rests_on, words)) if part)
    if isinstance(block, Note):
        return "> " + _spans(block.spans).replace("\n", "\n> ")
    if isinstance(block, Bullets):
        return "\n".join(f"{f'{number}.' if block.is_numbered else '-'} {_item(item)}" for number, item in enumerate(block.items, start=1))
    if isinstance(block, Table):
        return _table(block, words)
    if isinstance(block, Figure):
        caption = f"**{words.figure}: {escaped(block.caption)}**  \n" if block.caption else ""
        return "  \n".join(part for part in (caption + escaped(block.alt), _rests(block.rests_on, words)) if part)
    return _contents(document, words, block.deepest) if isinstance(block, Contents) else ""


def _contents(document: Document, words: Words, deepest: int) -> str:
    entries = (f"{'    ' * (level - 1)}- {escaped(heading)}" for level, heading, _ in heading_words(document) if level <= deepest)
    return "\n".join([f"**{words.contents}**", "", *entries])


def _item(spans: Spans) -> str:
    return _spans(spans).replace("\n", "\n    ")


def _spans(spans: Spans) -> str:
    return _lines("".join(_span(span) for span in spans).strip())


def _span(span: Span) -> str:
    """Words with their marks close around them: Markdown knows none beside a space."""
    core = span.text.strip()
    if not core:
        return span.text
    before, _, after = span.text.partition(core)
    told = escaped(core)
    for is_marked, sign in ((span.is_emphasis, "*"), (span.is_strong, "**")):
        told = f"{sign}{told}{sign}" if is_marked else told
    if span.link:
        told = f"[{told}](<{span.link}>)"
    return f"{before}{told}{after}"


def _lines(told: str) -> str:
    """Line breaks that stay line breaks; empty lines would end the paragraph."""
    return "  \n".join(line.strip() for line in told.split("\n") if line.strip())


def _rests(codes: tuple[str, ...], words: Words) -> str:
    return f"*{words.rests_on}: {escaped(', '.join(codes))}*" if codes else ""


def _table(table: Table, words: Words) -> str:
    rows = [
        _row(tuple(column.title for column in table.columns)),
        "| " + " | ".join("---:" if column.is_number else "---" for column in table.columns) + " |",
        *(_row(row) for row in table.rows),
    ]
    caption = f"**{words.table}: {escaped(table.caption)}**\n\n" if table.caption else ""
    rests = _rests(table.rests_on, words)
    return caption + "\n".join(rows) + (f"\n\n{rests}" if rests else "")


def _row(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join("<br>".join(escaped(line.strip()) for line in cell.split("\n")) for cell in cells) + " |"
