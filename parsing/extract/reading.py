"""A text as the name finders see it: words where they are needed, and the mentions found so far.

Segmenting everything would cost more than all other steps together, so a stretch between two punctuation marks is
segmented when somebody first asks for its words.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from parsing.words import Word, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from parsing.record import Label

RUN = re.compile(r"[^\s，。；：！？、…“”‘’《》〈〉（）【】〔〕()\[\],;:!?\"|/]{1,96}")
"""A stretch without punctuation; a longer one is cut, so that no text costs more than linear time."""


class Mention(NamedTuple):
    """A named thing at ``[start, end)``."""

    start: int
    end: int
    label: Label


@dataclass(frozen=True, slots=True)
class Reading:
    """A text with its runs; ``cut`` remembers the words of the runs asked for, and where they start."""

    text: str
    starts: list[int]
    ends: list[int]
    cut: dict[int, tuple[list[Word], list[int]]] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, text: str) -> Reading:
        """Divide a text into runs."""
        spans = [match.span() for match in RUN.finditer(text)]
        return cls(text, [start for start, _ in spans], [end for _, end in spans])

    def run(self, at: int) -> tuple[int, int]:
        """The run that holds the character at ``at``; empty at ``at`` where it is punctuation."""
        number = bisect_right(self.starts, at) - 1
        if number < 0 or self.ends[number] <= at:
            return at, at
        return self.starts[number], self.ends[number]

    def words(self, start: int, end: int) -> tuple[list[Word], list[int]]:
        """The words of a run and where they start."""
        found = self.cut.get(start)
        if found is None:
            own = words().cut(self.text[start:end], start)
            found = self.cut[start] = own, [word.start for word in own]
        return found

    def backwards(self, end: int) -> Iterator[Word]:
        """The words before ``end`` in its run, the nearest first; a word that ``end`` divides is given in part."""
        if end == 0:
            return
        start, stop = self.run(end - 1)
        if stop < end:
            return
        own, starts = self.words(start, stop)
        number = bisect_right(starts, end - 1)
        last = own[number - 1]
        if last.end > end:
            part = self.text[last.start : end]
            yield Word(last.start, end, part, words().tag(part) or last.tag)
            number -= 1
        yield from reversed(own[:number])

    def word(self, at: int) -> Word | None:
        """The word that holds the character at ``at``, if it stands in a run."""
        start, end = self.run(at)
        if start == end:
            return None
        own, starts = self.words(start, end)
        return own[bisect_right(starts, at) - 1]

    def border(self, at: int) -> bool:
        """Whether no word of several characters runs over ``at``."""
        start, end = self.run(at)
        if start in {end, at}:
            return True
        starts = self.words(start, end)[1]
        return starts[bisect_right(starts, at) - 1] == at


@dataclass(frozen=True, slots=True)
class Ends:
    """Mentions by where they end, for names that take the one before them in."""

    by_end: dict[int, Mention]
    order: list[int]

    @classmethod
    def of(cls, mentions: Iterable[Mention]) -> Ends:
        """Index mentions; of those with one end the longest counts."""
        by_end: dict[int, Mention] = {}
        for mention in mentions:
            known = by_end.get(mention.end)
            if known is None or mention.start < known.start:
                by_end[mention.end] = mention
        return cls(by_end, sorted(by_end))

    def at(self, end: int) -> Mention | None:
        """The mention that ends there."""
        return self.by_end.get(end)

    def floor(self, at: int) -> int:
        """The end of the last mention that ends at ``at`` or before, else 0."""
        number = bisect_right(self.order, at)
        return self.order[number - 1] if number else 0


def apart(mentions: Iterable[Mention], size: int) -> list[Mention]:
    """Keep the longest of mentions that overlap (of equals the first given), in order; ``size`` is the text's length."""
    taken = bytearray(size)
    kept = []
    for mention in sorted(mentions, key=lambda m: m.start - m.end):
        if not any(taken[mention.start : mention.end]):
            taken[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
            kept.append(mention)
    return sorted(kept)
