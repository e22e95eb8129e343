"""The detail panel: tabs over one table, about whatever reports the screen says.

A small table is there at once. One of thousands of reports is made in a thread while the reader goes on, says how far
it is, and can be stopped.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.containers import Vertical
from textual.content import Content
from textual.message import Message

from tui.collector import collector_off
from tui.columns import GAP
from tui.evidence import Row, Table, TableReport
from tui.later import Later
from tui.messages import EvidenceShown, TabShown
from tui.tables import TABS, Order, Tab, counts, orders, table
from tui.widgets.beside import beside
from tui.widgets.rows import Rows
from tui.widgets.tabs import Tabs

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual import events
    from textual.app import ComposeResult
    from textual.worker import Worker

    from parsing.spans import Span
    from tui.i18n import Words

AT_ONCE = 10_000
"""Items of a table that is made between two keystrokes: some 30 ms."""


class TableRows(Rows):
    """Rows whose heading can be clicked, to order them by a column."""

    class HeadClicked(Message):
        """The user clicked on the heading of a column."""

        def __init__(self, column: int) -> None:
            super().__init__()
            self.column = column

    def shows(self, column: int) -> bool:
        """Whether there is room for a column."""
        return column < len(self._sizes) and self._sizes[column] > 0

    def column_at(self, x: int) -> int | None:
        """The column drawn at that cell, with the gap after it."""
        end = 0
        for column, size in enumerate(self._sizes):
            end += size + GAP if size else 0
            if x < end:
                return column
        return None

    def on_click(self, event: events.Click) -> None:
        """A click on the heading; those on rows are for the list itself."""
        at = event.get_content_offset(self)
        if at is not None and at.y < self._head and (column := self.column_at(at.x)) is not None:
            self.post_message(self.HeadClicked(column))


class Detail(Vertical):
    """What was found in the reports it is given. Its rows ask for their evidence with :class:`EvidenceShown`."""

    def __init__(self, words: Words) -> None:
        super().__init__(id="detail")
        self.words = words
        self.tabs = Tabs(words)
        self.rows = TableRows(id="table")
        self.orders: dict[Tab, Order] = {}
        self.table = Table()
        self._subjects: Sequence[TableReport] = ()
        self._asked, self._again = -1, 0
        self._making: Worker[None] | None = None
        self._stale = False

    def compose(self) -> ComposeResult:
        """The tabs, and one table under them."""
        yield self.tabs
        yield self.rows

    # What is shown

    def show(self, subjects: Sequence[TableReport], head: str) -> None:
        """Tabulate these reports, under that heading."""
        same = [subject.entry for subject in subjects] == [subject.entry for subject in self._subjects]
        self._subjects = subjects
        self.border_title = Content(head)
        self.tabs.numbers = counts(subjects)
        if self.making:
            self._stale = True  # made again when it is done: a flood of reports would never let it end
        else:
            self._fill(self.rows.cursor if same else 0)

    def turn(self, step: int) -> None:
        """Open the next table, or the one before."""
        self.open(TABS[(TABS.index(self.tabs.active) + step) % len(TABS)])

    def open(self, tab: Tab) -> None:
        """Open a table."""
        self.tabs.active = tab
        self._fill(0)
        self.post_message(TabShown())

    @property
    def order(self) -> Order | None:
        """What the table is ordered by; ``None``: by place."""
        return self.orders.get(self.tabs.active)

    @property
    def signed(self) -> bool:
        """Whether the heading of a column in sight says what the table is ordered by."""
        return (
            self.order is not None
            and self.order.field in self.table.fields
            and self.rows.shows(self.table.fields.index(self.order.field))
        )

    def sort(self) -> str:
        """Order the table by its next column; the column's title, or that of the order of the text."""
        known = [None, *orders(self.tabs.active, self.words)]
        at = next((n for n, order in enumerate(known) if order and self.order and order.field == self.order.field), 0)
        return self._order(known[(at + 1) % len(known)])

    def reverse(self) -> str | None:
        """Turn the order round; ``None`` where it is that of the text."""
        return self._order(self.order._replace(falling=not self.order.falling)) if self.order else None

    def _order(self, order: Order | None) -> str:
        if order is None:
            self.orders.pop(self.tabs.active, None)
        else:
            self.orders[self.tabs.active] = order
        self._fill(0)
        return self.words(f"column.{order.field}") if order else self.words("sort.place")

    def point(self, index: int, place: Span) -> None:
        """Put the cursor on the row whose evidence holds that place of that report, if there is one."""
        row = self.table.row_at(index, place)
        if row is not None:
            self.rows.point(row)

    @property
    def item(self) -> Any:
        """What the row under the cursor is made of; a heading is a text, ``None``: there is no row."""
        items = self.table.rows.items
        return items[self.rows.cursor] if self.rows.cursor < len(items) else None

    def subject_items(self) -> Sequence[Any]:
        """What of the first report the table is about: its items in the order of the record, also those not shown."""
        return getattr(self._subjects[0].report, self.tabs.active, ()) if self._subjects else ()

    @property
    def row(self) -> Row | None:
        """The row under the cursor."""
        return self.table.rows[self.rows.cursor] if self.table.rows else None

    # How it is made

    @property
    def making(self) -> bool:
        """Whether a table is being made."""
        return self._making is not None and not self._making.is_finished

    def stop(self) -> None:
        """Make no more of the table that is being made."""
        if self._making is not None and self.making:
            self._making.cancel()
            self.say(self.words("detail.stopped"))

    def say(self, text: str) -> None:
        """Say something in place of a table."""
        self._put(Table(), 0, text)

    def _fill(self, cursor: int) -> None:
        if self._making is not None:
            self._making.cancel()
            self._making = None
        self._asked, self._stale = -1, False
        self.tabs.refresh()
        tab = self.tabs.active
        if (self.tabs.numbers[tab] or 0) <= AT_ONCE:
            self._put(table(tab, self._subjects, self.words, self.order), cursor, self._empty())
        else:
            self._making = self.run_worker(Later(self._make, cursor), group="table")

    async def _make(self, cursor: int) -> None:
        """Make the table in a thread. It may be cancelled at any time, and the thread then ends soon."""
        tab, subjects, order = self.tabs.active, self._subjects, self.order

        def work(tick: Callable[[int], None]) -> Table:
            with collector_off():
                return table(tab, subjects, self.words, order, tick=tick).prepared()

        def say(done: int) -> None:
            self.say(self.words("detail.working", done=f"{done:,}", total=f"{len(subjects):,}"))

        made = await beside(work, say)
        self._put(made, cursor, self._empty())
        self._making = None
        if self._stale:
            self._fill(self.rows.cursor)

    def _put(self, made: Table, cursor: int, empty: str) -> None:
        self.table = made
        self.rows.show(made.columns, len(made.rows), lambda row: made.rows[row].cells, cursor=cursor, empty=empty)

    def _empty(self) -> str:
        tab = self.tabs.active
        if not self._subjects:
            return ""  # nothing is known yet
        if tab == "repairs" and self.tabs.numbers[tab] is None:
            return self.words("detail.repairs_apart", number=sum(subject.repaired for subject in self._subjects))
        return self.words(f"detail.no_{tab}")

    # What the user does

    def _ask(self, row: int, *, chosen: bool) -> None:
        evidence = self.table.rows[row].evidence if row < len(self.table.rows) else ()
        if evidence:
            self._again = self._again + 1 if chosen and row == self._asked else int(chosen)
            self._asked = row
            self.post_message(EvidenceShown(evidence[max(0, self._again - 1) % len(evidence)], chosen=chosen))

    def on_rows_highlighted(self, event: Rows.Highlighted) -> None:
        """The cursor moved: show the row's first place."""
        event.stop()
        self._ask(event.row, chosen=False)

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """The row was chosen: go to its place, and when chosen again to the next one."""
        event.stop()
        self._ask(event.row, chosen=True)

    def on_table_rows_head_clicked(self, event: TableRows.HeadClicked) -> None:
        """Order by that column; clicked again the other way round, and a third time as the text goes."""
        event.stop()
        known = {order.field: order for order in orders(self.tabs.active, self.words)}
        field = self.table.fields[event.column]
        first = known.get(field, Order(field))
        if self.order is None or self.order.field != field:
            self._order(first)
        else:
            self._order(first._replace(falling=not first.falling) if self.order == first else None)

    def on_click(self, event: events.Click) -> None:
        """A click on a tab opens its table."""
        if event.widget is self.tabs and (tab := self.tabs.tab_at(event.x)):
            self.open(tab)
