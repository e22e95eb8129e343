"""Parsing in another process while the reader stays at the keyboard.

A worker process takes one report after the other; what the user looks at goes first. At most ``FLYING`` are handed
over at a time, so that the next choice never waits behind a long queue. Outcomes are handed on in batches.
"""

from __future__ import annotations

import asyncio
import sys
from concurrent.futures import BrokenExecutor
from contextlib import redirect_stderr
from dataclasses import dataclass
from itertools import chain, islice
from time import monotonic
from typing import TYPE_CHECKING, Any, TypeVar

from parsing.faults import fault
from tui.worker_process import outcome, read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from concurrent.futures import Executor, Future

    from parsing.corpus import Outcome
    from parsing.reading import Reading
    from tui.data.heads import Settled

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
        self._suspects: set[str] = set()
        self._asked = 0
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
            rest = max(0.0, delivered + PAUSE - monotonic()) if self._landed else None
            await asyncio.wait(self._flying, timeout=rest, return_when=asyncio.FIRST_COMPLETED)
            self._land()
            if any(future.done() for future in self._flying):  # which did not land
                self._fell(self._executor)
            if monotonic() - delivered >= PAUSE:
                self._hand_on()
                delivered = monotonic()

    async def read(self, path: str) -> Reading | None:
        """A whole reading, made in the worker process; ``None`` where the file cannot be read now."""
        try:
            return await self.elsewhere(self._engine.read, path)
        except Exception as error:  # noqa: BLE001 -- the file is gone, or what it has become is beyond the parser
            fault(error, path)
            return None

    async def elsewhere(self, work: Callable[..., Made], *arguments: object) -> Made | None:
        """What a function makes in the worker process; ``None`` where the process came down."""
        self._asked += 1
        executor = None
        try:
            future = self._submit(work, *arguments)
            executor = self._executor
            return await asyncio.wrap_future(future)
        except BrokenExecutor:
            self._fell(executor)
            return None
        finally:
            self._asked -= 1

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
            if self._flying and not self._suspects.isdisjoint([path, *self._flying.values()]):
                return  # a suspect is alone
            self._again.pop(path, None)
            self._taken.add(path)
            try:
                future = self._submit(self._engine.outcome, path, self._index)
            except BrokenExecutor as error:
                self._landed.append(failed(path, f"{type(error).__name__}: {error}"))
            else:
                self._flying[asyncio.wrap_future(future)] = path

    def _land(self) -> None:
        """Take what has come back, of which a process that came down brings nothing."""
        for future in [future for future in self._flying if future.done() and not future.cancelled()]:
            error = future.exception()
            if not isinstance(error, BrokenExecutor):
                path = self._flying.pop(future)
                self._suspects.discard(path)
                self._landed.append(failed(path, f"{type(error).__name__}: {error}") if error else future.result())

    def _fell(self, executor: Executor | None) -> None:
        """See to what was in a process that came down, once, whoever finds it so first.

        The process takes what it is given in turn. So the oldest report is suspected, and tried again with no other; it
        is blamed where the process comes down a second time and was asked for nothing else either.
        """
        if executor is None or executor is not self._executor:
            return
        self._executor = None
        self._land()
        lost = list(self._flying.values())
        self._drop()
        executor.shutdown(wait=False, cancel_futures=True)
        if lost and lost[0] in self._suspects and not self._asked:
            self._suspects.discard(lost[0])
            self._landed.append(failed(lost.pop(0), "the parser crashed on this report"))
        self._suspects.update(lost[:1])
        self._again = dict.fromkeys([*lost, *self._again])

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
        try:
            return self._handed(work, *arguments)
        except BrokenExecutor:  # it came down while it had nothing to do, or nobody has looked since
            self._fell(self._executor)
            return self._handed(work, *arguments)

    def _handed(self, work: Callable[..., Any], *arguments: object) -> Future[Any]:
        # Processes are started here, and ask standard error for its descriptor; Textual's stand-in has none.
        with redirect_stderr(sys.__stderr__ or sys.stderr):
            if self._executor is None:
                self._executor = self._engine.executor()
            return self._executor.submit(work, *arguments)


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
