"""The detail panel: tabs over one table, about whatever reports the screen says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget

from tui.evidence import Subject, Table
from tui.messages import EvidenceShown
from tui.tables import ORDERS, TABS, Order, Tab, counts, table
from tui.widgets.reports import REPAIRED
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult

    from parsing.spans import Span
    from tui.i18n import Words


class Tabs(Widget):
    """The tables' names, each with its count, on one line; a click opens one."""

    DEFAULT_CSS = "Tabs { height: 1; }"

    def __init__(self, words: Words) -> None:
        super().__init__(id="tabs")
        self.words = words
        self.active: Tab = "metrics"
        self.numbers: dict[Tab, int | None] = dict.fromkeys(TABS, 0)

    def render(self) -> Content:
        """All tabs; with less, or no, room for their counts where the panel is narrow."""
        labels = self._labels()
        return Content.assemble(
            *((label, "$block-cursor-foreground on $block-cursor-background bold" if tab == self.active else "$text-muted")
              for tab, label in labels)
        )

    def tab_at(self, x: int) -> Tab | None:
        """The tab drawn at that cell."""
        end = 0
        for tab, label in self._labels():
            end += cell_len(label)
            if x < end:
                return tab
        return None

    def _labels(self) -> list[tuple[Tab, str]]:
        names = {tab: self.words(f"tab.{tab}") for tab in TABS}
        for form in (" {} {} ", " {}{}", " {}"):
            labels = [(tab, form.format(name, _number(self.numbers[tab]))) for tab, name in names.items()]
            if sum(cell_len(label) for _, label in labels) <= self.size.width:
                return labels
        width = max(2, self.size.width // len(TABS) - 1)
        return [(tab, f" {name[:width]}") for tab, name in names.items()]


def _number(number: int | None) -> str:
    return REPAIRED if number is None else str(number)


class Detail(Vertical):
    """What was found in the reports it is given. Its rows ask for their evidence with :class:`EvidenceShown`."""

    def __init__(self, words: Words) -> None:
        super().__init__(id="detail")
        self.words = words
        self.tabs = Tabs(words)
        self.rows = Rows(id="table")
        self.order: Order = "place"
        self._subjects: Sequence[Subject] = ()
        self._table = Table((), ())
        self._asked, self._again = -1, 0

    def compose(self) -> ComposeResult:
        """The tabs, and one table under them."""
        yield self.tabs
        yield self.rows

    def show(self, subjects: Sequence[Subject], head: str) -> None:
        """Tabulate these reports, under that heading."""
        same = [subject.entry for subject in subjects] == [subject.entry for subject in self._subjects]
        self._subjects = subjects
        self.border_title = Content(head)
        self.tabs.numbers = counts(subjects)
        self._fill(self.rows.cursor if same else 0)

    def turn(self, step: int) -> None:
        """Open the next table, or the one before."""
        self.open(TABS[(TABS.index(self.tabs.active) + step) % len(TABS)])

    def open(self, tab: Tab) -> None:
        """Open a table."""
        self.tabs.active = tab
        self._asked = -1
        self._fill(0)

    def sort(self) -> str | None:
        """Order the metrics by their next field, whose name is returned; the other tables have their own order."""
        if self.tabs.active != "metrics":
            return None
        self.order = ORDERS[(ORDERS.index(self.order) + 1) % len(ORDERS)]
        self._fill(0)
        return self.order

    def point(self, index: int, place: Span) -> None:
        """Put the cursor on the row whose evidence holds that place of that report, if there is one."""
        row = self._table.row_at(index, place)
        if row is not None:
            self.rows.point(row)

    def _fill(self, cursor: int) -> None:
        tab = self.tabs.active
        self._table = table(tab, self._subjects, self.words, self.order)
        rows = self._table.rows
        empty = self.words(f"detail.no_{tab}")
        if tab == "repairs" and self.tabs.numbers[tab] is None:
            empty = self.words("detail.repairs_apart", number=sum(subject.repaired for subject in self._subjects))
        self.rows.show(self._table.columns, len(rows), lambda row: rows[row].cells, cursor=cursor, empty=empty)
        self.tabs.refresh()

    def _ask(self, row: int, *, chosen: bool) -> None:
        evidence = self._table.rows[row].evidence if row < len(self._table.rows) else ()
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

    def on_click(self, event: events.Click) -> None:
        """A click on a tab opens its table."""
        if event.widget is self.tabs and (tab := self.tabs.tab_at(event.x)):
            self.open(tab)
