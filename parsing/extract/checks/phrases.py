"""A text as its lists see it: phrases between marks, each with its counts, the brackets a level of their own.

Whether figures are items of one list shows in the marks between them, once what stands in brackets is set aside. One
pass over the text lays out every level, flat, however deep the brackets go.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from parsing.lexicon import load
from parsing.values import Value

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from parsing.record import Metric

STRETCH = re.compile(r"([^（）()、，；。！？：\n]*)([（）()、，；。！？：\n]|\Z)")
"""Words, and the mark that ends them."""
ENDING, GOING_ON = frozenset(["", *"。！？\n"]), frozenset("；：")
"""Marks that end a list (nothing is before the first phrase), and those behind which it goes on in the next line."""
GAP = 40
"""Characters between two figures of a phrase within which a word that joins them is looked for."""
COUNT = "#"
"""What stands for a count in the plain words of a phrase."""


class Phrase(Value, frozen=True):
    """What stands between two marks: the mark before it, its counts (indices), and its words without brackets.

    In ``plain`` each count is a ``#``.
    """

    mark: str
    counts: tuple[int, ...]
    plain: str

    @property
    def lead(self) -> str:
        """The words before the first count."""
        return self.plain.partition(COUNT)[0]


class Level(Value, frozen=True):
    """The phrases of the text, or of one bracket; ``owner``: the counts of the phrase that the bracket follows."""

    owner: tuple[int, ...]
    phrases: tuple[Phrase, ...]


@dataclass(slots=True)
class _Open:
    """A level that is being laid out."""

    owner: tuple[int, ...]
    phrases: list[Phrase] = field(default_factory=list)
    mark: str = ""
    counts: list[int] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    def close(self, mark: str) -> None:
        """End the phrase; the next one follows that mark."""
        plain = (self.words[0] if len(self.words) == 1 else "".join(self.words)).strip()
        if self.counts or plain:
            self.phrases.append(Phrase(self.mark, tuple(self.counts), plain))
        elif (mark not in ENDING and self.mark in ENDING) or (mark == "\n" and self.mark in GOING_ON):
            mark = self.mark
        self.mark, self.counts, self.words = mark, [], []


def either(entries: Iterable[str]) -> re.Pattern[str]:
    """One of these, the longest first; nothing where there are none."""
    return re.compile("|".join(sorted(entries, key=len, reverse=True)) or "(?!)")


@cache
def _joined() -> re.Pattern[str]:
    return either(load("lists")["words"]["joined"])


def levels(text: str, metrics: Sequence[Metric]) -> list[Level]:
    """All levels: each bracket when it closes (at the end of its line at last), the text itself at the end."""
    layout = _Layout(metrics)
    for words, mark in STRETCH.findall(_counted(text, metrics)):
        if words:
            layout.put(words)
        if mark:
            layout.mark(mark)
    layout.leave(0)
    return layout.done


def _counted(text: str, metrics: Sequence[Metric]) -> str:
    """The text with a sign in the place of each count, and no other such sign."""
    ends = [0, *(metric.end for metric in metrics)]
    starts = [*(metric.start for metric in metrics), len(text)]
    return COUNT.join(text[end:start].replace(COUNT, "") for end, start in zip(ends, starts, strict=True))


class _Layout:
    """A text that is being laid out: the levels that are open, those that are done, and how many counts are read."""

    def __init__(self, metrics: Sequence[Metric]) -> None:
        self.metrics = metrics
        self.stack = [_Open(())]
        self.done: list[Level] = []
        self.number = 0

    def put(self, words: str) -> None:
        """Put what stands before the next mark into the phrase."""
        if COUNT in words:
            *before, words = words.split(COUNT)
            for lead in before:
                self._count(lead)
        self.stack[-1].words.append(words)

    def mark(self, mark: str) -> None:
        """Open or close a level, or end the phrase."""
        if mark in "（(":
            self.stack.append(_Open(tuple(self.stack[-1].counts)))
        elif mark in "）)":
            self.leave(max(1, len(self.stack) - 1))
        else:
            if mark == "\n":
                self.leave(1)
            self.stack[-1].close(mark)

    def leave(self, depth: int) -> None:
        """Close the levels that are deeper."""
        while len(self.stack) > depth:
            inner = self.stack.pop()
            inner.close("")
            self.done.append(Level(inner.owner, tuple(inner.phrases)))

    def _count(self, words: str) -> None:
        """Put the next count into the phrase, behind the words before it.

        Words that join it to a count of its unit make it an item of its own.
        """
        level, unit = self.stack[-1], self.metrics[self.number].unit
        joint = _joined().search(words, max(0, len(words) - GAP)) if level.counts else None
        if joint and self.metrics[level.counts[-1]].unit == unit:
            level.words.append(words[: joint.start()])
            level.close("、")
            words = words[joint.end() :]
        level.words += [words, COUNT]
        level.counts.append(self.number)
        self.number += 1
