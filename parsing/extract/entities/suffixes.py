"""The suffixes of places' names in a text (镇, 路, 广场), and where such a word is none: in an everyday word (道路, 市民).

Apart from the finder of places, which asks what name stands before a suffix.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from parsing.expressions import any_of
from parsing.extract.entities.parts_of_speech import NAME_TAGS
from parsing.extract.entities.stems import COUNTED, DIVISIONS, NUMERALS, PLACES, edges, given
from parsing.extract.vocabulary import Vocabulary
from parsing.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parsing.extract.tokens import Tokens
    from parsing.extract.vocabulary import LexiconMatches
    from parsing.words import Word

TOWN_KINDS = frozenset(PLACES["by_name_alone"]) - {"社区"}
"""Suffixes with which the dictionary has names as common nouns (水头镇); 社区 with a word before it is mostly no name."""
BORDERS, LANES, STREET_ENDS = (frozenset(PLACES[name]) for name in ("borders", "lanes", "street_ends"))
"""Behind a division, what makes its border of it (市 + 界); streets that have numbers (一巷); ends of streets."""
FLAGS = frozenset(PLACES["flags"])
"""Words with 旗 that are flags and no banners of a league: 红旗."""
SETTLED = frozenset(PLACES["settled"])
"""Last characters of what settlements lie in: 镇, 道."""
LONG = re.compile(f"[\u4e00-\u9fff].长[\u4e00-\u9fff]{any_of(PLACES['settlements'])}(?!(?<=村)长)")
"""A town, and a settlement whose name begins with 长, so that no 镇长 is meant: 青江镇 + 长青社区."""
OUTWARD = tuple(PLACES["outward"])
"""Words to which the last character of a division before them seems to go on: 村外 in 石桥村 + 外出."""
NUMBER_OR_BOUND = re.compile(r"\d|[东西南北][至起到临邻侧段]")
"""Behind a street: the number of a house, or where an area ends: 鸿渡路 + 西至."""
VILLAGE_KINDS = frozenset(PLACES["village_kinds"])
"""Suffixes that behind another kind make both mean all such places: 镇 + 街, 村 + 社区."""


@cache
def suffixes() -> Vocabulary:
    """All last words of places' names."""
    return Vocabulary.of((PLACES["divisions"] + PLACES["sites"]).split())


@cache
def sites() -> frozenset[str]:
    """The suffixes of sites, which words of kind may precede."""
    return frozenset(PLACES["sites"].split())


def suffixes_in(text: str, seen: LexiconMatches) -> Iterator[tuple[int, int]]:
    """The suffixes of a text; 北街 + 道 is a 街道 (城北街道), and a road before 街道 its name (雁秋路街道, 滨江 + 北路街道)."""
    for start, end in seen.suffixes:
        if end - start == 2 and text[end - 1 : end + 1] == "街道":
            yield end - 1, end + 1
        elif not text.startswith("街道", end):
            yield start, end
        elif end - start > 1:
            yield start, end + 2 * (text[end - 1] in STREET_ENDS)


def is_everyday(tokens: Tokens, start: int, end: int, floor: int) -> bool:
    """Whether the suffix at ``[start, end)`` is the tail or the head of an everyday word: 道路, 农村, 市民, 区域.

    ``floor``: the end of the place before it.
    """
    text, suffix = tokens.text, tokens.text[start:end]
    if suffix not in COUNTED and given().before(text, start, floor) < start - 1:
        return False
    if (
        text.startswith("地区", start - 1)
        or (suffix == "省" and text.startswith("会", end))
        or (suffix in COUNTED and text[end : end + 1] in BORDERS)
        or text[end - 2 : end] in FLAGS
    ):
        return True
    if text[end - 1] in STREET_ENDS and (NUMBER_OR_BOUND.match(text, end) or _is_numbered(tokens, start, end)):
        return False
    word, last = tokens.word(start), tokens.word(end - 1)
    if word is not None and floor <= word.start < start and word.end >= end:
        if suffix in TOWN_KINDS and word.end == end and start - word.start > 1 and word.tag == "n":
            return word.text[: start - word.start] in PLACES["common"]
        of_place = suffix in sites() and words().tag(word.text[: start - word.start]).startswith("ns")
        return (
            bool(word.tag)
            and not (of_place and word.end == end)
            and not _ends_village(tokens, word, end, floor)
            and (not word.tag.startswith(NAME_TAGS) or word.text[:2] in edges())
        )
    return (
        last is not None
        and last.end > end
        and len(last.text) == 2
        and bool(last.tag)
        and not text.startswith(OUTWARD, end)
        and not opens_long(text, start)
    )


def opens_long(text: str, level: int) -> bool:
    """Whether the level at ``level`` ends a town's name and a settlement's begins with 长 behind it: 青江镇 + 长青社区."""
    return LONG.match(text, level - 1) is not None


def _ends_village(tokens: Tokens, word: Word, end: int, floor: int) -> bool:
    """Whether a rare word and the one character between it and a town are a village's name: 青苇镇 + 铁 + 关村."""
    behind_town = 0 < floor == word.start - 1 and tokens.text[floor - 1] in SETTLED
    return behind_town and word.end == end and word.text.endswith("村") and not words().is_common(word.text)


def _is_numbered(tokens: Tokens, start: int, end: int) -> bool:
    """Whether a lane or street of several is meant by its number: 青石 + 一巷."""
    numeral = tokens.text[start - 1 : start] in NUMERALS and tokens.text[start:end] in LANES
    return numeral and start - 1 > tokens.run(start - 1)[0]


def are_two_kinds(tokens: Tokens, start: int, end: int) -> bool:
    """Whether two kinds stand together for all places of both: 镇街, 村社区 (but 村 + 村民 is none)."""
    text = tokens.text
    after = tokens.word(end) if text[end : end + 1] in DIVISIONS else None
    word = tokens.word(start - 1)
    named = word is not None and word.end == start and word.end - word.start > 1 and word.tag.startswith(NAME_TAGS)
    before = text[start - 1] in "镇乡县村" and text[start:end] in VILLAGE_KINDS and not named
    return before or (after is not None and DIVISIONS.issuperset(after.text))
