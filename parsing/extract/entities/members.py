"""Words that belong to some bodies' names although no other name goes on before them.

Nouns for people in a society's name (女企业家协会), 家 in a firm's (喜乐家集团), 之 in a foundation's, a foreigner's given name in
an institute's. Apart from :mod:`parsing.extract.entities.modifiers`, for which such words end a name.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from parsing.extract.entities.names import EVERYDAY, surnames
from parsing.extract.entities.stems import LEVELS
from parsing.extract.entities.transcribed import DOT, SOUNDS
from parsing.extract.vocabulary import Vocabulary
from parsing.lexicon import load

if TYPE_CHECKING:
    from parsing.extract.mentions import MentionIndex

SOCIETIES, HOMELY = tuple(load("organisations")["societies"]), tuple(load("organisations")["homely"])
FOUNDATIONS = tuple(load("organisations")["foundations"])
"""Heads: of societies, of what may have 家 or 之 in its name, of foundations, which have members as societies do."""
OWN_HOME = re.compile(r"(?<![\W\d一二三四五六七八九十百千两几多各这那每全某该本此数余有去开回个哪])(?<!\d万)家\Z")
"""家 as a part of a name, where it is no measure word (3家集团) and no home (回家)."""
LONGEST_GIVEN = 7
"""Most characters of a foreigner's given name."""


@cache
def _members() -> Vocabulary:
    """Nouns for those who make up a society: 企业家, 志愿者."""
    return Vocabulary.of(load("organisations")["members"])


def members_before(text: str, places: MentionIndex, head: int) -> int:
    """Where the nouns for a society's members begin before its ``head``: 女企业家 in 江州市 + 女企业家 + 协会.

    Only behind a place or a level; else ``head`` itself.
    """
    at = head
    society = text.startswith((*SOCIETIES, *FOUNDATIONS), _members().at(text, head))
    while society and (start := _members().before(text, at)) < at:
        at = start
    return at if text[at - 1 : at] in LEVELS or places.at(at) is not None else head


def joins_name(text: str, part: str, head: int) -> bool:
    """Whether 之 is a part of the name with that ``head``: 青苇 + 之 + 光 + 公益基金会."""
    return part == "之" and text.startswith(HOMELY, head)


def home_in_name(text: str, at: int, head: int) -> bool:
    """Whether 家 before ``at`` is a part of a name: after a family (陈家山 + 监狱), or of a firm (喜乐家 + 集团)."""
    if text.startswith(HOMELY, head) and OWN_HOME.search(text, max(at - 3, 0), at) is not None:
        return True
    return at < head and text[at - 2 : at - 1] in surnames().words - EVERYDAY


def whole_foreign(text: str, start: int) -> int:
    """Where a name begins whose first part, up to a dot, is a foreigner's given name: 约翰· + 史密斯研究所; else ``start``."""
    at = start
    if text[start - 1 : start] in DOT:
        at -= 1
        while at > 0 and text[at - 1] in SOUNDS and start - at <= LONGEST_GIVEN:
            at -= 1
    return at if start - at > 1 else start
