"""Pieces of SVG: shapes with presentation attributes only, since the pages' security policy forbids styles, and text that is escaped."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from ticc.foundation.text import without_control_characters

INK = "#212b32"
FAINT = "#aeb7bd"
MUTED = "#4c6272"
# Colours are only a help: every series has a dash and a mark of its own as well.
COLOURS = ("#0b3d3a", "#a34a00", "#3d5a99", "#5f5f5f")
DASHES = ("", "7 4", "2 3", "9 3 2 3")
FONT = "Arial, Helvetica, sans-serif"
# Widths of letters as shares of the size: as wide as the widest of the fonts that may be used.
NARROW = set("fijlrtI.,:;'’!|()[] ")
WIDE = set("mwMW@%—…")


@dataclass(frozen=True)
class Spot:
    """A place on the drawing."""

    x: float
    y: float


def number(value: float) -> str:
    """A length as SVG writes it, short."""
    return f"{round(value, 1):g}"


def element(tag: str, content: str = "", /, **attributes: str | float | None) -> str:
    """One element; `content` is SVG already, attributes are escaped, underscores become hyphens, None is left out."""
    told = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value if isinstance(value, str) else number(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{tag}{told}>{content}</{tag}>" if content else f"<{tag}{told}/>"


def letters(words: str) -> str:
    """Words as SVG can hold them: one line, escaped, without signs that no text has."""
    return escape(" ".join(without_control_characters(words).split()))


def label(words: str, at: Spot, size: float = 13, anchor: str = "start", colour: str = INK, is_bold: bool = False, has_halo: bool = False) -> str:
    """Words at a place; a halo keeps them readable over lines."""
    halo: dict[str, str | float | None] = (
        {"stroke": "#ffffff", "stroke_width": 3.0, "stroke_linejoin": "round", "paint_order": "stroke"} if has_halo else {}
    )
    written = letters(words)
    if not written:
        return ""
    return element(
        "text",
        written,
        x=at.x,
        y=at.y,
        font_size=size,
        text_anchor=None if anchor == "start" else anchor,
        font_weight="bold" if is_bold else None,
        fill=colour,
        **halo,
    )


def paragraph(lines: list[str], at: Spot, size: float = 13, anchor: str = "start", colour: str = INK) -> str:
    """Lines below each other, the first on the place's base line."""
    return "".join(label(line, Spot(at.x, at.y + index * line_height(size)), size, anchor, colour) for index, line in enumerate(lines))


def line_height(size: float) -> float:
    """From base line to base line."""
    return size * 1.25


def width_of(words: str, size: float) -> float:
    """About how wide words are; rather too wide than too narrow."""
    return sum(_share(letter) for letter in words) * size


def _share(letter: str) -> float:
    if letter in NARROW:
        return 0.34
    if letter in WIDE or letter.isupper():
        return 0.76
    return 1.1 if unicodedata.east_asian_width(letter) in "WF" else 0.56


def wrapped(words: str, size: float, width: float, most_lines: int = 3) -> list[str]:
    """Words in lines no wider than `width`; what does not fit ends in an ellipsis."""
    lines: list[str] = []
    for word in " ".join(without_control_characters(words).split()).split(" "):
        if lines and width_of(f"{lines[-1]} {word}", size) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    if len(lines) > most_lines:
        lines = [*lines[: most_lines - 1], f"{lines[most_lines - 1]} …"]
    return [_cut(line, size, width) for line in lines]


def _cut(line: str, size: float, width: float) -> str:
    if width_of(line, size) <= width:
        return line
    line = line.removesuffix(" …")
    while len(line) > 1 and width_of(f"{line}…", size) > width:
        line = line[:-1]
    return f"{line}…"


def path(spots: list[Spot], index: int, is_closed: bool = False, fill_opacity: float = 0) -> str:
    """A line of a series through its places."""
    steps = "L".join(f"{number(spot.x)} {number(spot.y)}" for spot in spots)
    colour = COLOURS[index % len(COLOURS)]
    return element(
        "path",
        d=f"M{steps}{'Z' if is_closed else ''}",
        class_=f"app-chart__line app-chart__line--{index + 1}",
        fill=colour if fill_opacity else "none",
        fill_opacity=f"{fill_opacity:g}" if fill_opacity else None,
        stroke=colour,
        stroke_width=2.2,
        stroke_linejoin="round",
        stroke_dasharray=DASHES[index % len(DASHES)] or None,
    )


def mark(at: Spot, index: int, is_open: bool = False, size: float = 4.2) -> str:
    """The mark of a series: disc, square, triangle, diamond; open where the value is not known."""
    colour = COLOURS[index % len(COLOURS)]
    look: dict[str, str | float | None] = {
        "class_": f"app-chart__mark app-chart__mark--{index + 1}" + (" app-chart__mark--unknown" if is_open else ""),
        "fill": "#ffffff" if is_open or index % 4 else colour,
        "stroke": colour,
        "stroke_width": 1.8,
        "stroke_dasharray": "2 1.6" if is_open else None,
    }
    shape = index % 4
    if shape == 0:
        return element("circle", "", cx=at.x, cy=at.y, r=size, **look)
    # Wider than the disc, so that it can be seen around one on the same place.
    corners = {
        1: ((-1.2, -1.2), (1.2, -1.2), (1.2, 1.2), (-1.2, 1.2)),
        2: ((0, -1.25), (1.15, 0.9), (-1.15, 0.9)),
        3: ((0, -1.35), (1.35, 0), (0, 1.35), (-1.35, 0)),
    }[shape]
    return element("polygon", "", points=" ".join(f"{number(at.x + x * size)},{number(at.y + y * size)}" for x, y in corners), **look)


def sample_line(middle: float, index: int) -> str:
    """What a series looks like, for a legend."""
    return path([Spot(2, middle), Spot(34, middle)], index) + mark(Spot(18, middle), index)


def legend(names: list[str], width: float, unknown: str = "", sample: Callable[[float, int], str] = sample_line) -> tuple[str, float]:
    """The names of the series beside a sample of each, one below the other, and what the open mark says; and the height of it all."""
    size, top = 13.0, 4.0
    drawn, y = "", top
    for index, name in enumerate(names):
        drawn += sample(y + size * 0.75, index)
        lines = wrapped(name, size, width - 44, 2)
        drawn += paragraph(lines, Spot(44, y + size * 1.1), size)
        y += len(lines) * line_height(size) + size * 0.45
    if unknown:
        drawn += mark(Spot(18, y + size * 0.75), 0, is_open=True) + label(unknown, Spot(44, y + size * 1.1), size)
        y += line_height(size) + size * 0.45
    return element("g", drawn, class_="app-chart__legend") if drawn else "", y - top


def picture(content: str, size: tuple[float, float], kind: str, told: tuple[str, str], prefix: str) -> str:
    """The whole drawing, named and described for those who do not see it; `prefix` makes its ids the only ones of a page."""
    name, description = told
    ids = f"{prefix}-title {prefix}-desc" if description else f"{prefix}-title"
    head = element("title", letters(name) or "–", id=f"{prefix}-title")
    head += element("desc", letters(description) or "–", id=f"{prefix}-desc") if description else ""
    return element(
        "svg",
        head + content,
        xmlns="http://www.w3.org/2000/svg",
        class_=f"app-chart app-chart--{kind}",
        viewBox=f"0 0 {number(size[0])} {number(size[1])}",
        width="100%",
        role="img",
        aria_labelledby=ids,
        font_family=FONT,
    )
