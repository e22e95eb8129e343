"""What the listed reports come to: the overview, counted beside the event loop."""

from __future__ import annotations

import asyncio

from tui.screens.querying import Querying


class Surveying(Querying):
    """What concerns all that is listed."""

    def action_overview(self) -> None:
        """Count what the listed reports have."""
        self.run_worker(self._survey(), group="survey", exclusive=True)

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
