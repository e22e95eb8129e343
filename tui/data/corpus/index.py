"""The file of a corpus' index: what is in it, and filling it, so that whatever is written is whole.

A batch of reports is one transaction, and what is committed is done: a run that is killed is taken up where it was.
Several processes may fill one index; what another has filed meanwhile is left as it is.

A report's number is given once: a changed one gets another. What the other tables have of a report that is gone stays
(SQLite would want all its words to take them out); ``gone`` counts such reports, and searches leave them out.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Self, TypeAlias

from tui.data.corpus.form import FORM, NOTHING, statements
from tui.data.corpus.packing import DICTIONARY, unpack

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from parsing.record import Report
    from parsing.walk import Failure
    from tui.data.corpus.filing import Filed

Size: TypeAlias = Literal["full", "small"]

ASKED = 500
"""Paths looked up at once."""
WAIT = 60
"""Seconds that one process waits for another's batch."""
SAMPLES = 12
"""Reports that the dictionary is made of."""


class CorpusError(Exception):
    """An index that cannot be used; ``str()`` is one line that names the file and the cause."""

    def __init__(self, path: Path, cause: str) -> None:
        super().__init__(f"{path}: {cause}")


class Met(NamedTuple):
    """A report that was parsed, with the size and the time of change of the file it is in."""

    filed: Filed
    size: int
    modified: int


class Same(NamedTuple):
    """A report that is filed and has not changed, though the file it is in has."""

    path: str
    size: int
    modified: int


class CorpusIndex:
    """An index in one file.

    Args:
        path: the file, made when missing unless ``made`` asks for one that is there.
        pipeline: digest of what parses; a report that another one parsed is parsed again.
        size: ``full`` keeps the places of words, ``small`` does not and looks at the texts instead; for a new file.

    Raises:
        CorpusError: the file is no such index, or cannot be written.
    """

    def __init__(self, path: Path, pipeline: str, size: Size = "full", *, made: bool = False) -> None:
        self.path = path
        try:
            if made and not path.is_file():
                raise CorpusError(path, "no such index: yibao index PATH makes one")
            path.parent.mkdir(parents=True, exist_ok=True)
            self.database = sqlite3.connect(path, timeout=WAIT, isolation_level=None)
            self._prepare(size)
            self.pipeline = self._pipeline(pipeline)
        except (OSError, sqlite3.Error) as error:
            raise CorpusError(path, str(error).lower()) from error

    def close(self) -> None:
        """Let go of the file."""
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def size(self) -> Size:
        """Whether the places of words are kept."""
        return self._about("size")  # type: ignore[no-any-return]

    @property
    def dictionary(self) -> bytes:
        """What records are packed with; empty before the first batch."""
        return self._about("dictionary") or b""

    @property
    def gone(self) -> int:
        """Reports whose words are still in the index of words."""
        return int(self._about("gone") or 0)

    def count(self) -> int:
        """How many reports there are."""
        return int(self.database.execute("SELECT count(*) FROM report").fetchone()[0])

    def failures(self) -> list[tuple[str, str]]:
        """Address and cause of what could not be parsed when it was met last."""
        return self.database.execute("SELECT path, cause FROM failure ORDER BY path").fetchall()

    def known(self, paths: Sequence[str]) -> dict[str, tuple[int, int]]:
        """Size and time of change of those that are filed, as this pipeline parses them."""
        found: dict[str, tuple[int, int]] = {}
        for at in range(0, len(paths), ASKED):
            some = paths[at : at + ASKED]
            marks = ",".join("?" * len(some))
            rows = self.database.execute(
                f"SELECT path, size, modified FROM report WHERE pipeline = ? AND path IN ({marks})",  # noqa: S608
                (self.pipeline, *some),
            )
            found |= {path: (size, modified) for path, size, modified in rows}
        return found

    def identity(self, path: str) -> str | None:
        """The id of the record that is filed under a path, as this pipeline made it."""
        row = self._run(
            "SELECT hex(id) FROM report JOIN record ON record.number = record WHERE path = ? AND report.pipeline = ?",
            path, self.pipeline,
        ).fetchone()
        return row[0].lower() if row else None

    def record(self, identity: str, path: str) -> Report | None:
        """The record of these bytes as this pipeline made it, under a path; ``None`` where there is none."""
        row = self.database.execute(
            "SELECT packed, dictionary FROM record WHERE id = ? AND pipeline = ?", (bytes.fromhex(identity), self.pipeline)
        ).fetchone()
        return unpack(row[0], self.dictionary if row[1] else b"", path) if row else None

    def records(self, numbers: Iterable[int]) -> Iterator[tuple[int, Report]]:
        """The records of some reports, in the order of the numbers; of one that went meanwhile, none."""
        dictionary = self.dictionary
        for number in numbers:
            row = self.database.execute(
                "SELECT path, packed, dictionary FROM report JOIN record ON record.number = report.record"
                " WHERE report.number = ?", (number,),
            ).fetchone()
            if row:
                yield number, unpack(row[1], dictionary if row[2] else b"", row[0])

    def put(self, batch: Iterable[Met | Same | Failure]) -> None:
        """File a batch, all of it or nothing."""
        with self.together():
            for each in batch:
                if isinstance(each, Met):
                    self._put(each)
                elif isinstance(each, Same):
                    self._run("UPDATE report SET size = ?, modified = ? WHERE path = ?", each.size, each.modified, each.path)
                else:
                    self._run("INSERT OR REPLACE INTO failure VALUES (?, ?)", each.path, each.cause)

    def keep_only(self, seen: Iterable[str], unseen: Iterable[str] = ()) -> int:
        """Take out what is no longer there; how many that were.

        Args:
            seen: the addresses that a complete walk has met.
            unseen: files and folders that it could not look into: what is in them stays.
        """
        run = self.database.execute
        with self.together():
            run("CREATE TEMP TABLE seen (path TEXT PRIMARY KEY) WITHOUT ROWID")
            self.database.executemany("INSERT OR IGNORE INTO seen VALUES (?)", ((path,) for path in seen))
            rows = run("SELECT number, path FROM report WHERE path NOT IN seen").fetchall()
            dark = tuple(place + border for place in unseen for border in ("/", "#"))
            gone = [(number, path) for number, path in rows if not (dark and path.startswith(dark))]
            for number, _ in gone:
                self._take_out(number)
            run("DELETE FROM failure WHERE path NOT IN seen")
            run("DELETE FROM record WHERE number NOT IN (SELECT record FROM report)")
            run("DROP TABLE seen")
        return len(gone)

    def tidy(self) -> None:
        """Make the file as small and quick as it can be; takes a while. Where others are at it, they will."""
        with suppress(sqlite3.OperationalError):
            self._run("INSERT INTO held (held) VALUES ('optimize')")
            self._run("VACUUM")
            self._run("PRAGMA wal_checkpoint(TRUNCATE)")

    @contextmanager
    def together(self) -> Iterator[None]:
        """Write all or nothing of what is put in meanwhile."""
        self.database.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.database.rollback()
            raise
        self.database.commit()

    def _put(self, met: Met) -> None:
        new = met.filed
        self._run("DELETE FROM failure WHERE path = ?", new.path)
        record = self._record(new)
        old = self._run(
            "SELECT number, record, size, modified FROM report WHERE path = ? AND pipeline = ?", new.path, self.pipeline
        ).fetchone()
        if old and old[1] == record:  # another process was quicker, or the file was touched and not changed
            if old[2:] != (met.size, met.modified):
                self._run("UPDATE report SET size = ?, modified = ? WHERE number = ?", met.size, met.modified, old[0])
            return
        for (number,) in self._run("SELECT number FROM report WHERE path = ?", new.path).fetchall():
            self._take_out(number)
        number = self._run(
            "INSERT INTO report (path, size, modified, pipeline, record, title, published, source, repaired, has)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            new.path, met.size, met.modified, self.pipeline, record, new.title, new.published, new.source, new.repaired, new.has,
        ).lastrowid
        self._run("INSERT INTO held (rowid, words) VALUES (?, ?)", number, new.words)
        many = self.database.executemany
        many("INSERT OR IGNORE INTO day VALUES (?, ?, ?)", ((number, *days) for days in new.days))
        many("INSERT OR IGNORE INTO entity VALUES (?, ?)", ((self._value(*pair), number) for pair in new.values))
        many("INSERT INTO metric VALUES (?, ?, ?, ?, ?)", (
            (NOTHING if what is None else self._value("what", what), self._value("unit", unit), number, place, value)
            for place, (what, unit, value) in enumerate(new.metrics)
        ))
        many("INSERT OR IGNORE INTO measure VALUES (?, ?, ?)", (
            (self._value("category", category), done, number) for category, done in new.measures
        ))

    def _record(self, new: Filed) -> int:
        """The number of the record of these bytes; filed unless it is there."""
        key = (bytes.fromhex(new.id), self.pipeline)
        found = self._run("SELECT number FROM record WHERE id = ? AND pipeline = ?", *key).fetchone()
        if found:
            return int(found[0])
        if not new.dictionary:
            self._grow_dictionary(new.sample)
        row = (*key, new.dictionary, new.packed)
        return int(self._run("INSERT INTO record (id, pipeline, dictionary, packed) VALUES (?, ?, ?, ?)", *row).lastrowid or 0)

    def _grow_dictionary(self, sample: bytes) -> None:
        """The first records make the dictionary, which never changes afterwards."""
        if self._about("dictionary") is not None:
            return
        samples = (self._about("samples") or b"") + sample[: DICTIONARY // SAMPLES]
        name, value = ("dictionary", samples[:DICTIONARY]) if len(samples) >= DICTIONARY // 2 else ("samples", samples)
        self._run("INSERT OR REPLACE INTO about VALUES (?, ?)", name, value)

    def _value(self, field: str, text: str) -> int:
        found = self._run("SELECT number FROM value WHERE field = ? AND text = ?", field, text).fetchone()
        if found:
            return int(found[0])
        return int(self._run("INSERT INTO value (field, text) VALUES (?, ?)", field, text).lastrowid or 0)

    def _take_out(self, number: int) -> None:
        self._run("DELETE FROM report WHERE number = ?", number)
        self._run("INSERT OR REPLACE INTO about VALUES ('gone', ?)", self.gone + 1)

    def _run(self, statement: str, *values: object) -> sqlite3.Cursor:
        return self.database.execute(statement, values)

    def _about(self, name: str) -> Any:
        row = self._run("SELECT value FROM about WHERE name = ?", name).fetchone()
        return row[0] if row else None

    def _pipeline(self, digest: str) -> int:
        found = self._run("SELECT number FROM pipeline WHERE digest = ?", digest).fetchone()
        if found:
            return int(found[0])
        self._run("INSERT OR IGNORE INTO pipeline (digest) VALUES (?)", digest)
        return self._pipeline(digest)

    def _prepare(self, size: Size) -> None:
        self._run("PRAGMA journal_mode=WAL")
        self._run("PRAGMA synchronous=NORMAL")
        self._run("PRAGMA mmap_size=1073741824")
        with self.together():
            tables = {name for (name,) in self._run("SELECT name FROM sqlite_schema")}
            if not tables:
                for statement in statements(places=size == "full"):
                    self._run(statement)
                self._run("INSERT INTO about VALUES ('form', ?), ('size', ?)", FORM, size)
            elif "about" not in tables or self._about("form") != FORM:
                raise sqlite3.DatabaseError("not an index of this version")
