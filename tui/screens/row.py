"""One row of a table in full: what the columns cut short, wrapped as the page wraps, and where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.columns import GAP, Cell, Column, shown
from tui.dialog_commands import ROW
from tui.screens.dialog import Dialog
from tui.text.breaking import wrap
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from textual.widget import Widget

    from tui.evidence import Row
    from tui.i18n import Words

NAMES = 8
"""Cells for the names of the columns."""


class RowScreen(Dialog[int], commands=ROW):
    """Shows a row of a table, and the rows beside it. The answer is the row whose evidence is wanted.

    Args:
        columns: of the table.
        row: gives a row by its number; ``None`` where the table has no more.
        at: the number of the first row shown.
        tab: what the table is called.
        words: what the interface says.
        moved: told which row is shown, so that the table behind follows.
    """

    def __init__(  # noqa: PLR0913, PLR0917 -- what it shows, and whom it tells
        self,
        columns: Sequence[Column],
        row: Callable[[int], Row | None],
        at: int,
        tab: str,
        words: Words,
        moved: Callable[[int], None],
    ) -> None:
        self._tab, self._at = tab, at
        super().__init__(words("row_screen.title", tab=tab, number=at + 1), words("row_screen.hint"), words)
        self._columns, self._row, self._moved = columns, row, moved
        self._lines: list[tuple[Cell, ...]] = []

    def parts(self) -> Iterator[Widget]:
        """The row's cells, one under the other."""
        yield Rows(id="row")

    def on_mount(self) -> None:
        """Let the list have the keys."""
        self.query_one(Rows).focus()

    def on_resize(self) -> None:
        """Wrap anew: the box may have another width."""
        self.call_after_refresh(self._fill)

    def action_rows(self, name: str) -> None:
        """Scroll."""
        getattr(self.query_one(Rows), f"action_{name}")()

    def action_turn(self, step: int) -> None:
        """Show the next row, or the one before, that is no heading."""
        at = self._at + step
        while at >= 0 and (row := self._row(at)) is not None:
            if row.evidence or len(row.cells) > 1:
                self._at = at
                self._moved(at)
                self._fill()
                return
            at += step

    def action_agree(self) -> None:
        """Go to where the row was taken from."""
        self.dismiss(self._at)

    def on_rows_chosen(self) -> None:
        """A click on a line does as Enter does."""
        self.action_agree()

    def _title(self) -> str:
        return self.words("row_screen.title", tab=self._tab, number=self._at + 1)

    def _fill(self) -> None:
        rows = self.query_one(Rows)
        row = self._row(self._at)
        if row is None:
            return
        width = max(2, rows.size.width - NAMES - GAP - 1)
        self._lines = list(row_lines(self._columns, row, self.words("row_screen.said"), width))
        rows.styles.height = min(len(self._lines), max(1, self.size.height - 6))
        rows.show((Column("", NAMES), Column("", 2, grow=1)), len(self._lines), self._lines.__getitem__)
        self.query_one(".box").border_title = self._title()


def row_lines(columns: Sequence[Column], row: Row, said: str, width: int) -> Iterator[tuple[Cell, ...]]:
    """A row as lines of two cells: the name of a column, and some of its text; ``width`` cells of text in each."""
    told = [(column.title, cell) for column, cell in zip(columns, row.cells, strict=False) if cell.text.strip()]
    told += [(said, Cell(text, "dim")) for text in row.said if text]
    for name, cell in told:
        safe = shown(cell.text)
        for number, line in enumerate(wrap(safe, width)):
            yield Cell("" if number else name, "dim"), Cell(safe[line.start : line.end], cell.style)
