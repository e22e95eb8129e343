"""The page's drawing: rows of a view to strips of cells, and which of them are in sight.

Knows nothing of reports, keys or the mouse: it draws a :class:`View` with its marks, and an overlay (cursor,
selection, evidence) that its subclass tells. Only rows in sight are drawn, and a row is drawn again only if what lies
on it changed. Text goes to the screen as segments: nothing in it is read as markup.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.cache import LRUCache
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar
from textual.strip import Strip

from tui.text.cells import CELLS, Cells, written
from tui.text.layers import LAYERS, Mark, Marks, resolve
from tui.text.place import Rows
from tui.text.view import View

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsing.spans import Span
    from tui.text.breaking import Line

GUTTER = (("done", "▎", "|"), ("required", "┆", ":"), ("annotation", "•", "*"))
"""Lanes to the left of the text, one cell each: a row with such a mark on it shows the sign there.

The last of each is for terminals that give the first two cells.
"""

JUDGED = ("accepted", "✓", "v")
"""The sign of a row of which all that was found has been judged, in the last lane where nothing else is."""

MARGIN = len(GUTTER) + 1
LONGEST = 100
"""Cells of text in a row at most: longer lines of Chinese are hard to follow, however wide the terminal."""

SLICE = 0.012
"""Seconds of wrapping at a time, below one frame, so that no key waits."""

EIGHTHS = 8
"""Parts of a cell by which the thumb of the bar can move."""

KEPT = 1024
"""Strips kept; some ten screens."""


class PageCanvas(ScrollView):
    """Draws a view by the line."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *(f"page--{key}" for keys in LAYERS for key in keys),
        *(f"page--{key}-mark" for key, *_ in (*GUTTER, JUDGED)),
        "page--hint",
    }

    def __init__(self, *, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 (Textual's name)
        super().__init__(name=name, id=id, classes=classes)
        self._view = View.clean("")
        self._marks: tuple[Marks, ...] = ()
        self._off: frozenset[str] = frozenset()
        self._message: str | None = None
        self._rows = Rows("", 2)
        self._strips: LRUCache[tuple[int, tuple[Mark, ...]], Strip] = LRUCache(KEPT)
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
        self._view, self._marks, self._message = view, marks, None
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
        self._view, self._marks, self._message = View.clean(message), (), message
        self._wrap()
        self.scroll_to(y=0, animate=False)

    def sight(self, offset: int, margin: int = 1) -> None:
        """Scroll no more than is needed to see a character with ``margin`` rows round it."""
        row = self._rows.row_of(offset)
        self._measure()
        height, top = self.scrollable_content_region.height, self.scroll_offset.y
        margin = max(0, min(margin, (height - 1) // 2))
        if row - margin < top:
            self.scroll_to(y=row - margin, animate=False)
        elif row + margin >= top + height:
            self._rows.reach_row(row + margin)
            self._measure()
            self.scroll_to(y=row + margin - height + 1, animate=False)

    def touch(self, span: Span) -> None:
        """Draw again what is in sight of the rows of a stretch of the view."""
        top = self.scroll_offset.y
        low, high = self._rows[top].start, self._rows[top + self.size.height].end
        if span.end < low or high < span.start:
            return
        first = self._rows.row_of(max(low, span.start))
        last = self._rows.row_of(min(high, max(span.start, span.end - 1)))
        self.refresh_lines(first, last - first + 1)

    def offset_under(self, x: int, y: int) -> int:
        """The character in a cell of the widget, or the nearest one in its row."""
        return self._view.within(self._rows.offset_at(y + self.scroll_offset.y, x - MARGIN))

    def render_line(self, y: int) -> Strip:
        """One row on the screen."""
        row = y + self.scroll_offset.y
        self._rows.reach_row(row)
        if row >= len(self._rows) or self._rows.is_gap(row):
            return self._blank()
        line = self._rows[row]
        overlay = tuple(self.overlay(row, line))
        strip = self._strips.get((row, overlay))
        if strip is None:
            strip = self._strips[row, overlay] = self._strip(line, overlay)
        return strip

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """The bar is drawn anew only where its thumb moves on the screen: beside a long text it seldom does."""
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

    def notify_style_update(self) -> None:
        """Forget looks when the theme or the style sheet changes."""
        super().notify_style_update()
        self._looks.clear()
        self._strips.clear()

    def on_resize(self) -> None:
        """Wrap to the new width."""
        if self._text_width() == self._rows.width:
            return
        anchor = self.keep()
        height = self._rows.row_of(anchor) - self.scroll_offset.y
        self._wrap()
        self.hold(anchor, height)

    def hold(self, offset: int, height: int) -> None:
        """Scroll so that a character stands ``height`` rows below the top, or as near as can be."""
        row = self._rows.row_of(offset)
        self._measure()
        self.scroll_to(y=row - height, animate=False)
        self.sight(offset)

    def _text_width(self) -> int:
        return max(2, min(LONGEST, self.scrollable_content_region.width - MARGIN - 1))

    def _wrap(self) -> None:
        gap = self._view.body is None and self._message is None
        self._rows = Rows(self._view.text, self._text_width(), gap=gap, cells=self.measure)
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
        if first or done:  # each new measure lays the screen out anew: between the first guess and the truth there is none
            self._measure()

    def _measure(self) -> None:
        size = Size(self.scrollable_content_region.width, self._rows.height())
        if size != self.virtual_size:
            self.virtual_size = size

    def _blank(self) -> Strip:
        return Strip.blank(self.scrollable_content_region.width, self._look(()))

    def _strip(self, line: Line, overlay: tuple[Mark, ...]) -> Strip:
        under = [mark for marks in (*self._marks, self._view.hidden) for mark in marks.over(*line, self._off)]
        segments = self._gutter(under)
        if line.start == line.end:
            segments += [Segment(" ", self._look((mark.key,))) for mark in overlay if mark.key.startswith("cursor")]
        for run in resolve([*under, *overlay], *line):
            keys = ("hint",) if self._message is not None else run.keys
            segments.append(Segment(self.measure.drawn(written(self._view.text[run.start : run.end])), self._look(keys)))
        return Strip(segments).adjust_cell_length(self.scrollable_content_region.width, self._look(()))

    def _gutter(self, marks: Sequence[Mark]) -> list[Segment]:
        present = {"annotation" if mark.key.startswith("label-") else mark.key for mark in marks}
        done = "annotation" not in present and "open" not in present and present & {"accepted", "rejected", "corrected"}
        lanes = (*GUTTER[:-1], JUDGED) if done else GUTTER
        present |= {"accepted"} if done else set()
        signs = [
            Segment(sign if self.measure.ambiguous == 1 else plain, self._look((f"{key}-mark",)))
            if key in present else Segment(" ", self._look(()))
            for key, sign, plain in lanes
        ]
        return [*signs, Segment(" ", self._look(()))]

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
            self._looks[keys] = attributes + Style.from_color((background + colour).rich_color, background.rich_color)
        return self._looks[keys]


