"""What a cleaning step asks for: a change to the text it was given."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from parsing.values import Value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from re import Pattern


BY_LAYOUT = 0.97
"""Confidence of a step that goes by the layout of a whole text: the width of its lines, the numbers of its pages."""


class Fix(Value, frozen=True, order=True):
    """Put ``new`` in the place of ``[start, end)``. ``confidence`` is 1 where the rule leaves no doubt."""

    start: int
    end: int
    new: str
    confidence: float = 1.0


def by_pattern(
    pattern: Pattern[str], write: Callable[[str], str], signs: tuple[str, ...] = ("",)
) -> Callable[[str], list[Fix]]:
    """A step that rewrites each match of a pattern where that changes anything.

    ``signs``: strings one of which every match contains, so that a text without any is not searched.
    """

    def find(text: str) -> list[Fix]:
        if not any(sign in text for sign in signs):
            return []
        return [
            Fix(match.start(), match.end(), new)
            for match in pattern.finditer(text)
            if (new := write(match.group())) != match.group()
        ]

    return find


def apart(fixes: Iterable[Fix], places: Sequence[tuple[int, int]]) -> list[Fix]:
    """The fixes that touch none of some places, which are in order and do not overlap."""
    ends = [end for _, end in places]

    def touches(fix: Fix) -> bool:
        at = bisect_right(ends, fix.start)
        return at < len(places) and places[at][0] < fix.end

    return [fix for fix in fixes if not touches(fix)]
