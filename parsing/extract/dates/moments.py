"""How Chinese writes dates and clock times: a text in, moments and ranges as written out.

Only the grammar: the year of a bare 1月27日 and the ISO form are :mod:`parsing.extract.dates.finder`' business.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from parsing.extract.dates.days import Moment, number
from parsing.lexicon import load
from parsing.redaction import SIGN, SIGNS
from parsing.searching import first_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PARTS: dict[str, int] = load("dates")["part_of_day"]
WORDS = load("dates")["words"]
"""The lists of words of ``dates.toml``; what each is for is told there."""
YEARS: dict[str, int] = WORDS["year"]
SPELT = "一二三四五六七八九十"
LOOK = 6
"""Characters of context that decide whether a number is a date."""
TIMETABLE_LOOK = 34
"""Characters back to the word that makes a clock time part of a timetable, the hours before it included."""


def _any(words: Iterable[str]) -> str:
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) + ")"


PART = rf"(?:{_any(PARTS)}(?!(?<=上){_any(WORDS['not_up'])}))"
"""A part of the day; 晚 + 上海 is no 晚上."""
RANGE = rf"\s?{_any(WORDS['range'])}\s?"
"""What joins the two ends of a range: 至, —."""
SPELT_NUMBER = r"(?:(?:[二三四五]?十|[廿卅])[一二三四五六七八九]?|[一二三四五六七八九])"
NUMBER = rf"(?:\d{{1,2}}|{SPELT_NUMBER})"
"""The number of a month, a day or an hour, in figures or in Chinese characters."""
SPELT_DAY = (
    rf"{SPELT_NUMBER}"
    rf"(?=日(?:{_any((*PARTS, *WORDS['spelt_after']))}|{SPELT_NUMBER}时|{RANGE}{SPELT_NUMBER}日))"
)
"""A day in Chinese characters without its month, where what follows shows that it is none of so many days."""
FIRST_MONTH = rf"(?<![\d{WORDS['no_month']}]){_any(WORDS['first_month'])}"
"""元月 is January, but 5000元月租 a price."""
YEAR_SPELT = "[二一][〇○零Ｏ一二三四五六七八九]{3}"
YEAR = rf"(?:(?P<year>\d{{4}}|{YEAR_SPELT})\s?年|(?P<near>{_any(YEARS)}))"
HOUR_AHEAD = rf"新增|零时|\d{{1,2}}(?:[时点:：]|{RANGE}\d{{1,2}}[时点])"
"""What shows that a number with 号 is a day: 21号 + 0—24时, 21号 + 新增."""
SAID = "昨今前明当"
"""Before the number of a day in brackets: 昨（1）日."""
WEEKDAY = r"(?:\s?[（(](?:星期|周)[一二三四五六日天][）)])?"
DAY = (
    r"(?:(?P<Y>\d{4})(?P<mark>[-/.])(?P<M>\d{1,2})(?P=mark)(?P<D>\d{1,2})(?!\d|[-/.]\d)日?"
    rf"|{YEAR}?\s?(?P<month>{NUMBER}|{FIRST_MONTH}(?=月))\s?"
    rf"(?:月(?P<vague>份|[底末])?|(?={RANGE}{NUMBER}月(?!{_any(WORDS['month_after'])}|\d)))"
    rf"(?:\s?(?P<day>{NUMBER})\s?(?:[日号]|(?=(?:{RANGE}|、){NUMBER}[日号])))?"
    rf"|(?P<year_alone>\d{{4}}|{YEAR_SPELT})"
    rf"(?:[ \u3000]?年(?:[底末](?=之?前|以前))?|(?:(?<=19..)|(?<=20..))(?={RANGE}(?:19|20)\d\d年))"
    rf"|[{SAID}][（(](?P<day_said>\d{{1,2}})[）)]日"
    rf"|(?P<day_alone>\d{{1,2}}|{SPELT_DAY})(?:日|号(?={PART}|{HOUR_AHEAD})|(?={RANGE}{NUMBER}日)))"
)
CLOCK = (
    rf"(?:(?P<part>{PART})\s?)?(?:"
    rf"(?P<hour>{NUMBER}|零(?=[时点]))(?:(?:时|点钟?)(?:(?P<minute>{NUMBER})分|(?P<half>半)|[整许])?|(?={RANGE}\d{{1,2}}[时点]))"
    r"|T?(?P<hour24>\d{1,2})[:：](?: (?=[0-5]0(?!\d)))?(?P<minute60>\d{2})(?:[:：](?P<second>\d{2}))?(?![\d:：])"
    rf"(?:时(?![间段常限候])|分(?![{WORDS['not_minute']}]))?)"
)
ON_DAY = re.compile(
    rf"{DAY}(?:(?(year_alone)(?!)|(?(D)|(?(day)|(?(day_said)|(?(day_alone)|(?!)))))){WEEKDAY}(?:\s?{CLOCK}|{PART})?)?"
)
UNTIL_DAY = re.compile(ON_DAY.pattern.replace(SPELT_DAY, rf"{SPELT_NUMBER}(?=日)"))
"""The end of a range, where a day in Chinese characters needs nothing else to show it."""
ON_CLOCK = re.compile(CLOCK)
"""A clock time of any day: 上午9时30分, 24:00."""
PART_OF_YEAR = re.compile(
    rf"{YEAR}\s?(?:第?(?P<quarter>[一二三四1-4])季度?|(?P<half>[上下])半年"
    rf"|前(?P<months>{NUMBER})个?月(?![底末初上中下内以]))"
)
"""Several months by their name: 2020年第三季度, 今年上半年, 2016年前10月."""
STARTS = re.compile(
    rf"(?:(?<!\d)(?<!\d[-.:：/—–~～至])(?<!第)"
    rf"(?=\d{{1,4}}(?:[-年月日号时点:：/.—－–~～至到]|[ \u3000][年月]))"
    rf"|(?={YEAR_SPELT}年|[一二三四五六七八九十]{{1,2}}月|(?:{_any(YEARS)})?{FIRST_MONTH}月"
    rf"|{_any(YEARS)}{NUMBER}(?:月|{RANGE}\d{{1,2}}月)"
    rf"|{_any(YEARS)}(?:第?[一二三四1-4]季|[上下]半年|前{NUMBER}个?月))"
    rf"|(?<![第每{SPELT}])(?={SPELT_DAY})|(?={PART}\s?{NUMBER}[时点:：])|(?=[{SAID}][（(]\d{{1,2}}[）)]日))"
)
FIRST = re.compile(
    rf"[{SAID}\d{SPELT}{''.join(word[0] for word in (*PARTS, *YEARS, *WORDS['first_month']))}]"
    rf"(?:(?<={_any(WORDS['first_month'])})(?=月)|(?<=\d)\d*|(?<=[{SAID}])(?=[（(])"
    rf"|(?<=[{SPELT}])(?=[{SPELT}〇○零Ｏ月日])|(?<={first_of([*PARTS, *YEARS])}))"
)
"""What ``STARTS`` may match at, by two characters; a number is passed over whole."""
DAYS_ON = re.compile(rf"^{RANGE}\d{{1,2}}日")
"""Behind a day, the end of its range: 1月27日 + 至29日."""
NEXT = re.compile(RANGE)
TIMETABLE = re.compile(
    rf"{_any(WORDS['schedule'])}(?:[^，。；：\n]{{0,8}}时[间段](?:为|是|：)?)?"
    rf"(?:[^，。；\n]{{0,9}}{RANGE}(?:次日|翌日|第二天)?|(?:\d[\d:：]{{3,4}}{RANGE}\d[\d:：]{{3,4}}[，、])+)?$"
)
CLOCK_LOOK = 40
"""Characters on either side in which another clock time shows that a number such as 9：30 is one."""
CLOCK_NEAR = re.compile(r"(?<![\d.:：])\d\d[:：][0-5]\d(?!\d|[:：])")
HOUR_BEFORE = re.compile(r"[\d.:：]$")
RELATIVE = re.compile(_any(WORDS["day"]) + r"[（(]$")
ISSUE = re.compile(rf"第[\d一二三四五六七八九十{SIGNS}]+[号期]")
HIDDEN = f"{SIGN}{{1,4}}"
"""A number that the report withholds: x月x日."""
HIDDEN_FIRST = re.compile(f"{SIGN}(?=[年月日{SIGNS}])")
REDACTED = re.compile(
    rf"(?:\d{{0,2}}{HIDDEN}年\d{{1,2}}月\d{{1,2}}日"
    rf"|(?:(?:\d{{4}}|\d{{0,2}}{HIDDEN})年)?(?:{HIDDEN}月(?:{HIDDEN}|\d{{1,2}})日|\d{{1,2}}月\d?{HIDDEN}日|(?<=年){HIDDEN}月))"
    rf"(?:{PART}?(?:{HIDDEN}|\d{{1,2}})[时点]|{PART})?"
)


class Written(NamedTuple):
    """A date as it stands in the text: ``until`` is the end of a range, ``first`` null where it is redacted."""

    start: int
    end: int
    first: Moment | None
    until: Moment | None
    years_on: int | None = None


class Read(NamedTuple):
    """One moment: ``years_on`` counts from the report's own year (去年 is −1), null where it says no such thing."""

    start: int
    end: int
    moment: Moment
    years_on: int | None


def dates_in(text: str, start: int, end: int) -> Iterator[Written]:
    """Dates and ranges in ``[start, end)``, left to right, apart from each other."""
    hidden = list(REDACTED.finditer(text, start, end)) if HIDDEN_FIRST.search(text, start, end) else []
    at = start
    for place in starts(text, start, end):
        while hidden and hidden[0].start() <= place:
            match = hidden.pop(0)
            if match.start() >= at:
                yield Written(match.start(), match.end(), None, None)
                at = match.end()
        months = PART_OF_YEAR.match(text, place, end) if place >= at else None
        if months is not None:
            yield _months(months)
            at = months.end()
            continue
        first = _read(text, place, end) if place >= at else None
        if first is None:
            continue
        until = _until(text, first, end)
        stop = until.end if until else first.end
        begin, stop = _bracketed(text, first.start, stop, at)
        yield Written(begin, stop, first.moment, until.moment if until else None, first.years_on)
        at = stop
    yield from (Written(match.start(), match.end(), None, None) for match in hidden if match.start() >= at)


def starts(text: str, start: int, end: int) -> Iterator[int]:
    """Where a date or a clock time may begin."""
    return (at for at in map(re.Match.start, FIRST.finditer(text, start, end)) if STARTS.match(text, at, end))


def _read(text: str, at: int, end: int) -> Read | None:
    match = ON_DAY.match(text, at, end)
    if match and _is_day(text, match):
        return Read(at, match.end(), _moment(match), YEARS.get(match["near"] or ""))
    match = ON_CLOCK.match(text, at, end)
    if match and _is_clock(text, match):
        return Read(at, match.end(), _clock(match), None)
    return None


def _months(match: re.Match[str]) -> Written:
    """The first and the last month of a quarter, of half a year, or of its first months."""
    if match["quarter"]:
        last = 3 * number(match["quarter"])
        first = last - 2
    elif match["half"]:
        first, last = (1, 6) if match["half"] == "上" else (7, 12)
    else:
        first, last = 1, number(match["months"])
    year = number(match["year"]) if match["year"] else None
    return Written(*match.span(), Moment(year, first), Moment(year, last), YEARS.get(match["near"] or ""))


def _until(text: str, first: Read, end: int) -> Read | None:
    """The end of a range that begins with ``first``: a later day, a day of the same month, or a later hour."""
    mark = NEXT.match(text, first.end, end)
    if mark is None:
        return None
    for pattern, read in ((UNTIL_DAY, _moment), (ON_CLOCK, _clock)):
        match = pattern.match(text, mark.end(), end)
        fits = pattern is UNTIL_DAY or first.moment.hour is not None
        if match and fits and not (pattern is UNTIL_DAY and first.moment.day is None and match["day_alone"]):
            return Read(match.start(), match.end(), read(match), None)
    return None


def _bracketed(text: str, start: int, stop: int, floor: int) -> tuple[int, int]:
    """The span of 今天（23日） for a date that stands in such brackets, else as it was."""
    said = RELATIVE.search(text, max(floor, start - LOOK), start)
    return (said.start(), stop + 1) if said and text[stop : stop + 1] in {"）", ")"} else (start, stop)


def _is_day(text: str, match: re.Match[str]) -> bool:
    before, after = text[max(0, match.start() - LOOK) : match.start()], text[match.end() : match.end() + LOOK]
    if match["day_alone"]:
        after = DAYS_ON.sub("", after)
        bare = text[match.end() - 1] == "日"
        spans = (
            bare and after.startswith(tuple(WORDS["span_after"])) and not after.startswith(tuple(WORDS["day_after"]))
        )
        return not before.endswith(tuple(WORDS["span_before"])) and not spans
    if match["year_alone"]:
        return not after.startswith(tuple(WORDS["year_after"])) and not ISSUE.match(after)
    if match["month"] and not match["day"]:
        named = match["year"] or match["near"] or match["vague"] or match["month"].isascii()
        return bool(named) and not after.startswith(tuple(WORDS["month_after"])) and not before.endswith("龄")
    return True


def _is_clock(text: str, match: re.Match[str]) -> bool:
    before, after = text[max(0, match.start() - LOOK) : match.start()], text[match.end() : match.end() + LOOK]
    if TIMETABLE.search(text, max(0, match.start() - TIMETABLE_LOOK), match.start()):
        return False
    if match["part"]:
        return True
    if match["hour24"]:
        ratio = before.endswith(tuple(WORDS["ratio_before"])) or after.startswith(tuple(WORDS["ratio_after"]))
        sure = len(match["hour24"]) == 2 or NEXT.match(text, match.end()) or _is_told_as_clock(text, match)
        return bool(sure) and not ratio
    exact = match["minute"] or match["half"] or match.group().endswith(("整", "许"))
    opens = match.start() > 0 and before[-1:] in {"。", "\n"} and after[:1] == "，" and "点" in match.group()
    return match["hour"].isascii() and ("时" in match.group() or bool(exact) or opens) and not after.startswith("间")


def _is_told_as_clock(text: str, match: re.Match[str]) -> bool:
    """Whether other clock times near by, or 左右 behind, show that 9：30 is no ratio: 9：30石桥菜场，10：21云岭超市.

    1：30 and what stands behind 比 are ratios all the same: 比例为2：15，14：30散会.
    """
    near = text[max(0, match.start() - CLOCK_LOOK) : match.start()], text[match.end() : match.end() + CLOCK_LOOK]
    ratio = match["hour24"] == "1" or "比" in near[0][-LOOK:]
    free = not ratio and HOUR_BEFORE.search(near[0]) is None and int(match["minute60"]) < 60
    return free and (near[1].startswith("左右") or any(CLOCK_NEAR.search(side) for side in near))


def _moment(match: re.Match[str]) -> Moment:
    if match["Y"]:
        moment = Moment(int(match["Y"]), int(match["M"]), int(match["D"]))
    else:
        year = match["year"] or match["year_alone"]
        day = match["day"] or match["day_alone"] or match["day_said"]
        month = 1 if match["month"] in WORDS["first_month"] else _number(match["month"])
        moment = Moment(number(year) if year else None, month, number(day) if day else None)
    clock = _clock(match)
    return Moment(moment.year, moment.month, moment.day, clock.hour, clock.minute, clock.second)


def _clock(match: re.Match[str]) -> Moment:
    hour = _number(match["hour"] or match["hour24"])
    if hour is None:
        return Moment()
    if match["part"] and 0 < hour < 12:
        hour += PARTS[match["part"]] if not (match["part"] == "中午" and hour > 3) else 0
    elif match["part"] and hour == 12 and match["part"] in WORDS["night"]:
        hour = 24
    minute = _number(match["minute"] or match["minute60"])
    return Moment(hour=hour, minute=30 if match["half"] else minute, second=_number(match["second"]))


def _number(text: str | None) -> int | None:
    return None if text is None else number(text)
