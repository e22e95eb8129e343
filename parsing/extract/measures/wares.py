"""Tells whether goods or animals are gone through, where the same words would be a search for people.

They are named in the clause, or before it in the sentence with no people after them.
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
"""What is done with people, and with goods is market supervision."""
REACH = 200
"""Characters before a clause in which they are looked for, so that a sentence without end stays linear."""


@dataclass(frozen=True, slots=True)
class Wares:
    """The words of ``context.toml`` for what is gone through."""

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
    """Whether an action of a category, told in a clause, is done with goods, or a search with animals or their feed."""
    if category not in GONE_THROUGH:
        return False
    rules = named_wares()
    return _done_with(rules.goods, text, sentence, clause) or (
        category == SCREENING and _done_with(rules.animals, text, sentence, clause)
    )


def _done_with(named: re.Pattern[str], text: str, sentence: Span, clause: Span) -> bool:
    start = max(sentence.start, clause.start - REACH)
    ends = [found.end() for found in named.finditer(text, start, clause.end)]
    return bool(ends) and named_wares().people.search(text, ends[-1], clause.end) is None
