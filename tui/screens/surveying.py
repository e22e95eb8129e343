"""What the listed reports come to: the overview, counted beside the event loop."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from tui.copies import Copies
from tui.later import Later
from tui.screens.querying import Querying

if TYPE_CHECKING:
    from textual.worker import Worker


class Surveying(Querying):
    """What concerns all that is listed."""

    _comparing: Worker[None] | None = None
    _comparing_told = ""
    _asked_to_compare = 0

    def action_overview(self) -> None:
        """Count what the listed reports have."""
        self.run_worker(Later(self._survey), group="survey", exclusive=True)

    def action_fold_copies(self) -> None:
        """Of reports that say the same list only the cleanest; or all again."""
        if self.library.copies.of:
            self._fold(Copies())
            self.tell(self.words("notice.unfolded"), brief=True)
        else:
            self._comparing = self.run_worker(Later(self._find_copies), group="copies", exclusive=True)

    def stop_comparing(self) -> bool:
        """Stop looking for copies; whether there was something to stop."""
        if self._comparing is None or self._comparing.is_finished:
            return False
        self._comparing.cancel()
        self._say_compared("")
        self.tell(self.words("notice.comparing_stopped"), brief=True)
        return True

    def trouble_told(self) -> str:
        """What is wrong, and before it how far comparing is: what the user waits for."""
        return " · ".join(filter(None, (self._comparing_told, super().trouble_told())))

    def action_show_copies(self) -> None:
        """List the other copies of the report under the cursor, or no longer."""
        selected = self.reports.selected
        if selected is None or selected not in self.library.copies.of:
            self.tell(self.words("notice.no_copies_here"), wrong=True)
        else:
            self._fold(self.library.copies.turned(selected))

    def _say_compared(self, text: str) -> None:
        self._comparing_told = text
        self.show_status()

    async def _find_copies(self) -> None:
        """Have the worker process find them, by what the index knows."""
        from tui.copying import compared  # noqa: PLC0415 -- imports what the first frame need not

        known = {
            entry.known.number: index for index, entry in enumerate(self.library.entries) if entry.known is not None
        }
        numbers, found = tuple(known), None
        self._asked_to_compare += 1
        done = 0
        while found is None and self.worker is not None:
            self._say_compared(self.words("status_line.comparing", done=f"{done:,}", total=f"{len(numbers):,}"))
            piece = await self.worker.aside(compared, self.equipment.index, numbers, self._asked_to_compare)
            done, found = piece or (0, [])
        self._say_compared("")
        copies = Copies.among([known[number] for number in group] for group in found or ())
        self._fold(copies)
        if copies.of:
            away = len(copies.of) - len({group[0] for group in copies.of.values()})
            self.tell(self.words("notice.folded", number=f"{away:,}"))
        else:
            self.tell(self.words("notice.no_copies"))

    def _fold(self, copies: Copies) -> None:
        """List as folded, the cursor on what stands for the report that it was on."""
        selected = self.reports.selected
        self.library.copies = copies
        self.library.arrange()
        self.show_list()
        if selected is not None:
            self.reports.point(self.library.row(copies.shown_for(selected, self.library.order)) or 0)

    async def _survey(self) -> None:
        from tui.data.overview import NAMES, Overview, counted, taken, weeks  # noqa: PLC0415 -- of no use before
        from tui.screens.overview import OverviewScreen  # noqa: PLC0415 -- dialogs are imported when first opened

        entries = [self.library.entries[index] for index in self.library.order]
        heads = [head for entry in entries if (head := entry.head) is not None]
        if not heads:
            self.tell(self.words("overview.nothing"), wrong=True)
            return
        measures, named = counted(entry.report for entry in entries if entry.known is None and entry.report is not None)
        numbers = {entry.known.number for entry in entries if entry.known is not None}
        if numbers:
            more = await self.searcher().overview(numbers, NAMES)
            measures, named = taken(measures, named, more) if more else (measures, named)
        by_week = await asyncio.to_thread(weeks, [head.published for head in heads])
        self.app.clear_notifications()  # which would lie over it
        self.app.push_screen(OverviewScreen(Overview(len(heads), measures, named, by_week), self.words))
