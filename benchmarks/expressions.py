"""Which expressions cost what: how often each is tried on the texts of ``extraction.py``, and for how long.

An expression that is searched should begin with characters that the library can skip to. One that does not is tried at
each character; over whole texts such a one costs more than a hundred that are tried at one place. The time is the least
of the rounds, less what it takes to count.

Run: ``python benchmarks/expressions.py [--cleaning] [--rounds 5] [--most 30] [--limit 200]``
Exit 1 if one that is searched takes more than the limit, in nanoseconds a character.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections import Counter, deque
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROOT = Path(__file__).parents[1]
SEARCHING = frozenset({"search", "finditer", "findall", "sub"})
TRIED = ("match", "fullmatch", *sorted(SEARCHING))
LEAST = 5_000
"""Characters over which an expression must be searched for its time by the character to mean something."""
EMPTY = 10_000
"""How often an expression that never matches is tried for the time that counting takes."""


class Use(NamedTuple):
    """An expression and the way in which it is tried."""

    expression: str
    way: str


class Tally:
    """How often each expression was tried, over how many characters, with how many hits, for how many seconds."""

    def __init__(self) -> None:
        self.times: Counter[Use] = Counter()
        self.characters: Counter[Use] = Counter()
        self.hits: Counter[Use] = Counter()
        self.seconds: dict[Use, float] = {}

    def add(self, use: Use, characters: int, seconds: float, *, hit: bool) -> None:
        """Count one try."""
        self.times[use] += 1
        self.characters[use] += characters if use.way in SEARCHING else 0
        self.hits[use] += hit
        self.seconds[use] = self.seconds.get(use, 0.0) + seconds


class Counted:
    """An expression that is counted as it is used."""

    tally = Tally()

    def __init__(self, counted: re.Pattern[str]) -> None:
        self.counted = counted

    def __getattr__(self, name: str) -> Any:
        found = getattr(self.counted, name)
        return self._counting(name, found) if name in TRIED else found

    def _counting(self, way: str, tried: Callable[..., Any]) -> Callable[..., Any]:
        use = Use(self.counted.pattern, way)

        def counting(*given: Any, **named: Any) -> Any:
            started = time.perf_counter()
            found = tried(*given, **named)
            if way == "finditer":
                found = list(found)
            spent = time.perf_counter() - started
            text, *place = given[1:] if way == "sub" else given
            start, end = (*place, *(0, len(text))[len(place) :])
            stop = found.end() if way == "search" and found else min(end, len(text))
            Counted.tally.add(use, max(0, stop - start), spent, hit=bool(found))
            return iter(found) if way == "finditer" else found

        self.__dict__[way] = counting
        return counting


def counting(compiled: Callable[..., re.Pattern[str]]) -> Callable[..., Any]:
    """``re.compile`` that counts what the library itself compiles, and nobody else."""

    def compile_counted(pattern: Any, flags: int = 0) -> Any:
        if isinstance(pattern, Counted):
            return pattern
        found = compiled(pattern, flags)
        ours = sys._getframe(1).f_globals.get("__name__", "").startswith("parsing")  # noqa: SLF001
        return Counted(found) if ours else found

    return compile_counted


def least(runs: Sequence[Tally]) -> dict[Use, float]:
    """For each expression the least time of all rounds, less that of counting."""
    empty = min(_empty() for _ in range(5))
    return {use: max(0.0, min(run.seconds[use] for run in runs) - empty * runs[0].times[use]) for use in runs[0].times}


def _empty() -> float:
    """The seconds that one try takes which finds nothing at all, as they are counted."""
    pattern, Counted.tally = Counted(re.compile("(?!)")), Tally()
    for _ in range(EMPTY):
        pattern.match("", 0)
    return sum(Counted.tally.seconds.values()) / EMPTY


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--cleaning", action="store_true", help="of cleaning and layout, not of extraction")
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--most", type=int, default=30, help="how many expressions are told")
    options.add_argument(
        "--limit", type=float, default=200.0, help="most nanoseconds a character of one that is searched"
    )
    chosen = options.parse_args()
    re.compile = counting(re.compile)
    sys.path.insert(0, str(ROOT))
    from benchmarks.extraction import read_document, reports  # noqa: PLC0415  what they load is to be counted
    from parsing.extract import extract  # noqa: PLC0415
    from parsing.load import load  # noqa: PLC0415

    sources = [load(path) for path in reports()]
    documents = [read_document(source) for source in sources]
    runs = []
    for _ in range(1 + chosen.rounds):
        Counted.tally = Tally()
        deque(map(read_document, sources) if chosen.cleaning else map(extract, documents), maxlen=0)
        runs.append(Counted.tally)
    return told(runs[1:], sum(len(document.text) for document in documents), chosen.most, chosen.limit)


def told(runs: Sequence[Tally], size: int, most: int, limit: float) -> int:
    """Tell what the expressions cost on texts of so many characters; 1 if one of them costs too much."""
    run, seconds = runs[0], least(runs)
    thousand = 1000 / size
    print(f"{len({use.expression for use in run.times})} expressions; for each 1,000 characters", end=" ")
    print(
        f"{run.times.total() * thousand:,.0f} tries over {run.characters.total() * thousand:,.0f} characters", end=" "
    )
    print(f"in {sum(seconds.values()) * thousand * 1e6:.0f} µs")
    slow = 0
    for use, spent in sorted(seconds.items(), key=lambda item: -item[1])[:most]:
        characters = run.characters[use]
        each = spent / characters * 1e9 if characters >= LEAST else 0.0
        slow += each > limit
        mark = f"{each:4.0f} ns a character{' !' if each > limit else ''}" if each else ""
        print(
            f"{spent * thousand * 1e6:6.1f} µs {run.times[use]:6} {use.way:9} {run.hits[use]:6} hits  {mark:22} ",
            end="",
        )
        print(use.expression[:60].replace("\n", "\\n"))
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
