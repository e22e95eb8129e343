"""DATE entities: what day each written date means, and its ISO 8601 form.

Dates come first among the extractors because every later one stops at them. How dates are written is the business of
:mod:`parsing.extract.dates.moments`, what the calendar has that of :mod:`parsing.extract.dates.days`.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from parsing.expressions import any_of
from parsing.extract.dates.days import LEAP, Moment, as_day, inherit, year_before, year_near
from parsing.extract.dates.moments import dates_in
from parsing.lexicon import load
from parsing.record import Entity

if TYPE_CHECKING:
    from parsing.extract.dates.moments import Written
    from parsing.extract.extraction import Extraction
    from parsing.structure import Document

UNKNOWN = Moment()
OFFSETS: dict[str, int] = load("dates")["offsets"]
YEAR_BEHIND = re.compile(rf"[，,](\d{{4}})年(?!\d|[底末初前后上下以]|{any_of(load('dates')['words']['year_after'])})")
PARAGRAPH = re.compile(r"[^\n]+")


class ReferenceTime(NamedTuple):
    """What bare dates are counted from.

    ``written`` is the report's own day; ``dated`` the last day whose year the text itself says, ``here`` whether in
    this paragraph; ``last`` the last day at all, ``today`` the last one of this paragraph.
    """

    written: date | None
    dated: date | None = None
    here: bool = False
    last: Moment = UNKNOWN
    today: Moment = UNKNOWN


def find_dates(document: Document, found: Extraction) -> Extraction:
    """Add the DATE entities, in order."""
    text, reference = document.text, ReferenceTime(document.written)
    dates = []
    for paragraph in PARAGRAPH.finditer(text):
        reference = ReferenceTime(reference.written, reference.dated, last=reference.last)
        for found_at in dates_in(text, *paragraph.span()):
            dated = _with_year(text, found_at)
            written = _on_said_day(text, dated, reference)
            compared = text.endswith(_compared(), 0, written.start)
            known, norm, after = _normalised(written, reference, compared=compared)
            reference = after if written is dated else reference
            if known and not text.endswith("每年", 0, written.start):
                start, end = written.start, written.end
                raw = document.raw(start, end)
                dates.append(Entity(label="DATE", start=start, end=end, raw=raw, text=text[start:end], norm=norm))
    return replace(found, entities=tuple(sorted((*found.entities, *dates), key=lambda e: (e.start, e.end))))


def _with_year(text: str, written: Written) -> Written:
    """The date with the year that is said right behind it: 截至8月31日，2017年累计报告病例5例."""
    behind, first = YEAR_BEHIND.match(text, written.end), written.first
    if behind is None or first is None or None in {first.month, first.day} or first.year or written.until:
        return written
    dated = first._replace(year=int(behind[1]))
    day = as_day(dated)
    return written._replace(first=dated) if day is not None and day.day == first.day else written


def _on_said_day(text: str, written: Written, reference: ReferenceTime) -> Written:
    """A clock time with the day that a word before it says, counted from the report's own or the paragraph's: 昨天16时."""
    first, today = written.first, reference.today
    if first is None or (first.year, first.month, first.day) != (None, None, None):
        return written
    offset = next((days for word, days in OFFSETS.items() if text.endswith(word, 0, written.start)), None)
    base = reference.written or (as_day(today._replace(year=today.year or LEAP)) if today.day else None)
    if base is None or offset is None or not date.min.year < base.year < date.max.year:
        return written
    day = base + timedelta(days=offset)
    year = day.year if reference.written or today.year else None
    return written._replace(first=first._replace(year=year, month=day.month, day=day.day))


@cache
def _compared() -> tuple[str, ...]:
    """Before a date that something is only compared with: its year is not the text's (较2019年2月)."""
    return tuple(load("counts")["dated"]["compared"])


def _normalised(
    written: Written, reference: ReferenceTime, *, compared: bool
) -> tuple[bool, str | None, ReferenceTime]:
    """Whether the calendar has the date, its ISO form (null where redacted), and the reference time after it."""
    if written.first is None:
        return True, None, reference
    if not written.first.possible:
        return False, None, reference
    begin = _resolved(written.first, written.years_on, reference)
    until = inherit(written.until, begin) if written.until else begin
    if not begin.possible or not until.possible:
        return False, None, reference
    norm = begin.iso if written.until is None else f"{begin.iso}/{until.iso}"
    return True, norm, reference if compared else _after(reference, written, until)


def _resolved(moment: Moment, years_on: int | None, reference: ReferenceTime) -> Moment:
    """The moment with its year, month and day filled in from what went before."""
    if moment.month is None and moment.year is None:
        if moment.day is None:
            today = reference.today
            return moment._replace(year=today.year, month=today.month, day=today.day)
        return _in_month(moment, reference)
    if moment.year is not None or moment.month is None:
        return moment
    if years_on is not None:
        return moment._replace(year=reference.written.year + years_on) if reference.written else moment
    if reference.dated and (reference.here or not reference.written):
        return moment._replace(year=year_near(moment, reference.dated))
    return moment._replace(year=year_before(moment, reference.written)) if reference.written else moment


def _in_month(moment: Moment, reference: ReferenceTime) -> Moment:
    """A bare 23日: of the month last spoken of, else of the report's own, or the one before where it lies ahead."""
    if reference.last.month is not None:
        return moment._replace(year=reference.last.year, month=reference.last.month)
    written = reference.written
    if written is None:
        return moment
    months = written.year * 12 + written.month - 1 - ((moment.day or 1) > written.day)
    return moment._replace(year=months // 12, month=months % 12 + 1)


def _after(reference: ReferenceTime, written: Written, until: Moment) -> ReferenceTime:
    if until.month is None:
        return reference._replace(today=Moment(day=until.day)) if until.day else reference
    day = Moment(until.year, until.month, until.day)
    today = day if day.day else reference.today
    says_year = written.first is not None and written.first.year is not None
    dated = as_day(until) if says_year else None
    return ReferenceTime(reference.written, dated or reference.dated, bool(dated) or reference.here, day, today)
