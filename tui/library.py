"""The reader's list of reports: what is known of each, which are listed, in what order, and which are ticked.

Plain values and no widget, so that filtering and sorting a hundred thousand are tested without a screen. Only the
screen's handlers change it.
"""

from __future__ import annotations

from dataclasses import dataclass
from operator import itemgetter
from os.path import basename
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from parsing.corpus import Outcome
    from parsing.record import Report

Sort: TypeAlias = Literal["name", "date", "title", "source"]
SORTS: tuple[Sort, ...] = get_args(Sort)


@dataclass(frozen=True, slots=True)
class Entry:
    """One report of the list: only its path until it is parsed, then its record or the cause that there is none."""

    path: str
    report: Report | None = None
    error: str | None = None
    repaired: bool = False

    @property
    def name(self) -> str:
        """The file's own name."""
        return basename(self.path)  # noqa: PTH119 -- a path object for each of 100,000 rows costs a second

    @property
    def title(self) -> str:
        """What the list shows: the title, the first line of the text, or the file's name."""
        if self.report is None:
            return self.name
        return self.report.title or self.report.text.partition("\n")[0] or self.name

    @property
    def waiting(self) -> bool:
        """Whether it is still to be parsed."""
        return self.report is None and self.error is None


class Library:
    """All entries, and the ``order`` in which some of them are listed. Entries are known by their index."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.order: list[int] = []
        self.ticked: set[int] = set()
        self.sort: Sort = "name"
        self.settled = 0
        self.failed = 0
        self._indices: dict[str, int] = {}
        self._first_waiting = 0
        self._test: Callable[[Entry], bool] | None = None
        self._hits: set[int] = set()
        self._held: int | None = None

    # What there is

    def add(self, entries: Iterable[Entry]) -> None:
        """Put new entries at the end; a path that is there already is left as it is."""
        for entry in entries:
            if entry.path not in self._indices:
                self._indices[entry.path] = len(self.entries)
                self.entries.append(entry)
                if entry.error is not None:
                    self.settled += 1
                    self.failed += 1
        self.arrange()

    def settle(self, outcomes: Iterable[Outcome]) -> list[int]:
        """Take in what became of some files; the indices of their entries. The order stays until ``arrange``."""
        changed = []
        for outcome in outcomes:
            index = self._indices[outcome.path]
            entry = Entry(outcome.path, outcome.report, outcome.error, outcome.repaired)
            self.settled += self.entries[index].waiting
            self.failed += outcome.error is not None
            self.entries[index] = entry
            self.retest(index)
            changed.append(index)
        return changed

    def index(self, path: str) -> int:
        """The index of the entry of that path."""
        return self._indices[path]

    def of(self, report: str) -> list[int]:
        """The entries of a report: several where the same text is there twice."""
        return [index for index, entry in enumerate(self.entries) if entry.report and entry.report.id == report]

    def waiting(self, first: Iterable[int]) -> Iterator[int]:
        """Entries still to be parsed, those of ``first`` before the others."""
        yield from (index for index in first if self.entries[index].waiting)
        while self._first_waiting < len(self.entries) and not self.entries[self._first_waiting].waiting:
            self._first_waiting += 1
        rest = range(self._first_waiting, len(self.entries))
        yield from (index for index in rest if self.entries[index].waiting)

    # What is listed

    def narrow(self, test: Callable[[Entry], bool] | None) -> Iterator[None]:
        """List only entries that pass the test; ``None`` lists all. Yields after each test, so that it can pause."""
        hits: set[int] = set()
        late: list[int] = []
        if test is not None:
            for index, entry in enumerate(self.entries):
                if entry.report is None:
                    late.append(index)
                elif test(entry):
                    hits.add(index)
                yield
        self._test, self._hits, self._held = test, hits, None
        for index in late:
            self.retest(index)
        self.arrange()

    def retest(self, index: int) -> bool:
        """Ask the test again about an entry that changed; whether it is now listed where it was not, or no longer."""
        if self._test is None:
            return False
        entry, listed = self.entries[index], self._listed(index)
        if entry.report is not None and self._test(entry):
            self._hits.add(index)
        else:
            self._hits.discard(index)
        return self._listed(index) != listed

    def hold(self, index: int) -> bool:
        """Keep an entry listed, if it is, whatever the test says of it later: nothing goes while it is being read.

        Returns whether the entry held before has to go now.
        """
        before, self._held = self._held, index if self._listed(index) else None
        return before is not None and not self._listed(before)

    def _listed(self, index: int) -> bool:
        return self._test is None or index in self._hits or index == self._held

    @property
    def narrowed(self) -> bool:
        """Whether a filter is on."""
        return self._test is not None

    def arrange(self) -> None:
        """Put what is listed in order: dates newest first, and whatever lacks the sort's field at the end."""
        held = set() if self._held is None else {self._held}
        listed = range(len(self.entries)) if self._test is None else sorted(self._hits | held)
        if self.sort == "name":
            self.order = list(listed)
            return
        field = {"date": "published", "title": "title", "source": "source"}[self.sort]
        have: list[tuple[str, int]] = []
        lack: list[int] = []
        for index in listed:
            report = self.entries[index].report
            value = getattr(report, field) if report else None
            if value:
                have.append((value, index))
            else:
                lack.append(index)
        have.sort(key=itemgetter(0), reverse=self.sort == "date")
        self.order = [index for _, index in have] + lack

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

    def tick_all(self) -> None:
        """Tick all that are listed; where all are, none."""
        listed = set(self.order)
        self.ticked = self.ticked - listed if listed <= self.ticked else self.ticked | listed
