"""How many reports a second processes parse that do nothing else: what filling an index is compared with."""

from __future__ import annotations

import multiprocessing
import time
from concurrent.futures import ProcessPoolExecutor
from typing import TYPE_CHECKING, NamedTuple

from parsing.record import encode
from parsing.report import read

if TYPE_CHECKING:
    from collections.abc import Sequence
    from multiprocessing.synchronize import Barrier
    from pathlib import Path

WARMING = 6
"""One in so many reports is parsed before the clock runs: a process is slow until it has seen the usual words."""
STARTS: list[Barrier] = []
"""In a process that parses beside others: where they wait for each other."""


class Rate(NamedTuple):
    """Reports a second of processes that only parse: by the clock, and by each processor's time."""

    clock: float
    processor: float


def parsed(paths: Sequence[Path], jobs: int = 1) -> Rate:
    """The rate of so many new processes together that only parse, some of the reports each, all at the same time."""
    spawn = multiprocessing.get_context("spawn")
    start = spawn.Barrier(jobs)
    with ProcessPoolExecutor(jobs, mp_context=spawn, initializer=_meet, initargs=(start,)) as pool:
        rates = list(pool.map(_parsed_together, [tuple(paths[at::jobs]) for at in range(jobs)]))
    return Rate(sum(rate.clock for rate in rates), sum(rate.processor for rate in rates) / jobs)


def _meet(start: Barrier) -> None:
    STARTS.append(start)


def _parsed_together(paths: Sequence[Path]) -> Rate:
    warming, timed = paths[::WARMING], [path for at, path in enumerate(paths) if at % WARMING]
    for path in warming:
        encode(read(path).report)
    STARTS[0].wait()
    clock, processor = time.perf_counter(), time.process_time()
    for path in timed:
        encode(read(path).report)
    return Rate(len(timed) / (time.perf_counter() - clock), len(timed) / (time.process_time() - processor))
