"""What is known of the reports that were parsed before: what the list shows of each, and an index to find them by.

The worker process writes it, the reader asks it: a hundred thousand known reports are listed without being opened, and
a filter is answered without their texts. All in it can be made again from the reports; where the pipeline is
another one than before, it is. An index that cannot be used is none, never an error.

A report's number is given once: a file that has changed gets another. Rows of the index of words outlive their
report, since SQLite would want all of their words to take them out; nobody asks for their numbers any more.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

import msgspec

from tui.data.heads import Head, headed
from tui.data.holdings import FIELDS, INITIALS, has, metrics, words
from tui.data.stamps import Stamp, stamp
from tui.data.subject import Subject

__all__ = ["Index", "Stamp", "file_of", "stamp"]

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from parsing.record import Report

FORM = 3
"""Version of the tables."""
KEPT = 1
"""Indexes of other pipelines that are kept."""

ASKED = 500
"""Paths looked up at once: SQLite takes no more than 999 values where it is old."""

NUMBERS = msgspec.json.Decoder(set[int])
"""Reads the numbers that SQLite gives in one piece, in a quarter of the time that Python's own means take."""

TABLES = f"""
CREATE TABLE report (
    number INTEGER PRIMARY KEY AUTOINCREMENT, path TEXT NOT NULL UNIQUE, size INTEGER, modified INTEGER,
    id TEXT, title TEXT, published TEXT, source TEXT, repaired INTEGER, has INTEGER,
    least REAL, most REAL
);
CREATE INDEX report_by_least ON report (least);
CREATE INDEX report_by_most ON report (most);
CREATE TABLE day (number INTEGER, first INTEGER, last INTEGER);
CREATE INDEX day_by_number ON day (number);
CREATE TABLE metric (number INTEGER, what TEXT, unit TEXT, value REAL);
CREATE INDEX metric_by_number ON metric (number);
CREATE INDEX metric_by_value ON metric (value, number);
CREATE TABLE value (field TEXT, text TEXT, reports INTEGER, PRIMARY KEY (field, text)) WITHOUT ROWID;
CREATE VIRTUAL TABLE held USING fts5(
    {", ".join((*FIELDS, INITIALS))}, content='', columnsize=0, tokenize='unicode61 remove_diacritics 0'
);
"""


class Index:
    """The reports known, in one SQLite file.

    Args:
        path: the file, made when missing, whose name gets a part for the pipeline; ``None`` keeps it in memory.
        pipeline: digest of what parses; what another one made of the reports is not known to this one.
    """

    def __init__(self, path: Path | None, pipeline: str) -> None:
        self._database: sqlite3.Connection | None = None
        try:
            if path is not None:
                path.parent.mkdir(parents=True, exist_ok=True)
            file = ":memory:" if path is None else _of(path, pipeline)
            self._database = sqlite3.connect(file, timeout=5, isolation_level=None, check_same_thread=False)
            self._prepare(self._database)
        except (OSError, sqlite3.Error):
            self.close()

    def heads(self, stamps: dict[str, Stamp]) -> dict[str, Head]:
        """The reports, by their paths, that are known and have not changed since."""
        found: dict[str, Head] = {}
        paths = list(stamps)
        for at in range(0, len(paths), ASKED):
            some = paths[at : at + ASKED]
            marks = ",".join("?" * len(some))
            for size, modified, repaired, *row in self._rows(
                "SELECT size, modified, repaired, path, number, id, title, published, source FROM report"  # noqa: S608
                f" WHERE path IN ({marks})", some,
            ):
                if stamps[row[0]] == (size, modified):
                    found[row[0]] = Head._make((*row, bool(repaired), size))
        return found

    def values(self) -> list[tuple[str, str, int]]:
        """What completion may offer: field, value, and how many reports had it; of changed ones it counts the old too."""
        return self._rows("SELECT field, text, reports FROM value", ())

    def put(
        self, report: Report, stamp: Stamp, *, repaired: bool, values: Iterable[tuple[str, str]] = ()
    ) -> Head | None:
        """Take in a report; what the list shows of it, or ``None`` where it could not be kept."""
        subject = Subject(report, repaired=repaired)
        head = headed(report, repaired=repaired)
        counted = [metric.value for metric in report.metrics if metric.value is not None]
        row = (*stamp, has(subject), head.path, None, *head[2:7], min(counted, default=None), max(counted, default=None))
        if self._database is None:
            return None
        try:
            with self.together():
                number = self._database.execute(
                    "INSERT OR REPLACE INTO report (size, modified, has, path, number, id, title, published, source, repaired,"
                    " least, most) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row,
                ).lastrowid
                if number is None:
                    return None
                self._put_words(number, subject)
                self._database.executemany(
                    "INSERT INTO value VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET reports = reports + 1", values
                )
        except (sqlite3.Error, UnicodeEncodeError):
            return None
        return head._replace(number=number, size=stamp.size)

    @contextmanager
    def together(self) -> Iterator[None]:
        """Write to the disk once for all that is put in meanwhile."""
        database = self._database
        if database is None or database.in_transaction:
            yield
            return
        database.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            database.rollback()
            raise
        database.commit()

    def numbers(self, statement: str, values: Sequence[object]) -> set[int]:
        """What a search finds.

        Raises:
            sqlite3.Error: it was interrupted, or the file cannot be read.
        """
        if self._database is None:
            return set()
        # in one piece: rows one by one would go through Python's lock a hundred thousand times
        (found,) = self._database.execute(f"SELECT group_concat(number) FROM ({statement})", values).fetchone()  # noqa: S608
        return NUMBERS.decode(f"[{found}]") if found else set()

    def interrupt(self) -> None:
        """Stop a search that goes on in another thread."""
        if self._database is not None:
            self._database.interrupt()

    def close(self) -> None:
        """Let go of the file; a second call does nothing."""
        if self._database is not None:
            with suppress(sqlite3.Error):
                self._database.close()
            self._database = None

    def _rows(self, statement: str, values: Sequence[object]) -> list[Any]:
        if self._database is None:
            return []
        try:
            return self._database.execute(statement, values).fetchall()
        except sqlite3.Error:
            return []

    def _put_words(self, number: int, subject: Subject) -> None:
        database = self._database
        assert database is not None  # noqa: S101 -- put() has looked
        fields = (*FIELDS, INITIALS)
        places = ",".join("?" * (len(fields) + 1))
        database.execute(
            f"INSERT INTO held (rowid, {', '.join(fields)}) VALUES ({places})", (number, *words(subject))  # noqa: S608
        )
        days = ((number, day.first.toordinal(), day.last.toordinal()) for day in subject.days)
        database.executemany("INSERT INTO day VALUES (?, ?, ?)", days)
        database.executemany("INSERT INTO metric VALUES (?, ?, ?, ?)", ((number, *row) for row in metrics(subject)))

    def _prepare(self, database: sqlite3.Connection) -> None:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("PRAGMA synchronous=NORMAL")
        database.execute("PRAGMA mmap_size=1073741824")
        with self.together():
            (made,) = database.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'report'").fetchone()
            for statement in () if made else filter(str.strip, TABLES.split(";")):
                database.execute(statement)


def file_of(path: Path, pipeline: str) -> Path:
    """The file of a pipeline's index."""
    return path.with_stem(f"{path.stem}-{FORM}-{pipeline[:12]}")


def _of(path: Path, pipeline: str) -> Path:
    """The same, for use. Those of others before it go, but for one: who goes back to it finds it."""
    file = file_of(path, pipeline)
    others = [other for other in path.parent.glob(f"{path.stem}-*{path.suffix}") if other != file]
    for old in sorted(others, key=lambda other: other.stat().st_mtime)[:-KEPT]:
        for part in path.parent.glob(f"{old.name}*"):
            part.unlink(missing_ok=True)
    return file
