"""The page's mouse: click to set the cursor, drag to select, double click for a word, triple for a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parsing.spans import Span
from tui.text import moving
from tui.widgets.page_cursor import PageCursor

if TYPE_CHECKING:
    from textual import events
    from textual.timer import Timer

LEFT = 1
SCROLL_AGAIN = 0.05
"""Seconds between two steps while the pointer is held beyond an edge."""
FASTEST = 5
"""Rows of a step at most."""


class PageMouse(PageCursor):
    """A page that can be pointed at. The wheel scrolls, as in any scroll view."""

    _pressed: Span | None = None
    _scrolling: Timer | None = None
    _beyond = (0, 0)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Set the cursor, and begin to drag."""
        if event.button != LEFT or not self.clean_text:
            return
        self.focus()
        self.action_clear_selection()
        self.put(self._under(event))
        self._pressed = self.here
        self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select from where the button went down; beyond an edge, scroll."""
        if self._pressed is None:
            return
        self._reach(self._under(event))
        x, y = event.get_content_offset_capture(self)
        self._beyond = (x, min(y, 0) or max(0, y - self.scrollable_content_region.height + 1))
        if not self._beyond[1]:
            self._hold_still()
        elif self._scrolling is None:
            self._scrolling = self.set_interval(SCROLL_AGAIN, self._scroll_on)

    def _reach(self, at: int) -> None:
        """Select from where the button went down to a character."""
        self.put(at)
        if self._pressed is not None and (self.here != self._pressed or self.selection is not None):
            self.selection = self._between(self._pressed, self.here)

    def _scroll_on(self) -> None:
        """The pointer is held beyond an edge: the farther, the faster."""
        x, rows = self._beyond
        rows = max(-FASTEST, min(rows, FASTEST))
        self._rows.reach_row(self.scroll_offset.y + self.size.height + rows)
        self._measure()
        self.scroll_to(y=self.scroll_offset.y + rows, animate=False)
        self._reach(self.offset_under(x, 0 if rows < 0 else self.scrollable_content_region.height - 1))

    def _hold_still(self) -> None:
        if self._scrolling is not None:
            self._scrolling.stop()
            self._scrolling = None

    def on_mouse_up(self) -> None:
        """Let go."""
        self._hold_still()
        if self._pressed is not None:
            self._pressed = None
            self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        """Select a word, a sentence or a paragraph by two, three or four clicks."""
        if event.button != LEFT or event.chain < 2 or not self.clean_text:
            return
        here = self.cursor
        _, sentence, paragraph, _ = moving.surroundings(self.clean_text, here)
        if event.chain == 2:
            word = Span(*moving.word_at(self.clean_text, here, self._cut))
            self.selection = word if self.under(*word) else None
        else:
            self.selection = sentence if event.chain == 3 else paragraph

    def _under(self, event: events.MouseEvent) -> int:
        """The character under the pointer; beyond the top or the bottom, one in the row next to it."""
        x, y = event.get_content_offset_capture(self)
        return self.offset_under(x, max(-1, min(y, self.scrollable_content_region.height)))
