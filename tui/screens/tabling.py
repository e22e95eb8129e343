"""What the user does with the tables: their order, a row in full, and the comparison of reports."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on

from tui.later import Later
from tui.messages import EvidenceShown, Parsed
from tui.screens.gathering import Gathering
from tui.screens.marking import proposal

if TYPE_CHECKING:
    from tui.data.comparison import Comparison
    from tui.evidence import Evidence, Row
    from tui.screens.comparison import ComparisonScreen, Place
    from tui.screens.desk import Equipment


class Tabling(Gathering):
    """What concerns the tables."""

    def __init__(self, equipment: Equipment) -> None:
        super().__init__(equipment)
        self._compared: Place | None = None
        self._waited_for: ComparisonScreen | None = None

    def sort_table(self) -> None:
        """Order the table by its next column."""
        by = self.detail.sort()
        if not self.detail.signed:  # else the heading says it, and is not covered by a word in passing
            self.tell(self.words("notice.table_sorted", sort=by), brief=True)

    def reverse_table(self) -> None:
        """Turn the table's order round."""
        order = self.detail.reverse()
        self.tell(self.words("notice.table_sorted", sort=order) if order else self.words("notice.no_order"))

    def action_row(self) -> None:
        """Show the row of the table under the cursor in full; on a heading the first one under it."""
        from tui.screens.row import RowScreen  # noqa: PLC0415 -- dialogs are imported when first opened

        made = self.detail.table
        if not made.rows:
            self.tell(self.words("notice.no_row"), wrong=True)
            return
        if isinstance(self.detail.item, str):
            self.detail.rows.point(self.detail.rows.cursor + 1)

        def row(number: int) -> Row | None:
            return made.rows[number] if number < len(made.rows) else None

        tab = self.words(f"tab.{self.detail.tabs.active}")
        dialog = RowScreen(made.columns, row, self.detail.rows.cursor, tab, self.words, self.detail.rows.point)
        self.app.push_screen(dialog, self._go_to_row)

    def _go_to_row(self, number: int | None) -> None:
        evidence = self.detail.table.rows[number].evidence if number is not None else ()
        if evidence:
            self.post_message(EvidenceShown(evidence[0], chosen=True))

    def action_compare(self) -> None:
        """Put the ticked reports side by side."""
        if len(self.library.ticked) < 2:
            self.tell(self.words("comparison.few"), wrong=True)
        else:
            self.run_worker(Later(self._compare), group="compare", exclusive=True)

    async def _compare(self) -> None:
        from tui.screens.comparison import ComparisonScreen, Place  # noqa: PLC0415 -- plotext only comes with this

        await self.gather()
        subjects = self.ticked_subjects()
        waiting = self._ticked_waiting()
        if len(subjects) < 2:
            self.tell(self.words("comparison.waiting" if waiting else "comparison.few"), wrong=True)
            return
        place = self._compared or Place()
        self.app.clear_notifications()  # which would lie over the chart
        screen = ComparisonScreen(
            subjects, self.words, place, self._compared_at, self._export_comparison, waiting=waiting
        )
        self._waited_for = screen if waiting else None
        self.app.push_screen(screen, self._go_to_evidence)

    def _ticked_waiting(self) -> int:
        return sum(self.library.entries[index].waiting for index in self.library.ticked)

    @on(Parsed)
    def _more_to_compare(self) -> None:
        if self._waited_for is not None:
            self.call_later(self._compare_all)  # the list takes in first what has come

    def _compare_all(self) -> None:
        if self._waited_for is not None and not self._ticked_waiting():
            self.run_worker(Later(self._renew, self._waited_for), group="compare", exclusive=True)
            self._waited_for = None

    async def _renew(self, screen: ComparisonScreen) -> None:
        await self.gather()
        if screen.is_attached:
            screen.renew(self.ticked_subjects())

    def _compared_at(self, place: Place) -> None:
        self._compared = place

    def _go_to_evidence(self, evidence: Evidence | None) -> None:
        if evidence is not None:
            self.post_message(EvidenceShown(evidence, chosen=True))

    def _export_comparison(self, comparison: Comparison) -> None:
        from tui.data.comparing import export_comparison  # noqa: PLC0415 -- of no use before
        from tui.data.export import ExportError  # noqa: PLC0415
        from tui.screens.saving import SaveScreen  # noqa: PLC0415

        async def write(path: Path) -> str | None:
            try:
                number = await asyncio.to_thread(export_comparison, comparison, path)
            except ExportError as error:
                return self.cause(error)
            self.tell(self.words("comparison.exported", number=number, path=path))
            return None

        note = self.words("comparison.export_note")
        proposed = proposal(Path.cwd(), "yibao-comparison", ".csv")
        title = self.words("comparison.title", number=len(comparison.reports))
        self.app.push_screen(SaveScreen(title, proposed, note, self.words, write))
