"""PLACE: divisions of the gazetteer, and names that end in a word for a kind of place (镇, 路, 广场).

Nested addresses come out level by level: the end of one place is the left edge of the next.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from parsing.expressions import any_of
from parsing.extract.entities.estates import ESTATE, ESTATES, estate_start
from parsing.extract.entities.known_places import KnownPlaces
from parsing.extract.entities.recurring_places import again, listed_short, short_counties
from parsing.extract.entities.rows import rows
from parsing.extract.entities.short_stems import BEARING, FAMILIES, FAMILY, is_sign, site_borne
from parsing.extract.entities.stems import (
    COUNTING,
    LEVELS,
    NEVER,
    NUMERALS,
    PLACES,
    PREPOSITIONS,
    Stem,
    edges,
    everyday,
    is_description,
    kinds,
    stem_of_division,
    stem_of_site,
)
from parsing.extract.entities.suffixes import TOWN_KINDS, are_two_kinds, is_everyday, sites, suffixes_in
from parsing.extract.entities.transcribed_stems import whole_start
from parsing.extract.mentions import Mention
from parsing.extract.tokens import CHINESE
from parsing.lexicon import load
from parsing.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parsing.extract.tokens import Tokens
    from parsing.extract.vocabulary import LexiconMatches

ALONE = frozenset(PLACES["alone"])
"""Sites that are a place's own name by themselves: 高新区."""
SETTLED, ANY, TOWN_ENDS, WIDE = (frozenset(PLACES[name]) for name in ("settled", "any", "town_ends", "wide"))
"""Characters: last of what settlements lie in; before a suffix, any such place (各); last of towns; of divisions."""
STREETS, NARROW = tuple(PLACES["streets"]), tuple(PLACES["narrow"])
"""Ends of streets, which communities are called after; what ends like a division and lies in a town (校区)."""
BEHIND_A_PLACE = frozenset(PLACES["behind_a_place"])
"""Suffixes that many common words end in (天桥, 防线), so that they are read only right behind a place."""
OF_CITIES: dict[str, str] = PLACES["of_cities"]
EXIT = re.compile(f"[东西南北]{any_of(PLACES['exits'])}?|站|界")
"""What of a motorway is named by a town: its exit or station, at which a checkpoint stands: 江州 + 西站 + 检查点."""
STOP_OF_CITY = re.compile(r"[东西南北](?=[GDCKTZ]\d{1,4}|[发开]往)")
"""Behind a city, which of its railway stations a train leaves from: 江州 + 南 + D2224次."""
LONG_NOUN = 2
"""Characters of a noun that a community's name may have besides its stem."""
SPLIT_OFF = frozenset("东南西北中新")
"""First characters of suffixes that may be the last of a name: 兴隆镇 + 尧新 + 村, 安宁街道 + 丰南 + 路."""
COUNTED_BY = re.compile(r"(?<![:：]\d)\d$|[\d一两三四五六七八九十]个$")
PEOPLE_COUNTED = re.compile(r"[\d一两二三四五六七八九十百]+(?:余|多)?[人名]")
"""Before what is counted, which is no name: 1个 + 还建小区."""
UNITING = NUMERALS | NEVER | frozenset("两多全等驻入进下包联")
"""Between a county's name and 镇 or 村: all or some of its towns and villages, or what one does there (驻村)."""
LONGEST_VILLAGE = 3
"""Characters of a village's name before 村."""
LONGEST_PLACE = 40
"""Most characters of a place with the kinds of sites behind its name, which may stand in rows of any length."""
NO_VILLAGE = frozenset(PLACES["no_village"])
"""Characters between a town and 村 that make a kind of village: 甲镇 + 中心 + 村."""
OF_A_VILLAGE = frozenset(PLACES["of_a_village"])
"""Characters behind 村 with which it makes a word: 村 + 民."""
DIVISION_ABROAD = re.compile("[\u4e00-\u9fff]{2,3}?[市州县郡](?![场民长区])")
"""Behind the name of a country, a division of it: 日本 + 千江市."""
NOT_ABROAD = UNITING | ANY | PREPOSITIONS | frozenset("驻籍来回输和与等")
"""Characters that no such division has."""
QUARTERS = frozenset(PLACES["quarters"])
"""Between a place's name and 社区: 永安 + 里社区."""


@cache
def _posts() -> tuple[str, ...]:
    """Sites of which a city has many, so that its name alone names none: 某市隔离点."""
    return tuple(PLACES["posts"])


@cache
def _zones() -> tuple[str, ...]:
    """Kinds of zone, which no name is in: 封控区."""
    return tuple(PLACES["zones"])


def find_places(tokens: Tokens, seen: LexiconMatches, barriers: frozenset[int] = frozenset()) -> list[Mention]:
    """PLACE mentions, sorted; they may overlap (江州 in 江州区): the longest counts in the end.

    From suffix to suffix, left to right: the end of the place before is the ``floor``, behind which the name must
    begin. ``barriers`` are the ends of posts: what follows one is a person's name, so no place begins there.
    """
    known = KnownPlaces.of(tokens, seen)
    found = list(known.ends.values())
    floors = sorted({*known.ends, *barriers})
    number = floor = 0
    for start, end in suffixes_in(tokens.text, seen):
        while number < len(floors) and floors[number] <= start:
            floor = max(floor, floors[number])
            number += 1
        if known.inside[end - 1] or start < floor:
            continue
        behind = tokens.text[start:end] in BEHIND_A_PLACE
        mention = (_road_or_bridge if behind else _named)(tokens, start, end, floor, known)
        if mention is not None and mention.start not in barriers:
            before = known.ends.get(floor)
            if before is not None and before.start < mention.start < floor:
                found.remove(before)
            found.append(mention)
            known.ends[end] = mention
            floor = end
    found += _divisions_abroad(tokens.text, known)
    cities = [city for end, city in known.ends.items() if STOP_OF_CITY.match(tokens.text, end)]
    found += [Mention(city.start, city.end + 1, "PLACE") for city in cities]
    found += rows(tokens, {mention.end: mention for mention in found})
    return sorted({*found, *again(tokens.text, found), *listed_short(tokens, found), *short_counties(tokens, found)})


@cache
def _countries() -> frozenset[str]:
    """All countries but China."""
    divisions = load("divisions")
    return frozenset(divisions["countries"].split()).difference(divisions["home"].split())


def _divisions_abroad(text: str, known: KnownPlaces) -> Iterator[Mention]:
    """Divisions right behind the name of another country, where no place is known: 日本 + 千江市."""
    for end, country in known.ends.items():
        if text[country.start : end] not in _countries():
            continue
        match = DIVISION_ABROAD.match(text, end)
        if match is not None and not any(known.inside[end : match.end()]) and NOT_ABROAD.isdisjoint(match.group()):
            yield Mention(end, match.end(), "PLACE")


def _named(tokens: Tokens, start: int, end: int, floor: int, known: KnownPlaces) -> Mention | None:
    """The place whose suffix stands at ``[start, end)``, if it is one; ``floor`` is the end of the place before.

    Asked in turn: a suffix right behind that place, names of one character or of a family, estates, the stem of the
    suffix, at last a village whose name may be any word.
    """
    suffix, before = tokens.text[start:end], known.ends.get(floor)
    if is_everyday(tokens, start, end, floor) or tokens.text.endswith(_zones(), floor, end):
        return None
    site = suffix in sites()
    if before is not None and (floor == start or (site and _at_exit(tokens.text, floor, start))):
        return _right_behind(tokens.text, floor, start, end, known)
    between = tokens.text[floor:start]
    town = (
        floor == start - 1
        and floor in known.short
        and between not in UNITING
        and (suffix in TOWN_KINDS or (suffix == "社区" and between in QUARTERS))
    )
    begin = before.start if before is not None and town else start
    if suffix[:-1] in SPLIT_OFF and is_sign(tokens, start - 1, floor, behind=before is not None):
        begin = start - 1
    elif before is not None and suffix in FAMILY and between in FAMILIES:
        begin = floor
    if suffix in ESTATE:
        begin = min(begin, estate_start(tokens, floor, start, behind=before is not None))
    if begin < start:
        return Mention(begin, end, "PLACE")
    stem = stem_of_site(tokens, start, floor) if site else stem_of_division(tokens, start, floor, suffix=suffix)
    if stem is not None and not stem.named and before is not None and stem.start == floor:
        return None if floor in known.short and suffix.endswith("市场") else _behind(tokens.text, before, end)
    if stem is not None and stem.named and floor < stem.start:
        stem = _whole_behind(tokens, floor, stem, suffix) if before is not None else stem
        stem = stem._replace(start=whole_start(tokens, floor, stem.start, start, suffix))
    if stem is not None and _names(tokens, stem, start, end):
        return Mention(stem.start, end, "PLACE")
    village = suffix == "村" and before is not None and _behind_town(tokens, floor, start, end)
    return Mention(floor, end, "PLACE") if village else _alone(tokens.text, start, end)


def _right_behind(text: str, floor: int, start: int, end: int, known: KnownPlaces) -> Mention | None:
    """What a suffix right behind a place makes with it: 青苇村 + 采样点, 云河公寓 + 小区, or a settlement after a site.

    The last is called after the site that the place ends with: 大桥 + 社区. A short form makes a division's whole name.
    """
    before, suffix = known.ends[floor], text[start:end]
    if suffix in BEARING and (begin := site_borne(text, known, floor)) < floor:
        return Mention(begin, end, "PLACE")
    estate = suffix in {"小区", "社区"} and text.endswith((*ESTATES, *STREETS), before.start, floor)
    market = floor in known.short and text.endswith("市场", floor, end)
    joined = suffix in sites() or estate or floor in known.short
    return _behind(text, before, end) if joined and not market else None


def _alone(text: str, start: int, end: int) -> Mention | None:
    """A site that is a place's own name by itself: 高新区."""
    return Mention(start, end, "PLACE") if text[start:end] in ALONE and text[start - 1 : start] not in ANY else None


def _names(tokens: Tokens, stem: Stem, start: int, end: int) -> bool:
    """Whether a stem makes a name with the suffix behind it: no number, no kind of site, no two kinds of place."""
    text = tokens.text
    short, counted = start - stem.start < 2, COUNTED_BY.search(text, max(0, stem.start - 2), stem.start) is not None
    levels = text[start - 1] in LEVELS and LEVELS.issuperset(text[stem.start : end])
    people = text[stem.start - 1 : stem.start + 1] in PLACES["people"] or PEOPLE_COUNTED.match(text, stem.start, start)
    if not stem.named or counted or short or levels or people or are_two_kinds(tokens, start, end):
        return False
    return text[start:end] not in PLACES["plain"] or not is_description(tokens, stem.start, start)


def _behind_town(tokens: Tokens, floor: int, start: int, end: int) -> bool:
    """Whether a village's whole name stands between its town and a mark, be it a word of another kind: 柳渡镇 + 西晋 + 村."""
    text = tokens.text
    fits = (
        text[floor - 1] in SETTLED and 1 <= start - floor <= LONGEST_VILLAGE and CHINESE.fullmatch(text, floor, start)
    )
    alone = start - floor == 1 and text[floor:end] not in everyday() and text[end : end + 1] not in OF_A_VILLAGE
    open_end = not CHINESE.match(text, end) or (alone and not words().tag(text[floor:end]))
    if not fits or not open_end or not {*text[floor:start]}.isdisjoint(UNITING | ANY | NO_VILLAGE):
        return False
    parts = tokens.cut(floor, start)
    return text[floor:start] not in everyday() and all(
        part.text not in edges()
        and not part.tag.startswith(("v", "p", "d", "c", "r", "u"))
        and not (part.tag.startswith("m") and part.text[-1] in COUNTING | NUMERALS)
        for part in parts
    )


def _whole_behind(tokens: Tokens, floor: int, stem: Stem, suffix: str) -> Stem:
    """The stem of a community with the one noun more that stands between it and its town: 柳渡街道 + 铁路工房 + 社区."""
    word = tokens.word(stem.start - 1)
    fits = suffix in {"社区", "村"} and word is not None and word.start == floor and len(word.text) == LONG_NOUN
    fits = (
        fits
        and tokens.text[floor - 1] in TOWN_ENDS
        and word is not None
        and word.tag in {"n", "ns", "nz"}
        and word.text not in edges()
    )
    return Stem(floor, named=True) if fits else stem


def _road_or_bridge(tokens: Tokens, start: int, end: int, floor: int, known: KnownPlaces) -> Mention | None:
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
    return Mention(before.end, end, "PLACE") if own and CHINESE.fullmatch(tokens.text, before.end, start) else None


def _at_exit(text: str, start: int, end: int) -> bool:
    """Whether an exit of a motorway and words of kind are all that stands behind a place: 江州 + 西站核酸 + 采样点."""
    found = EXIT.match(text, start, end)
    while found and (before := kinds().before(text, end, found.end())) < end:
        end = before
    return found is not None and end == found.end()


def _behind(text: str, before: Mention, end: int) -> Mention | None:
    """A place with the suffix of a site right behind its name, unless it is a whole city with one of its many sites."""
    if end - before.start > LONGEST_PLACE:
        return None
    wide = text[before.end - 1] in WIDE and not text.endswith(NARROW, before.start, before.end)
    if wide and text[before.end : end].endswith(_posts()):
        return None
    return Mention(before.start, end, "PLACE")
