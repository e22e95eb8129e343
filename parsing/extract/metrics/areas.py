"""What stands before the counted noun and is no part of it: a date, whose the count is, 全区 or 我市.

In 2月3日我市累计确诊病例3例 the noun begins behind 我市, in 江州市企业3家 behind 江州市.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from parsing.expressions import any_of
from parsing.extract.metrics.clauses import came_from, words_of
from parsing.extract.metrics.wordlists import dimension, scope_words, word_ends, word_set
from parsing.lexicon import load
from parsing.searching import word_at
from parsing.spans import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsing.extract.metrics.clauses import Count
    from parsing.record import Entity

AREA = re.compile(rf"[\u4e00-\u9fff]{{1,6}}{any_of(load('counts')['what']['areas'])}")
"""Anything that looks like the name of a division: 青苇镇, but also 开发区."""


@cache
def _own_areas() -> tuple[str, ...]:
    """全区, 我市 and the like."""
    scope = load("counts")["scope"]
    return (*scope["own_areas"], *scope["own"])


@cache
def _openings() -> frozenset[str]:
    """The first characters of 全区, 我市 and their like."""
    return frozenset(area[0] for area in _own_areas())


def past_names(text: str, span: Span, names: Sequence[Entity], *, money: bool) -> Span:
    """The stretch without the dates and names that it begins with: 2月3日，江州市 + 企业.

    Of a name inside it only where next to nothing stands before it. A sum of money (``money``) has everything cut off
    up to the last person or body, who gave it.
    """
    if not names or names[-1].end <= span.start:
        return span
    if money:
        givers = [name.end for name in names if name.label in {"PERSON", "ORG"} and span.start < name.end < span.end]
        span = Span(max(givers, default=span.start), span.end)
    for name in names:
        if not span.start <= name.start < name.end <= span.end:
            continue
        lead = text[span.start : name.start].strip("、“” 其中截至止日：:和于")
        if lead not in word_set("leads") | word_set("reporting") and (len(lead) > 3 or (lead and name.label != "DATE")):
            continue
        if came_from(text, name.end) or text.startswith(scope_words("beyond"), name.end):
            continue
        span = Span(name.end, span.end)
    return span


def past_area(text: str, span: Span) -> Span:
    """The stretch without 本轮疫情, 全区, 我市, 31省区市 and the like at its start: 全区 + 企业."""
    episode = word_at(word_ends("episodes"), text, *span)
    start = own_area_at(text, Span(span.start + len(episode), span.end))
    several = _several().match(text, start, span.end)
    return Span(several.end() if several else start, span.end)


@cache
def _several() -> re.Pattern[str]:
    """A number of divisions, written without a measure word: 31省区市."""
    return re.compile(rf"\d{{1,2}}{any_of(load('counts')['scope']['kinds_of_places'])}")


def own_area_at(text: str, span: Span) -> int:
    """The end of 全区, 我市 or their like at the start of a stretch; that start where there is none."""
    return span.start + (
        len(word_at(_own_areas(), text, *span)) if text[span.start : span.start + 1] in _openings() else 0
    )


def is_area(text: str, span: Span, count: Count) -> bool:
    """Whether a stretch is the name of a place or body alone: it says whose, not what.

    A common noun can be both (开发区3例, 超市3家): before people and cases it is the place, else what was counted.
    """
    if any(name.start <= span.start and span.end <= name.end for name in count.names):
        return dimension(count.quantity.unit) == "person" or not _common(text, span)
    kind = text.endswith(word_ends("kinds_of_area"), *span)
    return not kind and AREA.fullmatch(text, *span) is not None and not _common(text, span)


def _common(text: str, span: Span) -> bool:
    """Whether the last word of a stretch is a common noun of its own (小区, 超市), no suffix of a name."""
    word = words_of(text, span)[-1]
    return len(word.text) > 1 and word.tag not in {"", "ns", "nr", "nz", "nt"}
