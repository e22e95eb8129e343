"""The connection to an index's file: opened, its tables made when missing, and one error for all that can go wrong."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

import msgspec
import zstandard

from parsing.causes import told_by_system
from tui.data.corpus.form import FORM, PAGE, statements

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tui.data.corpus.form import Size

WAIT = 60
"""Seconds that one process waits for another's batch."""
UNREADABLE = (sqlite3.Error, zstandard.ZstdError, msgspec.MsgspecError)
"""What an index raises whose file is damaged, locked or on a full disk."""


class CorpusError(Exception):
    """An index that cannot be used; ``str()`` is one line that names the file and the cause."""

    def __init__(self, path: Path, cause: str) -> None:
        super().__init__(f"{path}: {cause}")


def connected(path: Path) -> sqlite3.Connection:
    """A connection to an index's file, whatever that is; its folder is made.

    Raises:
        CorpusError: the file cannot be opened.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return sqlite3.connect(path, timeout=WAIT, isolation_level=None, check_same_thread=False)
    except OSError as error:
        raise CorpusError(path, told_by_system(error)) from error
    except sqlite3.Error as error:
        raise CorpusError(path, str(error).lower()) from error


@contextmanager
def transaction(database: sqlite3.Connection) -> Iterator[None]:
    """Write all that is written meanwhile, or, where an exception ends it, nothing."""
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
        database.commit()
    except BaseException:
        database.rollback()
        raise


def prepare(database: sqlite3.Connection, size: Size, mapped: int) -> None:
    """Set the connection up, and make the tables when there are none.

    Args:
        database: a connection that :func:`connected` gave.
        size: which tables a new file gets.
        mapped: bytes of the file that the process maps into its memory.

    Raises:
        sqlite3.DatabaseError: the file is no index of this version.
    """
    database.execute(f"PRAGMA page_size={PAGE}")
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=NORMAL")
    database.execute(f"PRAGMA mmap_size={mapped}")
    if not _tables(database):
        with transaction(database):
            if not _tables(database):  # no other process was quicker
                for statement in statements(size):
                    database.execute(statement)
                database.execute("INSERT INTO about VALUES ('form', ?), ('size', ?)", (FORM, size))
    if "about" not in _tables(database) or _form(database) != FORM:
        raise sqlite3.DatabaseError("not an index of this version")


def _tables(database: sqlite3.Connection) -> set[str]:
    return {name for (name,) in database.execute("SELECT name FROM sqlite_schema")}


def _form(database: sqlite3.Connection) -> object:
    row = database.execute("SELECT value FROM about WHERE name = 'form'").fetchone()
    return row and row[0]
