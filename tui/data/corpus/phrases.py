"""Frequent phrases, chosen from the first reports of an index, which has a token for each: see :mod:`.tokens`.

The pairs of a word only tell that a text may contain it, and the text has to be searched; a phrase's token tells it for
sure. That pays for words that stand in many reports: of a rare one few texts have to be searched.
"""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from itertools import pairwise
from operator import add
from typing import TYPE_CHECKING

import ahocorasick_rs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

SHORTEST, LONGEST = 3, 8
"""Least and most characters of a phrase. All pairs are tokens anyway; a longer word is found by the phrases in it."""
OFTEN = 0.1
"""Least share of the reports that have a phrase."""
MOST = 30_000
"""Phrases of an index, the most frequent: a text without end of one kind would have too many."""


def learnt(texts: Sequence[str]) -> list[str]:
    """The phrases of some folded texts, in order of their frequency.

    A phrase is frequent only where both its parts, each a character shorter, are; so no others are counted.
    """
    least = max(2, OFTEN * len(texts))
    pairs = [list(map(add, text, text[1:])) for text in texts]
    frequent = _frequent(pairs, least)
    places = [[at for at, pair in enumerate(every) if pair in frequent] for every in pairs]
    found: Counter[str] = Counter()
    for length in range(SHORTEST, LONGEST + 1):
        # where both parts of a phrase are, one behind the other
        places = [[at for at, after in pairwise(each) if after == at + 1] for each in places]
        grams = [[text[at : at + length] for at in each] for text, each in zip(texts, places, strict=True)]
        kept = _frequent(grams, least)
        found.update(kept)
        places = [
            [at for at, gram in zip(each, said, strict=True) if gram in kept]
            for each, said in zip(places, grams, strict=True)
        ]
    return [phrase for phrase, _ in found.most_common(MOST)]


def _frequent(grams: Iterable[Iterable[str]], least: float) -> dict[str, int]:
    """The grams that are in at least ``least`` of the texts, with the number of texts of each."""
    counts: Counter[str] = Counter()
    for each in grams:
        counts.update(set(each))
    return {gram: count for gram, count in counts.items() if count >= least}


class Phrases:
    """The phrases of an index, numbered by their place in the sequence given."""

    def __init__(self, phrases: Sequence[str]) -> None:
        self._phrases = phrases

    @cached_property
    def _places(self) -> dict[str, int]:
        return {phrase: place for place, phrase in enumerate(self._phrases)}

    @cached_property
    def _finder(self) -> ahocorasick_rs.AhoCorasick:
        return ahocorasick_rs.AhoCorasick(self._phrases)

    def within(self, text: str) -> set[int]:
        """The numbers of the phrases that a folded text contains."""
        if not self._phrases:
            return set()
        return {place for place, _, _ in self._finder.find_matches_as_indexes(text, overlapping=True)}

    def place(self, phrase: str) -> int | None:
        """The number of a phrase; ``None`` where it is not one of them."""
        return self._places.get(phrase)

    def covering(self, needle: str) -> Iterator[tuple[int, int, int]]:
        """The longest phrases in a folded word, none inside another: start and end in the word, and number."""
        reached = 0
        for start in range(len(needle) - SHORTEST + 1):
            ends = range(min(len(needle), start + LONGEST), start + SHORTEST - 1, -1)
            found = next(
                ((end, self._places[needle[start:end]]) for end in ends if needle[start:end] in self._places), None
            )
            if found is not None and found[0] > reached:
                reached = found[0]
                yield start, *found
