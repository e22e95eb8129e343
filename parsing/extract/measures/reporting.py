"""The category of 向社区报告 and the like, by what it is that people have to tell a community, a school or a body of.

Those who tell of their own journey are being searched for (返乡人员向社区报告: ``screening``); who tells of illness, his own or
others', reports it (出现发热向社区报告: ``reporting``). The nearest word of either kind before the telling decides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from parsing.extract.measures.wordlists import words_for

if TYPE_CHECKING:
    from parsing.extract.measures.triggers import Trigger
    from parsing.spans import Span

REPORTING, SCREENING = "reporting", "screening"
NOTHING, REACH = -1, 200
"""Where there is no such word; characters before the telling in which one is looked for."""


def category_of(text: str, sentence: Span, trigger: Trigger) -> str:
    """The category of a trigger: its own, unless it is a telling of which the words before it say what is told."""
    if trigger.category not in {REPORTING, SCREENING}:
        return trigger.category
    if words_for("telling").search(text, trigger.start, trigger.end) is None:
        return trigger.category
    start = max(sentence.start, trigger.start - REACH)
    ill, gone = (_last(kind, text, start, trigger.start) for kind in ("illness", "journey"))
    if ill == gone:
        return trigger.category
    return REPORTING if ill > gone else SCREENING


def _last(kind: str, text: str, start: int, end: int) -> int:
    """Where the last word of a kind stands in a stretch."""
    return max((found.start() for found in words_for(kind).finditer(text, start, end)), default=NOTHING)
