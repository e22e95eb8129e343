"""The connection to an index's file: opened, its tables made when missing, and one error for all that can go wrong."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import msgspec
import zstandard

from parsing.causes import told_by_system
from tui.data.corpus.form import FORM, PAGE, statements

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tui.data.corpus.form import Size

Done = TypeVar("Done")

SOON, WAIT = 2, 60
"""Seconds that one process waits for another's batch: before it says so, and then."""
UNREADABLE = (sqlite3.Error, zstandard.ZstdError, msgspec.MsgspecError)
"""What an index raises whose file is damaged, locked or on a full disk."""


class Patience(NamedTuple):
    """What is done about a file that another process has kept locked for some seconds.

    ``seconds``: to be waited then; ``told``: called before.
    """

    seconds: float = WAIT
    told: Callable[[], object] = bool


PATIENCE = Patience()
"""Waits, and says nothing."""


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
        return sqlite3.connect(path, timeout=SOON, isolation_level=None, check_same_thread=False)
    except OSError as error:
        raise CorpusError(path, told_by_system(error)) from error
    except sqlite3.Error as error:
        raise CorpusError(path, str(error).lower()) from error


def patiently(database: sqlite3.Connection, work: Callable[[], Done], patience: Patience) -> Done:
    """Do what another process may be in the way of.

    Args:
        database: a connection that :func:`connected` gave.
        work: what is done, once more where the file was locked for some seconds.
        patience: what is done about that.

    Raises:
        sqlite3.OperationalError: the file is still locked after that time.
    """
    try:
        return work()
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
            raise
    patience.told()
    database.execute(f"PRAGMA busy_timeout={patience.seconds * 1000:.0f}")
    try:
        return work()
    finally:
        database.execute(f"PRAGMA busy_timeout={SOON * 1000:.0f}")


@contextmanager
def transaction(database: sqlite3.Connection, patience: Patience) -> Iterator[None]:
    """Write all that is written meanwhile, or, where an exception ends it, nothing; see :func:`patiently`."""
    patiently(database, lambda: database.execute("BEGIN IMMEDIATE"), patience)
    try:
        yield
        database.commit()
    except BaseException:
        database.rollback()
        raise


def prepare(database: sqlite3.Connection, size: Size, mapped: int, patience: Patience) -> None:
    """Set the connection up, and make the tables when there are none.

    Args:
        database: a connection that :func:`connected` gave.
        size: which tables a new file gets.
        mapped: bytes of the file that the process maps into its memory.
        patience: what is done where another process makes the tables, and takes long.

    Raises:
        sqlite3.DatabaseError: the file is no index of this version.
    """
    database.execute(f"PRAGMA page_size={PAGE}")
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=NORMAL")
    database.execute(f"PRAGMA mmap_size={mapped}")
    if not _tables(database):
        with transaction(database, patience):
            if not _tables(database):  # no other process was quicker
                for statement in statements(size):
                    database.execute(statement)
                database.execute("INSERT INTO about VALUES ('form', ?), ('size', ?)", (FORM, size))
    if "about" not in _tables(database) or _form(database) != FORM:
        raise sqlite3.DatabaseError("not an index of this version")


def pipeline_number(database: sqlite3.Connection, digest: str) -> int:
    """The number of a pipeline in an index, given to it where it has none."""
    found = database.execute("SELECT number FROM pipeline WHERE digest = ?", (digest,)).fetchone()
    if found:
        return int(found[0])
    database.execute("INSERT OR IGNORE INTO pipeline (digest) VALUES (?)", (digest,))  # another process may be quicker
    return pipeline_number(database, digest)


def _tables(database: sqlite3.Connection) -> set[str]:
    return {name for (name,) in database.execute("SELECT name FROM sqlite_schema")}


def _form(database: sqlite3.Connection) -> object:
    row = database.execute("SELECT value FROM about WHERE name = 'form'").fetchone()
    return row and row[0]
