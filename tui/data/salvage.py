"""Stores that cannot be opened as usual: opened to read from, or what is left of them saved into a new one.

Nothing here writes to the file that is damaged.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from parsing.record import Annotation
from tui.data.journal import Event
from tui.data.schema import VERSIONS
from tui.data.store import PATIENCE, Store
from tui.data.store_error import StoreError, told

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MEMORY = ":memory:"
SMALL = 64 << 20
"""Bytes of a store that is looked through for damage each time that it is opened: some 50 ms."""
STEP = 256
"""Events read at once from a damaged store, before they are tried one by one."""


class Opened(NamedTuple):
    """A store for the reader. ``trouble``: why what is marked now is not kept in the file, if it is not."""

    store: Store
    trouble: StoreError | None = None


class Health(NamedTuple):
    """What a store is like: its version, the marks that stand, its events, and what is wrong with it."""

    version: int
    marks: int
    events: int
    faults: tuple[str, ...]


def opened(path: Path, *, patience: float = PATIENCE / 5) -> Opened:
    """Open a store as far as it lets us: to write, else to read, else what can be read of it, else an empty one.

    Never raises for a file that cannot be used: ``trouble`` says what is the matter.

    Args:
        path: the SQLite file.
        patience: seconds to wait, each time, for another program that keeps the file locked.
    """
    try:
        store = Store(path, patience=patience)
    except StoreError as error:
        return Opened(_readable(path, patience), error)
    try:
        if path.stat().st_size <= SMALL and faults(store):
            store.close()
            return Opened(_left(path, patience), StoreError(path, "the store is damaged"))
    except (OSError, StoreError) as error:
        store.close()
        trouble = error if isinstance(error, StoreError) else StoreError(path, "cannot be opened")
        return Opened(_left(path, patience), trouble)
    return Opened(store)


def _readable(path: Path, patience: float) -> Store:
    for still in (False, True):
        try:
            store = Store.for_reading(path, still=still, patience=patience)
        except StoreError:
            continue
        try:
            if not faults(store):
                return store
        except StoreError:
            pass
        store.close()
    return _left(path, patience)


def _left(path: Path, patience: float) -> Store:
    """What can be read of a store, in memory."""
    store = Store(MEMORY)
    with suppress(StoreError):  # not a store at all: there is nothing in it
        store.take(readable(path, patience))
    return store


def faults(store: Store) -> tuple[str, ...]:
    """What SQLite finds wrong with a store."""
    return tuple(line for (line,) in store.ask("PRAGMA quick_check(5)") if line != "ok")


def health(path: Path) -> Health:
    """Look through a store without changing it.

    Raises:
        StoreError: it is no store, or cannot be read at all.
    """
    if not path.exists():
        raise StoreError(path, "no such file")
    try:
        with Store.for_reading(path) as store:
            found = tuple(line for (line,) in store.ask("PRAGMA integrity_check(20)") if line != "ok")
            version = int(store.ask("PRAGMA user_version")[0][0])
            (events,) = store.ask("SELECT count(*) FROM journal")[0]
            bad = tuple(
                f"event {event} of the journal is not an annotation"
                for event, body in store.ask("SELECT event, body FROM journal WHERE body IS NOT NULL")
                if not _sound(body)
            )
            return Health(version, sum(store.counts().values()), events, found + bad)
    except StoreError as error:
        if error.cause != "the store is damaged":
            raise
    with closing(_copied(path)) as left:
        events = len(list(left.events()))
        return Health(len(VERSIONS), sum(left.counts().values()), events, ("the store is damaged",))


def salvage(path: Path, new: Path) -> int:
    """Save what can be read of a store into a new one; the number of marks in it.

    Raises:
        StoreError: there is nothing to be read, or the new one is there already or cannot be written.
    """
    if new.exists():
        raise StoreError(new, "file exists")
    with Store(new) as store:
        store.take(readable(path))
        return sum(store.counts().values())


def _copied(path: Path) -> Store:
    store = Store(MEMORY)
    store.take(readable(path))
    return store


def readable(path: Path, patience: float = PATIENCE) -> Iterator[Event]:
    """The events of a store that can be read and make sense, however damaged the rest is.

    Args:
        path: the SQLite file, which is only read.
        patience: seconds to wait for another program that keeps it locked.

    Raises:
        StoreError: it is no store.
    """
    with told(path):
        address = f"{path.resolve().as_uri()}?mode=ro"
        with closing(sqlite3.connect(address, timeout=patience, isolation_level=None, uri=True)) as database:
            database.execute("PRAGMA writable_schema = ON")  # go on where the schema looks wrong
            columns = _columns(database)
            for first in range(0, _end(database), STEP):
                yield from _stretch(database, columns, first, first + STEP)


def _columns(database: sqlite3.Connection) -> str:
    """What to ask for: the journal of version 1 has no moments."""
    names = {row[1] for row in database.execute("PRAGMA table_info(journal)")}
    moment = "moment" if "moment" in names else "at || printf('~%06d', event)"
    return f"at, {moment}, kind, report, annotation, body"


def _end(database: sqlite3.Connection) -> int:
    """A number after that of every event: the counter's, or the last that can be found."""
    for question in ("SELECT seq FROM sqlite_sequence WHERE name = 'journal'", "SELECT max(event) FROM journal"):
        try:
            row = database.execute(question).fetchone()
        except sqlite3.DatabaseError:
            continue
        if row and row[0]:
            return int(row[0]) + 1
    return 0


def _stretch(database: sqlite3.Connection, columns: str, first: int, end: int) -> Iterator[Event]:
    """Readable events of a stretch of numbers: all at once, else half by half."""
    question = f"SELECT {columns} FROM journal NOT INDEXED WHERE event >= ? AND event < ? ORDER BY event"  # noqa: S608
    try:
        rows = database.execute(question, (first, end)).fetchall()
    except sqlite3.DatabaseError:
        if end - first > 1:
            middle = (first + end) // 2
            yield from _stretch(database, columns, first, middle)
            yield from _stretch(database, columns, middle, end)
        return
    yield from (Event(*row) for row in rows if _whole(row))


def _whole(row: tuple[object, ...]) -> bool:
    *texts, body = row
    return all(isinstance(text, str) for text in texts) and (body is None or _sound(body))


def _sound(body: object) -> bool:
    try:
        msgspec.json.decode(body if isinstance(body, str) else "", type=Annotation)
    except msgspec.MsgspecError:
        return False
    return True
