"""Long work of a widget in a thread: it tells how far it is, and ends soon when nobody wants it any more."""

from __future__ import annotations

import asyncio
from threading import Event
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

PATIENCE, AGAIN = 0.4, 0.1
"""Seconds after which it is said how far the work is, and between two such words."""

Result = TypeVar("Result")


class Stopped(Exception):  # noqa: N818 -- nothing went wrong
    """The result is not wanted any more."""


async def beside(work: Callable[[Callable[[int], None]], Result], say: Callable[[int], None]) -> Result:
    """The result of ``work``, which is called in a thread with a function to be told, often, how much is done.

    When this is cancelled, that function raises :class:`Stopped`, which nobody sees. ``say``: tells the user.
    """
    stopped, done = Event(), 0

    def tick(number: int) -> None:
        nonlocal done
        done = number
        if stopped.is_set():
            raise Stopped

    task = asyncio.create_task(asyncio.to_thread(work, tick))
    task.add_done_callback(lambda ended: ended.cancelled() or ended.exception())  # a stopped one is not reported
    patience = PATIENCE
    try:
        while not (await asyncio.wait({task}, timeout=patience))[0]:
            patience = AGAIN
            say(done)
    finally:
        stopped.set()
    return task.result()
