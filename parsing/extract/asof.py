"""As of when a count holds: said once (截至1月27日), it holds until the paragraph ends or the next 截至.

Three things tie a count to a date: 截至 with a date before it; a bulletin's own hours (2月3日0—24时), which hold on just so;
and the date that opens the sentence, for a day's new cases in that sentence alone. 截至目前 ends what held before and gives
nothing. An event's date (2月6日，某公司捐赠…) is when it happened, not as of when the count holds.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from parsing.lexicon import load

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsing.extract.clauses import Count
    from parsing.extract.passages import Passage
    from parsing.record import Entity


class Mark(NamedTuple):
    """From ``at`` on, counts hold as of ``norm``; null ends what held before."""

    at: int
    norm: str | None


@cache
def _until() -> re.Pattern[str]:
    """截至, and 目前 and its like where they follow."""
    scope = load("counts")["scope"]
    until, now = ("|".join(sorted(scope[name], key=len, reverse=True)) for name in ("until", "until_now"))
    return re.compile(rf"(?:{until})(?P<now>{now})?")


def marks(text: str, passage: Passage) -> list[Mark]:
    """Where in a sentence the date changes, in order."""
    dates = [name for name in passage.names if name.label == "DATE"]
    norms = {date.start: date.norm for date in dates}
    found = [Mark(date.end, date.norm) for date in dates if _hours(date)]
    for until in _until().finditer(text, *passage.span):
        if until["now"]:
            found.append(Mark(until.end(), None))
        elif until.end() in norms:
            found.append(Mark(until.end(), norms[until.end()]))
    return sorted(found, key=lambda mark: mark.at)


def _hours(date: Entity) -> bool:
    """Whether a date is a stretch of hours, as a bulletin's day is: 2月3日0—24时."""
    return date.norm is not None and "/" in date.norm and "T" in date.norm


def as_of(count: Count, changes: Sequence[Mark], held: str | None) -> str | None:
    """The date that holds at a count, given what held before its sentence."""
    return next((mark.norm for mark in reversed(changes) if mark.at <= count.start), held)


def day_of(count: Count, passage: Passage, what: str | None) -> str | None:
    """The date that opens the sentence, for a day's new cases."""
    date = passage.names[0] if passage.names else None
    if date is None or date.label != "DATE" or date.start != passage.span.start or what is None:
        return None
    rules = load("counts")["what"]
    return date.norm if count.quantity.unit in rules["case_units"] and what.startswith(rules["daily"]) else None
