"""The overview of the listed reports: how many of them have what, each number with its bar."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from tui.columns import Cell, Column
from tui.data.fields import STATUSES
from tui.data.overview import FIELDS
from tui.dialog_commands import OVERVIEW
from tui.screens.dialog import Dialog
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual.widget import Widget

    from tui.data.overview import Overview
    from tui.i18n import Words

MOST = 15
"""Names of a kind that are shown."""
BAR = 18
"""Cells of the longest bar."""
NAMED = 26
"""Cells of a name that are wanted before there is a bar."""
PARTS = " ▏▎▍▌▋▊▉█"
COLUMNS = (Column("", 8, right=True), Column("", 8, right=True), Column("", BAR, grow=1, keep=1))


class OverviewLine(NamedTuple):
    """A line of the overview: a heading has no ``counts``."""

    name: str
    counts: Sequence[int] = ()
    heads: Sequence[str] = ()


class OverviewScreen(Dialog[None], commands=OVERVIEW):
    """Shows an overview."""

    def __init__(self, overview: Overview, words: Words) -> None:
        super().__init__(words("overview.title", number=f"{overview.reports:,}"), words("overview.hint"), words)
        self.lines = list(lines(overview, words))

    def parts(self) -> Iterator[Widget]:
        """The lines."""
        yield Rows(id="overview")

    def on_mount(self) -> None:
        """Fill them in."""
        rows = self.query_one(Rows)
        rows.styles.height = max(1, min(len(self.lines), self.app.size.height - 6))
        most = max((max(line.counts) for line in self.lines if line.counts), default=1)
        drawn = [_cells(line, most) for line in self.lines]
        named = max((cell_len(cells[0].text) for cells in drawn), default=0)
        rows.show((Column("", min(named, NAMED), grow=3), *COLUMNS), len(drawn), drawn.__getitem__)
        rows.focus()

    def action_rows(self, name: str) -> None:
        """Scroll."""
        getattr(self.query_one(Rows), f"action_{name}")()

    def on_rows_chosen(self) -> None:
        """Enter leaves."""
        self.action_leave()


def lines(overview: Overview, words: Words) -> Iterator[OverviewLine]:
    """What an overview says, the most frequent of each kind first; weeks in their order."""
    measures = {
        category: [overview.measures[category, status] for status in STATUSES] for category, _ in overview.measures
    }
    if measures:
        yield OverviewLine(words("overview.measures"), heads=[words(f"status.{status}") for status in STATUSES])
        for category, counts in sorted(measures.items(), key=lambda row: (-sum(row[1]), row[0])):
            yield OverviewLine(words.get(f"category.{category}", category), counts)
    for field in FIELDS:
        found = [(name, count) for (of, name), count in overview.named.items() if of == field]
        if found:
            yield OverviewLine(words(f"overview.{field}"))
            yield from (
                OverviewLine(name, [count]) for name, count in sorted(found, key=lambda row: (-row[1], row[0]))[:MOST]
            )
    if overview.weeks:
        yield OverviewLine(words("overview.weeks"))
        for monday, count in overview.weeks.items():
            year, week, _ = monday.isocalendar()
            yield OverviewLine(f"{year}-W{week:02}", [count])


def _cells(line: OverviewLine, most: int) -> tuple[Cell, ...]:
    if not line.counts:
        return Cell(line.name, "heading"), *(Cell(head, "dim") for head in [*line.heads, "", ""][:2]), Cell("")
    told = [f"{count:,}" for count in line.counts]
    return Cell(f"  {line.name}"), *(Cell(text) for text in [*told, ""][:2]), Cell(bar(max(line.counts), most), "bar")


def bar(count: int, most: int) -> str:
    """A bar as long as a count is large, in eighths of a cell; the most fills it."""
    whole, rest = divmod(round(count * BAR * 8 / most), 8)
    return "█" * whole + (PARTS[rest] if rest else "")
