"""The reader's list of reports: what is known of each, which are listed, in what order, and which are ticked.

Plain values and no widget, so that filtering and sorting a hundred thousand are tested without a screen. Only the
screen's handlers change it.
"""

from __future__ import annotations

from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args

from tui.collation import spelt
from tui.copies import Copies
from tui.entries import settled
from tui.numbered import Numbered

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from parsing.corpus import Outcome
    from parsing.record import Report
    from tui.data.heads import Head, Settled
    from tui.entries import Entry

Sort: TypeAlias = Literal["name", "date", "title", "source", "size"]
SORTS: tuple[Sort, ...] = get_args(Sort)
FALLING = ("date", "size")
"""The orders that begin with the newest, or the longest."""
SPELT = ("title", "source")
"""The orders of words."""


class Library:
    """All entries, and the ``order`` in which some of them are listed. Entries are known by their index.

    ``turned``: the order is the other way round than usual. ``whole``: whether all that the filter finds is known
    already. ``gone``: paths whose files have been deleted since they were listed. ``stand_for``: of how many of
    ``copies`` that are listed a row stands for all.
    """

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.order: list[int] = []
        self.ticked: set[int] = set()
        self.gone: frozenset[str] = frozenset()
        self.copies = Copies()
        self.stand_for: Mapping[int, int] = {}
        self.sort: Sort = "name"
        self.turned = False
        self.settled = 0
        self.failed = 0
        self._indices: dict[str, int] = {}
        self._alike: dict[str, list[int]] = {}
        self._first_waiting = 0
        self._test: Callable[[Entry], bool] | None = None
        self._hits: set[int] = set()
        self._held: int | None = None
        self.numbered = Numbered()
        self._changed: list[int] = []
        self.whole = True
        self._sorted: dict[tuple[Sort, bool], list[int]] = {}

    # What there is

    def add(self, entries: Iterable[Entry]) -> None:
        """Put new entries at the end; a path that is there already is left as it is."""
        for entry in entries:
            if entry.path not in self._indices:
                self._indices[entry.path] = len(self.entries)
                self._put(len(self.entries), entry)
        self.arrange()

    def settle(self, outcomes: Iterable[Outcome | Settled]) -> list[int]:
        """Take in what became of some files; the indices of their entries. The order stays until ``arrange``."""
        changed = []
        for outcome in outcomes:
            entry = settled(outcome)
            index = self._indices[entry.path]
            self._put(index, entry)
            self.retest(index)
            changed.append(index)
        return changed

    def _put(self, index: int, entry: Entry) -> None:
        if index == len(self.entries):
            self.entries.append(entry)
            before = None
        else:
            before, self.entries[index] = self.entries[index], entry
        if not entry.waiting:
            self.settled += before is None or before.waiting
            self.failed += (entry.error is not None) - (before is not None and before.error is not None)
            self._changed.append(index)
            self._sorted.clear()
        head = entry.head
        if before is not None and before.head is not None:
            self._alike[before.head.id].remove(index)  # its file may have another text now
        if head is not None and index not in (alike := self._alike.setdefault(head.id, [])):
            alike.append(index)
        self.numbered.put(index, entry)

    def unknown(self, entries: Iterable[Entry]) -> list[Entry]:
        """Those of some entries that are not there yet."""
        return [entry for entry in entries if entry.path not in self._indices]

    def fill(self, index: int, report: Report) -> None:
        """Keep the record of an entry of which only the head was known."""
        self.entries[index] = self.entries[index]._replace(report=report)

    def index(self, path: str) -> int:
        """The index of the entry of that path."""
        return self._indices[path]

    def of(self, report: str) -> list[int]:
        """The entries of a report: several where the same text is there twice."""
        return list(self._alike.get(report, ()))

    def number_of(self, reports: Iterable[str]) -> int:
        """How many entries some reports have."""
        return sum(len(self._alike.get(report, ())) for report in reports)

    def head(self, number: int) -> Head | None:
        """The head of the report that the index knows by that number, if it is here."""
        index = self.numbered.place(number)
        return None if index is None else self.entries[index].known

    @property
    def indexed(self) -> bool:
        """Whether some reports are known to the index."""
        return bool(len(self.numbered))

    def waiting(self, first: Iterable[int]) -> Iterator[int]:
        """Entries still to be parsed, those of ``first`` before the others."""
        yield from (index for index in first if self.entries[index].waiting)
        while self._first_waiting < len(self.entries) and not self.entries[self._first_waiting].waiting:
            self._first_waiting += 1
        rest = range(self._first_waiting, len(self.entries))
        yield from (index for index in rest if self.entries[index].waiting)

    # What is listed

    def watch(self) -> None:
        """Note from now on which entries change: before a filter is worked out, which may have missed them."""
        self._changed.clear()

    def begin_with(self, test: Callable[[Entry], bool], hits: Iterable[int]) -> None:
        """List the first entries that pass the test, in order, while all others are looked for."""
        self._test, self._hits, self._held, self.whole = test, set(hits), None, False
        self.arrange()

    def narrow(self, test: Callable[[Entry], bool] | None, found: AbstractSet[int] | None = None) -> Iterator[None]:
        """List only entries that pass the test; ``None`` lists all. Yields after each test, so that it can pause.

        Args:
            test: asked of each entry that is parsed, save those that the index knows.
            found: numbers of the reports of which the index says the same.
        """
        hits = self.numbered.places(found or ())
        if test is not None:
            asked = found is None or len(self.numbered) < len(self.entries)
            for index, entry in enumerate(self.entries if asked else ()):
                if entry.head is not None and (found is None or entry.known is None):
                    if test(entry):
                        hits.add(index)
                    yield
        self._test, self._hits, self._held, self.whole = test, hits, None, True
        for index in self._changed:
            self.retest(index)
        self.arrange()

    def retest(self, index: int) -> bool:
        """Ask the test again about an entry that changed; whether it is now listed where it was not, or no longer."""
        if self._test is None:
            return False
        entry, listed = self.entries[index], self._listed(index)
        if entry.head is not None and self._test(entry):
            self._hits.add(index)
        else:
            self._hits.discard(index)
        return self._listed(index) != listed

    def hold(self, index: int, *, anyway: bool = False) -> bool:
        """Keep an entry listed that is listed (or any, with ``anyway``), whatever the test says: it is being read.

        Returns whether the entry held before has to go now.
        """
        before, self._held = self._held, index if anyway or self._listed(index) else None
        return before is not None and not self._listed(before)

    def _listed(self, index: int) -> bool:
        return self._test is None or index in self._hits or index == self._held

    @property
    def narrowed(self) -> bool:
        """Whether a filter is on."""
        return self._test is not None

    def arrange(self) -> None:
        """Put what is listed in order: dates newest first, texts longest first, what lacks the sort's field last."""
        listed = self._hits if self._held is None else {*self._hits, self._held}
        if self._test is None:
            found = list(self._all())
        elif self.sort == "name":
            found = sorted(listed, reverse=self.turned)
        else:
            found = [index for index in self._all() if index in listed]
        self.order, self.stand_for = self.copies.folded(found)

    def _all(self) -> Sequence[int]:
        """All entries in order, sorted anew only where one has changed."""
        if self.sort == "name":
            return range(len(self.entries))[:: -1 if self.turned else 1]
        asked = self.sort, self.turned
        known = self._sorted.get(asked)
        if known is None or len(known) != len(self.entries):
            known = self._sorted[asked] = _in_order(self.entries, *asked)
        return known

    def row(self, index: int) -> int | None:
        """The row in which an entry is listed."""
        try:
            return self.order.index(index)
        except ValueError:
            return None

    # What is ticked

    def tick(self, index: int) -> None:
        """Tick an entry, or take its tick away."""
        self.ticked ^= {index}

    def invert_ticks(self) -> None:
        """Tick what is listed and is not ticked, and take the other ticks there away."""
        self.ticked ^= set(self.order)

    def tick_all(self) -> None:
        """Tick all that are listed; where all are, none."""
        listed = set(self.order)
        self.ticked = self.ticked - listed if listed <= self.ticked else self.ticked | listed


def _in_order(entries: Sequence[Entry], sort: Sort, turned: bool) -> list[int]:
    field = attrgetter({"date": "published"}.get(sort, sort))
    key = spelt if sort in SPELT else lambda value: value
    have: list[tuple[Any, int]] = []
    lack: list[int] = []
    for index, entry in enumerate(entries):
        head = entry.head
        value = head and field(head)
        if value:
            have.append((key(value), index))
        else:
            lack.append(index)
    have.sort(key=itemgetter(0), reverse=(sort in FALLING) != turned)
    return [index for _, index in have] + lack
