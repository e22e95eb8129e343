"""What was wanted of a damaged text, and how much of it a tool gave back.

Damage is laid over damage as it happens in the world, so each character of the text carries along where it stood in the
text that is wanted. Of what a tool returns, every difference from the wanted text is looked up there: it lies in a run
of the damage that is being measured, in what other damage had touched, or in a part that was healthy.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tests.damage import Damaged


class Stretch(NamedTuple):
    """``[start, end)`` of a text; empty where something was put between two characters."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Case:
    """A damaged text, the text wanted, and the stretches of the latter that were harmed.

    ``runs`` are those of the damage that is measured, ``touched`` those of all other.
    """

    text: str
    want: str
    runs: tuple[Stretch, ...]
    touched: tuple[Stretch, ...] = ()


class Trail:
    """Lays damage over a text, layer by layer."""

    def __init__(self, want: str) -> None:
        self.want = self.text = want
        self.origin = [Stretch(at, at + 1) for at in range(len(want))]
        self.runs: list[Stretch] = []
        self.touched: list[Stretch] = []

    def lay(self, damaged: Damaged, *, measured: bool = False) -> Trail:
        """Take a damaged form of :attr:`text` for the text from now on."""
        origin: list[Stretch] = []
        before = after = 0
        for start, end, was in damaged.changes:
            origin += self.origin[before : before + start - after]
            before += start - after
            span = self._span(before, before + len(was))
            if len(was) == end - start:
                origin += self.origin[before : before + len(was)]
            else:
                origin += [span] * (end - start)
            (self.runs if measured else self.touched).append(span)
            before, after = before + len(was), end
        self.origin = origin + self.origin[before:]
        self.text = damaged.text
        return self

    def _span(self, start: int, end: int) -> Stretch:
        if start < end:
            return Stretch(self.origin[start].start, self.origin[end - 1].end)
        at = self.origin[start].start if start < len(self.origin) else len(self.want)
        return Stretch(at, at)

    def case(self) -> Case:
        """What the layers have come to."""
        return Case(self.text, self.want, tuple(self.runs), tuple(self.touched))


class Difference(NamedTuple):
    """``want[start:end]`` is not in what was got, which has ``put`` more characters there than belong."""

    start: int
    end: int
    put: int


def differences(want: str, got: str) -> list[Difference]:
    """All differences, line by line where there are as many lines in both."""
    if want == got:
        return []
    lines, others = want.split("\n"), got.split("\n")
    if len(lines) != len(others):
        return list(_differences(want, got, 0))
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    pairs = zip(lines, others, starts, strict=False)
    return [found for line, other, start in pairs if line != other for found in _differences(line, other, start)]


def _differences(want: str, got: str, offset: int) -> Iterator[Difference]:
    for kind, start, end, first, last in SequenceMatcher(None, want, got, autojunk=False).get_opcodes():
        if kind != "equal":
            yield Difference(offset + start, offset + end, max(0, last - first - (end - start)))


@dataclass(slots=True)
class Tally:
    """What became of some cases. ``runs`` and ``characters`` are those of the damage measured."""

    runs: int = 0
    whole: int = 0
    characters: int = 0
    right: int = 0
    healthy: int = 0
    false: int = 0
    length: int = 0
    seconds: float = 0.0
    failed: list[tuple[str, str]] = field(default_factory=list)
    """What was wanted and what was got, for runs that were not given back, where that was asked for."""

    def add(self, case: Case, got: str, seconds: float = 0.0, *, keep: bool = False) -> None:
        """Count what a tool made of a case; ``keep`` what is wrong, for those who look at errors."""
        found = differences(case.want, got)
        for run in case.runs:
            wrong = _wrong(run, found)
            self.runs += 1
            self.characters += max(1, run.end - run.start)
            self.whole += not wrong
            self.right += max(1, run.end - run.start) - min(wrong, max(1, run.end - run.start))
        harm = _merged((*case.runs, *case.touched))
        self.healthy += len(case.want) - sum(end - start for start, end in harm)
        self.false += sum(_outside(each, harm) for each in found)
        self.length += len(case.text)
        self.seconds += seconds
        if keep:
            self.failed += [_seen(case.want, got, run) for run in case.runs or found if _wrong(run, found)]

    def include(self, other: Tally) -> None:
        """Add what became of other cases."""
        for name in ("runs", "whole", "characters", "right", "healthy", "false", "length", "seconds"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.failed += other.failed

    @property
    def restored(self) -> float:
        """The share of runs given back to the letter."""
        return self.whole / self.runs if self.runs else 1.0

    @property
    def recovered(self) -> float:
        """The share of the damaged characters that are right."""
        return self.right / self.characters if self.characters else 1.0

    @property
    def changed(self) -> float:
        """Falsely changed characters in 100,000 that were healthy."""
        return 1e5 * self.false / self.healthy if self.healthy else 0.0

    @property
    def speed(self) -> float:
        """Millions of characters a second."""
        return self.length / self.seconds / 1e6 if self.seconds else 0.0


def _overlap(run: Stretch | Difference, each: Difference) -> int:
    return max(0, min(run.end, each.end) - max(run.start, each.start))


def _wrong(run: Stretch | Difference, found: Iterable[Difference]) -> int:
    """The characters of a run that are not right, or 1 where only something was put into it or beside it.

    Of an empty run, where something had been put between two characters, anything wrong there is wrong.
    """
    missing = sum(_overlap(run, each) for each in found)
    put = any(each.start <= run.end and run.start <= each.end for each in found if each.put or run.start == run.end)
    return missing or int(put)


def _merged(stretches: Iterable[Stretch]) -> list[Stretch]:
    merged: list[Stretch] = []
    for start, end in sorted(stretches):
        if merged and start <= merged[-1].end:
            merged[-1] = Stretch(merged[-1].start, max(end, merged[-1].end))
        else:
            merged.append(Stretch(start, end))
    return merged


def _outside(each: Difference, harm: list[Stretch]) -> int:
    """Characters of a difference that no damage had touched; an insertion counts where no damage is beside it."""
    near = [span for span in harm if span.start <= each.end and each.start <= span.end]
    wrong = each.end - each.start - sum(_overlap(span, each) for span in near)
    return wrong + (0 if near else each.put)


def _seen(want: str, got: str, run: Stretch, around: int = 8) -> tuple[str, str]:
    """A run and what stands in its place, found by what is before it, for those who look at errors."""
    blocks = SequenceMatcher(None, want, got, autojunk=False).get_matching_blocks()
    shift = [block.b - block.a for block, _ in pairwise(blocks) if block.a <= run.start] or [0]
    start = max(0, run.start - around)
    return want[start : run.end + around], got[max(0, start + shift[-1]) : run.end + shift[-1] + around]
