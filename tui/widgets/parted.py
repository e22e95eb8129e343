"""A line that is known to be divided where a bar or an edge begins.

Textual divides every line of a widget where another begins, which takes longer than drawing it: each piece is measured
and made anew. Whoever draws a line knows where its bar and its edge stand, and can make the pieces at once.
"""

from __future__ import annotations

from itertools import accumulate, chain
from typing import TYPE_CHECKING

from textual.strip import Strip

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Parted(Strip):
    """A strip of some parts, which is divided between them without any work."""

    __slots__ = ("_ends", "_parts")

    def __init__(self, parts: Sequence[Strip]) -> None:
        self._parts = parts
        self._ends = [*accumulate(part.cell_length for part in parts)]
        super().__init__(chain.from_iterable(parts), self._ends[-1])

    def divide(self, cuts: Iterable[int]) -> Sequence[Strip]:
        """The pieces that end at those cells."""
        wanted = list(cuts)
        return self._parts if wanted == self._ends else super().divide(wanted)
