"""The last line of the screen: what the reader has to say, and which keys there are."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from tui.columns import shown

JOINT = " · "
"""Stands between two hints."""


class StatusLine(Widget):
    """What goes on, and at its right as many keys as there is room for."""

    DEFAULT_CSS = "StatusLine { height: 1; }"

    said: reactive[str] = reactive("")
    hints: reactive[tuple[tuple[str, str], ...]] = reactive(())

    def __init__(self) -> None:
        super().__init__(id="status")

    def render(self) -> Content:
        """The note, then hints from the first until the line is full."""
        width = self.size.width
        said = Content(shown(self.said)).truncate(max(0, width - 1), ellipsis=True)
        room = width - said.cell_length - 2
        keys: list[tuple[str, str]] = []
        for key, label in self.hints:
            size = cell_len(key) + cell_len(label) + 3
            if size > room:
                break
            keys += [(key, "bold $footer-key-foreground"), (f" {label}  ", "$text-muted")]
            room -= size
        return Content.assemble((said.plain, "$text"), " " * max(1, room + 2), *keys)


def fitting(hints: str, width: int) -> str:
    """As many of some hints, from the first on, as a line of that width has room for."""
    while cell_len(hints) > width and JOINT in hints:
        hints = hints.rpartition(JOINT)[0]
    return hints
