"""Text as pairs of characters, so that SQLite's index of words finds any stretch of any text.

SQLite takes letters for parts of words and all else for their borders. So every character is written as letters: Han,
digits and small Latin letters as themselves, all others in Hangul, which stands for nothing else here (a real
syllable is written in code too). A pair of characters is then one word, and a stretch of text a phrase.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

HIGH, LOW, ASCII = 0xAC00, 0xB000, 0xC000
"""Where the code's letters begin: the upper part of a code point, its lower 12 bits, and other ASCII characters."""

END = "\uc100"
"""Stands between two values, so that no phrase runs from one into the next."""

EXACT = "\uc101"
"""Stands before a name."""


def indexed(values: Iterable[str], names: Iterable[str] = ()) -> str:
    """What the index is given for some values, and for names that may also be asked for as a whole."""
    coded = [*map(_coded, values), *(EXACT + _coded(name) for name in names)]
    return _paired(f"{END.join(coded)}{END}")


def phrase(needle: str) -> str:
    """The query for values that hold a needle, which is not empty."""
    coded = _coded(needle)
    return f'"{coded}" *' if len(coded) == 1 else f'"{_paired(coded)}"'


def whole(name: str) -> str:
    """The query for a name as a whole."""
    return f'"{_paired(f"{EXACT}{_coded(name)}{END}")}"'


def pairs(needle: str) -> list[str]:
    """The pairs that a text has which holds a needle; none for a single letter, with which pairs only begin."""
    return ["".join(pair) for pair in pairwise(_coded(needle))]


def grams(name: str) -> set[str]:
    """What a name is found by: its pairs, its last letter with the end, and all of its three letters in a row."""
    coded = f"{_coded(name)}{END}"
    return {coded[at : at + 2] for at in range(len(coded) - 1)} | {coded[at : at + 3] for at in range(len(coded) - 3)}


def gram_query(needle: str, sign: str) -> tuple[str, bool]:
    """The query for names that may have a needle, whose grams begin with a sign, and whether they all have it."""
    coded = _coded(needle)
    if len(coded) < 4:
        return f'"{sign}{coded}"{" *" if len(coded) == 1 else ""}', True
    return " AND ".join(f'"{sign}{coded[at : at + 3]}"' for at in range(len(coded) - 2)), False


def single(letter: str) -> str:
    """The query for pairs that begin with a needle of a single letter."""
    return f'"{_coded(letter)}" *'


def _paired(text: str) -> str:
    return " ".join(map("".join, pairwise(text)))


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
