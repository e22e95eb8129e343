"""What it costs to index a corpus, and how quickly it is searched.

Indexing with one and two processes against parsing alone, memory, size of the index against the text. Then random
queries: the first twenty hits and the exact count, against LIKE on the same texts in SQLite and against ripgrep (where
``rg`` is installed), and each answer against a plain scan of all texts. The corpus is made by ``making.py``.

Run: ``python -m benchmarks.corpus [--reports 2000] [--jobs 2] [--queries 200]``; 100000 reports take an hour.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from statistics import mean, median
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.making import corpus
from benchmarks.parsing_alone import parsed
from parsing.corpus import pipeline
from tui.data.corpus.filing import Met, filed
from tui.data.corpus.index import CorpusIndex
from tui.data.corpus.search import SearchResult
from tui.data.folding import fold
from tui.data.subject import Subject

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from benchmarks.parsing_alone import Rate

SCALING, MEMORY = 0.8, 300
"""Least rate of N processes against N times parsing alone; MB of a process."""
SIZES = {"full": 1.2, "small": 0.4}
"""Largest size of an index against the UTF-8 of its texts."""
FIRST, COUNT = 10.0, 100.0
"""Milliseconds in which 95 of 100 queries have their first twenty hits, and their exact count."""
RIPGREP, LIKE = 20.0, 0.01
"""Least ratio of ripgrep's time to ours; largest ratio of our 95th of 100 to that of LIKE."""
ALONE, PAUSE = 600, 200.0
"""Reports that a process parses without an index, to compare with, and seconds from one such comparison to the next.

Each report only once: the process would remember much of it. Filling stands still meanwhile. The comparison is repeated
with other reports because the speed of a machine changes from minute to minute."""
PEERED = 20
"""Queries that the slower peers are asked."""
WORDS = (
    "疫情", "口罩", "疫情防控", "返乡人员", "没有的话", "消毒", "确诊病例", "火星基地", "隔离点", "工作人员", "防控",
)  # fmt: skip
WATCHED = """
import json, resource, subprocess, sys, time
started = time.perf_counter()
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)
seconds, used = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024]))
"""
"""Runs a program from a process that is small itself: what a process is started from counts as its memory too."""


class Run(NamedTuple):
    """A run of ``yibao index``: seconds on the clock and of all processors, and MB of the largest process."""

    seconds: float
    processor: float
    memory: float


@dataclass(slots=True)
class Limits:
    """Prints each figure with its limit; remembers whether one was missed."""

    missed: list[str] = field(default_factory=list)

    def __call__(self, name: str, figure: float, limit: float, unit: str = "", *, least: bool = False) -> None:
        """Print one."""
        good = figure >= limit if least else figure <= limit
        word = "at least" if least else "at most"
        print(f"{name:44} {figure:10.3f} {unit:4} {word} {limit:g}{'' if good else '  MISSED'}", flush=True)
        if not good:
            self.missed.append(name)


def indexed(folder: Path, file: Path, jobs: int, pause: Callable[[], object]) -> Run:
    """Index a folder anew, in a process of its own as a user does; every now and then it is halted for a ``pause``."""
    for part in file.parent.glob(f"{file.name}*"):
        part.unlink()
    program = [sys.executable, "-m", "tui.cli", "index", str(folder), "--index", str(file), "--jobs", str(jobs)]
    run = subprocess.Popen([sys.executable, "-c", WATCHED, *program], stdout=subprocess.PIPE, start_new_session=True)
    halted = 0.0
    while True:
        try:
            told, _ = run.communicate(timeout=PAUSE)
            break
        except subprocess.TimeoutExpired:
            began = time.perf_counter()
            os.killpg(run.pid, signal.SIGSTOP)
            pause()
            os.killpg(run.pid, signal.SIGCONT)
            halted += time.perf_counter() - began
    if run.returncode:
        raise subprocess.CalledProcessError(run.returncode, program)
    seconds, processor, memory = json.loads(told)
    return Run(seconds - halted, processor, memory)


def asked(texts: dict[int, str], number: int) -> list[str]:
    """Random queries: stretches of two to eight characters from the texts, and words frequent, rare and absent."""
    chance = random.Random(5)  # noqa: S311 -- the same queries every time
    found = dict.fromkeys(WORDS)
    every = list(texts.values())
    while len(found) < number:
        text, size = chance.choice(every), chance.randint(2, 8)
        at = chance.randrange(len(text) - size)
        if text[at : at + size].isalnum() and not text[at : at + size].isascii():
            found[text[at : at + size]] = None
    return list(found)


def timed(work: Callable[[], object], rounds: int = 3) -> float:
    """Milliseconds of the middle of some rounds."""
    taken = []
    for _ in range(rounds):
        started = time.perf_counter()
        work()
        taken.append((time.perf_counter() - started) * 1000)
    return median(taken)


def p95(times: Sequence[float]) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * 0.95))]


def small_of(index: CorpusIndex, file: Path) -> CorpusIndex:
    """The small index of the same records."""
    small = CorpusIndex(file, pipeline(), "small")
    stamps = {
        number: stamp
        for number, *stamp in index.database.execute("SELECT number, size, modified FROM report ORDER BY number")
    }
    numbers = list(stamps)
    for at in range(0, len(numbers), 1000):
        small.put(Met(filed(report), *stamps[number]) for number, report in index.records(numbers[at : at + 1000]))
    small.tidy()
    return small


def search(
    index: CorpusIndex, texts: dict[int, str], queries: Sequence[str], limits: Limits
) -> tuple[list[float], list[float]]:
    """Milliseconds of each query's first hits and of its count; says whether exactly what there is was found."""
    first, count = [], []
    wanted = reached = 0
    for query in queries:
        found = SearchResult(index, f'"{query}"')
        if not (index.kept or found.plan.sure):
            continue  # to be looked for in the files, which is no matter of milliseconds
        first.append(timed(lambda query=query: SearchResult(index, f'"{query}"').first(20)))
        count.append(timed(lambda query=query: SearchResult(index, f'"{query}"').count()))
        right = {number for number, text in texts.items() if query in text}
        got = set(found.numbers())
        if got - right or found.count() != len(right):
            limits.missed.append(f"{query}: finds what is not there")
        wanted, reached = wanted + len(right), reached + len(got & right)
    print(f"{index.size}: {len(first)} of {len(queries)} queries are answered by the index itself")
    limits(f"{index.size}: recall against a plain scan", reached / max(1, wanted), 1.0, least=True)
    return first, count


def liked(texts: dict[int, str], queries: Sequence[str]) -> list[float]:
    """Milliseconds of LIKE's first twenty hits."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE TABLE report (number INTEGER PRIMARY KEY, text TEXT)")
    database.executemany("INSERT INTO report VALUES (?, ?)", texts.items())
    ask = "SELECT number FROM report WHERE text LIKE ? LIMIT 20"
    return [timed(lambda query=query: database.execute(ask, (f"%{query}%",)).fetchall()) for query in queries]


def grepped(program: str, folder: Path, queries: Sequence[str]) -> list[float]:
    """Milliseconds of ripgrep's list of files that hold a query."""
    return [
        timed(
            lambda query=query: subprocess.run([program, "-lF", query, folder], stdout=subprocess.DEVNULL, check=False)
        )
        for query in queries
    ]


def indexing(options: argparse.Namespace, folder: Path, file: Path, limits: Limits) -> None:
    paths = sorted(folder.rglob("*.txt"))
    random.Random(7).shuffle(paths)  # noqa: S311 -- the same every time
    others = cycle(paths[at : at + ALONE] for at in range(0, max(1, len(paths) - ALONE + 1), ALONE))
    rates: list[Rate] = []

    def alone() -> None:
        rates.append(parsed(next(others)))
        print(
            f"parsed alone {rates[-1].clock:.1f} a second by the clock, {rates[-1].processor:.1f} by the processor",
            flush=True,
        )

    alone()
    together = parsed(next(others), options.jobs)
    print(f"{options.jobs} processes that only parse, side by side: {together.clock:.1f} a second")
    for jobs in options.runs or sorted({1, options.jobs}):
        run = indexed(folder, file, jobs, alone)
        alone()
        clock, processor = (mean(each) for each in zip(*rates, strict=True))
        rate = len(paths) / run.seconds
        print(
            f"{jobs} processes: {run.seconds:.1f} s, {rate:.1f} reports/s; "
            f"{len(paths) / run.processor:.1f} a processor-second; alone {clock:.1f}"
        )
        limits(f"{jobs} processes: rate against {jobs} × parsing alone", rate / jobs / clock, SCALING, least=True)
        limits(
            f"{jobs} processes: processor time against parsing",
            len(paths) / run.processor / processor,
            SCALING,
            least=True,
        )
        limits(f"{jobs} processes: largest process", run.memory, MEMORY, "MB")
        del rates[:-1]


def searching(options: argparse.Namespace, folder: Path, file: Path, limits: Limits) -> None:
    index = CorpusIndex(file, pipeline(), made=True)
    small = small_of(index, Path(options.small))
    texts, size = {}, 0
    for number, report in index.records(range(1, options.reports + 1)):
        texts[number] = Subject(report).words
        size += len(report.text.encode())
    print(f"texts of {size / 1e6:.1f} MB, {size / 3 / len(texts):.0f} characters a report")
    for each in (index, small):
        limits(f"{each.size}: size against the texts", each.path.stat().st_size / size, SIZES[each.size])
    queries = asked({number: fold(text) for number, text in texts.items()}, options.queries)
    for each in (index, small):
        first, count = search(each, texts, queries, limits)
        limits(f"{each.size}: first twenty hits, 95 of 100 within", p95(first), FIRST, "ms")
        limits(f"{each.size}: exact count, 95 of 100 within", p95(count), COUNT, "ms")
        if each is index:
            ours, counts = first, count
    peered = queries[:PEERED]
    limits("95 of 100 against those of LIKE", p95(ours[:PEERED]) / p95(liked(texts, peered)), LIKE)
    if program := options.rg or shutil.which("rg"):
        limits(
            "ripgrep against our counts",
            median(grepped(program, folder, peered)) / median(counts[:PEERED]),
            RIPGREP,
            least=True,
        )
    else:
        print("ripgrep is not installed: not compared")


def main() -> int:
    options = _options()
    limits = Limits()
    folder = corpus(options.reports)
    with tempfile.TemporaryDirectory() as place:
        options.small = str(Path(place) / "small.sqlite3")
        file = Path(options.index or Path(place) / "index.sqlite3")
        if not file.exists():
            indexing(options, folder, file, limits)
        searching(options, folder, file, limits)
    print(f"missed: {', '.join(limits.missed) or 'nothing'}")
    return int(bool(limits.missed))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=2000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument(
        "--runs", type=int, nargs="+", help="with how many processes the index is filled; default: one, and --jobs"
    )
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument(
        "--index",
        help="an index of that corpus, as interrupting.py leaves it, is searched; a new file is filled and left",
    )
    parser.add_argument("--rg", help="ripgrep's program; default: rg of the path")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
