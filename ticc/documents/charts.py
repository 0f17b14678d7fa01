"""Charts for pages, PDF and Word: the same data as SVG and as a table, so that nobody depends on the drawing."""

from __future__ import annotations

from datetime import date
from typing import Literal

from ticc.documents import bars, lines, radar
from ticc.documents.document import Column, Table
from ticc.documents.drawing import Spot, label, picture
from ticc.documents.series import Bars, Chart, DatedSeries, Lines, Radar, Series
from ticc.documents.words import day_in, number_in, words_of

__all__ = ["Bars", "Chart", "DatedSeries", "Labels", "Lines", "Radar", "Series", "data_table", "to_svg"]

Labels = Literal["words", "numbers"]


def to_svg(chart: Chart, title: str, description: str = "", language: str = "en", labels: Labels = "words", prefix: str = "chart") -> str:
    """A chart as SVG for any page, named by `title`. A radar with `labels="numbers"` can be read on a narrow screen; `prefix` begins its ids."""
    if isinstance(chart, Radar):
        draw_radar = radar.with_numbers if labels == "numbers" else radar.with_words
        kind, (drawn, size) = "radar", draw_radar(chart, words_of(language).unknown)
    elif isinstance(chart, Bars):
        kind, (drawn, size) = "bars", bars.draw(chart, language)
    else:
        kind, (drawn, size) = "lines", lines.draw(chart, language)
    if not _has_values(chart):
        drawn += label(words_of(language).nothing, Spot(size[0] / 2, size[1] / 2), 13, "middle", is_bold=True, has_halo=True)
    return picture(drawn, size, kind, (title, description), prefix)


def data_table(chart: Chart, caption: str = "", language: str = "en") -> Table:
    """All values of a chart, in words where they are not known."""
    words = words_of(language)
    unit = f" ({chart.unit})" if isinstance(chart, Bars | Lines) and chart.unit else ""
    heading = chart.heading or (words.day if isinstance(chart, Lines) else words.what)
    if isinstance(chart, Lines):
        told = _told_lines(chart, language)
        columns = (Column(heading), *(Column(f"{name}{unit}", is_number=True) for name, _ in told))
        days = sorted({day for _, values in told for day in values})
        rows = [(day_in(day, language), *(_told(values[day], language) if day in values else "" for _, values in told)) for day in days]
    else:
        columns = (Column(heading), *(Column(f"{series.name}{unit}", is_number=True) for series in chart.series))
        names = chart.axes if isinstance(chart, Radar) else chart.labels
        rows = [(name, *(_told(_value(series, index), language) for series in chart.series)) for index, name in enumerate(names)]
    return Table(caption, columns, tuple(rows))


def _told_lines(chart: Lines, language: str) -> list[tuple[str, dict[date, float | None]]]:
    """The values of each series by day, and after them what it aims for."""
    told: list[tuple[str, dict[date, float | None]]] = []
    for series in chart.series:
        told.append((series.name, dict(series.points)))
        if series.targets:
            told.append((f"{series.name}: {words_of(language).target}", dict(series.targets)))
    return told


def _value(series: Series, index: int) -> float | None:
    return series.values[index] if index < len(series.values) else None


def _told(value: float | None, language: str) -> str:
    return words_of(language).unknown if value is None else number_in(value, language)


def _has_values(chart: Chart) -> bool:
    if isinstance(chart, Lines):
        return any(series.targets or any(value is not None for _, value in series.points) for series in chart.series)
    return any(value is not None for series in chart.series for value in series.values)
