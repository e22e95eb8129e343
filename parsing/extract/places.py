"""PLACE: divisions of the gazetteer, and names that end in a word for a kind of place (镇, 路, 广场).

Nested addresses come out level by level: the end of one place is the left edge of the next.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from parsing.expressions import any_of
from parsing.extract.estates import ESTATE, ESTATES, LISTED, NUMBERED, PART, estate_start
from parsing.extract.gazetteer import find_divisions, find_towns, in_rows
from parsing.extract.mentions import Mention
from parsing.extract.stems import (
    COUNTED,
    DIVISIONS,
    HAN,
    LEXICON,
    NEVER,
    Stem,
    edges,
    given,
    is_description,
    kinds,
    stem_of_division,
    stem_of_site,
)
from parsing.extract.vocabulary import Vocabulary, occurrences
from parsing.lexicon import load
from parsing.searching import matches

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parsing.extract.tokens import Tokens
    from parsing.extract.vocabulary import LexiconMatches

ALONE: list[str] = LEXICON["alone"]
NAME_TAGS = ("ns", "nr", "nz", "nt")
BORDERS = frozenset("界际域")
"""Behind a kind of division, what makes its border or its whole of it: 市界, 县域."""
SETTLED = frozenset("省市区县镇乡村道")
ANY = frozenset("各全本级")
STREETS = ("路", "街", "巷", "道")
"""Ends of the names of streets, which communities and estates bear: 石桥街 + 社区."""
BY_NAME_ALONE = tuple(LEXICON["by_name_alone"])
BEHIND_A_PLACE = frozenset(LEXICON["behind_a_place"])
OF_CITIES = {"桥": "梁头区", "站": "点位台岗立"}
"""Of these, those that bear the name of a city (江州 + 站), with what behind them makes another word (站 + 点)."""
EXIT = re.compile(f"[东西南北]{any_of(LEXICON['exits'])}?|站|界")
"""What of a motorway is named by a town: its exit or station, at which a checkpoint stands: 江州 + 西站 + 检查点."""
LONG_NOUN = 2
TOWN_ENDS = frozenset("镇乡道")
WIDE = frozenset("省市区县州旗盟")
NUMERALS = frozenset("一二三四五六七八九十")
SPLIT_OFF = frozenset("东南西北中新")
"""First characters of suffixes that may be the last of a name: 兴隆镇 + 尧新 + 村, 安宁街道 + 丰南 + 路."""
UNITING = NUMERALS | NEVER | {"两", "多", "全", "等"}
"""Between a county's name and 镇 or 村: all or some of its towns and villages."""
QUARTERS = frozenset(LEXICON["quarters"])
"""Between a place's name and 社区: 永安 + 里社区."""
TOWNS = frozenset({"镇", "乡", "街道", "村"})
"""Kinds of which the dictionary has names as common nouns: 水头镇."""
ROAD = re.compile(
    r"(?:国道|省道|县道|乡道)[A-Z]?\d{1,4}(?:号?线)?|[GSXY]?\d{1,4}(?:国道|省道|县道)(?:线)?"
    r"|(?<![A-Za-z])[GS]\d{1,4}[\u4e00-\u9fff]{2,4}高速(?:公路)?"
    r"|(?<![A-Za-z\d])[GSXY]\d{3}(?![\dA-Za-z.])"
)
ROADS = re.compile(r"[国省县乡GSXY\d](?=\d{0,4}[国省县]?道|\d{1,4}[\u4e00-\u9fff]{2,4}高速|(?<=[GSXY])\d{3})")
ROAD_WORDS = ("国道", "省道", "县道", "乡道", "高速", *"GSXY")
"""What every match of ``ROAD`` has one of."""
SIGNS = "xX×*＊Ｘ某"
SIGN = re.compile(f"[{SIGNS}]")
HIDDEN = re.compile(
    r"(?<![A-Za-z\d])(?:[xX×*＊Ｘ]{1,3}|某某)"
    r"(?:省|市|区|县|镇|乡|村|街道|街|路|社区|小区|新村|花园|自治区|州)(?!人民|中医|域)"
)
SURNAMES, EVERYDAY = "".join(load("surnames")["single"].split()), load("surnames")["everyday"]
HOMESTEAD = re.compile(rf"[{SURNAMES}]家(?:{any_of(LEXICON['homesteads'])}(?:村|社区)?(?!长)|(?<![{EVERYDAY}]家)村(?![长民里口委头]))")
HOME = re.compile(rf"[{SURNAMES}](?=家)")


@dataclass(frozen=True, slots=True)
class Known:
    """Places found by name: by their ends, which of these are short forms, and which characters they cover."""

    ends: dict[int, Mention]
    short: frozenset[int]
    inside: bytearray

    @classmethod
    def of(cls, tokens: Tokens, seen: LexiconMatches) -> Known:
        """Look up the gazetteer, numbered roads, redacted names and homesteads."""
        divisions = list(find_divisions(tokens, seen))
        found = [mention for mention, _ in divisions]
        found += in_rows(tokens.text, found)
        found += find_towns(tokens, frozenset(mention.end for mention in found))
        for signs, first, pattern in ((ROAD_WORDS, ROADS, ROAD), (SIGNS, SIGN, HIDDEN), (("家",), HOME, HOMESTEAD), (NUMBERED, LISTED, PART)):
            if any(sign in tokens.text for sign in signs):
                found += [Mention(*match.span(), "PLACE") for match in matches(pattern, first, tokens.text)]
        inside = bytearray(len(tokens.text) + 1)
        for mention in found:
            inside[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
        short = frozenset(mention.end for mention, is_short in divisions if is_short)
        return cls({mention.end: mention for mention in found}, short, inside)


@cache
def suffixes() -> Vocabulary:
    """All last words of places' names."""
    return Vocabulary.of((LEXICON["divisions"] + LEXICON["sites"]).split())


@cache
def sites() -> frozenset[str]:
    """The suffixes of sites, which words of kind may precede."""
    return frozenset(LEXICON["sites"].split())


@cache
def _posts() -> tuple[str, ...]:
    """Sites of which a city has many, so that its name alone names none: 某市隔离点."""
    return tuple(LEXICON["posts"])


@cache
def _zones() -> tuple[str, ...]:
    """Kinds of zone, which no name is in: 封控区."""
    return tuple(LEXICON["zones"])


def find_places(tokens: Tokens, seen: LexiconMatches, barriers: frozenset[int] = frozenset()) -> list[Mention]:
    """PLACE mentions, sorted; they may overlap (江州 in 江州区): the longest counts in the end.

    ``barriers`` are the ends of posts: what follows one is a person's name, so no place begins there.
    """
    known = Known.of(tokens, seen)
    found = list(known.ends.values())
    floors = sorted({*known.ends, *barriers})
    number = floor = 0
    for start, end in _suffixes_in(tokens.text, seen):
        while number < len(floors) and floors[number] <= start:
            floor = max(floor, floors[number])
            number += 1
        if known.inside[end - 1] or start < floor:
            continue
        behind = tokens.text[start:end] in BEHIND_A_PLACE
        mention = (_road_or_bridge if behind else _named)(tokens, start, end, floor, known)
        if mention is not None and mention.start not in barriers:
            found.append(mention)
            known.ends[end] = mention
            floor = end
    return sorted({*found, *_again(tokens.text, found), *_listed_short(tokens, found)})


def _suffixes_in(text: str, seen: LexiconMatches) -> Iterator[tuple[int, int]]:
    """The suffixes of a text; 北街 + 道 is a 街道 (城北街道), and a road before 街道 its name (雁秋路街道)."""
    for start, end in seen.suffixes:
        if end - start == 2 and text[end - 1 : end + 1] == "街道":
            yield end - 1, end + 1
        elif not (end - start == 1 and text.startswith("街道", end)):
            yield start, end


def _again(text: str, found: list[Mention]) -> Iterator[Mention]:
    """Divisions and settlements found once, where they stand again: 在柳渡镇上漾村, once 柳渡镇 is known."""
    names = {text[m.start : m.end] for m in found if m.end - m.start > 2 and text[m.end - 1] in SETTLED}
    return (Mention(start, end, "PLACE") for start, end in occurrences(names, text))


def _listed_short(tokens: Tokens, found: list[Mention]) -> Iterator[Mention]:
    """Those that stand in a list: 青苇社区 … 青苇、石桥等社区."""
    text = tokens.text
    for mention in short_forms(tokens, found):
        listed = text[mention.start - 1 : mention.start] == "、" or text[mention.end : mention.end + 1] == "、"
        if listed and tokens.border(mention.end):
            yield mention


def short_forms(tokens: Tokens, found: list[Mention]) -> Iterator[Mention]:
    """Where towns, communities and villages of the text stand by their names alone: 青苇镇 … 青苇商会."""
    full = {tokens.text[mention.start : mention.end] for mention in found}
    stems = {name.removesuffix(kind) for name in full for kind in BY_NAME_ALONE if name.endswith(kind)}
    for start, end in occurrences({stem for stem in stems if len(stem) > 1}, tokens.text):
        if tokens.border(start):
            yield Mention(start, end, "PLACE")


def _named(tokens: Tokens, start: int, end: int, floor: int, known: Known) -> Mention | None:
    """The place whose suffix stands at ``[start, end)``, if it is one; ``floor`` is the end of the place before."""
    suffix, before = tokens.text[start:end], known.ends.get(floor)
    if _ordinary(tokens, start, end, floor) or tokens.text.endswith(_zones(), floor, end):
        return None
    site = suffix in sites()
    if before is not None and (floor == start or (site and _at_exit(tokens.text, floor, start))):
        estate = suffix in {"小区", "社区"} and tokens.text.endswith((*ESTATES, *STREETS), before.start, floor)
        return _behind(tokens.text, before, end) if site or estate or floor in known.short else None
    between = tokens.text[floor:start]
    town = floor == start - 1 and floor in known.short and between not in UNITING and (suffix in TOWNS or (suffix == "社区" and between in QUARTERS))
    begin = before.start if before is not None and town else start
    if before is not None and floor == start - 1 and suffix[:-1] in SPLIT_OFF and HAN.fullmatch(between):
        begin = floor
    if suffix in ESTATE:
        begin = estate_start(tokens, floor, start, behind=before is not None)
    if begin < start:
        return Mention(begin, end, "PLACE")
    stem = stem_of_site(tokens, start, floor) if site else stem_of_division(tokens, start, floor, suffix=suffix)
    if stem is not None and not stem.named and before is not None and stem.start == floor:
        return _behind(tokens.text, before, end)
    if stem is not None and stem.named and before is not None and floor < stem.start:
        stem = _whole_behind(tokens, floor, stem, suffix)
    if stem is not None and _names(tokens, stem, start, end):
        return Mention(stem.start, end, "PLACE")
    alone = suffix in ALONE and tokens.text[start - 1 : start] not in ANY
    return Mention(start, end, "PLACE") if alone else None


def _names(tokens: Tokens, stem: Stem, start: int, end: int) -> bool:
    """Whether a stem makes a name with the suffix behind it: no number, no kind of site, no two kinds of place."""
    text = tokens.text
    counted, short = text[stem.start - 1 : stem.start].isdigit(), start - stem.start < 2
    if not stem.named or counted or short or _of_all(tokens, start, end):
        return False
    return text[start:end] not in LEXICON["plain"] or not is_description(tokens, stem.start, start)


def _whole_behind(tokens: Tokens, floor: int, stem: Stem, suffix: str) -> Stem:
    """The stem of a community with the one noun more that stands between it and its town: 柳渡街道 + 铁路工房 + 社区."""
    word = tokens.word(stem.start - 1)
    fits = suffix in {"社区", "村"} and word is not None and word.start == floor and len(word.text) == LONG_NOUN
    fits = fits and tokens.text[floor - 1] in TOWN_ENDS and word is not None and word.tag == "n" and word.text not in edges()
    return Stem(floor, named=True) if fits else stem


def _road_or_bridge(tokens: Tokens, start: int, end: int, floor: int, known: Known) -> Mention | None:
    """A country road or a bridge right behind its village or town: 柳渡镇 + 葛漾线; elsewhere many words end so (防线, 天桥)."""
    before = known.ends.get(floor)
    suffix = tokens.text[start:end]
    city = suffix in OF_CITIES and floor in known.short and tokens.text[end : end + 1] not in OF_CITIES[suffix]
    if before is not None and floor == start and (suffix == "港" or city):
        return Mention(before.start, end, "PLACE")
    if before is None or tokens.text[floor - 1] not in SETTLED:
        return None
    word = tokens.word(end - 1)
    own = word is not None and word.start == start and word.end == end and start - before.end in {2, 3}
    own = own and all(len(part.text) == 1 or not part.tag.startswith("v") for part in tokens.cut(before.end, start))
    return Mention(before.end, end, "PLACE") if own and HAN.fullmatch(tokens.text, before.end, start) else None


def _at_exit(text: str, start: int, end: int) -> bool:
    """Whether an exit and only words of kind stand behind a place: 江州 + 西站核酸 + 采样点."""
    found = EXIT.match(text, start, end)
    while found and (before := kinds().before(text, end, found.end())) < end:
        end = before
    return found is not None and end == found.end()


def _behind(text: str, before: Mention, end: int) -> Mention | None:
    """A place with the kind of site right behind its name, unless it is a whole city with one of its many."""
    if text[before.end - 1] in WIDE and text[before.end : end].endswith(_posts()):
        return None
    return Mention(before.start, end, "PLACE")


def _of_all(tokens: Tokens, start: int, end: int) -> bool:
    """Whether two kinds stand together for all places of both: 镇街, 村社区 (but 村 + 村民 is none)."""
    text = tokens.text
    after = tokens.word(end) if text[end : end + 1] in DIVISIONS else None
    word = tokens.word(start - 1)
    named = word is not None and word.end == start and word.end - word.start > 1 and word.tag.startswith(NAME_TAGS)
    before = text[start - 1] in "镇乡县村" and text[start:end] in {"街", "村", "社区", "街道"} and not named
    return before or (after is not None and DIVISIONS.issuperset(after.text))


def _numbered(tokens: Tokens, start: int, end: int) -> bool:
    """Whether a lane or street of several is meant by its number: 青石 + 一巷."""
    numeral = tokens.text[start - 1 : start] in NUMERALS and tokens.text[start:end] in {"巷", "街", "弄"}
    return numeral and start - 1 > tokens.run(start - 1)[0]


def _ordinary(tokens: Tokens, start: int, end: int, floor: int) -> bool:
    """Whether the suffix is the tail or the head of an everyday word: 道路, 农村, 市民, 区域."""
    if tokens.text[start:end] not in COUNTED and given().before(tokens.text, start, floor) < start - 1:
        return False
    if tokens.text.startswith("地区", start - 1) or (tokens.text[start:end] in COUNTED and tokens.text[end : end + 1] in BORDERS):
        return True
    if tokens.text[end - 1] in "路街巷弄" and (tokens.text[end : end + 1].isdigit() or _numbered(tokens, start, end)):
        return False
    word, last = tokens.word(start), tokens.word(end - 1)
    if word is not None and floor <= word.start < start and word.end >= end:
        if tokens.text[start:end] in TOWNS and word.end == end and start - word.start > 1 and word.tag == "n":
            return word.text[: start - word.start] in LEXICON["common"]
        return bool(word.tag) and (not word.tag.startswith(NAME_TAGS) or word.text[:2] in edges())
    return last is not None and last.end > end and len(last.text) == 2 and bool(last.tag)
