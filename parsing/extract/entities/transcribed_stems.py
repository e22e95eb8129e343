"""Names of communities in characters that stand for sounds, which a dictionary of words cuts anywhere: 莫日干乌拉 + 嘎查."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from parsing.extract.entities.stems import PLACES, PREPOSITIONS
from parsing.extract.entities.transcribed import SOUNDS

if TYPE_CHECKING:
    from parsing.extract.tokens import Tokens

COMMUNITIES = frozenset({"村", "社区", "嘎查"})
"""Kinds of community right below a town."""
TOWN_ENDS = (*PLACES["town_ends"], "苏木")
SOUNDING = re.compile(f"[{SOUNDS}干]{{3,9}}")
"""A stem of such characters; 干 and its like stand in Mongolian and Turkic names of places, hardly in people's."""
FUNCTIONS = frozenset({*PREPOSITIONS, *PLACES["any"], *"多本其因于"})
"""Characters that join a town to what follows and open no name."""
MOST = 3
"""Characters that are cut off at most."""


def whole_start(tokens: Tokens, floor: int, start: int, end: int, suffix: str) -> int:
    """Where the name begins whose stem was read at ``[start, end)``: at its town, or at the last mark; else ``start``.

    ``floor``: the end of the place before. All from there on must be such characters, two of the stem at a town: behind
    one a name surely begins.
    """
    begin = max(floor, tokens.run(start)[0])
    if suffix not in COMMUNITIES or not 0 < start - begin <= MOST or not FUNCTIONS.isdisjoint(tokens.text[begin:start]):
        return start
    town = begin == floor and tokens.text.endswith(TOWN_ENDS, 0, floor)
    reached = start + 2 if town else end
    return begin if SOUNDING.fullmatch(tokens.text, begin, reached) else start
