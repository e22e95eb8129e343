"""The page's mouse: click to set the cursor, drag to select, double click for a word, triple for a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parsing.spans import Span
from tui.text import moving
from tui.widgets.page_cursor import PageCursor

if TYPE_CHECKING:
    from textual import events

LEFT = 1


class PageMouse(PageCursor):
    """A page that can be pointed at. The wheel scrolls, as in any scroll view."""

    _pressed: int | None = None

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Set the cursor, and begin to drag."""
        if event.button != LEFT or not self.clean_text:
            return
        self.focus()
        self.action_clear_selection()
        self.put(self._under(event))
        self._pressed = self.cursor
        self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select from where the button went down; beyond an edge, scroll."""
        if self._pressed is None:
            return
        self.put(self._under(event))
        if self.cursor != self._pressed or self.selection is not None:
            self.selection = self._between(self._pressed, self.cursor)

    def on_mouse_up(self) -> None:
        """Let go."""
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
            self.selection = Span(*moving.word_at(self.clean_text, here, self._cut))
        else:
            self.selection = sentence if event.chain == 3 else paragraph

    def _under(self, event: events.MouseEvent) -> int:
        """The character under the pointer; beyond the top or the bottom, one in the row next to it."""
        x, y = event.get_content_offset_capture(self)
        return self.offset_under(x, max(-1, min(y, self.scrollable_content_region.height)))
