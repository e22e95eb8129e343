"""Why a store of annotations cannot be used: one line for the user, whatever SQLite or the system say."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from parsing.causes import told_by_system

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CAUSES = {
    sqlite3.SQLITE_NOTADB: "not a store of annotations, or damaged",
    sqlite3.SQLITE_CORRUPT: "the store is damaged",
    sqlite3.SQLITE_READONLY: "no permission to write",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened",
    sqlite3.SQLITE_PERM: "no permission",
    sqlite3.SQLITE_BUSY: "another program keeps it locked",
    sqlite3.SQLITE_LOCKED: "another program keeps it locked",
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_IOERR: "the disk cannot be read or written",
    sqlite3.SQLITE_SCHEMA: "the store is damaged",
}


class StoreError(Exception):
    """The store cannot be used. ``str()`` is one line that names the file and the cause."""

    def __init__(self, path: Path, cause: str) -> None:
        super().__init__(f"{path}: {cause}")
        self.path = path
        self.cause = cause


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what SQLite and the system raise into one line for the user."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the rest of the code says where in SQLite
        raise StoreError(path, CAUSES.get(code, str(error))) from error
    except OSError as error:
        cause = told_by_system(error)
        raise StoreError(path, f"its folder cannot be made: {cause}") from error
