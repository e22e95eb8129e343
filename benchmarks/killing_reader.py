"""Kills the whole reader in a pseudo-terminal while somebody labels, for :mod:`killing`.

What counts as confirmed is what the screen said: the number of marks in the tab of notes. After the kill the store has
to open and to hold at least as many, each of them whole.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pyte
from terminal import running

from tui.data.store import Store

if TYPE_CHECKING:
    import random

    from terminal import Program

TEXT = "云溪镇通报\n" + "".join(
    f"第{n}天，云溪镇发放宣传单{n + 100}份，登记返乡人员{n + 20}人。\n" for n in range(1, 60)
)
NOTES = re.compile(r"批注 ?(\d+)")


class Watched:
    """A screen that is kept up with what a program writes, and the most notes that it has shown."""

    def __init__(self, program: Program) -> None:
        self.program, self.notes = program, 0
        self._screen = pyte.Screen(*program.size)
        self._stream = pyte.ByteStream(self._screen)
        self._fed = 0

    def look(self, seconds: float) -> None:
        """Take what comes, and read the number of notes."""
        self.program.read(seconds)
        self._stream.feed(self.program.output[self._fed :].replace(b"$p", b""))
        self._fed = len(self.program.output)
        text = "\n".join(line.replace(" ", "") for line in self._screen.display)
        if (found := NOTES.search(text)) is not None:
            self.notes = max(self.notes, int(found[1]))


def reader_kills(home: Path, number: int, dice: random.Random) -> str:
    """Label, kill, look, so many times; what to tell of it."""
    home.mkdir()
    report = home / "report.txt"
    report.write_text(TEXT, "utf-8")
    store, confirmed, more = home / "data" / "marks.sqlite3", 0, 0
    for _ in range(number):
        before = _standing(store)
        shown = _label(home, report, dice)
        after = _standing(store)
        if after < shown or after < before:
            raise SystemExit(f"the screen had confirmed {shown} marks, the store holds {after}")
        confirmed += max(0, shown - before)
        more += after - shown
    return (
        f"reader: {number} kills, {confirmed} marks confirmed on the screen, all there; "
        f"{more} more were kept and not yet shown"
    )


def _standing(store: Path) -> int:
    if not store.exists():
        return 0
    with Store(store) as opened:
        if opened.ask("PRAGMA integrity_check") != [("ok",)]:
            raise SystemExit(f"{store}: damaged")
        return len(list(opened.all()))


def _label(home: Path, report: Path, dice: random.Random) -> int:
    """Open the reader, label mention after mention, kill it at some moment; the marks that the screen confirmed."""
    command = [str(Path(sys.executable).with_name("yibao")), "--lang", "zh", str(report)]
    with running(command, home, (140, 40)) as program:
        watched = Watched(program)
        program.wait_for("宣传单")
        program.quiet()
        program.press("\t")
        for _ in range(dice.randrange(5, 25)):
            program.press("." if dice.random() < 0.5 else f".{dice.randrange(1, 8)}")
            watched.look(dice.uniform(0, 0.3))
        for _ in range(dice.randrange(30)):
            watched.look(0.02)
        return watched.notes
