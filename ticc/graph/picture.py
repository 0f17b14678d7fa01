"""The neighbourhood of an entry as a drawing: what comes in stands left, what goes out stands right.

Columns instead of a spring layout: boxes and the words on the lines can then never run into each other, the same entry always gives
the same drawing, and the order of reading is the order of the boxes. The template turns it into inline SVG with real links.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

from ticc.catalogue.relate import Sentence, sentences
from ticc.catalogue.snapshot import Card, Snapshot

MOST_NODES = 12
WIDTH = 960
BOX_WIDTH = 280
LINE_HEIGHT = 22
PADDING = 12
GAP = 14
LETTERS_A_LINE = 27
MOST_LINES = 4
# Which links are drawn, the most telling first; reports and places have lists of their own.
DRAWN = ("leads-to", "answers", "undermines", "upholds", "needs", "uses", "warns-of")


@dataclass(frozen=True)
class Box:
    """An entry in the drawing; x and y are its upper left corner."""

    card: Card
    lines: tuple[str, ...]
    x: float
    y: float
    height: float
    is_centre: bool = False

    @property
    def middle(self) -> float:
        """The height at which lines meet the box."""
        return self.y + self.height / 2


@dataclass(frozen=True)
class Line:
    """A link in the drawing, from box to box, with its verb."""

    sentence: Sentence
    x1: float
    y1: float
    x2: float
    y2: float

    @property
    def label_x(self) -> float:
        """Where the verb stands: over the gap between two columns."""
        return (self.x1 + self.x2) / 2


@dataclass(frozen=True)
class Picture:
    """The whole drawing, and how many links did not fit."""

    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    height: float
    left_out: int
    width: float = WIDTH
    box_width: float = BOX_WIDTH
    line_height: float = LINE_HEIGHT


def neighbourhood(snapshot: Snapshot, code: str, language: str) -> Picture | None:
    """The drawing of an entry and its nearest neighbours; None where it has none."""
    linked = sorted(sentences(snapshot, code, DRAWN), key=lambda one: (DRAWN.index(one.verb), one.card.code))
    if not linked:
        return None
    sides = [_fair([one for one in linked if one.is_outward is outward], MOST_NODES // 2) for outward in (False, True)]
    heights = [_stack_height(side, language) for side in sides]
    centre_height = _height(_lines(snapshot.cards[code], language))
    height = max(*heights, centre_height) + 2 * PADDING
    centre = Box(
        snapshot.cards[code], _lines(snapshot.cards[code], language), (WIDTH - BOX_WIDTH) / 2, (height - centre_height) / 2, centre_height, True
    )
    boxes, lines = [centre], []
    for side, stack, outward in zip(sides, heights, (False, True), strict=True):
        y = (height - stack) / 2
        for one in side:
            text = _lines(one.card, language)
            box = Box(one.card, text, WIDTH - BOX_WIDTH if outward else 0, y, _height(text))
            boxes.append(box)
            lines.append(_line(one, centre, box, outward))
            y += box.height + GAP
    return Picture(tuple(boxes), tuple(lines), height, len(linked) - len(lines))


def _fair(side: list[Sentence], most: int) -> list[Sentence]:
    """The first few of each verb in turn, so that many of one kind do not push out the others."""
    by_verb = [[one for one in side if one.verb == verb] for verb in DRAWN]
    picked: list[Sentence] = []
    while len(picked) < most and any(by_verb):
        for group in by_verb:
            if group and len(picked) < most:
                picked.append(group.pop(0))
    return sorted(picked, key=lambda one: (DRAWN.index(one.verb), one.card.code))


def _line(one: Sentence, centre: Box, box: Box, outward: bool) -> Line:
    if outward:
        return Line(one, centre.x + BOX_WIDTH, centre.middle, box.x, box.middle)
    return Line(one, box.x + BOX_WIDTH, box.middle, centre.x, centre.middle)


def _lines(card: Card, language: str) -> tuple[str, ...]:
    return tuple(textwrap.wrap(card.title_in(language), LETTERS_A_LINE, max_lines=MOST_LINES, placeholder=" …")) or (card.code,)


def _height(lines: tuple[str, ...]) -> float:
    return len(lines) * LINE_HEIGHT + 2 * PADDING


def _stack_height(side: list[Sentence], language: str) -> float:
    return sum(_height(_lines(one.card, language)) + GAP for one in side) - GAP if side else 0
