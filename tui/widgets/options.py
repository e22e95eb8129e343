"""The list of what could be typed, over the line it belongs to: shown while it is of use, never in the focus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.geometry import Size

from parsing.spans import Span
from tui.columns import Cell, Column, shown, widths
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.geometry import Region

    from tui.data.completion import Option

MOST, SHARE = 8, 3
"""Rows at most, and at most one in so many of the screen's: the list that is being narrowed stays in view."""
WIDEST = 64
LEAD = 1
"""Blank cells before an option, which else would run into what the list lies over."""


class Options(Rows, can_focus=False):
    """The keys are the line's, which moves the cursor here; a click is told as any list tells it."""

    def __init__(self) -> None:
        super().__init__(id="options")
        self.offered: Sequence[Option] = ()
        self._room, self._across = Size(0, 0), Span(0, 0)

    @property
    def is_open(self) -> bool:
        """Whether there is something to choose."""
        return bool(self.offered)

    @property
    def chosen(self) -> Option | None:
        """The option under the cursor; at first there is none."""
        return self.offered[self.cursor] if 0 <= self.cursor < len(self.offered) else None

    def open(self, offered: Sequence[Option], column: int, screen: Size) -> None:
        """Offer these, at that column of the line, on a screen of that size."""
        self.offered = offered
        height = max(1, min(len(offered), MOST, screen.height // SHARE - 1))
        text = LEAD + max(cell_len(shown(option.text)) for option in offered)
        note = max(cell_len(shown(option.note)) for option in offered)
        number = max(cell_len(_number(option)) for option in offered)
        width = min(text + note + number + 5, WIDEST, screen.width - 2)
        self.styles.width, self.styles.height = width, height
        left = max(0, min(column - LEAD, screen.width - width - 2))
        self.styles.offset = (left, -height - 1)
        columns = (
            Column("", min(text, width - 2)),
            Column("", 6 if note else 0, grow=1, keep=3),
            Column("", number, keep=5, right=True),
        )
        self._room, self._across = Size(width - int(len(offered) > height), height), Span(left, left + width)
        self.show(columns, len(offered), self._row)
        self.cursor = -1
        self.scroll_to(y=0, animate=False)
        self.add_class("-open")

    def _measure(self) -> None:
        """By the place that it is going to have: it is laid out only when it is to be drawn."""
        self._width, self._sizes = self._room.width, widths(self.columns, max(1, self._room.width))
        self.virtual_size = Size(self._room.width, self.count)
        self.show_vertical_scrollbar = self.vertical_scrollbar.display = self.count > self._room.height
        self.vertical_scrollbar.window_virtual_size, self.vertical_scrollbar.window_size = self.count, self._room.height

    def _share(self) -> None:
        """Nothing: what it has once it is laid out is what it was measured by."""

    def close(self) -> None:
        """Offer nothing."""
        self.offered, self.cursor, self.count = (), -1, 0
        self.remove_class("-open")

    def over(self, region: Region, foot: int) -> int:
        """How many of a region's last rows on the screen this covers, if its own last row is right above ``foot``."""
        left, right = self._across
        if not self.is_open or region.right <= left or right + LEAD < region.x:
            return 0
        return max(0, min(region.height, region.bottom - foot + self._room.height))

    def move(self, step: int) -> None:
        """To another option; before the first there is none."""
        if self.cursor + step < 0:
            self.cursor = -1
            self.refresh()
        else:
            self.point(self.cursor + step)

    def _row(self, row: int) -> tuple[Cell, ...]:
        option = self.offered[row]
        return Cell(" " * LEAD + option.text, "strong"), Cell(option.note, "dim"), Cell(_number(option), "mark")


def _number(option: Option) -> str:
    return "" if option.number is None else f"{option.number:,}"
