"""Parts of a Word file that its library has no words for: fields, links, bookmarks, numbering, headed tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zlib import crc32

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.text.run import Run

from ticc.documents.document import Span, Table
from ticc.documents.word_styles import TABLE_STYLE

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.text.paragraph import Paragraph as WordParagraph

TEXT_WIDTH = 160  # millimetres
# Names of bookmarks are cut at forty letters by the program that reads them.
LONGEST_BOOKMARK = 40


def _made(tag: str, /, **attributes: str) -> Any:
    element = OxmlElement(f"w:{tag}")
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element


def style_run(run: Run, span: Span) -> None:
    """Strong, emphasis and language of a run of words."""
    run.bold, run.italic = span.is_strong or None, span.is_emphasis or None
    if span.language:
        run._r.get_or_add_rPr().append(_made("lang", val=span.language))


def add_link(paragraph: WordParagraph, span: Span) -> None:
    """Words that lead to a page."""
    key = paragraph.part.relate_to(span.link or "", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), key)
    paragraph._p.append(link)
    run = Run(OxmlElement("w:r"), paragraph)  # type: ignore[arg-type]
    link.append(run._r)
    run.text, run.style = span.text, "Hyperlink"
    style_run(run, span)


def add_field(paragraph: WordParagraph, instruction: str, shown: str = "1") -> None:
    """A field that the reading program fills in; `shown` stands there until it does."""
    for kind in ("begin", "instruction", "separate", "shown", "end"):
        run = paragraph.add_run(shown if kind == "shown" else "")
        if kind == "instruction":
            words = OxmlElement("w:instrText")
            words.set(qn("xml:space"), "preserve")
            words.text = f" {instruction} "
            run._r.append(words)
        elif kind != "shown":
            run._r.append(_made("fldChar", fldCharType=kind))


def add_number(paragraph: WordParagraph, kind: str) -> None:
    """The running number of a figure or table, by kind ("Figure 2")."""
    field = f"SEQ {kind} \\* ARABIC"
    earlier = sum(1 for one in paragraph.part.element.iter(qn("w:instrText")) if one.text == f" {field} ")
    paragraph.add_run(f"{kind} ")
    add_field(paragraph, field, str(earlier + 1))
    paragraph.add_run("  ")


def add_footer(word: WordDocument, footer: Any, page_of: str, day: str, said: str = "") -> None:
    """The day at the left and the page at the right of every page's foot; above them what an organisation wants said there."""
    paragraph = footer.paragraphs[0]
    if said:
        paragraph.insert_paragraph_before(said, style="Footer words")
    paragraph.style = word.styles["Rests on"]
    paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    before, rest = page_of.split("{page}")
    between, after = rest.split("{pages}")
    paragraph.add_run(f"{day}\t{before}")
    add_field(paragraph, "PAGE")
    paragraph.add_run(between)
    add_field(paragraph, "NUMPAGES")
    paragraph.add_run(after)


def bookmark_name(anchor: str) -> str:
    """The name of a heading's bookmark: short, and with a sum of the whole anchor, so that no two are alike once they are cut."""
    return f"h_{anchor.replace('-', '_')[: LONGEST_BOOKMARK - 11]}_{crc32(anchor.encode()):08x}"


def add_bookmark(paragraph: WordParagraph, anchor: str) -> None:
    """A place for links around the words of a heading."""
    number = str(sum(1 for _ in paragraph.part.element.iter(qn("w:bookmarkStart"))) + 1)
    start = _made("bookmarkStart", id=number, name=bookmark_name(anchor))
    first = paragraph.runs[0]._r
    first.addprevious(start)
    paragraph._p.append(_made("bookmarkEnd", id=number))


def add_page_break(word: WordDocument) -> None:
    """Let what follows begin on a new page."""
    word.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def add_contents(word: WordDocument, title: str, headings: list[tuple[int, str, str]], deepest: int = 3) -> None:
    """The list of contents as a field: it holds the headings already, and pages once the reading program renews it."""
    word.add_paragraph(title, style="Contents heading")
    shown = [one for one in headings if one[0] <= deepest]
    paragraphs = [word.add_paragraph(style=f"toc {level}") for level, _, _ in shown] or [word.add_paragraph(style="toc 1")]
    first, last = paragraphs[0], paragraphs[-1]
    begin = first.add_run()._r
    begin.append(_made("fldChar", fldCharType="begin", dirty="true"))
    words = OxmlElement("w:instrText")
    words.set(qn("xml:space"), "preserve")
    words.text = f' TOC \\o "1-{deepest}" \\h \\z \\u '
    first.add_run()._r.append(words)
    first.add_run()._r.append(_made("fldChar", fldCharType="separate"))
    for paragraph, (_, heading, anchor) in zip(paragraphs, shown, strict=False):
        link = _made("hyperlink", anchor=bookmark_name(anchor), history="1")
        paragraph._p.append(link)
        run = Run(OxmlElement("w:r"), paragraph)  # type: ignore[arg-type]
        link.append(run._r)
        run.text = heading
    last.add_run()._r.append(_made("fldChar", fldCharType="end"))


def new_numbering(word: WordDocument) -> int:
    """A numbering that begins at 1: without one of its own, a list would go on counting from the list before."""
    numbering = word.part.numbering_part.element
    style = word.styles["List Number"]
    pattern = style.element.pPr.numPr.numId.val
    abstract = next(one for one in numbering.num_lst if one.numId == pattern).abstractNumId.val
    number = numbering.add_num(abstract)
    number.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(number.numId)


def set_numbering(paragraph: WordParagraph, number: int) -> None:
    """Let a paragraph be an item of a numbering."""
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = number


def add_table(word: WordDocument, block: Table) -> None:
    """A table whose header row is marked, and repeated on each page."""
    table = word.add_table(rows=1 + len(block.rows), cols=len(block.columns))
    table.style = word.styles[TABLE_STYLE]
    table.alignment = WD_TABLE_ALIGNMENT.LEFT
    _describe(table, block)
    # Rows are read once, and the style is written by its key: asking the library takes longer with every row and every style.
    style = word.styles["Table words"].style_id
    for row, told in zip(table.rows, (tuple(column.title for column in block.columns), *block.rows), strict=True):
        row._tr.get_or_add_trPr().append(_made("cantSplit"))
        for cell, words, column in zip(row.cells, told, block.columns, strict=True):
            paragraph = cell.paragraphs[0]
            paragraph._p.get_or_add_pPr().style = style
            paragraph.add_run(words)
            if column.is_number:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    table.rows[0]._tr.get_or_add_trPr().append(_made("tblHeader"))
    if block.widths:
        table.autofit = False
        for column, share in zip(table.columns, block.widths, strict=True):
            column.width = Mm(TEXT_WIDTH * share / sum(block.widths))


def _describe(table: Any, block: Table) -> None:
    """Say in the file what the table is, and that its first row and first column are headings."""
    properties = table._tbl.tblPr
    look = properties.find(qn("w:tblLook"))
    if look is None:
        look = OxmlElement("w:tblLook")
        properties.append(look)
    for name, value in {
        "val": "00A0",
        "firstRow": "1",
        "firstColumn": "1",
        "lastRow": "0",
        "lastColumn": "0",
        "noHBand": "1",
        "noVBand": "1",
    }.items():
        look.set(qn(f"w:{name}"), value)
    if block.caption:
        properties.append(_made("tblCaption", val=block.caption))
