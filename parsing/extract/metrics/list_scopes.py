"""Whose a count is, where the words right beside it say so, as they mostly do in lists.

- A row of places shares one count (甲区、乙区各1例), or has one each (甲区、乙区分别接种3万剂次和2万剂次).
- A place has its counts in a bracket (甲市（32例，死亡11例）), or stands behind them (2例为江州市居民).
- A giver stands behind the gift (捐出30万元的云谷公司), a place before its staff (150名江州医务人员).

Apart from :mod:`parsing.extract.metrics.scope`, which asks here first: these rules hold whatever the sentence is about.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from msgspec.structs import replace

from parsing.expressions import any_of
from parsing.extract.metrics.brackets import closes
from parsing.extract.metrics.clauses import BREAKS, EACH_REACH, REACH, Count
from parsing.extract.metrics.focus import countries, readable
from parsing.extract.metrics.money import given
from parsing.extract.metrics.subjects import is_aside, lies_in
from parsing.lexicon import load

if TYPE_CHECKING:
    from parsing.extract.metrics.passages import Passage
    from parsing.record import Entity

CASES = frozenset("例人名")
"""Units of cases and people."""
STAFF = tuple(load("counts")["what"]["staff"])
"""Nouns for those who serve a place: 医务人员."""
OPENS = BREAKS | {"、", "：", ""}
"""Before a count that opens a clause."""
ENDS = frozenset("，。；、）！？\n")
"""Behind a place that ends one."""
ROW = frozenset("、和及与")
"""Between the names of a row."""


@cache
def _each() -> re.Pattern[str]:
    return re.compile(load("lists")["words"]["each"])


@cache
def _behind() -> re.Pattern[str]:
    """Between cases and the place whose they are; ``own``: also where more is said of them (2例为江州市居民)."""
    what = load("counts")["what"]
    return re.compile(f"(?P<aside>（)?[均都]?(?:(?P<own>{any_of(what['living'])})|{any_of(what['lying'])})")


@cache
def _joints() -> frozenset[str]:
    return frozenset(["、", "，", *load("lists")["words"]["joined"]])


def of_each(text: str, count: Count) -> Entity | None:
    """The row of names that have so much each, as one name: 甲区、乙区和丙县 in 甲区、乙区和丙县各1例."""
    found = _each().search(text, max(count.sentence.start, count.start - EACH_REACH), count.start)
    if found is None:
        return None
    row: list[Entity] = []
    for name in reversed(count.names):
        if name.end != found.start() if not row else text[name.end : row[-1].start] not in _joints():
            break
        row.append(name)
    if len(row) < 2 or any(
        name.label != row[0].label or name.text in countries() or not readable(name) for name in row
    ):
        return None
    first, last = row[-1], row[0]
    return replace(last, start=first.start, raw=last.raw, text=text[first.start : last.end])


def told_at_once(text: str, count: Count, passage: Passage) -> Entity | None:
    """Whose a count is by the words that touch it: its giver or staff, its turn in a row, or the row that shares it."""
    behind = giver_behind(text, count, passage) or of_staff(text, count, passage)
    return behind or in_turn(text, count, passage) or of_each(text, count)


def giver_behind(text: str, count: Count, passage: Passage) -> Entity | None:
    """The body that stands behind what it gave: 云谷公司 in 捐出30万元的云谷公司表示."""
    if text[count.end : count.end + 1] != "的":
        return None
    if given().search(text, max(passage.span.start, count.start - REACH), count.start) is None:
        return None
    return next((name for name in passage.names if name.label == "ORG" and name.start == count.end + 1), None)


def of_staff(text: str, count: Count, passage: Passage) -> Entity | None:
    """The place whose staff are counted: 江州 in 150名江州医务人员回到家中."""
    if count.quantity.unit not in CASES:
        return None
    place = next((name for name in passage.names if name.start == count.end and name.label == "PLACE"), None)
    if place is None or not text.startswith(STAFF, place.end):
        return None
    return place if readable(place) else None


def holds_bracket(text: str, name: Entity, count: Count) -> bool:
    """Whether a bracket opens right behind a place and the count stands in it: 甲市（32例，死亡11例）."""
    return (
        name.label == "PLACE"
        and text[name.end : name.end + 1] in {"（", "("}
        and not closes(text[name.end + 1 : count.start])
    )


def begins_item(text: str, name: Entity, count: Count) -> bool:
    """Whether a place begins the next item of a list of cases: 甲区 in 市区检出1人、甲区检出4人."""
    return (
        name.label == "PLACE"
        and count.quantity.unit in CASES
        and name.start - 1 == count.floor
        and text[count.floor] == "、"
    )


AGAIN = re.compile("(?:的?一?[个家户处名]|一|某)(?P<kind>[\u4e00-\u9fff]{2,6})[^，。；]*[，。]该(?P=kind)")
"""Behind a place: somebody there, of whom the next clause goes on to tell: 柳林镇 + 一养殖户，该养殖户."""


def told_again(text: str, name: Entity, count: Count) -> bool:
    """Whether a count is of somebody in a place who was just named by his kind: 来自柳林镇一养殖户，该养殖户存栏120头."""
    return name.label == "PLACE" and AGAIN.match(text, name.end, count.start) is not None


def told_behind(text: str, count: Count, passage: Passage, *, bracketed: bool) -> Entity | None:
    """The place that stands behind cases that open a clause: 江州市 in 2例为江州市居民 and in 37例在江州市.

    Where ``bracketed``, also in a bracket behind any cases: 本土病例6例（均在江州市）.
    """
    found = _behind().match(text, count.end) if count.quantity.unit in CASES else None
    lead = text[max(count.sentence.start, count.start - 2) : count.start]
    if found is None or not (bracketed if found["aside"] else lead == "其中" or lead[-1:] in OPENS):
        return None
    names = passage.names
    at = next((at for at, name in enumerate(names) if name.start == found.end()), None)
    if at is None:
        return None
    if not found["own"]:
        while at + 1 < len(names) and lies_in(text, names[at], names[at + 1]):
            at += 1
        if names[at].label != "PLACE" or text[names[at].end : names[at].end + 1] not in ENDS:
            return None
    return names[at] if readable(names[at]) and not is_aside(text, names, at) else None


@cache
def _only_noun() -> re.Pattern[str]:
    """Between a row of names and 分别: what is counted of each, and what is true of all: 甲区、乙区新增病例最多，."""
    return re.compile("[^，。；：、和及与（）]{0,14}(?:[最较均都居超达高低][^，。；：、（）]{1,10}，)?")


def in_turn(text: str, count: Count, passage: Passage) -> Entity | None:
    """The name of this count, where 分别 deals a row of counts out to a row of names: 甲区、乙区分别接种3万剂次和2万剂次.

    甲区 has the 3万剂次, 乙区 the 2万剂次.
    """
    at = text.rfind("分别", max(passage.span.start, count.start - REACH), count.start)
    if (
        at < 0
        or set(text[at : count.start]) & set("；：")
        or "，" in text[at : next(c.start for c in passage.counts if c.start > at)]
    ):
        return None
    row: list[Entity] = []
    for name in reversed(count.names):
        if text[name.end : row[-1].start] in ROW if row else _only_noun().fullmatch(text, name.end, at):
            row.append(name)
        elif row:
            break
    turn = [c.start for c in passage.counts if c.start > at].index(count.start)
    own = row[-1 - turn] if turn < len(row) > 1 else None
    return own if own is not None and readable(own) else None
