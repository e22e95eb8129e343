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
from tui.data.folding import Folded, fold, folded
from tui.data.heads import INDEX
from tui.data.index import Index
from tui.data.lookup import Condition, Letters, Mine, Search, plan
from tui.data.query import parse_query
from tui.data.subject import Subject

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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
        self._spelled_last: tuple[str, int, list[Head]] = ("", 0, [])

    async def numbers(self, text: str, initials: Initials | None, heads: Iterable[Head]) -> set[int]:
        """The numbers of the reports that a query finds; ``heads`` are those that are listed.

        Cancelled, it stops the search that goes on in SQLite.
        """
        search = plan(text, self._mine(), initials)
        try:
            found = await asyncio.to_thread(self._asked, *search.statement())
            if search.letters or not search.sure:
                listed = list(heads)
                for letters in search.letters:
                    found = await self._spelled(letters, listed, found)
                if not search.sure:
                    found = await self._tested(text, initials, [head for head in listed if head.number in found])
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
            there = self._one(_words(letters), head) or bool(letters.find(folded(head.title)))
            if there == letters.negated:
                return False
        return search.sure or self._matches(text, initials, head)

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

    async def _spelled(self, letters: Letters, heads: Sequence[Head], found: set[int]) -> set[int]:
        """Those of some reports that have a word, in their text or as initials in their title; or that have it not."""
        having = await asyncio.to_thread(self._asked, *_words(letters))
        needle, number, before = self._spelled_last
        # who types on asks for some of the titles that had what was typed so far
        among = before if needle and number == len(heads) and letters.needle.startswith(needle) else heads
        named: list[Head] = []
        started = monotonic()
        for head in among:
            title = self._titles.get(head.number)
            if title is None:
                title = self._titles[head.number] = folded(head.title)
            if letters.find(title):
                named.append(head)
            if monotonic() - started > SLICE:
                await asyncio.sleep(0)
                started = monotonic()
        self._spelled_last = letters.needle, len(heads), named
        having.update(head.number for head in named)
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
        return Mine(self._marks.read, self._marks.counts.keys(), self._labelled)

    def _labelled(self, needle: str) -> set[str]:
        return {
            report
            for report in self._marks.counts
            if any(mark.label is not None and needle in fold(mark.label) for mark in self._marks.of(report))
        }


def _words(letters: Letters) -> tuple[str, Sequence[object]]:
    return Search(wanted=(Condition(match=letters.match),)).statement()
