"""Handing reports on: which of them, how much of each, in which format, and where to.

What is chosen is a plain value, an :class:`ExportRequest`; the dialog fills it in, and the screen carries it out.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from tui.data.store_error import StoreError
from tui.screens.desk import Desk
from tui.screens.gathering import AT_ONCE
from tui.screens.marking import proposal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from parsing.reading import Reading
    from tui.data.export import Marked
    from tui.data.query import Query
    from tui.screens.export import ExportRequest


class Exporting(Desk):
    """The export of what is ticked, listed or open."""

    def action_export(self) -> None:
        """Ask what to write and where, and write it."""
        from tui.screens.export import ExportScreen  # noqa: PLC0415 -- dialogs are imported when first opened

        sets = {name: indices for name, indices in self._sets() if indices or name == "listed"}
        if not sets:
            self.tell(self.words("notice.nothing_to_export"), wrong=True)
            return
        missing = sum(self.library.entries[index].waiting for index in {*self.library.ticked, *self.library.order})
        note = self.words("export_screen.waiting", number=missing) if missing else ""
        if not next(iter(sets.values())):
            note = self.words("export_screen.nothing")
        itemised = self.filtering is not None and self.filtering.itemised
        dialog = ExportScreen(proposal(Path.cwd()), sets, note, self.words, self._export, itemised=itemised)
        self.app.push_screen(dialog)

    def _sets(self) -> Iterator[tuple[str, list[int]]]:
        """What can be exported, the likeliest first: what is ticked, what a filter left, the open report, all."""
        open_one = [] if self.current is None else [self.current]
        order = self.library.order
        yield "ticked", self._ready(sorted(self.library.ticked))
        if self.filtering is not None:
            yield "listed", self._ready(order)
        yield "open", self._ready(open_one)
        if self.filtering is None:
            yield "all", self._ready(order)

    def _ready(self, indices: list[int]) -> list[int]:
        return [index for index in indices if self.library.entries[index].head is not None]

    async def _items(self, indices: Sequence[int], query: Query | None, tick: Callable[[int], None]) -> list[Marked]:
        """What is written of parsed entries, so many made at a time that the keyboard is not kept waiting."""
        items: list[Marked] = []
        for start in range(0, len(indices), AT_ONCE):
            entries = [self.library.entries[index] for index in indices[start : start + AT_ONCE]]
            for entry, found in zip(entries, await asyncio.to_thread(self.cached, entries), strict=True):
                if reading := found or await self.load(entry):
                    items.append(self._item(reading, query))
            tick(start + len(entries))
        return items

    async def _export(self, order: ExportRequest, tick: Callable[[int], None]) -> str | None:
        """Carry it out; what went wrong, if anything did."""
        from tui.data.export import ExportError, export  # noqa: PLC0415 -- of no use before the first export

        query = self.filtering if order.only_matching else None
        try:
            items = await self._items(order.indices, query, tick)
            done = await asyncio.to_thread(export, items, order.path, order.format)
        except ExportError as error:
            return self.cause(error)
        except StoreError as error:  # what is written without the marks that there are would be taken for all
            return self.words("notice.trouble", cause=self.cause(error))
        told = {"number": done.number, "path": order.path}
        if query is None:
            self.tell(self.words("notice.exported", **told))
        else:
            metrics, measures = (
                sum(len(getattr(item.report, kind)) for item in items) for kind in ("metrics", "measures")
            )
            self.tell(self.words("notice.exported_items", metrics=metrics, measures=measures, **told))
        if any(done.lost.values()):
            left = [self.words(f"left_out.{aspect}", number=number) for aspect, number in done.lost.items() if number]
            self.tell(self.words("notice.left_out", format=order.format, what=self.words("left_out.and").join(left)))
        return None

    def _item(self, reading: Reading, query: Query | None) -> Marked:
        from tui.data.export import Marked  # noqa: PLC0415 -- see above

        placed = self.placed(reading, self.marks.surely(reading.report.id))
        if query is None:
            return Marked(reading.report, placed, reading.source)
        from tui.data.excerpt import excerpt  # noqa: PLC0415 -- see above
        from tui.data.subject import Subject  # noqa: PLC0415 -- folds, and so imports a part of the pipeline

        return Marked(excerpt(Subject(reading.report, placed), query), placed, reading.source)
