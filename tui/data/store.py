"""The user's annotations on disk: safe the moment :meth:`Store.change` returns, whatever happens to the program next.

SQLite does the work, with a write-ahead log that is flushed to the disk for every change; the reader, the command line
and other readers may have the same file open. Reports are named by the digest of their bytes, so that marks
follow a file that is moved or copied.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any, Self

import msgspec

from parsing.record import Annotation
from tui.data import steps
from tui.data.connection import connect, version_of, write_ahead
from tui.data.journal import Change, Event
from tui.data.schema import VERSIONS, bring_up
from tui.data.store_error import StoreError, told

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from types import TracebackType

    from tui.data.journal import Does

__all__ = ["Store", "StoreError"]

PATIENCE = 5.0
"""Seconds to wait for another program that is writing."""


class Store:
    """Annotations by report. May be shared between threads; use it as a context manager, or close it.

    Args:
        path: the SQLite file; made, with its folder, when missing.
        patience: seconds to wait for another program that is writing.

    Raises:
        StoreError: from the constructor and from every method, when the file cannot be used.
    """

    def __init__(self, path: str | Path, *, patience: float = PATIENCE) -> None:
        self.path = Path(path)
        self._lock = RLock()
        with told(self.path):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._database = connect(str(self.path), patience)
            try:
                self._prepare(patience)
            except BaseException:
                self._database.close()
                raise

    @classmethod
    def for_reading(cls, path: Path, *, still: bool = False, patience: float = PATIENCE) -> Store:
        """A store that is there, as it is, of whatever version, to read from.

        Args:
            path: the SQLite file.
            still: take it that nobody writes to it, where the folder does not let us ask.
            patience: seconds to wait for another program that is writing.
        """
        self = cls.__new__(cls)
        self.path, self._lock = path, RLock()
        with told(path):
            address = f"{path.resolve().as_uri()}?{'immutable=1' if still else 'mode=ro'}"
            self._database = connect(address, patience, uri=True)
            try:
                version_of(self._database, self.path, may_be_new=False)
                self.counts()
            except BaseException:
                self._database.close()
                raise
        return self

    # What stands

    def annotations(self, report_id: str) -> tuple[Annotation, ...]:
        """The marks on one report that stand now, in order of their place in the source."""
        rows = self._rows("SELECT event, body FROM present WHERE report = ?", report_id)
        return tuple(sorted((self._read(*row) for row in rows), key=lambda mark: (mark.raw, mark.created, mark.id)))

    def all(self) -> Iterator[tuple[str, Annotation]]:
        """Every mark that stands now, with its report."""
        for event, report, body in self._rows("SELECT event, report, body FROM present ORDER BY report, event"):
            yield report, self._read(event, body)

    def counts(self) -> dict[str, int]:
        """How many marks stand on each report that has any."""
        return dict(self._rows("SELECT report, count(*) FROM present GROUP BY report"))

    def changed(self, event: int) -> tuple[int, set[str]]:
        """The number of the last event, and the reports that events after that one are about."""
        rows = self._rows("SELECT event, report FROM journal WHERE event > ? ORDER BY event", event)
        return (rows[-1][0] if rows else event), {report for _, report in rows}

    @property
    def last_event(self) -> int:
        """The number of the last event."""
        return int(self._rows("SELECT ifnull(max(event), 0) FROM journal")[0][0])

    @property
    def version(self) -> int:
        """A number that another one takes the place of when another program has written to the store."""
        return int(self._rows("PRAGMA data_version")[0][0])

    def approved(self) -> set[str]:
        """The reports that somebody has approved as a whole."""
        approval = '"judgement":{"kind":"report"'  # no note can hold it: there a quotation mark has a backslash
        return {
            report for (report,) in self._rows("SELECT DISTINCT report FROM present WHERE instr(body, ?)", approval)
        }

    # Changing it

    def add(self, report_id: str, annotation: Annotation) -> None:
        """Keep a mark, in the place of one with the same id. It is on the disk when this returns."""
        self.change([Change("add", report_id, annotation)])

    def remove(self, report_id: str, annotation_id: str) -> None:
        """Take a mark away; nothing happens where it is already gone. The journal keeps it."""
        with self._writing():
            if steps.last(self._database, report_id, annotation_id) is not None:
                steps.write(self._database, steps.begin(self._database, "", "do"), report_id, annotation_id, None)

    def change(self, changes: Sequence[Change], author: str = "") -> None:
        """Make changes, all or none, as one step of the author's. They are on the disk when this returns."""
        with self._writing():
            step = steps.begin(self._database, author, "do")
            for kind, report, mark in changes:
                steps.write(
                    self._database, step, report, mark.id, msgspec.json.encode(mark).decode() if kind == "add" else None
                )

    def undo(self, author: str) -> list[Change] | None:
        """Take back what the author did last; ``None`` where there is nothing.

        What somebody else has changed since stays as it is. What was changed is returned.
        """
        return self._again(author, "undo")

    def redo(self, author: str) -> list[Change] | None:
        """Do again what the author took back last; ``None`` where there is nothing."""
        return self._again(author, "redo")

    def take(self, events: Iterable[Event]) -> int:
        """Take in events of another store, all or none, except those there already; returns how many were new."""
        with self._writing():
            before = self._database.total_changes
            self._database.executemany(
                "INSERT INTO journal (at, moment, kind, report, annotation, body) VALUES (?, ?, ?, ?, ?, ?)"
                " ON CONFLICT DO NOTHING",
                events,
            )
            return self._database.total_changes - before

    def events(self) -> Iterator[Event]:
        """All of the journal, in order."""
        yield from map(Event._make, self._rows(
            "SELECT at, moment, kind, report, annotation, body FROM journal ORDER BY event"
        ))  # fmt: skip

    # What was opened

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

    # The file

    def wait(self, patience: float) -> None:
        """Wait that many seconds from now on for another program that is writing."""
        self._rows(f"PRAGMA busy_timeout = {int(patience * 1000)}")

    def backup(self, path: Path) -> None:
        """Copy the store as it is now into a new file; others may go on writing to it.

        Raises:
            StoreError: it cannot be read, or the other file cannot be written; then that one is not there.
        """
        if path.exists():
            raise StoreError(path, "file exists")
        part = path.with_name(f".{path.name}.part")
        try:
            with self._lock, told(path):
                part.unlink(missing_ok=True)
                copy = sqlite3.connect(part)
                try:
                    self._database.backup(copy)
                    copy.execute("PRAGMA journal_mode = DELETE")  # one file, whole
                finally:
                    copy.close()
                part.rename(path)
        finally:
            part.unlink(missing_ok=True)

    def close(self) -> None:
        """Let go of the file; a second call does nothing."""
        with self._lock, told(self.path):
            self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # How it is done

    def ask(self, question: str) -> list[Any]:
        """The rows that answer a question in SQL, for those who look after the file."""
        return self._rows(question)

    def _rows(self, statement: str, *values: str | int) -> list[Any]:
        with self._lock, told(self.path):
            return self._database.execute(statement, values).fetchall()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """A transaction: all that is written in it, or nothing."""
        with self._lock, told(self.path):
            self._database.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._database.execute("COMMIT")
            except BaseException:
                if self._database.in_transaction:
                    self._database.execute("ROLLBACK")
                raise

    def _again(self, author: str, does: Does) -> list[Change] | None:
        with self._writing():
            found = steps.again(self._database, author, does)
            return None if found is None else [self._change(*turn) for turn in found]

    def _change(self, event: int, report: str, was: str | None, becomes: str | None) -> Change:
        mark = self._read(event, was or "" if becomes is None else becomes)
        return Change("remove" if becomes is None else "add", report, mark)

    def _read(self, event: int, body: str) -> Annotation:
        try:
            return msgspec.json.decode(body, type=Annotation)
        except msgspec.MsgspecError as error:
            raise StoreError(self.path, f"event {event} of the journal is not an annotation") from error

    def _prepare(self, patience: float) -> None:
        version = version_of(self._database, self.path)
        if version > len(VERSIONS):
            raise StoreError(
                self.path, f"written by a newer yibao (store version {version}; this one knows {len(VERSIONS)})"
            )
        write_ahead(self._database, patience)
        self._database.execute("PRAGMA synchronous = FULL")
        self._database.execute("PRAGMA fullfsync = ON")  # what a flush to the disk means on macOS
        bring_up(self._database)
