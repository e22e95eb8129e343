"""The bars beside what scrolls, line by line.

Textual has rich lay a bar out like any text. Beside a page that takes half as long as the page itself, at every key that
moves it.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, cast

from rich.segment import Segment
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBarRender
from textual.strip import Strip
from textual.visual import Visual

if TYPE_CHECKING:
    from rich.color import Color
    from rich.style import Style
    from textual.css.styles import RulesMap
    from textual.geometry import Size
    from textual.style import Style as Ground
    from textual.visual import RenderOptions


class Bar(ScrollBarRender, Visual):
    """A bar that looks as :class:`textual.scrollbar.ScrollBarRender` says."""

    def render_strips(self, width: int, height: int | None, style: Ground, options: RenderOptions) -> list[Strip]:  # noqa: ARG002 -- Textual's signature
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


class Barred(ScrollView):
    """What scrolls, its bars drawn anew only where they show something else."""

    _bars: tuple[object, ...] = ()

    def _scroll_update(self, virtual_size: Size) -> None:
        self._refresh_scrollbars()
        bars = virtual_size, self.container_size, self.show_vertical_scrollbar, self.show_horizontal_scrollbar
        if bars != self._bars:
            self._bars = bars
            super()._scroll_update(virtual_size)
