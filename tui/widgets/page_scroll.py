"""The page's scrolling: which rows are in sight, of a text that is wrapped only as far as it has been looked at."""

from __future__ import annotations

from textual.geometry import Size

from tui.text.place import WrappedText
from tui.widgets.bar import LongBarred


class PageScroll(LongBarred):
    """Rows of text, of which the screen shows some; the last of these may lie under something else."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 -- Textual's name
        super().__init__(id=id)
        self._rows = WrappedText("", 2)
        self._covered = self._spare = 0

    def sight(self, offset: int, margin: int = 1) -> None:
        """Scroll no more than is needed to see a character with ``margin`` rows round it."""
        row = self._rows.row_of(offset)
        self._measure()
        whole, top = self.scrollable_content_region.height, self.scroll_offset.y
        height = max(1, whole - self._covered)
        margin = max(0, min(margin, (height - 1) // 2))
        if row - margin < top:
            self._top(row - margin)
        elif row + margin >= top + height:
            self._rows.reach_row(row + margin)
            wanted = row + margin - height + 1
            self._spare = max(self._spare, wanted + whole - self._rows.height()) if self._covered else 0
            self._measure()
            self._top(wanted)

    def cover(self, rows: int) -> None:
        """Say that something lies over so many of the last rows: what is to be seen stands above them from now on.

        Where a text ends among them, rows without text come after it as long as they are covered.
        """
        self._covered = rows
        if not rows and self._spare:
            self._spare = 0
            self._measure()

    def _top(self, row: int) -> None:
        """Scroll there even before the first layout of a text, when there is no bar yet and Textual would not."""
        self.scroll_to(y=row, animate=False, force=True)

    def hold(self, offset: int, height: int) -> None:
        """Scroll so that a character stands ``height`` rows below the top, or as near as can be."""
        row = self._rows.row_of(offset)
        self._measure()
        self._top(row - height)
        self.sight(offset)

    def _measure(self) -> None:
        size = Size(self.scrollable_content_region.width, self._rows.height() + self._spare)
        if size != self.virtual_size:
            self.virtual_size = size
