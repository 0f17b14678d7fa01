"""Markdown of people to the blocks of a document: what has no block here is kept as its words, and no HTML comes through."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from ticc.documents.document import DEEPEST_HEADING, Block, Bullets, Column, Heading, Note, Paragraph, Span, Spans, Table, plain
from ticc.foundation.markdown import to_html
from ticc.foundation.text import without_control_characters

if TYPE_CHECKING:
    from lxml.html import HtmlElement

HEADINGS = {"h2": 0, "h3": 1, "h4": 2}
LISTS = {"ul", "ol"}
BLOCKS = {"p", "pre", "blockquote", "table", "hr", *HEADINGS, *LISTS}
SPACES_AT_BREAKS = re.compile(r" *\n\s*")


def from_markdown(text: str, base_level: int = 2) -> tuple[Block, ...]:
    """The blocks of a Markdown text; its highest headings get `base_level`. Tables have no caption: give them one if they need it."""
    from lxml.html import fragment_fromstring  # Only needed where a text is read into a document.

    # The HTML is the one of the pages, cleaned: page and paper read a text in the same way.
    html = str(to_html(without_control_characters(text)))
    return tuple(_blocks(fragment_fromstring(html, create_parent="div"), base_level))


def _blocks(parent: HtmlElement, base_level: int) -> Iterator[Block]:
    """The blocks of an element; words between them are paragraphs."""
    loose = [Span(_flowing(parent.text))]
    for child in parent:
        if child.tag in BLOCKS:
            yield from _paragraph(loose)
            yield from _block(child, base_level)
            loose = []
        else:
            loose += _child_spans(child, Span(""))
        loose.append(Span(_flowing(child.tail)))
    yield from _paragraph(loose)


def _block(element: HtmlElement, base_level: int) -> Iterator[Block]:
    if element.tag in HEADINGS:
        words = " ".join(element.text_content().split())
        if words:
            yield Heading(min(base_level + HEADINGS[element.tag], DEEPEST_HEADING), words)
    elif element.tag in LISTS:
        items = tuple(_items(element))
        if items:
            yield Bullets(items, is_numbered=element.tag == "ol")
    elif element.tag == "blockquote":
        for block in _blocks(element, base_level):
            yield Note(block.spans) if isinstance(block, Paragraph) else block
    elif element.tag == "table":
        yield from _table(element)
    elif element.tag == "pre":
        yield from _paragraph([Span(element.text_content())], is_flowing=False)
    else:
        yield from _paragraph(_spans(element, Span("")))


def _paragraph(spans: list[Span], is_flowing: bool = True) -> Iterator[Paragraph]:
    joined = _joined(spans, is_flowing)
    if joined:
        yield Paragraph(joined)


def _items(element: HtmlElement) -> Iterator[Spans]:
    """The items of a list; lists are one level deep, and what stands deeper follows in its place."""
    for item in element.iterchildren("li"):
        spans = _joined(_spans(item, Span("")))
        if spans:
            yield spans
        for below in item.iterchildren(*LISTS):
            yield from _items(below)


def _table(element: HtmlElement) -> Iterator[Table]:
    rows = [tuple(plain(_joined(_spans(cell, Span("")))) for cell in row.iterchildren("th", "td")) for row in element.iter("tr")]
    if rows and rows[0]:
        yield Table("", tuple(Column(title) for title in rows[0]), tuple(rows[1:]))


def _spans(element: HtmlElement, look: Span) -> list[Span]:
    """The words of an element as they look, without those of lists in it."""
    found = [replace(look, text=_flowing(element.text))]
    for child in element:
        if child.tag not in LISTS:
            found += _child_spans(child, look)
        found.append(replace(look, text=_flowing(child.tail)))
    return found


def _child_spans(child: HtmlElement, look: Span) -> list[Span]:
    if child.tag == "br":
        return [replace(look, text="\n")]
    if child.tag in BLOCKS:
        return [replace(look, text="\n"), *_spans(child, look)]
    if child.tag == "strong":
        look = replace(look, is_strong=True)
    elif child.tag == "em":
        look = replace(look, is_emphasis=True)
    elif child.tag == "a":
        look = replace(look, link=child.get("href"))
    return _spans(child, look)


def _flowing(words: str | None) -> str:
    # A line of the source is no line of the text.
    return (words or "").replace("\n", " ")


def _joined(spans: list[Span], is_flowing: bool = True) -> Spans:
    """Spans without space at their ends; neighbours that look alike become one."""
    joined: list[Span] = []
    for span in spans:
        if joined and replace(joined[-1], text="") == replace(span, text=""):
            joined[-1] = replace(span, text=joined[-1].text + span.text)
        elif span.text:
            joined.append(span)
    if is_flowing:
        joined = [replace(span, text=SPACES_AT_BREAKS.sub("\n", span.text)) for span in joined]
    if joined:
        joined[0] = replace(joined[0], text=joined[0].text.lstrip())
        joined[-1] = replace(joined[-1], text=joined[-1].text.rstrip())
    return tuple(span for span in joined if span.text)
