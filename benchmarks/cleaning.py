"""What cleaning gives back, next to ``ftfy.fix_text`` and to no repair at all.

Clean texts are damaged in every way that is known, at several strengths, by mechanisms that share no code with the
repairs; then it is counted what came back. "runs": the share of damaged places restored to the letter; "chars": the
share of damaged characters that are right; "false": characters changed falsely in 100,000 that no damage had touched;
speed in millions of characters a second. Then texts that are not damaged: what is changed in those, and how fast they
are read.

Run: ``python benchmarks/cleaning.py [--texts held_out|development] [--only damage|healthy|speed] [--way WORD] [--quick]
[--errors] [--margin-curve] [--healthy FOLDER]``. Exit 1 where a limit is missed.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1])]

from benchmarks import corpora, measuring  # noqa: E402  this project's, whatever else is installed
from benchmarks.damages import Way, ways  # noqa: E402

LIMITS = {
    "shifted": ("restored", 0.97),
    "pinyin": ("recovered", 0.999),
    "entities": ("recovered", 0.999),
    "look-alikes": ("recovered", 0.999),
    "utf-8 as gbk": ("recovered", 1.0),
    "utf-8 as gbk, lossy": ("recovered", 0.97),
}
"""What each kind of damage has to reach, over all its rows."""
FALSE = 1.0
"""Most characters falsely changed in 100,000 healthy ones."""
FAST = {"healthy": 1.0, "damaged": 0.2}
"""Least speed, in millions of characters a second."""
SEED_LIKE = corpora.ROOT.parent / "shared" / "seeds"


def arguments() -> argparse.Namespace:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--texts", choices=("held_out", "development"), default="held_out")
    options.add_argument("--only", choices=("damage", "healthy", "speed"), help="one table")
    options.add_argument("--way", default="", help="only ways of damage whose name or strength has this in it")
    options.add_argument("--quick", action="store_true", help="three texts, each damaged once in each way")
    options.add_argument("--errors", action="store_true", help="show what was not given back (not of held-out texts)")
    options.add_argument("--margin-curve", action="store_true", help="only the curve by the decoder's margin")
    options.add_argument("--healthy", type=Path, help="a folder of other texts that nothing should change")
    return options.parse_args()


def main() -> int:
    chosen = arguments()
    texts = list(getattr(corpora, chosen.texts)().values())
    table = [way for way in ways() if chosen.way.lower() in f"{way.name}, {way.strength}".lower()]
    warm_up(texts)
    if chosen.margin_curve:
        some = [way for way in ways() if way.limit == "shifted" and "1 a line" in way.strength]
        measuring.margin_curve(list(corpora.development().values()), corpora.sign_like(), some)
        return 0
    if chosen.healthy:
        return verdict(
            {
                "false in 100,000": (
                    measuring.healthy_table(corpora.other(chosen.healthy), errors=chosen.errors).changed,
                    FALSE,
                    False,
                )
            }
        )
    few = texts[:: max(1, len(texts) // 3)][:3] if chosen.quick else texts
    results: dict[str, tuple[float, float, bool]] = {}
    if chosen.only in {None, "damage"} or chosen.way:
        results |= damage(few, table, chosen)
    if chosen.only in {None, "healthy"} and not chosen.way:
        results |= healthy(chosen)
    if chosen.only in {None, "speed"} and not chosen.way:
        results |= speed(texts, 3 if chosen.quick else 9)
    return verdict(results)


def warm_up(texts: list[str]) -> None:
    """Load dictionaries and models before any clock runs."""
    pages = measuring.like_a_converted_page(texts)
    for tool in measuring.tools().values():
        for harmed in (*texts, *pages, "任務?！肮ぷ魅藛T\n區(qū)委書(shū)記", "鏂板瀷鍐犵姸", "æ–°åž‹"):
            tool(harmed)


def damage(texts: list[str], table: list[Way], chosen: argparse.Namespace) -> dict[str, tuple[float, float, bool]]:
    print(f"{len(texts)} {chosen.texts} texts, {sum(map(len, texts))} characters")
    errors = chosen.errors and chosen.texts == "development"
    limited = measuring.Damages(texts, chosen.quick, errors).run(table)
    print()
    return {name: (getattr(tally, LIMITS[name][0]), LIMITS[name][1], True) for name, tally in limited.items()}


def healthy(chosen: argparse.Namespace) -> dict[str, tuple[float, float, bool]]:
    kinds = corpora.fresh() if chosen.texts == "held_out" else corpora.healthy()
    found = measuring.healthy_table(kinds, errors=chosen.errors and chosen.texts == "development")
    print()
    return {"false in 100,000 healthy": (found.changed, FALSE, False)}


def speed(texts: list[str], rounds: int) -> dict[str, tuple[float, float, bool]]:
    seeds = sorted(SEED_LIKE.glob("000*.txt"))
    pages = [path.read_text("utf-8") for path in seeds] or measuring.like_a_converted_page(texts)
    found = measuring.speeds({"healthy": texts, "damaged": pages}, rounds)
    print()
    return {f"M characters/s, {kind}": (found[kind], least, True) for kind, least in FAST.items()}


def verdict(results: dict[str, tuple[float, float, bool]]) -> int:
    """Print each result beside its limit; 1 where one is missed."""
    missed = 0
    for name, (value, limit, least) in results.items():
        met = value >= limit if least else value <= limit
        missed += not met
        print(f"{name:28} {value:9.4f}  {'at least' if least else 'at most '} {limit:6.3f}  {'' if met else 'MISSED'}")
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
