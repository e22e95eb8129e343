"""A report of a million characters: open it, go through it, switch a kind of mark off, change the width, find words.

Against Textual's own way to show styled text, ``Content`` in a ``Static``, with the same text and the same highlights;
finding against ``less`` on the same text. All in a pseudo-terminal, from the key to the last byte of the frame.

Run: ``python benchmarks/long_report.py [--characters 1000000] [--highlights 20000] [--rounds 3]``
"""

from __future__ import annotations

import argparse
import json
import shlex
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from long import ENDING, NEEDLE, TOP, Long, long, marked
from terminal import COLUMNS, ROWS, begin_anew, listed, median, p95, running

if TYPE_CHECKING:
    from terminal import Program

LIMITS = {"open": 0.2, "kind off": 0.01, "resize": 0.05, "find": 0.1}
"""Highest ratio that passes."""
PAGE_DOWN = 16.0
"""Milliseconds that 95 of 100 half pages may take at most."""
PAGES = 60

STATIC = """
import json, sys
from textual.app import App
from textual.containers import VerticalScroll
from textual.content import Content, Span
from textual.widgets import Static
text, marks = json.load(open(sys.argv[1], encoding="utf-8"))
STYLES = {"entities": "bold underline", "metrics": "italic", "measures": "on #203040"}
def content(kinds):
    return Content(text, [Span(start, end, STYLES[kind]) for kind, start, end in marks if kind in kinds])
class Whole(App):
    BINDINGS = [("o", "whole"), ("x", "less")]
    def compose(self):
        with VerticalScroll(): yield Static("READY", markup=False)
    def action_whole(self): self.query_one(Static).update(content({"entities", "metrics", "measures"}))
    def action_less(self): self.query_one(Static).update(content({"entities", "measures"}))
Whole().run()
"""


def after(program: Program, begin: int, pressed: float, text: str | None = None) -> float:
    """Seconds from a key to the last byte of the frame that has a text, or of the first frame that comes."""
    if text is not None:
        program.wait_for(text, begin)
    while len(program.output) == begin and program.open:
        program.read(1)
    return program.quiet() - pressed


def timed(program: Program, keys: str, text: str | None = None) -> float:
    program.quiet()
    begin = program.press(keys)
    return after(program, begin, program.pressed, text)


def resized(program: Program, columns: int) -> float:
    program.quiet()
    begin = program.resize(columns, ROWS)
    return after(program, begin, program.pressed)


def ours(reader: list[str], made: Long) -> dict[str, list[float]]:
    """Seconds of each thing that is done with the reader, and of each half page."""
    found: dict[str, list[float]] = {}
    begin_anew(made.home)
    with running(reader, made.home) as program:
        program.wait_for("短篇之处")
        program.quiet(1.5)
        found["open"] = [timed(program, "J", TOP)]
        program.quiet(1.5)
        program.press("\t")
        program.quiet(1.5)
        found["page down"] = [timed(program, "\x04") for _ in range(PAGES)]
        timed(program, "m")
        timed(program, "jjjjjjj")
        found["kind off"] = [timed(program, " ")]
        timed(program, "\x1b")
        found["resize"] = [resized(program, COLUMNS - 30), resized(program, COLUMNS)]
        timed(program, "/")
        program.type(NEEDLE[:-1], 0.4)
        found["find"] = [timed(program, NEEDLE[-1], ENDING)]
    return found


def theirs(made: Long, place: Path) -> dict[str, list[float]]:
    """The same of Content in a Static."""
    report = made.reading.report
    kinds = {"entities": report.entities, "metrics": report.metrics, "measures": report.measures}
    marks = [(kind, each.start, each.end) for kind, items in kinds.items() for each in items]
    file = place / "content.json"
    file.write_text(json.dumps([report.text, marks]), "utf-8")
    with running([sys.executable, "-c", STATIC, str(file)], made.home) as program:
        program.wait_for("READY")
        opened = timed(program, "o", TOP)
        off = timed(program, "x")
        return {"open": [opened], "kind off": [off], "resize": [resized(program, COLUMNS - 30)]}


def less(made: Long) -> float:
    with running(["less", str(made.reports / "B-long.txt")], made.home) as program:
        program.wait_for(TOP)
        timed(program, f"/{NEEDLE}")
        return timed(program, "\r", ENDING)


def main() -> int:
    options = _options()
    us: dict[str, list[float]] = {}
    them: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory(prefix="yibao-bench-") as name:
        made = long(Path(name), options.characters, options.highlights)
        for _ in range(options.rounds):
            for all_times, times in (
                (us, ours([*shlex.split(options.yibao), str(made.reports)], made)),
                (them, theirs(made, Path(name))),
            ):
                for what, seconds in times.items():
                    all_times.setdefault(what, []).extend(seconds)
            if shutil.which("less"):
                them.setdefault("find", []).append(less(made))
        print(f"{len(made.reading.source):,} characters, {marked(made.reading.report):,} highlights")
    return _told(us, them)


def _told(us: dict[str, list[float]], them: dict[str, list[float]]) -> int:
    failed = False
    for what, limit in LIMITS.items():
        if what not in them:
            print(f"{what:10} {median(us[what]):8.1f} ms; nothing to compare it with")
            continue
        ratio = median(us[what]) / median(them[what])
        failed |= ratio > limit
        print(
            f"{what:10} {median(us[what]):8.1f} ms against {median(them[what]):8.1f}: {ratio:.4f} (limit {limit})"
            f"   {listed(us[what])} | {listed(them[what])}"
        )
    slow = p95(us["page down"])
    print(f"page down  {median(us['page down']):8.1f} ms, 95 of 100 within {slow:.1f} (limit {PAGE_DOWN})")
    return int(failed or slow > PAGE_DOWN)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--characters", type=int, default=1_000_000)
    parser.add_argument("--highlights", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--yibao", default=str(Path(sys.executable).with_name("yibao")), help="the reader's command")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
