"""What stands beside what, where words meet: how likely a character follows the two before it.

A word is chosen by its frequency alone; whether 。 or 说 stands between 发出 and 县 is told by its neighbours. The counts
are in ``lexicon/neighbours.txt``, of which only the rows are read that a damaged text asks for.
"""

from __future__ import annotations

import math
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from parsing.clean.sorted_lines import SortedLines

if TYPE_CHECKING:
    from collections.abc import Mapping

ONE, TWO = 30.0, 30.0
"""Times that what is known without the nearer, and without the farther character counts against what was counted."""
LEAST, MOST, WEIGHT = -3.0, 6.0, 0.8
"""Log odds that one pair of neighbours may count for, and their weight against the words."""
MARKS, LEAST_OF_MARKS = frozenset("，。、；：？！"), -8.0
"""Marks of which one is not followed by another, and the log odds that two of them may count for."""
SAME = str.maketrans(
    dict.fromkeys("0123456789０１２３４５６７８９", "0")
    | dict.fromkeys(
        map(chr, (*range(0x41, 0x5B), *range(0x61, 0x7B), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))), "A"
    )
    | dict(zip(",;:!?()%\n ", "，；：！？（）％$$", strict=True))
)
"""Characters that count as one."""
SAME_ONE = {chr(code): same if isinstance(same, str) else chr(same) for code, same in SAME.items()}


FIRST = "  "
"""How the row of all characters begins."""


@cache
def _lines() -> SortedLines:
    return SortedLines(files("parsing.lexicon").joinpath("neighbours.txt").read_bytes())


@cache
def _anywhere() -> Mapping[str, float]:
    """The share of each character among all."""
    total, *follow = _line(FIRST).split(" ")
    return {entry[0]: int(entry[1:] or 1) / int(total) for entry in follow}


@lru_cache(maxsize=2048)
def _after_one(character: str) -> str:
    """What follows one character, or any: how often anything does, and then each character with how often it does."""
    return _line(f"{character} " if character else FIRST)


def _line(start: str) -> str:
    """A row as the file has it, without what it is about."""
    return _lines().beginning(start).rstrip("\n")[len(start) :]


def _count(line: str, character: str) -> int:
    """How often a character follows in a row."""
    at = line.find(f" {character}") + 2
    if at == 1:
        return 0
    stop = line.find(" ", at)
    return int(line[at : stop if stop >= 0 else None] or 1)


class Following(dict[str, float]):
    """Log odds of a word's first character behind one or two others, against anywhere, each worked out once."""

    def __init__(self, last: str) -> None:
        super().__init__()
        last = last.translate(SAME)
        self.last, self.near = last[-1:], _after_one(last[-1:])
        self.far = _line(f"{last} ") if len(last) > 1 else ""
        self.seen_near, self.seen_far = (int(row.partition(" ")[0] or 0) for row in (self.near, self.far))

    def __missing__(self, first: str) -> float:
        found = self[first] = self._odds(SAME_ONE.get(first, first))
        return found

    def _odds(self, first: str) -> float:
        usual = _anywhere().get(first)
        if not usual or not self.near or (first == self.last and first in "0A"):
            return 0.0
        likely = (_count(self.near, first) + ONE * usual) / (self.seen_near + ONE)
        likely = (_count(self.far, first) + TWO * likely) / (self.seen_far + TWO)
        least = LEAST_OF_MARKS if first in MARKS and self.last in MARKS else LEAST
        return WEIGHT * max(least, min(MOST, math.log(likely / usual)))


@lru_cache(maxsize=2048)
def following(last: str) -> Following:
    """What stands behind the last one or two characters of a text."""
    return Following(last)
