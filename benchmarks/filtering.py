"""How long from a keystroke in the filter over 100,000 known reports to the list as it is then.

Against Textual's ``OptionList`` with the same number of titles, which is given anew those that hold what was typed. Both
in a pseudo-terminal. Queries are typed key by key; each key is timed to the moment when the list's heading says how many
are left, and to the last byte of that frame. Words and fields of each kind, frequent, rare, and nowhere to be found.

Run: ``python benchmarks/filtering.py [--files 100000] [--rounds 2]``
"""

from __future__ import annotations

import argparse
import re
import shlex
import sys
import time
from pathlib import Path

from terminal import CONTROL, Program, begin_anew, median, p95, running
from thousands import collection

RATIO, LATENCY = 0.05, 50.0
"""Highest ratio to the option list, and milliseconds that 95 of 100 keys may take."""
QUERIES = (
    "疫情防控", "口罩", "返乡人员", "没有的话", "消毒 -学校", "person:李", "org:疾控中心", "place:县", "metric:口罩", "value>100", "unit:人",
    "measure:消毒", "status:required", "source:发布", "has:redacted", "is:unread", "date:2031-03", "title:局长", "B0123", "yqfk", "疫情 value>99999999",
)  # fmt: skip
HEAD = re.compile(r"Reports ([\d,]+)(?:/([\d,]+))?")

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


def keystroke(program: Program, key: str) -> tuple[float, float, str]:
    """Seconds to the first frame whose heading says a number, and to the frame's last byte; and what it says."""
    program.quiet(0.25)
    begin = program.press(key)
    until = time.perf_counter() + 20
    told = 0.0
    while time.perf_counter() < until and not told:
        if program.read(0.5) and HEAD.search(CONTROL.sub("", program.output[begin:].decode("utf-8", "replace"))):
            told = program.last - program.pressed
    last = program.quiet(0.2) - program.pressed
    found = HEAD.findall(program.shown(begin))
    return told or last, last, found[-1][0] if found else "?"


def ours(reader: list[str], home: Path, count: int, *, told: bool) -> list[float]:
    times: list[float] = []
    begin_anew(home)
    with running(reader, home) as program:
        program.wait_for(f"{count:,}")
        program.quiet(3)
        for query in QUERIES:
            program.press("f")
            program.quiet(0.3)
            each = [keystroke(program, key) for key in query]
            times += [first for first, _, _ in each]
            if told:
                shown = " ".join(f"{first * 1000:.0f}" for first, _, _ in each)
                print(f"  {query:16} {each[-1][2]:>7} found; ms for each key {shown}; last byte {each[-1][1] * 1000:.0f}")
            program.press("\x1b")
            program.quiet(0.3)
            program.press("F")
            program.quiet(0.5)
    return times


def theirs(home: Path, count: int) -> list[float]:
    with running([sys.executable, "-c", OPTIONS, str(count)], home) as program:
        program.wait_for("B000000")
        program.quiet(2)
        return [keystroke(program, key)[0] for key in "B01"]


def main() -> int:
    options = _options()
    made = collection(options.files, options.collection)
    us: list[float] = []
    them: list[float] = []
    for number in range(options.rounds):
        them += theirs(made.home, options.files)
        us += ours([*shlex.split(options.yibao), str(made.reports)], made.home, options.files, told=not number)
    ratio = median(us) / median(them)
    print(f"{options.files} reports, {len(us)} keys: median {median(us):.1f} ms, 95 of 100 within {p95(us):.1f} (limit {LATENCY})")
    print(f"OptionList median {median(them):.1f} ms; ratio {ratio:.4f} (limit {RATIO})")
    return int(ratio > RATIO or p95(us) > LATENCY)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=100_000)
    parser.add_argument("--collection", help="a folder to keep the reports in, whatever pipeline made them")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--yibao", default=str(Path(sys.executable).with_name("yibao")), help="the reader's command")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
