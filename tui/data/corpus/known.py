"""What an index knows of files, as the list shows it.

The reader's first frame waits for this, so that it imports nothing of what parses or files reports.
"""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from typing import TYPE_CHECKING, Self

from parsing.corpus import pipeline
from tui.data.corpus.about import About
from tui.data.corpus.form import FORM
from tui.data.corpus.rows import address
from tui.data.heads import Head
from tui.data.holdings import Has

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tui.data.stamps import Stamp

ASKED = 500
"""Paths looked up at once."""


def heads(database: sqlite3.Connection, number: int, stamps: dict[str, Stamp]) -> dict[str, Head]:
    """The reports, by their paths, that the pipeline of that number parsed and that have not changed since.

    Raises:
        sqlite3.Error: the index cannot be read.
        UnicodeEncodeError: a path cannot be said in it.
    """
    found: dict[str, Head] = {}
    paths = list(stamps)
    for at in range(0, len(paths), ASKED):
        filed = _filed(database, number, paths[at : at + ASKED])
        found |= {head.path: head for head, modified in filed if stamps[head.path] == (head.size, modified)}
    return found


def _filed(database: sqlite3.Connection, number: int, paths: list[str]) -> Iterator[tuple[Head, int]]:
    """What is filed under paths, and when the files were changed."""
    marks = ",".join("?" * len(paths))
    rows = database.execute(
        "SELECT path, number, lower(hex(id)), title, published, source, has, size, modified FROM report"  # noqa: S608
        f" WHERE address IN ({marks}) AND pipeline = ?",
        (*map(address, paths), number),
    )
    wanted = set(paths)
    for *row, has, size, modified in rows.fetchall():
        if row[0] in wanted:
            yield Head._make((*row, bool(has & Has.REPAIRS), size)), modified


class Known:
    """The reports that an index knows, while it is only read. One that is missing or cannot be used knows none.

    Args:
        path: the index's file.
    """

    def __init__(self, path: Path) -> None:
        self._database: sqlite3.Connection | None = None
        self._number = 0
        with suppress(sqlite3.Error):
            if path.is_file():
                self._open(sqlite3.connect(path))

    def _open(self, database: sqlite3.Connection) -> None:
        with suppress(sqlite3.Error):
            row = database.execute("SELECT number FROM pipeline WHERE digest = ?", (pipeline(),)).fetchone()
            if row and About(database).get("form") == FORM:
                self._database, self._number = database, row[0]
                return
        database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._database is not None:
            self._database.close()

    def heads(self, stamps: dict[str, Stamp]) -> dict[str, Head]:
        """The reports, by their paths, that are known and have not changed since."""
        with suppress(sqlite3.Error, UnicodeEncodeError):
            if self._database is not None:
                return heads(self._database, self._number, stamps)
        return {}
