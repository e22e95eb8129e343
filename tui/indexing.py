"""Filling the index of a corpus: reports handed to an executor in chunks, and what comes back filed in order.

A process that ends before its time is replaced, and the reports that it had are tried again one by one, so that the
one that ended it is named and the others are filed.
"""

from __future__ import annotations

from collections import deque
from concurrent.futures import BrokenExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import islice
from time import monotonic
from typing import TYPE_CHECKING

from parsing import lexicon
from parsing.corpus import pipeline
from parsing.formats import format_of
from parsing.inputs import LONGEST_LINE, Input, inputs
from parsing.inputs.files import cause
from parsing.load import digest
from parsing.walk import Failure
from tui.data.corpus.filing import Chunk, Job, Met, Same, filed, work
from tui.data.corpus.removal import keep_only
from tui.harmless import named

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Executor, Future

    from parsing.inputs import Files
    from tui.data.corpus.filing import Filed
    from tui.data.corpus.index import CorpusIndex
    from tui.pools import Pool

CHUNK = 8
"""Reports handed over together."""
AHEAD = 8
"""Chunks in work for each process: enough to keep all busy while a batch is filed, without piling up results."""
BATCH = 256
"""Reports filed together, unless it takes long."""
PATIENCE = 5.0
"""Seconds after which what has come back is filed, however little."""
TOGETHER = 200
"""Addresses that the index is asked for at once."""
CRASHED = "a parsing process ended before its time"


@dataclass(slots=True)
class FillingTally:
    """What became of the inputs so far, in reports; ``position`` is the bytes of the files gone through.

    ``removed``: reports that were in the index and whose inputs are gone.
    """

    done: int = 0
    failed: int = 0
    skipped: int = 0
    removed: int = 0
    position: int = 0


@dataclass(frozen=True, slots=True)
class _Sent:
    met: list[Input]
    jobs: tuple[Job, ...]
    by: Executor
    future: Future[list[Filed | Failure]]


@dataclass(slots=True)
class Filling:
    """One run over some files.

    Args:
        index: what is filled.
        pool: what parses.
        told: called after each change of the tally.
        complain: told of what fails.
        longest: bytes of a line from which on it is taken for damage.
    """

    index: CorpusIndex
    pool: Pool
    told: Callable[[FillingTally], None]
    complain: Callable[[Failure], None]
    longest: int = LONGEST_LINE
    tally: FillingTally = field(default_factory=FillingTally)
    _executor: Executor | None = None
    _ready: list[Met | Same | Failure] = field(default_factory=list)
    _written: float = 0.0
    _dark: list[str] = field(default_factory=list)

    def run(self, files: Files) -> FillingTally:
        """Parse and file all that is new or has changed, and take out what is no longer there.

        Raises:
            OtherVersionError: a worker would make other records than this process.
            sqlite3.Error: the index cannot be written.
        """
        self._dark += [failure.path for failure in files.failures]
        try:
            seen = self._file(files)
            self._write()
        finally:
            if self._executor is not None:
                self.pool.stop(self._executor)
        self.tally.removed = keep_only(self.index, seen, self._dark)
        return self.tally

    def _file(self, files: Files) -> set[str]:
        """Everything that was met, whatever became of it."""
        seen: set[str] = set()
        window: deque[_Sent | Failure] = deque(files.failures)
        for each in self._new(files, seen):
            window.append(each if isinstance(each, Failure) else self._send(each))
            while len(window) > self.pool.processes * AHEAD:
                self._take(window.popleft())
        while window:
            self._take(window.popleft())
        return seen | {failure.path for failure in files.failures}

    def _new(self, files: Files, seen: set[str]) -> Iterator[list[Input] | Failure]:
        """What has to be parsed, in chunks, and what cannot be."""
        met = (each._replace(path=named(each.path)) for each in self._met(files))
        while some := list(islice(met, TOGETHER)):
            found = {each.path: each for each in some if each.path not in seen}
            seen.update(found)
            known = self.index.known(list(found))
            yield from (each for each in found.values() if isinstance(each, Failure))
            there = [each for each in found.values() if isinstance(each, Input)]
            new = [each for each in there if known.get(each.path) != (each.size, each.modified)]
            self.tally.skipped += len(there) - len(new)
            self.told(self.tally)
            yield from (new[at : at + CHUNK] for at in range(0, len(new), CHUNK))

    def _met(self, files: Files) -> Iterator[Input | Failure]:
        before = 0
        for file in files.found:
            for each in inputs(file, self.longest):
                if isinstance(each, Failure):
                    self._dark.append(named(file.path))
                else:
                    self.tally.position = before + each.read
                yield each
            before += file.size
            self.tally.position = before

    def _send(self, met: list[Input]) -> _Sent:
        """Hand reports over, but for those whose record is there under another address."""
        jobs: dict[Input, Job] = {}
        for each in met:
            try:
                data = each.load()
            except OSError as error:
                self._fail(Failure(each.path, cause(error)))
                continue
            identity = digest(format_of(each.file, data), data)
            if self.index.identity(each.path) == identity:
                self._ready.append(Same(each.path, each.size, each.modified))
                self.tally.skipped += 1
            elif twin := self.index.record(identity, each.path):
                self._done(each, filed(twin))
            else:
                jobs[each] = Job(each.path, each.file, data)
        return self._submit(list(jobs), tuple(jobs.values()))

    def _submit(self, met: list[Input], jobs: tuple[Job, ...]) -> _Sent:
        if self._executor is None:
            self._executor = self.pool.start()
        try:
            future = self._executor.submit(work, self._chunk(jobs))
        except BrokenExecutor:  # told of by the future of whoever broke it
            self._executor = self.pool.start()
            future = self._executor.submit(work, self._chunk(jobs))
        return _Sent(met, jobs, self._executor, future)

    def _chunk(self, jobs: tuple[Job, ...]) -> Chunk:
        return Chunk(jobs, lexicon.chosen(), pipeline() if self.pool.elsewhere else "")

    def _take(self, sent: _Sent | Failure) -> None:
        """Wait for the oldest chunk, and file what there is where that is enough."""
        if isinstance(sent, Failure):
            self._fail(sent)
            return
        try:
            found = sent.future.result()
        except self.pool.deaths:
            if sent.by is self._executor:
                self._executor = None
                self.pool.stop(sent.by)
            found = [self._alone(job) for job in sent.jobs]
        for each, became in zip(sent.met, found, strict=True):
            if isinstance(became, Failure):
                self._fail(became)
            else:
                self._done(each, became)
        if len(self._ready) >= BATCH or monotonic() - self._written > PATIENCE:
            self._write()

    def _alone(self, job: Job) -> Filed | Failure:
        """What becomes of a report that may have ended its process."""
        with ExitStack() as stack:
            executor = self.pool.alone()
            stack.callback(self.pool.stop, executor)
            try:
                return executor.submit(work, self._chunk((job,))).result()[0]
            except self.pool.deaths:
                return Failure(job.path, CRASHED)

    def _done(self, met: Input, found: Filed) -> None:
        self.tally.done += 1
        self._ready.append(Met(found, met.size, met.modified))
        self.told(self.tally)

    def _fail(self, failure: Failure) -> None:
        self.tally.failed += 1
        self._ready.append(failure)
        self.complain(failure)
        self.told(self.tally)

    def _write(self) -> None:
        ready, self._ready = self._ready, []
        self.index.put(ready)
        self._written = monotonic()
