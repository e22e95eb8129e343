"""The sidebar: one line for each report that is listed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content

from tui.causes import told
from tui.columns import Cell, Column, shown
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from textual.strip import Strip

    from tui.data.heads import Head
    from tui.data.query import Query
    from tui.entries import Entry
    from tui.i18n import Words
    from tui.library import Library
    from tui.marks import Marks

# Signs of one cell in every terminal: none of them is of ambiguous width.
TICKED, UNREAD, REPAIRED, MARKED, APPROVED, FAILED, GONE = "✓", "∙", "✚", "✎", "⚑", "✗", "⊘"
BORDER = 6
"""Cells of the border beside its title."""


class Reports(Rows):
    """Draws the library in its order. Rows stand for places in ``library.order``.

    ``asked``: the entry that the user moved the cursor to, until it is opened. The message that says so may still be on
    its way when the list is drawn anew, in another order even: the cursor stays on that entry, and it is what is
    opened.

    ``early``: rows down that were asked for before any file was listed: the cursor goes there with the first of them.
    """

    def __init__(self, library: Library, marks: Marks, words: Words) -> None:
        super().__init__(id="reports")
        self.library = library
        self.marks = marks
        self.words = words
        self.filtering: Query | None = None
        self.asked: int | None = None
        self.early = 0
        self._counted = False
        self._settled = -1
        self._query = ""
        self._unread: tuple[tuple[int, int], int] = (-1, -1), 0

    def relist(self, index: int | None) -> None:
        """Show the present order, the cursor on what was asked for, else on the entry of that index if it is listed."""
        asked = self.asked
        row = None if asked is None else self.library.row(asked)
        if row is None:
            asked, row = None, None if index is None else self.library.row(index)
        reading = self.library.settled < len(self.library.entries)
        found = "reports.none_yet" if reading else "reports.none_found"
        empty = found if self.library.narrowed else "reports.none"
        self.show(self._columns(), len(self.library.order), self._row, cursor=row or 0, empty=self.words(empty))
        self.asked = asked
        if self.early and self.count:
            early, self.early = self.early, 0
            self._move(early)
        self.head("")

    def point(self, row: int) -> None:
        """Put the cursor on a row: what was asked for elsewhere is so no longer."""
        before = self.cursor
        super().point(row)
        if self.cursor != before:
            self.asked = None

    def _move(self, row: int) -> None:
        if not self.library.entries:
            self.early = max(0, self.early + row)
            return
        before = self.cursor
        super()._move(row)
        if self.cursor != before:
            self.asked = self.selected

    def _columns(self) -> tuple[Column, ...]:
        """The columns: how much of each report is judged only where something is, asked again when more is parsed."""
        if self._settled != self.library.settled:
            self._settled, judged = self.library.settled, self.marks.judged
            self._counted = any(self.library.of(report) for report, number in judged.items() if number)
        return (
            Column("", 1),
            Column("", 3),
            *([Column("", 4, right=True)] if self.library.copies.of else []),
            Column(self.words("column.title"), 18 - 2 * self._counted - 5 * bool(self.library.copies.of), grow=3),
            *([Column(self.words("column.judged"), 3, keep=7, right=True)] if self._counted else []),
            Column(self.words("column.date"), 10, keep=6),
            Column(self.words("column.source"), 8, grow=1, keep=5),
        )

    def recount(self) -> None:
        """Show the marks as they are now; the first judgement brings a column, the last one takes it away."""
        before, self._settled = self._counted, -1
        columns = self._columns()
        if self._counted != before:
            self.columns = columns
            self._measure()
        self.refresh()

    def head(self, query: str) -> None:
        """Say in the border how many are listed, and what narrows the list: as much as there is room for."""
        self._query = query
        if self._settled != self.library.settled:
            self.recount()
        listed, total = len(self.library.order), len(self.library.entries)
        found = f"{listed:,}" if self.library.whole else f"{listed:,}+"
        number = f"{found}/{total:,}" if self.library.narrowed else f"{total:,}"
        approved = self.library.number_of(self.marks.approved)
        signs = ((UNREAD, self._number_unread()), (TICKED, len(self.library.ticked)), (APPROVED, approved))
        counts = [f" {sign}{count:,}" for sign, count in signs if count]
        told = [self.words("reports.head", number=number + "".join(counts), sort=self.order)]
        told += [self.words("reports.number", number=number + "".join(counts[:most])) for most in (len(counts), 1, 0)]
        room = self.outer_size.width - BORDER
        self.border_title = Content(next((text for text in told if cell_len(text) <= room or room <= 0), told[-1]))
        self.border_subtitle = Content(shown(query))

    def on_resize(self) -> None:
        """The border has another width."""
        self.head(self._query)

    @property
    def order(self) -> str:
        """What the list is ordered by, in words."""
        field = self.words(f"sort.{self.library.sort}")
        return self.words("sort.turned", sort=field) if self.library.turned else field

    def explain(self, text: str) -> None:
        """Say why nothing is listed."""
        self._empty = text
        self.refresh()

    def _number_unread(self) -> int:
        """How many have not been opened; counted anew only when some were parsed or read."""
        library, read = self.library, self.marks.read
        state = library.settled - library.failed, len(read)
        if self._unread[0] != state:
            self._unread = state, state[0] - library.number_of(read)
        return self._unread[1]

    @property
    def selected(self) -> int | None:
        """The index of the entry under the cursor."""
        return self.library.order[self.cursor] if self.library.order else None

    def first_line(self, y: int) -> Strip:
        """A line of the widget as it is at first: all listed, from the top, the cursor on the first."""
        width, row = self.scrollable_content_region.width, y - self._head
        listed = self.library.order
        if row < 0 or row >= len(listed):
            return self.render_line(0) if row < 0 else self._strip([Cell("")], width, "")
        return self._strip(self._row(row), width, "cursor-away" if row == 0 else "")

    def _row(self, row: int) -> tuple[Cell, ...]:
        index = self.library.order[row]
        entry = self.library.entries[index]
        head = entry.head
        tick = TICKED if index in self.library.ticked else ""
        return (
            Cell(tick, "mark"),
            Cell(self._flags(entry, head), "bad" if entry.error else "mark"),
            *([Cell(self._copies(index), "mark")] if self.library.copies.of else []),
            Cell(
                entry.title, self._weight(entry, head), self.filtering.in_title(entry.title) if self.filtering else ()
            ),
            *([Cell(str(self.marks.judged.get(head.id) or "") if head else "", "mark")] if self._counted else []),
            Cell((head.published or "")[:10] if head else "", "date"),
            Cell((head.source or "") if head else told(entry.error or "", self.words.language), "dim"),
        )

    def _copies(self, index: int) -> str:
        """How many say the same as this one; a sign at those that are listed behind it."""
        number, group = self.library.stand_for.get(index), self.library.copies.of.get(index)
        if number:
            return f"×{number}"
        return "└" if group and group[0] in self.library.copies.opened else ""

    def _flags(self, entry: Entry, head: Head | None) -> str:
        if entry.error is not None:
            return FAILED
        if head is None:
            return ""
        return "".join(
            (
                GONE if entry.path in self.library.gone else " " if head.id in self.marks.read else UNREAD,
                REPAIRED if entry.repaired else " ",
                APPROVED if head.id in self.marks.approved else MARKED if head.id in self.marks.counts else " ",
            )
        )

    def _weight(self, entry: Entry, head: Head | None) -> str:
        if entry.error is not None:
            return "bad"
        if head is None or entry.path in self.library.gone:
            return "dim"
        return "" if head.id in self.marks.read else "strong"
