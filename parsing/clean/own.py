"""A report's own words: names and turns that no dictionary has, from the part of it that is healthy.

Every two to four characters that stand together count as a word, as often as they do. They are looked up a character at
a time, since a damaged text asks for few of them.
"""

from __future__ import annotations

import math
from collections import Counter
from functools import cache

from parsing.clean.language import Block

WEIGHT, LONGEST, SHORT = 0.7, 4, 400
"""Weight of a report's own words against the language, the length of the longest, and of the shortest report."""


class Own(dict[str, Block]):
    """The words of some Chinese text, in which anything else stands as a blank, by their first character."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text
        self.total = max(SHORT, len(text) - text.count(" "))

    def __missing__(self, first: str) -> Block:
        counts = Counter(
            word
            for at in self._places(first)
            for word in (self.text[at : at + size] for size in range(2, LONGEST + 1))
            if " " not in word and len(word) > 1
        )
        found = self[first] = Block.of({word: math.log(WEIGHT * count / self.total) for word, count in counts.items()})
        return found

    def before(self, second: str) -> frozenset[str]:
        """The characters that stand before one."""
        return frozenset(self.text[at - 1] for at in self._places(second) if at) - {" "}

    def _places(self, character: str) -> list[int]:
        places: list[int] = []
        at = self.text.find(character)
        while at >= 0 and character != " ":
            places.append(at)
            at = self.text.find(character, at + 1)
        return places


@cache
def nothing() -> Own:
    """No words."""
    return Own("")
