"""How soon is the list of known reports on the screen, against an empty Textual application on the same machine.

Both run in a pseudo-terminal, by turns, and the clock runs from just before the program is started until its output
holds a text that only the finished frame has. The bare interpreter, which nothing written in Python can be faster than,
is timed beside them. ``--first`` times the very first start instead, on a folder that nothing is known of. Then keys
are typed while the reader starts, of which none may be lost; and once the list is on the screen, nothing may clear it.

Run: ``python benchmarks/first_paint.py [--files 100000] [--rounds 9] [--first]``
"""

from __future__ import annotations

import argparse
import re
import shlex
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from terminal import begin_anew, listed, median, running
from thousands import Collection, collection

EMPTY = """
from textual.app import App
from textual.widgets import Static
class Empty(App):
    def compose(self): yield Static("B000000")
Empty().run()
"""
FIRST = "B000000"
"""In the first report's title, and all that the empty application shows."""
FIRST_FILE = "R000000"
"""In the first file's name, all that there is of it before it is parsed."""

KEYS, PAUSE = "jjjjj", 0.03
CLEARING = re.compile(rb"\x1b\[2J|\x1b\[\?1049[hl]|\x1b\[\?47h|\x1bc")


def first_frame(command: list[str], home: Path, text: str) -> float:
    with running(command, home) as program:
        return program.wait_for(text) - program.started


def bare() -> float:
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", "pass"], check=True)
    return time.perf_counter() - started


def leave_picture(reader: list[str], home: Path) -> None:
    """Open the reader and leave it, as one does: what it leaves behind makes the next start a warm one."""
    begin_anew(home)
    with running(reader, home) as program:
        program.wait_for(FIRST)
        program.quiet(2)
        program.press("q")
        while program.open:
            program.read(1)


def keys_arrive(reader: list[str], home: Path) -> bool:
    """Type while the reader starts: five times down from the first row, the sixth report must be on the page."""
    with running(reader, home) as program:
        program.type(KEYS, PAUSE)
        program.quiet(3)
        screen = program.screen()
        grounds = {line[:40].strip(): screen.buffer[y][9].bg for y, line in enumerate(screen.display)}
        by_title = {
            number: ground for number in range(9) for line, ground in grounds.items() if f"B{number:06}" in line
        }
        return [number for number in by_title if by_title[number] != by_title[8]] == [len(KEYS)]


def nothing_cleared(reader: list[str], home: Path) -> bool:
    """Whether the screen is never cleared between the picture and the end of the start."""
    with running(reader, home) as program:
        program.wait_for(FIRST)
        begin = program.output.index(FIRST.encode())
        program.quiet(2)
        return not CLEARING.search(program.output, begin)


def main() -> int:
    options = _options()
    made = collection(options.files, options.collection)
    limit = options.limit or (1.1 if options.first else 0.15)
    with tempfile.TemporaryDirectory(prefix="yibao-bench-") as name:
        return _run(options, made, Path(name), limit)


def _run(options: argparse.Namespace, made: Collection, spare: Path, limit: float) -> int:
    reader = [*shlex.split(options.yibao), str(made.reports)]
    text = FIRST_FILE if options.first else FIRST
    if not options.first:
        leave_picture(reader, made.home)
    floor, empty, ours = [], [], []
    for number in range(options.rounds):
        floor.append(bare())
        empty.append(first_frame([sys.executable, "-c", EMPTY], spare, FIRST))
        ours.append(first_frame(reader, spare / f"{number}" if options.first else made.home, text))
    arrived = options.first or keys_arrive(reader, made.home)
    steady = options.first or nothing_cleared(reader, made.home)
    ratio = median(ours) / median(empty)
    print(f"{options.files} reports, {options.rounds} rounds, {'first' if options.first else 'warm'} start")
    for label, times in (("bare Python", floor), ("empty Textual app", empty), ("yibao", ours)):
        print(f"{label:18} median {median(times):6.1f} ms   {listed(times)}")
    print(f"ratio {ratio:.3f} (limit {limit}); the interpreter alone {median(floor) / median(empty):.3f}")
    if not options.first:
        print(f"keys typed during the start arrived: {arrived}; screen never cleared after the first frame: {steady}")
    return int(ratio > limit or not arrived or not steady)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=100_000)
    parser.add_argument("--collection", help="a folder to keep the reports in, whatever pipeline made them")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--first", action="store_true", help="the first start on a folder, instead of a warm one")
    parser.add_argument("--limit", type=float, help="highest ratio that passes; default 0.15, for the first start 1.1")
    parser.add_argument("--yibao", default=str(Path(sys.executable).with_name("yibao")), help="the reader's command")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
