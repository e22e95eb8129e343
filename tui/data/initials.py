"""Pinyin initials: ``yqfk`` finds 疫情防控, in whatever reading its characters may have.

A character with several readings stands for the initials of all of them (行 for h and x): nobody who types four
letters wants to think of which reading is meant. The table is taken from pypinyin's, which takes a while to load, so
that the reader has it made in another process; nothing here is done before it is asked for.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Mapping
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


def initials() -> dict[str, frozenset[str]]:
    """The table, made from pypinyin's; takes a third of a second."""
    from pypinyin.constants import PINYIN_DICT  # noqa: PLC0415 -- slow, see above

    found: defaultdict[str, set[str]] = defaultdict(set)
    for code, readings in PINYIN_DICT.items():
        character = fold(chr(code))
        for reading in readings.split(","):
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
