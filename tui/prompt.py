"""A driver that hands on each key, and writes each frame, at once.

Textual hands what is drawn to a thread that writes it, and goes on: with what else the key has set off, while the
thread waits for the interpreter, up to five milliseconds. A frame is what the user waits for, and all else can wait for
it.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from textual.drivers.linux_driver import LinuxDriver

if TYPE_CHECKING:
    from textual.driver import Driver
    from textual.message import Message

TURN, TURNS = 0.00005, 20
"""Seconds in which the thread may wake up and begin to write, and how often that is waited for."""


def prompt(driver: type[Driver]) -> type[Driver]:
    """The driver, where it writes with a thread of its own; called after each frame."""
    if not issubclass(driver, LinuxDriver):
        return driver

    class Prompt(driver):  # type: ignore[misc, valid-type]
        def send_message(self, message: Message) -> None:
            """Hand a key to the application, without a task of its own for it."""
            self._loop.call_soon_threadsafe(self._app.post_message, message)

        def flush(self) -> None:
            """Let the thread have its turn, until it has taken all that there is to write."""
            super().flush()
            thread = self._writer_thread
            for _ in range(TURNS):
                if thread is None or thread._queue.empty():  # noqa: SLF001 -- Textual's
                    return
                time.sleep(TURN)

    return Prompt
