"""Marks that lie over one another, resolved to runs of one look each.

A text carries marks of several layers at once: a person's name inside a measure inside the selection. The rule:

* of the marks of one layer that cover a character, the shortest counts, then the one that starts later, then the one
  given later: what is inside wins over what is round it;
* layers add up, from the lowest to the highest of :data:`LAYERS`; where two set the same attribute, the higher wins.

So the cursor is always seen, then the selection, evidence, a match, the reader's own mark, what was extracted or
changed, and last what the paragraph is.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from itertools import pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from collections.abc import Set as AbstractSet

LAYERS: tuple[frozenset[str], ...] = tuple(
    frozenset(keys.split())
    for keys in (
        "furniture heading",
        "done required",
        "speaker",
        "person title org place date document quantity",
        "metric",
        "removed blank added quiet",
        "doubtful lost doubt",
        "open accepted rejected corrected",
        "annotation label-1 label-2 label-3 label-4 label-5 label-6 label-7 label-8 label-9",
        "match",
        "control",
        "evidence",
        "selection",
        "cursor cursor-away",
    )
)
"""Keys of marks by layer, lowest first. A key is the name of a component class without its ``page--``."""

RANK = {key: rank for rank, keys in enumerate(LAYERS) for key in keys}


class Mark(NamedTuple):
    """A stretch of text and what it is: a key of :data:`LAYERS`."""

    start: int
    end: int
    key: str


class Run(NamedTuple):
    """A stretch of text of one look: its keys from the lowest layer to the highest, at most one of each."""

    start: int
    end: int
    keys: tuple[str, ...]


class Marks:
    """Marks in order, found by place in logarithmic time."""

    def __init__(self, marks: Iterable[Mark] = ()) -> None:
        self._marks = sorted((mark for mark in marks if mark.start < mark.end), key=itemgetter(0, 1))
        self._starts = array("I", (mark.start for mark in self._marks))
        self._furthest = array("I")
        furthest = 0
        for mark in self._marks:
            furthest = max(furthest, mark.end)
            self._furthest.append(furthest)

    def __len__(self) -> int:
        return len(self._marks)

    def over(self, start: int, end: int, off: AbstractSet[str] = frozenset()) -> list[Mark]:
        """The marks that share a character with ``[start, end)``, by their starts; none whose key is ``off``."""
        first = bisect_right(self._furthest, start)
        last = bisect_left(self._starts, end)
        return [mark for mark in self._marks[first:last] if mark.end > start and mark.key not in off]

    def after(self, offset: int, off: AbstractSet[str] = frozenset()) -> Mark | None:
        """The first mark that starts after an offset."""
        return self._next(bisect_right(self._starts, offset), off)

    def before(self, offset: int, off: AbstractSet[str] = frozenset()) -> Mark | None:
        """The last mark that starts before an offset."""
        return self._last(bisect_left(self._starts, offset), off)

    def first(self, off: AbstractSet[str] = frozenset()) -> Mark | None:
        """The first mark."""
        return self._next(0, off)

    def last(self, off: AbstractSet[str] = frozenset()) -> Mark | None:
        """The last mark."""
        return self._last(len(self._marks), off)

    def _next(self, start: int, off: AbstractSet[str]) -> Mark | None:
        return next(
            (mark for mark in map(self._marks.__getitem__, range(start, len(self._marks))) if mark.key not in off), None
        )

    def _last(self, end: int, off: AbstractSet[str]) -> Mark | None:
        places = range(end - 1, -1, -1)
        return next((self._marks[at] for at in places if self._marks[at].key not in off), None)


def resolve(marks: Sequence[Mark], start: int, end: int) -> list[Run]:
    """Runs that partition ``[start, end)``; neighbours never look the same."""
    near = [mark for mark in marks if mark[0] < end and start < mark[1]]
    edges = {start, end}
    for left, right, _ in near:
        edges.add(max(start, left))
        edges.add(min(end, right))
    runs: list[Run] = []
    for left, right in pairwise(sorted(edges)):
        keys = _keys([mark for mark in near if mark[0] <= left and right <= mark[1]])
        if runs and runs[-1].keys == keys:
            runs[-1] = Run(runs[-1].start, right, keys)
        else:
            runs.append(Run(left, right, keys))
    return runs


def _keys(marks: Sequence[Mark]) -> tuple[str, ...]:
    if len(marks) <= 1:
        return tuple(mark.key for mark in marks)
    innermost: dict[int, Mark] = {}
    for mark in marks:
        rank = RANK[mark.key]
        held = innermost.get(rank)
        if held is None or (mark.start - mark.end, mark.start) >= (held.start - held.end, held.start):
            innermost[rank] = mark
    return tuple(innermost[rank].key for rank in sorted(innermost))
