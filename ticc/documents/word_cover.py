"""How a Word file begins, and what a look adds to its pages: the cover, the logo, words in every footer."""

from __future__ import annotations

import io
import struct
import zlib
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from ticc.documents.document import Document
from ticc.documents.logo import ON_BAND, ON_COVER_PAGE, ON_PAGES, ON_PLAIN, PNG_BEGINS, Box, drawn
from ticc.documents.look import DEFAULT, Cover, Look, title_size
from ticc.documents.tidy import one_line
from ticc.documents.word_parts import add_footer
from ticc.documents.word_styles import BORDER, add_style, digits, framed, letters
from ticc.documents.words import Words, day_in
from ticc.foundation.text import without_control_characters

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

LONGEST_ALT = 1000
# Of the page that is a cover, in millimetres: where the logo begins, where the colour does below one, where the title does; and the margin above all.
LOGO_AT, COLOUR_AT, TITLE_AT, MARGIN = 32, 105, 127, 25
PAGE_WIDTH, PAGE_HEIGHT = 210, 297
# How far the colour of a band reaches beyond the words, in points.
BAND_SPACE = 14
IS_DECORATION = (
    '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}">'
    '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)


def open_with(word: WordDocument, document: Document, look: Look, words: Words) -> None:
    """Footers and headers of every page, and the cover."""
    rest = word.sections[-1]
    feet = [rest.footer]
    if look.logo and look.cover != Cover.PAGE:
        # The cover shows the logo large: the small one begins on the second page.
        rest.different_first_page_header_footer = True
        feet.append(rest.first_page_footer)
    if look.footer_words:
        letters(add_style(word, "Footer words", WD_STYLE_TYPE.PARAGRAPH), 8.5, digits(look.colour))
        word.styles["Footer words"].paragraph_format.space_after = Pt(2)
    for foot in feet:
        add_footer(word, foot, words.page_of, day_in(document.dated, document.language), one_line(look.footer_words))
    if look.logo:
        paragraph = rest.header.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        _add_logo(paragraph, look, ON_PAGES)
    _add_cover(word, document, look)
    if document.summary:
        word.add_paragraph(document.summary, style="Summary")


def _add_cover(word: WordDocument, document: Document, look: Look) -> None:
    """Logo, title, subtitle, the organisation's words and the day, in the styles of the cover."""
    logo_height = _add_cover_logo(word, look)
    if look != DEFAULT:
        _style_cover(word, document, look, logo_height)
    title = word.add_paragraph(document.title, style="Title")
    if document.subtitle:
        word.add_paragraph(document.subtitle, style="Subtitle")
    said = without_control_characters(look.cover_words).strip()
    if said:
        word.add_paragraph(said, style="Cover words")
    byline = " · ".join(part for part in (document.author, day_in(document.dated, document.language)) if part)
    last = word.add_paragraph(byline, style="Rests on" if look.cover == Cover.PLAIN else "Cover byline")
    if look.cover == Cover.PAGE:
        top = COLOUR_AT if look.logo else 0
        _add_ground(title, look.colour, top)
        _end_page(word, last)


def _add_cover_logo(word: WordDocument, look: Look) -> float:
    """The logo large, and how high it is in millimetres."""
    if not look.logo:
        return 0
    style = add_style(word, "Cover logo", WD_STYLE_TYPE.PARAGRAPH)
    style.paragraph_format.space_after, style.paragraph_format.line_spacing = Mm(8), 1.0
    if look.cover == Cover.PAGE:
        style.paragraph_format.space_before, style.paragraph_format.space_after = Mm(LOGO_AT - MARGIN), Mm(0)
    place = {Cover.PLAIN: ON_PLAIN, Cover.BAND: ON_BAND, Cover.PAGE: ON_COVER_PAGE}[look.cover]
    return _add_logo(word.add_paragraph(style="Cover logo"), look, place).height


def _add_logo(paragraph: Any, look: Look, place: Box) -> Box:
    """The logo in a paragraph, with the words that stand for it; returns how large it is."""
    assert look.logo
    size = drawn(look.logo, place)
    picture = paragraph.add_run().add_picture(io.BytesIO(look.logo), width=Mm(size.width), height=Mm(size.height))
    picture._inline.docPr.set("descr", one_line(look.logo_alt)[:LONGEST_ALT])
    return size


def _style_cover(word: WordDocument, document: Document, look: Look, logo_height: float) -> None:
    """Let the styles of the cover say all of it: letters white on the colour, or as they are on a plain one."""
    styles = word.styles
    said = add_style(word, "Cover words", WD_STYLE_TYPE.PARAGRAPH)
    said.font.size = Pt(11)
    size = title_size(document.title)
    if look.cover == Cover.PLAIN:
        styles["Title"].font.size = Pt(min(26, size))
        return
    byline = add_style(word, "Cover byline", WD_STYLE_TYPE.PARAGRAPH)
    byline.font.size, byline.paragraph_format.space_after = Pt(9.5), Pt(28)
    on_colour = (styles["Title"], styles["Subtitle"], said, byline)
    sides = "".join(BORDER.format(side=side, size=4, colour=digits(look.colour)) for side in ("top", "left", "bottom", "right"))
    for style in on_colour:
        style.font.color.rgb = RGBColor(0xFF, 0xFF, 0xFF)
        framed(style, sides.replace('w:space="0"', f'w:space="{BAND_SPACE}"') if look.cover == Cover.BAND else "", digits(look.colour))
        style.paragraph_format.keep_with_next = style is not byline
    styles["Title"].font.size = Pt(size * (1.2 if look.cover == Cover.PAGE else 1))
    styles["Subtitle"].paragraph_format.space_after = Pt(14)
    if look.cover == Cover.PAGE:
        styles["Title"].paragraph_format.space_before = Mm(TITLE_AT - MARGIN - (LOGO_AT - MARGIN + logo_height + 2 if look.logo else 0))
        styles["Subtitle"].font.size, said.font.size = Pt(16), Pt(12)
        # A short title leaves more room below it.
        styles["Subtitle"].paragraph_format.space_after = Mm(52 if size >= 26 else 20)
        said.paragraph_format.space_after = Mm(5)


def _add_ground(paragraph: Any, colour: str, top: float) -> None:
    """Colour behind the words from `top` (in millimetres) down to the end of the page: a picture of one dot, which says that it is decoration."""
    picture = paragraph.add_run().add_picture(io.BytesIO(_dot(colour)), width=Mm(PAGE_WIDTH), height=Mm(PAGE_HEIGHT - top))
    inline = picture._inline
    inline.docPr.set("descr", "")
    inline.docPr.append(parse_xml(IS_DECORATION))
    anchor = parse_xml(
        f'<wp:anchor {nsdecls("wp")} distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="0" behindDoc="1" locked="0" '
        f'layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="page"><wp:posOffset>0</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="page"><wp:posOffset>{Mm(top)}</wp:posOffset></wp:positionV></wp:anchor>'
    )
    for part in list(inline):
        anchor.append(part)
        if part.tag == qn("wp:extent"):
            anchor.append(parse_xml(f"<wp:wrapNone {nsdecls('wp')}/>"))
    inline.getparent().replace(inline, anchor)


def _dot(colour: str) -> bytes:
    """A PNG of one dot in a colour."""
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"\0" + bytes.fromhex(colour.lstrip("#")))),
        (b"IEND", b""),
    )
    return PNG_BEGINS + b"".join(struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in parts)


def _end_page(word: WordDocument, last: Any) -> None:
    """Let a paragraph end a section of its own, whose page has neither header nor footer."""
    section = deepcopy(word.sections[-1]._sectPr)
    for name in ("w:headerReference", "w:footerReference"):
        for one in section.findall(qn(name)):
            section.remove(one)
    last._p.get_or_add_pPr().append(section)
