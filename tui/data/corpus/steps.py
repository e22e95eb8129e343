"""The steps that follow on SQL and narrow what it finds: by names, by initials in titles, by figures and by measures.

A step is given the reports that have passed all steps before it and returns those of them that pass.
"""

from __future__ import annotations

from itertools import accumulate, islice
from typing import TYPE_CHECKING, NamedTuple, Protocol

import msgspec

from tui.data.corpus.conditions import Condition, Search
from tui.data.corpus.present import NUMBERS
from tui.data.corpus.rows import Facts, Places

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from tui.data.corpus.index import CorpusIndex
    from tui.data.corpus.rows import Figure
    from tui.data.corpus.tokens import Sought
    from tui.data.initials import Initials

FEW, MANY = 20, 250
"""Texts looked into at once: at first, so that the first hits are there soon, and at most."""
FACTS, PLACES = msgspec.msgpack.Decoder(Facts), msgspec.msgpack.Decoder(Places)


class Step(Protocol):
    """One filter."""

    def among(self, index: CorpusIndex, numbers: AbstractSet[int], first: int, last: int) -> AbstractSet[int]:
        """The reports that pass.

        Args:
            index: the open index.
            numbers: the reports to be tested, all within ``[first, last]``.
            first: the first number of the range.
            last: the last number of the range.

        Returns:
            Every report of ``numbers`` that passes. It may hold others of the range that pass: the caller intersects.
        """


def asked(index: CorpusIndex, search: Search, first: int, last: int) -> set[int]:
    """The numbers in ``[first, last]`` of the reports that SQL finds; all that are present where nothing is asked."""
    if not (search.wanted or search.unwanted):
        return index.names.present.within(first, last)
    statement, values = search.statement(first, last, gone=bool(index.gone))
    # in one piece: rows one by one would go through Python's lock a hundred thousand times
    numbers = f"SELECT group_concat(number) FROM ({statement})"  # noqa: S608
    (found,) = index.database.execute(numbers, values).fetchone()
    return NUMBERS.decode(f"[{found}]") if found else set()


def _matching(index: CorpusIndex, match: str, first: int, last: int) -> set[int]:
    """The numbers in ``[first, last]`` of the reports that match an FTS5 query."""
    return asked(index, Search((Condition(match=match),)), first, last)


def having(index: CorpusIndex, words: Sequence[tuple[str, bool]], numbers: Iterable[int]) -> Iterator[int]:
    """Those of some reports whose texts have all wanted folded words, and none of the others; in their order."""
    needles = [(needle.encode("utf-8", "surrogatepass"), wanted) for needle, wanted in words]
    for some in _growing(numbers):
        index.heed()
        texts = dict(index.texts(some))
        for needle, wanted in needles:
            texts = {number: text for number, text in texts.items() if (needle in text) == wanted}
        yield from (number for number in some if number in texts)


def _growing(numbers: Iterable[int]) -> Iterator[list[int]]:
    """Numbers in batches, the first ones small."""
    rest, size = iter(numbers), FEW
    while some := list(islice(rest, size)):
        yield some
        size = min(MANY, size * 4)


class Named(NamedTuple):
    """A report has a name in ``field`` (see :mod:`tui.data.corpus.names`) that contains ``needle``, which is folded."""

    field: str
    needle: str

    def among(self, index: CorpusIndex, numbers: AbstractSet[int], first: int, last: int) -> AbstractSet[int]:
        """See :class:`Step`."""
        if len(numbers) * FEW < last - first:
            return index.names.among(self.field, self.needle, numbers)
        return index.names.having(self.field, self.needle, first, last)


class Held(NamedTuple):
    """A report may have a word: it has the pairs and phrases of :class:`~tui.data.corpus.tokens.Sought`."""

    sought: Sought

    def among(self, index: CorpusIndex, numbers: AbstractSet[int], first: int, last: int) -> AbstractSet[int]:
        """See :class:`Step`."""
        match, common = self.sought.match, index.vocabulary.common
        bits = (common.having(pair, first, last) for pair in self.sought.common)
        if self.sought.either:
            return _matching(index, match, first, last).union(*bits) & numbers
        found = numbers & _matching(index, match, first, last) if match else numbers
        for pair, some in zip(self.sought.common, bits, strict=True):
            found = found & (some | _matching(index, f'"{pair}"', first, last))
        return found


class Spelled(NamedTuple):
    """A report has a word, or its title has characters in a row whose pinyin initials are the word's letters.

    ``sought``: how the index is asked for the word. ``needle``: the folded word where it has still to be looked for in
    the texts, empty where the index is sure.
    """

    word: str
    table: Initials
    sought: Sought
    needle: str

    def among(self, index: CorpusIndex, numbers: AbstractSet[int], first: int, last: int) -> AbstractSet[int]:
        """See :class:`Step`."""
        found = index.names.titles.having(self.word, self.table, numbers, range(first, last + 1), index.heed)
        maybe = Held(self.sought).among(index, numbers, first, last) - found
        return found.union(having(index, [(self.needle, True)], sorted(maybe)) if self.needle else maybe)


class Measured(NamedTuple):
    """A single measure of a report meets all of these.

    ``categories``: the numbers of which it has one; ``None`` for any. ``done``, ``required``: the statuses that it may
    have. Its text, or the name of its category (``names``, by number), contains each of the folded words.
    """

    categories: frozenset[int] | None
    done: bool
    required: bool
    needles: tuple[str, ...]
    names: dict[int, str]

    def among(
        self,
        index: CorpusIndex,
        numbers: AbstractSet[int],
        first: int,  # noqa: ARG002 -- a step's signature
        last: int,  # noqa: ARG002
    ) -> AbstractSet[int]:
        """See :class:`Step`."""
        found: set[int] = set()
        named = [(needle, {at for at, name in self.names.items() if needle in name}) for needle in self.needles]
        for some in _growing(sorted(numbers)):
            index.heed()
            rows = index.database.execute(
                "SELECT number, packed FROM measures WHERE number BETWEEN ? AND ?", (some[0], some[-1])
            )
            places = dict(rows.fetchall())
            for number, text in index.texts([number for number in some if number in places]):
                if self._said(text.decode("utf-8", "surrogatepass"), PLACES.decode(places[number]), named):
                    found.add(number)
        return found

    def _said(self, text: str, places: Places, named: Sequence[tuple[str, AbstractSet[int]]]) -> bool:
        """Whether a single measure meets all; ``named``: each word, with the categories that have it in their name."""
        categories, required, wanted = self.categories, self.required, self.done
        starts = accumulate(places.start)
        for category, done, start, length in zip(places.category, places.done, starts, places.length, strict=True):
            if (wanted if done else required) and (categories is None or category in categories):
                for needle, those in named:
                    if text.find(needle, start, start + length) < 0 and category not in those:
                        break
                else:
                    return True
        return False


class Counted(NamedTuple):
    """A single figure of a report passes a test; ``maybe``: an SQL condition that all reports with such one meet."""

    maybe: Condition
    test: Callable[[Figure], bool]

    def among(
        self,
        index: CorpusIndex,
        numbers: AbstractSet[int],
        first: int,  # noqa: ARG002 -- a step's signature
        last: int,  # noqa: ARG002
    ) -> AbstractSet[int]:
        """See :class:`Step`."""
        of, whole, found = index.names.of, index.vocabulary.facts, set[int]()
        for some in _growing(sorted(numbers)):
            index.heed()
            rows = index.database.execute(
                f"SELECT number, facts FROM report WHERE number BETWEEN ? AND ? AND ({self.maybe.test})",  # noqa: S608
                (some[0], some[-1], *self.maybe.asked),
            )
            found.update(
                number
                for number, facts in rows
                if number in numbers
                and any(map(self.test, FACTS.decode(whole(facts)).figures(of("what", number), of("unit", number))))
            )
        return found
