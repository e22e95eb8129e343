"""Shifted bytes: a GBK stream that lost a byte, so that every pair after it was read one byte off.

    任務。“工作人員  ->  任務?！肮ぷ魅藛T     A1[A3] A1B0 B9A4 D7F7…: 。 lost its lead byte
    暫停活禽         ->  暫;钋菰讱           [CD]A3 BBEE C7DD…: 停 lost its lead byte, A3BB is ； folded to ;

Stretches with a sign of damage are read again: :mod:`parsing.clean.lattice` has all that the bytes may have been,
:mod:`parsing.clean.decoder` finds the most probable of it, and each run of it is taken only where it is more probable
than the text as it stands by a clear margin.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property, partial
from heapq import nlargest
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from parsing.clean.bytepairs import often_lost, two_bytes, with_trail
from parsing.clean.decoder import decoded, log_probability
from parsing.clean.dropped import drops
from parsing.clean.fix import Fix
from parsing.clean.language import alone
from parsing.clean.lattice import Lattice
from parsing.clean.options import OTHER_SCRIPT, USUALLY_LOST, balance, foreign, plain
from parsing.clean.pinyin import SWALLOWED, SYLLABLE, reads
from parsing.clean.report_words import ReportWords
from parsing.clean.script import HAN, HAN_RUN, is_traditional, spoken
from parsing.clean.signs import is_japanese, is_learned, is_own, is_plain, stretches
from parsing.clean.units import units_of
from parsing.lexicon import load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from parsing.clean.arcs import Arc

MARGIN: float = load("language")["margin"]["plain"]
DOUBT: float = load("language")["margin"]["doubtful"] - MARGIN
"""Log odds that a repair needs in a text that is damaged beyond doubt, and how much more in any other."""
EXPECTED: float = MARGIN + DOUBT - load("language")["margin"]["expected"]
"""How much less it needs where the byte that was lost is one that is lost often."""
AROUND = 20
"""Characters before and after a run by which it is judged."""
NEAR = (8, 25)
"""Characters before and after a sign that are taken for damaged when the report's own words are counted."""
LINE = 400
"""Characters of a line before a stretch in which a mark may have been opened."""
LOST_BOTH, GUESSED = 2, -6.0
"""A run of so many characters has but its first and its last, and its price where both had to be guessed."""
INSIDE = re.compile(rf"\?(?=\({SYLLABLE}\))")
"""A mark before a reading, which may be half of a character and the reading written into it."""
LETTERED = re.compile(rf"(?<![A-Za-z])[A-Za-z]([{HAN}])")
READING = re.compile(rf"\({SYLLABLE}\)")
SPELT, FIGURE_LEFT = re.compile(rf"\(({SYLLABLE})\)"), re.compile(r"[?？]{1,2}[0-9]")
FIGURE_BEHIND = re.compile(r"[?？][0-9]")
"""The end of a run before a figure: 诘?1.9% was 的91.9%.

The ``?`` may have swallowed the first digit with the last byte."""
HALF, DOUBTFUL = re.compile(SWALLOWED), 0.5
"""Half of a character with a reading; confidence of a repair that something else in the text speaks against."""
BESIDE, RIVALS, LARGEST = 4, 12, 30.0
"""Characters beside the first of a run that tell it from so many others; the largest log odds told."""
OF_PROGRAM = re.compile(r"@|[?？]?[\[-`{-~]")
"""What alone shows no lost byte where nothing else shows damage: {:?} is a program's, @ stands before names."""
ASKED = re.compile("？+|(?<=[吗嗎呢吧么麼])[?？]+")
"""Marks that ask, however often: those of full width, and those behind a particle that asks."""
LONG, SHORT, SURE = 1000, 2, 1 / (1 + math.exp(-12.0))
"""Characters of a text in which chance alone makes a run; characters of such a run; how sure one that stands alone
must be."""
LATIN_WORD = re.compile("[A-Za-z]{3}")
WITHIN, REACH = 3, 12
"""Characters between a run and the nearest Chinese at most, this one included; the same with a reading between them."""
CHINESE, CELL_END = re.compile(f"[{HAN}，。、；：！？“”（）《》\ue000-\uf8ff]"), re.compile(r"[\n\t]")


@dataclass(frozen=True)
class Habits:
    """What the decoder knows of a report: its own words, its script, its characters. Most are never asked for.

    ``plain``: whether it is damaged beyond doubt.
    """

    text: str
    plain: bool

    @cached_property
    def own(self) -> ReportWords:
        """The words of the healthy part."""
        return _own_words(self.text)

    @cached_property
    def traditional(self) -> bool:
        """Whether it is in traditional characters."""
        return is_traditional(self.text)

    @cached_property
    def drops(self) -> bool:
        """Whether the page may have dropped characters of the user-defined area."""
        return drops(self.text)

    @cached_property
    def used(self) -> frozenset[str]:
        """Its characters."""
        return frozenset(self.text)

    @cached_property
    def lettered(self) -> Counter[str]:
        """How often a character stands after a lone letter: 類 of A類、B類."""
        return Counter(match[1] for match in LETTERED.finditer(self.text))

    def named_by_letters(self, word: str) -> bool:
        """Whether a letter and a character are one of several such words of the report (A類、B類), and no lost byte."""
        return LETTERED.fullmatch(word) is not None and self.lettered[word[1]] > 1

    def written(self, forms: str) -> str:
        """The form of a character that the report would use."""
        return next((form for form in forms if form in self.used), forms[0])


class Run(NamedTuple):
    """A stretch read one byte off, as a repair with its price."""

    start: int
    end: int
    new: str
    price: float


Accepted: TypeAlias = "list[tuple[Run, float]]"
"""Runs of a stretch, each with its gain."""


def find_shifted(text: str, margin: float = MARGIN) -> list[Fix]:
    """Put lost bytes back, where that is more probable than the text as it stands by a margin of log odds."""
    found = list(stretches(text))
    if "\ufffd" not in text and not found:
        return []
    plain = is_plain(text)
    if plain and "\ufffd" in text:  # elsewhere UTF-8 was cut
        text = text.replace("\ufffd", "?")
        found = list(stretches(text))
    if not plain and (is_learned(text) or is_japanese(text)):
        return []
    habits, needed = Habits(text, plain), margin + (0.0 if plain else DOUBT)
    fixes = [
        fix for start, end in found for fix in _repaired(text, start, end, habits, needed) if _may_be_lost(text, fix)
    ]
    if not plain:
        if len(text) > LONG and len({text[fix.start : fix.end] for fix in fixes}) == 1 and _is_chance(fixes[0]):
            return []
        fixes = [
            fix
            for fix in fixes
            if not (OF_PROGRAM.fullmatch(text, fix.start, fix.end) or ASKED.fullmatch(text, fix.start, fix.end))
            and not is_own(text, fix.start, fix.end)
        ]
    return [
        fix for fix in fixes if fix.end - fix.start > 1 or not habits.named_by_letters(text[fix.start : fix.end + 1])
    ]


def _is_chance(fix: Fix) -> bool:
    return fix.end - fix.start <= SHORT and fix.confidence < SURE


def _may_be_lost(text: str, fix: Fix) -> bool:
    """Whether a run has Chinese in it or near it, and neither begins nor ends within a Latin word (［class］).

    A sign in a regular expression, in a formula or alone in the cell of a table is none of a stream of Chinese.
    """
    if LATIN_WORD.match(text, fix.end - 1) or LATIN_WORD.match(text, max(0, fix.start - 2)):
        return False
    if text.startswith("[^", fix.start - 1):
        return False
    before = READING.sub("", CELL_END.split(text[max(0, fix.start - REACH) : fix.start])[-1])[-WITHIN:]
    after = READING.sub("", CELL_END.split(text[fix.end : fix.end + REACH])[0])[:WITHIN]
    return CHINESE.search(before + text[fix.start : fix.end] + after) is not None


def _own_words(text: str) -> ReportWords:
    """What the healthy part says."""
    edges = [0, *(edge for stretch in stretches(text, *NEAR) for edge in stretch), len(text)]
    healthy = "\n".join(text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True))
    return ReportWords(HAN_RUN.findall(READING.sub("", healthy).translate(spoken())))


def _repaired(text: str, start: int, end: int, habits: Habits, margin: float) -> list[Fix]:
    stretch = text[start:end] + "\n" * (end == len(text))
    line = text.rfind("\n", max(0, start - LINE), start) + 1 or max(0, start - LINE)
    state = balance(text[line:start])[-1]
    found = _accepted(stretch, habits, margin, state)
    if marks := [match.end() for match in INSIDE.finditer(stretch)]:
        found = _likelier(stretch, found, marks, partial(_accepted, habits=habits, margin=margin, state=state), habits)
    return [
        Fix(start + run.start, start + run.end, run.new, min(1 / (1 + math.exp(-gain)), _most_certain(stretch, run)))
        for run, gain in found
    ]


def _accepted(stretch: str, habits: Habits, margin: float, state: int) -> Accepted:
    """The runs of a stretch that are taken, each with its gain."""
    lattice = Lattice(units_of(stretch), habits.traditional, habits.drops, state, habits.plain)
    arcs = (arc for window in lattice.windows() for arc in decoded(lattice, habits.own, *window))
    runs = list(_runs(arcs, habits))
    gains = [_gain(stretch, runs, number, habits) for number in range(len(runs))]
    return [
        (run, gain)
        for run, gain in zip(runs, gains, strict=True)
        if gain >= margin - (EXPECTED if margin > MARGIN and often_lost(stretch[run.start]) else 0.0)
    ]


def _likelier(
    stretch: str, found: Accepted, marks: Sequence[int], again: Callable[[str], Accepted], habits: Habits
) -> Accepted:
    """The runs found, or, if that is better, those found after undoing readings behind marks.

    Each such reading is written into characters as if its mark had swallowed a bracket.
    """
    pieces = [
        stretch[first:last]
        for first, last in zip([0, *(mark + 1 for mark in marks)], [*marks, len(stretch)], strict=True)
    ]
    taken = frozenset(marks)
    places = [at for at in range(len(stretch)) if at not in taken]
    narrow = "".join(pieces)
    other = again(narrow)
    if _worth(narrow, other, habits) <= _worth(stretch, found, habits):
        return found
    return [(run._replace(start=places[run.start], end=places[run.end - 1] + 1), gain) for run, gain in other]


def _worth(stretch: str, found: Accepted, habits: Habits) -> float:
    """Log probability of a stretch repaired."""
    runs = [run for run, _ in found]
    return log_probability(_with(stretch, 0, len(stretch), runs), habits.own) + sum(run.price for run in runs)


def _most_certain(stretch: str, run: Run) -> float:
    """How certain a repair can be at most.

    Less where the reading behind it belongs to another character, or where a figure may have been lost there.
    """
    told = SPELT.match(stretch, run.end)
    guessed = FIGURE_LEFT.match(stretch, run.start) is not None and run.end - run.start <= LOST_BOTH
    guessed = guessed or FIGURE_BEHIND.match(stretch, run.end - 1) is not None
    return DOUBTFUL if guessed or (told and not reads(run.new[-1], told[1])) else _sure_of_first(stretch, run)


def _sure_of_first(stretch: str, run: Run) -> float:
    """How sure the first character of a run is among those that end in the same byte: 百?滇t was 百姓醫, or any name."""
    codes = two_bytes(run.new[0])
    half = HALF.match(stretch, run.start)  # which its reading tells
    if half or run.new[0] in USUALLY_LOST or not codes or not HAN_RUN.match(run.new[0]):
        return 1.0
    before, after = stretch[max(0, run.start - BESIDE) : run.start], run.new[1:BESIDE] + stretch[run.end : run.end + 2]
    among = {run.new[0], *nlargest(RIVALS, with_trail(codes[0][1]), key=lambda c: alone(plain(c)))}
    odds = {c: log_probability(before + c + after) for c in sorted(among)}
    return 1 / sum(math.exp(min(LARGEST, each - odds[run.new[0]])) for each in odds.values())


def _runs(arcs: Iterable[Arc], habits: Habits) -> Iterator[Run]:
    run: Run | None = None
    for arc in arcs:
        if arc.opens:
            run = Run(arc.start, arc.end, "", 0.0)
        if run is not None:
            new = run.new + habits.written(arc.forms)
            run = Run(run.start, max(run.end, arc.end), new, run.price + arc.price)
            if arc.closes:
                seen = arc.opens or len(new) > LOST_BOTH or arc.price == 0.0
                yield run if seen else run._replace(price=run.price + GUESSED)
                run = None


def _gain(stretch: str, runs: list[Run], number: int, habits: Habits) -> float:
    """The log odds of a run against the text as it stands, the other runs near it repaired."""
    run = runs[number]
    before = _with(stretch, max(0, run.start - AROUND), run.start, runs[max(0, number - AROUND) : number])[-AROUND:]
    after = _with(stretch, run.end, min(len(stretch), run.end + AROUND), runs[number + 1 : number + AROUND])[:AROUND]
    repaired = log_probability(before + run.new + after, habits.own) + run.price
    old = stretch[run.start : run.end]
    strange = sum(foreign(character, habits.traditional) for character in READING.sub("", old))
    return repaired - log_probability(before + old + after, habits.own) - OTHER_SCRIPT * strange


def _with(stretch: str, start: int, end: int, runs: Iterable[Run]) -> str:
    """A part of a stretch with the runs that touch it repaired."""
    pieces: list[str] = []
    at = start
    for run in runs:
        if run.end > start and run.start < end:
            pieces += (stretch[at : run.start], run.new)
            at = run.end
    return "".join(pieces) + stretch[at:end]
