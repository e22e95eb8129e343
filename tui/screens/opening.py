"""Reports as they are found, parsed and opened: what the worker brings, and what the page is given of it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual import on

from tui.collector import collector_off, spare_collector
from tui.later import Later
from tui.messages import Parsed
from tui.screens.finding import Finding
from tui.text.view import Drawn
from tui.widgets.page import Page
from tui.widgets.rows import Rows
from tui.worker_process import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parsing.corpus import Outcome
    from parsing.reading import Reading
    from parsing.spans import Span
    from tui.data.heads import Settled
    from tui.entries import Entry
    from tui.screens.desk import Equipment

LONG = 50_000
"""Characters of a text that is made ready for the page, and for being searched, beside the event loop."""
REARRANGE = 0.25
"""Seconds between two new orders of the list while reports come in."""


class Opening(Finding):
    """What fills the list and the page."""

    def __init__(self, equipment: Equipment) -> None:
        super().__init__(equipment)
        self._rearranging = False

    # What is open

    def action_step(self, step: int) -> None:
        """Open the next report of the list, or the one before."""
        row = self.reports.cursor + step
        if 0 <= row < len(self.library.order):
            self.reports.point(row)
            self.open(self.library.order[row])

    @on(Rows.Highlighted, "#reports")
    def _report_highlighted(self) -> None:
        asked, self.reports.asked = self.reports.asked, None
        if asked is not None:
            self.open(asked)

    @on(Rows.Chosen, "#reports")
    def _report_chosen(self) -> None:
        self.go("page")

    def wanted(self) -> Iterator[str]:
        """The paths still to be parsed: the open report, those in view, then all others."""
        order = self.library.order
        first = [] if self.current is None else [self.current]
        first += [order[row] for row in self.reports.visible_rows]
        return (self.library.entries[index].path for index in self.library.waiting(first))

    def open(self, index: int, *, at: Span | None = None) -> None:
        """Show a report, at that place; while it is being parsed, say so."""
        if index == self.current and self.reading is not None:
            if at:
                self.page.reveal(at)
            return
        self.leave()
        self.back = self.back if index == self.back else None
        self.current, self.reading, self.notes, self.selection = index, None, (), None
        self.judged()  # nothing any longer: nobody judges what another report says
        if self.library.hold(index):
            self.library.arrange()
            self.show_list()
        entry = self.library.entries[index]
        if entry.error is not None:
            self._shut(self.words("page.failed", cause=self.cause(entry.error)))
        elif entry.head is None:
            self._shut(self.words("page.parsing"))
        else:
            self.run_worker(Later(self._open, index, at), group="open", exclusive=True)

    def _shut(self, message: str) -> None:
        self.page.show_message(message)
        if not self.all_ticked:
            self.show_detail()

    async def _open(self, index: int, at: Span | None) -> None:
        reading = await self.load(self.library.entries[index])
        if index != self.current:
            return
        if reading is None:
            self._shut(self.words("page.gone"))
            return
        self.reading = reading
        self.notes = self.placed(reading)
        if self.marks.seen(reading.report.id):
            self.retest(reading.report.id)
        drawn = await self._drawn(reading) if len(reading.report.text) > LONG else None
        if index != self.current:
            return
        self.page.show(reading, self.notes, self.judged(), drawn)
        if not self._mark():
            self.resume()
        if at:
            self.page.reveal(at)
        self.reports.refresh()
        self.reports.head(self.query_text)
        if not self.all_ticked:
            self.show_detail()
            self.detail.point(index, self.page.here)
        self.show_status()
        if len(reading.report.text) > LONG:
            self.run_worker(Later(self._prepare, reading.report.text), group="prepare", exclusive=True)

    async def _drawn(self, reading: Reading) -> Drawn:
        """What the page shows of a long report, and its words where they will be searched at once."""
        from tui.data.folding import kept  # noqa: PLC0415 -- imports a part of the pipeline

        notes, searched = self.notes, self.filtering or self.searching  # which change while the thread is at work

        def work() -> Drawn:
            if searched:
                kept(reading.report.text)
            with collector_off():
                return Drawn.clean(reading.report, notes)

        return await asyncio.to_thread(work)

    async def _prepare(self, text: str) -> None:
        """Have a long text ready for being searched."""
        from tui.data.folding import kept  # noqa: PLC0415 -- imports a part of the pipeline

        spare_collector()
        await asyncio.to_thread(kept, text)

    @on(Page.WordsWanted)
    def _words_wanted(self, event: Page.WordsWanted) -> None:
        self.run_worker(Later(self._fetch_words, event.text), group="words", exclusive=True)

    async def _fetch_words(self, text: str) -> None:
        found = await self.worker.aside(words_of, text) if self.worker is not None else None
        if found is not None:
            self.page.cut_by(found)

    # What comes in

    def begin(self) -> None:
        """Open the first report; called when the list is on the screen and the worker is there."""
        if self.focused is None and self.is_current:
            self.go(self.at)
        if self.current is None and self.reports.selected is not None:
            self.open(self.reports.selected)

    def listed(self, entries: list[Entry], *, more: bool) -> None:
        """Take in files that were found; ``more``: the listing goes on."""
        self.library.add(entries)
        self.scanning = more
        if entries:
            self.show_list()
            self.begin()
        self.show_status()

    def deliver(self, outcomes: list[Outcome | Settled]) -> None:
        """Take a batch from the worker."""
        self.post_message(Parsed(outcomes))

    @on(Parsed)
    def _parsed(self, event: Parsed) -> None:
        changed = self.library.settle(event.outcomes)
        if self.library.narrowed or self.library.sort != "name":
            self._rearrange_soon()
        self.reports.refresh()
        self.reports.head(self.query_text)
        self.show_status()
        if self.current in changed and self.current is not None:
            self.open(self.current)
        if self.all_ticked and not self.library.ticked.isdisjoint(changed):
            self.show_detail()

    def _rearrange_soon(self) -> None:
        if not self._rearranging:
            self._rearranging = True
            self.set_timer(REARRANGE + len(self.library.entries) / 500_000, self._rearrange)

    def _rearrange(self) -> None:
        self._rearranging = False
        self.library.arrange()
        self.show_list()
        self.begin()
