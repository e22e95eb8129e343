"""One report as it is met, before it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

MANY = "rows.jsonl"
"""A file name that stands for the format of a row or line, whatever the file itself is called."""


class Input(NamedTuple):
    """A report under its address.

    ``file``: a name whose suffix tells the format. ``size`` and ``modified``: of the file it is in, as far as is
    known; they tell whether it is the one that was met before. ``load``: gives the bytes; raises ``OSError``.
    ``read``: bytes of that file that have been read so far.
    """

    path: str
    file: str
    size: int
    modified: int
    load: Callable[[], bytes]
    read: int = 0
