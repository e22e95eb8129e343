"""Whose name a line or a word is: a medium's, a department's, a person's; and what is only a tool of the page.

Names are told by how they begin or end, which the lexicons say: of people by surnames, of media and offices by their
kind.
"""

from __future__ import annotations

import re
from functools import cache

from parsing.facts import CJK, person
from parsing.lexicon import load

TOOLS_APART = re.compile(r"[\s\d|｜丨/·：:、>»<«\[\]【】〔〕（）()%]+")
CITY_SIZES = (2, 3)
"""Characters of the short names of most cities."""


def is_medium(line: str) -> bool:
    """Whether a line is nothing but a name such as media and offices publish under, with its city: 江畔资讯济南."""
    city = next((size for size in CITY_SIZES if line[-size:] in _cities()), 0)
    return _medium().fullmatch(line) is not None or (city > 0 and _medium().fullmatch(line[:-city]) is not None)


def is_department(name: str) -> bool:
    """Whether a name is that of a department, by its end: 院办, 感染管理科."""
    return _department().fullmatch(name) is not None


def has_surname(name: str, *, after_post: bool = False) -> bool:
    """Whether a word of two or three characters, or four with a surname of two, begins as a person's name does.

    After a post (记者), and next to other names, a surname may be an everyday word.
    """
    surnames = load("surnames")
    if not re.fullmatch(person(), name) or name[-1] in surnames["never_last"]:
        return False
    everyday = name[0] in surnames["everyday"] and not after_post
    return name[:2] in surnames["compound"] or (len(name) < 4 and name[0] in surnames["single"] and not everyday)


def is_people(line: str) -> bool:
    """Whether a line is nothing but people's names, by their surnames."""
    names = re.split(r"[ 、]+", line)
    return any(map(has_surname, names)) and all(has_surname(name, after_post=True) for name in names)


def is_writer(line: str) -> bool:
    """Whether a line is people's names, or one after the name of a department: 院办 宁子谦."""
    department, _, name = line.rpartition(" ")
    return is_people(line) or (is_department(department) and is_people(name))


def is_tools(line: str) -> bool:
    """Whether a line is nothing but the tools of a page, with what they count: T + -, 分享 收藏 12, [打印] [推荐]."""
    words = [word for word in TOOLS_APART.split(line) if word]
    return bool(words) and all(word in _tools() for word in words)


@cache
def _tools() -> frozenset[str]:
    reading = load("facts")["reading"]
    return frozenset((*reading["tools"], *reading["buttons"]))


@cache
def _cities() -> frozenset[str]:
    """The short names of cities."""
    divisions = load("divisions")
    names = f"{divisions['provinces']} {divisions['cities']}".split()
    return frozenset(name[:-1] for name in names if name.endswith("市") and len(name) - 1 in CITY_SIZES)


@cache
def _department() -> re.Pattern[str]:
    return re.compile(
        rf"(?=..)[{CJK}（）]{{0,10}}(?:{'|'.join(load('facts')['reading']['departments'])})(?:（[{CJK}]{{1,4}}）)?"
    )


@cache
def _medium() -> re.Pattern[str]:
    kinds = "|".join(load("furniture")["documents"])
    return re.compile(
        rf"(?=..[^ ])(?!.*(?:{kinds}|[预警情上]报)$)[{CJK}A-Za-z0-9·]{{0,16}}(?:{'|'.join(load('facts')['media']['names'])})"
        r"(?:[A-Z][a-z]{2,7})?"
    )
