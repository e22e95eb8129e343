"""The hundreds of thousands of words of a dictionary, in a few sorted arrays of 6 MB: as strings they take 55.

A string takes ten times the room of its characters. Nearly all words have up to four, which are a number of 64 bits
here. Looking one up takes ten times as long, so whoever asks for the same words again and again keeps what was found.
"""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass
from itertools import accumulate, compress, count
from operator import not_
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

SIZE, CODE = 8, "utf-16-be"
"""Bytes of a number, and of which characters they are."""
FIRST, PAIR, THIRD, LAST = 48, 32, 16, 0xFFFF
"""Bits of a number behind its first, its second and its third character; those of its fourth."""
NOTHING = "\0"
"""What a shorter word is filled up with: no word ends with it."""


class Entry(NamedTuple):
    """What a dictionary says of a word: its frequency and its part of speech."""

    times: int
    tag: str


@dataclass(frozen=True, slots=True)
class WordTable:
    """The words of a dictionary; see :func:`tabled`.

    Attributes:
        numbers: the words of up to four characters of two bytes, in order; of a word that comes twice the last counts.
        counts: their frequencies.
        tags: their parts of speech, as places in ``names``.
        names: the parts of speech.
        starts: for each character where the words begin that begin with it, and for all behind it.
        long: the other words.
        reach_of_long: how long they get, by their first two characters.
    """

    numbers: array[int]
    counts: array[int]
    tags: bytes
    names: tuple[str, ...]
    starts: array[int]
    long: Mapping[str, Entry]
    reach_of_long: Mapping[str, int]

    def get(self, word: str) -> Entry | None:
        """What the dictionary says of a word; none where it has no such word."""
        data = word.encode(CODE, "surrogatepass")
        if len(data) > SIZE or len(data) != 2 * len(word):
            return self.long.get(word)
        number = int.from_bytes(data.ljust(SIZE, b"\0"))
        first = number >> FIRST
        at = bisect_right(self.numbers, number, self.starts[first], self.starts[first + 1]) - 1
        if at < 0 or self.numbers[at] != number or word.endswith(NOTHING):
            return None
        return Entry(self.counts[at], self.names[self.tags[at]])

    def reach(self, pair: str) -> int:
        """Characters of the longest word of three and more that begins with two; 0 where there is none."""
        data = pair.encode(CODE, "surrogatepass")
        longest = self.reach_of_long.get(pair, 0)
        if len(pair) != 2 or len(data) != 2 * len(pair):
            return longest
        number = int.from_bytes(data) << PAIR
        first = bisect_left(self.numbers, number | 1 << THIRD)
        last = bisect_left(self.numbers, number + (1 << PAIR), first)
        return max(0, longest, *(3 + bool(other & LAST) for other in self.numbers[first:last]))


def tabled(pieces: Iterable[tuple[Sequence[str], Iterable[int], Iterable[str]]]) -> WordTable:
    """The table of a dictionary.

    Args:
        pieces: words, the frequency of each, and the part of speech of each, some thousands together.
    """
    numbers, counts, tags = array("Q"), array("I"), bytearray()
    places: defaultdict[str, int] = defaultdict(count().__next__)
    long: dict[str, Entry] = {}
    for words, times, kinds in pieces:
        packed = [word.encode(CODE) for word in words]
        short = [len(data) == 2 * len(word) <= SIZE for data, word in zip(packed, words, strict=True)]
        entries = list(map(Entry, times, kinds))
        long.update(compress(zip(words, entries, strict=True), map(not_, short)))
        numbers.frombytes(b"".join([data.ljust(SIZE, b"\0") for data in compress(packed, short)]))
        counts.extend(entry.times for entry in compress(entries, short))
        tags.extend(places[entry.tag] for entry in compress(entries, short))
    if sys.byteorder == "little":
        numbers.byteswap()
    order = sorted(range(len(numbers)), key=numbers.__getitem__)
    return WordTable(
        ordered := array("Q", map(numbers.__getitem__, order)),
        array("I", map(counts.__getitem__, order)),
        bytes(map(tags.__getitem__, order)),
        tuple(places),
        array("I", _starts(ordered)),
        long,
        _reaches(long),
    )


def _starts(numbers: Iterable[int]) -> Iterator[int]:
    """Where the numbers of each first character begin, which are in order, and where the last of them end."""
    found = [0] * (LAST + 1)
    for number in numbers:
        found[number >> FIRST] += 1
    return accumulate(found, initial=0)


def _reaches(words: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for word in words:
        if len(word) > 2:
            found[word[:2]] = max(found.get(word[:2], 0), len(word))
    return found
