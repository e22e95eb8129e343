"""Days and stretches of days, as the filter asks for them and as records have them.

Both sides are ISO 8601 with parts left out: ``2020``, ``2020-01``, ``2020-01-20T12``, ``2020-01-20/2020-01-28``. Each
is the stretch from the first to the last day that it may mean.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import NamedTuple

PARTIAL = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:[T ].*)?", re.ASCII)


class Days(NamedTuple):
    """The days from ``first`` to ``last``, both included."""

    first: date
    last: date

    def meets(self, other: Days) -> bool:
        """Whether the two share a day."""
        return self.first <= other.last and other.first <= self.last


def days(text: str) -> Days | None:
    """The stretch that an ISO date, month, year, time or interval means; ``None`` where there is no such day."""
    first, slash, last = text.partition("/")
    begin, end = _part(first), _part(last) if slash else _part(first)
    if begin is None or end is None or end.last < begin.first:
        return None
    return Days(begin.first, end.last)


def asked(text: str) -> Days | None:
    """The stretch that a filter asks for: as :func:`days`, with ``a..b``, ``a..`` and ``..b``."""
    first, dots, last = text.partition("..")
    if not dots:
        return days(text)
    if not (first or last):
        return None
    begin = _part(first) if first else Days(date.min, date.min)
    end = _part(last) if last else Days(date.max, date.max)
    if begin is None or end is None or end.last < begin.first:
        return None
    return Days(begin.first, end.last)


def _part(text: str) -> Days | None:
    match = PARTIAL.fullmatch(text)
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        return Days(
            date(year or 0, month or 1, day or 1),
            date(year or 0, month or 12, day or monthrange(year or 0, month or 12)[1]),
        )
    except ValueError:  # no such month or day
        return None
