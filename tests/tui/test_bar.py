"""The bar beside what scrolls is drawn by a shorter way than Textual's, and looks the same."""

from __future__ import annotations

import pytest
from rich.style import Style
from textual.app import App
from textual.filter import Monochrome
from textual.geometry import Region, Size
from textual.scrollbar import ScrollBar
from textual.strip import Strip

from tui.widgets.bar import Bar, Barred


class Tall(Barred):
    def on_mount(self):
        self.virtual_size = Size(20, 500)

    def render_line(self, _line):
        return Strip.blank(20, Style())


class Around(App):
    CSS = "Tall { scrollbar-size-vertical: 1; scrollbar-background: $surface 40%; }"

    def compose(self):
        yield Tall()


@pytest.mark.parametrize("colours", [True, False])
async def test_the_bar_looks_as_textuals_own(monkeypatch, colours):
    monkeypatch.setattr(ScrollBar, "renderer", Bar)
    app = Around()
    if not colours:
        app._filters.append(Monochrome())
    async with app.run_test(size=(30, 12)) as pilot:
        tall = app.query_one(Tall)
        await pilot.pause()
        bar = tall.vertical_scrollbar
        whole, seen = bar.size.region, set()
        assert whole.size == (1, 12)
        for top in (0, 3, 77, 250, 488):
            tall.scroll_to(y=top, animate=False)
            bar._styles_cache.clear()
            await pilot.pause()
            shown = bar.render_lines(whole)
            bar._styles_cache.clear()
            assert shown == ScrollBar.render_lines(bar, whole)
            part = Region(0, 2, 1, 5)
            assert bar.render_lines(part) == shown[2:7]
            seen.add(tuple(map(hash, (segment for strip in shown for segment in strip))))
        assert len(seen) > 2
