"""Which files have changed since they were last looked at, told by their size and time, which cost next to nothing.

No library that waits for the system's own word: those do not see files on a network, where reports often lie.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from parsing.walk import walk
from tui.data.stamps import Stamp, stamp
from tui.entries import Entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FOLDERS = 256
"""Folders looked at for new files; of more, the first."""


class Folder(NamedTuple):
    """A folder as it was: nanoseconds of its last change, and the folders in it."""

    changed: int
    folders: tuple[str, ...]


class Watch:
    """What files and folders looked like the last time. One thread at a time may ask.

    ``gone``: files that were not there the last two times that they were asked for: once is what an editor does that
    saves.
    """

    def __init__(self) -> None:
        self.started = False
        self.gone: frozenset[str] = frozenset()
        self._missed: frozenset[str] = frozenset()
        self._stamps: dict[str, Stamp] = {}
        self._folders: dict[str, Folder] | None = None

    def changed(self, paths: Iterable[str]) -> list[str]:
        """Those of the files that have changed; not one seen for the first time, nor one that is not there."""
        found, asked, missing = [], set(paths), set()
        for path in asked:
            now = stamp(path)
            if now is None:
                missing.add(path)
                continue
            before = self._stamps.get(path)
            self._stamps[path] = now
            if before is not None and before != now:
                found.append(path)
        self.gone = (self.gone - asked) | (missing & self._missed)
        self._missed = (self._missed - asked) | missing
        return found

    def grown(self, roots: Iterable[str]) -> bool:
        """Whether something came into or went from a folder under the roots since the last time."""
        now = _folders(roots, self._folders or {})
        before, self._folders = self._folders, now
        return before is not None and before != now


def found_in(roots: Iterable[str]) -> list[Entry]:
    """The reports under the roots, as the list has them at first."""
    return [Entry(str(found)) for found in walk(roots) if isinstance(found, Path)]


def _folders(roots: Iterable[str], before: Mapping[str, Folder]) -> dict[str, Folder]:
    """The roots and the folders in them, at most ``FOLDERS``, nearest first; an unchanged folder is not read again."""
    waiting = [root for root in roots if os.path.isdir(root)]  # noqa: PTH112 -- asked every second
    found: dict[str, Folder] = {}
    for folder in waiting:
        if len(found) >= FOLDERS:
            break
        changed, known = _time(folder), before.get(folder)
        found[folder] = known if known is not None and known.changed == changed else Folder(changed, _within(folder))
        waiting += found[folder].folders[: max(0, FOLDERS - len(waiting))]
    return found


def _within(folder: str) -> tuple[str, ...]:
    try:
        with os.scandir(folder) as entries:
            return tuple(sorted(entry.path for entry in entries if not entry.name.startswith(".") and entry.is_dir()))
    except OSError:
        return ()


def _time(folder: str) -> int:
    try:
        return os.stat(folder).st_mtime_ns  # noqa: PTH116 -- see above
    except OSError:
        return 0
