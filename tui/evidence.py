"""What a table is about, and what its rows are: each knows the places in reports that it was taken from.

Apart from how the tables are made, since messages, panes and the page speak of evidence and not of tables. Rows are
made when they are asked for: a table of a million costs what is in view.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple, overload

if TYPE_CHECKING:
    from parsing.record import Annotation, Report
    from parsing.spans import Span
    from tui.columns import Cell, Column


class TableReport(NamedTuple):
    """A report that the tables are about. ``within`` leaves only what overlaps that stretch of its text.

    ``repaired``: it has repairs, but its record is one of the list's, which come without them.
    """

    entry: int
    report: Report
    annotations: tuple[Annotation, ...] = ()
    within: Span | None = None
    repaired: bool = False

    @property
    def name(self) -> str:
        """What the report is called in a table of several."""
        return self.report.title or self.report.path


class Evidence(NamedTuple):
    """Where a row comes from: the report's index in the library, and the stretch of its text."""

    entry: int
    span: Span


class Row(NamedTuple):
    """A line of a table. The evidence is all its places in order; a heading has none.

    ``said`` is what the columns have no room for: the sentence of a figure, the parts of a total.
    """

    cells: tuple[Cell, ...]
    evidence: tuple[Evidence, ...] = ()
    said: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LazyRows(Sequence[Row]):
    """The rows of some items, each made when it is asked for; ``places`` is a row's evidence without the row."""

    items: Sequence[Any]
    make: Callable[[Any], Row]
    places: Callable[[Any], tuple[Evidence, ...]]

    def __len__(self) -> int:
        return len(self.items)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | Sequence[Row]:
        if isinstance(index, slice):
            return [self.make(item) for item in self.items[index]]
        return self.make(self.items[index])


NONE = LazyRows((), lambda _: Row(()), lambda _: ())


@dataclass(frozen=True)
class Table:
    """What the panel shows. ``fields`` are the names of the columns, for those who sort by one."""

    columns: tuple[Column, ...] = ()
    rows: LazyRows = NONE
    fields: tuple[str, ...] = field(default=())

    def prepared(self) -> Table:
        """The table, with all its places in order: of a long one they are better made where nobody waits."""
        _ = self._places
        return self

    def row_at(self, entry: int, place: Span) -> int | None:
        """The row with the shortest stretch of that report that holds the place; an empty one is between characters."""
        starts, ends, found = self._places.get(entry, ((), (), ()))
        holding = []
        at = bisect_right(starts, place.start) - 1
        while (
            at >= 0 and ends[at] >= place.end
        ):  # ``ends`` is the furthest end so far: before that nothing reaches here
            span, row = found[at]
            if span == place or _holds(span, place):
                holding.append((span.length, row))
            at -= 1
        return min(holding)[1] if holding else None

    @cached_property
    def _places(self) -> dict[int, tuple[Sequence[int], Sequence[int], Sequence[tuple[Span, int]]]]:
        """By report: starts of the stretches, the furthest end up to each, and the stretches with their rows."""
        by_entry: defaultdict[int, list[tuple[Span, int]]] = defaultdict(list)
        for row, item in enumerate(self.rows.items):
            for entry, span in self.rows.places(item):
                by_entry[entry].append((span, row))
        for found in by_entry.values():
            found.sort()
        return {
            entry: ([span.start for span, _ in found], list(accumulate((span.end for span, _ in found), max)), found)
            for entry, found in by_entry.items()
        }


def _holds(span: Span, place: Span) -> bool:
    return (
        span.start <= place.start
        and place.end <= span.end
        and (place.length > 0 or span.start < place.start < span.end)
    )
