"""A small chart over time, drawn by plotext.

plotext counts every character as one cell: so that columns stay straight, nothing but digits is handed to it, and what
the chart is called is said by whoever shows it. Series differ by their sign as well as their colour.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from textual.color import Color
from textual_plotext import PlotextPlot

from tui.tabulating.draft import number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.data.comparison import Point

TICK = 13
"""Cells that a day under the chart asks for: plotext leaves out one that would touch the one before."""
ROOMY = 3
"""Lines of curves beside which three figures stand apart; on fewer, there are two."""
AROUND = 3
"""Lines of the frame and the days under it; as many cells stand beside the figures."""


class Series(NamedTuple):
    """Points with their sign, and the theme's colour for both."""

    sign: str
    colour: str
    points: Sequence[Point]


class Chart(PlotextPlot):
    """Draws some series; none are an empty widget."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 -- Textual's name
        super().__init__(id=id)
        self.series: Sequence[Series] = ()

    def draw(self, series: Sequence[Series]) -> None:
        """Show these."""
        self.series = [each for each in series if each.points]
        self._plan()

    @property
    def days(self) -> int:
        """How many days there is something of: with one, there is nothing to see that a figure does not say."""
        return len({point.day for each in self.series for point in each.points})

    def on_resize(self) -> None:
        """More or fewer days have room."""
        self._plan()

    def _register_theme(self, app_theme_name: str) -> None:
        """Another theme has other colours."""
        super()._register_theme(app_theme_name)
        self._plan()

    def _plan(self) -> None:
        plot = self.plt
        plot.clear_data()
        plot.xfrequency(0)
        plot.yfrequency(0)
        for sign, colour, points in self.series:
            ink = Color.parse(self.app.theme_variables[colour]).rgb
            x, y = [point.day.toordinal() for point in points], [point.value for point in points]
            if len(points) > 1:
                plot.plot(x, y, marker="braille", color=ink)
            plot.scatter(x, y, marker=sign, color=ink)
        if self.series:
            self._scale()
        self.refresh()

    def _scale(self) -> None:
        points = [point for each in self.series for point in each.points]
        days = sorted({point.day.toordinal() for point in points})
        values = [point.value for point in points]
        least, most = min(0, *values), max(1, *values)
        self.plt.ylim(least, most)
        self.plt.xlim(days[0] - 1, days[-1] + 1)
        whole, few = all(float(value).is_integer() for value in values), self.size.height - AROUND < ROOMY
        levels = graded(least, most, whole=whole, few=few)
        named = [number(round(level, 1)) for level in levels]
        room = self.size.width - AROUND - max(map(len, named))
        marks = spread([*range(days[0], days[-1] + 1)], max(1, room // TICK)) if len(days) > 1 else days
        self.plt.xticks([float(day) for day in marks], [date.fromordinal(day).isoformat() for day in marks])
        self.plt.yticks(levels, named)


def graded(least: float, most: float, *, whole: bool, few: bool) -> list[float]:
    """The figures beside a chart: its ends, and what lies between if that is of their kind and there is room."""
    middle = (least + most) // 2 if whole else (least + most) / 2
    return sorted({least, most} if few else {least, middle, most})


def spread(found: Sequence[int], most: int) -> list[int]:
    """At most that many of some numbers from the first on, evenly apart."""
    return list(found[:: -(-len(found) // most)]) if found else []
