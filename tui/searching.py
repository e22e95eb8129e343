"""Asks the index on behalf of the filter, beside the event loop.

The first hits in the order of the list are asked for before all others: they are on the screen while the rest is
counted.
"""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import suppress
from functools import partial
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple, TypeVar, cast

from tui.collector import take_short_turns
from tui.data.corpus.connecting import UNREADABLE, CorpusError
from tui.data.corpus.figures import figures
from tui.data.corpus.names import EVERYTHING, FIELDS
from tui.data.corpus.plan import Mine
from tui.data.corpus.search import FEW, SearchResult
from tui.data.corpus.shelf import Shelf
from tui.data.narrowing import before_last, left_to_ask
from tui.data.subject import Subject

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from collections.abc import Set as AbstractSet

    from parsing.record import Report
    from tui.data.corpus.figures import Figures
    from tui.data.heads import Head
    from tui.data.initials import Initials
    from tui.library import Library
    from tui.marks import Marks

Answer = TypeVar("Answer")

BEGINNING, LARGER = FEW, 4
"""Entries of the list that are asked about at first, and how many times more each time after it."""
RESTING = 0.08
"""Seconds after a key in which nothing is made ready for the next ones."""
FIRST_WORD = "ab"
"""Asked for before any key, so that the vocabulary is read and what queries are made of is imported."""
INTERRUPTED = "interrupted"
"""What SQLite says where it was told to stop."""
NAMED = {"what": "metric"}
"""Fields that a query has another name for."""


class Answered(NamedTuple):
    """A query that was answered in full, what it depended on, and the numbers of the reports that it finds.

    ``version``: changes of other processes to the index, and of the list.
    """

    text: str
    initials: Initials | None
    version: tuple[int, int]
    numbers: set[int]


class Searching:
    """The index, and what the user's marks add to it. Made and used by one event loop.

    ``trouble``: why the index could not be read when it was asked last, if it could not.

    Args:
        shelf: the reports of the index.
        library: the list, which knows numbers and ids of its entries.
        marks: the user's marks.
    """

    def __init__(self, shelf: Shelf, library: Library, marks: Marks) -> None:
        self._shelf = shelf
        self._library = library
        self._marks = marks
        self.trouble = shelf.trouble
        self._turn = Lock()
        self._asking: object = None
        self._began = 0.0
        self._answered: tuple[Answered, ...] = ()
        self._prepared: Initials | None = None
        take_short_turns()

    async def first(
        self, text: str, initials: Initials | None, enough: int, at: int | None
    ) -> tuple[list[int], bool] | None:
        """The first entries of the list that a query finds, in order, and whether those are all.

        Args:
            text: the query.
            initials: the pinyin initials of characters.
            enough: how many are wanted at least.
            at: an entry up to which all are wanted, and as many again under it, if it is among them.

        Returns:
            ``None`` where the order of the list is another one than that of the index.
        """
        if self._library.sort != "name" or self._library.turned:
            return None
        answer = await self._aside(lambda found: self._first(found, enough, at), text, initials)
        if answer is None:
            return None
        hits, version = answer
        if hits is not None and hits[1]:
            numbers = {known.number for index in hits[0] if (known := self._library.entries[index].known) is not None}
            self._keep(Answered(text, initials, version, numbers))
        return hits

    async def numbers(self, text: str, initials: Initials | None, *, typed: bool = True) -> set[int]:
        """The numbers of all reports that a query finds. Cancelled, it stops the search that goes on.

        ``typed``: whether it is what the user typed, and what is typed next may be a longer word.
        """
        answer = await self._aside(lambda found: set(found.within(0, EVERYTHING)), text, initials)
        if answer is None:
            return set()
        if typed:
            self._keep(Answered(text, initials, answer[1], answer[0]))
        return answer[0]

    def _keep(self, new: Answered) -> None:
        """Keep an answer for the queries that follow, and that to the words before the last one."""
        before = [each for each in self._answered if each.text.strip() == before_last(new.text)]
        self._answered = new, *before[:1]

    def holds(self, text: str, initials: Initials | None, head: Head) -> bool:
        """Whether a query finds one report; waits for what else is being asked."""
        number = head.number
        return bool(self._asked(lambda: any(True for _ in self._found(text, initials)[0].within(number, number))))

    async def prepare(self, initials: Initials | None) -> None:
        """Have ready what most queries go through: titles for initials, piece by piece, so that questions go first."""
        index = self._shelf.index
        if index is None:
            return
        await asyncio.to_thread(self._asked, lambda: len(index.names.present.within(0, EVERYTHING)))
        await asyncio.to_thread(self._asked, lambda: any(self._found(FIRST_WORD, initials)[0].within(0, 1)))
        if initials is None or initials is self._prepared:
            return
        self._prepared = initials
        titles = index.names.titles
        for at in await asyncio.to_thread(self._asked, titles.blocks) or ():
            await asyncio.sleep(max(0.0, self._began + RESTING - monotonic()))
            await asyncio.to_thread(self._asked, partial(titles.ready, initials, at))

    async def overview(self, numbers: AbstractSet[int], most: int) -> Figures | None:
        """What the index counts among some reports."""
        index = self._shelf.index
        if index is None:
            return None
        return await asyncio.to_thread(self._asked, lambda: figures(index, numbers, most))

    def close(self) -> None:
        """Stop what is being looked for, and let go of the index."""
        self._asking = None
        self._interrupt()
        with self._turn:
            self._shelf.close()

    def _interrupt(self) -> None:
        if self._shelf.index is not None:
            with suppress(sqlite3.ProgrammingError):  # it is closed
                self._shelf.index.database.interrupt()

    async def _aside(
        self, work: Callable[[SearchResult], Answer], text: str, initials: Initials | None
    ) -> tuple[Answer, tuple[int, int]] | None:
        """What is made of a query's hits, and of which version; all in a thread, which may have to wait."""

        def ask() -> tuple[Answer, tuple[int, int]]:
            found, version = self._found(text, initials)
            return work(found), version

        mine = self._asking = object()
        self._began = monotonic()
        try:
            return await asyncio.to_thread(self._asked, ask, lambda: self._asking is mine)
        except asyncio.CancelledError:
            if self._asking is mine:
                self._asking = None
            self._interrupt()
            raise

    def _found(self, text: str, initials: Initials | None) -> tuple[SearchResult, tuple[int, int]]:
        """What a query finds, and of which version; asked for when it has its turn."""
        index = self._shelf.index
        assert index is not None  # noqa: S101 -- nothing has a turn without one
        index.refresh()
        version = int(index.database.execute("PRAGMA data_version").fetchone()[0]), self._library.numbered.changes
        found = SearchResult(index, text, table=initials or {}, mine=Mine(self._read, self._marked, self._subject))
        if found.query.personal:  # what the user made of a report may be new
            return found, version
        for known in self._answered:
            if (
                known.version == version
                and known.initials is initials
                and (asked := left_to_ask(known.text, text)) is not None
            ):
                found.narrow(known.numbers, asked)
                break
        return found, version

    def _asked(self, work: Callable[[], Answer], wanted: Callable[[], bool] = lambda: True) -> Answer | None:
        index = self._shelf.index
        with self._turn:  # one at a time: SQLite interrupts all that go on together
            if index is None or not wanted():
                return None
            index.wanted = wanted
            try:
                return work()
            except UNREADABLE as error:
                if str(error) != INTERRUPTED:
                    self.trouble = CorpusError(index.path, str(error).lower())
                return None

    def _first(self, found: SearchResult, enough: int, at: int | None) -> tuple[list[int], bool] | None:
        numbered, hits = self._library.numbered, list[int]()
        start, size, total = 0, BEGINNING, len(self._library.entries)
        wanted = -1 if at is None or not self._finds(found, at) else at
        while start < total:
            stop = start + size if not start else max(start + size, wanted + 1)
            span = numbered.span(start, stop)
            if span is None:
                return None
            in_order = partial(numbered.in_order, start=start, stop=stop)
            for number in found.within(span[0], span[-1], in_order) if span else ():
                hits.append(cast("int", numbered.place(number)))
                if hits[-1] == wanted:
                    enough += len(hits)  # what stands under it, too
                if len(hits) >= enough and hits[-1] >= wanted:
                    return hits, False
            start, size = stop, size * LARGER
        return hits, True

    def _finds(self, found: SearchResult, index: int) -> bool:
        known = self._library.entries[index].known
        return known is not None and any(True for _ in found.within(known.number, known.number))

    # What the user made of the reports

    def _numbers_of(self, reports: Iterable[str]) -> set[int]:
        library = self._library
        known = (library.entries[index].known for report in reports for index in library.of(report))
        return {head.number for head in known if head is not None}

    def _read(self) -> set[int]:
        return self._numbers_of(list(self._marks.read))

    def _marked(self, test: Callable[..., bool]) -> set[int]:
        return self._numbers_of(self._marks.reports(test))

    def _subject(self, report: Report) -> Subject:
        return Subject(report, self._marks.of(report.id), report.id in self._marks.read)


def offered(index: str) -> list[tuple[str, str, int]]:
    """What completion may offer of an index: field, value, and how many reports have it; for a process of its own."""
    from tui.data.corpus.offering import values  # noqa: PLC0415 -- of use there alone

    shelf = Shelf(index)
    try:
        return (
            [(NAMED.get(field, field), text, count) for field, text, count in values(shelf.index, FIELDS)]
            if shelf.index
            else []
        )
    except sqlite3.Error:
        return []
    finally:
        shelf.close()
