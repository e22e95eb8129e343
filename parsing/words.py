"""Words of Chinese with their frequencies and parts of speech, from jieba's dictionary.

The dictionary file is read directly: jieba's own start takes over a second, writes a cache into the temporary folder
and logs to standard error, and neither its prefix table nor its HMM is needed here. Segmentation is jieba's: the
path of highest probability through the words of the dictionary, as ``jieba.cut(..., HMM=False)`` gives it. Borders come
from jieba-rs, which holds the same dictionary; where two readings of the same bytes are compared, or a name is weighed
against the words in its place, the probabilities themselves are worked out here.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from parsing.lexicon import load
from parsing.values import Value
from parsing.word_table import tabled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TextIO

UNKNOWN = 1.0
"""Frequency given to a character that no word of the dictionary holds, as jieba does."""
PIECE = 1 << 14
"""Characters of the dictionary read at a time."""
COMMON = 5.0
"""Natural logarithm of the frequency in the dictionary from which a word is an everyday one."""
KEPT = 1 << 13
"""Words of which is kept what was asked about them."""

Found = TypeVar("Found")


class Kept(dict[str, Found]):
    """What was asked about some words.

    Words recur, and a small dictionary answers at many times the speed of the table: it stays in the processor's
    caches.
    """

    def __init__(self, look_up: Callable[[str], Found]) -> None:
        super().__init__()
        self.look_up = look_up

    def __missing__(self, word: str) -> Found:
        if len(self) >= KEPT:
            self.clear()
        found = self[word] = self.look_up(word)
        return found


class Word(Value, frozen=True):
    """A word of a text: its place, and the dictionary's part of speech (``n``, ``v``, ``nr``…; ``""`` if unknown)."""

    start: int
    end: int
    text: str
    tag: str


@dataclass(frozen=True, slots=True)
class Words:
    """A frequency dictionary.

    Attributes:
        log_frequency: the natural logarithm of a word's frequency; ``None`` of what is no word.
        tags: the part of speech of a word, see :meth:`tag`.
        reach: how long words of three characters and more get, by their first two; 0 where there is none.
        log_total: the logarithm of the sum of all frequencies.
        divide: jieba-rs: the words of a text, with or without its HMM for words that are not in the dictionary.
    """

    log_frequency: Kept[float | None]
    tags: Kept[str]
    reach: Kept[int]
    log_total: float
    divide: Callable[[str, bool], list[str]]

    def route(self, text: str) -> list[tuple[float, int]]:
        """For each position, the best log probability of the rest of the text and the end of its first word."""
        size = len(text)
        best: list[tuple[float, int]] = [(0.0, size)] * (size + 1)
        frequency, reach, total = self.log_frequency.__getitem__, self.reach.__getitem__, self.log_total
        after = 0.0
        for start in range(size - 1, -1, -1):
            after += (frequency(text[start]) or 0.0) - total
            end = start + 1
            pair = text[start : start + 2]
            weight = frequency(pair) if end < size else None
            if weight is not None and (candidate := weight - total + best[start + 2][0]) >= after:
                after, end = candidate, start + 2
            for stop in range(start + 3, min(size, start + reach(pair)) + 1):
                weight = frequency(text[start:stop])
                if weight is not None and (candidate := weight - total + best[stop][0]) >= after:
                    after, end = candidate, stop
            best[start] = (after, end)
        return best

    def score(self, text: str) -> float:
        """Log probability (natural, at most 0) of the best segmentation."""
        return self.route(text)[0][0]

    def split(self, text: str) -> list[str]:
        """The words of the best segmentation, as they stand; runs of ASCII letters and digits stay whole."""
        return self.divide(text, False)

    def cut(self, text: str, offset: int = 0) -> list[Word]:
        """The same with places, counted from ``offset``, and parts of speech."""
        found = self.split(text)
        return self.placed(found, list(accumulate(map(len, found), initial=offset)))

    def placed(self, found: list[str], borders: list[int]) -> list[Word]:
        """Words with their parts of speech; each begins and ends at the next of ``borders``."""
        return list(map(Word, borders, borders[1:], found, map(self.tags.__getitem__, found)))

    def tag(self, word: str) -> str:
        """Part of speech of a word of the dictionary, else the empty string."""
        return self.tags[word]

    def is_common(self, word: str) -> bool:
        """Whether a word is an everyday one, so that its part of speech is to be trusted and it hardly is a name."""
        return (self.log_frequency[word] or 0.0) > COMMON

    def __contains__(self, word: str) -> bool:
        return self.log_frequency[word] is not None


@cache
def words() -> Words:
    """The dictionary that jieba ships, read once in a process (about 0.4 s)."""
    import rjieba  # noqa: PLC0415  reads its dictionary as it is imported

    spec = find_spec("jieba")
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError("the jieba package is not installed")
    with (Path(spec.submodule_search_locations[0]) / "dict.txt").open(encoding="utf-8") as lines:
        return _read(lines, rjieba.cut)


def _read(lines: TextIO, divide: Callable[[str, bool], list[str]]) -> Words:
    """A dictionary of lines with a word, its frequency and its part of speech."""
    table = tabled(_pieces(lines))
    total = sum(table.counts) + sum(entry.times for entry in table.long.values())
    corrected = {
        word: kind for kind, name in (("n", "nouns"), ("v", "verbs"), ("d", "adverbs")) for word in load("words")[name]
    }

    def logarithm(word: str) -> float | None:
        entry = table.get(word)
        return None if entry is None else math.log(entry.times or UNKNOWN)

    def tag(word: str) -> str:
        entry = table.get(word)
        return corrected.get(word) or ("" if entry is None else entry.tag)

    return Words(Kept(logarithm), Kept(tag), Kept(table.reach), math.log(total), divide)


def _pieces(lines: TextIO) -> Iterator[tuple[list[str], Iterator[int], list[str]]]:
    """The three columns, a piece at a time: a line at a time takes longer, larger pieces leave holes in the memory."""
    while piece := lines.read(PIECE):
        fields = (piece + lines.readline()).split()
        yield fields[::3], map(int, fields[1::3]), fields[2::3]
