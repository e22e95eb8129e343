"""Which reports an index that is open has: asked of it once, as long as nobody changes it.

All hundred thousand numbers are asked for wherever a name or a spelling alone is looked for, which would be the larger
part of it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    import sqlite3

NUMBERS = msgspec.json.Decoder(set[int])
"""Reads the numbers that SQLite gives in one piece, in a quarter of the time that Python's own means take."""


LARGE, KEPT = 1000, 16
"""Least numbers of a part that is kept, and how many such parts: at every key the filter asks for the same ones."""


class Present:
    """The numbers of the reports in an index."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._numbers: set[int] = set()
        self._parts: dict[tuple[int, int], set[int]] = {}
        self._ordered: list[int] = []
        self._state: tuple[int, int] | None = None

    def within(self, first: int, last: int) -> set[int]:
        """Those from one to another; not to be changed by whoever asks."""
        state = self._database.execute("PRAGMA data_version").fetchone()[0], self._database.total_changes
        if state != self._state:
            (found,) = self._database.execute("SELECT group_concat(number) FROM report").fetchone()
            self._numbers = NUMBERS.decode(f"[{found}]") if found else set()
            self._ordered, self._state = sorted(self._numbers), state
            self._parts.clear()
        newest = self._ordered[-1] if self._ordered else 0
        if first <= 1 and last >= newest:
            return self._numbers
        return self._part(first, min(last, newest))

    def _part(self, first: int, last: int) -> set[int]:
        found = self._parts.get((first, last))
        if found is None:
            found = set(self._ordered[bisect_left(self._ordered, first) : bisect_right(self._ordered, last)])
            if last - first >= LARGE - 1:
                if len(self._parts) >= KEPT:
                    self._parts.clear()
                self._parts[first, last] = found
        return found
