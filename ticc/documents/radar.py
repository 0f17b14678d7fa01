"""The radar: axes around a centre; what nobody knows is a gap in the line, with an open mark outside the rings."""

from __future__ import annotations

from itertools import pairwise
from math import cos, pi, sin

from ticc.documents.drawing import FAINT, MUTED, Spot, element, label, legend, line_height, mark, paragraph, path, wrapped
from ticc.documents.series import Radar, Series

# The middle is left open, so that marks at the lowest value stay apart from each other.
INNER_SHARE = 0.14
# Names above and below the rings are kept apart from their neighbours.
ROOM_AT_THE_TOP = 150


class _Wheel:
    """Where things are on a radar."""

    def __init__(self, chart: Radar, centre: Spot, radius: float) -> None:
        self.chart, self.centre, self.radius = chart, centre, radius

    def at(self, axis: float, distance: float) -> Spot:
        """A place on an axis, so far from the centre; axes begin at the top and go with the clock."""
        angle = 2 * pi * axis / max(len(self.chart.axes), 1) - pi / 2
        return Spot(self.centre.x + distance * cos(angle), self.centre.y + distance * sin(angle))

    def reach(self, value: float) -> float:
        """How far from the centre a value is."""
        span = max(self.chart.highest - self.chart.lowest, 1)
        share = min(max((value - self.chart.lowest) / span, 0), 1)
        return self.radius * (INNER_SHARE + (1 - INNER_SHARE) * share)


def with_words(chart: Radar, unknown: str) -> tuple[str, tuple[float, float]]:
    """The wide drawing, 640 wide, with the axes' names around it; `unknown` says what an open mark is."""
    key, key_height = legend([one.name for one in chart.series], 640, unknown if _has_gaps(chart) else "")
    middle = [chart.axes[0], chart.axes[len(chart.axes) // 2]] if chart.axes else ["", ""]
    above, below = (len(wrapped(axis, 13, ROOM_AT_THE_TOP)) * line_height(13) for axis in middle)
    wheel = _Wheel(chart, Spot(320, key_height + 186 + above), 160)
    return key + _web(wheel) + _names_around(wheel) + _lines(wheel), (640, wheel.centre.y + 186 + below)


def with_numbers(chart: Radar, unknown: str) -> tuple[str, tuple[float, float]]:
    """The narrow drawing, 320 wide, with numbered axes and their names in a list below."""
    key, key_height = legend([one.name for one in chart.series], 320, unknown if _has_gaps(chart) else "")
    wheel = _Wheel(chart, Spot(160, key_height + 154), 114)
    numbers = "".join(
        label(str(index + 1), Spot(spot.x, spot.y + 5), 13, "middle", is_bold=True)
        for index in range(len(chart.axes))
        for spot in [wheel.at(index, wheel.radius + 29)]
    )
    names, bottom = _names_below(chart, wheel.centre.y + 176)
    return key + _web(wheel) + numbers + _lines(wheel) + names, (320, bottom)


def _names_below(chart: Radar, top: float) -> tuple[str, float]:
    drawn, y = "", top
    for index, axis in enumerate(chart.axes):
        lines = wrapped(axis, 13, 284)
        drawn += label(str(index + 1), Spot(22, y), 13, "end", is_bold=True) + paragraph(lines, Spot(32, y), 13)
        y += len(lines) * line_height(13) + 4
    return element("g", drawn, class_="app-chart__names") if drawn else "", y


def _web(wheel: _Wheel) -> str:
    """Rings, spokes and the numbers of the rings."""
    values = range(wheel.chart.lowest, wheel.chart.highest + 1)
    drawn = "".join(
        element("circle", cx=wheel.centre.x, cy=wheel.centre.y, r=wheel.reach(value), fill="none", stroke=FAINT, stroke_width=0.8) for value in values
    )
    for axis in range(len(wheel.chart.axes)):
        inner, outer = wheel.at(axis, wheel.reach(wheel.chart.lowest)), wheel.at(axis, wheel.radius)
        is_unknown = all(_value(one, axis) is None for one in wheel.chart.series)
        drawn += element(
            "line", x1=inner.x, y1=inner.y, x2=outer.x, y2=outer.y, stroke=FAINT, stroke_width=0.8, stroke_dasharray="3 3" if is_unknown else None
        )
    # Between the first two spokes, where no mark can stand.
    between = 0.5 if len(wheel.chart.axes) > 2 else 0.25
    for value in values:
        spot = wheel.at(between, wheel.reach(value))
        drawn += label(str(value), Spot(spot.x, spot.y + 4), 11, "middle", MUTED, has_halo=True)
    return element("g", drawn, class_="app-chart__web")


def _names_around(wheel: _Wheel) -> str:
    drawn = ""
    for index, axis in enumerate(wheel.chart.axes):
        spot = wheel.at(index, wheel.radius + 24)
        side = (spot.x - wheel.centre.x) / wheel.radius
        anchor = "middle" if abs(side) < 0.2 else "start" if side > 0 else "end"
        room = ROOM_AT_THE_TOP if anchor == "middle" else (636 - spot.x if side > 0 else spot.x - 4)
        lines = wrapped(axis, 13, room)
        height = (len(lines) - 1) * line_height(13)
        # At the top the last line stands next to the ring, at the bottom the first, at the sides the middle.
        share = (spot.y - wheel.centre.y) / (wheel.radius + 24)
        up = height * (1 - share) / 2
        drawn += paragraph(lines, Spot(spot.x, spot.y - up + 4.5 + share * 3), 13, anchor)
    return element("g", drawn, class_="app-chart__names") if drawn else ""


def _has_gaps(chart: Radar) -> bool:
    return any(_value(one, axis) is None for one in chart.series for axis in range(len(chart.axes)))


def _value(series: Series, axis: int) -> float | None:
    return series.values[axis] if axis < len(series.values) else None


def _lines(wheel: _Wheel) -> str:
    drawn = ""
    # The first series is drawn last, so that it lies on top.
    for index, series in reversed(list(enumerate(wheel.chart.series))):
        drawn += element("g", _line(wheel, series, index) + _marks(wheel, series, index), class_=f"app-chart__series app-chart__series--{index + 1}")
    return drawn


def _line(wheel: _Wheel, series: Series, index: int) -> str:
    """The closed line where all is known; else its pieces, from one known neighbour to the next."""
    count = len(wheel.chart.axes)
    spots = [None if (value := _value(series, axis)) is None else wheel.at(axis, wheel.reach(value)) for axis in range(count)]
    known = [spot for spot in spots if spot is not None]
    if count > 2 and len(known) == count:
        return path(known, index, is_closed=True, fill_opacity=0.1 if index == 0 else 0)
    ring = [*spots, spots[0]] if count > 2 else spots
    return "".join(path([one, other], index) for one, other in pairwise(ring) if one is not None and other is not None)


def _marks(wheel: _Wheel, series: Series, index: int) -> str:
    drawn = ""
    for axis in range(len(wheel.chart.axes)):
        value = _value(series, axis)
        if value is None:
            # Outside the rings, or it could be taken for a value; each series beside the other.
            shift = (index - (len(wheel.chart.series) - 1) / 2) * 22 / wheel.radius * len(wheel.chart.axes) / (2 * pi)
            drawn += mark(wheel.at(axis + shift * 0.55, wheel.radius + 11), index, is_open=True, size=3.8)
        else:
            drawn += mark(wheel.at(axis, wheel.reach(value)), index)
    return drawn
