"""The forms in which pages write when a report was published, and their ISO 8601 form."""

from __future__ import annotations

import re
from datetime import datetime

CLOCK = (
    r"(?:[T \u3000]*(?:星期|周)?[一二三四五六日天]?[ \u3000]*(?P<half>上午|下午|晚上|凌晨)?(?P<hour>[012]?\d)[:：∶时点] ?(?P<minute>\d\d)分?"
    r"(?:[:：∶]?(?P<second>\d\d)(?!\d(?!\d{0,4}$))秒?)?(?:\.\d{1,6})?(?:Z|[+-]\d\d:?\d\d)?"
    r"(?: (?P<after>上午|下午|晚上)(?![\u4e00-\u9fff]))?)?"
)
TIME = re.compile(
    r"(?<!\d)(?:(?P<year>(?:19|20)\d\d)\s?[-/.年]\s?(?P<month>\d{1,2})\s?[-/.月]\s?(?P<day>\d{1,2})[日号]?"
    r"|(?P<cyear>[一二][〇零○Oo０0一二三四五六七八九]{3})年(?P<cmonth>[元一二三四五六七八九十]{1,2})月(?P<cday>[一二三四五六七八九十廿卅]{1,3})日)"
    + CLOCK
)
"""A day with its year, and the clock time after it where there is one."""
SHORT = re.compile(
    r"(?<!\d)(?:(?P<year>(?:19|20)\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)"
    r"|(?P<yy>[12]\d|1[01]\d)[-/.](?P<month2>\d{1,2})[-/.](?P<day2>\d{1,2}))(?![\d-])"
)
"""A day without marks, or without its century: only a label tells that it is a day (20200203, 20-02-03, 109-02-03)."""
REPUBLIC = 1911
"""The year before the first one of the calendar that Taiwan writes: 109-02-03."""
WEEKDAY = re.compile(r"(?:星期|周)[一二三四五六日天]")
DIGITS = {digit: value for value, digits in enumerate(("〇零○Oo０0", *"一二三四五六七八九")) for digit in digits} | {
    "元": 1
}


def iso(time: re.Match[str]) -> str | None:
    """The ISO 8601 form of a match of ``TIME``, as exact as it is written; ``None`` for a day that no calendar has."""
    if time["cyear"]:
        year = int("".join(str(DIGITS[digit]) for digit in time["cyear"]))
        month, day = _chinese(time["cmonth"]), _chinese(time["cday"])
    else:
        year, month, day = int(time["year"]), int(time["month"]), int(time["day"])
    hour, minute, second = (int(time[part]) if time[part] else None for part in ("hour", "minute", "second"))
    if hour is not None and hour < 12 and {time["half"], time["after"]} & {"下午", "晚上"}:
        hour += 12
    return _written(year, month, day, (hour, minute, second))


def short(text: str) -> str | None:
    """The ISO 8601 form of a day that is all a label's value says, without marks or century."""
    day = SHORT.fullmatch(text.strip())
    if day is None:
        return None
    if day["year"]:
        return _written(int(day["year"]), int(day["month"]), int(day["day"]))
    century = 2000 if len(day["yy"]) == 2 else REPUBLIC
    return _written(century + int(day["yy"]), int(day["month2"]), int(day["day2"]))


def _written(
    year: int, month: int, day: int, clock: tuple[int | None, int | None, int | None] = (None, None, None)
) -> str | None:
    hour, minute, second = clock
    try:
        moment = datetime(year, month, day, hour or 0, minute or 0, second or 0)  # noqa: DTZ001 -- pages give none
    except ValueError:
        return None
    if hour is None:
        return moment.date().isoformat()
    return moment.isoformat(timespec="minutes" if second is None else "seconds")


def _chinese(number: str) -> int:
    """十 is 10, 二十三 is 23, 廿九 is 29."""
    number = number.replace("廿", "二十").replace("卅", "三十")
    tens, ten, ones = number.rpartition("十")
    return (DIGITS.get(tens, 1) * 10 if ten else 0) + DIGITS.get(ones, 0)
