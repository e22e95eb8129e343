"""How sure an index is filled that is killed ten times and taken up again: none missing, none doubled.

``yibao index`` is run over a generated corpus and killed with all its processes each time that a random number of
reports more has been filed; the last run ends by itself. Then every file has to be there once, with its own record, in
every table. What is there already is gone on with, so that this script too may be stopped and started again.

Run: ``python -m benchmarks.interrupting [--reports 1000] [--kills 10] [--jobs 2] [--index FILE]``; 100000 take an hour.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from benchmarks.making import corpus
from parsing.load import load

LOOK = 0.2
"""Seconds between two looks at how far a run is."""
CHECKED = 200
"""Files whose bytes are compared with the record's id."""


def filed(index: Path) -> int:
    """How many reports an index has that another process fills."""
    try:
        with closing(sqlite3.connect(f"file:{index}?mode=ro", uri=True, timeout=60)) as database:
            return int(database.execute("SELECT count(*) FROM report").fetchone()[0])
    except sqlite3.Error:  # not made yet
        return 0


def run(folder: Path, index: Path, jobs: int, until: int | None) -> bool:
    """One run of ``yibao index``; whether it was killed, when that many reports were filed."""
    program = [sys.executable, "-m", "tui.cli", "index", str(folder), "--index", str(index), "--jobs", str(jobs)]
    process = subprocess.Popen(program, start_new_session=True)
    while process.poll() is None:
        if until is not None and filed(index) >= until:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            return True
        time.sleep(LOOK)
    if process.returncode:
        sys.exit(f"yibao index: {process.returncode}")
    return False


def wrong(folder: Path, index: Path) -> list[str]:
    """What is not as it should be."""
    files = sorted(map(str, folder.rglob("*.txt")))
    with closing(sqlite3.connect(index)) as database:
        ask = database.execute
        rows = ask("SELECT path, hex(id) FROM report").fetchall()
        (held,) = ask("SELECT count(*) FROM held WHERE held MATCH '\"疫\" *'").fetchone()
        (texts,) = ask(
            "SELECT count(*) FROM report WHERE number IN (SELECT rowid FROM held WHERE held MATCH '\"疫\" *')"
        ).fetchone()
        (gone,) = ask("SELECT coalesce(max(value), 0) FROM about WHERE name = 'gone'").fetchone()
        whole = ask("PRAGMA integrity_check").fetchone()
    found = dict(rows)
    some = random.Random(3).sample(files, min(CHECKED, len(files)))  # noqa: S311 -- the same every time
    told = {
        f"{len(files) - len(found)} of {len(files)} missing": sorted(found) != files,
        f"{len(rows) - len(found)} doubled": len(rows) != len(found),
        f"words of {held} reports, of which {texts} are there": (held, gone) != (texts, 0),
        "records of other bytes than the files": any(
            load(path).digest != found[path].lower() for path in some if path in found
        ),
        f"integrity: {whole[0]}": whole != ("ok",),
    }
    return [what for what, bad in told.items() if bad]


def main() -> int:
    options = _options()
    folder = corpus(options.reports)
    chance = random.Random()  # noqa: S311 -- other moments every time
    with tempfile.TemporaryDirectory() as place:
        index = Path(options.index or Path(place) / "index.sqlite3")
        kills = 0
        while kills < options.kills:
            before = filed(index)
            step = (options.reports - before) // (options.kills - kills + 1)
            started = time.perf_counter()
            if not run(folder, index, options.jobs, before + chance.randint(max(1, step // 2), max(1, step))):
                break
            kills += 1
            print(f"killed: {kills}, {filed(index)} filed, {time.perf_counter() - started:.0f} s", flush=True)
        run(folder, index, options.jobs, None)
        bad = wrong(folder, index)
    print(f"{options.reports} reports, killed {kills} times: {'; '.join(bad) or 'none missing, none doubled'}")
    return int(bool(bad) or kills < options.kills)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--index", help="where the index is kept; default: nowhere")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
