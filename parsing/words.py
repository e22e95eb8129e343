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
from sys import intern
from typing import TYPE_CHECKING

from parsing.lexicon import load
from parsing.values import Value

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import TextIO

UNKNOWN = 1.0
"""Frequency given to a character that no word of the dictionary holds, as jieba does."""
PIECE = 1 << 18
"""Characters of the dictionary read at a time."""
COMMON = 5.0
"""Natural logarithm of the frequency in the dictionary from which a word is an everyday one."""
KEPT = 1 << 13
"""Words of which the part of speech is kept."""


class Tags(dict[str, str]):
    """The parts of speech that were asked for.

    Words recur, and a small dictionary answers at three times the speed of the whole one: it stays in the processor's caches.
    """

    def __init__(self, known: Mapping[str, str]) -> None:
        super().__init__()
        self.known = known

    def __missing__(self, word: str) -> str:
        if len(self) >= KEPT:
            self.clear()
        found = self[word] = self.known.get(word, "")
        return found


class Word(Value, frozen=True):
    """A word of a text: its place, and the dictionary's part of speech (``n``, ``v``, ``nr``…; ``""`` if unknown)."""

    start: int
    end: int
    text: str
    tag: str


@dataclass(frozen=True, slots=True)
class Words:
    """A frequency dictionary. ``reach``: how long words of three characters and more get, by their first two."""

    log_frequency: dict[str, float]
    asked: Tags
    """By word; ask :meth:`tag`, since what was never asked for is not in it yet."""
    reach: dict[str, int]
    log_total: float
    divide: Callable[[str, bool], list[str]]
    """jieba-rs: the words of a text, with or without its HMM for words that are not in the dictionary."""

    def route(self, text: str) -> list[tuple[float, int]]:
        """For each position, the best log probability of the rest of the text and the end of its first word."""
        size = len(text)
        best: list[tuple[float, int]] = [(0.0, size)] * (size + 1)
        frequency, reach, total = self.log_frequency.get, self.reach.get, self.log_total
        after = 0.0
        for start in range(size - 1, -1, -1):
            after += (frequency(text[start]) or 0.0) - total
            end = start + 1
            pair = text[start : start + 2]
            weight = frequency(pair) if end < size else None
            if weight is not None and (candidate := weight - total + best[start + 2][0]) >= after:
                after, end = candidate, start + 2
            longest = reach(pair)
            if longest is not None:
                for stop in range(start + 3, min(size, start + longest) + 1):
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
        return list(map(Word, borders, borders[1:], found, map(self.asked.__getitem__, found)))

    def tag(self, word: str) -> str:
        """Part of speech of a word of the dictionary, else the empty string."""
        return self.asked[word]

    def is_common(self, word: str) -> bool:
        """Whether a word is an everyday one, so that its part of speech is to be trusted and it hardly is a name."""
        return self.log_frequency.get(word, 0.0) > COMMON

    def __contains__(self, word: object) -> bool:
        return word in self.log_frequency


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
    """A dictionary of lines with a word, its frequency and its part of speech.

    It is read in large pieces, and words of one frequency share its logarithm: a line at a time takes longer and holds more.
    """
    log_frequency: dict[str, float] = {}
    tags: dict[str, str] = {}
    reach: dict[str, int] = {}
    logs: dict[str, float] = {}
    total = 0
    while piece := lines.read(PIECE):
        fields = (piece + lines.readline()).split()
        entries, counts = fields[::3], fields[1::3]
        total += sum(map(int, counts))
        logs.update((count, math.log(int(count) or UNKNOWN)) for count in {*counts} - logs.keys())
        log_frequency.update(zip(entries, map(logs.__getitem__, counts), strict=True))
        tags.update(zip(entries, map(intern, fields[2::3]), strict=True))
        for entry in entries:
            if len(entry) > 2 and reach.get(entry[:2], 0) < len(entry):
                reach[entry[:2]] = len(entry)
    tags.update(dict.fromkeys(load("words")["nouns"], "n"))
    return Words(log_frequency, Tags(tags), reach, math.log(total), divide)
