"""Mentions of named things while the finders still disagree: found, indexed by their ends, and chosen among."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from parsing.values import Value

if TYPE_CHECKING:
    from collections.abc import Iterable

    from parsing.record import Label


class Mention(Value, frozen=True, order=True):
    """A named thing at ``[start, end)``."""

    start: int
    end: int
    label: Label


@dataclass(frozen=True, slots=True)
class MentionIndex:
    """Mentions by their ends, for names that take in the mention before them: 江州 + 卫健委.

    ``by_end`` has the longest mention that ends at each place, ``order`` those places in order.
    """

    by_end: dict[int, Mention]
    order: list[int]

    @classmethod
    def of(cls, mentions: Iterable[Mention]) -> MentionIndex:
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


def without_overlaps(mentions: Iterable[Mention], size: int) -> list[Mention]:
    """Of mentions that overlap keep the longest (of equals the first given), in order; ``size``: the text's length."""
    taken = bytearray(size)
    kept = []
    for mention in sorted(mentions, key=lambda m: m.start - m.end):
        start, end = mention.start, mention.end
        if taken.find(1, start, end) < 0:
            taken[start:end] = b"\1" * (end - start)
            kept.append(mention)
    return sorted(kept)
