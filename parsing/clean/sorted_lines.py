"""Lines of a sorted file by how they begin, without reading the rest: a dictionary costs its use, not its size."""

from __future__ import annotations

from bisect import bisect_left


class SortedLines:
    """The lines of a file that is sorted by its bytes. ``stray`` bytes of lines out of order may stand before any."""

    def __init__(self, data: bytes, stray: int = 0) -> None:
        self.data, self.stray = data, stray

    def beginning(self, start: str) -> str:
        """All lines that begin so, with their line breaks."""
        key = start.encode("utf-8", "replace")
        first = self._line(bisect_left(self, key))
        if first and not self.data.startswith(key, first):
            first = self.data.find(b"\n" + key, first - 1, first + self.stray) + 1
        last = first
        while self.data.startswith(key, last):
            last = self.data.find(b"\n", last) + 1 or len(self.data)
        return self.data[first:last].decode()

    def _line(self, at: int) -> int:
        """Where the first line begins that does so at a place or after it."""
        return 0 if at == 0 else self.data.find(b"\n", at - 1) + 1

    def __len__(self) -> int:
        return len(self.data)

    def __getitem__(self, at: int) -> bytes:
        """The beginning of the line at a place: what bisection compares."""
        line = self._line(at)
        return self.data[line : line + LONGEST] if line or at == 0 else AFTER_ALL


LONGEST = 64
"""Bytes of a line's beginning that are looked at: no fewer than what is looked up has, or it is not found."""
AFTER_ALL = b"\xff"
