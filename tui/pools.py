"""Where reports of a corpus are parsed: processes of this machine, or the workers of a Dask cluster.

Both are executors of :mod:`concurrent.futures`; they differ in how one is started and in what tells that a process
died.
"""

from __future__ import annotations

import multiprocessing
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from parsing import lexicon

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from parsing.lexicon import Users


class Pool(Protocol):
    """Starts executors.

    Attributes:
        deaths: the exceptions of a future whose process died.
        elsewhere: whether the processes may be on other machines.
    """

    elsewhere: bool

    @property
    def processes(self) -> int:
        """How many reports are parsed at once."""

    @property
    def deaths(self) -> tuple[type[Exception], ...]:
        """See the class."""

    def start(self) -> Executor:
        """An executor for all the work."""

    def alone(self) -> Executor:
        """One for reports of which one may end its process: others come to no harm by it."""

    def stop(self, executor: Executor) -> None:
        """Drop what is still in work, and wait for nothing."""


class PoolError(Exception):
    """Nothing to parse with; ``str()`` is one line."""


@dataclass(frozen=True, slots=True)
class Processes:
    """Processes of this machine, spawned: a fork of a program with threads is not safe."""

    processes: int
    deaths = (BrokenExecutor,)
    elsewhere = False

    def start(self) -> Executor:
        """See :class:`Pool`."""
        return _spawned(self.processes)

    def alone(self) -> Executor:
        """See :class:`Pool`."""
        return _spawned(1)

    def stop(self, executor: Executor) -> None:
        """See :class:`Pool`."""
        executor.shutdown(wait=False, cancel_futures=True)


class Cluster:
    """The workers of a Dask cluster.

    Args:
        address: of its scheduler, ``tcp://host:8786``.

    Raises:
        PoolError: it cannot be reached, has no workers, or Dask is not installed.
    """

    elsewhere = True

    def __init__(self, address: str) -> None:
        try:
            from distributed import Client  # noqa: PLC0415 -- an optional part
            from distributed.scheduler import KilledWorker  # noqa: PLC0415
        except ImportError as error:
            raise PoolError("--scheduler needs an optional part: pip install 'yibao[dask]'") from error
        try:
            self._client: Any = Client(address, timeout=20, set_as_default=False)  # type: ignore[no-untyped-call]
        except (OSError, ValueError) as error:
            raise PoolError(f"{address}: no scheduler there") from error
        self.processes = sum(worker["nthreads"] for worker in self._client.scheduler_info(-1)["workers"].values())
        self.deaths = (KilledWorker,)
        if not self.processes:
            self.close()
            raise PoolError(f"{address}: the cluster has no workers")

    def start(self) -> Executor:
        """See :class:`Pool`."""
        return self._client.get_executor(pure=False)  # type: ignore[no-any-return]

    def alone(self) -> Executor:
        """See :class:`Pool`."""
        return self.start()

    def stop(self, executor: Executor) -> None:
        """See :class:`Pool`; Dask's executor has no other way than this."""
        executor.shutdown(wait=False)

    def close(self) -> None:
        """Leave the cluster to others."""
        self._client.close()


def _spawned(processes: int) -> Executor:
    spawn = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(processes, mp_context=spawn, initializer=_begin, initargs=(lexicon.chosen(),))


def _begin(users: Users) -> None:
    """The first thing in a process: the same lexicons, and not to outlive who started it."""
    from tui.worker_process import settle_in  # noqa: PLC0415 -- of use in the process alone

    lexicon.adopt(users)
    settle_in()
