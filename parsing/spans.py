"""Half-open stretches of text, ``[start, end)``, in code points."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


class Span(NamedTuple):
    """A stretch ``[start, end)``; which text it lies in is said where it is kept."""

    start: int
    end: int

    @property
    def length(self) -> int:
        """Number of code points covered."""
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        """Whether they share a character, or one of them is empty and lies strictly inside the other."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def shifted(self, by: int) -> Span:
        """The same stretch, ``by`` code points further on."""
        return Span(self.start + by, self.end + by)

    def of(self, text: str) -> str:
        """The text covered."""
        return text[self.start : self.end]


span_of: Callable[[tuple[int, int]], Span] = partial(tuple.__new__, Span)
"""A stretch of a pair that is at hand, at a third of the cost: texts have them by the thousand."""


def longest(spans: Iterable[Span]) -> list[Span]:
    """Keep the longest of spans that overlap (the earlier of equals), in order of position."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: (-s.length, s.start)):
        if not any(span.overlaps(other) for other in kept):
            kept.append(span)
    return sorted(kept)
