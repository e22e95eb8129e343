"""Offsets carried from one wording of a text to another: from what the program made of a report to the gold's text.

The two differ in spacing, in line breaks and where cleaning failed. Clauses that are the same are matched first, and
characters only between them: so the cost grows with what differs, not with the square of the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate
from typing import TYPE_CHECKING

from parsing.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

CLAUSE = re.compile(r"[^，。；：！？、]*[，。；：！？、]?")


@dataclass(frozen=True, slots=True)
class Carried:
    """For each character of a text its place in another, or none."""

    places: tuple[int | None, ...]

    @classmethod
    def between(cls, text: str, other: str) -> Carried:
        """Align the texts; spaces are left out of account."""
        ours, theirs = _solid(text), _solid(other)
        places: list[int | None] = [None] * len(text)
        for start, onto, size in _blocks("".join(text[at] for at in ours), "".join(other[at] for at in theirs)):
            for step in range(size):
                places[ours[start + step]] = theirs[onto + step]
        return cls(tuple(places))

    def span(self, start: int, end: int) -> Span | None:
        """Where a stretch is in the other text, if both of its ends are there."""
        first, last = self.places[start], self.places[end - 1]
        return Span(first, last + 1) if first is not None and last is not None and first <= last else None

    def middle(self, start: int, end: int) -> int | None:
        """Where the middle of a stretch is, of as much as is there."""
        inside = [place for place in self.places[start:end] if place is not None]
        return inside[len(inside) // 2] if inside else None

    @property
    def shared(self) -> int:
        """How many characters have a place."""
        return sum(place is not None for place in self.places)


def solid(text: str) -> int:
    """How many characters are no spaces."""
    return len(_solid(text))


def _solid(text: str) -> list[int]:
    return [at for at, character in enumerate(text) if not character.isspace()]


def _blocks(text: str, other: str) -> Iterator[tuple[int, int, int]]:
    """Stretches that both have, in order: place in the one, place in the other, length."""
    ours, theirs = CLAUSE.findall(text), CLAUSE.findall(other)
    from_, onto = _edges(ours), _edges(theirs)
    for same, start, end, other_start, other_end in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        here, there = from_[start], onto[other_start]
        if same == "equal":
            yield here, there, from_[end] - here
        elif same == "replace":
            matcher = SequenceMatcher(None, text[here : from_[end]], other[there : onto[other_end]], autojunk=False)
            yield from ((here + a, there + b, size) for a, b, size in matcher.get_matching_blocks() if size)


def _edges(clauses: Sequence[str]) -> list[int]:
    return [0, *accumulate(map(len, clauses))]
