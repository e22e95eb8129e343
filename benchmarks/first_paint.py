"""How soon the list of reports is on the screen, against an empty Textual application on the same machine.

Both run in a pseudo-terminal of 140 by 40 cells, one after the other, and the clock runs from just before the program
is started until its output holds a text that only the finished frame has. Milliseconds differ between machines and
hours; the ratio of the medians is what is kept. Then keys are typed while the reader starts, and none may be lost.

Run: ``python benchmarks/first_paint.py [--files 2000] [--rounds 7] [--warm] [--limit 1.2]``
"""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import re
import select
import shlex
import signal
import statistics
import struct
import sys
import tempfile
import termios
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

COLUMNS, ROWS = 140, 40
PATIENCE = 30.0
"""Seconds after which a program that shows nothing has failed."""

EMPTY = """
from textual.app import App
from textual.widgets import Static
class Empty(App):
    def compose(self): yield Static("R0001")
Empty().run()
"""
FIRST = "R0001"
"""In the first file's name, and all that the empty application shows."""

KEYS, PAUSE = "jjjjj", 0.03
CONTROL = re.compile(r"\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[PX^_].*?\x1b\\|\x1b\[[0-?]*[ -/]*[@-~]|\x1b.", re.DOTALL)


class Program:
    """A program in a pseudo-terminal of its own, with all that it has written so far."""

    def __init__(self, command: Sequence[str], environment: dict[str, str]) -> None:
        self.started = time.perf_counter()
        self.pid, self.terminal = pty.fork()
        if not self.pid:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
            os.execvpe(command[0], command, environment)  # noqa: S606  no shell wanted
        self.output = b""

    @property
    def shown(self) -> str:
        """What was written, without control sequences."""
        return CONTROL.sub("", self.output.decode("utf-8", "replace"))

    def read(self, seconds: float) -> bool:
        """Take what comes within so many seconds; false when the program has closed its terminal."""
        ready, _, _ = select.select([self.terminal], [], [], seconds)
        if not ready:
            return True
        try:
            piece = os.read(self.terminal, 1 << 16)
        except OSError:
            return False
        self.output += piece
        return bool(piece)

    def wait_for(self, text: str) -> float:
        """Seconds from the start until the text was there.

        Raises:
            TimeoutError: it never came.
        """
        while time.perf_counter() - self.started < PATIENCE:
            open_still = self.read(0.2)
            if text in self.shown:
                return time.perf_counter() - self.started
            if not open_still:
                break
        raise TimeoutError(f"{text!r} did not appear; the last words were: {self.shown[-300:]!r}")

    def type(self, keys: str, pause: float) -> None:
        """Press keys one by one, reading meanwhile as a terminal does."""
        for key in keys:
            os.write(self.terminal, key.encode())
            until = time.perf_counter() + pause
            while (left := until - time.perf_counter()) > 0 and self.read(left):
                pass

    def stop(self) -> None:
        """End the program and the processes that it started, which are all in its session."""
        with suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.terminal)


@contextmanager
def running(command: Sequence[str], home: Path) -> Iterator[Program]:
    """Start a program whose settings, notes and cache are in ``home``; stop it afterwards."""
    own = {f"YIBAO_{kind}_DIR": str(home / kind.lower()) for kind in ("CONFIG", "DATA", "CACHE")}
    environment = {**os.environ, **own, "TERM": "xterm-256color", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
    program = Program(command, environment)
    try:
        yield program
    finally:
        program.stop()


def write_reports(folder: Path, count: int) -> None:
    """Reports of about 1,000 characters, each with its own number in name, title and text."""
    sentence = "各镇（街道）共排查返乡人员{n}人，设立监测点{n}个，发放宣传单{n}余份，每天对公共场所消毒两次。"
    folder.mkdir()
    for n in range(1, count + 1):
        lines = [f"R{n:04}疫情防控工作通报", f"2月3日，正文B{n:04}开始。", *[sentence.format(n=n) * 5] * 4]
        (folder / f"R{n:04}.txt").write_text("\n".join(lines), "utf-8")


def first_frame(command: Sequence[str], home: Path) -> float:
    with running(command, home) as program:
        return program.wait_for(FIRST)


def compare(reader: Sequence[str], home: Path, *, rounds: int, warm: bool) -> tuple[list[float], list[float]]:
    """Seconds to the first frame of the empty application and of the reader, by turns."""
    empty, ours = [], []
    for number in range(rounds):
        empty.append(first_frame([sys.executable, "-c", EMPTY], home))
        ours.append(first_frame(reader, home / ("kept" if warm else f"round-{number}")))
    return empty, ours


def keys_arrive(reader: Sequence[str], home: Path) -> bool:
    """Type while the reader starts: five times down from the first row, the sixth report must be on the page."""
    with running(reader, home) as program:
        program.type(KEYS, PAUSE)
        try:
            program.wait_for(f"B{1 + len(KEYS):04}")
        except TimeoutError as late:
            print(late, file=sys.stderr)
            return False
        return f"B{2 + len(KEYS):04}" not in program.shown


def main() -> int:
    options = _options()
    with tempfile.TemporaryDirectory(prefix="yibao-bench-") as name:
        home = Path(name)
        write_reports(home / "reports", options.files)
        reader = [*shlex.split(options.yibao), str(home / "reports")]
        try:
            if options.warm:
                first_frame(reader, home / "kept")
            empty, ours = compare(reader, home, rounds=options.rounds, warm=options.warm)
        except TimeoutError as failed:
            print(f"first_paint: {failed}", file=sys.stderr)
            return 1
        arrived = keys_arrive(reader, home / "keys")
    ratio = statistics.median(ours) / statistics.median(empty)
    print(f"files {options.files}, rounds {options.rounds}, {'warm' if options.warm else 'cold'} index")
    for label, times in (("empty Textual app", empty), ("yibao", ours)):
        print(f"{label:18} median {statistics.median(times) * 1000:6.0f} ms   {_listed(times)}")
    print(f"ratio {ratio:.2f} (limit {options.limit}); keys typed during the start arrived: {'yes' if arrived else 'NO'}")
    return int(ratio > options.limit or not arrived)


def _listed(times: list[float]) -> str:
    return " ".join(f"{seconds * 1000:.0f}" for seconds in times)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--limit", type=float, default=1.2, help="highest ratio that passes")
    parser.add_argument("--warm", action="store_true", help="with the index of an earlier start")
    parser.add_argument("--yibao", default=str(Path(sys.executable).with_name("yibao")), help="the reader's command")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
