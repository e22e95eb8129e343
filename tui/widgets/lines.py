"""Lines that name keys: the last of the screen, and the hints of dialogs. A click on one does what its key does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.content import Content
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static

from tui.columns import shown
from tui.keys import meant

if TYPE_CHECKING:
    from textual.app import App

JOINT = " · "
"""Stands between two hints."""


class StatusLine(Widget):
    """What goes on, and at its right as many keys as there is room for."""

    DEFAULT_CSS = "StatusLine { height: 1; }"

    said: reactive[str] = reactive("")
    hints: reactive[tuple[tuple[str, str], ...]] = reactive(())

    def __init__(self) -> None:
        super().__init__(id="status")
        self._places: list[tuple[int, str]] = []

    def render(self) -> Content:
        """The note, then hints from the first until the line is full."""
        width = self.size.width
        said = Content(shown(self.said)).truncate(max(0, width - 1), ellipsis=True)
        room = width - said.cell_length - 2
        keys: list[tuple[str, str]] = []
        places: list[tuple[int, str]] = []
        for key, label in self.hints:
            size = cell_len(key) + cell_len(label) + 3
            if size > room:
                break
            keys += [(key, "bold $footer-key-foreground"), (f" {label}  ", "$text-muted")]
            room -= size
            places.append((size, key))
        self._places = places
        return Content.assemble((said.plain, "$text"), " " * max(1, room + 2), *keys)

    def on_click(self, event: events.Click) -> None:
        """Press the key of the hint under the mouse; they stand at the right, each with two spaces after it."""
        end = self.size.width
        for size, key in reversed(self._places):
            if end - size <= event.x < end - 2:
                press(self.app, meant(key))
            end -= size


class HintLine(Static):
    """A line of hints, as many as there is room for."""

    def __init__(self, hints: str, *, id: str | None = None) -> None:  # noqa: A002 -- Textual's name
        super().__init__(id=id, markup=False)
        self._hints, self._fitting = hints, ""

    def on_resize(self) -> None:
        """There is room for more or fewer."""
        self._fitting = fitting(self._hints, self.app.size.width)
        self.update(Content(self._fitting))

    def on_click(self, event: events.Click) -> None:
        """Press the key of the hint under the mouse."""
        if key := key_at(self._fitting, event.x):
            press(self.app, key)


class Note(Static):
    """A line of words in one look, cut at its end: Textual's layout of a text takes longer than all the rest of it."""

    def render_line(self, y: int) -> Strip:
        """The words, or nothing below them."""
        width, content = self.size.width, self.content
        told = content if isinstance(content, Content) and not y else Content()
        line = told.truncate(width, ellipsis=True, pad=True)
        return Strip([Segment(line.plain, self.visual_style.rich_style)], width)


def press(app: App[object], key: str) -> None:
    """Press a key as a terminal would: one that a widget sends goes up no further than to that widget's children."""
    event = events.Key(key, None)
    event.set_sender(app)
    app.post_message(event)


def key_at(hints: str, x: int) -> str | None:
    """The key that the hint in that cell begins with."""
    at = 0
    for part in hints.split(JOINT):
        end = at + cell_len(part)
        if at <= x < end and part.strip():
            return meant(part.split()[0])
        at = end + cell_len(JOINT)
    return None


def fitting(hints: str, width: int) -> str:
    """As many of some hints, from the first on, as a line of that width has room for."""
    while cell_len(hints) > width and JOINT in hints:
        hints = hints.rpartition(JOINT)[0]
    return hints
