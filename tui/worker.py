"""Parsing in another process while the reader stays at the keyboard.

A worker process takes one report after the other; what the user looks at goes first. At most ``FLYING`` are handed
over at a time, so that the next choice never waits behind a long queue. Outcomes are handed on in batches.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from concurrent.futures import BrokenExecutor
from contextlib import redirect_stderr
from dataclasses import dataclass
from functools import cache
from itertools import chain, islice
from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING, Any, TypeVar

from tui.data.heads import Settled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from concurrent.futures import Executor, Future
    from multiprocessing.process import BaseProcess

    from parsing.corpus import Outcome
    from parsing.reading import Reading
    from tui.data.corpus.shelf import Shelf

Made = TypeVar("Made")

FLYING = 3
"""Reports handed over and not yet back."""
PAUSE = 0.06
"""Least seconds between two batches, so that a flood of cached reports is a few updates of the list."""


@dataclass(frozen=True, slots=True)
class Engine:
    """What does the parsing: an executor, and two functions that are run in it.

    Args:
        executor: makes one; called for the first report, and again after a crash.
        outcome: from a path and the index's file to an outcome, whose record goes to the index.
        read: from a path to the whole reading.
    """

    executor: Callable[[], Executor]
    outcome: Callable[[str, str | None], Outcome | Settled]
    read: Callable[[str], Reading]


class Worker:
    """Parses what ``wanted`` names, in that order, and gives the outcomes to ``deliver``.

    Args:
        wanted: the paths still to be parsed, the most urgent first; asked again before each report.
        deliver: takes a batch of outcomes.
        index: the file of the index that records go to.
        engine: what does the work.
    """

    def __init__(
        self,
        wanted: Callable[[], Iterable[str]],
        deliver: Callable[[list[Outcome | Settled]], None],
        index: str | None,
        engine: Engine | None = None,
    ) -> None:
        self._wanted = wanted
        self._deliver = deliver
        self._index = index
        self._engine = engine or PROCESSES
        self._executor: Executor | None = None
        self._small: Executor | None = None
        self._flying: dict[asyncio.Future[Outcome | Settled], str] = {}
        self._taken: set[str] = set()
        self._again: dict[str, None] = {}
        self._landed: list[Outcome | Settled] = []
        self._more = asyncio.Event()

    def nudge(self) -> None:
        """Look again whether there is something to parse."""
        self._more.set()

    def again(self, path: str) -> None:
        """Parse a report once more, before all others: its file has changed."""
        self._again[path] = None
        self.nudge()

    async def run(self) -> None:
        """Parse until cancelled."""
        delivered = 0.0
        while True:
            self._launch()
            if not self._flying:
                self._hand_on()
                self._more.clear()
                await self._more.wait()
                continue
            await asyncio.wait(self._flying, return_when=asyncio.FIRST_COMPLETED)
            self._land()
            if monotonic() - delivered >= PAUSE:
                self._hand_on()
                delivered = monotonic()

    async def read(self, path: str) -> Reading | None:
        """A whole reading, made in the worker process: for a cache that keeps nothing."""
        return await self.elsewhere(self._engine.read, path)

    async def elsewhere(self, work: Callable[..., Made], *arguments: object) -> Made | None:
        """What a function makes in the worker process; ``None`` where the process came down."""
        try:
            return await asyncio.wrap_future(self._submit(work, *arguments))
        except BrokenExecutor:
            self._crashed()
            return None

    async def aside(self, work: Callable[..., Made], *arguments: object) -> Made | None:
        """What a function makes in a process for small things, which never waits for a report to be parsed."""
        try:
            with redirect_stderr(sys.__stderr__ or sys.stderr):
                if self._small is None:
                    self._small = self._engine.executor()
                future = self._small.submit(work, *arguments)
            return await asyncio.wrap_future(future)
        except BrokenExecutor:
            self._small = None
            return None

    def close(self) -> None:
        """Stop at once: nothing more is parsed, and no process is left behind."""
        self._drop()
        if self._small is not None:
            stop(self._small)
            self._small = None
        if self._executor is not None:
            stop(self._executor)
            self._executor = None

    def _launch(self) -> None:
        again = [path for path in self._again if path not in self._flying.values()]
        wanted = chain(again, (path for path in self._wanted() if path not in self._taken))
        for path in islice(wanted, FLYING - len(self._flying)):
            self._again.pop(path, None)
            try:
                future = self._submit(self._engine.outcome, path, self._index)
            except BrokenExecutor:
                self._crashed()
                return
            self._flying[asyncio.wrap_future(future)] = path
            self._taken.add(path)

    def _land(self) -> None:
        for future in [future for future in self._flying if future.done()]:
            error = future.exception()
            if isinstance(error, BrokenExecutor):
                self._blame()
                return
            path = self._flying.pop(future)
            self._landed.append(failed(path, f"{type(error).__name__}: {error}") if error else future.result())

    def _blame(self) -> None:
        """One process takes the reports in turn: the oldest brought it down, and the others will be wanted again."""
        guilty, *others = self._flying.values()
        self._landed.append(failed(guilty, "the parser crashed on this report"))
        self._taken.difference_update(others)
        self._drop()
        self._crashed()

    def _drop(self) -> None:
        for future in self._flying:
            if not future.cancel() and not future.cancelled():
                future.exception()  # asyncio complains of one that nobody looks at
        self._flying.clear()

    def _hand_on(self) -> None:
        if self._landed:
            landed, self._landed = self._landed, []
            self._deliver(landed)

    def _submit(self, work: Callable[..., Any], *arguments: object) -> Future[Any]:
        # Processes are started here, and ask standard error for its descriptor; Textual's stand-in has none.
        with redirect_stderr(sys.__stderr__ or sys.stderr):
            if self._executor is None:
                self._executor = self._engine.executor()
            return self._executor.submit(work, *arguments)

    def _crashed(self) -> None:
        if self._executor is not None:
            self._executor.shutdown(wait=False, cancel_futures=True)
            self._executor = None


@cache
def settle_in() -> None:
    """Leave the terminal to the reader, and do not outlive it: once for each worker process.

    No Ctrl+C reaches the process, no word from it the screen. Where the reader is killed, nobody would tell it to stop.
    """
    from multiprocessing import parent_process  # noqa: PLC0415 -- of no use in the reader's own process

    if parent_process() is None:
        return
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    Thread(target=_leave_with, args=(parent_process(),), daemon=True).start()


def _leave_with(parent: BaseProcess | None) -> None:
    if parent is not None:
        parent.join()
        os._exit(0)


def outcome(path: str, index: str | None) -> Outcome | Settled:
    """Parse one report; runs in the worker process. What the index takes in comes back as its head alone."""
    from parsing.corpus import Outcome, brief  # noqa: PLC0415 -- keeps multiprocessing out of the first frame
    from parsing.load import LoadError, Source  # noqa: PLC0415
    from parsing.report import read_source  # noqa: PLC0415
    from tui.data.known import values  # noqa: PLC0415
    from tui.data.stamps import stamp  # noqa: PLC0415

    settle_in()
    now = stamp(path)
    made: list[Reading] = []

    def parsed(source: Source) -> Reading:
        made.append(read_source(source))
        return made[0]

    try:
        head = _shelf(index).take_in(path, now, parsed) if index and now else None
        if head is not None:
            return Settled(head, tuple(values(made[0].report)) if made else ())
        return brief(made[0] if made else read(path))
    except LoadError as error:
        return Outcome(path, None, error.cause)
    except Exception as error:  # noqa: BLE001 -- one report must not stop the others
        return Outcome(path, None, f"internal error: {type(error).__name__}: {error}".splitlines()[0])


@cache
def _shelf(index: str) -> Shelf:
    """The reports of an index, opened once for each worker process."""
    from tui.data.corpus.shelf import Shelf  # noqa: PLC0415 -- see above

    return Shelf(index)


def read(path: str) -> Reading:
    """Parse one report whole; runs in the worker process."""
    from parsing import report  # noqa: PLC0415 -- imports the pipeline

    settle_in()
    return report.read(path)


def words_of(text: str) -> dict[str, bytes]:
    """The runs of Chinese characters in a text, each with the lengths of its words; runs in the worker process."""
    from parsing.words import words  # noqa: PLC0415 -- reads the dictionary
    from tui.text.moving import PIECE  # noqa: PLC0415

    settle_in()
    runs = {found.group() for found in PIECE.finditer(text) if found.lastindex}
    return {run: bytes(min(255, word.end - word.start) for word in words().cut(run)) for run in runs if len(run) > 1}


def failed(path: str, cause: str) -> Outcome:
    """The outcome of a report that could not be parsed."""
    from parsing.corpus import Outcome  # noqa: PLC0415 -- see above

    return Outcome(path, None, cause)


def stop(executor: Executor) -> None:
    """End an executor without waiting for the report it is at."""
    processes = list((getattr(executor, "_processes", None) or {}).values())
    executor.shutdown(wait=False, cancel_futures=True)
    for process in processes:  # ``terminate_workers`` only comes with Python 3.14
        process.terminate()


def _processes() -> Executor:
    from parsing.corpus import executor  # noqa: PLC0415 -- see above

    return executor(jobs=1)


PROCESSES = Engine(_processes, outcome, read)
"""Parsing as it is done outside tests."""
