"""Whether what is checked is goods or animals, which is supervision of the market: 对冷链食品开展排查.

With people the same words (排查, 监测) are a search for those who may be ill. The goods are named in the clause, or before
it in the sentence with no people after them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from parsing.extract.measures.wordlists import words_for

if TYPE_CHECKING:
    from parsing.spans import Span

SCREENING = "screening"
GONE_THROUGH = frozenset({"monitoring", SCREENING})
"""Categories that with goods instead of people are market supervision."""
REACH = 200
"""Characters before a clause in which they are looked for, so that a sentence without end stays linear."""


def are_meant(text: str, sentence: Span, clause: Span, category: str) -> bool:
    """Whether an action told in a clause is done with goods; a search (``screening``) also with animals or feed."""
    if category not in GONE_THROUGH:
        return False
    return _done_with("goods", text, sentence, clause) or (
        category == SCREENING and _done_with("animals", text, sentence, clause)
    )


def _done_with(kind: str, text: str, sentence: Span, clause: Span) -> bool:
    """Whether words of a kind stand in the clause or before it, with no people behind the last of them."""
    start = max(sentence.start, clause.start - REACH)
    ends = [found.end() for found in words_for(kind).finditer(text, start, clause.end)]
    return bool(ends) and words_for("people").search(text, ends[-1], clause.end) is None
