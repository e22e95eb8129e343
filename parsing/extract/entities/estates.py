"""Where the name of a housing estate begins, which may be of any words (翡翠名园 + 小区).

Apart from the other places, whose stems must not be words of a sentence.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from parsing.extract.entities.stems import LEXICON, NEVER

if TYPE_CHECKING:
    from parsing.extract.tokens import Tokens

ESTATES = tuple(LEXICON["estates"])
ESTATE = frozenset(LEXICON["estate_kinds"])
LONGEST_ESTATE = 6
NUMBERED = tuple(f"{numeral}区" for numeral in "一二三四五六七八九")
LISTED = re.compile(r"(?<=[、到至及])[\u4e00-\u9fff]{2}")
PART = re.compile(r"(?<=[、到至及])(?![第各])[\u4e00-\u9fff]{2,4}[一二三四五六七八九]区(?=[、，。等及])")
"""A part of an estate, in a list: 云商小区、祥云二区; all have one of ``NUMBERED`` and begin as ``LISTED`` says."""


def estate_start(tokens: Tokens, floor: int, start: int, *, behind: bool) -> int:
    """Where the name of a housing estate begins whose kind stands at ``start``, or ``start`` itself.

    ``behind`` a place all words up to the kind are its name (兴安街道 + 翡翠名园 + 小区); so are those behind a mark
    where they end like an estate's (，美美花园 + 小区).
    """
    begin, text = tokens.run(start)[0], tokens.text
    if behind and 3 <= start - floor <= LONGEST_ESTATE and begin <= floor:
        words = (word for word in tokens.backwards(start) if word.start >= floor)
        if all(
            word.tag[:1] in {"n", "a", "b", "s", "z", "g", "", "j"} and word.text[-1] not in NEVER for word in words
        ):
            return floor
    short = floor <= begin and 3 <= start - begin <= LONGEST_ESTATE
    return begin if short and text.endswith(ESTATES, begin, start) and text.startswith("小区", start) else start
