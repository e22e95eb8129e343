"""Folded text, and the few characters by which the text that it was made of differs from what it says.

An index keeps texts folded, so that a word is looked for in them as they are: folding takes longer than all else.
"""

from __future__ import annotations

from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING

import msgspec

from tui.data.folding import MARKS, changing, fold, unless

if TYPE_CHECKING:
    import re

UNFOLDED = {ord(plain): wide for wide, plain in MARKS}
"""What Chinese text as a rule has where its folded form has these."""


class Folds(msgspec.Struct, array_like=True):
    """Where folded text is otherwise than the rule says.

    ``starts``: from the end of the one before; ``lengths``: of folded characters, 0 for what stands between two; and
    the original characters.
    """

    starts: list[int]
    lengths: list[int]
    originals: str


def folds(text: str) -> Folds:
    """What of a text its folded form does not tell."""
    unsure = (found for run in _unsure().finditer(text) for found in enumerate(run.group(), run.start()))
    found = [(start, char, length) for start, char in unsure if (length := _odd(char)) is not None]
    lengths = [length for *_, length in found]
    longer = [0, *accumulate(length - 1 for length in lengths)]
    places = [start + shift for (start, *_), shift in zip(found, longer, strict=False)]
    ends = [0, *(place + length for place, length in zip(places, lengths, strict=True))]
    return Folds(
        [place - end for place, end in zip(places, ends, strict=False)], lengths, "".join(char for _, char, _ in found)
    )


@cache
def _unsure() -> re.Pattern[str]:
    """Finds all that may be odd."""
    return unless({char for char in changing() | {*map(chr, UNFOLDED)} if _odd(char) is not None})


def _odd(char: str) -> int | None:
    """How many characters one folds to, of which these do not tell what it was."""
    form = fold(char)
    return len(form) if form.translate(UNFOLDED) != char or len(form) != 1 else None


def unfolded(folded: str, known: Folds) -> str:
    """The text that was folded."""
    parts: list[str] = []
    at = 0
    for start, length, original in zip(known.starts, known.lengths, known.originals, strict=True):
        parts += (folded[at : at + start].translate(UNFOLDED), original)
        at += start + length
    return "".join([*parts, folded[at:].translate(UNFOLDED)])
