"""How long the reader is deaf while a huge report is parsed, the dictionary loads, and the report is opened.

A clock runs in the reader's own event loop and notes the longest time between two of its ticks; keys are typed all the
while, and each must have moved the cursor. The reader runs in a pseudo-terminal; the huge report is not known before. A
program that only ticks is timed beside it: what it misses, the machine's other work has taken. The reader's own work in
a gap is the time that its processor spent on it, in all its threads, which other work hardly changes.

Run: ``python benchmarks/loop_gaps.py [--megabytes 10] [--seconds 60]``
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from terminal import running

import seeds

if TYPE_CHECKING:
    from terminal import Program

LIMIT = 30.0
"""Milliseconds that the event loop may be busy at a time."""
KEY, PAUSE = "l", 0.05

READER = """
import asyncio, json, sys, time
from tui.app import Yibao
gaps, begin = {part: [0.0, 0.0] for part in ("start", "parsing", "opening")}, Yibao._begin
async def tick(app):
    last, started, used = time.perf_counter(), time.perf_counter(), time.process_time()
    while True:
        await asyncio.sleep(0.001)
        now, using = time.perf_counter(), time.process_time()
        reader = app.reader
        part = "opening" if reader.current == 1 else "start" if reader.reading is None else "parsing"
        if part == "start" or now - started > SETTLE:
            gaps[part] = [max(gaps[part][0], now - last), max(gaps[part][1], using - used)]
        last, used = now, using
        found = {"gaps": gaps, "cursor": reader.page.cursor, "settled": app.library.settled,
                 "open": bool(reader.current == 1 and reader.reading)}
        if now - tick.written > 0.5:
            tick.written = now
            open(sys.argv[1], "w").write(json.dumps(found))
tick.written, SETTLE = 0.0, 0.3
def begun(self):
    begin(self)
    self.run_worker(tick(self))
Yibao._begin = begun
from tui.cli import main
sys.exit(main(sys.argv[2:]))
"""

BARE = """
import asyncio, sys, time
async def tick():
    last, longest, end = time.perf_counter(), 0.0, time.perf_counter() + float(sys.argv[2])
    while last < end:
        await asyncio.sleep(0.001)
        now = time.perf_counter()
        if now - last > longest:
            longest = now - last
            open(sys.argv[1], "w").write(str(longest))
        last = now
asyncio.run(tick())
"""


def told(file: Path) -> dict[str, object]:
    try:
        return json.loads(file.read_text())
    except (OSError, ValueError):
        return {}


def write_reports(folder: Path, megabytes: float) -> int:
    """A short report and a huge one; how many characters the huge one has."""
    folder.mkdir()
    (folder / "A-short.txt").write_text("松坪县排查返乡人员" * 900, "utf-8")
    samples = [path.read_text("utf-8", "replace") for path in sorted(seeds.folder().glob("*.txt"))][:12]
    text, size = [], 0
    while size < megabytes * 1e6:
        for sample in samples:
            text.append(sample)
            size += len(sample.encode())
    (folder / "B-huge.txt").write_text("\n".join(text), "utf-8")
    return sum(map(len, text))


def typed_while(program: Program, file: Path, key: str, seconds: float, until: str) -> int:
    """Type until something is told, or the time is over; how many keys."""
    count, end = 0, time.perf_counter() + seconds
    while time.perf_counter() < end and not _is(told(file), until):
        if not key:
            program.read(PAUSE)
        program.type(key, PAUSE)
        count += 1
    return count


def _is(found: dict[str, object], until: str) -> bool:
    return found.get("settled") == 2 if until == "settled" else bool(found.get(until))


def main() -> int:
    options = _options()
    with tempfile.TemporaryDirectory(prefix="yibao-bench-") as name:
        place = Path(name)
        size = write_reports(place / "reports", options.megabytes)
        told_in, bare = place / "told.json", place / "bare"
        command = [sys.executable, "-c", READER, str(told_in), str(place / "reports")]
        beside = [sys.executable, "-c", BARE, str(bare)]
        with running(command, place) as program, running([*beside, str(options.seconds)], place):
            program.wait_for("松坪县排查")
            program.press("\t")
            program.quiet(1)
            keys = typed_while(program, told_in, KEY, options.seconds, "settled")
            program.quiet(1.5)
            found = told(told_in)
            arrived = found.get("cursor") == keys
            program.press("J")
            typed_while(program, told_in, "", options.patience, "open")
            program.quiet(1.5)
            found |= {"gaps": told(told_in).get("gaps", {}), "open": told(told_in).get("open")}
        print(f"{options.megabytes} MB, {size:,} characters; parsed in the time given: {found.get('settled') == 2}")
        print(f"{keys} keys typed, all arrived: {arrived}")
        return int(_told(found, bare) or not arrived)


def _told(found: dict, bare: Path) -> bool:
    """Print the gaps; whether the limit is passed."""
    gaps = {part: [each * 1000 for each in seconds] for part, seconds in found["gaps"].items()}
    for part, what in (
        ("start", "before the first report is open"),
        ("parsing", f"while parsing (limit {LIMIT:.0f})"),
        ("opening", f"while the huge one opens (opened: {found.get('open')})"),
    ):
        print(
            f"longest gap of the event loop {what}: {gaps[part][0]:.1f} ms; "
            f"most of the reader's own work in one: {gaps[part][1]:.1f}"
        )
    if bare.exists():
        print(f"a program that only ticks, at the same time: {float(bare.read_text()) * 1000:.1f} ms")
    return gaps["parsing"][0] > LIMIT


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=float, default=10)
    parser.add_argument("--seconds", type=float, default=600, help="how long to wait for the parse at most")
    parser.add_argument("--patience", type=float, default=60, help="how long to wait for the report to open")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
