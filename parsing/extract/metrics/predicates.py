"""What the counted people or cases do or undergo, told behind their number: 20人正在接受医学观察, 累计5人死亡.

Where no noun says who they are, this says what is counted (:mod:`parsing.extract.metrics.ellipsis` asks for it). And
where it says what became of them (死亡), a noun before the number may be none of theirs: 疫情 in 疫情累计5人死亡
(:mod:`parsing.extract.metrics.counted` asks for that).
"""

from __future__ import annotations

import re
from functools import cache

from parsing.expressions import any_of
from parsing.extract.metrics.areas import AREA
from parsing.extract.metrics.clauses import Count, solid_words, stretch_after
from parsing.extract.metrics.focus import short_names
from parsing.extract.metrics.preceding import words_before
from parsing.extract.metrics.trimming import trimmed
from parsing.extract.metrics.wordlists import JOINERS, dimension, word_ends, word_set
from parsing.spans import Span


def predicate(text: str, count: Count) -> Span | None:
    """What the counted people do or undergo: 接受医学观察 behind 20人; null where it is only where they are (37例在江州市)."""
    found = solid_words(text, stretch_after(text, count))
    if found and found[0].text.startswith(word_ends("no_predicate")):
        return None
    if found and found[0].text[0] in _whereabouts() and _is_whereabouts(text, Span(found[0].start, found[-1].end)):
        return None
    if found and (found[0].tag == "c" or found[0].text in "且并、" or found[0].text.isdigit()):
        return None
    while (
        found
        and found[0].text in word_set("adverbs")
        and not (found[0].text == "在" and found[1:] and found[1].text in word_set("posts"))
    ):
        found = found[1:]
    if not found or not (found[0].tag or "\u4e00" <= found[0].text[0] <= "\u9fff"):
        return None
    while len(found) > 1 and found[-1].text in JOINERS:
        found = found[:-1]
    return trimmed(text, found) if len(found) > 1 or len(found[0].text) > 1 else None


def tells_fate(text: str, count: Count) -> bool:
    """Whether what became of people stands behind their number, and no noun for them before it: 疫情累计5人 + 死亡."""
    cases = dimension(count.quantity.unit) == "person" or count.quantity.unit in word_set("case_units")
    if not cases or text.endswith(word_ends("agents"), count.floor, count.start):
        return False
    said = solid_words(text, stretch_after(text, count))
    ends = bool(said) and (said[-1].end < count.ceiling or count.ceiling == count.sentence.end)
    fate = ends and said[0].text in word_set("fates")
    if not fate or (len(said) > 1 and said[1].text.endswith(word_ends("case_nouns"))):
        return False
    before = words_before(text, count)[0]
    return not (before and before[-1].text.endswith((*word_ends("agents"), *word_ends("case_nouns"), "数")))


@cache
def _where() -> re.Pattern[str]:
    """Where cases are or come from, told behind their number with a division's name alone: 在江州市."""
    return re.compile(f"(?:{any_of(word_set('whereabouts'))})(?:{AREA.pattern}|{any_of(short_names())}){{1,4}}")


@cache
def _whereabouts() -> frozenset[str]:
    """The characters that such a stretch begins with."""
    return frozenset(word[0] for word in word_set("whereabouts"))


def only_lie(text: str, count: Count) -> bool:
    """Whether cases are only said to lie in a place: 2例 + 在江州市、."""
    placed = count.quantity.unit in word_set("case_units") and text.startswith("在", count.end)
    return placed and _is_whereabouts(text, stretch_after(text, count))


def _is_whereabouts(text: str, stretch: Span) -> bool:
    """Whether a stretch is nothing but where cases are, with what joins it to the next count perhaps."""
    found = _where().match(text, *stretch)
    return found is not None and text[found.end() : stretch.end] in {"", *JOINERS}
