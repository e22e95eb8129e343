"""What narrows the reports that SQL finds: names in their lines, initials in titles, figures in what is packed of each.

Each step says of the reports of a range of numbers which of them meet it; ``numbers`` are those that have met all before.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, Protocol

import msgspec

from tui.data.corpus.conditions import Condition, Search
from tui.data.corpus.rows import Facts, Places

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from tui.data.corpus.index import CorpusIndex
    from tui.data.corpus.rows import Figure, Place
    from tui.data.initials import Initials

NUMBERS = msgspec.json.Decoder(set[int])
"""Reads the numbers that SQLite gives in one piece, in a quarter of the time that Python's own means take."""
FEW, MANY = 20, 500
"""Texts looked into at once: at first, so that the first hits are there soon, and at most."""
FACTS, PLACES = msgspec.msgpack.Decoder(Facts), msgspec.msgpack.Decoder(Places)


class Step(Protocol):
    """Narrows what has been found."""

    def among(self, index: CorpusIndex, numbers: AbstractSet[int], first: int, last: int) -> AbstractSet[int]:
        """Those of some numbers, all of a range, that meet it; it may give others too."""


def asked(index: CorpusIndex, search: Search, first: int, last: int) -> set[int]:
    """What SQL finds of a range of numbers."""
    statement, values = search.statement(first, last, gone=bool(index.gone))
    # in one piece: rows one by one would go through Python's lock a hundred thousand times
    (found,) = index.database.execute(f"SELECT group_concat(number) FROM ({statement})", values).fetchone()  # noqa: S608
    return NUMBERS.decode(f"[{found}]") if found else set()


def having(index: CorpusIndex, words: Sequence[tuple[str, bool]], numbers: Iterable[int]) -> Iterator[int]:
    """Those of some reports whose texts have some folded words, or have not those that are not wanted; in order."""
    needles = [(needle.encode("utf-8", "surrogatepass"), wanted) for needle, wanted in words]
    for some in _growing(sorted(numbers)):
        texts = dict(index.texts(some))
        for number in some:
            text = texts.get(number)
            if text is not None and all((needle in text) == wanted for needle, wanted in needles):
                yield number


def _growing(numbers: Iterable[int]) -> Iterator[list[int]]:
    """Numbers in batches, the first ones small."""
    rest, size = iter(numbers), FEW
    while some := list(islice(rest, size)):
        yield some
        size = min(MANY, size * 4)


class Named(NamedTuple):
    """That a report has a name with a stretch in it."""

    field: str
    needle: str

    def among(self, index: CorpusIndex, numbers: AbstractSet[int], first: int, last: int) -> AbstractSet[int]:
        """See :class:`Step`."""
        if len(numbers) * FEW < last - first:
            return index.names.among(self.field, self.needle, numbers)
        return index.names.having(self.field, self.needle, first, last)


class Spelled(NamedTuple):
    """That a report has a word, or its title has characters with these initials.

    ``match`` asks the index of words for the word; ``needle`` is what has then still to be looked for, or empty.
    """

    word: str
    table: Initials
    match: str
    needle: str

    def among(self, index: CorpusIndex, numbers: AbstractSet[int], first: int, last: int) -> AbstractSet[int]:
        """See :class:`Step`."""
        found = index.names.titled(self.word, self.table, first, last) & numbers
        maybe = (asked(index, Search((Condition(match=self.match),)), first, last) & numbers) - found
        return found.union(having(index, [(self.needle, True)], maybe) if self.needle else maybe)


class Measured(NamedTuple):
    """That one measure of a report is of some categories (``None``: any) and statuses, and has some folded words.

    ``names``: the categories' names by number, which count as words of theirs too.
    """

    categories: frozenset[int] | None
    done: bool
    required: bool
    needles: tuple[str, ...]
    names: dict[int, str]

    def among(self, index: CorpusIndex, numbers: AbstractSet[int], first: int, last: int) -> AbstractSet[int]:
        """See :class:`Step`."""
        rows = index.database.execute("SELECT number, packed FROM measures WHERE number BETWEEN ? AND ?", (first, last))
        places = {
            number: found for number, packed in rows
            if number in numbers and (found := [place for place in PLACES.decode(packed) if self._right(place)])
        }
        wanted = sorted(places)
        texts = (each for at in range(0, len(wanted), MANY) for each in index.texts(wanted[at : at + MANY]))
        return {number for number, text in texts if self._said(text.decode("utf-8", "surrogatepass"), places[number])}

    def _right(self, place: Place) -> bool:
        return (self.done if place.done else self.required) and (self.categories is None or place.category in self.categories)

    def _said(self, text: str, places: Sequence[Place]) -> bool:
        return any(
            all(needle in self.names[place.category] or needle in text[place.start : place.end] for needle in self.needles)
            for place in places
        )


class Counted(NamedTuple):
    """That one figure of a report passes a test. ``maybe``: what tells that a report may have such a figure."""

    maybe: Condition
    test: Callable[[Figure], bool]

    def among(self, index: CorpusIndex, numbers: AbstractSet[int], first: int, last: int) -> AbstractSet[int]:
        """See :class:`Step`."""
        rows = index.database.execute(
            f"SELECT number, facts FROM report WHERE number BETWEEN ? AND ? AND ({self.maybe.test})",  # noqa: S608
            (first, last, *self.maybe.asked),
        )
        of = index.names.of
        return {
            number for number, facts in rows
            if number in numbers and any(map(self.test, FACTS.decode(facts).figures(of("what", number), of("unit", number))))
        }
