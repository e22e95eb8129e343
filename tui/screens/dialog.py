"""The frame that all dialogs share: a heading, what is asked, a hint, and Escape to leave without an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from rich.cells import cell_len
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tui.columns import shown
from tui.dialog_commands import DIALOG
from tui.screens.commanded import Commanded
from tui.screens.window import Window
from tui.widgets.lines import JOINT, key_at, press

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual import events
    from textual.app import ComposeResult
    from textual.widget import Widget

    from tui.i18n import Words

Answer = TypeVar("Answer")
CORNERS = 6
"""Cells of the border that its hint leaves free."""


class Dialog(Commanded, Window[Answer | None], commands=DIALOG):
    """A box over the reader. Subclasses give its ``parts``; the answer is what it is dismissed with."""

    def __init__(self, title: str, hint: str, words: Words) -> None:
        super().__init__(classes="dialog")
        self.words = words
        self.heading = title
        self.hint = self._hints = hint

    def parts(self) -> Iterator[Widget]:
        """What stands in the box."""
        yield from ()

    def compose(self) -> ComposeResult:
        """The box with its parts, the title and the hint in its border."""
        box = Vertical(*self.parts(), classes="box")
        box.border_title = Content(shown(self.heading))
        box.border_subtitle = Content(self.hint)
        yield box

    def on_resize(self) -> None:
        """Leave out whole hints where there is no room for all, last of all how to go on and how to leave."""
        self.call_after_refresh(self._fit_hint)

    def _fit_hint(self) -> None:
        box = self.query_one(".box")
        parts = self._hints.split(JOINT)
        leave, agree = (self.words.signs.get(name, "") for name in ("leave", "agree"))
        while len(parts) > 1 and cell_len(JOINT.join(parts)) > box.region.width - CORNERS:
            parts.remove(min(parts, key=lambda part: (part.startswith((agree, leave)), part.startswith(leave))))
        self.hint = JOINT.join(parts)
        box.border_subtitle = Content(self.hint)

    def on_click(self, event: events.Click) -> None:
        """Press the key of the hint under the mouse: they end a corner, a line and a space before the box does."""
        box = self.query_one(".box").region
        start = box.right - 3 - cell_len(self.hint)
        if event.screen_y == box.bottom - 1 and start >= box.x and (key := key_at(self.hint, event.screen_x - start)):
            event.stop()
            press(self.app, key)

    def action_leave(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)


def line(text: str, *, id: str | None = None) -> Static:  # noqa: A002 -- Textual's name
    """A line of text that is shown as it is, whatever stands in it."""
    return Static(Content(shown(text)), id=id, markup=False)
