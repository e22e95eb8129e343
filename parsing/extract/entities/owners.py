"""ORG: bodies with what they belong to before their names: 中共 + 某某县委老干部局, 国网 + 云河供电所, 国家 + 财政部.

Apart from the finder of bodies: a party, a concern or the state prolongs any name that is found, to the left.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from parsing.extract.entities.body_words import ORGANISATIONS
from parsing.extract.entities.heads import complete
from parsing.extract.entities.modifiers import outermost
from parsing.extract.mentions import Mention
from parsing.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from parsing.extract.mentions import MentionIndex

PARTY = (*ORGANISATIONS["parties"], *ORGANISATIONS["concerns"])
"""Parties and concerns, which may stand before any of their bodies: 中共, 国网."""
STATE, MINISTRIES = ("中国", "国家"), tuple(ORGANISATIONS["ministries"])
"""The state, and the ends of ministries, before which alone it may stand: 国家 + 财政部."""


def of_others(text: str, whole: Mapping[Mention, Mention], places: MentionIndex) -> Iterator[Mention]:
    """Bodies with their party, their concern or the state; ``whole`` has each with the parts that follow it.

    The Youth League's committee may have its place before that: 云河 + 团市委.
    """
    for mention, longer in whole.items():
        start = mention.start
        prefix = _last(text, PARTY, start)
        if not prefix and text[start - 1 : start] == "团" and _of_league(text, mention):
            prefix, place = "团", places.at(start - 1)
            start = outermost(places, place) + 1 if place is not None else start
        if not prefix and (end := complete().at(text, start)) > start and text.endswith(MINISTRIES, start, end):
            prefix = _last(text, STATE, start)
        if prefix:
            yield Mention(start - len(prefix), longer.end, "ORG")


def _last(text: str, names: tuple[str, ...], end: int) -> str:
    """The first of some names that ends at ``end``, or nothing."""
    return next((name for name in names if text.endswith(name, 0, end)), "") if text.endswith(names, 0, end) else ""


def _of_league(text: str, mention: Mention) -> bool:
    """Whether 团 before a committee is the Youth League's (团江州市委, 团县委), no end of another word (集团)."""
    return text[mention.end - 1] == "委" and text[mention.start - 2 : mention.start] not in words()
