"""A document as Word file with real styles, so that people can go on writing in it."""

from __future__ import annotations

import io
from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from ticc.documents.archives import timeless
from ticc.documents.charts import to_svg
from ticc.documents.document import Block, Bullets, Contents, Document, Figure, Heading, Note, PageBreak, Paragraph, Spans, Table
from ticc.documents.look import DEFAULT, Look
from ticc.documents.tidy import heading_words, is_outside, tidied
from ticc.documents.words import Words, words_of

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

PICTURE = Path(__file__).with_name("picture.typ")
PICTURE_WIDTH = 160  # millimetres, the width of the text
PICTURE_SCALE = 192  # points an inch, twice what a screen shows
LONGEST_ALT = 1000


def to_docx(document: Document, look: Look = DEFAULT) -> bytes:
    """The document for Word on A4 pages in a look; the same document and look give the same bytes."""
    # Large, and its parts are only needed where a document is made.
    import docx

    from ticc.documents import word_cover, word_styles

    fit = tidied(document)
    words = words_of(fit.language)
    word = docx.Document()
    word_styles.prepare(word, fit.language, look)
    _name(word, fit)
    word_cover.open_with(word, fit, look, words)
    for block in fit.blocks:
        _add(word, block, fit, words)
    made = io.BytesIO()
    word.save(made)
    return timeless(made.getvalue())


def to_png(svg: str) -> bytes:
    """A drawing as a picture, for formats that know no SVG."""
    import typst  # Large: see above.

    compiler = typst.Compiler(str(PICTURE), root=str(PICTURE.parent), ignore_system_fonts=True)
    return cast(bytes, compiler.compile(format="png", ppi=PICTURE_SCALE, sys_inputs={"svg": svg, "width": str(PICTURE_WIDTH)}))


def _name(word: WordDocument, document: Document) -> None:
    told = word.core_properties
    made_at = datetime.combine(document.dated, time(12))
    # Properties hold no more than 255 letters.
    told.title, told.author, told.last_modified_by = document.title[:255], document.author[:255], document.author[:255]
    told.subject, told.language, told.comments, told.keywords = document.subtitle[:255], document.language, "", ""
    told.created = told.modified = made_at
    told.revision = 1


def _add(word: WordDocument, block: Block, document: Document, words: Words) -> None:
    """One block at the end of the file."""
    from ticc.documents import word_parts

    if isinstance(block, Heading):
        heading = word.add_paragraph(block.text, style=f"Heading {block.level}")
        word_parts.add_bookmark(heading, block.anchor)
    elif isinstance(block, Paragraph):
        paragraph = word.add_paragraph()
        _add_spans(paragraph, block.spans)
        _add_rests(paragraph, block.rests_on, words)
    elif isinstance(block, Note):
        _add_spans(word.add_paragraph(style="Note"), block.spans)
    elif isinstance(block, Bullets):
        _add_items(word, block)
    elif isinstance(block, Table):
        _add_table(word, block, words)
    elif isinstance(block, Figure):
        _add_figure(word, block, document.language, words)
    elif isinstance(block, PageBreak):
        word_parts.add_page_break(word)
    elif isinstance(block, Contents):
        word_parts.add_contents(word, words.contents, heading_words(document), block.deepest)


def _add_spans(paragraph: Any, spans: Spans) -> None:
    from ticc.documents import word_parts

    for span in spans:
        if is_outside(span.link):
            word_parts.add_link(paragraph, span)
        else:
            word_parts.style_run(paragraph.add_run(span.text), span)


def _add_rests(paragraph: Any, codes: tuple[str, ...], words: Words) -> None:
    if codes:
        paragraph.add_run(f" {words.rests_on} {', '.join(codes)}", style="Rests on letters")


def _add_items(word: WordDocument, block: Bullets) -> None:
    from ticc.documents import word_parts

    list_number = word_parts.new_numbering(word) if block.is_numbered else None
    for item in block.items:
        paragraph = word.add_paragraph(style="List Number" if block.is_numbered else "List Bullet")
        if list_number is not None:
            word_parts.set_numbering(paragraph, list_number)
        _add_spans(paragraph, item)


def _add_table(word: WordDocument, block: Table, words: Words) -> None:
    from ticc.documents import word_parts

    if block.caption:
        caption = word.add_paragraph(style="Caption")
        word_parts.add_number(caption, words.table)
        caption.add_run(block.caption)
        caption.paragraph_format.keep_with_next = True
    word_parts.add_table(word, block)
    after = word.add_paragraph(style="Rests on")
    if block.rests_on:
        after.add_run(f"{words.rests_on} {', '.join(block.rests_on)}")


def _add_figure(word: WordDocument, block: Figure, language: str, words: Words) -> None:
    from docx.shared import Mm

    from ticc.documents import word_parts

    paragraph = word.add_paragraph()
    paragraph.paragraph_format.keep_with_next = bool(block.caption)
    picture = paragraph.add_run().add_picture(io.BytesIO(to_png(to_svg(block.chart, block.caption, language=language))), width=Mm(PICTURE_WIDTH))
    told = picture._inline.docPr
    told.set("descr", block.alt[:LONGEST_ALT])
    told.set("title", block.caption[:LONGEST_ALT])
    if block.caption:
        caption = word.add_paragraph(style="Caption")
        word_parts.add_number(caption, words.figure)
        caption.add_run(block.caption)
    if block.rests_on:
        word.add_paragraph(f"{words.rests_on} {', '.join(block.rests_on)}", style="Rests on")
