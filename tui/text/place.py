"""Where each character of a long text stands on the grid: rows, wrapped only as far as they are asked for.

A row depends on nothing below it, so that a text of any length can be wrapped from its top while it is being read.
What is not wrapped yet is estimated, for the scroll bar. All offsets are into the text as drawn (``cells.visible``).
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from time import perf_counter
from typing import TYPE_CHECKING

from tui.text.breaking import Line, lines
from tui.text.cells import CELLS, Cells

if TYPE_CHECKING:
    from collections.abc import Iterator

CHECK = 64
"""Rows wrapped between two looks at the clock."""


class WrappedText:
    """The rows of a text, one paragraph a line, at a width in cells. ``gap``: an empty row between paragraphs.

    An empty row between paragraphs starts and ends where the next paragraph starts.
    """

    def __init__(self, text: str, width: int, *, gap: bool = True, cells: Cells = CELLS) -> None:
        self.text = text
        self.width = max(2, width)
        self.cells = cells
        self._starts = array("I")
        self._ends = array("I")
        self._rest = self._wrapped(gap=gap)
        self.complete = False

    def __len__(self) -> int:
        """Rows wrapped so far."""
        return len(self._starts)

    def __getitem__(self, row: int) -> Line:
        """The stretch of text in a row; the last one for a row below the end."""
        self.reach_row(row)
        row = min(row, len(self._starts) - 1)
        return Line(self._starts[row], self._ends[row])

    def reach_row(self, row: int) -> None:
        """Wrap until a row is there, if the text has so many."""
        while len(self._starts) <= row and self._one():
            pass

    def reach(self, offset: int) -> None:
        """Wrap until the row of an offset is there."""
        while (not self._starts or self._starts[-1] <= offset) and self._one():
            pass

    def work(self, seconds: float) -> bool:
        """Wrap on for some time; whether the end was reached."""
        until = perf_counter() + seconds
        while not self.complete and perf_counter() < until:
            for _ in range(CHECK):
                self._one()
        return self.complete

    def height(self) -> int:
        """Number of rows: exact once the text is wrapped to its end, else what the rows so far suggest."""
        done = self._ends[-1] if self._ends else 0
        if self.complete:
            return len(self._starts)
        rest = len(self.text) - done
        if done < self.width:
            return len(self._starts) + 1 + rest * 2 // self.width
        return len(self._starts) + 1 + rest * len(self._starts) // done

    def row_of(self, offset: int) -> int:
        """The row that shows the character at an offset; for one that no row shows, the row before it."""
        self.reach(offset)
        return max(0, bisect_right(self._starts, offset) - 1)

    def column_of(self, offset: int) -> int:
        """Cells to the left of the character at an offset in its row; not drawn ones stand at the last character."""
        line = self[self.row_of(offset)]
        return self.cells.length(self.text, line.start, min(offset, self.last_of(line)))

    def offset_at(self, row: int, column: int) -> int:
        """The character drawn in a cell; the nearest one in its row for a cell beside the text."""
        line = self[max(0, row)]
        return min(self.cells.fit(self.text, line.start, line.end, max(0, column)), self.last_of(line))

    def last_of(self, line: Line) -> int:
        """The last character of a row that takes a cell; its start if there is none."""
        at = line.end - 1
        while at > line.start and self.cells.width(self.text[at]) == 0:
            at -= 1
        return max(at, line.start)

    def is_gap(self, row: int) -> bool:
        """Whether a row only parts two paragraphs."""
        self.reach_row(row + 1)
        return row + 1 < len(self._starts) and self._starts[row] == self._starts[row + 1]

    def _one(self) -> bool:
        line = next(self._rest, None)
        if line is None:
            self.complete = True
            return False
        self._starts.append(line.start)
        self._ends.append(line.end)
        return True

    def _wrapped(self, *, gap: bool) -> Iterator[Line]:
        at = 0
        while True:
            end = self.text.find("\n", at)
            end = len(self.text) if end < 0 else end
            yield from lines(self.text, at, end, self.width, self.cells)
            at = end + 1
            if at > len(self.text):
                return
            if gap:
                yield Line(at, at)
