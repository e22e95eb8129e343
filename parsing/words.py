"""Words of Chinese with their frequencies and parts of speech, from jieba's dictionary.

The dictionary file is read directly: jieba's own start takes over a second, writes a cache into the temporary folder
and logs to standard error, and neither its prefix table nor its HMM is needed here. Segmentation is jieba's: the
path of highest probability through the words of the dictionary, so that a score compares two readings of the same
bytes, and borders agree with ``jieba.cut(..., HMM=False)``.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from string import ascii_letters, digits
from typing import NamedTuple

UNKNOWN = 1.0
"""Frequency given to a character that no word of the dictionary holds, as jieba does."""


ALPHANUMERIC = frozenset(ascii_letters + digits)


class Word(NamedTuple):
    """A word of a text: its place, and the dictionary's part of speech (``n``, ``v``, ``nr``…; ``""`` if unknown)."""

    start: int
    end: int
    text: str
    tag: str


@dataclass(frozen=True, slots=True)
class Words:
    """A frequency dictionary. ``reach``: how long words of three characters and more get, by their first two."""

    log_frequency: dict[str, float]
    tags: dict[str, str]
    reach: dict[str, int]
    log_total: float

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

    def cut(self, text: str, offset: int = 0) -> list[Word]:
        """The best segmentation; runs of ASCII letters and digits stay whole. Places are counted from ``offset``."""
        route = self.route(text)
        words: list[Word] = []
        at, size, tag = 0, len(text), self.tags.get
        while at < size:
            end = route[at][1]
            if text[at] in ALPHANUMERIC:
                while end < size and text[end] in ALPHANUMERIC:
                    end += 1
            word = text[at:end]
            words.append(Word(at + offset, end + offset, word, tag(word, "")))
            at = end
        return words

    def tag(self, word: str) -> str:
        """Part of speech of a word of the dictionary, else the empty string."""
        return self.tags.get(word, "")

    def __contains__(self, word: object) -> bool:
        return word in self.log_frequency


@cache
def words() -> Words:
    """The dictionary that jieba ships, read once in a process (about 0.4 s)."""
    spec = find_spec("jieba")
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError("the jieba package is not installed")
    log_frequency: dict[str, float] = {}
    tags: dict[str, str] = {}
    reach: dict[str, int] = {}
    total = 0
    with (Path(spec.submodule_search_locations[0]) / "dict.txt").open(encoding="utf-8") as lines:
        for line in lines:
            word, count, tag = line.split()
            frequency = int(count)
            total += frequency
            log_frequency[word] = math.log(frequency or UNKNOWN)
            tags[word] = tag
            if len(word) > 2 and reach.get(word[:2], 0) < len(word):
                reach[word[:2]] = len(word)
    return Words(log_frequency, tags, reach, math.log(total))
