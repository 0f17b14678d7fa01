"""Values over time: a line for each series, broken where a value is not known, with its last value at its end and what it aims for as a ring."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from math import ceil, floor, log10

from ticc.documents.drawing import COLOURS, FAINT, INK, MUTED, Spot, element, label, legend, mark, path
from ticc.documents.series import DatedSeries, Lines
from ticc.documents.words import number_in, short_day_in, words_of

WIDTH = 640
LEFT = 62
RIGHT = 572
HEIGHT = 220


class _Field:
    """Where days and values are on the drawing; `steps` are the values with a line across."""

    def __init__(self, chart: Lines, top: float) -> None:
        points = [point for series in chart.series for point in (*series.points, *series.targets)]
        days = [day for day, _ in points] or [date(2000, 1, 1)]
        values = [value for _, value in points if value is not None]
        self.top, self.bottom = top, top + HEIGHT
        self.first, self.last = min(days), max(days)
        low = min([*values, *([] if chart.lowest is None else [chart.lowest])], default=0)
        high = max([*values, *([] if chart.highest is None else [chart.highest])], default=1)
        self.steps = _steps(min(low, 0) if chart.lowest is None and low < high / 2 else low, high)

    def x(self, day: date) -> float:
        """How far right a day is; a single day is in the middle."""
        span = (self.last - self.first).days
        share = (day - self.first).days / span if span else 0.5
        return LEFT + 14 + share * (RIGHT - LEFT - 28)

    def y(self, value: float) -> float:
        """How far down a value is."""
        low, high = self.steps[0], self.steps[-1]
        return self.bottom - (value - low) / (high - low) * (self.bottom - self.top)


def _steps(low: float, high: float) -> list[float]:
    """About five round values that hold the lowest and the highest between them."""
    span = max(high - low, abs(high) * 1e-6, 1e-6)
    rough = span / 4
    power = 10.0 ** floor(log10(rough))
    step = next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= rough * 0.999)
    first, last = floor(low / step), ceil(high / step)
    return [index * step for index in range(first, max(last, first + 1) + 1)]


def draw(chart: Lines, language: str) -> tuple[str, tuple[float, float]]:
    """The drawing and its size."""
    has_gaps = any(value is None for series in chart.series for _, value in series.points)
    key, height = legend([one.name for one in chart.series], WIDTH, words_of(language).unknown if has_gaps else "")
    if any(series.targets for series in chart.series):
        # In ink: the ring stands for the targets of every series, each in its own colour and with its own mark in it.
        key += element(
            "g", _ring(Spot(18, height + 12), INK) + label(words_of(language).target, Spot(44, height + 16), 13), class_="app-chart__legend"
        )
        height += 24
    field = _Field(chart, height + 36)
    drawn = key + label(chart.unit, Spot(4, height + 22), 12, colour=MUTED) + _grid(field, chart, language)
    for index, series in reversed(list(enumerate(chart.series))):
        drawn += element("g", _series(field, series, index, language), class_=f"app-chart__series app-chart__series--{index + 1}")
    return drawn, (WIDTH, field.bottom + 54)


def _grid(field: _Field, chart: Lines, language: str) -> str:
    drawn = ""
    for value in field.steps:
        y = field.y(value)
        drawn += element("line", x1=LEFT, y1=y, x2=RIGHT, y2=y, stroke=FAINT, stroke_width=0.8)
        drawn += label(number_in(value, language), Spot(LEFT - 8, y + 4), 12, "end", MUTED)
    taken = -1000.0
    for day in _ticks(sorted({day for series in chart.series for day, _ in (*series.points, *series.targets)})):
        x = field.x(day)
        drawn += element("line", x1=x, y1=field.bottom, x2=x, y2=field.bottom + 24, stroke=FAINT, stroke_width=0.8)
        if x - taken >= 88:
            drawn += label(short_day_in(day, language), Spot(x, field.bottom + 40), 12, "middle", MUTED)
            taken = x
    return element("g", drawn, class_="app-chart__grid")


def _ticks(days: list[date]) -> list[date]:
    """At most some thirty of many days, the first among them."""
    return days[:: max(1, ceil(len(days) / 30))]


def _series(field: _Field, series: DatedSeries, index: int, language: str) -> str:
    points = sorted(series.points, key=lambda point: point[0])
    drawn = ""
    # What is not known has its mark below the scale, or it could be taken for a value.
    for is_known, stretch in groupby(points, key=lambda point: point[1] is not None):
        spots = [Spot(field.x(day), field.bottom + 13 if value is None else field.y(value)) for day, value in stretch]
        drawn += path(spots, index) if is_known and len(spots) > 1 else ""
        drawn += "".join(mark(spot, index, is_open=not is_known) for spot in spots)
    known = [(day, value) for day, value in points if value is not None]
    if known:
        day, value = known[-1]
        drawn += label(number_in(value, language), Spot(field.x(day) + 9, field.y(value) + 4), 12, is_bold=True, has_halo=True)
    return _targets(field, series, index, known, language) + drawn


def _targets(field: _Field, series: DatedSeries, index: int, known: list[tuple[date, float]], language: str) -> str:
    """A ring around the series' own mark for each target, and a thin dotted way to it from the last value before its day."""
    colour, drawn = COLOURS[index % len(COLOURS)], ""
    for day, value in sorted(series.targets):
        spot = Spot(field.x(day), field.y(value))
        before = [point for point in known if point[0] < day]
        if before:
            x, y = field.x(before[-1][0]), field.y(before[-1][1])
            drawn += element(
                "line", x1=x, y1=y, x2=spot.x, y2=spot.y, stroke=colour, stroke_width=1.4, stroke_dasharray="1 4", stroke_linecap="round"
            )
        drawn += _ring(spot, colour) + mark(spot, index, size=2.6)
        drawn += label(number_in(value, language), Spot(spot.x + 12, spot.y + 4), 12, has_halo=True)
    return element("g", drawn, class_="app-chart__targets") if drawn else ""


def _ring(spot: Spot, colour: str) -> str:
    return element("circle", "", cx=spot.x, cy=spot.y, r=7.5, fill="#ffffff", stroke=colour, stroke_width=1.6)
