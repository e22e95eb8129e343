"""PLACE: places that a text has named once, where they stand again: whole (柳渡镇), or by their names alone (青苇群众).

Apart from the finder of places, which needs a suffix and goes from left to right; here all of the text is known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from parsing.extract.entities.stems import PLACES
from parsing.extract.entities.suffixes import SETTLED
from parsing.extract.mentions import Mention
from parsing.extract.tokens import CHINESE
from parsing.extract.vocabulary import occurrences
from parsing.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parsing.extract.tokens import Tokens

SHORTEST = 2
"""Characters of a name that is found again only right behind another place."""
COUNTY, WHERE = frozenset("县区旗"), frozenset("在到至赴往住从由返抵")
"""Last characters of counties; before the name of one alone."""
BY_NAME_ALONE = (*PLACES["by_name_alone"], *PLACES["parts_of_villages"])
"""Suffixes of settlements and their parts, which go by their names alone once they are named."""
BEHIND_SHORT = ("、", *PLACES["own_people"])
"""Behind such a name alone: the next item of a list, or its people (石桥 + 群众)."""
BEFORE_SHORT = tuple(PLACES["before_short"])
"""Before such a name and 的: somebody goes there (到 + 青苇的市场)."""


def again(text: str, found: list[Mention]) -> Iterator[Mention]:
    """Divisions and settlements found once, where they stand again, also where no suffix shows them."""
    names = {text[m.start : m.end] for m in found if text[m.end - 1] in SETTLED}
    ends = {m.end for m in found}
    return (
        Mention(start, end, "PLACE")
        for start, end in occurrences(names, text)
        if text[end - 1 : end + 1] != "市场" and (end - start > SHORTEST or start in ends)
    )


def listed_short(tokens: Tokens, found: list[Mention]) -> Iterator[Mention]:
    """Short forms of settlements of the text, in a list, before their people or things: 青苇、石桥等社区, 青苇群众, 到青苇的市场."""
    text = tokens.text
    for mention in short_forms(tokens, found):
        told = text[mention.start - 1 : mention.start] == "、" or text.startswith(BEHIND_SHORT, mention.end)
        kind = next((kind for kind in BY_NAME_ALONE if told and text.startswith(kind, mention.end)), "")
        told = told or (text.endswith(BEFORE_SHORT, 0, mention.start) and text.startswith("的", mention.end))
        longer = mention.end + len(kind)
        if told and (tokens.border(longer) or tokens.border(mention.end)):
            yield Mention(mention.start, longer if tokens.border(longer) else mention.end, "PLACE")


def short_counties(tokens: Tokens, found: list[Mention]) -> Iterator[Mention]:
    """Where counties of the text stand by their names alone between a preposition of places and a mark: 均在 + 青苇，."""
    text = tokens.text
    full = {text[m.start : m.end] for m in found if text[m.end - 1] in COUNTY and m.end - m.start > SHORTEST}
    for start, end in occurrences({name[:-1] for name in full if not words().is_common(name[:-1])}, text):
        if text[start - 1 : start] in WHERE and not CHINESE.match(text, end):
            yield Mention(start, end, "PLACE")


def short_forms(tokens: Tokens, found: list[Mention]) -> Iterator[Mention]:
    """Where towns, communities and villages of the text stand by their names alone: 青苇镇 … 青苇商会."""
    full = {tokens.text[mention.start : mention.end] for mention in found}
    named = [name for name in full if name.endswith(BY_NAME_ALONE)]
    stems = {name.removesuffix(kind) for name in named for kind in BY_NAME_ALONE if name.endswith(kind)}
    for start, end in occurrences({stem for stem in stems if len(stem) > 1}, tokens.text):
        if tokens.border(start):
            yield Mention(start, end, "PLACE")
