"""ORG: names that end in a word for a kind of body (指挥部, 医院, 卫健委), with the place or level they begin with.

Like places, they are read from right to left; unlike places, what is read may be a long description of the body's task
(新型冠状病毒感染的肺炎疫情防控 + 指挥部), so words of task count as part of the name whatever their part of speech.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from parsing.extract.reading import Ends, Mention
from parsing.extract.vocabulary import Vocabulary
from parsing.lexicon import load
from parsing.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parsing.extract.reading import Reading
    from parsing.words import Word

LEXICON = load("organisations")
LEVELS = Vocabulary.of(LEXICON["levels"])
OWN = frozenset(LEXICON["own"])
GENERIC = tuple(LEXICON["generic"])
STOP_TAGS = ("p", "c", "d", "r", "u", "v", "m", "q", "t", "y", "e", "o", "zg", "ad")
NEVER = frozenset(load("places")["never"] + "在到来去与和及或等由对向往从")
LONGEST = 40
MOST_PARTS = 3
HIDDEN = re.compile(r"(?:[xX×*＊Ｘ]{1,3}|某某)$")
AFTER_SHORT = "员托派任会屈婉"
"""Characters after 委 that make it another word (市委员会 is in the lexicon whole)."""
SITE_PAIR = re.compile(r"(?<=[\u4e00-\u9fff])网(?=讯|[（(]?记者)")
HAN = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Heads:
    """Last words of bodies' names, and what each must have before it."""

    all: Vocabulary
    named: frozenset[str]
    tasked: frozenset[str]
    alone: frozenset[str]
    levelled: frozenset[str]


@cache
def heads() -> Heads:
    """The heads of the lexicon."""
    kinds = {kind: frozenset(LEXICON[kind].split()) for kind in ("named", "tasked", "alone", "levelled")}
    every = kinds["named"] | kinds["tasked"] | kinds["alone"] | {w for w in kinds["levelled"] if len(w) > 1}
    return Heads(Vocabulary.of(every), **kinds)


@cache
def _lists() -> tuple[Vocabulary, Vocabulary, frozenset[str], Vocabulary]:
    """Words of task, parts that prolong a name, words that end one, and the unique bodies."""
    return (
        Vocabulary.of(LEXICON["tasks"].split()), Vocabulary.of(LEXICON["parts"].split()),
        frozenset(LEXICON["edges"].split()), Vocabulary.of(LEXICON["complete"].split()),
    )


@cache
def _short_heads() -> Vocabulary:
    """Levels with the head of one character: 省委, 区委."""
    return Vocabulary.of(f"{level}委" for level in ("省", "市", "区", "县", "州", "旗", "盟", "地", "团", "镇", "乡"))


def find_organisations(reading: Reading, places: Ends) -> list[Mention]:
    """ORG mentions, sorted; one inside another is left to the choice of the longest."""
    text = reading.text
    _, _, _, complete = _lists()
    found = [Mention(start, end, "ORG") for start, end in complete.find(text)]
    found += [_levelled(reading, places, start, end) for start, end in _short(text)]
    found += _media(reading, places)
    ends = {mention.end: mention for mention in found}
    for start, end in heads().all.find(text):
        mention = _named(reading, places, ends, start, end)
        if mention is not None:
            longer = _prolonged(text, mention)
            ends[longer.end] = longer
            found.append(mention)
    return sorted({*found, *(_prolonged(text, mention) for mention in found)})


def _short(text: str) -> Iterator[tuple[int, int]]:
    for start, end in _short_heads().find(text):
        before = text[start - 1 : start]
        if text[end : end + 1] not in AFTER_SHORT or not text[end : end + 1]:
            if before in OWN and _is_word(text[start - 1 : start + 1]):
                continue
            yield start, end


def _is_word(pair: str) -> bool:
    """Whether two characters are an everyday word (社区, 城市), so that the second is no level."""
    return (pair in words() and words().tag(pair) != "ns") or pair[:1] in "全我各本该外每某两"


def _levelled(reading: Reading, places: Ends, start: int, end: int) -> Mention:
    """A body that begins with a level, with the place before it: 区委, 武汉市委, x区委."""
    text = reading.text
    level = start + 1
    place = places.at(level) or places.at(start)
    if place is not None and place.start < start:
        return Mention(_outermost(places, place), end, "ORG")
    hidden = HIDDEN.search(text, max(0, start - 3), start)
    return Mention(hidden.start() if hidden else start, end, "ORG")


def _outermost(places: Ends, place: Mention) -> int:
    """Where the row of places begins that ends with this one: 某省 + 某市 + 某区."""
    start = place.start
    while (before := places.at(start)) is not None:
        start = before.start
    return start


def _media(reading: Reading, places: Ends) -> Iterator[Mention]:
    """A place's news site: 周口网讯, 周口网（记者 …）."""
    for match in SITE_PAIR.finditer(reading.text):
        place = places.at(match.start())
        if place is not None:
            yield Mention(place.start, match.end(), "ORG")


def _prolonged(text: str, mention: Mention) -> Mention:
    """The mention with the parts of the body that follow: 指挥部 + 办公室."""
    _, parts, _, _ = _lists()
    end = mention.end
    for _ in range(MOST_PARTS):
        end = parts.at(text, end)
    return mention._replace(end=end)


def _named(reading: Reading, places: Ends, bodies: dict[int, Mention], start: int, end: int) -> Mention | None:
    text, head = reading.text, reading.text[start:end]
    kinds = heads()
    begin, proper, tasked, stopped = _modifiers(reading, places, bodies, start)
    if stopped or (_tail_goes_on(text, end) and head not in kinds.alone):
        return None
    if start - begin == 1 and not tasked and places.at(start) is None and LEVELS.before(text, start) == start:
        if not HIDDEN.search(text, begin, start):
            return None
    enough = (
        proper
        or (tasked and head in kinds.tasked)
        or (head in kinds.alone and (begin < start or not text[max(0, start - 1) : start].endswith(GENERIC)))
    )
    if not enough:
        return None
    if head in kinds.levelled and not head in kinds.named | kinds.alone | kinds.tasked:
        place = places.at(start)
        levelled = LEVELS.before(text, start) < start
        if place is None and not levelled and begin == start:
            return None
    return Mention(begin, end, "ORG")


def _tail_goes_on(text: str, end: int) -> bool:
    return text[end : end + 1] in {"化", "式", "型"}


def _modifiers(
    reading: Reading, places: Ends, bodies: dict[int, Mention], start: int
) -> tuple[int, bool, bool, bool]:
    """Read leftwards from a head: where the name begins, whether a proper name or a task is in it, and whether it is
    no name at all (各医疗机构)."""
    text, at = reading.text, start
    tasks, _, edges, _ = _lists()
    proper = tasked = False
    floor = max(reading.run(start)[0], start - LONGEST)
    while at > floor:
        body = bodies.get(at)
        if body is not None and start - body.start <= LONGEST and (at < start or text[start:].startswith(("党", "工会", "团委", "办"))):
            return body.start, True, tasked, False
        place = places.at(at)
        if place is not None and place.start >= floor:
            return _outermost(places, place), True, tasked, False
        before = tasks.before(text, at, floor)
        level = LEVELS.before(text, at, floor)
        if level < at and at - level >= at - before:
            return _from_level(reading, places, level, at, proper=proper, tasked=tasked)
        if before < at:
            at, tasked = before, True
            continue
        hidden = HIDDEN.search(text, max(floor, at - 3), at)
        if hidden:
            return hidden.start(), True, tasked, False
        word = next(reading.backwards(at))
        part = text[max(word.start, floor) : at]
        if part in edges or part[-1] in NEVER or not _can_modify(part, word):
            return at, proper, tasked, part.endswith(GENERIC) and at == start or _counted(part)
        at, proper = at - len(part), True
    return at, proper, tasked, False


def _from_level(
    reading: Reading, places: Ends, level: int, at: int, *, proper: bool, tasked: bool
) -> tuple[int, bool, bool, bool]:
    """The name begins with a level (区 + 卫健委) and the place before it, unless that says any such place (全区)."""
    text = reading.text
    pair = text[max(0, level - 1) : level + 1]
    place = places.at(level)
    if place is not None:
        return _outermost(places, place), True, tasked, False
    hidden = HIDDEN.search(text, max(0, level - 3), level)
    if hidden:
        return hidden.start(), True, tasked, False
    if at - level == 1 and level > 0 and HAN.match(pair) and _is_word(pair):
        generic = pair[0] in "各每两某"
        return at, proper, tasked, generic
    return level, True, tasked, False


def _counted(part: str) -> bool:
    return part in {"各", "每", "多家", "一家", "两家", "各类", "各个", "所有", "家", "所", "个"}


def _can_modify(part: str, word: Word) -> bool:
    """Whether a word can belong to a body's name."""
    if any(not HAN.match(sign) and not sign.isalnum() for sign in part):
        return False
    if len(part) == 1:
        return part not in NEVER and word.tag not in {"p", "c", "u", "r", "uj", "ul"}
    return not word.tag.startswith(STOP_TAGS) or word.tag == "vn" or part.startswith("第")
