"""Taking up the work where it was left: the place in each report, the open one, ticks, filter and table.

Places are raw offsets; see :mod:`tui.data.session`. Ticks and the open report wait for their files to be listed. What
the user has done since the start wins over what is taken up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.events import Key, MouseDown

from parsing.spans import Span
from tui.data import session
from tui.screens.opening import Opening
from tui.tables import TABS

if TYPE_CHECKING:
    from tui.entries import Entry
    from tui.screens.desk import Equipment


class Remembering(Opening):
    """What is taken up, and what is handed on to the next start."""

    def __init__(self, equipment: Equipment) -> None:
        super().__init__(equipment)
        self.session = session.Session()
        self.work_key = ""
        self._ticks: set[str] = set()
        self._open_next: str | None = None
        self._taken_up = False

    # At the start

    def begin(self) -> None:
        """Take up the work of the last time, once."""
        if not self._taken_up:
            self._taken_up = True
            self._take_up(self.session.work.get(self.work_key, session.Work()))
            self._find(self.library.entries)
        super().begin()

    def _take_up(self, work: session.Work) -> None:
        self._ticks = set(map(session.meant, work.ticked))
        typed = bool(self.query_text) or self.line.has_focus_within
        moved = typed or self.current is not None or self.reports.asked is not None or bool(self.reports.early)
        self._open_next = None if moved or work.current is None else session.meant(work.current)
        if self.detail.tabs.active == TABS[0]:
            self.detail.open(next((tab for tab in TABS if tab == work.tab), TABS[0]))
        wanted = session.meant(work.filter) if self.asked is None else self.asked
        if wanted and not typed:
            self.narrow_to(wanted)
            if self.filtering and self.filtering.spelled:
                self.learn()
            if self.asked is None:
                self.tell(self.words("notice.filter_again", query=wanted))

    @on(Key)
    @on(MouseDown)
    def _begun(self) -> None:
        """Whoever has begun to work stays where they are, though the report of the last time be listed only now."""
        self._open_next = None

    def listed(self, entries: list[Entry], *, more: bool) -> None:
        """Take in files that were found."""
        super().listed(entries, more=more)
        if self._taken_up:
            self._find(entries)

    def _find(self, entries: list[Entry]) -> None:
        """Tick and open what was ticked and open, where it is among these."""
        if not self._ticks and self._open_next is None:
            return
        for entry in entries:
            if entry.path in self._ticks:
                self._ticks.discard(entry.path)
                self.library.ticked.add(self.library.index(entry.path))
            if entry.path == self._open_next:
                self._open_next = None
                self._go_back_to(self.library.index(entry.path))

    def _go_back_to(self, index: int) -> None:
        row = self.library.row(index)
        if row is not None or self.filtering:
            self.back = index
            if row is None and self.asked is None:
                self.library.hold(index, anyway=True)
                self.library.arrange()
                self.show_list()
            self.reports.point(self.library.row(index) or 0)
            self.open(index)
            self.reports.refresh()
            self.show_status()

    # Places

    def leave(self) -> None:
        """Note the place in the open report."""
        if self.reading is not None and self.reading.report.text:
            at = self.page.cursor
            raw = self.reading.body.raw(at, at + 1)
            self.session = self.session.at(self.reading.report.id, raw.start)

    def resume(self) -> None:
        """Go to where the open report was left."""
        raw = self.session.places.get(self.reading.report.id) if self.reading else None
        if raw and self.reading is not None:
            self.page.resume(self.reading.body.locate(Span(raw, raw + 1)).start)

    # At the end

    def remembered(self) -> session.Session:
        """The session as it is now."""
        self.leave()
        paths = (self.library.entries[index].path for index in sorted(self.library.ticked))
        work = session.Work(
            filter=session.spelt(self.query_text),
            current=session.spelt(self.entry.path) if self.entry else None,
            ticked=tuple(map(session.spelt, (*paths, *sorted(self._ticks)))),
            tab=self.detail.tabs.active,
        )
        return self.session.doing(self.work_key, work)
