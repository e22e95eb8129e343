"""Python's garbage collector looks through all that there is now and then, and nothing else happens meanwhile.

What stays for long is therefore taken out of its sight: a hundred thousand entries, or the marks of a long report, would
cost a tenth of a second each time. It goes all the same when nothing refers to it any more; only rings would stay.
"""

from __future__ import annotations

import gc
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


DUE, SELDOM = 10, 200
"""Times that the collector has looked through what is young before it is to look through everything: when the user rests, or anyway."""
TURN = 0.001
"""Seconds that a thread which searches may keep another waiting that draws what was found."""
MANY = 50_000
"""Values made while the collector rested that it need not look at when it is back."""


def collect_seldom() -> None:
    """Have the collector look through everything when :func:`collect` says so, that no key waits for it."""
    young, middle, _ = gc.get_threshold()
    gc.set_threshold(young, middle, SELDOM)


def take_short_turns() -> None:
    """Have no frame wait for a thread that goes through a hundred thousand names."""
    sys.setswitchinterval(TURN)


def collect() -> None:
    """Look through everything, if it is time: to be called when the user rests."""
    if gc.get_count()[2] >= DUE:
        gc.collect()


def spare_collector() -> None:
    """What there is now is here to stay."""
    gc.freeze()


@contextmanager
def collector_off() -> Iterator[None]:
    """Let it rest while very many values may be made that stay: it would look through them again and again."""
    gc.disable()
    try:
        yield
    finally:
        if gc.get_count()[0] > MANY:
            spare_collector()
        gc.enable()
