"""The look of a Word file: everything is a style, so that whoever edits it changes one thing and not a hundred."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from ticc.documents.look import DEFAULT, Look, Shades

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

FONT = "Calibri"
TABLE_STYLE = "Report table"
# Name, size, space before and after, all in points.
HEADINGS = (("Title", 26, 0, 6), ("Heading 1", 17, 22, 8), ("Heading 2", 13, 16, 6), ("Heading 3", 11.5, 12, 4), ("Heading 4", 10.5, 10, 4))
THUMBNAIL = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail"
BORDER = '<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="{colour}"/>'


def prepare(word: WordDocument, language: str, look: Look = DEFAULT) -> None:
    """Page, fonts, language and all styles that documents use, in the colours of a look."""
    shades = look.shades
    accent, muted = digits(shades.colour), digits(shades.muted)
    for section in word.sections:
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(25)
        section.top_margin = section.bottom_margin = Mm(25)
    _forget_thumbnail(word)
    _set_language(word, language)
    styles = word.styles
    letters(styles["Normal"], 10.5, None)
    styles["Normal"].paragraph_format.space_after = Pt(8)
    styles["Normal"].paragraph_format.line_spacing = 1.15
    for name, size, before, after in HEADINGS:
        letters(styles[name], size, accent, is_bold=True, is_italic=name == "Heading 4")
        styles[name].paragraph_format.space_before, styles[name].paragraph_format.space_after = Pt(before), Pt(after)
    _without_border(styles["Title"])
    letters(styles["Subtitle"], 14, muted, is_bold=False, is_italic=False)
    letters(styles["Caption"], 9.5, accent, is_bold=True)
    _own_styles(word, shades)
    styles.element.append(parse_xml(_table_style(shades)))


def digits(colour: str) -> str:
    """A colour as Word writes it: "0B3D3A"."""
    return colour.lstrip("#").upper()


def _own_styles(word: WordDocument, shades: Shades) -> None:
    accent, tint, hair, muted = digits(shades.colour), digits(shades.tint), digits(shades.hair), digits(shades.muted)
    rests = add_style(word, "Rests on", WD_STYLE_TYPE.PARAGRAPH)
    letters(rests, 8.5, muted)
    rests.paragraph_format.space_after = Pt(12)
    letters(add_style(word, "Rests on letters", WD_STYLE_TYPE.CHARACTER), 8, muted)
    link = add_style(word, "Hyperlink", WD_STYLE_TYPE.CHARACTER)
    link.font.color.rgb, link.font.underline = RGBColor.from_string(accent), True
    summary = add_style(word, "Summary", WD_STYLE_TYPE.PARAGRAPH)
    summary.font.size = Pt(11.5)
    framed(summary, BORDER.format(side="top", size=4, colour=hair) + BORDER.format(side="bottom", size=4, colour=hair))
    note = add_style(word, "Note", WD_STYLE_TYPE.PARAGRAPH)
    framed(note, BORDER.format(side="left", size=24, colour=accent).replace('w:space="0"', 'w:space="8"'), tint)
    cell = add_style(word, "Table words", WD_STYLE_TYPE.PARAGRAPH)
    cell.font.size = Pt(9.5)
    cell.paragraph_format.space_after, cell.paragraph_format.line_spacing = Pt(0), 1.05
    letters(add_style(word, "Contents heading", WD_STYLE_TYPE.PARAGRAPH), 17, accent, is_bold=True)
    for level in (1, 2, 3):
        entry = add_style(word, f"toc {level}", WD_STYLE_TYPE.PARAGRAPH)
        entry.paragraph_format.left_indent, entry.paragraph_format.space_after = Mm(5 * (level - 1)), Pt(3)


def add_style(word: WordDocument, name: str, kind: WD_STYLE_TYPE) -> Any:
    """A style of our own; one for paragraphs builds on the usual one."""
    style = word.styles.add_style(name, kind)
    if kind == WD_STYLE_TYPE.PARAGRAPH:
        style.base_style = word.styles["Normal"]
    return style


def letters(style: Any, size: float, colour: str | None, is_bold: bool | None = None, is_italic: bool | None = None) -> None:
    """Font, size and colour of a style, without the theme's, which would win over them."""
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)
    style.font.size, style.font.bold, style.font.italic = Pt(size), is_bold, is_italic
    if colour:
        style.font.color.rgb = RGBColor.from_string(colour)
        for theme in ("themeColor", "themeTint", "themeShade"):
            style.font.color._color.attrib.pop(qn(f"w:{theme}"), None)


def framed(style: Any, borders: str, fill: str | None = None) -> None:
    """Give a style borders, and a ground of its own."""
    properties = style.element.get_or_add_pPr()
    spacing = properties.find(qn("w:spacing"))
    framed = [parse_xml(f"<w:pBdr {nsdecls('w')}>{borders}</w:pBdr>")]
    if fill:
        framed.append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{fill}"/>'))
    for part in framed:
        properties.append(part) if spacing is None else spacing.addprevious(part)


def _without_border(style: Any) -> None:
    properties = style.element.get_or_add_pPr()
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)


def _set_language(word: WordDocument, language: str) -> None:
    defaults = word.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    told = defaults.find(qn("w:lang"))
    if told is None:
        told = OxmlElement("w:lang")
        defaults.append(told)
    told.set(qn("w:val"), language)


def _forget_thumbnail(word: WordDocument) -> None:
    """The template's preview shows the template."""
    relations = word.part.package.rels
    for key in [key for key, relation in relations.items() if relation.reltype == THUMBNAIL]:
        del relations[key]


def _table_style(shades: Shades) -> str:
    """Lines between the rows only; the first row in the accent's colour, the first column as the rows' heading."""
    line = BORDER.format(side="bottom", size=4, colour=digits(shades.hair)) + BORDER.format(side="insideH", size=4, colour=digits(shades.hair))
    head = BORDER.format(side="bottom", size=8, colour=digits(shades.colour))
    return (
        f'<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="ReportTable"><w:name w:val="{TABLE_STYLE}"/>'
        f'<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="99"/><w:tblPr><w:tblBorders>{line}</w:tblBorders>'
        '<w:tblCellMar><w:top w:w="60" w:type="dxa"/><w:left w:w="80" w:type="dxa"/><w:bottom w:w="60" w:type="dxa"/>'
        '<w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f'<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:color w:val="{digits(shades.colour)}"/></w:rPr>'
        f"<w:tcPr><w:tcBorders>{head}</w:tcBorders></w:tcPr></w:tblStylePr></w:style>"
    )
