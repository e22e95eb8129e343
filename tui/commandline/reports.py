"""The reports that a command was given, read in order, with a line on standard error for each that is none."""

from __future__ import annotations

import signal
import sys
from collections import deque
from concurrent.futures import BrokenExecutor
from contextlib import closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from parsing.causes import told_by_system
from parsing.corpus import Cache, executor
from parsing.faults import fault
from parsing.load import LoadError, Source, decoded, load
from parsing.report import read_source
from parsing.walk import Failure, walk
from tui.commandline.output import complain
from tui.data.paths import readings_file
from tui.harmless import named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Executor, Future
    from datetime import date
    from pathlib import Path

    from parsing.reading import Reading

STANDARD_INPUT = "-"
"""In place of a path: the report is what is piped in. A file of that name is ``./-``."""
AHEAD = 4
"""Reports in work for each process: enough to keep all busy, few enough that results do not pile up."""


@dataclass(slots=True)
class ReadReports:
    """The readings of the reports under some paths; counts those that failed.

    Args:
        paths: files and folders; ``-`` is standard input.
        written: the reports' own day, for those that have none.
        jobs: processes that parse; one is this one.
    """

    paths: Iterable[str]
    written: date | None = None
    jobs: int = 1
    failed: int = 0

    def __iter__(self) -> Iterator[Reading]:
        results = self._here() if self.jobs == 1 else self._elsewhere()
        for result in results:
            if isinstance(result, Failure):
                self.fail(result)
            else:
                yield result

    def fail(self, failure: Failure) -> None:
        """Tell the user of a report that failed."""
        self.failed += 1
        complain(f"{failure.path}: {failure.cause}")

    @property
    def status(self) -> int:
        """The exit status that fits: 0 all well, 1 some reports failed."""
        return 1 if self.failed else 0

    def _here(self) -> Iterator[Reading | Failure]:
        for path in files(self.paths):
            yield path if isinstance(path, Failure) else reading(path, self.written)

    def _elsewhere(self) -> Iterator[Reading | Failure]:
        with executor(self.jobs) as pool:
            try:
                yield from self._pooled(pool)
            finally:
                pool.shutdown(wait=False, cancel_futures=True)

    def _pooled(self, pool: Executor) -> Iterator[Reading | Failure]:
        window: deque[tuple[str, Future[Reading | Failure] | Failure]] = deque()
        for path in files(self.paths):
            if isinstance(path, Failure):
                window.append((path.path, path))
            else:
                window.append((_name(path), _submitted(pool, path, self.written)))
            if len(window) > self.jobs * AHEAD:
                yield _result(*window.popleft())
        while window:
            yield _result(*window.popleft())


def files(paths: Iterable[str]) -> Iterator[Path | Source | Failure]:
    """The report files under the paths, and what is piped in; a path that fails does not hide those after it."""
    for path in paths:
        try:
            yield from [_piped()] if path == STANDARD_INPUT else walk([path])
        except OSError as error:
            yield Failure(path, told_by_system(error))


def _piped() -> Source | Failure:
    """Standard input, read at once: the processes that parse have none."""
    try:
        data = sys.stdin.buffer.read()
        return decoded(STANDARD_INPUT, STANDARD_INPUT, data) if data else Failure(STANDARD_INPUT, "nothing to read")
    except LoadError as error:
        return Failure(STANDARD_INPUT, error.cause)


def _name(report: Path | Source) -> str:
    return report.path if isinstance(report, Source) else str(report)


def reading(report: Path | Source, written: date | None) -> Reading | Failure:
    """Parse one report, or take it from the cache; never raises, so that one report cannot stop the others."""
    path = _name(report)
    try:
        source = report if isinstance(report, Source) else replace(load(path), path=named(path))
        with closing(Cache(None if written else readings_file())) as cache:
            found = cache.get(source.digest, source.path)
            if found is None:
                found = read_source(source, written)
                cache.put(found)
    except LoadError as error:
        return Failure(path, error.cause)
    except Exception as error:  # noqa: BLE001 -- whatever a parser's mistake raises
        return Failure(path, fault(error, path))
    return found


def _in_worker(report: Path | Source, written: date | None) -> Reading | Failure:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the parent's to answer
    return reading(report, written)


def _submitted(pool: Executor, report: Path | Source, written: date | None) -> Future[Reading | Failure] | Failure:
    try:
        return pool.submit(_in_worker, report, written)
    except BrokenExecutor:
        return _crashed(_name(report))


def _result(path: str, found: Future[Reading | Failure] | Failure) -> Reading | Failure:
    if isinstance(found, Failure):
        return found
    try:
        return found.result()
    except BrokenExecutor:
        return _crashed(path)


def _crashed(path: str) -> Failure:
    return Failure(path, "a parsing process ended before its time")
