"""Asks the index of known reports on behalf of the filter, beside the event loop.

What the index cannot decide is put to the reports themselves, read from the cache one by one; titles are searched for
pinyin initials here, since they are in memory anyway.
"""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING

from parsing.corpus import Cache, pipeline
from tui.data.conditions import Condition
from tui.data.folding import Folded, folded
from tui.data.heads import INDEX
from tui.data.index import Index
from tui.data.lookup import Letters, Mine, Search, plan
from tui.data.overview import known
from tui.data.query import parse_query
from tui.data.subject import Subject

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterable, Sequence
    from collections.abc import Set as AbstractSet

    from tui.data.heads import Head
    from tui.data.initials import Initials
    from tui.marks import Marks

SLICE = 0.01
"""Seconds of looking through titles between two looks at the keyboard."""


class Searching:
    """The index next to a cache, and what the user's marks add to it. Made and used by one event loop.

    Args:
        cache: the cache's file.
        marks: the user's marks.
    """

    def __init__(self, cache: str, marks: Marks) -> None:
        self._index = Index(Path(cache).with_name(INDEX), pipeline())
        self._cache = Cache(cache)
        self._marks = marks
        self._turn = Lock()
        self._titles: dict[int, Folded] = {}

    async def numbers(self, text: str, initials: Initials | None, head: Callable[[int], Head | None]) -> set[int]:
        """The numbers of the reports that a query finds; ``head`` has that of a number, if it is listed.

        Cancelled, it stops the search that goes on in SQLite.
        """
        search = plan(text, self._mine(), initials)
        try:
            found = await asyncio.to_thread(self._asked, *search.statement())
            for letters in search.letters:
                found = await self._spelled(letters, head, found)
            if not search.sure:
                found = await self._tested(text, initials, _listed(found, head))
        except asyncio.CancelledError:
            self._index.interrupt()
            raise
        return found

    def holds(self, text: str, initials: Initials | None, head: Head) -> bool:
        """Whether a query finds one report."""
        search = plan(text, self._mine(), initials)
        if not self._one(search.statement(), head):
            return False
        for letters in search.letters:
            there = self._one(_matched(letters.match), head) or bool(letters.find(folded(head.title)))
            if there == letters.negated:
                return False
        return search.sure or self._matches(text, initials, head)

    async def overview(self, numbers: AbstractSet[int]) -> tuple[Counter[tuple[str, str]], Counter[tuple[str, str]]]:
        """What the index counts among some reports, see :func:`tui.data.overview.known`."""
        return await asyncio.to_thread(known, self._asked, self._index.values(), numbers)

    def values(self) -> list[tuple[str, str, int]]:
        """What completion may offer: field, value, and how many of the reports known have it."""
        return self._index.values()

    def _one(self, question: tuple[str, Sequence[object]], head: Head) -> bool:
        statement, values = question
        return bool(self._asked(f"SELECT number FROM ({statement}) WHERE number = ?", (*values, head.number)))  # noqa: S608

    def _asked(self, statement: str, values: Sequence[object]) -> set[int]:
        with self._turn:  # one at a time: SQLite interrupts all that go on together
            try:
                return self._index.numbers(statement, values)
            except sqlite3.Error:
                return set()

    async def _spelled(
        self, letters: Letters, head: Callable[[int], Head | None], found: set[int]
    ) -> set[int]:
        """Those of some reports that have a word, in their text or as initials in their title; or that have it not."""
        having = await asyncio.to_thread(self._asked, *_matched(letters.match))
        maybe = await asyncio.to_thread(self._asked, *_matched(letters.maybe))
        started = monotonic()
        for each in _listed((maybe - having) & found, head):
            title = self._titles.get(each.number)
            if title is None:
                title = self._titles[each.number] = folded(each.title)
            if letters.find(title):
                having.add(each.number)
            if monotonic() - started > SLICE:
                await asyncio.sleep(0)
                started = monotonic()
        return found - having if letters.negated else found & having

    async def _tested(self, text: str, initials: Initials | None, heads: Sequence[Head]) -> set[int]:
        tested: set[int] = set()
        for head in heads:
            if await asyncio.to_thread(self._matches, text, initials, head):
                tested.add(head.number)
        return tested

    def _matches(self, text: str, initials: Initials | None, head: Head) -> bool:
        reading = self._cache.get(head.id, head.path)
        if reading is None:
            return False
        marks, read = self._marks.of(head.id), head.id in self._marks.read
        return parse_query(text, initials).matches(Subject(reading.report, marks, read, head.repaired))

    def _mine(self) -> Mine:
        return Mine(self._marks.read, self._marks.reports)


def _matched(match: str) -> tuple[str, Sequence[object]]:
    return Search(wanted=(Condition(match=match),)).statement()


def _listed(numbers: Iterable[int], head: Callable[[int], Head | None]) -> list[Head]:
    return [found for found in map(head, numbers) if found is not None]
