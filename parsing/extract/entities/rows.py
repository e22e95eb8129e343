"""PLACE: items of a list that share one suffix, which only the last has: 石桥、云岭、柳渡收费站; 石桥、云岭等3个社区.

Apart from the finder of places, which needs each name's own suffix; here what is told of the whole row tells each item.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from parsing.expressions import any_of
from parsing.extract.entities.gazetteer import of_counties
from parsing.extract.entities.heads import heads
from parsing.extract.entities.parts_of_speech import FUNCTION_TAGS, NAME_TAGS
from parsing.extract.entities.stems import NEVER, PLACES, SELDOM, edges, given, is_open
from parsing.extract.entities.titles import posts, roles
from parsing.extract.mentions import Mention
from parsing.extract.tokens import CHINESE
from parsing.lexicon import load
from parsing.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from parsing.extract.tokens import Tokens

KINDS, ROADSIDE = tuple(PLACES["shared_kinds"]), tuple(PLACES["roadside"])
"""Suffixes that a row may share; of these, those of motorways, which it may share without 等 and a number."""
SHORTEST, LONGEST = 2, 4
"""Characters of an item."""
COMPASS = frozenset("东西南北")
"""Behind a town's name, which of its exits is meant: 江州西、江州南收费站."""
LEADING_TAGS = ("p", "c", "v", "u", "r", "m", "q")
"""Parts of speech of a single character that leads up to a name rather than opens one, as adverbs and seasons do."""
LEAST = 2
"""Items that a row must have where its kind stands behind 等."""
JOINTS = "和与及"
COUNTED = re.compile(rf"(?P<number>\d{{1,2}}|[三四五六七八九十])个?(?:自然|行政)?(?:{any_of(PLACES['by_name_alone'])})")
"""Behind the last item of a row: their number, and their kind: 石桥、云岭和柳渡三个自然村."""
UNNAMED = frozenset("等地各每")
"""Characters that no item has."""


@cache
def _summed() -> re.Pattern[str]:
    """Behind the last item of a row: how many there are, and of what kind."""
    return re.compile(rf"等[\d一二三四五六七八九十两多几]{{0,3}}(?:个|处|座)?(?:高速公路|高速)?(?:{any_of(KINDS)})")


def rows(tokens: Tokens, ends: Mapping[int, Mention]) -> Iterator[Mention]:
    """The items of such rows that have no suffix of their own; ``ends`` are the places found, by their ends."""
    text = tokens.text
    told: set[int] = set()
    for place in ends.values():
        if text[place.start - 1 : place.start] == "、" and text.endswith(ROADSIDE, place.start, place.end):
            for item in _items(tokens, place.start - 1, ends):
                if item.end in told:
                    break
                told.add(item.end)
                yield item
    yield from _counted_items(text, ends)
    for match in _summed().finditer(text) if "等" in text else ():
        items = list(_items(tokens, match.start(), ends))
        if len(items) >= LEAST:
            yield from items
    for match in COUNTED.finditer(text) if "、" in text else ():
        items = (
            list(_items(tokens, match.start(), ends, counted=True)) if CHINESE.match(text[match.start() - 1]) else []
        )
        if len(items) > LEAST and len(items) == _number(match["number"]):
            yield from items


@cache
def _with_cases() -> re.Pattern[str]:
    """An item of a row of places with their cases, behind the count of the one before: 甲市3例、 + 云岭 + 1例."""
    no_place = load("counts")["what"]["case_nouns"] + load("counts")["what"]["case_kinds"]
    return re.compile(
        rf"(?P<before>\d例)(?:（[^（）]*）)?[、，](?P<item>(?![^、，]*?{any_of(no_place)})[\u4e00-\u9fff]{{2,4}})(?=\d+例)"
    )


def _counted_items(text: str, ends: Mapping[int, Mention]) -> Iterator[Mention]:
    """The items of such rows in which the one before is a place: 云岭 of 甲市3例、云岭1例."""
    told = set(ends)
    for match in _with_cases().finditer(text) if "例" in text else ():
        place = match.start("before")
        while text[place - 1 : place].isdigit():
            place -= 1
        start, end = match.span("item")
        known = match["item"] in of_counties()
        if place in told and end not in told and (known or _is_name(text, start, end, counted=False)):
            told.add(end)
            yield Mention(start, end, "PLACE")


def _number(numeral: str) -> int:
    """What a numeral says, one of ten at most in Chinese characters."""
    return int(numeral) if numeral.isdigit() else "一二三四五六七八九十".find(numeral) + 1


def _items(tokens: Tokens, end: int, ends: Mapping[int, Mention], *, counted: bool = False) -> Iterator[Mention]:
    """The items before ``end``, the nearest first, up to one that is no name.

    Where their number follows (``counted``) they may be everyday words, and a conjunction may stand before the last.
    """
    joints = JOINTS if counted else ""
    while end > 0:
        place = ends.get(end)
        start = place.start if place is not None else _start(tokens, end, ends)
        if place is None and not _is_name(tokens.text, start, end, counted=counted):
            return
        yield Mention(start, end, "PLACE")
        if start == 0 or tokens.text[start - 1] not in f"、{joints}":
            return
        joints, end = "", start - 1


def _start(tokens: Tokens, end: int, ends: Mapping[int, Mention]) -> int:
    """Where an item begins: behind a mark or a place, or behind the last word before it that no name has."""
    begin = end
    for word in tokens.backwards(end):
        if begin in ends and tokens.text[begin:end] in COMPASS:
            return ends[begin].start
        if begin in ends or end - word.start > LONGEST:
            break
        if (len(word.text) > 1 or end - begin >= SHORTEST) and (
            word.tag.startswith(FUNCTION_TAGS) or word.text in edges()
        ):
            opens = len(word.text) == 1 and word.text not in SELDOM and is_open(tokens, word.start, 0)
            begin = word.start if opens and not word.tag.startswith(LEADING_TAGS) else begin
            break
        begin = word.start
    return begin


def _is_name(text: str, start: int, end: int, *, counted: bool) -> bool:
    """Whether a stretch can be a name: as long as one, no body, no post, without a particle, no everyday word."""
    name = text[start:end]
    if (
        not SHORTEST <= end - start <= LONGEST
        or CHINESE.fullmatch(name) is None
        or not (NEVER | UNNAMED).isdisjoint(name)
    ):
        return False
    if name in edges() or heads().all.before(name, len(name)) < len(name):
        return False
    if name in posts().words or name in roles().words:
        return False
    known, tag = words(), words().tag(name)
    parts = known.cut(name)
    usual = known.is_common(name) and not tag.startswith(NAME_TAGS) and name not in given().words
    usual = usual or (len(parts) > 1 and all(len(part.text) > 1 for part in parts))
    return (counted or not usual) and not any(
        len(part.text) > 1 and part.tag.startswith(("v", "p", "d", "r", "m")) for part in parts
    )
