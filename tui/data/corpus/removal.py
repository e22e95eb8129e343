"""Taking out of an index what is no longer there: by a walk that met all that is, or by files that are gone."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tui.data.corpus.index import CorpusIndex


def keep_only(index: CorpusIndex, seen: Iterable[str], unseen: Iterable[str] = ()) -> int:
    """Take out what is no longer there; how many that were.

    Args:
        index: the index.
        seen: the addresses that a complete walk has met.
        unseen: files and folders that it could not look into: what is in them stays.
    """
    kept = set(seen)
    dark = tuple(place + border for place in unseen for border in ("/", "#"))
    with index.together():
        run = index.database.execute
        rows = run("SELECT number, path FROM report").fetchall()
        gone = [number for number, path in rows if path not in kept and not (dark and path.startswith(dark))]
        _remove(index, gone)
        failed = [path for (path,) in run("SELECT path FROM failure").fetchall() if path not in kept]
        index.database.executemany("DELETE FROM failure WHERE path = ?", ((path,) for path in failed))
    return len(gone)


def forget_gone(index: CorpusIndex, listed: Iterable[str]) -> int:
    """Take out what a list does not have and whose file is gone: an index may hold several lists. Returns how many."""
    kept = set(listed)
    rows = index.database.execute("SELECT number, path FROM report").fetchall()
    gone = [number for number, path in rows if path not in kept and not _there(path)]
    if gone:
        with index.together():
            _remove(index, gone)
    return len(gone)


def _there(path: str) -> bool:
    """Whether the file of an address is; of one elsewhere nobody knows."""
    file = path.rpartition("#")[0]
    return "://" in path or os.path.exists(path) or os.path.exists(file)  # noqa: PTH110 -- asked of many


def _remove(index: CorpusIndex, numbers: Sequence[int]) -> None:
    for number in numbers:
        index.take_out(number)
    for table, column in (("record", "number"), ("body", "record")):
        index.database.execute(f"DELETE FROM {table} WHERE {column} NOT IN (SELECT record FROM report)")  # noqa: S608
