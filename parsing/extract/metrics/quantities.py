"""Numbers with their units, found by shape alone.

Every number that carries a unit is a candidate here, also those that are no metric (24小时, 37.3℃): what a stretch says
and whether it counts are different questions, and the second needs the whole sentence
(:mod:`parsing.extract.metrics.finder`).

Readings: 3.5万元 is 35000 元; a range (3—5人) is read as its upper end, ``at_most``, since that much the text vouches
for; 两三个 is 3, ``about``; 数百 and 上百 are 100, ``over``. Where words before and after differ (近60余万元), the one before
rules. Bound words touching the number belong to the quantity (约2万元, 2次以上); 每天 and 共 do not.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, cast

from msgspec.structs import replace

from parsing.expressions import any_of
from parsing.extract.extraction import Quantity
from parsing.extract.metrics.numerals import LARGEST, Numeral, multiplier, numerals, plain
from parsing.lexicon import load
from parsing.values import Value

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from parsing.extract.extraction import Extraction
    from parsing.record import Bound
    from parsing.structure import Document

RANGE = re.compile(r"[-—–~～－]{1,2}|至|到")
"""Between the two numbers of a range with one unit: 3—5人."""
ENDS = re.compile(r"[-—–~～－]{1,2}|至")
"""Between the two quantities of a range that repeats its unit: 30%-50%. 到 more often tells of a change: 从30%到50%."""
PARTS = re.compile("分之")
LONGEST_APART = 6
APART = re.compile(rf"({'|'.join(load('bounds')['apart'])})[\u4e00-\u9fff]{{0,4}}$")
"""A bound word that a verb divides from its number: 至少进行 + 一次."""
NUMBERED = frozenset(["", *"表图第件页章节条款项册期号"])
"""Before a number with a unit in brackets: the number is that of a table or an annex, 表2（人）."""
BARE_FACTOR = re.compile("(?P<first>[余多])?(?P<factor>[十百千]?[万亿])?(?P<second>[余多])?(?=[，。；、）！\n]|$)")
"""What follows a number whose unit is left out: 捐款50 + 万，."""
FACTORS, LONGEST_FUNDS = frozenset("余多十百千万亿"), 12
"""What such a tail begins with; most characters back to the word that tells people from money."""
APART_FROM_THINGS = frozenset({"time", "temperature", "age", "percent"})
"""What units measure that never stand in brackets beside a measure word."""
LONGEST_BOUND, LONGEST_JOINT = 4, 2
"""Most characters of a bound word (不少于), and of what joins the two ends of a range."""


class Tail(Value, frozen=True):
    """What follows a number: its factor, its unit as written in the record, what bounds it, and where it ends."""

    end: int
    factor: int
    unit: str
    bound: Bound


@cache
def dimensions() -> dict[str, str]:
    """The dimension of each unit, in its normal form or as written."""
    table = load("units")
    return {unit: name for name, units in table["dimensions"].items() for unit in units}


@cache
def tail_pattern() -> tuple[re.Pattern[str], frozenset[str]]:
    """What may follow a number (余, 万, the unit, two as in 台（处）, 以上), and the characters that it may begin with.

    百 and 千 are no factors where they begin a unit: 3 + 千克.
    """
    table, bounds = load("units"), load("bounds")
    barred = table["not_before"]
    units = any_of(dimensions(), {unit: rf"(?!{words})" for unit, words in barred.items()})
    after = any_of(bounds["after"])
    within = "".join(bounds["within"])
    single = "".join(unit for unit, kind in dimensions().items() if len(unit) == 1 and kind not in APART_FROM_THINGS)
    own = "".join(sorted({unit[1] for unit in dimensions() if len(unit) > 1 and unit[0] in "百千"}))
    pattern = re.compile(
        rf"[ \u3000]?(?P<first>[{within}])?(?P<factor>万亿|[十百千]?[万亿]|[百千](?![{own}]))?(?P<second>[{within}])?[ \u3000]?"
        rf"(?:(?P<unit>{units})(?P<times>[（(]次[）)])?(?:[（(][{single}][）)])?|[（(](?P<apart>[{single}])[）)](?!次))"
        rf"(?P<after>{after})?"
    )
    return pattern, frozenset((*" \u3000（(十百千万亿", *within, *(unit[0] for unit in dimensions())))


def find_quantities(document: Document, found: Extraction) -> Extraction:
    """Add every number with a unit, in order of position."""
    dates = {at for date in found.labelled("DATE") for at in range(date.start, date.end)}
    return replace(found, quantities=tuple(quantities(document.text, dates)))


@cache
def _lines() -> frozenset[str]:
    """Telephone numbers of services, which count nothing: 12345, 12315."""
    return frozenset(load("units")["called"]["lines"])


def quantities(text: str, dates: Collection[int] = ()) -> Iterator[Quantity]:
    """The quantities of a text outside its dates, which are told by their characters; they do not overlap."""
    last: Quantity | None = None
    for quantity in _single(text, dates):
        if last is not None and _spans(text, last, quantity):
            last = replace(quantity, start=last.start, text=text[last.start : quantity.end], bound="at_most")
            continue
        if last is not None:
            yield last
        last = quantity
    if last is not None:
        yield last


def _spans(text: str, low: Quantity, high: Quantity) -> bool:
    """Whether two quantities are the ends of a range that repeats its unit: 30%-50%; 从30%至50% tells how it changed."""
    if high.start - low.end > LONGEST_JOINT or low.unit != high.unit or not ENDS.fullmatch(text, low.end, high.start):
        return False
    ordered = low.value is not None and high.value is not None and low.value < high.value
    return ordered and text[low.start - 1 : low.start] not in {"从", "由", "自"}


def _single(text: str, dates: Collection[int]) -> Iterator[Quantity]:
    """The same, each end of a range that repeats its unit for itself."""
    pending: Numeral | None = None
    done = 0
    for numeral in numerals(text):
        if numeral.start < done:
            continue
        joined = pending is not None and numeral.start - pending.end <= LONGEST_JOINT
        if pending is not None and joined and RANGE.fullmatch(text, pending.end, numeral.start):
            numeral = _range(pending, numeral)  # noqa: PLW2901 (the range takes the number's place)
        elif pending is not None and joined and PARTS.fullmatch(text, pending.end, numeral.start):
            yield _fraction(text, pending, numeral)
            pending = None
            continue
        pending = numeral
        if numeral.start in dates or text[numeral.start : numeral.end] in _lines():
            continue
        tail = _tail(text, numeral)
        if tail is not None and (numeral.value or 0) * tail.factor <= LARGEST:
            quantity = _quantity(text, numeral, tail, done)
            done = quantity.end
            yield quantity


def _range(low: Numeral, high: Numeral) -> Numeral:
    """Both ends as one number: the upper end, at most; redacted where either is."""
    redacted = low.redacted or high.redacted
    return Numeral(low.start, high.end, None if redacted else high.value, "at_most", redacted, high.arabic)


def _fraction(text: str, below: Numeral, above: Numeral) -> Quantity:
    """百分之九十五 is 95 %, 三分之一 its quotient without a unit."""
    start, end = below.start, above.end
    unit = {"百": "%", "千": "‰"}.get(text[start : below.end], "")
    value = above.value
    if value is not None and not unit:
        value = float(Decimal(str(value)) / Decimal(str(below.value))) if below.value else None
    bounds = load("bounds")["after"]
    word = next((w for w in sorted(bounds, key=len, reverse=True) if text.startswith(w, end)), "")
    bound = cast("Bound", bounds.get(word, "exact"))
    return Quantity(start, end + len(word), text[start : end + len(word)], value, unit, bound, value is None)


def _tail(text: str, numeral: Numeral) -> Tail | None:
    """The unit after a number, else null."""
    pattern, first = tail_pattern()
    match = pattern.match(text, numeral.end) if text[numeral.end : numeral.end + 1] in first else None
    if match is None:
        return _understood(text, numeral)
    if numeral.end < len(text) and text[numeral.end] in " \u3000" and not _spaced(text, numeral):
        return None
    bounds = load("bounds")
    first_within, factor, within, unit, times, apart, after = match.groups()
    if apart and (not numeral.arabic or text[numeral.start - 1 : numeral.start] in NUMBERED):
        return None
    within = first_within or within
    word = bounds["within"].get(within) if within else bounds["after"].get(after, numeral.bound)
    unit = load("units")["normal"].get(unit or apart, unit or apart) + ("次" if times else "")
    return Tail(match.end(), multiplier(factor) if factor else 1, unit, word)


def _understood(text: str, numeral: Numeral) -> Tail | None:
    """A number of 万 or 亿 whose unit is understood (捐款50万，; 总人数达1亿2000万，), else null."""
    inside = text[numeral.end - 1] in "万亿"
    match = (
        BARE_FACTOR.match(text, numeral.end)
        if numeral.arabic and (inside or text[numeral.end : numeral.end + 1] in FACTORS)
        else None
    )
    if match is None or not (inside or match["factor"]):
        return None
    said = _what_is_understood().search(text, max(0, numeral.start - LONGEST_FUNDS), numeral.start)
    if said is None:
        return None
    within = match["first"] or match["second"]
    bound = load("bounds")["within"].get(within) if within else numeral.bound
    unit = "人" if said["people"] else "元"
    return Tail(match.end(), multiplier(match["factor"] or ""), unit, cast("Bound", bound))


@cache
def _what_is_understood() -> re.Pattern[str]:
    """What says, directly before a number, that it counts people or is a sum of money."""
    table = load("units")["understood"]
    return re.compile(
        f"(?:(?P<people>{any_of(table['people'])})|{any_of(table['funds'])})(?:{any_of(table['links'])})*$"
    )


def _spaced(text: str, numeral: Numeral) -> bool:
    """Whether a space may stand between number and unit: not in Chinese, and not after a list number."""
    opens_line = numeral.start == 0 or text[numeral.start - 1] == "\n"
    return numeral.redacted or (numeral.arabic and not opens_line)


def _quantity(text: str, numeral: Numeral, tail: Tail, done: int) -> Quantity:
    """The number, its tail and the bound word before it together."""
    start, word = _bound_before(text, numeral.start, done)
    value = numeral.value
    if value is not None and tail.factor != 1:
        value = plain(Decimal(str(value)) * tail.factor)
    redacted = numeral.redacted
    bound = word or tail.bound
    if bound == "exact":
        bound = _bound_apart(text, start, done)
    return Quantity(start, tail.end, text[start : tail.end], value, tail.unit, bound, redacted)


def _bound_apart(text: str, start: int, done: int) -> Bound:
    """What a bound word says that a verb divides from the number: 至少进行一次."""
    found = APART.search(text, max(done, start - LONGEST_APART), start)
    return cast("Bound", load("bounds")["apart"][found[1]]) if found else "exact"


@cache
def _ends_of_bounds() -> frozenset[str]:
    return frozenset(word[-1] for word in load("bounds")["before"])


def _bound_before(text: str, at: int, done: int) -> tuple[int, Bound | None]:
    """Where the quantity starts, with the bound word that touches the number."""
    if text[at - 1 : at] not in _ends_of_bounds():
        return at, None
    table = load("bounds")
    for length in range(LONGEST_BOUND, 0, -1):
        start = at - length
        word = text[max(0, start) : at]
        if start >= done and word in table["before"]:
            barred = table["unless_after"].get(word, "")
            if start and text[start - 1] in barred:
                continue
            return start, cast("Bound", table["before"][word])
    return at, None
