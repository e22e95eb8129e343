"""Pinyin initials: ``yqfk`` finds 疫情防控, in whatever reading its characters may have.

A character with several readings stands for the initials of all of them (行 for h and x): nobody who types four
letters wants to think of which reading is meant. The table is taken from pypinyin's, which takes a while to load, so
that the reader has it made in another process; nothing here is done before it is asked for.

A hundred thousand titles are gone through at a key: see :class:`Spelling`.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from tui.data.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from parsing.spans import Span
    from tui.data.folding import Folded

Initials: TypeAlias = Mapping[str, frozenset[str]]
"""Each letter with all characters that have a reading that begins with it, folded."""
Matcher: TypeAlias = Callable[["Folded"], "list[Span]"]

ENOUGH = re.compile("[a-z]{2}")
"""Letters in a row that may be initials; a single one would find everything."""
FIRST, NONE = 0xA1, "\xa0"
"""The first character that stands for some initials, and the one that stands for none."""


@cache
def initials() -> dict[str, frozenset[str]]:
    """The table, made from pypinyin's; takes a fifth of a second."""
    from parsing.clean.pinyin import readings  # noqa: PLC0415 -- a part of the pipeline

    found: defaultdict[str, set[str]] = defaultdict(set)
    for code, sounds in readings().items():
        character = fold(chr(code))
        for reading in sounds.split(","):
            found[unicodedata.normalize("NFD", reading)[0]].add(character)
    return {letter: frozenset(characters) for letter, characters in found.items() if letter.isascii()}


def matcher(needle: str, table: Initials | None) -> Matcher | None:
    """What finds a folded word in folded titles, letters standing for characters too; ``None`` where none can.

    Args:
        needle: the word; characters in it stand for themselves, so that ``yq防控`` is as good as ``yqfk``.
        table: the initials.
    """
    if table is None or not ENOUGH.search(needle):
        return None
    wanted = [table.get(char, frozenset()) | {char} for char in needle]
    return lambda title: [title.original(at, at + len(wanted)) for at in _places(title.text, wanted)]


def _places(text: str, wanted: Sequence[frozenset[str]]) -> Iterator[int]:
    """Where each character is one of those wanted, without overlap."""
    if any(characters.isdisjoint(text) for characters in wanted):  # most titles: a tenth of the time
        return
    at = 0
    while at + len(wanted) <= len(text):
        if all(text[at + n] in characters for n, characters in enumerate(wanted)):
            yield at
            at += len(wanted)
        else:
            at += 1


class Spelling:
    """Folded titles written for quick searching: for each character one that stands for its initials.

    Args:
        table: the initials.
    """

    def __init__(self, table: Initials) -> None:
        self.table = table
        of: defaultdict[str, str] = defaultdict(str)
        for letter in sorted(table):
            for character in table[letter] | {letter}:
                of[character] += letter
        codes = {letters: chr(FIRST + at) for at, letters in enumerate(sorted(set(of.values())))}
        self._codes = _Codes({ord(character): codes[letters] for character, letters in of.items()})
        self._classes = {
            letter: "".join(code for letters, code in codes.items() if letter in letters) for letter in table
        }

    def written(self, title: str, end: str = "") -> str:
        """A folded title so written; or many of them, between which ``end`` stands and stays."""
        self._codes[ord(end or NONE)] = end or NONE
        return title.translate(self._codes)

    def expression(self, needle: str) -> re.Pattern[str]:
        """An expression for each place of a folded word in such titles; of a word not all letters it may find more."""
        first, *others = (f"[{self._classes.get(char) or self.written(char)}]" for char in needle)
        return re.compile(f"{first}(?={''.join(others)})")


class _Codes(dict[int, str]):
    """A table for :meth:`str.translate`; all that has no initials is one, which is noted when first met."""

    def __missing__(self, point: int) -> str:
        self[point] = NONE
        return NONE
