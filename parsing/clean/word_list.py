"""The words of jieba's dictionary, looked up in its file one at a time.

Cleaning asks for some hundred words of 350,000: the file, which is sorted, is cut into the words of one first character
where one of them is first asked for. :func:`parsing.words.words` reads all of it, which takes half a second and ten
times the memory.
"""

from __future__ import annotations

import math
import re
from functools import cache, cached_property
from importlib.util import find_spec
from pathlib import Path
from sys import intern

from parsing.clean.sorted_lines import SortedLines

TOTAL = 60_101_967
"""Sum of the frequencies of jieba's dictionary, version 0.42."""
STRAY = 400
"""Bytes of lines out of order that may stand before a block of jieba's dictionary."""
BLANK = frozenset(" \n")
"""What stands between the fields of a list, and between its lines."""
ALONE = re.compile(rb"^([\x00-\x7f]|[\x80-\xff]{2,4}) (\d+)", re.MULTILINE)


class WordList:
    """The words of a sorted list of lines with a word, its frequency and its part of speech."""

    def __init__(self, data: bytes) -> None:
        self.lines = SortedLines(data, STRAY)
        self._blocks: dict[str, str] = {}

    def block(self, first: str) -> str:
        """The lines that begin with a character, each after a line break."""
        if first not in self._blocks:
            self._blocks[first] = "\n" + self.lines.beginning(first)
        return self._blocks[first]

    def begins(self, start: str) -> bool:
        """Whether a word begins so, or is this."""
        return f"\n{start}" in self.block(start[0])

    def count(self, word: str) -> int | None:
        """The frequency of a word; none where it is not in the list."""
        if len(word) == 1:
            return self.singles.get(word)
        block = self.block(word[0])
        at = block.find(f"\n{word} ") + len(word) + 2
        # a text may have a word, a blank and the very figure that the list has for it
        return int(block[at : block.index(" ", at)]) if at > len(word) + 1 and BLANK.isdisjoint(word) else None

    def after(self, start: str) -> set[str]:
        """The characters with which a word goes on that begins so, interned: sets of them are kept by the thousand."""
        block, size = self.block(start[0]), len(start)
        if size == 1:
            return {intern(line[1]) for line in block.split("\n")[1:-1]} - {" "}
        found: set[str] = set()
        at = block.find(f"\n{start}")
        while at >= 0:
            found.add(intern(block[at + size + 1]))
            at = block.find(f"\n{start}", at + 1)
        return found - {" "}

    @cached_property
    def singles(self) -> dict[str, int]:
        """The words of one character, found in one go: a damaged text asks for thousands."""
        return {word: int(count) for data, count in ALONE.findall(self.lines.data) if len(word := data.decode()) == 1}

    def cut(self, text: str) -> list[str]:
        """The most probable words of a short text, as ``jieba.cut(..., HMM=False)`` has them but for Latin ones."""
        at, found = 0, []
        route = self._route(text)
        while at < len(text):
            found.append(text[at : route[at][1]])
            at = route[at][1]
        return found

    def score(self, text: str) -> float:
        """Log probability of the most probable words of a short text."""
        return self._route(text)[0][0]

    def _route(self, text: str) -> list[tuple[float, int]]:
        size, total = len(text), math.log(TOTAL)
        best = [(0.0, size)] * (size + 1)
        for start in range(size - 1, -1, -1):
            ends = [end for end in range(start + 1, size + 1) if end == start + 1 or self.begins(text[start:end])]
            counts = ((self.count(text[start:end]), end) for end in ends)
            best[start] = max(
                (math.log(count or 1) - total + best[end][0], end)
                for count, end in counts
                if count is not None or end == start + 1
            )
        return best


@cache
def word_list() -> WordList:
    """The dictionary of jieba, none of it looked up yet."""
    spec = find_spec("jieba")
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError("the jieba package is not installed")
    return WordList(Path(spec.submodule_search_locations[0], "dict.txt").read_bytes())
