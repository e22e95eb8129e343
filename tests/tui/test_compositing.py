"""What lies over the borders of panes keeps its wide characters, drawn whole or in part."""

import pytest
from rich.console import Console
from textual.app import App
from textual.containers import Horizontal
from textual.content import Content
from textual.geometry import Region
from textual.screen import Screen
from textual.widgets import Static

from tui.compositing import Layered

WORDS = "报告的标题，来源与日期"


class Over(Static):
    """What lies over the panes."""


class Panes(Screen):
    def __init__(self):
        super().__init__()
        self._compositor = Layered((Over,))
        self.over = Over(Content(WORDS), markup=False)

    def compose(self):
        with Horizontal():
            for number in range(7):
                yield Static(str(number), classes="pane", markup=False)
        yield self.over


class Host(App):
    CSS = """
    .pane { width: 1fr; height: 4; border: round white; }
    Over { overlay: screen; width: 22; height: 1; }
    Horizontal { height: 4; }
    """

    def get_default_screen(self):
        return Panes()


@pytest.mark.parametrize("column", range(12))
async def test_no_wide_character_goes_at_a_border_that_is_covered(column):
    async with Host().run_test(size=(60, 8)) as pilot:
        screen = pilot.app.screen
        screen.over.styles.offset = (column, -3)
        await pilot.pause()
        lines = [strip.text for strip in screen._compositor.render_strips()]
        assert sum(WORDS in line for line in lines) == 1
        assert all(strip.cell_length == 60 for strip in screen._compositor.render_strips())
        assert sum(line.count("╮") + line.count("╯") for line in lines) >= 10


async def test_a_part_that_is_drawn_anew_ends_with_a_whole_character():
    async with Host().run_test(size=(60, 8)) as pilot:
        screen = pilot.app.screen
        screen.over.styles.offset = (4, -3)
        await pilot.pause()
        compositor = screen._compositor
        for right in range(6, 26):
            compositor._dirty_regions.add(Region(2, 1, right - 2, 1))
            update = compositor.render_partial_update()
            assert WORDS in update.render_segments(Console(color_system=None))


async def test_nothing_is_another_way_where_nothing_lies_over_the_panes():
    async with Host().run_test(size=(60, 8)) as pilot:
        screen = pilot.app.screen
        screen.over.display = False
        await pilot.pause()
        plain = [strip.text for strip in screen._compositor.render_strips()]
        assert not any(WORDS in line for line in plain)
        assert plain[0].count("╭") == 7
