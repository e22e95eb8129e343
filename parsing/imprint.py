"""Lines of one form in which papers say who made a report: by their posts, by strokes, by what a page holds unseen.

    本报记者 宁子谦 通讯员 路远    宁子谦/文 路远/图    云岫网2月3日岚江报道 记者 宁子谦

Apart from :mod:`parsing.bylines`, which reads lines that are made of labels with their values.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from parsing.facts import CJK, Facts, makers, outlets, person, persons
from parsing.naming import has_surname, is_department
from parsing.published import TIME, iso

Imprint = tuple[Facts, tuple[str, ...]]
"""The facts, and the kinds of what tells them."""
PRINTED = re.compile(
    rf"(?P<day>20\d\d-\d\d-\d\d) (?:[^ ]{{4,60}} )?(?:[A-Z\d]+ ){{1,2}}(?P<paper>[{CJK}]{{2,12}}) content_\d+\.html .*"
)
"""What the page of a newspaper holds unseen: the day, the sheet, the paper, its file, the title."""
SPACED = re.compile(rf"(?<![{CJK}])([{CJK}]) ([{CJK}])(?![{CJK}])")


class _Forms(NamedTuple):
    post: re.Pattern[str]
    line: re.Pattern[str]
    """Reporters with their posts, all of a line."""
    field: re.Pattern[str]
    """A dateline of its own."""
    office: re.Pattern[str]
    unspaced: re.Pattern[str]
    made: re.Pattern[str]
    abroad: re.Pattern[str]
    """As Taiwan's media write it: 记者宁子谦／江州报导, 宁子谦 路远 报导／江州."""
    edited: re.Pattern[str]
    """An editor's name without anything between: 编辑宁子谦."""
    writer: re.Pattern[str]
    """Who made words and pictures, each before the stroke: 宁子谦/文 路远/图."""


@cache
def _forms() -> _Forms:
    posts, works, row = makers("posts"), makers("works"), persons(" 、，")
    medium, part = rf"[{CJK}·A-Za-z]{{0,16}}", rf"(?:[/／]{makers('made')})?"
    return _Forms(
        post=re.compile(posts),
        line=re.compile(
            rf"(?:(?:{works}[ ：/]+)?{medium}{posts}|{works})[ ：/]+(?P<names>{row}){part}"
            rf"(?:[ ，]+(?:[{CJK}]{{0,8}}{makers('posts', 'pictures')})[ ：/]*{row}{part})*"
            rf"(?:[ /／]+(?:[{CJK}]{{0,6}}报[道导]|文/?图|图文|文))?"
        ),
        field=re.compile(
            rf"(?P<medium>[{CJK}]{{2,8}}{outlets()})(?:\d{{1,2}}月\d{{1,2}}日)?"
            rf"[{CJK}]{{0,8}}(?:报道|讯|电)[ ：]?{posts}[ ：]*(?P<names>{persons()})"
        ),
        office=re.compile(
            rf"{makers('office_works')}[ ：/]+(?P<who>[{CJK}]{{2,12}}(?:[/、][{CJK}]{{2,12}})*)"
            rf"|(?P<sender>[{CJK}]{{2,14}})供稿"
        ),
        unspaced=re.compile(
            rf"{medium}?{posts}(?P<name>[{CJK}]{{2,3}}?)(?:[ ，]?(?:特约)?{posts}[ ：]?(?P<other>[{CJK}]{{2,3}}?))?"
            rf"{makers('reported')}?"
        ),
        made=re.compile(rf"（?(?:[{CJK}][{CJK} ]{{1,13}}[/／]{makers('made')}[ ，、；]*+)++）?"),
        abroad=re.compile(
            rf"{posts}：?(?P<names>{persons()}) ?[/／] ?[{CJK}]{{2,6}}报[导道]"
            rf"|(?P<others>{row}) 报[导道] ?[/／] ?[{CJK}]{{2,6}}"
        ),
        edited=re.compile(rf"（?(?:责任|责|实习|网络)?编辑?(?P<name>[{CJK}]{{2,3}})）?"),
        writer=re.compile(rf"(?P<name>{person()})[/／]{makers('written')}"),
    )


def imprint(line: str) -> Imprint | None:
    """What a line of such a form says, or ``None`` for any other line."""
    return next(filter(None, (form(line) for form in (_reporters, _office, _printed, _made))), None)


def _reporters(line: str) -> Imprint | None:
    found = _forms().line.fullmatch(SPACED.sub(r"\1\2", line).strip("（）() □■◎●○◇◆▲△★☆")) or _forms().field.fullmatch(
        line
    )
    if found and not _forms().post.search(found.group()):
        return Facts(author=found["names"]), ("author",)
    if found:
        return (Facts(source=found.groupdict().get("medium"), reporter=found["names"]), ("reporter",))
    abroad = _forms().abroad.fullmatch(line)
    if abroad:
        return Facts(reporter=abroad["names"] or abroad["others"]), ("reporter",)
    edited = _forms().edited.fullmatch(line)
    if edited and has_surname(edited["name"]):
        return Facts(editor=edited["name"]), ("editor",)
    unspaced = _forms().unspaced.fullmatch(line.strip("（）"))
    if unspaced and all(has_surname(name, after_post=len(name) > 2) for name in filter(None, unspaced.groups())):
        return (Facts(reporter=unspaced["name"]), ("reporter",))
    return None


def _office(line: str) -> Imprint | None:
    found = _forms().office.fullmatch(line.strip("（）"))
    who = (found["who"] or found["sender"]) if found else ""
    return (Facts(author=who), ("author",)) if found and all(map(is_department, re.split("[/、]", who))) else None


def _printed(line: str) -> Imprint | None:
    found = PRINTED.fullmatch(line)
    day = TIME.fullmatch(found["day"]) if found else None
    return (Facts(published=iso(day), source=found["paper"]), ("source",)) if found and day else None


def _made(line: str) -> Imprint | None:
    writer = _forms().writer.search(line)
    return (Facts(author=writer["name"] if writer else None), ("author",)) if _forms().made.fullmatch(line) else None
