"""Days and clock times as numbers, and their ISO 8601 forms.

Kept apart from the grammar of dates: what a date *is* does not depend on how Chinese writes it.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

HALF_YEAR = timedelta(days=183)
"""A day that lies farther ahead of its report than this is of the year before."""
LEAP = 2000
"""Stands in for an unknown year when a day is checked: 29 February may be."""

DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "Ｏ": 0, "O": 0}
TENS = {"十": 10, "廿": 20, "卅": 30}
"""Characters for tens: 廿三 is 23."""


class Moment(NamedTuple):
    """A day, month, year or clock time, as precise as the text is; null where it says nothing."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    hour: int | None = None
    minute: int | None = None
    second: int | None = None

    @property
    def possible(self) -> bool:
        """Whether the calendar and the clock have it."""
        if self.month is not None and not 1 <= self.month <= 12:
            return False
        longest = _days_in(self.year or LEAP, self.month) if self.month else 31
        if self.day is not None and not 1 <= self.day <= longest:
            return False
        minutes = (self.hour or 0) * 60 + (self.minute or 0)
        return minutes <= 24 * 60 and (self.minute or 0) < 60 and (self.second or 0) < 60

    @property
    def iso(self) -> str:
        """ISO 8601, as precise as known: ``2020-01-27T12``, ``2020-01``, ``--01-27``, ``T10:30``."""
        return self._iso_day + self._iso_clock

    @property
    def _iso_day(self) -> str:
        if self.month is None and self.day is None:
            return "" if self.year is None else f"{self.year:04d}"
        head = "-" if self.year is None else f"{self.year:04d}"
        month = "-" if self.month is None else f"-{self.month:02d}"
        return head + month + ("" if self.day is None else f"-{self.day:02d}")

    @property
    def _iso_clock(self) -> str:
        if self.hour is None:
            return ""
        rest = [self.hour, self.minute, self.second]
        return "T" + ":".join(f"{value:02d}" for value in rest if value is not None)


def number(text: str) -> int:
    """A Chinese or Arabic whole number under 100, or a year written digit by digit.

    Raises:
        ValueError: it is no such number.
    """
    if text.isdecimal():
        return int(text)
    ten = next((sign for sign in text if sign in TENS), None)
    try:
        if ten is None:
            return int("".join(str(DIGITS[sign]) for sign in text))
        before, _, after = text.partition(ten)
        tens = TENS[ten] * (DIGITS[before] if before else 1)
        return tens + (DIGITS[after] if after else 0)
    except KeyError as error:
        raise ValueError(f"no number: {text}") from error


def inherit(later: Moment, first: Moment) -> Moment:
    """The end of a range, with what it leaves unsaid taken from its beginning."""
    if later.month is None:
        later = later._replace(year=later.year or first.year, month=first.month)
        if later.day is None:
            later = later._replace(day=first.day)
    elif later.year is None and first.year is not None:
        turned = first.month is not None and (later.month, later.day or 1) < (first.month, first.day or 1)
        later = later._replace(year=first.year + turned)
    return later


def year_near(moment: Moment, anchor: date) -> int:
    """The year in which a month and day fall nearest to another day of the text."""
    return min((anchor.year, anchor.year - 1, anchor.year + 1), key=lambda year: abs(_day(moment, year) - anchor))


def year_before(moment: Moment, written: date) -> int:
    """The year that a report means: its own, unless the day would lie more than half a year ahead."""
    return written.year - (_day(moment, written.year) - written > HALF_YEAR)


@lru_cache(maxsize=512)
def _days_in(year: int, month: int) -> int:
    return monthrange(year, month)[1]


def as_day(moment: Moment) -> date | None:
    """The day of a moment that has year and month (its first of the month if need be), else null."""
    if moment.year is None or moment.month is None or not 1 <= moment.year <= 9998:
        return None
    return _day(moment, moment.year)


def _day(moment: Moment, year: int) -> date:
    month = moment.month or 1
    year = min(max(year, 1), 9998)
    return date(year, month, min(moment.day or 1, _days_in(year, month)))
