"""Text as pairs of characters, so that SQLite's index of words finds any stretch of any text.

SQLite takes letters for parts of words and all else for their borders. So every character is written as letters: Han,
digits and small Latin letters as themselves, all others in Hangul, which stands for nothing else here (a real
syllable is written in code too). A pair of characters is then one word.
"""

from __future__ import annotations

import sys
from array import array
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

HIGH, LOW, ASCII = 0xAC00, 0xB000, 0xC000
"""Where the code's letters begin: the upper part of a code point, its lower 12 bits, and other ASCII characters."""

POINT, POINTS = "I", f"utf-32-{sys.byteorder[0]}e"
"""How an array has the characters of a text, and the encoding that is the same."""
SPACE = ord(" ")
END = "\uc100"
"""Stands at the end, so that the last character begins a pair too."""


def indexed(text: str) -> str:
    """What the index is given for a text: its pairs, as often as they come, which is once to the index.

    Written in columns, as numbers: pair by pair it would take three times as long.
    """
    points = array(POINT, f"{_coded(text)}{END}".encode(POINTS))
    written = array(POINT, [SPACE]) * (3 * len(points) - 3)
    written[::3], written[1::3] = points[:-1], points[1:]
    return written[:-1].tobytes().decode(POINTS)


def pairs(needle: str) -> list[str]:
    """The pairs that a text has which holds a needle; none for a single letter, with which pairs only begin."""
    return ["".join(pair) for pair in pairwise(_coded(needle))]


def single(letter: str) -> str:
    """The query for pairs that begin with a needle of a single letter."""
    return f'"{_coded(letter)}" *'


def starting(letter: str, among: Iterable[str]) -> Iterator[str]:
    """Those of some pairs that begin with a needle of a single letter."""
    code = _coded(letter)
    return (pair for pair in among if pair.startswith(code))


def _coded(text: str) -> str:
    return text.translate(_CODES)


class _Codes(dict[int, str]):
    """A table for :meth:`str.translate` that works out each character the first time it is met."""

    def __missing__(self, point: int) -> str:
        char = chr(point)
        if "0" <= char <= "9" or "a" <= char <= "z" or "\u3400" <= char <= "\u9fff":
            found = char
        elif point < 0x80:
            found = chr(ASCII + point)
        else:
            found = chr(HIGH + (point >> 12)) + chr(LOW + (point & 0xFFF))
        self[point] = found
        return found


_CODES = _Codes()
