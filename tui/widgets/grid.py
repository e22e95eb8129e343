"""A table with a cell cursor: names at the left that stay, and columns of which as many show as there is room for.

Rows are those of :class:`tui.widgets.rows.Rows`; only the columns in view are asked for, so that a thousand reports
beside each other cost what ten do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.message import Message

from tui.columns import GAP, Cell, Column
from tui.widgets.detail import TableRows

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual import events

CELL = 12
"""Cells of a column's width: a date, or a figure in the tens of millions."""
NAMED = 48
"""Cells of a name that are kept from the columns where it is long."""
MEASURED = 200
"""Names of lines that are looked at to see how much room they need; it is half of the width at most."""


class Grid(TableRows):
    """A grid. ``column`` is the cursor's, of ``titles``; the names at the left have no number."""

    class Moved(Message):
        """The cursor is on another column."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 -- Textual's name
        super().__init__(id=id)
        self.column = 0
        self._first = 0
        self._named = Column("", 1)
        self._titles: Sequence[str] = ()
        self._naming: Callable[[int], Cell] = lambda _row: Cell("")
        self._valuing: Callable[[int, int], Cell] = lambda _row, _column: Cell("")
        self._lines = 0
        self._said = ""

    def lay(  # noqa: PLR0913 -- a table is no less
        self,
        name: str,
        titles: Sequence[str],
        lines: int,
        *,
        names: Callable[[int], Cell],
        cells: Callable[[int, int], Cell],
        cursor: tuple[int, int] = (0, 0),
        empty: str = "",
    ) -> None:
        """Show a grid of so many lines: ``names(row)`` stays at the left; ``cells(row, column)`` is the rest."""
        self._named, self._titles, self._lines, self._said = Column(name, 1), titles, lines, empty
        self._naming, self._valuing = names, cells
        self.column = max(0, min(cursor[1], len(titles) - 1))
        self._again(cursor[0])

    def action_cursor_left(self) -> None:
        """One column to the left."""
        self._sideways(self.column - 1)

    def action_cursor_right(self) -> None:
        """One column to the right."""
        self._sideways(self.column + 1)

    def to(self, column: int) -> None:
        """To a column, without telling anyone."""
        self.column = max(0, min(column, len(self._titles) - 1))
        self._again(self.cursor)

    def names_whole(self, name: str) -> bool:
        """Whether a name at the left has room."""
        return not self.columns or cell_len(name) <= self.columns[0].width

    def _sideways(self, column: int) -> None:
        column = max(0, min(column, len(self._titles) - 1))
        if column != self.column:
            self.column = column
            self._again(self.cursor)
            self.post_message(self.Moved())

    def _again(self, cursor: int) -> None:
        """Choose the columns in view, so that the cursor's is among them."""
        width = max(1, self.scrollable_content_region.width)
        longest = max((cell_len(self._naming(row).text) for row in range(min(self._lines, MEASURED))), default=0)
        named = max(14, width // 3, min(longest, width // 2, NAMED))
        room = max(1, (width - named) // (CELL + GAP))
        self._first = max(0, min(self._first, self.column, len(self._titles) - room), self.column - room + 1)
        titles = self._titles[self._first : self._first + room]
        rest = max(1, width - len(titles) * (CELL + GAP))
        columns = [Column(self._named.title, rest), *(Column(title, CELL, right=True) for title in titles)]
        self.show(columns, self._lines, self._row, cursor=cursor, empty=self._said)

    def _row(self, row: int) -> tuple[Cell, ...]:
        name = self._naming(row)
        if name.style == "group":
            return (name,)
        return (name, *(self._at(row, column) for column in range(self._first, self._first + len(self.columns) - 1)))

    def _at(self, row: int, column: int) -> Cell:
        cell = self._valuing(row, column)
        if (row, column) == (self.cursor, self.column):
            return Cell(f"▸{cell.text}" if cell_len(cell.text) < CELL else cell.text, "cell")
        return cell

    def _share(self) -> None:
        """More or fewer columns have room."""
        self._again(self.cursor)

    def on_click(self, event: events.Click) -> None:
        """A click takes the cursor to its column, too."""
        at = event.get_content_offset(self)
        found = self.column_at(at.x) if at is not None else None
        if found:
            self._sideways(self._first + found - 1)
