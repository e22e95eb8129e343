"""What writing a file gives besides the file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import IO, NamedTuple, TypeAlias

from parsing.record import Report


class Written(NamedTuple):
    """``number`` of reports; ``beside``: files that belong next to the one written, by the end of their name."""

    number: int
    beside: Mapping[str, bytes] = {}


Write: TypeAlias = Callable[[Iterable[Report], IO[bytes]], Written]
"""Writes reports, whose annotations the format can carry, to a stream."""

Members: TypeAlias = Callable[[Iterable[Report]], Iterator[tuple[str, bytes]]]
"""The files, by name, of a format that is a folder."""
