"""Where the name of a housing estate begins, which may be of any words: 翡翠名园 + 小区.

Apart from the stems of other places, which must not be words of a sentence. Also parts of estates with numbers (祥云二区).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from parsing.extract.entities.parts_of_speech import NAME_TAGS
from parsing.extract.entities.stems import NEVER, NEVER_LAST, PLACES, SELDOM, edges, is_description, is_open

if TYPE_CHECKING:
    from parsing.extract.tokens import Tokens
    from parsing.words import Word

ESTATES = tuple(PLACES["estates"])
"""How names of estates end before their kind: 名园, 公寓."""
ESTATE = frozenset(PLACES["estate_kinds"])
"""The suffixes of estates: 小区, 花园."""
LONGEST_ESTATE, SHORTEST_ESTATE = 6, 3
"""Characters of an estate's name before its suffix."""
NOUNS = ("n", "b", "s", "z", "g", "", "j")
"""Parts of speech (first letters of jieba's tags) of words in the name of an estate."""
NUMBERED = tuple(f"{numeral}区" for numeral in "一二三四五六七八九")
LISTED = re.compile(r"(?<=[、到至及])[\u4e00-\u9fff]{2}")
"""What ``PART`` can begin with."""
PART = re.compile(r"(?<=[、到至及])(?![第各])[\u4e00-\u9fff]{2,4}[一二三四五六七八九]区(?=[、，。等及])")
"""A part of an estate, in a list: 云商小区、祥云二区; all have one of ``NUMBERED`` and begin as ``LISTED`` says."""


def estate_start(tokens: Tokens, floor: int, start: int, *, behind: bool) -> int:
    """Where the name of a housing estate begins whose kind stands at ``start``, or ``start`` itself.

    ``behind`` a place all words up to the kind are its name (兴安街道 + 翡翠名园 + 小区); elsewhere they are where they
    are no description.
    """
    text, at, edge = tokens.text, start, max(floor, tokens.run(start)[0])
    behind = behind and edge == floor
    for word in tokens.backwards(start):
        if word.start < edge or start - word.start > LONGEST_ESTATE or not _of_estate(word, behind=behind):
            break
        at = word.start
    if start - at < SHORTEST_ESTATE or _leads(tokens, start) or not is_open(tokens, at, floor):
        return start
    if behind and at == floor:
        return at
    if text[at:start] in edges():
        return start
    return start if is_description(tokens, at, start) else at


def _leads(tokens: Tokens, start: int) -> bool:
    """Whether a verb or preposition that leads to places ends at ``start``, and not a name with its character (福临)."""
    word = tokens.word(start - 1)
    named = word is not None and len(word.text) > 1 and word.tag.startswith(NAME_TAGS)
    return tokens.text[start - 1] in NEVER_LAST and not named


def _of_estate(word: Word, *, behind: bool) -> bool:
    """Whether a word can belong to an estate's name: nouns and adjectives; ``behind`` a place single verbs too."""
    kinds = (*NOUNS, "v" if len(word.text) == 1 else "a") if behind else NOUNS
    return (
        "—" not in word.text
        and word.tag[:1] in kinds
        and NEVER.isdisjoint(word.text)
        and word.text not in SELDOM | edges()
    )
