"""A connection to the SQLite file of a store: how it is opened, whose it is, and its write-ahead log."""

from __future__ import annotations

import sqlite3
from time import monotonic, sleep
from typing import TYPE_CHECKING

from tui.data.schema import APPLICATION
from tui.data.store_error import CAUSES, StoreError

if TYPE_CHECKING:
    from pathlib import Path


def connect(address: str, patience: float, *, uri: bool = False) -> sqlite3.Connection:
    """A connection that begins no transaction by itself and may be used from any thread.

    Args:
        address: a path, or where ``uri`` is set a ``file:`` address with SQLite's parameters.
        patience: seconds to wait for another program that is writing.
        uri: whether the address is a URI.

    Raises:
        sqlite3.Error: the file cannot be opened.
    """
    return sqlite3.connect(address, timeout=patience, isolation_level=None, check_same_thread=False, uri=uri)


def version_of(database: sqlite3.Connection, path: Path, *, may_be_new: bool = True) -> int:
    """The version of a store's tables, 0 for a new file.

    Raises:
        StoreError: it is a database of another program, which is left alone; or it is new and must not be.
        sqlite3.Error: it cannot be read.
    """
    # one statement, hence one moment: another program may be making the tables just now
    version, application, tables = database.execute(
        "SELECT user_version, application_id, (SELECT count(*) FROM sqlite_schema)"
        " FROM pragma_user_version, pragma_application_id"
    ).fetchone()
    if application != APPLICATION and (tables or version):
        raise StoreError(path, "a database of another program, not a store of annotations")
    if not (version or may_be_new):
        raise StoreError(path, CAUSES[sqlite3.SQLITE_NOTADB])
    return int(version)


def write_ahead(database: sqlite3.Connection, patience: float) -> None:
    """Turn the write-ahead log on. SQLite does not wait by itself here while another program has the file locked.

    Args:
        database: a connection that may write.
        patience: seconds to wait.

    Raises:
        sqlite3.OperationalError: the file is still locked after that time, or cannot be written.
    """
    until = monotonic() + patience
    while True:
        try:
            database.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or monotonic() > until:
                raise
            sleep(0.01)
        else:
            return
