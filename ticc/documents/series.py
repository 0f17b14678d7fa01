"""Charts as plain data: what is drawn, and not how; a value may be None, which means that nobody knows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Series:
    """Values in the order of the axes or bars they belong to."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True)
class DatedSeries:
    """Values on days; the days need no order and may differ from those of other series. `targets` are what is aimed for, by which day."""

    name: str
    points: tuple[tuple[date, float | None], ...]
    targets: tuple[tuple[date, float], ...] = ()


@dataclass(frozen=True)
class Radar:
    """Several axes of one scale around a centre. `heading` says what the axes are ("Principle")."""

    axes: tuple[str, ...]
    series: tuple[Series, ...]
    heading: str = ""
    lowest: int = 0
    highest: int = 5


@dataclass(frozen=True)
class Bars:
    """Horizontal bars from nought, grouped by label. `heading` says what the labels are; `unit` what is counted."""

    labels: tuple[str, ...]
    series: tuple[Series, ...]
    heading: str = ""
    unit: str = ""
    highest: float | None = None


@dataclass(frozen=True)
class Lines:
    """Values over time."""

    series: tuple[DatedSeries, ...]
    heading: str = ""
    unit: str = ""
    lowest: float | None = None
    highest: float | None = None


Chart = Radar | Bars | Lines
