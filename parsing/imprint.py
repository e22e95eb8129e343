"""Lines of one form in which papers say who made a report: by their posts, by strokes, by what a page holds unseen.

    本报记者 宁子谦 通讯员 路远    宁子谦/文 路远/图    云岫网2月3日岚江报道 记者 宁子谦

Apart from :mod:`parsing.bylines`, which reads lines that are made of labels with their values.
"""

from __future__ import annotations

import re

from parsing.facts import HAN, NAME, Facts
from parsing.naming import has_surname, is_department

Imprint = tuple[Facts, tuple[str, ...]]
"""The facts, and the kinds of what tells them."""
REPORTER_LINE = re.compile(
    rf"(?:(?:(?:文/图|图/文|文|图)[ ：/]+)?[{HAN}]{{0,12}}(?:记者|通讯员)|文/图|图/文|文|图)[ ：/]+(?P<names>{NAME}(?:[ 、，]+{NAME})*)"
    rf"(?:[ ，]+(?:[{HAN}]{{0,8}}(?:记者|通讯员|摄影))[ ：/]*{NAME}(?:[ 、，]+{NAME})*)*(?:[ /]+(?:[{HAN}]{{0,6}}报[道导]|文/?图|图文|文))?"
)
FIELD = re.compile(
    rf"(?P<medium>[{HAN}]{{2,8}}(?:网|报|社|台|新闻))(?:\d{{1,2}}月\d{{1,2}}日)?[{HAN}]{{0,8}}(?:报道|讯|电)[ ：]?(?:记者|通讯员)[ ：]*(?P<names>{NAME}(?:[ 、]+{NAME})*)"
)
OFFICE = re.compile(rf"(?:文/图|图/文|文图|图文|供稿|撰稿)[ ：/]+(?P<who>[{HAN}]{{2,12}}(?:[/、][{HAN}]{{2,12}})*)")
UNSPACED = re.compile(rf"[{HAN}]{{0,12}}?(?:记者|通讯员)(?P<name>[{HAN}]{{2,3}}?)(?:[ ，]?(?:特约)?通讯员[ ：]?(?P<other>[{HAN}]{{2,3}}))?")
PRINTED = re.compile(rf"(?P<day>20\d\d-\d\d-\d\d) (?:[A-Z\d]+ ){{1,2}}(?P<paper>[{HAN}]{{2,12}}) content_\d+\.html .*")
"""What the page of a newspaper holds unseen: the day, the sheet, the paper, its file, the title."""
MADE = re.compile(rf"（?(?:[{HAN}][{HAN} ]{{1,13}}[/／](?:文图|图文|文|图|摄影|摄|供图)[ ，、；]*+)++）?")
WRITER = re.compile(rf"(?P<name>{NAME})[/／](?:文|文图|图文)")
"""Who made words and pictures, each before the stroke: 宁子谦/文 路远/图."""
SPACED = re.compile(rf"(?<![{HAN}])([{HAN}]) ([{HAN}])(?![{HAN}])")


def imprint(line: str) -> Imprint | None:
    """What a line of such a form says, or ``None`` for any other line."""
    return next(filter(None, (form(line) for form in (_reporters, _office, _printed, _made))), None)


def _reporters(line: str) -> Imprint | None:
    found = REPORTER_LINE.fullmatch(SPACED.sub(r"\1\2", line).strip("（）() □■◎●○◇◆▲△★☆")) or FIELD.fullmatch(line)
    if found:
        return (Facts(source=found.groupdict().get("medium"), reporter=found["names"]), ("reporter",))
    unspaced = UNSPACED.fullmatch(line.strip("（）"))
    if unspaced and all(has_surname(name, after_post=len(name) > 2) for name in filter(None, unspaced.groups())):
        return (Facts(reporter=unspaced["name"]), ("reporter",))
    return None


def _office(line: str) -> Imprint | None:
    found = OFFICE.fullmatch(line.strip("（）"))
    named = found is not None and all(map(is_department, re.split("[/、]", found["who"])))
    return (Facts(author=found["who"]), ("author",)) if found and named else None


def _printed(line: str) -> Imprint | None:
    found = PRINTED.fullmatch(line)
    return (Facts(published=found["day"], source=found["paper"]), ("source",)) if found else None


def _made(line: str) -> Imprint | None:
    writer = WRITER.search(line)
    return (Facts(author=writer["name"] if writer else None), ("author",)) if MADE.fullmatch(line) else None
