"""Kills an annotating session at random moments, and looks whether every mark that was confirmed is there.

``python benchmarks/killing.py [--kills 1000] [--reader 20]``: so many sessions against the store, one after the other
on the same file, each in a process that says after each step what was confirmed, and is killed with SIGKILL after a
random time; then so many sessions in the whole program in a pseudo-terminal, killed after a random number of confirmed
marks. After each kill the store is opened and compared: every confirmed change is there, of the one step that may have
been under way all or nothing, and nothing else. Ends with exit status 1 at the first that is not so.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from annotating import session  # noqa: E402 -- from this folder, wherever it was started

from tui.data.store import Store  # noqa: E402

ON_ONE_FILE = 50
"""Sessions on one file, so that it is opened after a kill again and again."""


def standing(path: Path) -> dict[tuple[str, str], str]:
    """What the store holds, by report and id; it must open, and be whole."""
    with Store(path) as store:
        if store.ask("PRAGMA integrity_check") != [("ok",)]:
            raise SystemExit(f"{path}: damaged")
        return {(report, mark.id): msgspec.json.encode(mark).decode() for report, mark in store.all()}


def killed(path: Path, seed: int, author: str, wait: float, *, begun: bool) -> list[list[list[str | None]]]:
    """Run a session, kill it so many seconds after its start or first confirmation, and tell what it had confirmed."""
    child = subprocess.Popen(
        [sys.executable, ROOT / "tests" / "annotating.py", path, str(seed), author], stdout=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    said = child.stdout.readline() if begun else ""
    time.sleep(wait)
    child.send_signal(signal.SIGKILL)
    said += child.stdout.read()
    child.wait()
    return [json.loads(line) for line in said.splitlines(keepends=True) if line.endswith("\n")]


def after_steps(before: dict[tuple[str, str], str], steps: list) -> dict[tuple[str, str], str]:
    """What has to stand after some steps."""
    found = dict(before)
    for report, name, body in (change for step in steps for change in step):
        if body is None:
            found.pop((report, name), None)
        else:
            found[report, name] = body
    return found


def fault(before: dict, confirmed: list, after: dict, seed: int, author: str) -> tuple[str, str]:
    """How the store was found, and what is wrong with it, if anything is.

    The session is played again in memory: that tells the step that may have been under way.
    """
    with Store(":memory:") as store:
        played = [json.loads(json.dumps(step)) for step in islice(session(store, seed, author), len(confirmed) + 1)]
    if played[:-1] != confirmed:
        return "", "what was confirmed is not what was done"
    if after == after_steps(before, confirmed):
        return "exactly", ""
    if after == after_steps(before, played):
        return "one step more", ""
    return "", "a confirmed mark is missing, or half of a step is there"


def store_kills(folder: Path, number: int, dice: random.Random) -> Counter[str]:
    """Sessions against the store, killed; how each was found."""
    found: Counter[str] = Counter()
    for seed in range(number):
        path = folder / f"marks-{seed // ON_ONE_FILE}.sqlite3"
        before, author = standing(path) if seed % ON_ONE_FILE else {}, f"a{seed}"
        begun = seed % 4 > 0
        confirmed = killed(
            path, seed, author, dice.expovariate(1 / 0.1) if begun else dice.uniform(0, 0.8), begun=begun
        )
        how, wrong = fault(before, confirmed, standing(path), seed, author)
        if wrong:
            raise SystemExit(f"kill {seed}: {wrong}")
        found[how] += 1
        found["steps"] += len(confirmed)
        found["changes"] += sum(map(len, confirmed))
    return found


def main() -> None:
    """Kill, look, and tell."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--reader", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    dice = random.Random(options.seed)  # noqa: S311 -- chance, no secret
    with TemporaryDirectory() as folder:
        found = store_kills(Path(folder), options.kills, dice)
        print(
            f"store: {options.kills} kills, {found['steps']} confirmed steps of {found['changes']} changes; exactly"
            f" those were there {found['exactly']} times, and with all of the step under way"
            f" {found['one step more']} times"
        )
        if options.reader:
            from killing_reader import reader_kills  # noqa: PLC0415 -- needs a terminal's emulator

            print(reader_kills(Path(folder, "reader"), options.reader, dice))


if __name__ == "__main__":
    main()
