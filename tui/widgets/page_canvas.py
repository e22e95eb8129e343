"""The page's drawing: rows of a view to strips of cells, and which of them are in sight.

Knows nothing of reports, keys or the mouse: it draws a :class:`View` with its marks, and an overlay (cursor,
selection, evidence) that its subclass tells. Only rows in sight are drawn, and a row is drawn again only if what lies
on it changed. Text goes to the screen as segments: nothing in it is read as markup.
"""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.cache import LRUCache
from textual.geometry import Region
from textual.strip import Strip

from parsing.spans import Span
from tui.text.cells import CELLS, Cells, written
from tui.text.gutter import LOOKS, MARGIN, gutter
from tui.text.layers import LAYERS, Mark, Marks, resolve
from tui.text.place import WrappedText
from tui.text.view import View
from tui.widgets.page_scroll import PageScroll
from tui.widgets.parted import Parted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.color import Color
    from textual.geometry import Spacing

    from tui.text.breaking import Line

LONGEST = 100
"""Cells of text in a row at most: longer lines of Chinese are hard to follow, however wide the terminal."""

SLICE = 0.012
"""Seconds of wrapping at a time, below one frame, so that no key waits."""

KEPT = 1024
"""Strips kept; some ten screens."""

BLANK = -1
"""Stands for any row without text: all of them look the same."""


class PageCanvas(PageScroll):
    """Draws a view by the line."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *(f"page--{key}" for keys in LAYERS for key in keys),
        *(f"page--{key}" for key in LOOKS),
        "page--hint",
    }

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 -- Textual's name
        super().__init__(id=id)
        self._view = View.clean("")
        self._marks: tuple[Marks, ...] = ()
        self._off: frozenset[str] = frozenset()
        self.message: str | None = None
        self._strips: LRUCache[tuple[int, int, tuple[Mark, ...]], Strip] = LRUCache(KEPT)
        self._edges: tuple[int, int, Strip, tuple[Strip, ...]] | None = None
        self._background: Color | None = None
        self._looks: dict[tuple[str, ...], Style] = {}

    @property
    def measure(self) -> Cells:
        """How wide the terminal draws characters, which the app knows."""
        return getattr(self.app, "measure", CELLS)

    def overlay(self, row: int, line: Line) -> Sequence[Mark]:
        """Marks over a row that come and go with the cursor."""
        raise NotImplementedError

    def keep(self) -> int:
        """The character that keeps its height on the screen when the page is wrapped anew."""
        return self._rows[self.scroll_offset.y].start

    def draw(self, view: View, marks: tuple[Marks, ...]) -> None:
        """Show a view from its top."""
        self._view, self._marks, self.message = view, marks, None
        self._wrap()
        self.scroll_to(y=0, animate=False)

    def draw_marks(self, marks: tuple[Marks, ...]) -> None:
        """Change the marks of the view shown."""
        self._marks = marks
        self._strips.clear()
        self.refresh()

    def draw_without(self, keys: frozenset[str]) -> None:
        """Show all marks but those of these keys."""
        self._off = keys
        self._strips.clear()
        self.refresh()

    def draw_message(self, message: str) -> None:
        """Show a few words in place of a view."""
        self._view, self._marks, self.message = View.clean(message), (), message
        self._wrap()
        self.scroll_to(y=0, animate=False)

    @property
    def in_sight(self) -> Span:
        """The stretch of the view that is on the screen."""
        top = self.scroll_offset.y
        return Span(self._rows[top].start, self._rows[top + self.size.height].end)

    def touch(self, *stretches: tuple[int, int]) -> None:
        """Draw again what is in sight of the rows of some stretches of the view."""
        low, high = self.in_sight
        rows = set[int]()
        for start, end in stretches:
            if low <= end and start <= high:
                rows |= {self._rows.row_of(max(low, start)), self._rows.row_of(min(high, max(start, end - 1)))}
        if rows:
            self.refresh_lines(min(rows), max(rows) - min(rows) + 1)

    def offset_under(self, x: int, y: int) -> int:
        """The character in a cell of the widget, or the nearest one in its row."""
        return self._view.within(self._rows.offset_at(y + self.scroll_offset.y, x - MARGIN))

    def render_lines(self, crop: Region) -> list[Strip]:
        """What is on the screen, each row with the border at its ends.

        Rows are kept as they go to the screen: Textual keeps lines by their height there, and would make all of them
        anew wherever the page scrolls.
        """
        width, height = self.outer_size
        whole = super().render_lines
        if crop.column_span != (0, width):
            return whole(crop)
        gutter, top = self.styles.gutter, self.scroll_offset.y
        strips = []
        for y in crop.line_range:
            if gutter.top <= y < height - gutter.bottom:
                strips.append(self._framed(y - gutter.top + top, y, width, gutter))
            else:
                strips += whole(Region(0, y, width, 1))
        return strips

    def _framed(self, row: int, y: int, width: int, gutter: Spacing) -> Strip:
        """A row between the edges of the page, ``y`` lines below its top."""
        overlay = self._overlay(row)
        key = (BLANK if overlay is None else row, width, overlay or ())
        strip = self._strips.get(key)
        if strip is None:
            inner = self.scrollable_content_region.width
            if self._edges is None or self._edges[:2] != (width, inner):
                self._edges = width, inner, *self._drawn_edges(y, gutter, width, inner)
            *_, left, right = self._edges
            drawn = Strip([*left, *self._segments(row, overlay, inner)], left.cell_length + inner)
            strip = self._strips[key] = Parted((drawn, *right))
        return strip

    def _drawn_edges(self, y: int, gutter: Spacing, width: int, inner: int) -> tuple[Strip, tuple[Strip, ...]]:
        """What stands to the left of each row, and to its right: the room of the bar, and the edge."""
        (line,) = super().render_lines(Region(0, y, width, 1))
        bar = width - gutter.width - inner
        right = (Strip([Segment(" " * bar, self._look(()))], bar), line.crop(width - gutter.right))
        return line.crop(0, gutter.left), tuple(part for part in right if part.cell_length)

    def render_line(self, y: int) -> Strip:
        """One row on the screen, without the border."""
        row, width = y + self.scroll_offset.y, self.scrollable_content_region.width
        return Strip(self._segments(row, self._overlay(row), width), width)

    def _overlay(self, row: int) -> tuple[Mark, ...] | None:
        """The marks over a row that has text; ``None`` where there is no text."""
        self._rows.reach_row(row)
        if row >= len(self._rows) or self._rows.is_gap(row):
            return None
        return tuple(self.overlay(row, self._rows[row]))

    def _segments(self, row: int, overlay: tuple[Mark, ...] | None, width: int) -> list[Segment]:
        """A row of so many cells; segments of one look are one, since each costs something wherever a strip goes."""
        pieces = [] if overlay is None else self._pieces(self._rows[row], overlay)
        drawn = "".join([text for text, _ in pieces])
        missing = width - CELLS.length(drawn, 0, len(drawn))  # the same as rich's, which goes by the character
        if missing < 0:
            return list(Strip([Segment(*piece) for piece in pieces]).crop(0, width))
        pieces.append((" " * missing, self._look(())))
        return [Segment("".join(text for text, _ in same), look) for look, same in groupby(pieces, itemgetter(1))]

    def notify_style_update(self) -> None:
        """Forget looks when the theme or the style sheet changes."""
        super().notify_style_update()
        self._looks.clear()
        self._strips.clear()
        self._edges = self._background = None

    def on_resize(self) -> None:
        """Wrap to the new width."""
        if self._text_width() == self._rows.width:
            return
        anchor = self.keep()
        height = self._rows.row_of(anchor) - self.scroll_offset.y
        self._wrap()
        self.hold(anchor, height)

    def _text_width(self) -> int:
        return max(2, min(LONGEST, self.scrollable_content_region.width - MARGIN - 1))

    def _wrap(self) -> None:
        gap = self._view.body is None and self.message is None
        self._rows = WrappedText(self._view.text, self._text_width(), gap=gap, cells=self.measure)
        self._strips.clear()
        if self.size.width:
            self._rows.reach_row(self.size.height)
            self._work()
        self.refresh()

    def _work(self) -> None:
        """Wrap for a moment, and come back for the rest."""
        rows = self._rows
        first = len(rows) <= self.size.height + 1
        done = rows.work(SLICE)
        if not done and self.is_running:
            self.set_timer(SLICE, lambda: self._work() if rows is self._rows else None)
        if (
            first or done
        ):  # each new measure lays the screen out anew: between the first guess and the truth there is none
            self._measure()

    def _pieces(self, line: Line, overlay: tuple[Mark, ...]) -> list[tuple[str, Style]]:
        under = [
            mark for marks in (*self._marks, self._view.hidden) if len(marks) for mark in marks.over(*line, self._off)
        ]
        drawn, text = self.measure.drawn, self._view.text
        poor = self.measure.ambiguous != 1
        pieces = [(sign, self._look(keys)) for sign, keys in gutter(under, poor=poor)]
        if line.start == line.end:
            pieces += [(" ", self._look((mark.key,))) for mark in overlay if mark.key.startswith("cursor")]
        for run in resolve([*under, *overlay], *line):
            keys = ("hint",) if self.message is not None else run.keys
            pieces.append((drawn(written(text[run.start : run.end])), self._look(keys)))
        return pieces

    def _ground(self) -> Color:
        """The page's background over all that is under it."""
        if self._background is None:
            self._background = self.background_colors[1]
        return self._background

    def _look(self, keys: tuple[str, ...]) -> Style:
        """The style of keys laid over one another, backgrounds blended."""
        if keys not in self._looks:
            _, _, background, colour = self.colors
            attributes = Style()
            for key in keys:
                styles = self.get_component_styles(f"page--{key}")
                if styles.has_rule("background"):
                    background += styles.background
                if styles.has_rule("auto_color") and styles.auto_color:
                    colour = background.get_contrast_text(styles.color.a)
                elif styles.has_rule("color"):
                    colour = styles.color
                attributes += styles.text_style
            look = attributes + Style.from_color((background + colour).rich_color, background.rich_color)
            for each in self.get_line_filters():  # here, once, and not for each line: none of them looks at the text
                look = each.apply([Segment("", look)], self._ground())[0].style or look
            self._looks[keys] = look
        return self._looks[keys]
