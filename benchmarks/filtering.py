"""How long from a keystroke in the filter over 100,000 known reports to the list as it is then.

Against Textual's ``OptionList`` with the same number of titles, which is given anew those that hold what was typed.
Both in a pseudo-terminal. Queries are typed key by key; each key is timed to the end of the first frame that lists what
the query finds, and to that which says how many are left of all (while they are counted, a plus stands behind the
number). What the first frame lists is compared with the last one, row by row: it may lack nothing and hold nothing
else. Words and fields of each kind, frequent, rare, and nowhere to be found. Where what is typed makes no sense yet
(``is:un``), the list stays as it is, and the key is timed to the word that says so; such keys are told apart. A round
takes some four minutes.

Run: ``python benchmarks/filtering.py [--files 100000] [--rounds 2]``, or on a folder with an index that was made of it:
``--reports FOLDER --index FILE``
"""

from __future__ import annotations

import argparse
import re
import shlex
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import pyte
from terminal import Program, begin_anew, median, p95, running
from thousands import Collection, adopted, collection

RATIO, LATENCY = 0.05, 50.0
"""Highest ratio to the option list, and milliseconds that 95 of 100 keys may take."""
COUNTED = 1000.0
"""Milliseconds after which 95 of 100 keys' exact number must stand there."""
QUERIES = (
    "疫情防控", "口罩", "返乡人员", "没有的话", "消毒 -学校", "person:李", "org:疾控中心", "place:县", "metric:口罩",
    "value>100", "unit:人", "measure:消毒", "status:required", "source:发布", "has:redacted", "is:unread", "date:2031-03",
    "title:局长", "B0123", "yqfk", "疫情 value>99999999",
)  # fmt: skip
KINDS = {
    "words": "", "names": "person org place title source doc", "figures": "metric value unit",
    "measures": "measure status",
    "states and days": "has is date",
}  # fmt: skip
"""What a key is typed in, by the field that its query asks for; and the name of a field itself."""
FIELD = re.compile("([a-z]+)[:>]")
MISTAKE = re.compile(r"\^ \S|\S \^")
"""How the line points at a mistake."""
HEAD = re.compile(r"Reports ([\d,]+)(\+?)(?:/[\d,]+)?")
LONGEST = 20.0
"""Seconds after which a key that shows nothing is given up."""
FRAME = 0.02
"""Seconds of silence that end the first frame."""
CELLS, LINES = range(4, 36), range(2, 36)
"""Cells of the titles and days in the list, without its marks and the bar at its right, and the lines of its rows."""

OPTIONS = """
import sys
from textual.app import App
from textual.widgets import Input, OptionList
count = int(sys.argv[1])
titles = [f"B{number:06}关于做好疫情防控工作的情况通报" for number in range(count)]
class Options(App):
    def compose(self):
        yield Input(id="query")
        yield OptionList(*titles, markup=False)
    def on_mount(self): self.query_one(Input).focus()
    def on_input_changed(self, event):
        found = [title for title in titles if event.value in title]
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options(found)
        options.border_title = f"Reports {len(found)}"
        options.styles.border = ("round", "white")
Options().run()
"""


class Key(NamedTuple):
    """Seconds from a key to the first frame with what it finds, and to the one with all counted.

    Then how many were found, and whether the rows were right.

    ``number`` is empty where the query makes no sense, and the list stays as it was. ``kind``: one of ``KINDS``, or
    ``a field's name``.
    """

    listed: float
    counted: float
    number: str
    right: bool
    kind: str = ""


class Screen:
    """What is on a program's screen, kept as it is written; it is read after the keys, and costs them no time."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._screen = pyte.Screen(*program.size)
        self._stream = pyte.ByteStream(self._screen)
        self._fed = 0

    def rows(self, upto: int) -> list[str]:
        """The rows of the list when so much was written, without marks, which opening a report changes."""
        self._stream.feed(self._program.output[self._fed : upto].replace(b"$p", b""))
        self._fed = upto
        return ["".join(self._screen.buffer[y][x].data for x in CELLS) for y in LINES]


def keystroke(program: Program, key: str, screen: Screen | None = None) -> Key:
    """Press a key and wait until the list says how many it finds, or the line that there is a mistake."""
    program.quiet(0.25)
    begin = program.press(key)
    until = time.perf_counter() + LONGEST
    listed, counted, at, number = LONGEST, LONGEST, 0, "?"
    while time.perf_counter() < until and number == "?" and program.open:
        program.read(0.5)
        shown = program.shown(begin)
        if not at and (HEAD.search(shown) or MISTAKE.search(shown)):
            listed = program.quiet(FRAME) - program.pressed
            at, shown = len(program.output), program.shown(begin)
        found = HEAD.findall(shown)
        if at and not found:
            counted, number = listed, ""
        elif found and not found[-1][1]:
            counted, number = program.last - program.pressed, found[-1][0]
    program.quiet(0.2)
    right = screen is None or screen.rows(at) == screen.rows(len(program.output))
    return Key(listed, counted, number, right)


def kind(query: str, typed: int) -> str:
    """What the last of some letters of a query is typed in."""
    start = query.rfind(" ", 0, typed) + 1
    field = FIELD.match(query, start)
    if field is None:
        return "words"
    return (
        next(name for name, fields in KINDS.items() if field[1] in fields.split())
        if typed > field.end(1)
        else "a field's name"
    )


def ours(reader: list[str], made: Collection, *, told: bool) -> list[Key]:
    """All keys of all queries."""
    every: list[Key] = []
    begin_anew(made.home)
    with running(reader, made.home) as program:
        program.wait_for(f"{made.count:,}")
        program.quiet(3)
        screen = Screen(program)
        for query in QUERIES:
            program.press("f")
            program.quiet(0.3)
            screen.rows(len(program.output))
            each = [
                keystroke(program, key, screen if told else None)._replace(kind=kind(query, typed))
                for typed, key in enumerate(query, 1)
            ]
            every += each
            if told:
                shown = " ".join(_told(key) for key in each)
                print(f"  {query:16} {each[-1].number:>7} found; ms for each key, listed/counted: {shown}", flush=True)
            program.press("\x1b")
            program.quiet(0.3)
            program.press("F")
            program.quiet(0.5)
    return every


def _told(key: Key) -> str:
    if not key.number:
        return f"({key.listed * 1000:.0f})"
    return f"{key.listed * 1000:.0f}/{key.counted * 1000:.0f}{'' if key.right else '!'}"


def theirs(home: Path, count: int) -> list[float]:
    with running([sys.executable, "-c", OPTIONS, str(count)], home) as program:
        program.wait_for("B000000")
        program.quiet(2)
        return [keystroke(program, key).listed for key in "B01"]


def main() -> int:
    options = _options()
    with tempfile.TemporaryDirectory(prefix="yibao-bench-") as name:
        if options.index:
            made = adopted(Path(options.reports), Path(options.index), Path(name) / "home")
        else:
            made = collection(options.files, options.collection)
        return _run(options, made)


def _run(options: argparse.Namespace, made: Collection) -> int:
    us: list[Key] = []
    them: list[float] = []
    for number in range(options.rounds):
        us += ours([*shlex.split(options.yibao), str(made.reports)], made, told=not number)
        them += theirs(made.home, made.count)
    kinds(us)
    us = [key for key in us if key.number]
    listed, counted = [key.listed for key in us], [key.counted for key in us]
    ratio, wrong = median(listed) / median(them), sum(not key.right for key in us)
    print(
        f"{made.count} reports, {len(us)} keys: "
        f"median {median(listed):.1f} ms, 95 of 100 within {p95(listed):.1f} (limit {LATENCY})"
    )
    print(
        f"all counted: median {median(counted):.1f} ms, 95 of 100 within {p95(counted):.1f} (limit {COUNTED}); "
        f"first rows wrong: {wrong}"
    )
    print(f"OptionList median {median(them):.1f} ms; ratio {ratio:.4f} (limit {RATIO})")
    return int(ratio > RATIO or p95(listed) > LATENCY or p95(counted) > COUNTED or wrong > 0)


def kinds(keys: list[Key]) -> None:
    """Print what keys of each kind took."""
    for name in (*KINDS, "a field's name", "a mistake"):
        some = [key for key in keys if name == (key.kind if key.number else "a mistake")]
        if some:
            listed, counted = [key.listed for key in some], [key.counted for key in some]
            print(
                f"  {name:16} {len(some):4} keys: median {median(listed):.0f} ms, 95 of 100 within {p95(listed):.0f}; "
                f"counted {median(counted):.0f}, {p95(counted):.0f}"
            )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=100_000)
    parser.add_argument("--collection", help="a folder to keep the reports in, whatever pipeline made them")
    parser.add_argument("--reports", help="a folder of reports")
    parser.add_argument("--index", help="the index that was made of it; it is copied, and passes for this pipeline's")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--yibao", default=str(Path(sys.executable).with_name("yibao")), help="the reader's command")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
