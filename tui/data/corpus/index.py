"""The file of a corpus' index: what is in it, and filling it, so that whatever is written is whole.

A batch of reports is one transaction, and what is committed is done: a run that is killed is taken up where it was.
Several processes may fill one index; what another has filed meanwhile is left as it is.

A report's number is given once: a changed one gets another. Words of a report that is gone stay in the index of words
(SQLite would want all of them to take them out); ``gone`` counts such reports, and searches leave them out.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Self

from tui.data.corpus.about import About
from tui.data.corpus.connecting import (
    PATIENCE,
    CorpusError,
    connected,
    patiently,
    pipeline_number,
    prepare,
    transaction,
)
from tui.data.corpus.filing import Met, Same
from tui.data.corpus.known import ASKED
from tui.data.corpus.names import Names
from tui.data.corpus.records import Records
from tui.data.corpus.rereading import Wanted, reread
from tui.data.corpus.rows import address, places_of, row_of
from tui.data.corpus.vocabulary import Vocabulary
from tui.data.corpus.words import learn_phrases, put_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from parsing.record import Report
    from parsing.walk import Failure
    from tui.data.corpus.connecting import Patience
    from tui.data.corpus.filing import Filed
    from tui.data.corpus.form import Size

LEARNT = 500
"""Reports by which the dictionaries and phrases are chosen."""
FEWEST = 100
"""The same where no more of them come."""
ASKING, FILLING = 1 << 30, 1 << 26
"""Bytes of the file that a process maps into memory: all of it to ask, little to fill, which is to stay small."""


class CorpusIndex:
    """An index in one file.

    Args:
        path: the file, made when missing unless ``made`` asks for one that is there.
        pipeline: digest of what parses; a report that another one parsed is parsed again.
        size: ``full`` keeps the records, ``small`` does not, and what has to be looked for in them is read again from
            the files; for a new file.
        patience: what is done where another process keeps the file locked.

    Raises:
        CorpusError: the file is no such index, or cannot be written.
    """

    def __init__(
        self, path: Path, pipeline: str, size: Size = "full", *, made: bool = False, patience: Patience = PATIENCE
    ) -> None:
        if made and not path.is_file():
            raise CorpusError(path, "no such index: yibao index PATH makes one")
        self.path = path
        self.database = connected(path)
        try:
            self.about = About(self.database)
            self.store = Records(self.database, self.about)
            self.vocabulary = Vocabulary(self.database, self.about)
            self.names = Names(self.database)
            self._patience = patience
            self.pipeline = patiently(self.database, lambda: self._prepared(pipeline, size, made=made), patience)
            self._learnt = False
            self.wanted: Callable[[], bool] = lambda: True
        except sqlite3.Error as error:
            self.database.close()
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
        """What of the reports is kept."""
        return self.about.get("size")  # type: ignore[no-any-return]

    @property
    def kept(self) -> bool:
        """Whether records are kept."""
        return self.size == "full"

    @property
    def gone(self) -> int:
        """Reports whose words are still in the index of words."""
        return int(self.about.get("gone") or 0)

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
            some = {address(path): path for path in paths[at : at + ASKED]}
            marks = ",".join("?" * len(some))
            rows = self.database.execute(
                f"SELECT path, size, modified FROM report WHERE pipeline = ? AND address IN ({marks})",  # noqa: S608
                (self.pipeline, *some),
            )
            found |= {path: (size, modified) for path, size, modified in rows}
        return found

    def identity(self, path: str) -> str | None:
        """The id of the record that is filed under a path, as this pipeline made it."""
        row = self._run(
            "SELECT hex(id) FROM report WHERE address = ? AND path = ? AND pipeline = ?",
            address(path),
            path,
            self.pipeline,
        ).fetchone()
        return row[0].lower() if row else None

    def record(self, identity: str, path: str) -> Report | None:
        """The record of these bytes as this pipeline made it, under a path; ``None`` where there is none."""
        number = self.store.find(identity, self.pipeline) if self.kept else None
        return None if number is None else self.store.get(number, path)

    def records(self, numbers: Iterable[int]) -> Iterator[tuple[int, Report]]:
        """The records of some reports, in the order of the numbers; of one that went or changed meanwhile, none."""
        found = (
            self._run("SELECT number, path, lower(hex(id)), record FROM report WHERE number = ?", number).fetchone()
            for number in numbers
        )
        if not self.kept:
            yield from reread(Wanted(*row[:3]) for row in found if row)
            return
        for row in found:
            report = self.store.get(row[3], row[1]) if row else None
            if report is not None:
                yield row[0], report

    def heed(self) -> None:
        """Raise what SQLite's own ``interrupt`` does, where what is being worked out is no longer ``wanted``."""
        if not self.wanted():
            raise sqlite3.OperationalError("interrupted")

    def texts(self, numbers: Sequence[int]) -> Iterator[tuple[int, bytes]]:
        """All that words are looked for in, folded, as UTF-8, of some reports that are there.

        Only where records are kept.
        """
        missing = set(numbers)
        for number, text in self.store.texts(numbers):
            missing.discard(number)
            yield number, text
        for number in missing:  # copies of other reports
            row = self._run("SELECT record FROM report WHERE number = ?", number).fetchone()
            yield from ((number, text) for _, text in self.store.texts(row or ()))

    def refresh(self) -> None:
        """Look again at what another process may have learnt."""
        if not self._learnt:
            self._look_again()

    def put(self, batch: Iterable[Met | Same | Failure]) -> None:
        """File a batch, all of it or nothing."""
        new: list[tuple[int, Filed]] = []
        with self.together():
            self.vocabulary.begin()
            self.refresh()
            for each in batch:
                if isinstance(each, Met):
                    number = self._put(each)
                    new += [(number, each.filed)] if number else []
                elif isinstance(each, Same):
                    changed = "UPDATE report SET size = ?, modified = ? WHERE address = ? AND path = ?"
                    self._run(changed, each.size, each.modified, address(each.path), each.path)
                else:
                    self._run("INSERT OR REPLACE INTO failure VALUES (?, ?)", each.path, each.cause)
            if new:
                self.names.put(new[0][0], [filed for _, filed in new])
                put_words(self.database, self.vocabulary, new)
            if not self._learnt:
                self._learn(LEARNT)

    def tidy(self) -> None:
        """Make the file as small and quick as it can be; takes a while. Where others are at it, they will."""
        with suppress(sqlite3.OperationalError):
            with self.together():
                self._learn(FEWEST)
                self.store.pack_again()
            self._run("INSERT INTO held (held) VALUES ('optimize')")
            self._run("VACUUM")
            self._run("PRAGMA wal_checkpoint(TRUNCATE)")

    @contextmanager
    def together(self) -> Iterator[None]:
        """A transaction: all that is written in it is kept, or nothing."""
        try:
            with transaction(self.database, self._patience):
                yield
        except BaseException:
            self._learnt = False  # what was learnt meanwhile is not kept
            raise

    def _put(self, met: Met) -> int | None:
        """File a report; gives its number, where it got one."""
        new = met.filed
        self._run("DELETE FROM failure WHERE path = ?", new.path)
        filed = "SELECT number, lower(hex(id)), size, modified, pipeline FROM report WHERE address = ? AND path = ?"
        old = self._run(filed, address(new.path), new.path).fetchone()
        # another process was quicker, or the file was only touched
        if old and (old[1], old[4]) == (new.id, self.pipeline):
            if old[2:4] != (met.size, met.modified):
                self._run("UPDATE report SET size = ?, modified = ? WHERE number = ?", met.size, met.modified, old[0])
            return None
        if old:
            self.take_out(old[0])
        return self._insert(met)

    def _insert(self, met: Met) -> int:
        new = met.filed
        record = self.store.find(new.id, self.pipeline) if self.kept else None
        row = {"size": met.size, "modified": met.modified, "pipeline": self.pipeline, **row_of(new, self.vocabulary)}
        places = ",".join("?" * len(row))
        insert = f"INSERT INTO report ({','.join(row)}) VALUES ({places})"  # noqa: S608
        number = int(self._run(insert, *row.values()).lastrowid or 0)
        if record is None:
            record = number
            if self.kept:
                self.store.put(number, (new.text, new.items))
        self._run("UPDATE report SET record = ? WHERE number = ?", record, number)
        self.database.executemany("INSERT OR IGNORE INTO day VALUES (?, ?, ?)", ((number, *days) for days in new.days))
        if new.measures and self.kept:
            self._run("INSERT INTO measures VALUES (?, ?)", number, places_of(new, self.vocabulary))
        if new.body and self.kept:
            self._run("INSERT OR IGNORE INTO body VALUES (?, ?)", record, new.body)
        return number

    def _look_again(self) -> None:
        """What another process may have learnt."""
        self._learnt = bool(self.about.get("learnt"))
        self.store.forget()
        self.vocabulary.forget()

    def _learn(self, least: int) -> None:
        """Choose what is packed by and which phrases are words, once there are enough reports; once for each index."""
        self._look_again()
        if self._learnt or self.count() < least:
            return
        if self.kept:
            self.store.learn()
            numbers = [number for (number,) in self._run("SELECT number FROM report").fetchall()]
            texts = {number: text.decode("utf-8", "surrogatepass") for number, text in self.texts(numbers)}
            learn_phrases(self.database, self.vocabulary, texts)
        else:  # without records there are no phrases
            self.vocabulary.common.learn(self.count())
            self.vocabulary.learn_facts()
        self.about.set("learnt", 1)
        self._learnt = True

    def take_out(self, number: int) -> None:
        """Forget a report; its record stays, which others may share. To be called within a transaction."""
        self._run("DELETE FROM report WHERE number = ?", number)
        self._run("DELETE FROM day WHERE number = ?", number)
        self._run("DELETE FROM measures WHERE number = ?", number)
        self.about.set("gone", self.gone + 1)

    def _run(self, statement: str, *values: object) -> sqlite3.Cursor:
        return self.database.execute(statement, values)

    def _prepared(self, pipeline: str, size: Size, *, made: bool) -> int:
        prepare(self.database, size, ASKING if made else FILLING, self._patience)
        return pipeline_number(self.database, pipeline)
