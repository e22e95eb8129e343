"""The category of 向社区报告 and the like, by what it is that people have to tell a community, a school or a body of.

Those who tell of their own journey are being searched for (返乡人员向社区报告: ``screening``); who tells of illness, his own or
others', reports it (出现发热向社区报告: ``reporting``). The nearest word of either kind before the telling decides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from parsing.expressions import any_of
from parsing.lexicon import load

if TYPE_CHECKING:
    from parsing.extract.measures.triggers import Trigger
    from parsing.spans import Span

REPORTING, SCREENING = "reporting", "screening"
NOTHING, REACH = -1, 200
"""Where there is no such word; characters before the telling in which one is looked for."""


@dataclass(frozen=True, slots=True)
class Telling:
    """The words of ``context.toml`` for telling somebody, for illness, and for journeys."""

    telling: re.Pattern[str]
    illness: re.Pattern[str]
    journey: re.Pattern[str]


@cache
def told_words() -> Telling:
    """Those words, compiled once in a process."""
    data = load("context")
    return Telling(*(re.compile(any_of(data[key])) for key in ("telling", "illness", "journey")))


def category_of(text: str, sentence: Span, trigger: Trigger) -> str:
    """The category of a trigger: its own, unless it is a telling of which the words before it say what is told."""
    rules = told_words()
    if trigger.category not in {REPORTING, SCREENING}:
        return trigger.category
    if rules.telling.search(text, trigger.start, trigger.end) is None:
        return trigger.category
    start = max(sentence.start, trigger.start - REACH)
    ill, gone = (_last(words, text, start, trigger.start) for words in (rules.illness, rules.journey))
    if ill == gone:
        return trigger.category
    return REPORTING if ill > gone else SCREENING


def _last(words: re.Pattern[str], text: str, start: int, end: int) -> int:
    """Where the last of some words stands in a stretch."""
    return max((found.start() for found in words.finditer(text, start, end)), default=NOTHING)
