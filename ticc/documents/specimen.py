"""A look at a glance: the first page and the next one of a document, drawn small as SVG."""

from __future__ import annotations

from dataclasses import dataclass

from ticc.documents.document import Document, Heading, Note, Paragraph, Table, plain
from ticc.documents.drawing import INK, Spot, element, label, picture, wrapped
from ticc.documents.logo import ON_BAND, ON_COVER_PAGE, ON_PAGES, ON_PLAIN, Box, drawn
from ticc.documents.look import WHITE, Cover, Look, logo_address, title_size
from ticc.documents.words import day_in

# All lengths in millimetres of the paper, letters too.
WIDTH, HEIGHT, MARGIN, GAP, EDGE = 210.0, 297.0, 25.0, 14.0, 2.0
POINT = 25.4 / 72
TEXT_WIDTH = WIDTH - 2 * MARGIN
# Letters are drawn larger than on paper, so that they can be read where the pages are small.
LARGER = 1.35
# What the coloured page leaves white above itself where there is a logo, and where its title begins.
COLOUR_AT, TITLE_AT = 105.0, 140.0


@dataclass(frozen=True)
class _Shown(Look):
    """A look, and where its logo is found."""

    address: str = ""


class _Pen:
    """Writes down a page from the top; knows the look and how far it has come."""

    def __init__(self, look: _Shown, left: float, y: float) -> None:
        self.look, self.left, self.y = look, left + MARGIN, y
        self.drawn = ""

    def say(
        self, words: str, points: float, colour: str = INK, most_lines: int = 3, after: float = 4, width: float = TEXT_WIDTH, is_bold: bool = False
    ) -> None:
        """Words in lines, and room after them."""
        size = points * POINT * LARGER
        for line in words.split("\n") if words else ():
            lines = wrapped(line, size, width, most_lines)
            for one in lines:
                self.drawn += label(one, Spot(self.left, self.y + size), size, colour=colour, is_bold=is_bold)
                self.y += size * 1.25
        self.y += after if words else 0

    def rule(self, width: float, colour: str, height: float, after: float) -> None:
        """A line across."""
        self.drawn += element("rect", x=self.left, y=self.y, width=width, height=height, fill=colour)
        self.y += height + after

    def logo(self, place: Box, after: float, is_on_colour: bool = False) -> None:
        """The logo; on colour it stands on white."""
        if not self.look.logo:
            return
        size, edge = drawn(self.look.logo, place), 3.5 if is_on_colour else 0.0
        if is_on_colour:
            self.drawn += element("rect", x=self.left, y=self.y, width=size.width + 2 * edge, height=size.height + 2 * edge, rx=1.0, fill=WHITE)
        self.drawn += _image(self.look, Spot(self.left + edge, self.y + edge), size)
        self.y += size.height + 2 * edge + after


def specimen(document: Document, look: Look, name: str, logo: str = "", prefix: str = "specimen") -> str:
    """The first page and the next one side by side; `name` is told to those who do not see them.

    `logo` is the address of the logo; without it the drawing holds the picture itself.
    """
    shown = _Shown(**vars(look), address=logo or logo_address(look))
    second = EDGE + WIDTH + GAP
    first = _paper(EDGE) + {Cover.PLAIN: _plain, Cover.BAND: _band, Cover.PAGE: _whole}[look.cover](document, shown, EDGE)
    rest = _paper(second) + _inside(document, shown, second)
    return picture(first + rest, (second + WIDTH + EDGE, HEIGHT + 2 * EDGE), "look", (name, ""), prefix)


def _paper(left: float) -> str:
    return element("rect", x=left, y=EDGE, width=WIDTH, height=HEIGHT, fill=WHITE, stroke="#aeb7bd", stroke_width=0.8)


def _image(look: _Shown, at: Spot, size: Box) -> str:
    return element("image", href=look.address, x=at.x, y=at.y, width=size.width, height=size.height)


def _byline(document: Document) -> str:
    return " · ".join(part for part in (document.author, day_in(document.dated, document.language)) if part)


def _plain(document: Document, look: _Shown, left: float) -> str:
    shades, pen = look.shades, _Pen(look, left, EDGE + MARGIN)
    pen.logo(ON_PLAIN, 9)
    pen.rule(38, shades.colour, 1.2, 5)
    pen.say(document.title, min(27, title_size(document.title)), shades.colour, 5, is_bold=True)
    pen.say(document.subtitle, 14, shades.muted, 2)
    pen.say(look.cover_words, 11, INK, 3)
    pen.say(_byline(document), 9.5, shades.muted, 1, 8)
    return pen.drawn + _words(document, look, left, pen.y) + _foot(look, left)


def _band(document: Document, look: _Shown, left: float) -> str:
    pen = _Pen(look, left, EDGE + MARGIN)
    pen.logo(ON_BAND, 9, is_on_colour=True)
    _say_on_colour(pen, document, look, 1)
    pen.say(_byline(document), 9.5, WHITE, 1, 8)
    ground = element("rect", x=left, y=EDGE, width=WIDTH, height=pen.y - EDGE, fill=look.colour)
    return ground + pen.drawn + _words(document, look, left, pen.y + 10) + _foot(look, left)


def _whole(document: Document, look: _Shown, left: float) -> str:
    above = COLOUR_AT if look.logo else 0.0
    ground = element("rect", x=left, y=EDGE + above, width=WIDTH, height=HEIGHT - above, fill=look.colour)
    top = _Pen(look, left, EDGE + 32)
    top.logo(ON_COVER_PAGE, 0)
    pen = _Pen(look, left, EDGE + TITLE_AT - 12)
    _say_on_colour(pen, document, look, 1.2)
    pen.y = max(pen.y, HEIGHT - 40)
    pen.rule(38, WHITE, 0.8, 6)
    pen.say(_byline(document), 10.5, WHITE, 1)
    return ground + top.drawn + pen.drawn


def _say_on_colour(pen: _Pen, document: Document, look: _Shown, larger: float) -> None:
    pen.say(document.title, title_size(document.title) * larger * 0.9, WHITE, 6, is_bold=True)
    pen.say(document.subtitle, 14, WHITE, 2, 6)
    pen.say(look.cover_words, 11, WHITE, 3, 6)


def _words(document: Document, look: _Shown, left: float, y: float) -> str:
    """What follows below a cover that leaves room: the summary and the first chapter's beginning."""
    pen = _Pen(look, left, y)
    pen.rule(TEXT_WIDTH, look.shades.hair, 0.4, 3)
    pen.say(document.summary, 11.5, INK, 3, 3)
    pen.rule(TEXT_WIDTH, look.shades.hair, 0.4, 12)
    for block in _first_words(document):
        if pen.y < HEIGHT - 65:
            _say_block(pen, block, look)
    return pen.drawn


def _first_words(document: Document) -> list[Heading | Paragraph]:
    """The first heading, and the paragraph below it."""
    return [block for block in document.blocks if isinstance(block, Heading | Paragraph)][:2]


def _say_block(pen: _Pen, block: Heading | Paragraph, look: _Shown) -> None:
    if isinstance(block, Heading):
        pen.say(block.text, 17 if block.level == 1 else 13, look.colour, 2, 5, is_bold=True)
        return
    for span in block.spans:
        pen.say(span.text.strip(" ,;"), 10.5, look.colour if span.link else INK, 2, 1)
    pen.y += 6


def _inside(document: Document, look: _Shown, left: float) -> str:
    shades = look.shades
    pen = _Pen(look, left, EDGE + 14)
    if look.logo:
        size = drawn(look.logo, ON_PAGES)
        pen.drawn += _image(look, Spot(left + WIDTH - MARGIN - size.width, EDGE + 12 + ON_PAGES.height - size.height), size)
    pen.say(document.title, 8.5, shades.muted, 1, 2, TEXT_WIDTH - 40)
    pen.rule(TEXT_WIDTH, shades.hair, 0.4, 14)
    seen_before = [] if look.cover == Cover.PAGE else _first_words(document)
    for block in document.blocks:
        if isinstance(block, Heading | Paragraph):
            if block not in seen_before:
                _say_block(pen, block, look)
        elif isinstance(block, Note):
            _note(pen, block, look)
        elif isinstance(block, Table):
            _table(pen, block, look)
    return pen.drawn + _foot(look, left)


def _note(pen: _Pen, block: Note, look: _Shown) -> None:
    pen.drawn += element("rect", x=pen.left, y=pen.y, width=TEXT_WIDTH, height=15.0, fill=look.shades.tint)
    pen.drawn += element("rect", x=pen.left, y=pen.y, width=1.4, height=15.0, fill=look.colour)
    inner = _Pen(look, pen.left - MARGIN + 6, pen.y + 3.5)
    inner.say(plain(block.spans), 10.5, INK, 1, width=TEXT_WIDTH - 10)
    pen.drawn += inner.drawn
    pen.y += 24


def _table(pen: _Pen, table: Table, look: _Shown) -> None:
    for index, row in enumerate((tuple(column.title for column in table.columns), *table.rows)):
        size = 9.5 * POINT * LARGER
        colour = look.colour if index == 0 else INK
        for cell, column in zip(row, (0.0, TEXT_WIDTH * 0.7), strict=False):
            (told,) = wrapped(cell, size, TEXT_WIDTH * 0.6, 1)
            pen.drawn += label(told, Spot(pen.left + column, pen.y + size), size, colour=colour, is_bold=index == 0)
        pen.y += size * 1.8
        pen.rule(TEXT_WIDTH, look.colour if index == 0 else look.shades.hair, 0.7 if index == 0 else 0.4, 2.5)
    pen.y += 10


def _foot(look: _Shown, left: float) -> str:
    pen = _Pen(look, left, EDGE + HEIGHT - 24)
    pen.say(look.footer_words, 8.5, look.colour, 2)
    return pen.drawn
