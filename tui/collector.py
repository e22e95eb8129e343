"""When Python's garbage collector runs: a full collection stops the program, and is kept for moments without keys.

Values that stay for long are frozen, so that the collector leaves them out: 100,000 entries, or the marks of a long
report, would cost 0.1 s at each full collection. A frozen value is still freed with its last reference, unless it is
part of a cycle.
"""

from __future__ import annotations

import gc
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


DUE, SELDOM = 10, 200
"""Collections of the middle generation after which a full one is due: while the user rests, and at the latest."""
TURN = 0.001
"""Seconds that one thread may keep the interpreter while another waits for it."""
MANY = 50_000
"""New values in the youngest generation from which on they are frozen when the collector is turned on again."""


def collect_seldom() -> None:
    """Make full collections rare by themselves, since :func:`collect` sees to them while the user rests."""
    young, middle, _ = gc.get_threshold()
    gc.set_threshold(young, middle, SELDOM)


def take_short_turns() -> None:
    """Have threads give way to one another after ``TURN``, so that no frame waits for a thread that searches."""
    sys.setswitchinterval(TURN)


def collect() -> None:
    """Run a full collection if one is due. To be called when the user rests."""
    if gc.get_count()[2] >= DUE:
        gc.collect()


def spare_collector() -> None:
    """Freeze all values that there are now: the collector leaves them out from now on."""
    gc.freeze()


@contextmanager
def collector_off() -> Iterator[None]:
    """Turn the collector off while very many values are made that stay, and freeze them if they are ``MANY``."""
    gc.disable()
    try:
        yield
    finally:
        if gc.get_count()[0] > MANY:
            spare_collector()
        gc.enable()
