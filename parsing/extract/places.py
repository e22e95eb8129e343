"""PLACE: divisions of the gazetteer, and names that end in a word for a kind of place.

Where a name begins is read from right to left: word by word as long as the words can be a name, up to a verb, a
preposition, punctuation, or the place before it.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from parsing.extract.gazetteer import find_divisions
from parsing.extract.reading import Mention
from parsing.extract.vocabulary import Vocabulary
from parsing.lexicon import load

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parsing.extract.reading import Reading
    from parsing.words import Word

LEXICON = load("places")
ALONE: list[str] = LEXICON["alone"]
NEVER = frozenset(LEXICON["never"])
NEVER_LAST = frozenset(LEXICON["never_last"])
RARELY = frozenset(LEXICON["rarely"])
FUNCTION_TAGS = ("p", "c", "d", "r", "u", "v", "m", "q", "t", "y", "e", "o", "zg", "ad", "vn")
"""Parts of speech (jieba's) that a word of several characters in a name does not have."""
NAME_TAGS = ("ns", "nr", "nz", "nt")
COUNTED = frozenset("省市区县")
"""Kinds whose every name the gazetteer knows: another is taken only where its words are names."""
GOES_ON = frozenset("省市区县镇乡村街")
"""Kinds of divisions; after one they make a word for all of them (镇街, 村社)."""
LONGEST_STEM = 6
LONGEST_SITE = 12
ROAD = re.compile(
    r"(?:国道|省道|县道|乡道)[A-Z]?\d{1,4}(?:号?线)?|[GSXY]?\d{1,4}(?:国道|省道|县道)(?:线)?|(?<![A-Za-z])[GS]\d{1,4}[\u4e00-\u9fff]{2,4}高速(?:公路)?"
)
HIDDEN = re.compile(
    r"(?<![A-Za-z\d])(?:[xX×*＊Ｘ]{1,3}|某某)(?:省|市|区|县|镇|乡|村|街道|街|路|社区|小区|新村|花园|自治区|州)(?!人民|中医|域)"
)
HOMESTEAD = re.compile(rf"[{re.escape(''.join(load('surnames')['single'].split()))}]家(?:冲|湾|庄|屯|沟|坪|坝|塘|岭|营|垭|垸|堡|寨|岗|洼|坡|峪|河|桥|店|集|楼|院子|大院)(?![\u4e00-\u9fff]?长)")


class Stem(NamedTuple):
    """What stands before a suffix: where it begins, and whether a name is in it or only words of kind."""

    start: int
    named: bool


@cache
def suffixes() -> Vocabulary:
    """All last words of places' names."""
    return Vocabulary.of((LEXICON["divisions"] + LEXICON["sites"]).split())


@cache
def _site_words() -> frozenset[str]:
    return frozenset(LEXICON["sites"].split())


@cache
def _lists() -> tuple[Vocabulary, frozenset[str], frozenset[str]]:
    """Words of kind, everyday words that are given as names, and words that end a name."""
    kinds = Vocabulary.of(LEXICON["kinds"].split())
    return kinds, frozenset(LEXICON["given"].split()), frozenset(LEXICON["edges"].split())


@cache
def _given() -> Vocabulary:
    return Vocabulary.of(word for word in _lists()[1] if len(word) > 1)


def find_places(reading: Reading) -> list[Mention]:
    """PLACE mentions, sorted; they may overlap (安源 in 安源镇): the longest counts in the end."""
    text = reading.text
    divisions = dict(_by_end(find_divisions(reading)))
    found = [mention for mention, _ in divisions.values()]
    found += [Mention(*match.span(), "PLACE") for pattern in (ROAD, HIDDEN, HOMESTEAD) for match in pattern.finditer(text)]
    inside = bytearray(len(text) + 1)
    for mention in found:
        inside[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
    ends = {mention.end: mention for mention in found}
    floors = sorted(ends)
    at = 0
    number = 0
    floor = 0
    for start, end in suffixes().find(text):
        while number < len(floors) and floors[number] <= start:
            floor = max(floor, floors[number])
            number += 1
        if inside[end - 1] or start < at:
            continue
        mention = _named(reading, start, end, max(floor, at), ends, divisions)
        if mention is not None:
            found.append(mention)
            ends[end] = mention
            at = end
    return sorted(found)


def _by_end(found: Iterator[tuple[Mention, bool]]) -> Iterator[tuple[int, tuple[Mention, bool]]]:
    for mention, is_short in found:
        yield mention.end, (mention, is_short)


def _named(
    reading: Reading, start: int, end: int, floor: int, ends: dict[int, Mention], divisions: dict[int, tuple[Mention, bool]]
) -> Mention | None:
    text, suffix = reading.text, reading.text[start:end]
    is_site = suffix in _site_words()
    before = ends.get(floor)
    if before is not None and floor == start:
        joined = is_site or (floor in divisions and divisions[floor][1])
        return Mention(before.start, end, "PLACE") if joined and not _ordinary(reading, start, end, floor) else None
    if _ordinary(reading, start, end, floor):
        return None
    stem = _stem(reading, start, floor, site=is_site, strict=suffix in COUNTED)
    if stem is None:
        alone = suffix in ALONE and text[start - 1 : start] not in {"各", "全", "本", "级"}
        return Mention(start, end, "PLACE") if alone else None
    if is_site and stem.start == floor and before is not None and not stem.named:
        return Mention(before.start, end, "PLACE")
    if suffix in COUNTED and not _left_is_open(reading, stem.start, floor):
        return None
    if not stem.named or _of_all(text, start, suffix) or start - stem.start < 2 or text[end : end + 1] in GOES_ON:
        return Mention(start, end, "PLACE") if suffix in ALONE else None
    return Mention(stem.start, end, "PLACE")


def _of_all(text: str, start: int, suffix: str) -> bool:
    """Whether two kinds stand together for all places of both: 镇街, 村社区."""
    return text[start - 1] in "镇乡县村" and suffix in {"街", "村", "社区", "街道"}


def _ordinary(reading: Reading, start: int, end: int, floor: int) -> bool:
    """Whether the suffix is the tail or the head of an everyday word: 道路, 农村, 市民, 区域."""
    word = reading.word(start)
    if _given().before(reading.text, start, floor) < start:
        return False
    if word is not None and word.start < start and word.start >= floor and word.end >= end:
        return not word.tag.startswith(NAME_TAGS) and bool(word.tag)
    last = reading.word(end - 1)
    return last is not None and last.end > end and bool(last.tag)


def _stem(reading: Reading, start: int, floor: int, *, site: bool, strict: bool) -> Stem | None:
    """Where the name before a suffix begins; null where there is none."""
    kinds, _, edges = _lists()
    text, at, named = reading.text, start, False
    longest = LONGEST_SITE if site else LONGEST_STEM
    if site:
        at = _over_kinds(text, start, floor, kinds)
    given = _given().before(text, at, floor)
    if given < at:
        at, named = given, True
    for word in reading.backwards(at):
        begin = max(word.start, floor)
        if begin >= at or start - begin > longest:
            break
        part = text[begin:at]
        if start - at > 1 and part in GOES_ON:
            break
        if (at == start and part[-1] in NEVER_LAST) or (len(part) > 1 and part in edges):
            break
        if not _can_name(part, word, start - at, left=_left_is_open(reading, begin, floor), strict=strict):
            generic = part in {"个", "各", "每", "多", "家", "处", "两", "全", "某"}
            if generic and at == start:
                return None
            break
        if start - at > 1 and named and len(part) > 1 and not site:
            break
        at, named = begin, True
    return Stem(at, named) if at < start else None


def _over_kinds(text: str, at: int, floor: int, kinds: Vocabulary) -> int:
    while (before := kinds.before(text, at, floor)) < at:
        at = before
    return at


def _left_is_open(reading: Reading, at: int, floor: int) -> bool:
    """Whether nothing that could belong to a name stands left of ``at``."""
    if at <= floor or at == reading.run(at)[0]:
        return True
    word = reading.word(at - 1)
    if word is None or word.text in NEVER or word.text in RARELY:
        return True
    return word.tag.startswith(FUNCTION_TAGS)


def _can_name(part: str, word: Word, taken: int, *, left: bool, strict: bool) -> bool:
    """Whether a word can belong to a name of which ``taken`` characters are read; ``left``: none can follow."""
    _, given, _ = _lists()
    if len(part) == 1:
        if part in NEVER or not "\u4e00" <= part <= "\u9fff":
            return False
        return part not in RARELY or (taken == 1 and left)
    if strict and len(part) > 1 and not (part in given or word.tag.startswith(NAME_TAGS)):
        return False
    if part in given or word.tag.startswith(NAME_TAGS):
        return True
    return not word.tag.startswith(FUNCTION_TAGS) and all("\u4e00" <= sign <= "\u9fff" for sign in part)
