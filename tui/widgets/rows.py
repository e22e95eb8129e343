"""The one list of the reader: rows drawn by the line, so that 100,000 scroll like ten.

Only the rows in view are asked for and drawn. The sidebar and the tables of the detail panel are both of this kind.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive
from textual.strip import Strip

from tui.columns import Cell, Column, line, widths
from tui.text.cells import CELLS, Cells
from tui.widgets.bar import Barred

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rich.style import Style
    from textual import events


LOOKS = {
    "heading": "underline $foreground 72%",
    "cursor": "$block-cursor-foreground on $block-cursor-background",
    "cursor-away": "$block-cursor-blurred-foreground on $block-cursor-blurred-background",
    "group": "bold $primary",
    "dim": "$foreground 65%",
    "strong": "bold",
    "slanted": "italic",
    "lined": "underline",
    "match": "bold underline $warning",
    "cell": "bold reverse",
    "mark": "$primary",
    "bar": "$primary 70%",
    "bad": "$error",
    "done": "$measure-done",
    "required": "$measure-required",
    "annotation": "$annotation",
    "person": "$entity-person",
    "title": "$entity-title",
    "org": "$entity-org",
    "place": "$entity-place",
    "date": "$entity-date",
    "document": "$entity-document",
    "quantity": "$entity-quantity",
    "metric": "bold on $entity-quantity 20%",
    "doubt": "on $warning 20%",
}
"""What a cell's ``style`` looks like. Not component classes: so many of them would be matched against the style sheet
whenever a list is styled, which is a tenth of the time to the first frame."""


class RowMessage(Message):
    """What the user did with a row of a list."""

    def __init__(self, rows: Rows, row: int) -> None:
        super().__init__()
        self.rows = rows
        self.row = row

    @property
    def control(self) -> Rows:
        """The list that the row is in."""
        return self.rows


class Rows(Barred, can_focus=True, inherit_bindings=False):
    """A table with a heading and a cursor. Its keys are bound by the screen, to its ``action_`` methods.

    Its rows may become more or less without the screen being laid out anew: it is as large as its place, however many
    there are.
    """

    virtual_size = Reactive(Size(0, 0))

    class Highlighted(RowMessage):
        """The user moved the cursor to another row."""

        def can_replace(self, message: Message) -> bool:
            """Only the last place counts of a cursor that runs through the rows."""
            return isinstance(message, Rows.Highlighted) and message.rows is self.rows

    class Chosen(RowMessage):
        """The user chose a row, with Enter or a second click."""

    def __init__(self, *, id: str | None = None, at_once: bool = False) -> None:  # noqa: A002 -- Textual's name
        self._at_once = at_once
        self._looks: dict[tuple[str, str], Style] = {}
        super().__init__(id=id)
        self.cursor = 0
        self.count = 0
        self.columns: Sequence[Column] = ()
        self._cells: Callable[[int], Sequence[Cell]] = lambda _row: ()
        self._sizes: list[int] = []
        self._width = 0
        self._empty = ""

    @property
    def measure(self) -> Cells:
        """How wide the terminal draws characters, which the app knows."""
        return getattr(self.app, "measure", CELLS)

    # What is shown

    def show(
        self,
        columns: Sequence[Column],
        count: int,
        cells: Callable[[int], Sequence[Cell]],
        *,
        cursor: int = 0,
        empty: str = "",
    ) -> None:
        """Show a table: ``cells(row)`` is asked for the rows in view only. ``empty`` is said where there is none."""
        self.columns, self.count, self._cells, self._empty = columns, count, cells, empty
        self._measure()
        self.point(cursor)
        self.refresh()

    def point(self, row: int) -> None:
        """Put the cursor on a row without telling anyone, and bring it into view."""
        before, self.cursor = self.cursor, max(0, min(row, self.count - 1))
        if before != self.cursor:
            self._redraw(before)
            self._redraw(self.cursor)
        self._follow()

    @property
    def visible_rows(self) -> range:
        """The rows in view."""
        first = self.scroll_offset.y
        return range(first, min(self.count, first + max(1, self.size.height - self._head)))

    @property
    def _head(self) -> int:
        """Lines of heading: none where no column has a title."""
        return int(any(column.title for column in self.columns))

    def _measure(self) -> None:
        self.virtual_size = Size(self._width, self.count + self._head)
        self._refresh_scrollbars()  # or the layout would bring the bar, and rows be drawn again in another width
        self._width = self.scrollable_content_region.width
        self._sizes = widths(self.columns, max(1, self._width))
        self.virtual_size = Size(self._width, self.count + self._head)
        if self.is_attached:
            self._scroll_update(self.virtual_size)

    def _follow(self) -> None:
        height = self.size.height - self._head
        if height <= 0:
            return
        top = self.scroll_offset.y
        if self.cursor < top:
            self.scroll_to(y=self.cursor, animate=False)
        elif self.cursor >= top + height:
            self.scroll_to(y=self.cursor - height + 1, animate=False)

    def _redraw(self, row: int) -> None:
        self.refresh_line(row + self._head)

    # Drawing

    def render_line(self, y: int) -> Strip:
        """The heading, then the rows from the one scrolled to."""
        width = self.scrollable_content_region.width
        row = y - self._head + self.scroll_offset.y
        if y < self._head:
            return self._strip([Cell(column.title) for column in self.columns], width, "heading")
        if row < self.count:
            cursor = "cursor" if self.has_focus else "cursor-away"
            return self._strip(self._cells(row), width, cursor if row == self.cursor else "")
        said = self._told(width) if not self.count else []
        return self._strip([Cell(said[row] if row < len(said) else "", "dim")], width, "")

    def _told(self, width: int) -> list[str]:
        """What is said in place of rows, on as many lines as it needs."""
        if self.measure.length(self._empty, 0, len(self._empty)) <= width:
            return [self._empty]
        from tui.text.breaking import broken  # noqa: PLC0415 -- reads the units, and most lists have rows

        return broken(self._empty, width).split("\n")

    def _strip(self, cells: Sequence[Cell], width: int, over: str) -> Strip:
        segments = [
            Segment(self.measure.drawn(cell.text), self._look(cell.style, over))
            for cell in line(cells, self.columns, self._sizes, width, self.measure)
        ]
        return Strip(segments).adjust_cell_length(width, self._look("", over))

    def _look(self, name: str, over: str) -> Style:
        found = self._looks.get((name, over))
        if found is None:
            style = self.visual_style
            for part in (*name.split(), *over.split()):
                style += self.app.stylesheet.parse_style(LOOKS[part])
            found = self._looks[name, over] = style.rich_style
        return found

    def notify_style_update(self) -> None:
        """Another theme or ground: look the colours up again."""
        self._looks.clear()
        super().notify_style_update()

    # Moving

    def action_cursor_down(self) -> None:
        """One row down."""
        self._move(self.cursor + 1)

    def action_cursor_up(self) -> None:
        """One row up."""
        self._move(self.cursor - 1)

    def action_half_page_down(self) -> None:
        """Half of the rows in view down."""
        self._move(self.cursor + max(1, self.size.height // 2))

    def action_half_page_up(self) -> None:
        """Half of the rows in view up."""
        self._move(self.cursor - max(1, self.size.height // 2))

    def action_page_start(self) -> None:
        """To the first row."""
        self._move(0)

    def action_page_end(self) -> None:
        """To the last row."""
        self._move(self.count - 1)

    def choose(self) -> None:
        """Say that the row under the cursor is chosen."""
        if self.count:
            self.post_message(self.Chosen(self, self.cursor))

    def _move(self, row: int) -> None:
        before = self.cursor
        self.point(row)
        if self.cursor != before:
            self.post_message(self.Highlighted(self, self.cursor))

    # Events

    def on_resize(self) -> None:
        """The columns share the new width."""
        self._share()

    def watch_show_vertical_scrollbar(self) -> None:
        """A scroll bar that comes or goes leaves another width, though the widget's own stays."""
        self.call_after_refresh(self._share)

    def _share(self) -> None:
        if self._width != self.scrollable_content_region.width:
            self._measure()
            self.refresh()
        self._follow()

    def on_click(self, event: events.Click) -> None:
        """A click moves the cursor; on the row under it, twice, or in a list to choose from ``at_once``, it chooses."""
        at = event.get_content_offset(self)
        if at is None or at.y < self._head:
            return
        row = at.y - self._head + self.scroll_offset.y
        if row >= self.count:
            return
        if self._at_once or row == self.cursor or event.chain > 1:
            self.point(row)
            self.choose()
        else:
            self._move(row)
