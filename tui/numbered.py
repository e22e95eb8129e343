"""Which entries of the list the index knows, and by which numbers.

The filter goes through a hundred thousand of them at a key: numbers stand in a row of their own, which costs no look at
an entry.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tui.entries import Entry

NOT_FILED, NOT_PARSED = -1, 0
"""In place of a number, which is 1 at least: a report that is parsed but not in the index, and one not parsed yet."""
SPREAD = 3
"""How many times more numbers than entries a part of the list may span to be asked for by its numbers."""


class Numbered:
    """Numbers of the index and indices of the list, each by the other. ``changes``: how often one was put."""

    def __init__(self) -> None:
        self.changes = 0
        self._places: dict[int, int] = {}
        self._numbers = array("q")
        self._spans: dict[tuple[int, int], range | None] = {}

    def __len__(self) -> int:
        """How many numbers there are."""
        return len(self._places)

    def put(self, index: int, entry: Entry) -> None:
        """Note the number of an entry, which is a new one at the end or one that has changed."""
        self.changes += 1
        self._spans.clear()
        number = entry.known.number if entry.known is not None else NOT_PARSED if entry.report is None else NOT_FILED
        if index == len(self._numbers):
            self._numbers.append(number)
        else:
            before, self._numbers[index] = self._numbers[index], number
            self._places.pop(before, None)  # a file with another text has another number
        if number > 0:
            self._places[number] = index

    def place(self, number: int) -> int | None:
        """The index of the entry of that number."""
        return self._places.get(number)

    def places(self, numbers: Iterable[int]) -> set[int]:
        """The indices of all entries that have one of these numbers."""
        found: set[int | None] = set(map(self._places.get, numbers))
        found.discard(None)
        return found  # type: ignore[return-value]  # what None was in it is gone

    def in_order(self, numbers: Iterable[int], start: int, stop: int) -> list[int]:
        """Those of some numbers that entries of a part of the list have, in the order of the list."""
        places = map(self._places.get, numbers)
        return [
            self._numbers[index]
            for index in sorted(index for index in places if index is not None and start <= index < stop)
        ]

    def span(self, start: int, stop: int) -> range | None:
        """The range of numbers that holds those of some entries in a row; worked out once for each part asked about.

        Returns:
            ``None`` where a parsed one of them is not in the index, or where they are too far from each other.
        """
        if (start, stop) not in self._spans:
            self._spans[start, stop] = self._span(start, stop)
        return self._spans[start, stop]

    def _span(self, start: int, stop: int) -> range | None:
        part = self._numbers[start:stop]
        low = min(part, default=NOT_PARSED)
        if low == NOT_PARSED:
            part = array("q", (number for number in part if number != NOT_PARSED))
            low = min(part, default=NOT_PARSED)
        high = max(part, default=NOT_PARSED)
        if low == NOT_FILED or high - low > SPREAD * len(part):
            return None
        return range(low, high + 1) if part else range(0)
