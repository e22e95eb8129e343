"""As of when a count holds: the date or interval that its sentence ties it to, or one that still holds from before.

The nearest date before a count is the one, unless the date only bounds or compares: a deadline (2月3日前), a beginning
(自2月3日起, 以来), the day compared with (较2月3日). What a paragraph is dated by once (截至1月27日, 2月3日0—24时) it goes on counting
by; the day of an event (2月6日，某公司捐赠…) holds for its sentence. 截至目前 ends what held before and gives nothing, and a demand
counts nothing that has happened.

The walk through the sentences asks for the ``marks`` of each, the places where the date changes, and carries a date
over from one sentence to the next by ``carried_over``, ``below_heading`` and ``Past.recalled``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from parsing.expressions import any_of
from parsing.extract.metrics.brackets import closes
from parsing.extract.modality.status import demands
from parsing.lexicon import load

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsing.extract.metrics.clauses import Count
    from parsing.extract.metrics.passages import Passage
    from parsing.record import Entity


BESIDE = re.compile(r"（(?P<date>[^（）]{2,9})）")
"""A day in brackets behind a count is its own: 单日最高6万剂次（6月18日）."""
MONTHS = re.compile(r"(?:\d{4}|-)-\d\d/(?:\d{4}|-)-\d\d")
"""An interval of months, in the normal form of dates."""
DUE = re.compile(f"[，,]?{any_of(load('counts')['dated']['due'])}")
"""Behind a day before which 到 stands: it is a deadline (到4月底要完成)."""
AFTERWARDS = re.compile("[^，。；：、]{1,12}(?<![前今此之随])后[，,]")
"""A day that what follows comes after: 2月10日获批复工后，."""
AFTER = 13
"""Characters behind a day in which such a 后 stands."""
SO_FAR = re.compile("[，、；]已[^，。；：\\d]{0,6}\\d")
"""What has been done of what is to be: 应复工367家，已复工363家."""
OF_CLOCK = "(?:[\u4e00-\u9fff]{2,8}?时间|[昨今][天日晚])?"
"""Between 截至 and a date, by which clock it is: 截至当地时间 + 3月5日."""
NO_DAY = "T"
"""What the form of a clock time begins with whose day the text does not say."""
CLOCK = re.compile("（[\u4e00-\u9fff]{2,8}时间$")
"""Before a date: it is the one before it by another clock: 4日10时（北京时间 + 17时）."""
REACH = 12
"""Most characters back to where such a bracket opens."""
ASIDE = 14
"""The same of a bracket that says which part a day is of."""
LEAD = 2
"""How many characters may stand before the name that a sentence is about."""


class Mark(NamedTuple):
    """From ``at`` on, counts hold as of ``norm``; null ends what held before. ``lasting``: for the paragraph."""

    at: int
    norm: str | None
    lasting: bool = False


class Past(NamedTuple):
    """The dates that earlier paragraphs counted by: the last day, and the last that was counted up to."""

    day: Mark | None = None
    until: Mark | None = None

    def after(self, changes: Sequence[Mark]) -> Past:
        """The same with the dates of one more sentence."""
        for mark in changes:
            if mark.norm is not None:
                last = mark.norm.rpartition("/")[2]
                day = mark._replace(norm=last.partition("T")[0])
                until = mark if mark.lasting and "/" not in mark.norm else self.until
                self = Past(day, until)  # noqa: PLW0642 -- folded over the marks
        return self

    def recalled(self, text: str, passage: Passage) -> Mark | None:
        """The date that a paragraph goes back to: with 当日 the last day, with 累计 the last that was counted up to."""
        if text.startswith(phrases().same_day, passage.span.start):
            return self.day
        return self.until if text.startswith(phrases().in_all, passage.span.start) else None


@dataclass(frozen=True, slots=True)
class Phrases:
    """The words of ``counts.toml`` that say what a date beside them does; each list is explained there."""

    until: re.Pattern[str]
    compared: tuple[str, ...]
    begins: tuple[str, ...]
    bounds: tuple[str, ...]
    now: tuple[str, ...]
    planned: tuple[str, ...]
    founded: re.Pattern[str]
    same_day: tuple[str, ...]
    in_all: tuple[str, ...]
    of_before: tuple[str, ...]
    resumed: tuple[str, ...]
    relative: re.Pattern[str]


@cache
def phrases() -> Phrases:
    """Those words, compiled once in a process."""
    dated = load("counts")["dated"]
    until, now = any_of(dated["until"]), any_of(dated["until_now"])
    return Phrases(
        re.compile(rf"(?:{until})(?<![增升降减涨延]至)(?P<now>{now})?{OF_CLOCK}"),
        tuple(dated["compared"]),
        tuple(dated["begins"]),
        tuple(dated["bounds"]),
        tuple(dated["now"]),
        tuple(dated["planned"]),
        re.compile(rf"(?:{any_of(dated['founded'])})的"),
        tuple(dated["same_day"]),
        tuple(dated["in_all"]),
        (*dated["of_before"], *dated["resumed"]),
        tuple(dated["resumed"]),
        re.compile(f"{any_of(dated['relative'])}[，,]?"),
    )


@lru_cache(maxsize=1)
def _untils(text: str) -> tuple[list[tuple[int, bool]], list[int]]:
    """The ends of 截至 and its like in a text, each with whether it is 截至目前; and where they begin."""
    found = [*phrases().until.finditer(text)]
    return [(until.end(), bool(until["now"])) for until in found], [until.start() for until in found]


def marks(text: str, passage: Passage) -> list[Mark]:
    """Where in a sentence the date changes, in order: behind each date that counts are dated by, and behind 截至目前.

    A bare year beside a day (5日通报，2012年收到174起) is left out.
    """
    told, places = _untils(text)
    ends = dict(told[bisect_left(places, passage.span.start) : bisect_left(places, passage.span.end)])
    found = [Mark(end, None, lasting=True) for end, now in ends.items() if now]
    found += [
        Mark(
            date.end,
            date.norm,
            lasting=date.start in ends or ("/" in date.norm and not text.startswith("的", date.end)),
        )
        for date in passage.names
        if date.label == "DATE" and date.norm is not None and not _dates_nothing(text, date, date.norm)
    ]
    if len(found) > 1:
        found = sorted(found, key=attrgetter("at"))
        found = [found[0], *(mark for mark in found[1:] if not _of_a_part(text, mark))]
        firm = any(not _is_year(text, mark) and (mark.lasting or not _speech().match(text, mark.at)) for mark in found)
        found = [mark for mark in found if not (firm and _is_year(text, mark))]
    if found and all(_is_year(text, mark) for mark in found):
        others = phrases().relative.finditer(text, found[0].at, passage.span.end)
        found = sorted([*found, *(Mark(other.end(), None) for other in others)], key=attrgetter("at"))
    return found


def _of_a_part(text: str, mark: Mark) -> bool:
    """Whether a bracket behind a day ends with this one, which is that of a part: 截至2月27日（网上捐赠截至 + 25日）."""
    if not (mark.lasting and text.startswith("）", mark.at)):
        return False
    opening = text.rfind("（", max(0, mark.at - ASIDE), mark.at)
    return opening > 0 and text[opening - 1] in "日时" and phrases().until.match(text, opening + 1) is None


def _dates_nothing(text: str, date: Entity, norm: str) -> bool:
    """Whether a date is of no figure: a time of no day, one that bounds or compares, the same by another clock."""
    if norm.startswith(NO_DAY) or _bounds(text, date):
        return True
    clock = text.endswith("时间", 0, date.start)
    return clock and CLOCK.search(text, max(0, date.start - REACH), date.start) is not None


def _is_year(text: str, mark: Mark) -> bool:
    """Whether a mark is a bare year that no figure follows: beside a day it tells of something else."""
    return mark.norm is not None and mark.norm.isdecimal() and not text.startswith("的", mark.at)


@cache
def _speech() -> re.Pattern[str]:
    """Behind a day: on it somebody told what is counted by another date (5日通报，2012年收到174起)."""
    return re.compile(load("counts")["speech"]["told_on"])


def _holds(text: str, mark: Mark, count: Count) -> bool:
    """Whether the day at ``mark`` still holds at a count: since then no bracket has closed and nobody has spoken."""
    between = text[mark.at : count.start]
    return not closes(between) and not _elsewhere().search(between)


@cache
def _happened() -> re.Pattern[str]:
    """When the counted happened, told behind them: 36例发生在1月."""
    return re.compile(rf"{any_of(load('counts')['what']['happened_at'])}(?P<date>[^，。；：、）]{{2,14}})")


@cache
def _elsewhere() -> re.Pattern[str]:
    """Between the day of an event and a count: the day is that of a speech, or the count is of the present."""
    speech, present = load("counts")["speech"], any_of(load("counts")["dated"]["present"])
    spoken = any_of([*speech["verbs"], *speech["dated"]])
    return re.compile(f"{spoken}[，：:,]|(?:其中|，){present}")


def _bounds(text: str, date: Entity) -> bool:
    """Whether a date is a deadline, a beginning, or a day compared with."""
    rules = phrases()
    followed = text.find("后", date.end, date.end + AFTER) >= 0 and AFTERWARDS.match(text, date.end) is not None
    if followed or text.endswith(rules.planned, 0, date.start):
        return True
    if text.endswith("到", 0, date.start) and DUE.match(text, date.end):
        return True
    if (
        text.startswith(rules.bounds, date.end)
        or text.endswith(rules.compared, 0, date.start)
        or rules.founded.match(text, date.end)
    ):
        return True
    begins = text.endswith(rules.begins, 0, date.start) and not text.startswith("的", date.end)
    return begins and "/" not in (date.norm or "")


def below_heading(heading: Mark | None) -> Mark | None:
    """The date of a heading, for the text below it; not where it is an interval of months, which is only the topic."""
    return None if heading is None or MONTHS.fullmatch(heading.norm or "") else heading


def carried_over(text: str, passage: Passage, before: Mark | None) -> Mark | None:
    """The date from before a sentence, if it holds in it: 截至 holds on, an interval until another body acts or 目前.

    The day of an event holds on only where the sentence goes back to it (其中, 上述).
    """
    if before is None or not (before.lasting or text.startswith(phrases().of_before, passage.span.start)):
        return None
    if "/" not in (before.norm or ""):
        return before
    first = next((name for name in passage.names if name.label != "DATE"), None)
    opens = first is not None and first.label == "ORG" and first.start - passage.span.start <= LEAD
    return None if opens or text.startswith(phrases().now, passage.span.start) else before


def holding(text: str, passage: Passage, before: Mark | None) -> Mark | None:
    """The date from before for the counts of a sentence; null where it demands, since those counts are of the future.

    Unless it says how far it has got: 应复工367家，已复工363家.
    """
    if before is None or (demands(text, passage.span) and not SO_FAR.search(text, *passage.span)):
        return None
    return before


def as_of(text: str, count: Count, changes: Sequence[Mark], before: Mark | None) -> str | None:
    """The date that holds at a count: in a bracket behind it, the last change before it, or what held ``before``."""
    for date in BESIDE.finditer(text, count.end, count.end + 12) if text[count.end : count.end + 1] == "（" else ():
        mark = next((mark for mark in changes if mark.at == date.end("date")), None)
        if mark is not None:
            return mark.norm
    happened = _happened().match(text, count.end) if changes else None
    if happened is not None and (mark := next((m for m in changes if m.at == happened.end("date")), None)) is not None:
        return mark.norm
    if text.startswith(phrases().planned, count.end):
        return None
    until = any(mark.lasting and mark.norm for mark in changes[:1])
    for mark in reversed(changes):
        over = until and "；" in text[mark.at : count.start]
        if mark.at <= count.start and (mark.lasting or (not over and _holds(text, mark, count))):
            return mark.norm
    return before.norm if before else None
