"""The counted noun where it stands apart from its number, as in the prose of statistics.

- A row of nouns before a row of figures: 发病率、死亡率分别为3%、1%.
- The whole that a share is of: 占发病总数的93%.
- A figure that another is only compared with: 报告病例较上月（222例）下降5%.
- A bracket with nothing but the figure in it: 流感病毒（23%）.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from parsing.expressions import any_of
from parsing.extract.metrics.areas import AREA, is_area, own_area_at, past_names
from parsing.extract.metrics.brackets import closes
from parsing.extract.metrics.clauses import BREAKS, REACH, solid_words, words_of
from parsing.extract.metrics.trimming import object_of, trimmed, without_ends
from parsing.extract.metrics.wordlists import JOINERS, JOINTS, alike, dimension, word_ends, word_set
from parsing.lexicon import load
from parsing.spans import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsing.extract.metrics.clauses import Count
    from parsing.record import Metric
    from parsing.words import Word

IN_TURN = "分别"
JOINT = re.compile(any_of(JOINTS))
"""Between the nouns of a row, and between its figures."""
BEFORE_COMPARED = frozenset("的为（是有时期")
"""What stands right before a figure of another time."""
FAR = 120
"""How far back the rate is looked for that a list in brackets gives."""
LEAST = 2
"""A row has at least so many."""
WHOLE = re.compile(
    r"占(?!比)(?:了|到)?(?P<whole>[^，。；：、（）\d]{2,24}?)(?<![为达是到至占])(?:的|的?约|的?近|的?超过)?$"
)
"""What a share is of: 占发病总数的."""
RATES = re.compile(f"率(?!先)|{any_of(word_ends('rates'))}")
"""The end of a noun for a rate: 接种率, 占比."""


@cache
def _compared() -> re.Pattern[str]:
    """Before a figure that another is only compared with: 较上月（, 低于去年同期的; 而去年同期为."""
    words, times = (any_of(load("counts")["what"][name]) for name in ("compared_with", "compared_times"))
    return re.compile(
        rf"{words}[^，。；：（）]{{0,12}}(?:{times}|第\d{{1,2}}周|\d年|\d月份?)(?:同期|水平|持平|相当|时)*(?:[的为（]|(?<=时))$"
        rf"|(?<![^，。；：])而?[去上前]年同期[为是有的]?$"
    )


@cache
def _changed() -> re.Pattern[str]:
    """The end of a clause that tells how a count changed."""
    return re.compile(f"{any_of(word_ends('changes'))}[了到至]?$")


@cache
def _again() -> re.Pattern[str]:
    """Before a share of what there was at another time, from the verb on: 用电量 + 恢复到上年同期的 + 98%."""
    regained, times = (any_of(load("counts")["what"][name]) for name in ("regained", "compared_times"))
    return re.compile(rf"[已经]*{regained}[到至于]?[^，。；：（）\d]{{0,4}}{times}[^，。；：（）\d]{{0,4}}的$")


def _is_compared(text: str, at: int, floor: int) -> bool:
    """Whether the figure at ``at`` is only one that another is compared with: 222例 in 较上月（222例）下降5%."""
    return text[at - 1] in BEFORE_COMPARED and _compared().search(text, max(floor, at - REACH), at) is not None


def noun_apart(text: str, count: Count, row: Sequence[Count], before: Sequence[Metric]) -> str | None:
    """The noun of a figure in a row, in a comparison, of a whole or in a bracket; null where it is none of these.

    ``row``: the counts of the sentence; ``before``: the metrics told before.
    """
    found = _in_turn(text, count, row, before)
    if found is not None:
        return found
    if _is_compared(text, count.start, count.floor):
        told = [m for m in own(text, count, before) if m.what]
        return next((m.what for m in told if m.unit == count.quantity.unit), told[0].what if told else None)
    percent = dimension(count.quantity.unit) == "percent"
    of_past = percent and text[count.start - 1] == "的"
    back = _again().search(text, max(count.floor, count.start - REACH), count.start) if of_past else None
    if back is not None and (noun := _noun(text, _clause(text, count, back.start()), count)) is not None:
        return noun.of(text)
    noun = (_whole(text, count, before) if percent else None) or _before_bracket(text, count)
    return noun.of(text) if noun else None


def own(text: str, count: Count, before: Sequence[Metric]) -> list[Metric]:
    """The metrics of the sentence that a percentage may be a change or a share of, the latest first.

    Not those in a bracket that has closed, nor what is only compared with.
    """
    return [
        m
        for m in reversed(before)
        if m.sentence == count.sentence
        and not closes(text[m.end : count.start])
        and not _is_compared(text, m.start, count.sentence.start)
    ]


def _in_turn(text: str, count: Count, row: Sequence[Count], before: Sequence[Metric]) -> str | None:
    """The noun of one of several figures behind 分别: the first noun for the first figure, the second for the second.

    Where there is no row of nouns the figures may tell on of those before them: 甲3例、乙5例，分别占3%、5%.
    """
    at = text.rfind(IN_TURN, max(count.sentence.start, count.start - REACH), count.start)
    if at < 0 or not BREAKS.isdisjoint(text[at : count.start]):
        return None
    figures = [other for other in row if other.start > at]
    joined = next(
        (n for n in range(1, len(figures)) if not JOINT.fullmatch(text, figures[n - 1].end, figures[n].start)),
        len(figures),
    )
    turn = figures.index(count)
    if not turn < joined or joined < LEAST:
        return None
    end = at + len(IN_TURN)
    share = WHOLE.match(text, end, figures[0].start)
    nouns = _row(text, Span(*share.span("whole")) if share else _clause(text, count, at), count)
    if len(nouns) >= joined:
        noun = nouns[turn - joined]
        return noun.of(text) if noun else None
    told = [m for m in own(text, figures[0], before) if m.end <= at]
    return told[joined - 1 - turn].what if text[at - 1] == "，" and len(told) >= joined else None


def _clause(text: str, count: Count, at: int) -> Span:
    """The stretch of the clause before ``at``."""
    begin = at
    floor = max(count.sentence.start, at - REACH)
    while begin > floor and text[begin - 1] not in BREAKS and text[begin - 1] not in "：:":
        begin -= 1
    return Span(begin, at)


def _row(text: str, span: Span, count: Count) -> list[Span | None]:
    """The nouns of a row, null where an item has none; no nouns where one is a name, so that the row says whose."""
    edges = [*JOINT.finditer(text, *span)]
    starts, ends = [span.start, *(edge.end() for edge in edges)], [*(edge.start() for edge in edges), span.end]
    items = [Span(start, end) for start, end in zip(starts, ends, strict=True)]
    if len(items) < LEAST or any(name.end == item.end for name in count.names for item in items):
        return []
    return [_noun(text, item, count) for item in items]


def _noun(text: str, item: Span, count: Count) -> Span | None:
    """The noun that an item of a row ends with."""
    return trimmed(text, object_of(without_ends(solid_words(text, past_names(text, item, count.names, money=False)))))


def _whole(text: str, count: Count, before: Sequence[Metric]) -> Span | None:
    """What a share is of: 发病总数 in 占发病总数的93%; where that is a place (占全国的80%) what stands before 占.

    Null right behind another figure, which then is what has this share: 诈骗案28件，占办案总数的59.6%.
    """
    at = text.rfind("占", max(count.floor, count.start - REACH), count.start)
    found = WHOLE.match(text, at, count.start) if at >= 0 else None
    if found is None or found["whole"].endswith(word_ends("proportions")):
        return None
    if before and text[before[-1].end : found.start()] == "，":
        return None
    noun = trimmed(text, solid_words(text, Span(*found.span("whole"))))
    if noun is None:
        return None
    place = own_area_at(text, noun) == noun.end or is_area(text, noun, count)
    place = place or any(name.end == noun.end for name in count.names)
    return _noun(text, _clause(text, count, found.start()), count) if place else noun


def _before_bracket(text: str, count: Count) -> Span | None:
    """The common noun right before the bracket that a figure fills: 鼻病毒 in 鼻病毒（5.4%）、; no place that has cases."""
    at = count.start - 1
    if text[at] not in "（(" or text[count.end : count.end + 1] not in {"）", ")", "，", "、", "；"}:
        return None
    begin = max(count.floor, at - REACH)
    begin = max(begin, *(text.rfind(mark, begin, at) + 1 for mark in (*BREAKS, "、", "：", ":")))
    if begin >= at or any(name.end == at for name in count.names):
        return None
    found = words_of(text, Span(begin, at))
    links = (
        n for n in range(len(found), 0, -1) if found[n - 1].text in JOINERS or found[n - 1].text in word_set("stops")
    )
    found = without_ends(found[next(links, 0) :])
    noun = trimmed(text, found) if found and _is_noun(found[-1]) else None
    if noun is None or noun.end != at or is_area(text, noun, count):
        return None
    site = AREA.fullmatch(text, *noun) is not None and not text.endswith(word_ends("kinds_of_area"), *noun)
    return None if site and count.quantity.unit in word_set("case_units") else noun


def _is_noun(word: Word) -> bool:
    """Whether the dictionary has the word as a noun, or not at all."""
    return word.tag[:1] in {"n", "j", "l", ""} or word.tag == "vn"


def of_share(text: str, count: Count, before: Sequence[Metric]) -> str | None:
    """What a percentage without a noun is of, by the words of its clause.

    Behind 占 what the counts before it count, where a change is told the last count, else the rate that was told of
    last.
    """
    floor = max(count.sentence.start, count.start - REACH)
    clause = text[max(floor, *(text.rfind(mark, floor, count.start) + 1 for mark in "，；：。（")) : count.start]
    told = [m for m in reversed(before) if m.sentence == count.sentence and m.what]
    if told and text[told[0].end : count.start] == "（":
        return told[0].what
    percents = [m for m in told if _is_share(m)]
    if clause.startswith("占") or "占" in clause[-2:]:
        cases = [m for m in told if m.unit in alike("例") and m.what not in word_set("outcomes")]
        told = [*cases, *(m for m in told if not _is_share(m))]
    elif "同期" in clause or (_changed().search(clause) and "率" not in clause):
        beside = told[:1] if told and _is_compared(text, told[0].start, count.sentence.start) else []
        told = beside or [m for m in own(text, count, before) if m.what][:1] or told[:1]
    elif "其中" not in clause:
        told = percents
    found = next((m.what for m in told), None) or _rate_before(text, count)
    return found or next((m.what for m in reversed(before) if m.what and _is_share(m)), None)


def _is_share(metric: Metric) -> bool:
    return dimension(metric.unit) == "percent"


def _rate_before(text: str, count: Count) -> str | None:
    """The last rate of the sentence, for a figure that goes on with it: 接种率 in 接种率超过80%的有甲县（83%）.

    So in another clause: 使用率下降，从56%降至32%.
    """
    floor = max(count.sentence.start, count.start - FAR)
    end = max((found.end() for found in RATES.finditer(text, floor, count.start)), default=None)
    if end is None:
        return None
    begin = max(count.sentence.start, end - REACH)
    begin = max(begin, *(text.rfind(mark, begin, end) + 1 for mark in BREAKS))
    noun = trimmed(text, object_of(without_ends(solid_words(text, Span(begin, end)))))
    return noun.of(text) if noun else None
