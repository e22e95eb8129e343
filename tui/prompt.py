"""A driver that writes each frame at once.

Textual hands what is drawn to a thread that writes it, and goes on: with what else the key has set off, while the thread
waits for the interpreter, up to five milliseconds. A frame is what the user waits for, and all else can wait for it.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from textual.drivers.linux_driver import LinuxDriver

if TYPE_CHECKING:
    from textual.driver import Driver

TURN = 0.0001
"""Seconds that are enough for the thread to wake up and begin to write; a slow terminal is not waited for."""


def prompt(driver: type[Driver]) -> type[Driver]:
    """The driver, where it writes with a thread of its own; called after each frame."""
    if not issubclass(driver, LinuxDriver):
        return driver

    class Prompt(driver):  # type: ignore[misc, valid-type]
        def flush(self) -> None:
            """Let the thread have its turn."""
            super().flush()
            time.sleep(TURN)

    return Prompt
