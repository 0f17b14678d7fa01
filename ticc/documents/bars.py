"""Horizontal bars: names to the left of them, values at their ends; what nobody knows has an open mark and the word."""

from __future__ import annotations

from ticc.documents.drawing import COLOURS, MUTED, Spot, element, label, legend, line_height, mark, paragraph, wrapped
from ticc.documents.series import Bars
from ticc.documents.words import number_in, words_of

WIDTH = 640
NAMES = 220
ROOM_FOR_VALUES = 76
THICKNESS = 14


def draw(chart: Bars, language: str) -> tuple[str, tuple[float, float]]:
    """The drawing and its size."""
    drawn, height = legend([one.name for one in chart.series], WIDTH, sample=_sample) if len(chart.series) > 1 else ("", 0)
    y = height + 10
    top = y
    for index, name in enumerate(chart.labels):
        lines = wrapped(name, 13, NAMES - 12)
        names_height, bars_height = len(lines) * line_height(13), max(len(chart.series), 1) * (THICKNESS + 4)
        row = max(names_height, bars_height) + 8
        drawn += paragraph(lines, Spot(NAMES - 10, y + (row - names_height) / 2 + 11.5), 13, "end")
        drawn += _group(chart, index, y + (row - bars_height) / 2 + 2, language)
        y += row
    drawn += element("line", x1=NAMES, y1=top, x2=NAMES, y2=max(y, top + 1), stroke=MUTED, stroke_width=1)
    return drawn, (WIDTH, max(y + 8, 48))


def _group(chart: Bars, label_index: int, top: float, language: str) -> str:
    drawn = ""
    for index, series in enumerate(chart.series):
        value = series.values[label_index] if label_index < len(series.values) else None
        y = top + index * (THICKNESS + 4)
        if value is None:
            drawn += mark(Spot(NAMES + 12, y + THICKNESS / 2), index, is_open=True)
            drawn += label(words_of(language).unknown, Spot(NAMES + 24, y + 11.5), 12, colour=MUTED)
            continue
        length = max(value, 0) / _highest(chart) * (WIDTH - NAMES - ROOM_FOR_VALUES)
        drawn += _bar(y, length, index)
        drawn += label(number_in(value, language) + (" %" if chart.unit == "%" else ""), Spot(NAMES + length + 7, y + 11.5), 12)
    return drawn


def _bar(y: float, length: float, index: int, left: float = NAMES) -> str:
    """A bar: the first full, the second empty, later ones in between; so they differ without colours."""
    colour = COLOURS[index % len(COLOURS)]
    opacity = (1.0, 0.0, 0.45, 0.2)[index % 4]
    return element(
        "rect",
        x=left,
        y=y,
        width=max(length, 0.5),
        height=THICKNESS,
        class_=f"app-chart__bar app-chart__bar--{index + 1}",
        fill=colour if opacity else "#ffffff",
        fill_opacity=f"{opacity:g}" if 0 < opacity < 1 else None,
        stroke=colour,
        stroke_width=1.5,
    )


def _sample(middle: float, index: int) -> str:
    return _bar(middle - THICKNESS / 2, 32, index, 2)


def _highest(chart: Bars) -> float:
    known = [value for series in chart.series for value in series.values if value is not None]
    return max([chart.highest or 0, *known, 1e-9])
