"""Days as pages write them that were not made for Chinese readers, put into the order of Chinese pages.

Feb 3, 2020; 3 February 2020; 03-Feb-2020 10:20 PM; 03.02.2020; 13/02/2020; 10:20 2020-02-03; 2020 02/ 03 10:20:00
"""

from __future__ import annotations

import re

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? )?"
LETTERED = re.compile(
    rf"(?<![a-z\d]){WEEKDAY}(?:(?P<first>{MONTH})[ -](?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?:, ?| |-)"
    rf"|(?P<day2>[0-3]?\d)(?:st|nd|rd|th)?[ -](?P<second>{MONTH})(?:, ?| |-))(?P<year>20\d\d)(?!\d)",
    re.IGNORECASE,
)
"""A day with the English name of its month."""
YEAR_LAST = re.compile(r"(?<![\d./])(?P<first>\d\d)(?P<mark>[./])(?P<second>\d\d)(?P=mark)(?P<year>20\d\d)(?![\d./])")
"""A day before its month and year, as sites abroad print it; the other way round where that can be no month."""
APART = re.compile(r"(?<!\d)(20\d\d) (\d\d) ?/ ?(\d\d)(?= \d\d:\d\d)")
"""A day whose year stands apart, as an agency's pages print it: 2020 12/ 24 18:39:31."""
CLOCK_FIRST = re.compile(r"(?<!\d)(\d\d?:\d\d) (20\d\d-\d\d-\d\d)(?: HKT)?")
"""The hour before the day, as pages of Hong Kong print it."""
SHORT_YEAR = re.compile(r"(?:^|(?<=[ ：]))([12]\d)-([01]\d)-([0-3]\d)(?= \d\d:\d\d(?!\d))")
"""A day without its century before a clock time."""
HALVES = re.compile(
    r"(?<![\d:])(?P<hour>0?[1-9]|1[0-2])(?P<rest>:\d\d(?::\d\d)?) ?(?P<half>[ap])\.?m\b\.?", re.IGNORECASE
)
"""A clock time of half a day."""
DECEMBER = 12


def in_order(line: str) -> str:
    """A line with its days and clock times written as Chinese pages do."""
    if not any(character.isdigit() for character in line):
        return line
    line = LETTERED.sub(_lettered, YEAR_LAST.sub(_year_last, APART.sub(r"\1-\2-\3", line)))
    line = HALVES.sub(_whole_day, SHORT_YEAR.sub(r"20\1-\2-\3", line))
    return CLOCK_FIRST.sub(r"\2 \1", line)


def _lettered(found: re.Match[str]) -> str:
    month = MONTHS.index((found["first"] or found["second"])[:3].lower()) + 1
    return f"{found['year']}-{month:02}-{int(found['day'] or found['day2']):02}"


def _year_last(found: re.Match[str]) -> str:
    day, month = found["first"], found["second"]
    if int(month) > DECEMBER >= int(day):
        day, month = month, day
    return f"{found['year']}-{month}-{day}"


def _whole_day(found: re.Match[str]) -> str:
    hour = int(found["hour"]) % 12 + 12 * (found["half"] in "pP")
    return f"{hour:02}{found['rest']}"
