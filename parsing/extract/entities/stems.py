"""The stem before the suffix of a place's name, and so where the name begins: 青苇 in 青苇 + 镇, 人民 in 人民 + 广场.

Reading goes from right to left, word by word, as long as the words can belong to a name: up to a verb, a preposition,
punctuation, or the place before it. What words can is in the lexicon of places. Sites (广场, 采样点) may have words of kind
between name and suffix (江州 + 核酸 + 采样点); divisions, roads and settlements are read more strictly.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from parsing.extract.entities.parts_of_speech import FUNCTION_TAGS, NAME_TAGS
from parsing.extract.entities.predicates import ends_in_predicate, opens_predicate
from parsing.extract.tokens import CHINESE
from parsing.extract.vocabulary import Vocabulary
from parsing.lexicon import load

if TYPE_CHECKING:
    from parsing.extract.tokens import Tokens
    from parsing.words import Word

PLACES = load("places")
NEVER = frozenset(PLACES["never"])
"""Characters that no stem has: 的, 了, 该."""
ANY = frozenset(PLACES["any"])
"""Before a suffix: any or all places of that kind (各, 全)."""
NEVER_LAST = frozenset(PLACES["never_last"])
"""Characters that no stem ends with: 到, 在."""
RARELY = frozenset(PLACES["rarely"])
"""Characters that a stem may only begin with: 和塘镇."""
SELDOM = NEVER | RARELY | {"共"}
PREPOSITIONS = frozenset(PLACES["prepositions"])
COUNTING = frozenset(PLACES["counting"])
"""Words that count or point right before a suffix: 个, 某."""
VERBAL_TAGS = (*FUNCTION_TAGS, "vn")
"""Of words that a division's name has not, nouns of action among them."""
LEVELS, DIVISIONS, COUNTED = (frozenset(PLACES[name]) for name in ("levels", "kinds_of_division", "counted"))
"""Last characters of divisions (省, 镇); of divisions and settlements (村, 街); of those that the gazetteer has all of."""
DESCRIBING = ("n", "b", "v", "a", "s", "f", "l", "j")
"""Of words that tell a kind; the tags of names begin with n too, and are asked for by ``NAME_TAGS``."""
NUMERALS = frozenset("一二三四五六七八九十")
LONGEST_STEM, LONGEST_SITE = 6, 12
"""Characters of the stem of a division, of a site."""
LONG_WORD = 4
MARKET, INSPECTING = "市场", frozenset(PLACES["inspecting"])
"""Before a market these words of kind are verbs: 检查 + 农贸市场."""
SETTLEMENT_KINDS = frozenset(PLACES["by_name_alone"])
"""Suffixes of settlements, which may go by their stems alone once they are named: 青苇镇, then 青苇."""
NUMBERED = re.compile("[三四五六七八九十][里道家岔]")
"""What many names of towns begin with, one character more before the kind: 三道 + 坝 + 镇."""
COMPASS = frozenset("东西南北")
"""Before 起 a bound of an area and no name: 南起 + 长河路."""
JOINED = frozenset(PLACES["joined"])
"""Nouns of one character that 和 may join with a settlement: 镇和社区."""
STATIONS = frozenset(PLACES["stations"])
"""Behind a word of kind, the end of a site of its own: 安置 + 站."""


class Stem(NamedTuple):
    """What stands before a suffix: where it begins, and whether a name is in it or only words of kind."""

    start: int
    named: bool


@cache
def kinds() -> Vocabulary:
    """Words of kind that stand between the name and the suffix of a site."""
    return Vocabulary.of(PLACES["kinds"].split())


@cache
def given() -> Vocabulary:
    """Everyday words that places bear as names, and the stems that many villages share."""
    return Vocabulary.of({*PLACES["given"].split(), *load("villages")["stems"].split()} - everyday())


@cache
def everyday() -> frozenset[str]:
    """Stems that tell a kind of village or estate, and name none (中心村)."""
    return frozenset(PLACES["everyday"].split())


@cache
def edges() -> frozenset[str]:
    """Words that end a name."""
    return frozenset(PLACES["edges"].split())


@cache
def _everyday_or_edges() -> frozenset[str]:
    """What no division bears as its name."""
    return everyday() | edges()


def stem_of_site(tokens: Tokens, end: int, floor: int) -> Stem | None:
    """The stem before the suffix of a site, words of kind included; null where there is none."""
    at = end
    market = tokens.text.find(MARKET, end, end + LONG_WORD) >= 0
    while end - at <= LONGEST_SITE and (before := kinds().before(tokens.text, at, floor)) < at:
        if market and tokens.text[before:at] in INSPECTING:
            break
        at = before
    start = _leftwards(tokens, at, end, max(floor, end - LONGEST_SITE), "")
    if tokens.text[start - 1 : start] in ANY or (start == end - LONGEST_SITE and not tokens.border(start)):
        return None
    if _is_some(tokens, start, end):
        return None
    named = at - start > (at < end)
    return Stem(start, named) if start < end else None


def _is_some(tokens: Tokens, start: int, end: int) -> bool:
    """Whether the article 一 stands in what was read, so that it is no name: 一 + 规模养殖场."""
    at = tokens.text.find("一", start, end)
    word = tokens.word(at) if at >= 0 else None
    return word is not None and word.text == "一"


def stem_of_division(tokens: Tokens, end: int, floor: int, *, suffix: str) -> Stem | None:
    """The stem before the suffix of a division, road or settlement; null where there is none."""
    if suffix in SETTLEMENT_KINDS and tokens.text[end - 1] == "和" and _is_harmony(tokens, end - 1, floor):
        return Stem(end - 2, named=True)
    start = _leftwards(tokens, end, end, floor, suffix)
    if end - start > LONGEST_STEM or start == end:
        return None
    if tokens.text[end - 1] in NUMERALS and suffix in COUNTED:
        return None
    if (
        tokens.text[start:end] in _everyday_or_edges()
        or ends_in_predicate(tokens.text, start, end)
        or (suffix in COUNTED and not is_open(tokens, start, floor))
    ):
        return None
    return Stem(start, named=True)


def _leftwards(tokens: Tokens, at: int, end: int, floor: int, suffix: str) -> int:
    """Where the name begins that is read word by word to the left of ``at``; ``end`` itself where none is.

    ``end``: where the ``suffix`` begins (empty for a site: of a division the name has one word of several characters at
    most).
    """
    text, first = tokens.text, at
    strict = suffix in COUNTED
    at = _before_given(tokens, at, floor)
    for word in tokens.backwards(at):
        begin = max(word.start, floor)
        part = text[begin:at]
        if begin >= at or end - begin > LONGEST_SITE or (end - at > 1 and part in DIVISIONS):
            break
        if len(part) > 1 and (
            part in edges() or part[-2:] in _ending_acts(part) or (end - at > 1 and at < first and suffix)
        ):
            break
        if part in COUNTING and text[at] == "大":
            return end
        if at == end and (part[-1] in NEVER_LAST or part in COUNTING):
            break
        if part in STATIONS and not suffix and kinds().before(text, begin, floor) < begin:
            break
        leads = len(part) > 1 and part[0] in NEVER and word.tag.startswith(NAME_TAGS)
        if leads or (end - at == 1 and at < first + 1 and NUMBERED.fullmatch(part) and suffix in SETTLEMENT_KINDS):
            return begin + leads
        if len(part) > 1 and not _can_name(part, word, strict=strict):
            break
        if len(part) == 1 and _ends_name(tokens, begin, at, floor, opening=end - at == 1 and not strict):
            break
        at = begin
    ahead = suffix == "村" and at < first and text[at - 1 : at] == "前" and at > floor and tokens.border(at - 1)
    return at - 1 if ahead and is_open(tokens, at - 1, floor) else at


def _before_given(tokens: Tokens, at: int, floor: int) -> int:
    """Where a word begins that places bear as a name and that ends at ``at``, unless it breaks another: 个人 + 和."""
    begin = given().before(tokens.text, at, floor)
    return begin if begin == floor or tokens.border(begin) else at


def _is_harmony(tokens: Tokens, at: int, floor: int) -> bool:
    """Whether 和 ends a name with the one character before it, and joins nothing: 安 + 和社区, but not 镇和社区."""
    sign = tokens.word(at - 1) if at - 1 >= floor else None
    if sign is None or len(sign.text) > 1 or sign.text in JOINED or not _can_be_sign(sign.text):
        return False
    return not sign.tag.startswith(("p", "r", "u", "m")) and is_open(tokens, at - 1, floor)


def _ends_name(tokens: Tokens, begin: int, at: int, floor: int, *, opening: bool) -> bool:
    """Whether the single character at ``[begin, at)`` is in no name; ``opening``: one that is rare may begin it."""
    text, part = tokens.text, tokens.text[begin:at]
    if ends_in_predicate(text, floor, at) or (part == "起" and text[begin - 1 : begin] in COMPASS):
        return True
    if part in NEVER_LAST and (verb := tokens.word(begin - 1)) is not None and verb.tag == "v" and begin > floor:
        return True
    return not _can_be_sign(part) and not (part in RARELY and opening and _opens(tokens, begin, floor))


def _ending_acts(part: str) -> frozenset[str]:
    """The words that end a name, for a longer one that ends in such a word: 突击检查."""
    return edges() if len(part) == LONG_WORD else frozenset()


def is_open(tokens: Tokens, at: int, floor: int) -> bool:
    """Whether nothing that could belong to a name stands left of ``at``."""
    if at <= floor or at == tokens.run(at)[0]:
        return True
    word = tokens.word(at - 1)
    if word is None or not "\u4e00" <= word.text[-1] <= "\u9fff":
        return True
    return word.text in SELDOM or word.tag.startswith(FUNCTION_TAGS)


def _opens(tokens: Tokens, at: int, floor: int) -> bool:
    """Whether a name may begin with the rare character at ``at``: 和 in 和塘镇.

    Nothing may stand before it. Behind a place some such characters are prepositions (甲镇 + 对 + 镇卫生院), before a level
    all (到 + 县开发区).
    """
    behind = at == floor > tokens.run(at)[0] and tokens.text[at] in PREPOSITIONS
    return is_open(tokens, at, floor) and not behind and tokens.text[at + 1] not in LEVELS


def is_description(tokens: Tokens, start: int, end: int) -> bool:
    """Whether a stem is common nouns alone: 公安民警 + 卡口, 边境陆路 + 口岸."""
    return all(
        len(word.text) > 1
        and word.text not in given().words
        and word.tag.startswith(DESCRIBING)
        and not word.tag.startswith(NAME_TAGS)
        for word in tokens.cut(start, end)
    )


def _can_be_sign(part: str) -> bool:
    """Whether a single character can belong to a name anywhere in it."""
    return "\u4e00" <= part <= "\u9fff" and part not in SELDOM


def _can_name(part: str, word: Word, *, strict: bool) -> bool:
    """Whether a word of several characters can belong to a name."""
    if not CHINESE.fullmatch(part) or part[0] in "各每驻" or opens_predicate(part):
        return False
    if part in given().words or word.tag.startswith(NAME_TAGS):
        return True
    return not strict and not word.tag.startswith(VERBAL_TAGS)
