"""Whether what is checked is goods or animals, which is supervision of the market: 对冷链食品开展排查.

With people the same words (排查, 监测) are a search for those who may be ill. The goods are named in the clause, or before
it in the sentence with no people after them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from parsing.expressions import any_of
from parsing.lexicon import load

if TYPE_CHECKING:
    from parsing.spans import Span

SCREENING = "screening"
GONE_THROUGH = frozenset({"monitoring", SCREENING})
"""Categories that with goods instead of people are market supervision."""
REACH = 200
"""Characters before a clause in which they are looked for, so that a sentence without end stays linear."""


@dataclass(frozen=True, slots=True)
class Wares:
    """The words of ``context.toml`` for what is checked."""

    goods: re.Pattern[str]
    animals: re.Pattern[str]
    people: re.Pattern[str]


@cache
def named_wares() -> Wares:
    """Those words, compiled once in a process."""
    data = load("context")
    return Wares(
        goods=re.compile(any_of(data["goods"])),
        animals=re.compile("|".join(data["animals"])),
        people=re.compile(any_of(data["people"])),
    )


def are_meant(text: str, sentence: Span, clause: Span, category: str) -> bool:
    """Whether an action told in a clause is done with goods; a search (``screening``) also with animals or feed."""
    if category not in GONE_THROUGH:
        return False
    rules = named_wares()
    return _done_with(rules.goods, text, sentence, clause) or (
        category == SCREENING and _done_with(rules.animals, text, sentence, clause)
    )


def _done_with(named: re.Pattern[str], text: str, sentence: Span, clause: Span) -> bool:
    """Whether such words stand in the clause or before it, with no people behind the last of them."""
    start = max(sentence.start, clause.start - REACH)
    ends = [found.end() for found in named.finditer(text, start, clause.end)]
    return bool(ends) and named_wares().people.search(text, ends[-1], clause.end) is None
