"""Which figures are the items of one list: the phrases from where a list opens to where it must or may end.

Marks decide: 、 joins items of one kind; ， may also begin another matter, so that a list of commas can have several
ends.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from parsing.extract.checks.phrases import COUNT, either
from parsing.extract.metrics.wordlists import alike
from parsing.lexicon import load

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsing.extract.checks.phrases import Phrase
    from parsing.record import Metric

STOPS = frozenset("。！？：\n")
"""Marks that end a list."""
LEAD = 30
"""The longest description of an item, in characters before its figure."""


class Part(NamedTuple):
    """An item: its figure (an index into the metrics) and its words, the figure itself as ``#``."""

    figure: int
    words: str

    @property
    def lead(self) -> str:
        """The words before the figure."""
        return self.words.partition(COUNT)[0]

    @property
    def times(self) -> int:
        """How many items share the figure (甲、乙、丙各#: 3); 0 where the words do not say how many (五区各#)."""
        if not (each := _each().search(self.lead)):
            return 1
        items = len(_between_items().findall(self.lead[: each.start()])) + 1
        return items if items > 1 else 0

    @property
    def first(self) -> bool:
        """Whether the figure comes before what it counts (3例为轻型)."""
        return self.words.startswith(COUNT)


class Parts(NamedTuple):
    """The items of a list; after each of ``ends`` (numbers of items) it may end before the last one.

    ``loose``: the items are not joined alike, so that the last one may belong to another matter. ``undecided``: they
    name only examples, leave something over, or are no plain figures of one kind.
    """

    parts: tuple[Part, ...]
    ends: tuple[int, ...] = ()
    loose: bool = False
    undecided: bool = False


@cache
def starters() -> tuple[str, ...]:
    """Words that begin another matter."""
    return (*load("lists")["words"]["others"], *load("counts")["what"]["verbs"])


@cache
def _kinds() -> tuple[str, ...]:
    """Words that only begin like one that begins another matter: 无症状."""
    return tuple(load("lists")["words"]["kinds"])


def _begins_matter(words: str) -> bool:
    """Whether words begin another matter than the list: 累计…."""
    return words.startswith(starters()) and not words.startswith(_kinds())


@cache
def opening() -> re.Pattern[str]:
    """The openers of lists at the start of a phrase; the group that matches is the claim."""
    table = load("lists")["openers"]
    groups = ((claim, either(map(re.escape, table[claim])).pattern) for claim in ("part", "whole", "some"))
    return re.compile("|".join(f"(?P<{claim}>{words})" for claim, words in groups))


@cache
def _open() -> re.Pattern[str]:
    """In a list that names examples only: 等."""
    return re.compile(load("lists")["words"]["open"])


@cache
def _rest() -> re.Pattern[str]:
    """What is left over: 其余."""
    return either(load("lists")["words"]["rest"])


@cache
def _compared() -> re.Pattern[str]:
    """Beside a figure of another time: 较, 去年."""
    return either(load("lists")["words"]["compared"])


@cache
def _each() -> re.Pattern[str]:
    """Before a figure that each of the items has: 各."""
    return re.compile(load("lists")["words"]["each"])


@cache
def _between_items() -> re.Pattern[str]:
    return either(["、", *load("lists")["words"]["joined"]])


def parts_from(metrics: Sequence[Metric], phrases: Sequence[Phrase], at: int, total: Metric) -> Parts:
    """The list whose first item is the phrase at ``at``."""
    walk = _Walk(metrics, alike(total.unit))
    for number in range(at, len(phrases)):
        phrase = phrases[number]
        if number > at and walk.must_end(phrase):
            break
        if not walk.take(phrase, following=phrases[number + 1].mark if number + 1 < len(phrases) else ""):
            break
    return walk.result()


class _Walk:
    """The walk through the phrases of a list."""

    def __init__(self, metrics: Sequence[Metric], units: frozenset[str]) -> None:
        self.metrics, self.units = metrics, units
        self.parts: list[Part] = []
        self.ends: list[int] = []
        self.joint = self.held = ""
        self.skipped = self.loose = self.undecided = False

    def must_end(self, phrase: Phrase) -> bool:
        """Whether the mark or the opener before a phrase ends the list."""
        if phrase.mark in STOPS or opening().match(phrase.plain):
            return True
        return phrase.mark == "；" and self.joint not in {"", "；"}

    def take(self, phrase: Phrase, following: str) -> bool:
        """Read a phrase; false where the list ended before it."""
        words = self.held + (opening().sub("", phrase.plain, count=1) if not self.parts else phrase.plain)
        if not phrase.counts:
            return self._without_count(words, following)
        counts = [count for count in phrase.counts if self.metrics[count].unit in self.units]
        if self.parts and phrase.mark != "、" and (not counts or self._elsewhere(words)):
            return False
        self.undecided |= len(counts) != 1 or bool(_compared().search(words)) or bool(_open().search(words))
        if len(counts) == 1:
            part = Part(counts[0], words)
            self.undecided |= not part.times
            self._append(part, phrase.mark)
        self.held, self.skipped = "", False
        return not self.undecided

    def _without_count(self, words: str, following: str) -> bool:
        self.held = words + "、" if following == "、" else ""
        if not self.held and not self.parts and following in STOPS | {"；"}:
            return False
        if not self.held:
            self.undecided |= bool(self.parts) and bool(_open().match(words) or _rest().search(words))
        ended = self.skipped and not self.held
        self.skipped = bool(self.parts) and not self.held
        return not ended and not self.undecided

    def _elsewhere(self, words: str) -> bool:
        """Whether the words begin another matter than the items before them."""
        first = self.parts[0].words
        lead = words.partition(COUNT)[0]
        other = _begins_matter(lead) and not _begins_matter(first)
        return other or words.startswith(COUNT) != self.parts[0].first or len(lead) > LEAD

    def _append(self, part: Part, mark: str) -> None:
        if self.parts:
            self.loose |= self.skipped or (self.joint not in {"", mark})
            if mark != "、":
                self.ends.append(len(self.parts))
            self.joint = self.joint or mark
        self.parts.append(part)

    def result(self) -> Parts:
        """What was read."""
        return Parts(tuple(self.parts), tuple(self.ends), self.loose, self.undecided)


def complete(parts: Sequence[Part]) -> bool:
    """Whether the items are kinds that leave nothing over: 男 and 女."""
    return any(
        len(row) == len(parts)
        and all(sum(word in part.words for part in parts) == 1 for word in row)
        and all(any(word in part.words for word in row) for part in parts)
        for row in load("lists")["wholes"]["rows"]
    )
