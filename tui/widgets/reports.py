"""The sidebar: one line for each report that is listed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from tui.columns import Cell, Column, shown
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from tui.data.heads import Head
    from tui.i18n import Words
    from tui.library import Entry, Library
    from tui.marks import Marks

# Signs of one cell in every terminal: none of them is of ambiguous width.
TICKED, UNREAD, REPAIRED, MARKED, FAILED = "✓", "∙", "✚", "✎", "✗"


class Reports(Rows):
    """Draws the library in its order. Rows stand for places in ``library.order``."""

    def __init__(self, library: Library, marks: Marks, words: Words) -> None:
        super().__init__(id="reports")
        self.library = library
        self.marks = marks
        self.words = words

    def relist(self, index: int | None) -> None:
        """Show the order as it is now, the cursor on the entry of that index if it is listed."""
        row = self.library.row(index) if index is not None else None
        columns = (
            Column("", 1),
            Column("", 3),
            Column(self.words("column.title"), 18, grow=3),
            Column(self.words("column.date"), 10, keep=6),
            Column(self.words("column.source"), 8, grow=1, keep=5),
        )
        empty = "reports.none_found" if self.library.narrowed else "reports.none"
        self.show(columns, len(self.library.order), self._row, cursor=row or 0, empty=self.words(empty))
        self.head("")

    def head(self, query: str) -> None:
        """Say in the border how many are listed, and what narrows the list."""
        listed, total = len(self.library.order), len(self.library.entries)
        number = f"{listed}/{total}" if self.library.narrowed else f"{total}"
        order = self.words(f"sort.{self.library.sort}")
        self.border_title = Content(self.words("reports.head", number=number, sort=order))
        self.border_subtitle = Content(shown(query))

    @property
    def selected(self) -> int | None:
        """The index of the entry under the cursor."""
        return self.library.order[self.cursor] if self.library.order else None

    def _row(self, row: int) -> tuple[Cell, ...]:
        index = self.library.order[row]
        entry = self.library.entries[index]
        head = entry.head
        tick = TICKED if index in self.library.ticked else ""
        return (
            Cell(tick, "mark"),
            Cell(self._flags(entry, head), "bad" if entry.error else "mark"),
            Cell(entry.title, self._weight(entry, head)),
            Cell((head.published or "")[:10] if head else "", "date"),
            Cell((head.source or "") if head else entry.error or "", "dim"),
        )

    def _flags(self, entry: Entry, head: Head | None) -> str:
        if entry.error is not None:
            return FAILED
        if head is None:
            return ""
        return "".join(
            (
                " " if head.id in self.marks.read else UNREAD,
                REPAIRED if entry.repaired else " ",
                MARKED if head.id in self.marks.counts else " ",
            )
        )

    def _weight(self, entry: Entry, head: Head | None) -> str:
        if entry.error is not None:
            return "bad"
        if head is None:
            return "dim"
        return "" if head.id in self.marks.read else "strong"
