"""What stands beside what, where words meet: how likely a character follows the two before it.

A word is chosen by its frequency alone; whether 。 or 说 stands between 发出 and 县 is told by its neighbours. The counts
are in ``lexicon/neighbours.txt``, of which only the rows are read that a damaged text asks for.
"""

from __future__ import annotations

import math
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from parsing.clean.sorted_lines import SortedLines

ONE, TWO = 30.0, 30.0
"""Times that what is known without the nearer, and without the farther character counts against what was counted."""
LEAST, MOST, WEIGHT = -3.0, 6.0, 0.8
"""Log odds that one pair of neighbours may count for, and their weight against the words."""
SAME = str.maketrans(
    dict.fromkeys("0123456789０１２３４５６７８９", "0")
    | dict.fromkeys(map(chr, (*range(0x41, 0x5B), *range(0x61, 0x7B), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))), "A")
    | dict(zip(",;:!?()%\n ", "，；：！？（）％$$", strict=True))
)
"""Characters that count as one."""


class Row(NamedTuple):
    """What follows some characters: how often anything does, and each character."""

    total: int
    counts: dict[str, int]


FIRST = " 1"
"""How the row of all characters begins, behind the file's comment."""
NO_ROW = Row(0, {})


@cache
def _lines() -> SortedLines:
    return SortedLines(files("parsing.lexicon").joinpath("neighbours.txt").read_bytes())


@cache
def _row(context: str) -> Row:
    line = _lines().beginning(f"{context} " if context else FIRST).rstrip("\n")
    if not line:
        return NO_ROW
    total, *follow = line[len(context) + 1 :].split(" ")
    return Row(int(total), {entry[0]: int(entry[1:] or 1) for entry in follow})


@lru_cache(maxsize=1 << 16)
def beside(last: str, first: str) -> float:
    """Log odds of a word's first character behind the one or two before it, against anywhere."""
    last, first = last.translate(SAME), first.translate(SAME)
    anywhere, near = _row(""), _row(last[-1:])
    usual = anywhere.counts.get(first, 0) / anywhere.total
    if not usual or not near.total or (first == last[-1:] and first in "0A"):
        return 0.0
    likely = (near.counts.get(first, 0) + ONE * usual) / (near.total + ONE)
    far = _row(last) if len(last) > 1 else NO_ROW
    likely = (far.counts.get(first, 0) + TWO * likely) / (far.total + TWO)
    return WEIGHT * max(LEAST, min(MOST, math.log(likely / usual)))
