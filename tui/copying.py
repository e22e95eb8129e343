"""Which reports say the same, worked out in a process of its own.

Piece by piece, so that it can tell how far it is, and can be stopped.
"""

from __future__ import annotations

import sqlite3
from functools import lru_cache
from time import monotonic
from typing import TYPE_CHECKING

from tui.data.corpus.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Iterator

PIECE = 0.3
"""Seconds of comparing after which it is told how far it is."""


def compared(index: str, numbers: tuple[int, ...], asked: int) -> tuple[int, list[list[int]] | None]:
    """Compare some reports of an index for a moment, going on where the call before with the same arguments left off.

    Args:
        index: the file of the index.
        numbers: the reports.
        asked: another number each time that they are to be compared from the beginning.

    Returns:
        How many are compared; and when all are, the groups of those that say the same, each with its cleanest first.
    """
    until = monotonic() + PIECE
    for done, groups in _begun(index, numbers, asked):
        if groups is not None or monotonic() > until:
            return done, groups
    return len(numbers), []


@lru_cache(1)
def _begun(
    index: str,
    numbers: tuple[int, ...],
    asked: int,  # noqa: ARG001 -- tells one time from another
) -> Iterator[tuple[int, list[list[int]] | None]]:
    return _comparing(index, numbers)


def _comparing(index: str, numbers: tuple[int, ...]) -> Iterator[tuple[int, list[list[int]] | None]]:
    from tui.data.corpus.copies import comparing  # noqa: PLC0415 -- of use there alone

    shelf = Shelf(index)
    try:
        if shelf.index is not None:
            for done, groups in comparing(shelf.index, numbers):
                yield done, groups and [group for group in groups if len(group) > 1]
    except sqlite3.Error:
        return
    finally:
        shelf.close()
