"""An index as the reader works with it: what it knows of files, opening reports, and filing what is parsed on the way.

An index that cannot be used is none, never an error: the reader then parses, keeps nothing, and says so.
"""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from parsing.corpus import pipeline
from parsing.load import LoadError, load
from parsing.reading import Reading
from parsing.walk import Failure
from tui.data.corpus import bodies
from tui.data.corpus.connecting import UNREADABLE, CorpusError, Patience
from tui.data.corpus.filing import Met, Same, filed
from tui.data.corpus.filing import read as filed_whole
from tui.data.corpus.index import CorpusIndex
from tui.data.corpus.known import heads
from tui.data.corpus.removal import forget_gone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from parsing.load import Source
    from parsing.record import Report
    from tui.data.heads import Head
    from tui.data.stamps import Stamp

WAIT = 5
"""Seconds that the reader waits for a process which keeps the index locked, before it goes on without."""
UNUSABLE = (*UNREADABLE, UnicodeEncodeError)
"""What an index raises that cannot be used, and what cannot be said in it."""


class Shelf:
    """The reports of an index, made when missing. Several threads may use it; each look at the file has its turn.

    ``trouble``: why the index cannot be used, if it cannot.

    Args:
        path: the index's file.
    """

    def __init__(self, path: str | Path) -> None:
        self._turn = Lock()
        self.index: CorpusIndex | None = None
        self.trouble: CorpusError | None = None
        try:
            self.index = CorpusIndex(Path(path), pipeline(), patience=Patience(WAIT))
        except CorpusError as error:
            self.trouble = error

    def close(self) -> None:
        """Let go of the file."""
        if self.index is not None:
            with self._turn, suppress(sqlite3.Error):
                self.index.close()

    def heads(self, stamps: dict[str, Stamp]) -> dict[str, Head]:
        """The reports, by their paths, that are known and have not changed since."""
        with self._turn, suppress(*UNUSABLE):
            if self.index is not None:
                return heads(self.index.database, self.index.pipeline, stamps)
        return {}

    def record(self, head: Head) -> Report | None:
        """The record of a report; ``None`` where it is not kept."""
        with self._turn, suppress(*UNUSABLE):
            return self.index.record(head.id, head.path) if self.index is not None else None
        return None

    def reading(self, head: Head) -> Reading | None:
        """The whole reading of a report, its file decoded again; ``None`` where it has to be parsed."""
        with suppress(*UNUSABLE, LoadError):
            report = self.record(head)
            data = self._body(head) if report is not None else None
            if report is None or data is None:
                return None
            source = load(head.path)
            if source.digest == head.id:
                return Reading(report, source.text, bodies.unpacked(data, report.text))
        return None

    def _body(self, head: Head) -> bytes | None:
        if self.index is None:
            return None
        with self._turn:
            number = self.index.store.find(head.id, self.index.pipeline)
            row = self.index.database.execute("SELECT packed FROM body WHERE record = ?", (number,)).fetchone()
        return row[0] if row else None

    def take_in(self, path: str, now: Stamp, parse: Callable[[Source], Reading]) -> Head | None:
        """File a report, parsed unless the same bytes are filed already; ``None`` where it could not be kept.

        Raises:
            LoadError: it is no report, which is filed as well.
        """
        if self.index is None:
            return None
        try:
            source = load(path)
        except LoadError as error:
            self._put(Failure(path, error.cause))
            raise
        index = self.index
        with suppress(*UNUSABLE):
            with self._turn:
                same = index.identity(path) == source.digest
                twin = None if same else index.record(source.digest, path)
            if same:
                self._put(Same(path, *now))
            elif twin is not None:
                self._put(Met(filed(twin), *now))
            else:
                self._put(Met(filed_whole(parse(source)), *now))
        return self.heads({path: now}).get(path)

    def forget_gone(self, listed: Iterable[str]) -> None:
        """Take out what is not listed and whose file is gone."""
        with self._turn, suppress(*UNUSABLE):
            if self.index is not None:
                forget_gone(self.index, listed)

    def _put(self, what: Met | Same | Failure) -> None:
        if self.index is not None:
            with self._turn, suppress(*UNUSABLE):
                self.index.put([what])
