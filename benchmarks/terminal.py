"""Programs in pseudo-terminals and what they write: the part that the benchmarks of the reader share.

A frame is told by its bytes. ``wait_for`` gives the moment at which a text that only the finished frame has was there,
``quiet`` the moment of the last byte before the program fell silent: between them lies what a user waits for.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import shutil
import signal
import statistics
import struct
import termios
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import pyte

from tui import settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

COLUMNS, ROWS = 140, 40
PATIENCE = 60.0
"""Seconds after which a program that does not show what it should has failed."""
SILENCE = 0.15
"""Seconds without a byte after which a frame is taken to be complete."""
BEHIND = 0.001
"""Seconds within which one piece of a frame follows the other."""
CONTROL = re.compile(r"\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[PX^_].*?\x1b\\|\x1b\[[0-?]*[ -/]*[@-~]|\x1b.", re.DOTALL)


class Program:
    """A program in a pseudo-terminal of its own, with all that it has written so far."""

    def __init__(
        self, command: Sequence[str], environment: dict[str, str], size: tuple[int, int] = (COLUMNS, ROWS)
    ) -> None:
        self.output = bytearray()  # to which is added, in a frame of many pieces, without copying all before
        self.size = size
        self.open = True
        self.last = self.pressed = self.started = time.perf_counter()
        self.pid, self.terminal = pty.fork()
        if not self.pid:
            self._resize(0, *size)
            os.execvpe(command[0], command, environment)  # noqa: S606  no shell wanted

    @staticmethod
    def _resize(terminal: int, columns: int, rows: int) -> None:
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def resize(self, columns: int, rows: int) -> int:
        """Give the terminal another size; where the output after it begins."""
        begin = len(self.output)
        self._resize(self.terminal, columns, rows)
        self.size = (columns, rows)
        self.pressed = time.perf_counter()
        return begin

    def shown(self, begin: int = 0) -> str:
        """What was written from a place of the output on, without control sequences."""
        return CONTROL.sub("", self.output[begin:].decode("utf-8", "replace"))

    def screen(self) -> pyte.Screen:
        """What is on the screen now."""
        screen = pyte.Screen(*self.size)
        # pyte takes the $p of Textual's questions about modes for text
        pyte.ByteStream(screen).feed(self.output.replace(b"$p", b""))
        return screen

    def read(self, seconds: float) -> bool:
        """Take what comes within so many seconds, and what comes right behind it; whether anything came.

        A terminal gives four kilobytes at a time. All of a frame is taken before anybody looks into it: else the time
        that the looking takes would be the program's.
        """
        came = False
        while self.open and select.select([self.terminal], [], [], BEHIND if came else max(0.0, seconds))[0]:
            try:
                piece = os.read(self.terminal, 1 << 16)
            except OSError:
                piece = b""
            self.open = bool(piece)
            self.last = time.perf_counter()
            self.output += piece
            came = came or self.open
        return came

    def wait_for(self, text: str, begin: int = 0) -> float:
        """The moment at which a text had been written.

        Raises:
            TimeoutError: it never was.
        """
        until = time.perf_counter() + PATIENCE
        while time.perf_counter() < until and self.open:
            if self.read(0.2) and text in self.shown(begin):
                return self.last
        if text in self.shown(begin):
            return self.last
        raise TimeoutError(f"{text!r} did not appear; the last words were: {self.shown(begin)[-300:]!r}")

    def quiet(self, silence: float = SILENCE) -> float:
        """Read until nothing comes for so long; the moment of the last byte."""
        while self.read(silence):
            pass
        return self.last

    def press(self, keys: str) -> int:
        """Press keys; where the output after them begins."""
        begin = len(self.output)
        self.pressed = time.perf_counter()
        os.write(self.terminal, keys.encode())
        return begin

    def type(self, keys: str, pause: float) -> None:
        """Press keys one by one, reading meanwhile as a terminal does."""
        for key in keys:
            self.press(key)
            until = time.perf_counter() + pause
            while (left := until - time.perf_counter()) > 0:
                self.read(left)

    def stop(self) -> None:
        """End the program and the processes that it started, which are all in its session."""
        with suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.terminal)


def begin_anew(home: Path) -> None:
    """Forget where the reader was left, which is where it would open again; it is not its very first start, though."""
    data = home / "data"
    shutil.rmtree(data, ignore_errors=True)
    settings.remember(data, settings.State(met=True))


@contextmanager
def running(command: Sequence[str], home: Path, size: tuple[int, int] = (COLUMNS, ROWS)) -> Iterator[Program]:
    """Start a program whose settings, notes and cache are in ``home``; stop it afterwards."""
    own = {f"YIBAO_{kind}_DIR": str(home / kind.lower()) for kind in ("CONFIG", "DATA", "CACHE")}
    plain = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
    program = Program(command, {**os.environ, **own, **plain}, size)
    try:
        yield program
    finally:
        program.stop()


def median(seconds: Sequence[float]) -> float:
    """The median in milliseconds."""
    return statistics.median(seconds) * 1000


def p95(seconds: Sequence[float]) -> float:
    """The 95th percentile in milliseconds."""
    ordered = sorted(seconds)
    return ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))] * 1000


def listed(seconds: Sequence[float]) -> str:
    """All of some times in milliseconds."""
    return " ".join(f"{each * 1000:.0f}" for each in seconds)
