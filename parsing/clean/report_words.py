"""The words of the report itself: names and turns that no dictionary has, from the part of it that is healthy.

Every two to four characters that stand together count as a word, as often as they do. They are looked up in the text,
since a damaged one asks for few of them.
"""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

WEIGHT, LONGEST, SHORT = 0.7, 4, 400
"""Weight of a report's own words against the language, the length of the longest, and of the shortest report."""
APART = "\0"
"""Stands for what is between the words of a text."""
BLANK = frozenset(APART)
NONE: frozenset[str] = frozenset()


class ReportWords:
    """The words of some runs of Chinese characters."""

    def __init__(self, runs: Iterable[str]) -> None:
        self.text = f"{APART}{APART.join(runs)}{APART}"
        self.total = max(SHORT, len(self.text) - self.text.count(APART))
        self._said: dict[str, bool] = {}
        self._after: dict[str, frozenset[str]] = {}
        self._before: dict[str, frozenset[str]] = {}
        self._logs: dict[str, float] = {}

    def says(self, word: str) -> bool:
        """Whether a word stands in the text."""
        found = self._said.get(word)
        if found is None:
            found = self._said[word] = APART not in word and word in self.text
        return found

    def log(self, word: str) -> float:
        """Log probability of a word that stands in the text."""
        found = self._logs.get(word)
        if found is None:
            found = self._logs[word] = math.log(WEIGHT * max(1, self.text.count(word)) / self.total)
        return found

    def after(self, start: str) -> frozenset[str]:
        """The characters that stand after some, which together are a word."""
        if len(start) >= LONGEST:
            return NONE
        found = self._after.get(start)
        if found is None:
            found = self._after[start] = self._beside(start, len(start))
        return found

    def before(self, second: str) -> frozenset[str]:
        """The characters that stand before one."""
        found = self._before.get(second)
        if found is None:
            found = self._before[second] = self._beside(second, -1)
        return found

    def _beside(self, characters: str, step: int) -> frozenset[str]:
        found: set[str] = set()
        at = self.text.find(characters) if APART not in characters else -1
        while at >= 0:
            found.add(self.text[at + step])
            at = self.text.find(characters, at + 1)
        return frozenset(found) - BLANK


@cache
def no_words() -> ReportWords:
    """No words."""
    return ReportWords(())
