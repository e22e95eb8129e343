"""The comparison of reports: figures and measures side by side, the line under the cursor over time, and its source."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from textual import on
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from parsing.record import Metric
from parsing.spans import Span
from tui.columns import Cell, shown
from tui.data.comparison import compare
from tui.dialog_commands import COMPARISON
from tui.evidence import Evidence
from tui.later import Later
from tui.screens.commanded import Commanded
from tui.screens.compared import EMPTY, line_cell, line_name
from tui.screens.curves import curves_of
from tui.screens.dialog import line
from tui.text.breaking import broken
from tui.widgets.beside import beside
from tui.widgets.chart import Chart
from tui.widgets.grid import Grid
from tui.widgets.lines import HintLine
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult

    from parsing.record import Measure
    from tui.data.comparison import ComparedLine, Comparison
    from tui.evidence import TableReport
    from tui.i18n import Words

TALL = 22
"""Lines of a screen that has room for a chart."""
CHARTED = 8
"""Lines of a chart of which something can be read: its border, its frame, and its days are five of them."""
TOLD = 4
"""Lines at most that say what a cell holds; see ``app.tcss``."""
QUOTED = 400
"""Characters of a text that are said under the grid."""
BESIDE = 2
"""Cells beside that text; see ``app.tcss``."""


class Place(NamedTuple):
    """How the comparison was left, for the next time."""

    row: int = 0
    column: int = 0
    by_scope: bool = True
    shared: bool = True


class ComparisonScreen(Commanded, Screen[Evidence], commands=COMPARISON):
    """Compares reports. The answer is the place in a report that the user wants to see.

    Args:
        subjects: the reports.
        words: what the interface says.
        place: where to begin.
        left: told the place when the screen is left.
        export: asks where to write a comparison, and writes it.
        waiting: how many reports are to be compared too, but are still being parsed.
    """

    def __init__(  # noqa: PLR0913 -- what it shows, and whom it tells
        self,
        subjects: Sequence[TableReport],
        words: Words,
        place: Place,
        left: Callable[[Place], None],
        export: Callable[[Comparison], None],
        *,
        waiting: int = 0,
    ) -> None:
        super().__init__(id="comparison")
        self.subjects, self.words, self.waiting = subjects, words, waiting
        self.comparison: Comparison | None = None
        self.lines: list[ComparedLine | str] = []
        self.grid, self.chart = Grid(id="grid"), Chart(id="chart")
        self._place, self._leaving, self._export, self._titled = place, left, export, ""
        self._entries, self._turned, self._told = dict[str, int](), 0, 1

    def compose(self) -> ComposeResult:
        """The grid, what stands in its cell, and the chart."""
        yield self.grid
        with Vertical(id="under"):
            yield Static(id="cell", markup=False)
            yield line(self.words("comparison.low", lines=TALL), id="chart-note")
            yield self.chart
        yield HintLine(self.words("comparison.hint"), id="comparison-hint")

    def on_mount(self) -> None:
        """Begin to compare."""
        self.grid.focus()
        self._begin(first=True)

    def renew(self, subjects: Sequence[TableReport]) -> None:
        """Compare these reports from now on: what was still being parsed is among them."""
        self.subjects, self.waiting = subjects, 0
        self._place = self._place._replace(row=self.grid.cursor, column=self.grid.column)
        self._begin()

    def _begin(self, *, first: bool = False) -> None:
        self._entries |= {subject.report.path: subject.entry for subject in self.subjects}
        still = self.words("comparison.still", number=self.waiting) if self.waiting else ""
        self._titled = self.words("comparison.title", number=len(self.subjects)) + still
        self.grid.border_title = Content(self._titled)
        self.run_worker(Later(self._compare, first=first), exclusive=True)

    async def _compare(self, *, first: bool = False) -> None:
        self.comparison = await self._made(by_scope=self._place.by_scope)
        if (
            first
            and self._place.by_scope
            and not any(line.shared and line.kind == "metric" for line in self.comparison.lines)
        ):
            self._place = self._place._replace(by_scope=False)  # of other places, the same figures are other bodies'
            self.comparison = await self._made(by_scope=False)
        self._list()

    async def _made(self, *, by_scope: bool) -> Comparison:
        reports = [subject.report for subject in self.subjects]

        def say(done: int) -> None:
            self._say(self.words("detail.working", done=f"{done:,}", total=f"{len(reports):,}"))

        return await beside(lambda tick: compare(reports, by_scope=by_scope, tick=tick), say)

    def _list(self) -> None:
        if self.comparison is None:
            return
        lines = [line for line in self.comparison.lines if line.shared or not self._place.shared]
        self.lines = []
        for kind in ("metric", "measure"):
            found = [line for line in lines if line.kind == kind]
            self.lines += [self.words(f"comparison.{kind}s", number=len(found)), *found] if found else []
        titles = [
            (report.published or "")[:10] or report.title or Path(report.path).name
            for report in self.comparison.reports
        ]
        scope = "scopes" if self._place.by_scope else "no_scopes"
        self.grid.border_subtitle = Content(
            " · ".join(self.words(f"comparison.{name}") for name in (scope, "shared" if self._place.shared else "all"))
        )
        row, column = self._place.row or int(len(self.lines) > 1), self._place.column
        if (
            not self._place.row
            and len(self.lines) > 1
            and not isinstance(first := self.lines[row], str)
            and column not in first.cells
        ):
            column = min(first.cells)  # who has chosen no line yet begins where there is something
        self.grid.lay(
            self.words("comparison.line"),
            titles,
            len(self.lines),
            names=self._line_name,
            cells=self._line_cell,
            cursor=(row, column),
            empty=self.words("comparison.nothing"),
        )
        self._tell()

    def _line_name(self, row: int) -> Cell:
        line = self.lines[row]
        return Cell(line, "group") if isinstance(line, str) else Cell(line_name(line, self.words))

    def _line_cell(self, row: int, column: int) -> Cell:
        line = self.lines[row]
        return EMPTY if isinstance(line, str) else line_cell(line, column, self.words)

    def _items(self) -> tuple[ComparedLine | None, Sequence[Metric | Measure]]:
        line = self.lines[self.grid.cursor] if self.lines else None
        if line is None or isinstance(line, str):
            return None, ()
        return line, line.cells.get(self.grid.column, ())

    def _tell(self) -> None:
        """Say what the cell holds, and draw its line."""
        line, items = self._items()
        if line is None or self.comparison is None:
            self.grid.border_title = Content(self._titled)
            self._say("")
            self.chart.draw(())
            self._share()
            return
        name = shown(line_name(line, self.words))
        self.grid.border_title = Content(self._titled if self.grid.names_whole(name) else f"{self._titled} · {name}")
        report = self.comparison.reports[self.grid.column]
        self._turned %= max(1, len(items))
        said = [report.title or report.path]
        if items:
            item = items[self._turned]
            turn = f"{self._turned + 1}/{len(items)} " if len(items) > 1 else ""
            said.append(turn + (item.sentence.of(report.text) if isinstance(item, Metric) else item.text))
        self._say("\n".join(shown(text[:QUOTED]) for text in said))
        curves = curves_of(self.comparison, line, self.words)
        self.chart.draw(list(curves.values()))
        signs = [f"{curve.sign} {name}" for name, curve in curves.items()]
        self.chart.border_title = Content("  ".join([name, *map(shown, signs if any(curves) else ())]))
        self._share()

    def _share(self) -> None:
        """Give the chart its part of the height if there is something to draw and room; else say that there is none."""
        wanted, room = self.chart.days > 1, self.size.height >= TALL
        self.chart.display = wanted and room
        self.query_one("#chart-note").display = wanted and not room
        part = max(int(self.size.height * 0.45), min(TOLD, self._told) + CHARTED)
        self.query_one("#under").styles.height = part if self.chart.display else "auto"

    def on_resize(self) -> None:
        """There may be room for the chart, or no more; and what the cell holds breaks elsewhere."""
        self._share()
        self._tell()

    def _say(self, text: str) -> None:
        width = max(2, self.size.width - BESIDE)
        text = "\n".join(broken(line, width) for line in text.split("\n"))
        self._told = text.count("\n") + 1
        self.query_one("#cell", Static).update(Content(text))

    def action_rows(self, name: str) -> None:
        """Move the cursor."""
        getattr(self.grid, f"action_{name}")()

    def action_turn(self, step: int) -> None:
        """Show the next thing in the cell, or the one before; past the last, go on in the next cell that holds any."""
        line, items = self._items()
        if line is not None and not 0 <= self._turned + step < len(items):
            columns = sorted(
                line.cells, key=lambda column: ((column - self.grid.column) * step - 1) % len(self.subjects)
            )
            self.grid.to(columns[0])
            self._turned = 0 if step > 0 else len(line.cells[columns[0]]) - 1
        else:
            self._turned += step
        self._tell()

    def action_scopes(self) -> None:
        """Tell apart whose a figure is, or not."""
        self._place = Place(0, self.grid.column, not self._place.by_scope, self._place.shared)
        self.run_worker(Later(self._compare), exclusive=True)

    def action_all(self) -> None:
        """List what only one report has as well, or not."""
        self._place = Place(0, self.grid.column, self._place.by_scope, not self._place.shared)
        self._list()

    def action_agree(self) -> None:
        """Go to where the cell was taken from."""
        _, items = self._items()
        if items and self.comparison is not None:
            item = items[self._turned % len(items)]
            entry = self._entries[self.comparison.reports[self.grid.column].path]
            self._remember()
            self.dismiss(Evidence(entry, Span(item.start, item.end)))

    def action_export(self) -> None:
        """Write what is listed."""
        if self.comparison is not None:
            self._export(type(self.comparison)(self.comparison.reports, tuple(
                line for line in self.lines if not isinstance(line, str))))  # fmt: skip

    def action_leave(self) -> None:
        """Back to the reader."""
        self._remember()
        self.dismiss(None)

    def _remember(self) -> None:
        self._leaving(self._place._replace(row=self.grid.cursor, column=self.grid.column))

    @on(Rows.Highlighted)
    @on(Grid.Moved)
    def _moved(self) -> None:
        """Another line, or another report."""
        self._turned = 0
        self._tell()

    def on_rows_chosen(self) -> None:
        """A second click does as Enter does."""
        self.action_agree()
