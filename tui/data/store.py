"""The user's annotations on disk: safe the moment :meth:`Store.add` returns, whatever happens to the program next.

SQLite does the work, with a write-ahead log that is flushed to the disk for every mark; the reader, the command line
and a second reader may have the same file open. Reports are named by the digest of their bytes, so that marks
follow a file that is moved or copied.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any, Self

import msgspec

from parsing.record import Annotation
from tui.data.schema import APPLICATION, VERSIONS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

PATIENCE = 5.0
"""Seconds to wait for another program that is writing."""

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
}


class StoreError(Exception):
    """The store cannot be used. ``str()`` is one line that names the file and the cause."""

    def __init__(self, path: Path, cause: str) -> None:
        super().__init__(f"{path}: {cause}")
        self.path = path
        self.cause = cause


class Store:
    """Annotations by report. May be shared between threads; use it as a context manager, or close it.

    Args:
        path: the SQLite file; made, with its folder, when missing.

    Raises:
        StoreError: from the constructor and from every method, when the file cannot be used.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self._lock = RLock()
        with self._told():
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._database = sqlite3.connect(
                self.path, timeout=PATIENCE, isolation_level=None, check_same_thread=False
            )
            try:
                self._prepare()
            except BaseException:
                self._database.close()
                raise

    def annotations(self, report_id: str) -> tuple[Annotation, ...]:
        """The marks on one report that stand now, in order of their place in the source."""
        rows = self._rows("SELECT event, body FROM present WHERE report = ?", report_id)
        return tuple(sorted((self._read(*row) for row in rows), key=lambda mark: (mark.raw, mark.created, mark.id)))

    def counts(self) -> dict[str, int]:
        """How many marks stand on each report that has any."""
        return dict(self._rows("SELECT report, count(*) FROM present GROUP BY report"))

    def add(self, report_id: str, annotation: Annotation) -> None:
        """Keep a mark, in the place of one with the same id. It is on the disk when this returns."""
        body = msgspec.json.encode(annotation).decode()
        self._rows(
            "INSERT INTO journal (kind, report, annotation, body) VALUES ('add', ?, ?, ?)",
            report_id, annotation.id, body,
        )

    def remove(self, report_id: str, annotation_id: str) -> None:
        """Take a mark away; nothing happens where it is already gone. The journal keeps it."""
        self._rows(
            "INSERT INTO journal (kind, report, annotation)"
            " SELECT 'remove', report, annotation FROM present WHERE report = ? AND annotation = ?",
            report_id, annotation_id,
        )

    def read_ids(self) -> set[str]:
        """The reports that have been opened."""
        return {report for (report,) in self._rows("SELECT report FROM opened")}

    def mark_read(self, report_id: str) -> None:
        """Note that a report has been opened. Not flushed to the disk at once: losing it costs nothing."""
        with self._lock:
            self._rows("PRAGMA synchronous = NORMAL")
            try:
                self._rows("INSERT INTO opened (report) VALUES (?) ON CONFLICT DO NOTHING", report_id)
            finally:
                self._rows("PRAGMA synchronous = FULL")

    def mark_unread(self, report_id: str) -> None:
        """Forget that a report has been opened."""
        self._rows("DELETE FROM opened WHERE report = ?", report_id)

    def close(self) -> None:
        """Let go of the file; a second call does nothing."""
        with self._lock, self._told():
            self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _rows(self, statement: str, *values: str) -> list[Any]:
        with self._lock, self._told():
            return self._database.execute(statement, values).fetchall()

    def _read(self, event: int, body: str) -> Annotation:
        try:
            return msgspec.json.decode(body, type=Annotation)
        except msgspec.MsgspecError as error:
            raise StoreError(self.path, f"event {event} of the journal is not an annotation") from error

    def _prepare(self) -> None:
        version = self._version()
        self._write_ahead()
        self._database.execute("PRAGMA synchronous = FULL")
        self._database.execute("PRAGMA fullfsync = ON")  # what a flush to the disk means on macOS
        for number, script in enumerate(VERSIONS[version:], version + 1):
            self._database.executescript(
                f"BEGIN IMMEDIATE; {script}"
                f" PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {number}; COMMIT;"
            )

    def _write_ahead(self) -> None:
        """Set the journal's mode. SQLite waits for its turn everywhere but here, so that we must."""
        until = monotonic() + PATIENCE
        while True:
            try:
                self._database.execute("PRAGMA journal_mode = WAL")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or monotonic() > until:
                    raise
                sleep(0.01)
            else:
                return

    def _version(self) -> int:
        """The version of the file's tables, 0 for a new one; files that are not ours are left alone."""
        # one statement, hence one moment: another program may be making the tables just now
        version, application, tables = self._database.execute(
            "SELECT user_version, application_id, (SELECT count(*) FROM sqlite_schema)"
            " FROM pragma_user_version, pragma_application_id"
        ).fetchone()
        if application != APPLICATION and (tables or version):
            raise StoreError(self.path, "a database of another program, not a store of annotations")
        if version > len(VERSIONS):
            raise StoreError(
                self.path, f"written by a newer yibao (store version {version}; this one knows {len(VERSIONS)})"
            )
        return int(version)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turn what SQLite and the system raise into one line for the user."""
        try:
            yield
        except sqlite3.Error as error:
            code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the rest of the code says where in SQLite
            raise StoreError(self.path, CAUSES.get(code, str(error))) from error
        except OSError as error:
            cause = (error.strerror or str(error)).lower()
            raise StoreError(self.path, f"its folder cannot be made: {cause}") from error
