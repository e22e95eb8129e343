"""Nouns for people within the name of a society: 江州 + 女企业家 + 协会.

Apart from the modifiers of names, where such a noun is the end of a name: 学生 before 学校 is of no school's.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from parsing.extract.entities.stems import LEVELS
from parsing.extract.vocabulary import Vocabulary
from parsing.lexicon import load

if TYPE_CHECKING:
    from parsing.extract.mentions import MentionIndex

SOCIETIES = tuple(load("organisations")["societies"])


@cache
def _members() -> Vocabulary:
    return Vocabulary.of(load("organisations")["members"])


def members_before(text: str, places: MentionIndex, head: int) -> int:
    """Where the nouns for members begin between a place or a level and a society's kind at ``head``, else ``head``."""
    at = head
    society = text.startswith(SOCIETIES, _members().at(text, head))
    while society and (start := _members().before(text, at)) < at:
        at = start
    return at if text[at - 1 : at] in LEVELS or places.at(at) is not None else head
