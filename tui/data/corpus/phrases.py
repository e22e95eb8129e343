"""Phrases that many reports share, found in the first of them: an index answers for these by itself.

A word that stands in every second report would otherwise have to be looked for in every second text. Rare words are
quickly looked for; so only the frequent ones are worth their room.
"""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

import ahocorasick_rs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

SHORTEST, LONGEST = 3, 8
"""Characters of a phrase. Pairs are all in the index; what is longer has phrases in it."""
OFTEN = 0.1
"""Least share of the reports that have a phrase."""
MOST = 30_000
"""Phrases of an index, the most frequent: a text without end of one kind would have too many."""


def learnt(texts: Sequence[str]) -> list[str]:
    """The phrases of some folded texts, in order of their frequency.

    A phrase is frequent only where both its parts, each a character shorter, are; so no others are counted.
    """
    least = max(2, OFTEN * len(texts))
    frequent: AbstractSet[str] = {pair for pair, count in _counted(texts, SHORTEST - 1).items() if count >= least}
    found: Counter[str] = Counter()
    for length in range(SHORTEST, LONGEST + 1):
        counted = _counted(texts, length, frequent)
        kept = {phrase: count for phrase, count in counted.items() if count >= least}
        found.update(kept)
        frequent = kept.keys()
    return [phrase for phrase, _ in found.most_common(MOST)]


def _counted(texts: Sequence[str], length: int, parts: AbstractSet[str] | None = None) -> Counter[str]:
    counts: Counter[str] = Counter()
    for text in texts:
        grams = {text[at : at + length] for at in range(len(text) - length + 1)}
        counts.update(grams if parts is None else (g for g in grams if g[:-1] in parts and g[1:] in parts))
    return counts


class Phrases:
    """The phrases of an index; each is known by its place among them."""

    def __init__(self, phrases: Sequence[str]) -> None:
        self._phrases = phrases

    @cached_property
    def _places(self) -> dict[str, int]:
        return {phrase: place for place, phrase in enumerate(self._phrases)}

    @cached_property
    def _finder(self) -> ahocorasick_rs.AhoCorasick:
        return ahocorasick_rs.AhoCorasick(self._phrases)

    def within(self, text: str) -> set[int]:
        """The phrases that a folded text has."""
        if not self._phrases:
            return set()
        return {place for place, _, _ in self._finder.find_matches_as_indexes(text, overlapping=True)}

    def place(self, phrase: str) -> int | None:
        """The place of a phrase, if it is one."""
        return self._places.get(phrase)

    def covering(self, needle: str) -> Iterator[tuple[int, int, int]]:
        """The longest phrases in a folded word: where each begins and ends in it, and its place."""
        reached = 0
        for start in range(len(needle) - SHORTEST + 1):
            ends = range(min(len(needle), start + LONGEST), start + SHORTEST - 1, -1)
            found = next(((end, self._places[needle[start:end]]) for end in ends if needle[start:end] in self._places), None)
            if found is not None and found[0] > reached:
                reached = found[0]
                yield start, *found
