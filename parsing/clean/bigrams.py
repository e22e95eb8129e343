"""Bigrams of words: which stand together more often than chance has it (采取 and 措施, 严格 and 落实).

The table of neighbours knows the two characters before a word, and of the word its first one; of 采取 it can tell 措, not
措施 from 措手. The log odds are in ``lexicon/pairs.txt``, a row for each first word, read when a damaged text asks for it.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from parsing.clean.sorted_lines import SortedLines

if TYPE_CHECKING:
    from collections.abc import Mapping

WEIGHT, MOST = 0.8, 6.0
"""Weight of a pair's log odds against the words, and how much one may count for."""
TENTHS = 10
"""What the file has the log odds in."""
ODDS = {str(tenths): WEIGHT * min(MOST, tenths / TENTHS) for tenths in range(200)}
"""What each figure of the file counts for: a row may have thousands of them."""
ENTRY = re.compile(r"([^ \n]+?)([0-9]+)(?=[ \n])")
KEPT = 1 << 11
"""Rows that are kept: those of the words of several reports, a few kilobytes each."""
NEVER = frozenset(("", " ", "\n"))
"""Words without a row: a blank begins what the file says of itself."""


@cache
def _lines() -> SortedLines:
    return SortedLines(files("parsing.lexicon").joinpath("pairs.txt").read_bytes())


@lru_cache(maxsize=KEPT)
def together(word: str) -> Mapping[str, float]:
    """The words that stand behind a word, with the log odds that they do against that they stand anywhere, weighted."""
    row = _lines().beginning(f"{word} ") if word not in NEVER else ""
    return {second: ODDS[tenths] for second, tenths in ENTRY.findall(row, len(word))} if row else {}
