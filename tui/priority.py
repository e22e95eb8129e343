"""The priority of processes: those that parse for the reader are given a lower one than its own."""

from __future__ import annotations

import os
from contextlib import suppress
from functools import cache

BEHIND = 10
"""Steps of niceness: such a process gets a tenth of a processor the reader uses too, and all of an idle one."""


@cache
def stand_back() -> None:
    """Lower the priority of this process, if another of ours started it; do nothing where the system cannot."""
    from multiprocessing import parent_process  # noqa: PLC0415 -- of no use in the reader's own process

    if parent_process() is None:
        return
    with suppress(AttributeError, OSError):
        os.nice(BEHIND)
    with suppress(AttributeError, OSError):
        os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))
