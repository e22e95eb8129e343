"""The tables of the benchmark of cleaning: each measures some texts with each tool and prints its rows."""

from __future__ import annotations

import math
import random
import statistics
import time
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from benchmarks.damages import STOP, Loss, shifted
from benchmarks.judging import Case, Tally
from parsing.aligned import AlignedText
from parsing.clean import CLEANERS, Cleaner, clean
from parsing.clean.shifted import MARGIN, find_shifted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from benchmarks.corpora import Healthy
    from benchmarks.damages import Way

    Tool = Callable[[str], str]

SEED = 20200123
MARGINS = (-1e9, 0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 7.0, 10.0, 15.0, 20.0)


def yibao(text: str, cleaners: Sequence[Cleaner] = CLEANERS) -> str:
    return clean(AlignedText.of(text), cleaners)[0].text


def tools() -> dict[str, Tool]:
    """What is compared; ``none`` leaves the text as it is."""
    import ftfy  # noqa: PLC0415  of the dev extra

    return {"yibao": yibao, "ftfy": ftfy.fix_text, "none": str}


def cases(way: Way, texts: Iterable[str], rounds: int) -> list[Case]:
    """The texts damaged: the same in each run."""
    rng = random.Random(f"{SEED} {way.name} {way.strength}")  # noqa: S311  repeatable
    return [way.make(text, rng) for text in texts for _ in range(rounds)]


def measured(tool: Tool, damaged: Iterable[Case], *, keep: bool = False) -> Tally:
    """What a tool gives back of damaged texts; ``keep`` for a look at what it does not."""
    tally = Tally()
    for case in damaged:
        started = time.process_time()
        got = tool(case.text)
        tally.add(case, got, time.process_time() - started, keep=keep)
    return tally


@dataclass(frozen=True, slots=True)
class Damages:
    """The table of damage: a row for each way, with the tallies of what falls under each limit."""

    texts: Sequence[str]
    quick: bool = False
    errors: bool = False

    def run(self, ways: Iterable[Way]) -> dict[str, Tally]:
        """Print the rows of some ways; the tallies under each limit."""
        limited: dict[str, Tally] = {}
        families: dict[str, dict[str, Tally]] = {}
        heads = "".join(f" | {name:>5}: runs   chars false speed" for name in ("yibao", "ftfy"))
        print(f"{'way of damage':36}{'strength':29}{'runs':>6}{heads} | none: chars")
        for way in ways:
            tallies = self._tallies(way)
            print(_row(way.name, way.strength, tallies), flush=True)
            for want, got in tallies["yibao"].failed:
                print(f"      wanted {want!r}\n      got    {got!r}")
            if way.limit:
                limited.setdefault(way.limit, Tally()).include(tallies["yibao"])
            family = families.setdefault(way.family, {name: Tally() for name in tallies})
            for name, tally in tallies.items():
                family[name].include(tally)
        print("together")
        for name, tallies in families.items():
            print(_row(name, "", tallies))
        return limited

    def _tallies(self, way: Way) -> dict[str, Tally]:
        damaged = cases(way, self.texts, 1 if self.quick else way.rounds)
        return {name: measured(tool, damaged, keep=self.errors and name == "yibao") for name, tool in tools().items()}


def _row(name: str, strength: str, tallies: Mapping[str, Tally]) -> str:
    cells = f"{name:36}{strength:29}{tallies['yibao'].runs:6}"
    for tool in ("yibao", "ftfy"):
        each = tallies[tool]
        cells += f" |    {each.restored:7.2%} {each.recovered:7.2%} {each.changed:5.0f} {each.speed:5.3f}"
    return f"{cells} |     {tallies['none'].recovered:7.2%}"


def healthy_table(kinds: Mapping[str, Sequence[Healthy]], *, errors: bool = False) -> Tally:
    """Print what is changed falsely in texts that no damage has touched, by kind; the tally of all of them."""
    total = {name: Tally() for name in ("yibao", "ftfy")}
    print(f"{'healthy text':36}{'characters':>11}" + "".join(f" | {name:>5}: false in 100,000" for name in total))
    for kind, texts in kinds.items():
        found = {name: _left_alone(tools()[name], texts, keep=errors and name == "yibao") for name in total}
        print(_healthy_row(kind, found), flush=True)
        for want, got in found["yibao"].failed[:200]:
            print(f"      wanted {want!r}\n      got    {got!r}")
        for name, tally in found.items():
            total[name].include(tally)
    print(_healthy_row("all", total))
    return total["yibao"]


def _left_alone(tool: Tool, texts: Iterable[Healthy], *, keep: bool) -> Tally:
    """What a tool does to texts that it should leave as they are, but for simplified characters.

    A traditional character that it leaves is no false change, only one that becomes another than is wanted.
    """
    tally = Tally()
    for each in texts:
        started = time.process_time()
        got = tool(each.text)
        took = time.process_time() - started
        want = each.want
        if len(each.text) == len(want) == len(got):
            forms = zip(each.text, want, got, strict=True)
            want = "".join(was if is_ == was else wanted for was, wanted, is_ in forms)
        tally.add(Case(each.text, want, ()), got, took, keep=keep)
    return tally


def _healthy_row(kind: str, found: Mapping[str, Tally]) -> str:
    cells = "".join(f" | {each.false:10} {each.changed:13.2f}" for each in found.values())
    return f"{kind:36}{found['yibao'].length:11}{cells}"


def speeds(texts: Mapping[str, Sequence[str]], rounds: int) -> dict[str, float]:
    """Print the speed on each set of texts, with the tools taking turns; return ours, in M characters a second."""
    both = {name: tool for name, tool in tools().items() if name != "none"}
    found = {}
    print(f"{'speed, M characters/s':36}{'characters':>11}" + "".join(f" | {name:>8}" for name in both))
    for kind, each in texts.items():
        size = sum(map(len, each))
        fast = {name: size / seconds / 1e6 for name, seconds in _turns(both, each, rounds).items()}
        print(f"{kind:36}{size:11}" + "".join(f" | {value:8.3f}" for value in fast.values()))
        found[kind] = fast["yibao"]
    return found


def _turns(both: Mapping[str, Tool], texts: Sequence[str], rounds: int) -> dict[str, float]:
    """The median seconds of each tool."""
    taken: dict[str, list[float]] = {name: [] for name in both}
    for number in range(rounds + 1):
        for name, tool in both.items():
            started = time.process_time()
            for text in texts:
                tool(text)
            if number:
                taken[name].append(time.process_time() - started)
    return {name: statistics.median(times) for name, times in taken.items()}


def like_a_converted_page(texts: Iterable[str]) -> list[str]:
    """Texts in traditional characters with readings and now and then a lost byte, as scraping sites have them."""
    rng = random.Random(SEED)  # noqa: S311  repeatable
    return [shifted(text, rng, Loss(0.2, STOP, keep=True, readings=1 / 3)).text for text in texts]


def margin_curve(texts: Sequence[str], healthy: Sequence[str], ways: Sequence[Way]) -> None:
    """What is recovered of shifted runs, and falsely changed, by the margin at which a repair is accepted.

    Of the healthy texts, which look as if bytes were lost, what counts is only what the decoder changes.
    """
    damaged = [case for way in ways for case in cases(way, texts, 1)]
    calm = [Case(text, yibao(text, with_margin(math.inf)), ()) for text in healthy]
    print(
        f"{'margin':>7} {'runs restored':>14} {'characters':>11} {'false in 100,000: damaged texts':>32} "
        f"{'healthy texts':>14}"
    )
    for margin in MARGINS:
        tool = partial(yibao, cleaners=with_margin(margin))
        found, still = measured(tool, damaged), measured(tool, calm)
        said = "  <- chosen" if margin == MARGIN else ""
        print(
            f"{max(margin, -99):7.1f} {found.restored:14.2%} {found.recovered:11.2%} {found.changed:32.1f} "
            f"{still.changed:14.1f}{said}"
        )


def with_margin(margin: float) -> tuple[Cleaner, ...]:
    """The table of steps, the decoder's margin another one."""
    other = Cleaner("shifted-bytes", partial(find_shifted, margin=margin))
    return tuple(other if each.name == other.name else each for each in CLEANERS)
