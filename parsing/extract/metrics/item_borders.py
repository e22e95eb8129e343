"""Where one item of a list ends and the next begins, if one noun stands behind its number and the next before it.

In 300只口罩、手套200双 the border is the 、: 口罩 belongs to 300只, 手套 to 200双. Without it 口罩、手套 could be one noun.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from parsing.extract.metrics.clauses import BREAKS, END_OF_CLAUSE, REACH, solid_words
from parsing.extract.metrics.noun_phrases import noun_phrase
from parsing.extract.metrics.trimming import object_of, substantive, without_ends
from parsing.extract.metrics.wordlists import JOINERS, dimension
from parsing.spans import Span, span_of

if TYPE_CHECKING:
    from parsing.extract.extraction import Quantity
    from parsing.words import Word

LISTED = frozenset({"person", "household", "item", "place", "event", "collective", "mass", "volume", "length"})
"""What the numbers of such a list count, the first of them perhaps money: 5万元现金、口罩300只."""
ENDS = END_OF_CLAUSE | frozenset("和及等已均全捐")
"""What may stand behind the second number, since its noun is before it."""


def parted(text: str, one: Quantity, following: Quantity) -> Span:
    """Where the joining word (、 or 和) stands between the noun of ``one`` and that of ``following``.

    An empty span at ``following`` where there is no such border.
    """
    none = Span(following.start, following.start)
    between = text[one.end : following.start]
    if len(between) > REACH or text[following.end : following.end + 1] not in ENDS or not BREAKS.isdisjoint(between):
        return none
    if dimension(following.unit) not in LISTED or not any(joiner in between for joiner in JOINERS):
        return none
    found = solid_words(text, span_of((one.end, following.start)))
    joints = [at for at, word in enumerate(found) if word.text in JOINERS]
    widest = [at for at in joints if found[at].text == "、"] or joints
    at = widest[-1] if joints and joints[0] else 0
    left, right = found[:at], without_ends([word for word in found[at + 1 :] if word.text != "等"])
    return Span(found[at].start, found[at].end) if _is_noun(left) and _is_noun(right) else none


def _is_noun(found: list[Word]) -> bool:
    """Whether words are a noun phrase and nothing else: no verb with its object, no adverb."""
    whole = bool(found) and len(noun_phrase(found)) == len(found) == len(object_of(found))
    return whole and (substantive(found[-1]) or found[-1].tag in {"b", "g", "zg", "ng"})
