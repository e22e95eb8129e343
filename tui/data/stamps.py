"""Whether a file is still the one that was read: told without reading it, and without importing anything slow."""

from __future__ import annotations

import os
from typing import NamedTuple

from parsing.formats import LINE_ADDRESS


class Stamp(NamedTuple):
    """What tells whether a file is the one that was parsed: bytes, and nanoseconds of its last change."""

    size: int
    modified: int


def stamp(path: str) -> Stamp | None:
    """The stamp of a report's file; for a line of a file, of that file. ``None`` where there is none."""
    line = LINE_ADDRESS.fullmatch(path)
    try:
        found = os.stat(line["file"] if line else path)  # noqa: PTH116 -- asked of each of 100,000 paths
    except OSError:
        return None
    return Stamp(found.st_size, found.st_mtime_ns)
