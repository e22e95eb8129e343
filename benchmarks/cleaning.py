"""What cleaning gives back, next to ``ftfy.fix_text`` and to no repair at all.

Clean texts are damaged in every way that is known, at several strengths, by mechanisms that share no code with the
repairs; then it is counted what came back. "runs": the share of damaged places restored to the letter; "chars": the share
of damaged characters that are right; "false": characters changed falsely in 100,000 that no damage had touched; speed in
millions of characters a second. Then texts that are not damaged: what is changed in those, and how fast they are read.

Run: ``python benchmarks/cleaning.py [--texts held_out|development] [--quick] [--way WORD] [--errors] [--margin-curve]``
Exit 1 where a limit is missed. ``--errors`` shows what was not given back, for the development texts only.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

sys.path[:0] = [str(Path(__file__).parents[1])]

from benchmarks import corpora  # noqa: E402  the project's folder first
from benchmarks.damages import WAYS, Way  # noqa: E402
from benchmarks.judging import Tally  # noqa: E402
from parsing.aligned import AlignedText  # noqa: E402
from parsing.clean import CLEANERS, Cleaner, clean, shifted  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

SEED = 20200123
LIMITS = {
    "shifted": ("restored", 0.97),
    "pinyin": ("recovered", 0.999),
    "entities": ("recovered", 0.999),
    "look-alikes": ("recovered", 0.999),
    "utf-8 as gbk": ("recovered", 1.0),
    "utf-8 as gbk, lossy": ("recovered", 0.97),
}
FALSE, FAST, DAMAGED_FAST = 1.0, 1.0, 0.2
"""Most false changes in 100,000 healthy characters; least speed on healthy and on damaged text."""
MARGINS = (0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 7.0, 10.0, 15.0)


def yibao(text: str, cleaners: Sequence[Cleaner] = CLEANERS) -> str:
    return clean(AlignedText.of(text), cleaners)[0].text


def sides() -> dict[str, Callable[[str], str]]:
    """The tools compared."""
    import ftfy  # noqa: PLC0415  of the dev extra

    return {"yibao": yibao, "ftfy": ftfy.fix_text, "none": str}


def cases(way: Way, texts: Iterable[str], rounds: int):
    rng = random.Random(f"{SEED} {way.name} {way.strength}")  # noqa: S311  repeatable
    return [way.make(text, rng) for text in texts for _ in range(rounds)]


def measured(tool: Callable[[str], str], damaged, *, keep: bool = False) -> Tally:
    tally = Tally()
    for case in damaged:
        started = time.process_time()
        got = tool(case.text)
        tally.add(case, got, time.process_time() - started, keep=keep)
    return tally


HEAD = f"{'way of damage':36}{'strength':29}{'runs':>6}" + "".join(
    f"  |{name:>7}: runs  chars  false  speed" for name in ("yibao", "ftfy")
) + "  |   none: chars"


def row(name: str, strength: str, tallies: Mapping[str, Tally]) -> str:
    ours = tallies["yibao"]
    cells = f"{name:36}{strength:29}{ours.runs:6}"
    for tool in ("yibao", "ftfy"):
        tally = tallies[tool]
        cells += f"  |      {tally.restored:7.2%} {tally.recovered:7.2%} {tally.changed:5.0f} {tally.speed:6.3f}"
    return cells + f"  |      {tallies['none'].recovered:7.2%}"


def damage_table(texts: Sequence[str], ways: Sequence[Way], *, quick: bool, errors: bool) -> dict[str, Tally]:
    """Print a row for each way; the tallies of what falls under each limit."""
    tools, limited = sides(), {}
    print(HEAD)
    for way in ways:
        damaged = cases(way, texts, 1 if quick else way.rounds)
        tallies = {name: measured(tool, damaged, keep=errors and name == "yibao") for name, tool in tools.items()}
        print(row(way.name, way.strength, tallies), flush=True)
        for want, got in tallies["yibao"].failed[:12]:
            print(f"      {want!r}\n      {got!r}")
        if way.limit:
            limited.setdefault(way.limit, Tally()).__iadd__(tallies["yibao"])
    return limited


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--texts", choices=("held_out", "development"), default="held_out")
    options.add_argument("--quick", action="store_true", help="each way once, on three texts")
    options.add_argument("--way", default="", help="only ways whose name has this in it")
    options.add_argument("--errors", action="store_true", help="what was not given back (development texts)")
    chosen = options.parse_args()
    texts = list(getattr(corpora, chosen.texts)().values())
    texts = texts[:: max(1, len(texts) // 3)][:3] if chosen.quick else texts
    ways = [way for way in WAYS() if chosen.way.lower() in f"{way.name} {way.strength}".lower()]
    yibao("".join(texts)[:300] + "任務?！肮ぷ魅藛T\n區(qū)委")
    print(f"{len(texts)} {chosen.texts} texts, {sum(map(len, texts))} characters")
    limited = damage_table(texts, ways, quick=chosen.quick, errors=chosen.errors and chosen.texts == "development")
    passed = True
    print()
    for name, tally in limited.items():
        kind, least = LIMITS[name]
        value = getattr(tally, kind)
        passed &= value >= least
        print(f"{name:24} {kind:10} {value:8.3%}  at least {least:.1%}  {'' if value >= least else 'MISSED'}")
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
