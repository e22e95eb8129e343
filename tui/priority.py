"""Which process goes first: the reader, where a key waits for it, before those that parse on its behalf."""

from __future__ import annotations

import os
from contextlib import suppress
from functools import cache

BEHIND = 10
"""Steps of niceness: a tenth of a processor that the reader wants too, and all of one that nobody wants."""


@cache
def stand_back() -> None:
    """Let every other process go before this one, if the reader started it; where the system has no such thing, all stays as it is."""
    from multiprocessing import parent_process  # noqa: PLC0415 -- of no use in the reader's own process

    if parent_process() is None:
        return
    with suppress(AttributeError, OSError):
        os.nice(BEHIND)
    with suppress(AttributeError, OSError):
        os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))
