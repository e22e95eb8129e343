"""What a page says of the report itself: when it was published, by whom, from where, who made it.

Pages say it in lines of their own (bylines), in the dateline before the first sentence, in brackets at the end, and in
a signature.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace
from datetime import datetime
from functools import cache
from typing import Any

from parsing.lexicon import load

HAN = "\u4e00-\u9fff"
TIME = re.compile(
    r"(?P<year>(?:19|20)\d\d)[-/.年](?P<month>\d{1,2})[-/.月](?P<day>\d{1,2})日?"
    r"(?:[T ]?(?P<hour>[012]?\d)[:：](?P<minute>\d\d)(?:[:：](?P<second>\d\d))?)?"
)
WEEKDAY = re.compile(r"(?:星期|周)[一二三四五六日天]")
NAME = rf"(?!通讯员|记者|摄影)[{HAN}]{{2,4}}(?:[·][{HAN}]{{2,8}})?"
REPORTER_LINE = re.compile(
    rf"(?:[{HAN}]{{0,12}}(?:记者|通讯员)|文/图|图/文|文|图)[ ：/]+(?P<names>{NAME}(?:[ 、，]+{NAME})*)"
    rf"(?:[ ，]+(?:[{HAN}]{{0,8}}(?:记者|通讯员|摄影))[ ：/]*{NAME}(?:[ 、，]+{NAME})*)*"
)
IN_BRACKETS = re.compile(rf"（[^（）]{{0,12}}记者[ ：]*(?P<names>{NAME}(?:[ 、]+{NAME})*)[^（）]{{0,30}}）")
DATELINE = re.compile(
    rf"(?:(?P<source>[{HAN}]{{1,9}}?(?<!^本)(?:网|报|社|台|客户端|融媒|新闻))|本报)?(?:[{HAN}]{{2,6}}?)?(?:\d{{1,2}}月\d{{1,2}}日)?(?:讯|电)"
    r"(?=[ ：（]|$)"
)
SEPARATORS = re.compile(r"[\s|｜/·,，;；()（）【】\[\]—-]+")
BYLINE_LENGTH, VALUE_LENGTH = 120, 24


@dataclass(frozen=True, slots=True)
class Facts:
    """``published`` is an ISO 8601 date or time; the others are as the page words them, in simplified characters."""

    title: str | None = None
    published: str | None = None
    source: str | None = None
    publisher: str | None = None
    author: str | None = None
    editor: str | None = None
    reporter: str | None = None

    def but(self, **changes: str | None) -> Facts:
        """The same facts with some of them replaced."""
        return replace(self, **changes)

    def or_else(self, other: Facts) -> Facts:
        """These facts, and the other's where these are silent."""
        merged: dict[str, Any] = {f.name: getattr(self, f.name) or getattr(other, f.name) for f in fields(self)}
        return Facts(**merged)


def byline(line: str) -> Facts | None:
    """The facts of a line that says nothing else, or ``None`` for any other line."""
    if len(line) > BYLINE_LENGTH:
        return None
    reporter = REPORTER_LINE.fullmatch(line.strip("（）() "))
    if reporter:
        return Facts(reporter=reporter["names"])
    found: dict[str, str] = {}
    rest, at = "", 0
    labels = list(_label().finditer(line))
    ends = [*(label.start() for label in labels[1:]), len(line)]
    for label, end in zip(labels, ends, strict=False):
        rest += line[at : label.start()]
        at = end
        value, beyond = _value(line[label.end() : end])
        rest += beyond if len(value) <= VALUE_LENGTH else value + beyond
        kind = _labels()[label[1]]
        if kind == "published":
            rest += value
        elif kind != "ignored" and value:
            found.setdefault(kind, value)
    time = TIME.search(rest + " " + line[at:] if labels else line)
    rest = SEPARATORS.sub("", WEEKDAY.sub("", TIME.sub("", rest + line[at:])))
    if rest or not (labels or time):
        return None
    return Facts(**found, published=iso(time) if time else None)


def iso(time: re.Match[str]) -> str | None:
    """The ISO 8601 form of a date or time, as exact as it is written; ``None`` for a day that no calendar has."""
    year, month, day, hour, minute, second = (int(part) if part else None for part in time.groups())
    try:
        moment = datetime(year or 1, month or 1, day or 1, hour or 0, minute or 0, second or 0)  # noqa: DTZ001
    except ValueError:
        return None
    if hour is None:
        return moment.date().isoformat()
    return moment.isoformat(timespec="minutes" if second is None else "seconds")


def dateline(paragraph: str) -> Facts | None:
    """Who reports, where a paragraph begins with it (…网讯, 新华社…电) or ends in brackets with the reporter's name."""
    start = DATELINE.match(paragraph)
    reporter = IN_BRACKETS.search(paragraph)
    if start is None and reporter is None:
        return None
    return Facts(source=start["source"] if start else None, reporter=reporter["names"] if reporter else None)


def publisher(lines: list[str]) -> str | None:
    """The name of the site, from the lines of its page."""
    for line in lines:
        name = _site().search(line)
        if name:
            return name["name"]
    return None


def is_date(line: str) -> bool:
    """Whether a line is a day and nothing else."""
    time = TIME.fullmatch(re.sub(r"\s", "", line))
    return time is not None and time["hour"] is None


def signed(lines: list[str]) -> Facts:
    """The day under a notice, where a line is nothing but a date."""
    for line in lines:
        time = TIME.fullmatch(re.sub(r"\s", "", line))
        if time:
            return Facts(published=iso(time))
    return Facts()


def _value(text: str) -> tuple[str, str]:
    """A label's value, and what stands after it."""
    value, bar, beyond = text.strip(" ：:").partition("|")
    time = TIME.search(value)
    if time and time.start():
        value, beyond = value[: time.start()], value[time.start() :] + bar + beyond
    return value.strip(" |，,;；（）()【】[]"), beyond


@cache
def _labels() -> dict[str, str]:
    return {label: kind for kind, labels in load("facts")["labels"].items() for label in labels}


@cache
def _label() -> re.Pattern[str]:
    longest_first = sorted(map(re.escape, _labels()), key=len, reverse=True)
    return re.compile(rf"({'|'.join(longest_first)})\s*[:：]\s*")


@cache
def _site() -> re.Pattern[str]:
    ends = "|".join(load("facts")["media"]["sites"])
    return re.compile(
        rf"(?:欢迎(?:来到|光临|访问|您来到))?(?P<name>[{HAN}]{{2,8}}?(?:{ends}))"
        r"(?=[—_|！!：，。]|仅|只|是|为|对|不|提供|所有|的所有| |$|-)"
    )
