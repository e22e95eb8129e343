"""What lies over the borders of panes keeps its wide characters, drawn whole or in part."""

import re
from itertools import pairwise

import pyte
import pytest
from rich.console import Console
from textual.app import App
from textual.containers import Horizontal
from textual.content import Content
from textual.geometry import Region
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from tui.compositing import Layered
from tui.screens.window import Behind, Window

CONTROL = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
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


async def test_what_goes_after_something_has_scrolled_is_drawn_over():
    async with Host().run_test(size=(60, 8)) as pilot:
        screen = pilot.app.screen
        compositor, (place, _) = screen._compositor, screen._compositor.visible_widgets[screen.over]
        compositor.reflow_visible(screen, screen.size)  # as scrolling does
        compositor._dirty_regions.clear()
        screen.over.display = False
        assert screen.over not in compositor.full_map, "asked for before the next layout"
        compositor.reflow(screen, screen.size)
        assert place in compositor._dirty_regions


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


PLACES = [
    Region(x, y, width, height)
    for x in (0, 5, 8, 22, 41)
    for y in (0, 1, 3)
    for width in (1, 9, 30)
    for height in (1, 2)
]


@pytest.mark.parametrize("covered", [True, False])
async def test_what_has_changed_is_drawn_as_the_whole_screen_would_be(covered):
    async with Host().run_test(size=(80, 8)) as pilot:
        screen = pilot.app.screen
        screen.over.styles.offset = (5, -3)
        screen.over.display = covered
        await pilot.pause()
        compositor = screen._compositor
        whole = compositor.render_strips()
        for first, second in pairwise(PLACES):
            compositor._dirty_regions |= {first, second}
            update = compositor.render_partial_update()
            for y, left, right in update.spans:
                pieces = zip(update.chops[y].items(), update.chop_ends[y], strict=True)
                for start, end, piece in [
                    (start, end, piece) for (start, piece), end in pieces if start < right and end > left
                ]:
                    assert piece is not None
                    assert piece.text == whole[y].crop(start, end).text


async def test_only_what_is_seen_in_a_changed_place_is_drawn(monkeypatch):
    drawn, render_lines = [], Widget.render_lines
    monkeypatch.setattr(Widget, "render_lines", lambda self, crop: drawn.append(self) or render_lines(self, crop))
    async with Host().run_test(size=(80, 8)) as pilot:
        panes = [*pilot.app.screen.query(".pane")]
        pilot.app.screen.over.display = False
        await pilot.pause()
        drawn.clear()
        pilot.app.screen._compositor._dirty_regions |= {panes[0].region, panes[-1].region}
        pilot.app.screen._compositor.render_partial_update()
        assert drawn == [panes[-1], panes[0]] or drawn == [panes[0], panes[-1]]


class Standing(Behind):
    def __init__(self):
        super().__init__((Over,))

    def compose(self):
        with Horizontal():
            for number in range(7):
                yield Static(str(number), classes="pane", markup=False)


class Lying(Window):
    def __init__(self, words="对话框"):
        super().__init__()
        self.words = words

    def compose(self):
        yield Static(self.words, id="box", markup=False)


class Two(App):
    CSS = """
    .pane { width: 1fr; height: 4; border: round white; }
    Horizontal { height: 4; }
    Lying { background: transparent; }
    #box { width: 48; height: 4; }
    """
    drawn = written = ""

    def get_default_screen(self):
        return Standing()

    def _display(self, screen, renderable):
        if screen is self.screen and renderable is not None:
            text = renderable.render_segments(Console(color_system=None))
            self.drawn += text
            self.written += text.replace("\n", "")


async def drawn_after(pilot, pane, text):
    """What is drawn from a change on until the last pane, which is seen beside the dialog, has changed too."""
    panes = [*pilot.app.screen_stack[0].query(".pane")]
    pilot.app.drawn = ""
    panes[pane].update(text, layout=False)
    await pilot.pause()
    panes[-1].update(f"尾{text}", layout=False)
    for _ in range(100):
        if f"尾{text}" in pilot.app.drawn:
            break
        await pilot.pause(0.02)
    return CONTROL.sub("", pilot.app.drawn)


@pytest.mark.parametrize(("pane", "seen"), [(0, False), (5, True)])
async def test_what_changes_behind_a_dialog_is_drawn_beside_it(pane, seen):
    async with Two().run_test(size=(70, 8)) as pilot:
        await pilot.app.push_screen(Lying())
        assert "对话框" in await drawn_after(pilot, 0, "初")
        drawn = await drawn_after(pilot, pane, "改")
        assert ("│改" in drawn) is seen
        assert ("对话框" in drawn) is not seen


@pytest.mark.parametrize("pane", range(6))
async def test_a_dialog_keeps_its_wide_characters_where_something_behind_it_changes(pane):
    async with Two().run_test(size=(70, 8)) as pilot:
        await pilot.app.push_screen(Lying(f" {WORDS}  {WORDS}"))
        await drawn_after(pilot, 0, "初")
        drawn = await drawn_after(pilot, pane, "改")
        assert drawn.count(WORDS) == 2 * (pane < 5)


async def test_the_terminal_shows_what_a_whole_frame_would():
    async with Two().run_test(size=(70, 8)) as pilot:
        app = pilot.app
        app.written = ""
        await app.push_screen(Lying(f" {WORDS}  {WORDS}"))
        await drawn_after(pilot, 0, "初")
        app.written = ""
        app.screen.refresh()
        for pane in (5, 1, 6, 3):
            await drawn_after(pilot, pane, f"改{pane}")
        terminal = pyte.Screen(70, 8)
        pyte.Stream(terminal).feed(app.written)
        seen = app.screen._compositor.render_update(full=True, screen_stack=[app.screen_stack[0]])
        whole = pyte.Screen(70, 8)
        pyte.Stream(whole).feed(seen.render_segments(Console(color_system=None)).replace("\n", ""))
        assert terminal.display == whole.display
        assert [any(f"│改{pane}" in line for line in whole.display) for pane in (5, 3)] == [True, False]


async def test_a_screen_comes_back_whole_from_behind_a_dialog():
    async with Two().run_test(size=(70, 8)) as pilot:
        await pilot.app.push_screen(Lying())
        await drawn_after(pilot, 0, "改")
        pilot.app.drawn = ""
        pilot.app.pop_screen()
        await pilot.pause()
        drawn = CONTROL.sub("", pilot.app.drawn) + await drawn_after(pilot, 5, "后")
        assert "│改" in drawn
        assert "│4" in drawn
        assert "对话框" not in drawn


class Tall(Static):
    """Notes which lines are asked of it."""

    def __init__(self):
        super().__init__(Content("\n".join("123456")), markup=False, id="tall")
        self.asked = []

    def render_lines(self, crop):
        self.asked.append(crop.line_range)
        return super().render_lines(crop)


class Tower(Panes):
    def compose(self):
        yield Tall()


class TowerHost(App):
    def get_default_screen(self):
        return Tower()


async def test_only_the_lines_that_have_changed_are_asked_of_a_widget():
    async with TowerHost().run_test(size=(20, 8)) as pilot:
        tall = pilot.app.screen.query_one(Tall)
        await pilot.pause()
        tall.asked.clear()
        tall.refresh(Region(0, 2, 20, 1))
        await pilot.pause()
        assert tall.asked == [range(2, 3)]
        tall.refresh(Region(0, 1, 20, 1), Region(0, 4, 20, 1))
        await pilot.pause()
        assert tall.asked == [range(2, 3), range(1, 5)]
        assert [strip.text.strip() for strip in pilot.app.screen._compositor.render_strips()][:6] == list("123456")


async def test_what_comes_to_lie_over_a_wide_character_draws_its_other_half_too():
    async with Host().run_test(size=(60, 8)) as pilot:
        screen = pilot.app.screen
        screen.over.styles.offset = (2, -3)
        await pilot.pause()
        compositor = screen._compositor
        place = compositor.visible_widgets[screen.over][0]
        compositor._lying.clear()  # as before the frame in which it came
        for beside in (1, 0):  # once it lies there, its edge divides what is under it
            compositor._dirty_regions = {place}
            ((y, start, end),) = compositor.render_partial_update().spans
            assert (y, start) == (place.y, place.x - beside)
            assert end >= place.right + beside
