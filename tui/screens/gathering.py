"""The records of ticked reports, read when tables are to be made of them: the list itself knows only their heads.

Read in a thread, some at a time, so that keys are answered between; what was read stays, so that stopping costs
nothing.
"""

from __future__ import annotations

import asyncio
from time import monotonic
from typing import TYPE_CHECKING

from msgspec import structs

from tui.later import Later
from tui.screens.desk import Desk
from tui.widgets.beside import PATIENCE

if TYPE_CHECKING:
    from textual.worker import Worker

    from tui.screens.desk import Equipment

AT_ONCE = 24
"""Records read between two looks at the keyboard: some 20 ms."""


class Gathering(Desk):
    """What reads records of many reports."""

    def __init__(self, equipment: Equipment) -> None:
        super().__init__(equipment)
        self._gathering: Worker[None] | None = None

    def missing(self) -> list[int]:
        """The ticked reports of which only the head is known."""
        entries = self.library.entries
        return [index for index in sorted(self.library.ticked) if entries[index].head and not entries[index].report]

    def show_detail(self) -> None:
        """Fill the tables anew; first read what they are about."""
        if self.all_ticked and self.library.ticked and self.missing():
            if not self.gathering:
                self._gathering = self.run_worker(Later(self._gather_and_show), group="gather")
            return
        super().show_detail()

    @property
    def gathering(self) -> bool:
        """Whether records are being read."""
        return self._gathering is not None and not self._gathering.is_finished

    def stop_work(self) -> bool:
        """Stop what takes long in the tables; whether there was something."""
        if self.detail.making:
            self.detail.stop()
            return True
        if self._gathering is not None and self.gathering:
            self._gathering.cancel()
            self.detail.say(self.words("detail.stopped"))
            return True
        return False

    async def gather(self) -> None:
        """Read all records that are missing, those ticked meanwhile among them, and say how far it is."""
        started, tried = monotonic(), set[int]()
        while missing := [index for index in self.missing() if index not in tried][:AT_ONCE]:
            if monotonic() - started > PATIENCE:
                total = sum(self.library.entries[index].head is not None for index in self.library.ticked)
                self.detail.say(
                    self.words("detail.working", done=f"{total - len(self.missing()):,}", total=f"{total:,}")
                )
            entries = [self.library.entries[index] for index in missing]
            readings = await asyncio.to_thread(self.cached, entries)
            for index, entry, reading in zip(missing, entries, readings, strict=True):
                found = reading or await self.load(entry)
                tried.add(index)
                if found is not None and self.library.entries[index] is entry:
                    self.library.fill(index, structs.replace(found.report, repairs=()))

    async def _gather_and_show(self) -> None:
        await self.gather()
        super().show_detail()
