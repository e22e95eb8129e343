"""Pinyin initials: ``yqfk`` finds 疫情防控, in whatever reading its characters may have.

A character with several readings stands for the initials of all of them (行 for h and x): nobody who types four
letters wants to think of which reading is meant. The table is taken from pypinyin's, which takes a while to load, so
that the reader has it made in another process; nothing here is done before it is asked for.

So that a hundred thousand titles need not be gone through at every key, the index of known reports keeps each title's
:func:`grams`: two to four letters in a row that its characters may stand for.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import cache
from itertools import product
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

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
SHORT, LONG = 2, 4
"""Letters in a gram, from and to: most of what is abbreviated has four characters."""
LETTERS = re.compile(f"[a-z]{{{SHORT},}}")


class Grams(NamedTuple):
    """What the index is asked for a word. ``sure``: whether titles with all of these have the word."""

    wanted: tuple[str, ...]
    sure: bool


@cache
def initials() -> dict[str, frozenset[str]]:
    """The table, made from pypinyin's; takes a fifth of a second."""
    from parsing.clean.readings import readings  # noqa: PLC0415 -- a part of the pipeline

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


def grams(title: str) -> frozenset[str]:
    """All that a folded title has of two to four letters in a row, its characters standing for their initials."""
    of = _letters()
    options = [char if "a" <= char <= "z" else of.get(char, "") for char in title]
    return frozenset(
        "".join(letters)
        for size in range(SHORT, LONG + 1)
        for at in range(len(options) - size + 1)
        for letters in product(*options[at : at + size])
    )


def sought(needle: str) -> Grams:
    """The grams of a folded word that may be initials in part: its characters other than letters have none."""
    runs = LETTERS.findall(needle)
    wanted = {run[at : at + LONG]: None for run in runs for at in range(max(1, len(run) - LONG + 1))}
    return Grams(tuple(wanted), sure=len(needle) <= LONG and runs == [needle])


@cache
def _letters() -> dict[str, str]:
    """The initials of each character."""
    found: defaultdict[str, str] = defaultdict(str)
    for letter, characters in initials().items():
        for character in characters:
            found[character] += letter
    return dict(found)
