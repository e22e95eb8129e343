"""A text as extraction sees it: its words, and the runs between two punctuation marks.

A text is segmented once, whole: a call for each stretch would cost more than the words. What the dictionary says of a
word is looked up where a rule asks for it, since most words are asked for by none.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, chain, pairwise
from typing import TYPE_CHECKING

from parsing.words import Word, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MARKS = r"\s，。；：！？、…“”‘’「」『』《》〈〉（）【】〔〕()\[\],;:!?\"|丨｜/"
"""Punctuation and blanks, for a class in an expression."""
MARK_CHARACTERS = frozenset(MARKS) - {"\\", "s"}
"""The marks without the blanks among them."""
BULLETS = "●■□◆◇▲▶►※★①-⑳"
"""Before an item of a list, for a class in an expression."""
RUN = re.compile(rf"(?<=\d[:：])\d\d(?!\d)|^\d{{1,2}}[.．](?!\d)|[{BULLETS}]|[^{MARKS}{BULLETS}]{{1,96}}", re.MULTILINE)
"""A stretch without punctuation; a longer one is cut, so that no text costs more than linear time.

The minutes of a clock stand apart, for what is named right behind them: 13：40 + 石桥卫生院. So does the
number or the bullet of an item, which is no part of the name that the item begins with: 3.陈明捐款.
"""
CHINESE = re.compile(r"[\u4e00-\u9fff]+")
"""Common Chinese characters in a row, as all names are made of: 江州, no 江a."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text divided into runs and words; all places are code points of ``text``.

    Run ``i`` is ``text[starts[i]:ends[i]]``. The ``pieces``, one a word, cover the text from end to end: ``borders``
    has the start of each and, last, the length of the text.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    pieces: list[str]
    borders: list[int]

    @classmethod
    def of(cls, text: str) -> Tokens:
        """Divide a text into runs and words; a word ends where a run is cut."""
        spans = list(map(re.Match.span, RUN.finditer(text)))
        starts, ends = zip(*spans, strict=True) if spans else ((), ())
        cuts = [0, *sorted({*starts}.intersection(ends)), len(text)]
        pieces = list(chain.from_iterable(words().split(text[start:end]) for start, end in pairwise(cuts)))
        borders = list(accumulate(map(len, pieces), initial=0))
        return cls(text, starts, ends, pieces, borders)

    def run(self, at: int) -> tuple[int, int]:
        """The run that holds the character at ``at``; empty at ``at`` where it is punctuation."""
        number = bisect_right(self.starts, at) - 1
        if number < 0 or self.ends[number] <= at:
            return at, at
        return self.starts[number], self.ends[number]

    def backwards(self, end: int) -> Iterator[Word]:
        """The words before ``end`` in its run, the nearest first; a word that ``end`` divides is given in part."""
        start, stop = self.run(end - 1) if end else (0, 0)
        if stop < end:
            return
        number = bisect_left(self.borders, end) - 1
        if start < end < self.borders[number + 1]:
            whole = self._word(number)
            part = self.text[whole.start : end]
            yield Word(whole.start, end, part, words().tag(part) or whole.tag)
            number -= 1
        while number >= 0 and self.borders[number] >= start:
            yield self._word(number)
            number -= 1

    def word(self, at: int) -> Word | None:
        """The word that holds the character at ``at``, if it stands in a run."""
        number = bisect_right(self.borders, at) - 1
        if not 0 <= number < len(self.pieces):
            return None
        first = self.pieces[number][0]
        return None if first in MARK_CHARACTERS or first.isspace() else self._word(number)

    def cut(self, start: int, end: int) -> list[Word]:
        """The words of a stretch: those of the text where it begins and ends with one, else as it divides by itself."""
        first, last = bisect_left(self.borders, start), bisect_left(self.borders, end)
        if self.borders[first] == start and self.borders[last] == end:
            return words().placed(self.pieces[first:last], self.borders[first : last + 1])
        return words().cut(self.text[start:end], start)

    def border(self, at: int) -> bool:
        """Whether no word of several characters runs over ``at``."""
        number = bisect_left(self.borders, at)
        return number == len(self.borders) or self.borders[number] == at

    def _word(self, number: int) -> Word:
        text = self.pieces[number]
        return Word(self.borders[number], self.borders[number + 1], text, words().tag(text))


@lru_cache(maxsize=1)
def tokens_of(text: str) -> Tokens:
    """The tokens of a text, kept because the steps of extraction ask for the same text one after the other."""
    return Tokens.of(text)
