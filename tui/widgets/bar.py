"""The bars beside what scrolls, line by line.

Textual has rich lay a bar out like any text. Beside a page that takes half as long as the page itself, at every key
that moves it.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, cast

from rich.segment import Segment
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.strip import Strip
from textual.visual import Visual

if TYPE_CHECKING:
    from rich.color import Color
    from rich.style import Style
    from textual.css.styles import RulesMap
    from textual.geometry import Region, Size
    from textual.style import Style as Ground
    from textual.visual import RenderOptions


EIGHTHS = 8
"""Parts of a cell by which the thumb of a bar can move."""


class Bar(ScrollBarRender, Visual):
    """A bar that looks as :class:`textual.scrollbar.ScrollBarRender` says."""

    def render_strips(
        self,
        width: int,
        height: int | None,
        style: Ground,
        options: RenderOptions,  # noqa: ARG002 -- Textual's signature
    ) -> list[Strip]:
        """The bar's lines; those that look the same are one and the same."""
        look, lines = cast("Style", self.style), height or 1
        bar = self.render_bar(
            lines if self.vertical else width, self.virtual_size, self.window_size, self.position,
            width if self.vertical else lines, self.vertical, cast("Color", look.bgcolor), cast("Color", look.color),
        )  # fmt: skip
        if not self.vertical:
            return [Strip(list(bar.segments)[:width], width)] * lines
        ground = style.rich_style
        return [
            strip
            for (text, own, _), same in groupby(bar.segments)
            for strip in [Strip([Segment(text, ground + own if own else ground)], width)] * len(list(same))
        ]

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:  # noqa: ARG002 -- Textual's signature
        """Its thickness, or all that there is."""
        return self.thickness if self.vertical else container_width

    def get_height(self, rules: RulesMap, width: int) -> int:  # noqa: ARG002 -- Textual's signature
        """A line at least."""
        return 1 if self.vertical else self.thickness


class LineBar(ScrollBar):
    """A bar whose lines go to the screen as they are: it has no edges, and lines that look the same are made once."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """What is on the screen, as Textual's, which goes through the style sheet for each of the lines."""
        if self._dirty_regions or self._render_cache.size != self.size:
            self._render_content()
        every = self._render_cache.lines[crop.y : crop.bottom]
        looks = {id(strip): strip.crop(*crop.column_span) for strip in every}
        for each in self.get_line_filters():
            looks = {line: strip.apply_filter(each, self.background_colors[1]) for line, strip in looks.items()}
        return [looks[id(strip)] for strip in every]


class Barred(ScrollView):
    """What scrolls, its bars drawn anew only where they show something else."""

    _bars: tuple[object, ...] = ()

    @property
    def vertical_scrollbar(self) -> ScrollBar:
        """The bar at the side, made when it is first wanted."""
        if self._vertical_scrollbar is None:
            bar = LineBar(vertical=True, name="vertical", thickness=self.scrollbar_size_vertical)
            self._vertical_scrollbar = bar
            bar.display = False
            self.app._start_widget(self, bar)  # noqa: SLF001 -- as Textual makes its own
        return self._vertical_scrollbar

    def _scroll_update(self, virtual_size: Size) -> None:
        self._refresh_scrollbars()
        bars = virtual_size, self.container_size, self.show_vertical_scrollbar, self.show_horizontal_scrollbar
        if bars != self._bars:
            self._bars = bars
            super()._scroll_update(virtual_size)


class LongBarred(Barred):
    """What is much longer than the screen: its bar is drawn anew only if the thumb moves in it, which is seldom."""

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Tell the bar of no move that it would not show."""
        if self._thumb(old_value) == self._thumb(new_value):
            self.vertical_scrollbar.set_reactive(ScrollBar.position, int(new_value * EIGHTHS) / EIGHTHS)
        super().watch_scroll_y(old_value, new_value)

    def _thumb(self, top: float) -> int:
        """Where the thumb of the bar begins, in eighths of a cell, with that row at the top."""
        bar = self.vertical_scrollbar
        height, window = bar.size.height, bar.window_size
        below = max(1.0, bar.window_virtual_size - window)
        thumb = max(1.0, window * height / max(1, bar.window_virtual_size))
        return int((height - thumb) * top / below * EIGHTHS)
