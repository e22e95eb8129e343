"""Fast look-up of many words in a text: the words of a lexicon, the longest at each place.

A set and, for each first character, the longest word that begins with it: one pass, linear for any text, and with no
dependency on an automaton.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from parsing.spans import Span

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator


@lru_cache(maxsize=2)
def _pairs(text: str) -> list[str]:
    """Each character of a text with the one after it: all vocabularies that are tried on one text share them."""
    return [*map("".join, pairwise(text)), text[-1:]]


def begins(text: str, heads: Container[str], alone: Container[str] = ()) -> list[int]:
    """Where words may begin in a text: those with two characters in ``heads``, and those with one in ``alone``."""
    if alone:
        return [at for at, pair in enumerate(_pairs(text)) if pair in heads or pair[:1] in alone]
    return [at for at, pair in enumerate(_pairs(text)) if pair in heads]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A set of words.

    ``reach`` bounds the length of words by their first two characters, ``back`` by their last one.
    """

    words: frozenset[str]
    reach: dict[str, int]
    back: dict[str, int]
    heads: re.Pattern[str]
    alone: frozenset[str]
    """The words of one character."""

    @classmethod
    def of(cls, words: Iterable[str]) -> Vocabulary:
        """Build from words (empty ones are ignored)."""
        known = frozenset(word for word in words if word)
        reach: dict[str, int] = {}
        back: dict[str, int] = {}
        for word in known:
            reach[word[:2]] = max(reach.get(word[:2], 0), len(word))
            back[word[-1]] = max(back.get(word[-1], 0), len(word))
        alone = frozenset(word for word in known if len(word) == 1)
        heads = "".join(re.escape(head) for head in sorted({word[0] for word in known}))
        return cls(known, reach, back, re.compile(f"[{heads}]" if heads else r"(?!)"), alone)

    def at(self, text: str, start: int, end: int | None = None) -> int:
        """The end of the longest word that begins at ``start``, or ``start`` itself if there is none."""
        limit = len(text) if end is None else end
        for size in range(min(self.reach.get(text[start : start + 2], 0), limit - start), 1, -1):
            if text[start : start + size] in self.words:
                return start + size
        return start + (start < limit and text[start] in self.words)

    def before(self, text: str, end: int, floor: int = 0) -> int:
        """The start of the longest word that ends at ``end``, or ``end`` itself if there is none."""
        if end <= floor:
            return end
        for size in range(min(self.back.get(text[end - 1], 0), end - floor), 0, -1):
            if text[end - size : end] in self.words:
                return end - size
        return end

    def find(self, text: str) -> Iterator[Span]:
        """The words in the text, left to right, the longest at each place, apart from each other."""
        at = 0
        for place in begins(text, self.reach, self.alone):
            if place >= at:
                stop = self.at(text, place)
                if stop > place:
                    yield Span(place, stop)
                    at = stop
