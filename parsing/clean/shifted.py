"""Shifted bytes: a GBK stream that lost a byte, so that every pair after it was read one byte off.

    任務。“工作人員  ->  任務?！肮ぷ魅藛T     A1[A3] A1B0 B9A4 D7F7…: 。 lost its lead byte
    暫停活禽         ->  暫;钋菰讱           [CD]A3 BBEE C7DD…: 停 lost its lead byte, A3BB is ； folded to ;

The stream comes back into step at an ASCII byte, which may itself be the trail byte of the last character (員 is 86 54,
and 54 is T). A converter's reading after such a trail byte, as in o(hù), says which character it must be.

The repair is a beam search over the bytes behind a stretch that holds something no Chinese text has: each character
is read as it stands, or as the place where a lead byte was lost, or one byte off. Characters grow under
:mod:`parsing.clean.language`; the best finished readings are compared by their words, and one is taken only where it
is more probable than the text as it stands by a clear margin.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from heapq import nlargest
from itertools import pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from parsing.clean.bytepairs import FOLDED, pair, singles_of, two_bytes, with_lead, with_trail
from parsing.clean.fix import Fix
from parsing.clean.language import characters, likelihood
from parsing.clean.readings import SYLLABLE, reads
from parsing.clean.script import HAN, HAN_RUN, simplified

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

BEAM = 24
"""Hypotheses kept at each character: of those that differ only in the characters put back, the best."""
SLACK, MANY, AROUND = 3, 40, 16
"""Refinement: places before and after the rough beginning, characters tried there, context that they must fit."""
"""Finished hypotheses that are compared by their words."""
MARGIN = 7.0
"""Log odds against the text as it stands that a repair needs; see the damage benchmark for the curve."""
LOST_LEAD = -7.0
LOST_LEAD_MARKED = -9.0
LOST_TRAIL = -10.0
LOST_TRAIL_BEFORE_ASCII = -4.0
LOST_TRAIL_MARKED = -3.0
USUAL_LEAD, USUALLY_LOST = 5.0, frozenset("。、”’》）…—")
"""What it is worth that a run begins with a character under A1: that lead byte, that of most punctuation, is usually the one lost."""
HINT_KEPT, HINT_BROKEN = 3.0, -25.0
REPEATED = 0.25
"""Weight of the report's own habits against the language."""
BEFORE, AFTER = 40, 60
"""Characters round a sign of damage that the search looks at."""

SIGN = re.compile(
    rf"(?P<strong>[?@-~]\({SYLLABLE}\)|[\ue000-\uf8ff€]"
    rf"|(?<=[{HAN}])[\u0370-\u04ff\u2170-\u2179\u2474-\u249b\u2550-\u2573\u3040-\u30ff\u3105-\u312f]"
    rf"|(?<=[{HAN}])[@-WYZ\[-wyz{{-~](?=[{HAN}])"
    rf"|(?<=[{HAN}?）”])[\uff03-\uff07\uff0a\uff0b\uff0d-\uff19\uff1c-\uff1e\uff20-\uff5e](?=[{HAN}]))"
    rf"|(?<=[{HAN})，。、；：！？”’）》])[?xX](?=[{HAN}，。、；：！？“”‘’（）《》,;:!\uff01-\uff5e])"
)
"""Signs of damage: a reading of no Chinese character, or a symbol that hardly stands between Chinese ones; else a
question mark or an x, which are signs where the characters round them make no sense."""
NEAR, WINDOW, SENSELESS = 12, 3, -10.5
"""Characters round a weak sign, and the mean log probability of a few of them below which they make no sense: on
healthy reports one window in a thousand lies below -9.8, while damage lies about -14."""
HINTED = re.compile(rf"(.)\({SYLLABLE}\)")
FULL_WIDTH = str.maketrans(FOLDED)
UNIT = re.compile(rf"(?s)(.)(?:\(({SYLLABLE})\))?")


class Unit(NamedTuple):
    """A character of the stretch, with the reading glued to it."""

    start: int
    end: int
    text: str
    hint: str


class Run(NamedTuple):
    """A stretch read one byte off. ``opened`` is the first character in it, after any mark of the lost byte."""

    start: int
    opened: int
    end: int
    new: str


Shape: TypeAlias = tuple[int, int, int, tuple[tuple[int, int], ...]]


class Hypothesis(NamedTuple):
    """A reading of the stretch so far. ``pending``: lead byte waiting for its trail, ``IN_STEP`` or ``LEAD_LOST``.

    ``score`` is the log probability of its characters, ``price`` that of the bytes it takes for lost.
    """

    score: float
    price: float
    last: str
    pending: int
    start: int
    opened: int
    run: str
    runs: tuple[Run, ...]

    @property
    def shape(self) -> Shape:
        """What was lost where, whatever characters were put there."""
        return self.pending, self.start, len(self.run), tuple((run.start, len(run.new)) for run in self.runs)


IN_STEP, LEAD_LOST = -1, -2


@dataclass(frozen=True, slots=True)
class Usual:
    """What the healthy part of the report says over and over: names that no dictionary has."""

    pairs: Mapping[str, float]

    @classmethod
    def of(cls, text: str, stretches: list[tuple[int, int]]) -> Usual:
        """The pairs of characters outside the stretches that come more often than the language has them."""
        edges = [0, *(edge for stretch in stretches for edge in stretch), len(text)]
        healthy = _folded("\n".join(text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)))
        model, alone = characters(), Counter(healthy)
        gains = {
            pair: math.log(REPEATED * count / alone[pair[0]]) - model.next(pair[0], pair[1])
            for pair, count in Counter(map("".join, pairwise(healthy))).items()
        }
        return cls({pair: gain for pair, gain in gains.items() if gain > 0})

    def sense(self, stretch: str) -> float:
        """Log probability of a finished reading; readings glued to what they do not fit count against it."""
        odd = sum(1 for match in HINTED.finditer(stretch) if match[1].isascii())
        said = math.fsum(self.pairs.get(first + second, 0.0) for first, second in pairwise(_folded(stretch)))
        return likelihood(HINTED.sub(r"\1", stretch)) + odd * HINT_BROKEN + said


def _folded(text: str) -> str:
    return HINTED.sub(r"\1", text).translate(simplified()).translate(FULL_WIDTH)


def find_shifted(text: str) -> list[Fix]:
    """Put lost bytes back."""
    stretches = list(_stretches(text))
    if not stretches:
        return []
    usual = Usual.of(text, stretches)
    return [fix for start, end in stretches for fix in _repaired(text, start, end, usual)]


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """The parts of lines with signs of damage, apart from each other."""
    start = end = -1
    for sign in SIGN.finditer(text):
        if not sign["strong"] and not _senseless(text, sign.start()):
            continue
        line = text.rfind("\n", 0, sign.start()) + 1
        first = max(line, sign.start() - BEFORE)
        if first >= end:
            if start >= 0:
                yield start, end
            start = first
        stop = text.find("\n", sign.end())
        end = min(sign.end() + AFTER, stop if stop >= 0 else len(text))
    if start >= 0:
        yield start, end


def _senseless(text: str, at: int) -> bool:
    model = characters()
    plain = text[max(0, at - NEAR) : at + NEAR].translate(simplified())
    for run in HAN_RUN.findall(plain):
        logs = [model.next(first, second) for first, second in pairwise(run)]
        if any(sum(logs[i : i + WINDOW]) < SENSELESS * WINDOW for i in range(len(logs) - WINDOW + 1)):
            return True
    return False


def _repaired(text: str, start: int, end: int, usual: Usual) -> list[Fix]:
    stretch = text[start:end]
    units = [Unit(m.start(), m.end(), m[1], m[2] or "") for m in UNIT.finditer(stretch)]
    best = max(_search(units), key=_total, default=None)
    kept: list[Fix] = []
    refined = [_refined(stretch, units, rough, usual) for rough in (best.runs if best else ())]
    for fix, gain in sorted(refined, key=itemgetter(1), reverse=True):
        if gain >= MARGIN and not any(fix.start < other.end and other.start < fix.end for other in kept):
            kept.append(fix._replace(confidence=1 - math.exp(-gain / MARGIN)))
    return [fix._replace(start=start + fix.start, end=start + fix.end) for fix in sorted(kept)]


def _refined(stretch: str, units: list[Unit], rough: Run, usual: Usual) -> tuple[Fix, float]:
    """The run with the beginning and the end that make the most sense, and its log odds against no repair."""
    first, last = max(0, rough.start - AROUND), rough.end + AROUND

    def worth(fix: Fix, price: float) -> float:
        return usual.sense(stretch[first : fix.start] + fix.new + stretch[fix.end : last]) + price

    best, _ = max(_openings(units, rough), key=lambda opening: worth(*opening))
    best = max([best, *_closings(units, best)], key=lambda fix: worth(fix, 0.0))
    return best, worth(best, 0.0) - usual.sense(stretch[first:last])


def _openings(units: list[Unit], rough: Run) -> Iterator[tuple[Fix, float]]:
    """Other places at which the run may begin, each with the likely characters that lost their lead byte there."""
    opened = next(i for i, unit in enumerate(units) if unit.start == rough.opened)
    for at in range(max(0, opened - SLACK), min(opened + SLACK, len(units) - 1, opened + len(rough.new) - 1) + 1):
        between = [_between(units, i) for i in range(at + 1, opened + 1)]
        bytes_here = two_bytes(units[at].text)
        if not all(between) or not bytes_here:
            continue
        rest = "".join(between) + rough.new[1 + max(0, at - opened) :]
        marked = at > 0 and units[at - 1].text == "?"
        before = _plain(units[at - 1 - marked].text) if at > marked else ""
        start = units[at - marked].start
        for character, _ in _likely(before, with_trail(bytes_here[0][0]), MANY):
            price = (LOST_LEAD_MARKED if marked else LOST_LEAD) + (USUAL_LEAD if character in USUALLY_LOST else 0.0)
            yield Fix(start, rough.end, character + rest), price


def _between(units: list[Unit], at: int) -> str:
    """The character whose lead byte ends the unit before, and whose trail byte begins this one."""
    here, before = two_bytes(units[at].text), two_bytes(units[at - 1].text)
    return pair(before[0][1], here[0][0]) if here and before else ""


def _closings(units: list[Unit], fix: Fix) -> Iterator[Fix]:
    """Other last characters, where the run's last trail byte was lost."""
    last = next((unit for unit in reversed(units) if unit.start < fix.end), None)
    lead = two_bytes(fix.new[-1])
    if last is None or not lead or (singles_of(last.text) and last.text != "?"):
        return
    fitting = tuple(c for c in with_lead(lead[0][0]) if not last.hint or reads(c, last.hint))
    for character, _ in _likely(_plain(fix.new[-2:-1]), fitting, MANY):
        yield fix._replace(new=fix.new[:-1] + character)


def _total(hypothesis: Hypothesis) -> float:
    return hypothesis.score + hypothesis.price


def _search(units: list[Unit]) -> list[Hypothesis]:
    beam = [Hypothesis(0.0, 0.0, "", IN_STEP, -1, -1, "", ())]
    for unit in units:
        best: dict[Shape, Hypothesis] = {}
        for hypothesis in beam:
            for longer in _grown(hypothesis, unit):
                alike = best.get(longer.shape)
                if alike is None or _total(longer) > _total(alike):
                    best[longer.shape] = longer
        beam = nlargest(BEAM, best.values(), key=_total)
    end = units[-1].end if units else 0
    finished = [h for h in beam if h.pending == IN_STEP]
    for hypothesis in beam:
        if hypothesis.pending >= 0:
            finished += _trail_lost(hypothesis, end, "", LOST_TRAIL_BEFORE_ASCII)
    return finished


def _grown(hypothesis: Hypothesis, unit: Unit) -> Iterator[Hypothesis]:
    if hypothesis.pending == IN_STEP:
        yield _as_it_stands(hypothesis, unit)
        yield from _lead_lost(hypothesis, unit)
    elif hypothesis.pending == LEAD_LOST:
        yield from _opened(hypothesis, unit, 0.0)
    else:
        yield from _one_off(hypothesis, unit)


def _as_it_stands(hypothesis: Hypothesis, unit: Unit) -> Hypothesis:
    plain = _plain(unit.text)
    score = hypothesis.score + characters().next(hypothesis.last, plain)
    if unit.hint and unit.text.isascii():
        score += HINT_BROKEN
    return hypothesis._replace(score=score, last=plain)


def _lead_lost(hypothesis: Hypothesis, unit: Unit) -> Iterator[Hypothesis]:
    opened = hypothesis._replace(start=unit.start)
    if unit.text == "?" and not unit.hint:
        yield opened._replace(price=hypothesis.price + LOST_LEAD_MARKED, pending=LEAD_LOST)
    yield from _opened(opened, unit, LOST_LEAD)


def _opened(hypothesis: Hypothesis, unit: Unit, price: float) -> Iterator[Hypothesis]:
    for first, second in two_bytes(unit.text):
        for character, score in _likely(hypothesis.last, with_trail(first)):
            run = hypothesis._replace(
                score=hypothesis.score + score,
                price=hypothesis.price + price + (USUAL_LEAD if character in USUALLY_LOST else 0.0),
                last=_plain(character),
                pending=second,
                opened=unit.start,
                run=character,
            )
            if unit.hint:
                yield from _trail_lost(run, unit.end - len(unit.hint) - 2, unit.hint, LOST_TRAIL_BEFORE_ASCII)
            else:
                yield run


def _one_off(hypothesis: Hypothesis, unit: Unit) -> Iterator[Hypothesis]:
    model, last = characters(), hypothesis.last
    for first, second in two_bytes(unit.text):
        character = pair(hypothesis.pending, first)
        if not character:
            continue
        plain = _plain(character)
        run = hypothesis._replace(
            score=hypothesis.score + model.next(last, plain), last=plain, pending=second, run=hypothesis.run + character
        )
        if unit.hint:
            yield from _trail_lost(run, unit.end - len(unit.hint) - 2, unit.hint, LOST_TRAIL_BEFORE_ASCII)
        else:
            yield run
    for byte in singles_of(unit.text):
        character = pair(hypothesis.pending, byte)
        if character:
            score = hypothesis.score + model.next(last, _plain(character)) + _hinted(character, unit.hint)
            yield _closed(hypothesis._replace(score=score), unit.start + 1, character)
    if unit.text == "?":
        yield from _trail_lost(hypothesis, unit.start + 1, unit.hint, LOST_TRAIL_MARKED)
    price = LOST_TRAIL_BEFORE_ASCII if unit.text.isascii() else LOST_TRAIL
    for closed in _trail_lost(hypothesis, unit.start, "", price):
        yield _as_it_stands(closed, unit)


def _trail_lost(hypothesis: Hypothesis, end: int, hint: str, price: float) -> Iterator[Hypothesis]:
    """Close a run whose last character lost its trail byte; a reading glued to it narrows the choice."""
    fitting = [c for c in with_lead(hypothesis.pending) if not hint or reads(c, hint)]
    for character, score in _likely(hypothesis.last, tuple(fitting)):
        bet = hypothesis._replace(score=hypothesis.score + score, price=hypothesis.price + price)
        yield _closed(bet, end, character)


def _closed(hypothesis: Hypothesis, end: int, character: str) -> Hypothesis:
    run = Run(hypothesis.start, hypothesis.opened, end, hypothesis.run + character)
    runs = (*hypothesis.runs, run)
    return hypothesis._replace(last=_plain(character), pending=IN_STEP, start=-1, opened=-1, run="", runs=runs)


def _hinted(character: str, hint: str) -> float:
    if not hint:
        return 0.0
    return HINT_KEPT if reads(character, hint) else HINT_BROKEN


LIKELY = 5


def _likely(last: str, options: tuple[str, ...], most: int = LIKELY) -> list[tuple[str, float]]:
    model = characters()
    scored = [(character, model.next(last, _plain(character))) for character in options]
    return nlargest(most, scored, key=itemgetter(1))


@cache
def _plain(character: str) -> str:
    return character.translate(simplified())
