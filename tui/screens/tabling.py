"""What the user does with the tables: their order, a row in full, and the comparison of reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.messages import EvidenceShown
from tui.screens.desk import Desk

if TYPE_CHECKING:
    from tui.evidence import Row


class Tabling(Desk):
    """What concerns the tables."""

    def sort_table(self) -> None:
        """Order the table by its next column."""
        self.tell(self.words("notice.table_sorted", sort=self.detail.sort()))

    def action_reverse(self) -> None:
        """Turn the table's order round."""
        order = self.detail.reverse()
        self.tell(self.words("notice.table_sorted", sort=order) if order else self.words("notice.no_order"))

    def action_row(self) -> None:
        """Show the row of the table under the cursor in full."""
        from tui.screens.row import RowScreen  # noqa: PLC0415 -- dialogs are imported when first opened

        made = self.detail.table
        if not made.rows:
            self.tell(self.words("notice.no_row"), wrong=True)
            return

        def row(number: int) -> Row | None:
            return made.rows[number] if number < len(made.rows) else None

        tab = self.words(f"tab.{self.detail.tabs.active}")
        dialog = RowScreen(made.columns, row, self.detail.rows.cursor, tab, self.words, self.detail.rows.point)
        self.app.push_screen(dialog, self._go_to_row)

    def _go_to_row(self, number: int | None) -> None:
        evidence = self.detail.table.rows[number].evidence if number is not None else ()
        if evidence:
            self.post_message(EvidenceShown(evidence[0], chosen=True))
