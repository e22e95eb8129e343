"""What a rate is counted by: 天 in 每天2次 and in 日均80吨, 只 in 5元/只."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from parsing.extract.metrics.clauses import REACH
from parsing.extract.metrics.wordlists import dimension
from parsing.lexicon import load

if TYPE_CHECKING:
    from parsing.extract.metrics.clauses import Count

CLOSE = 6
"""Between 每天 and a count that is no count of events stand a verb and an adverb at most."""

SLASHES = ("/", "／")
CLAUSE_END = "，。；：！？\n"
"""Marks across which no 每 is looked for."""


@cache
def _bases() -> str:
    """The words a rate can be counted by, as alternatives, longest first."""
    return "|".join(sorted(load("counts")["per"]["each"], key=len, reverse=True))


@cache
def _averages() -> dict[str, str]:
    """Words for an average, with what it is counted by: 日均 with 天."""
    return dict(load("counts")["per"]["average"])


def _usual(base: str) -> str:
    """The usual word for a base: 天 for 日."""
    return str(load("counts")["per"]["normal"].get(base, base))


@cache
def _each() -> re.Pattern[str]:
    """每天, 每小时… before a count, with what stands between."""
    return re.compile(rf"每(?P<each>{_bases()})(?=(?P<between>[^{CLAUSE_END}]*))")


@cache
def _rates() -> re.Pattern[str]:
    """What every rate before a count has one of: 每, or a word for an average."""
    return re.compile("|".join(["每", *_averages()]))


@cache
def _slash() -> re.Pattern[str]:
    """/天, /只… behind a count."""
    return re.compile(rf"(?:{'|'.join(SLASHES)})({_bases()})")


def rate_of(text: str, count: Count) -> str | None:
    """What the count is counted by, as the text words it; null where it is no rate."""
    behind = _slash().match(text, count.end) if text.startswith(SLASHES, count.end) else None
    if behind:
        return _usual(behind[1])
    floor = max(count.floor, count.start - REACH)
    if not _rates().search(text, floor, count.start):
        return None
    start = max(floor, *(text.rfind(mark, floor, count.start) + 1 for mark in CLAUSE_END))
    found = next(reversed(list(_each().finditer(text, start, count.start))), None)
    if found is None:
        return next((unit for word, unit in _averages().items() if text.find(word, start, count.start) >= 0), None)
    fits = dimension(count.quantity.unit) == "event" or _close(found["between"])
    return _usual(found["each"]) if fits else None


def _close(between: str) -> bool:
    """Whether no other phrase can stand between: 每天组成两个, not 每天对各村和14个."""
    return len(between) <= CLOSE and not set(between) & set("对和、及在向")
