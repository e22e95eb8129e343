"""Divisions and countries by their official names and the short forms in use (武汉 for 武汉市)."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from parsing.expressions import any_of, searchable
from parsing.extract.entities.heads import heads
from parsing.extract.mentions import Mention
from parsing.extract.vocabulary import Vocabulary
from parsing.lexicon import load
from parsing.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parsing.extract.tokens import Tokens
    from parsing.extract.vocabulary import LexiconMatches

TOWN = searchable(["[镇乡]|街道|苏木"])
"""The ends of the names in ``towns.toml``: looked for first, which spares an automaton of 30,000 names."""
CODE = re.compile("[康通]?码(?!头)")
"""A health code is called after its place (青岚码), and names none."""
IN_ROW = re.compile("、([\u4e00-\u9fff]{2,3}?)(?=[、，。；）和及]|以及|等地|等[县市区])")
"""Behind a place, the next item of its row: 青岚市 + 、云溪 + 、."""
SUMMED = re.compile("等(?=(?:\\d{1,3}|[二三四五六七八九十两几多])个?(?:[市县区]|地[市，、的]|县[市区]))")
"""Behind a row of cities or counties: their number."""
ROW_JOINTS = frozenset("、和与")
"""Between places of a row."""
MINISTRIES = tuple(load("organisations")["ministries"])
LEADS = frozenset("、，向为给在到赴从对由往")
"""What stands before a city whose row is counted: 向青岚等4市."""
BEFORE_ROWS = LEADS | frozenset(["", "\n", *"。：（和与及"])
"""What may stand before the first of a row of counties."""
MEASURES = frozenset(load("places")["measures"])
"""First characters of places' names that behind a numeral are measure words: 1台 + 中压发电车."""
COUNTED = re.compile(r"(?<!\d)(?!(?:19|20)\d\d$)\d+$")
"""A number that is no year: 1台, but 2020 + 台州市."""
SEAT = "省会"
BEHIND_OTHERS = re.compile(r"(?:\d[日号月时]|[自从由至到在往赴抵离回返])$")
"""The end of a date, or a preposition of places."""
SHORTEST_TOWN = 3
"""Characters of a town's name with its kind; a division of fewer may be the town's own name (市中街道)."""
FAMILIAR = 5.5
"""Log frequency up to which a county's short form is no everyday word, whatever its part of speech."""


def short(name: str) -> str:
    """The name without its kind and its peoples: 恩施土家族苗族自治州 is 恩施."""
    if name.startswith("内蒙古"):
        return "内蒙古"
    kind, peoples = _kind_and_peoples()
    return peoples.sub("", kind.sub("", name)) or name


@cache
def _kind_and_peoples() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What a name ends with that its short form leaves out: its kind, and before that its peoples."""
    lists = load("divisions")
    kinds, peoples, bare = (any_of(lists[name].split()) for name in ("kinds", "peoples", "bare_peoples"))
    return re.compile(f"{kinds}$"), re.compile(f"{peoples}族.*$|{bare}$")


@cache
def full_names() -> Vocabulary:
    """Official names and countries."""
    lists = load("divisions")
    names = " ".join(lists[kind] for kind in ("provinces", "cities", "counties", "countries", "abroad")).split()
    ordinary = set(load("places")["ordinary"].split())
    return Vocabulary.of(
        [*(name for name in names if name not in ordinary), "中华人民共和国", *load("places")["regions"]]
    )


@cache
def short_names() -> Vocabulary:
    """Short forms of two characters and more that are no everyday words."""
    lists = load("divisions")
    ordinary = set(load("places")["ordinary"].split())
    certain = {short(name) for kind in ("provinces", "cities") for name in lists[kind].split()}
    likely = {short(name) for name in lists["counties"].split() if _rare(name)}
    own = {
        short(name) + name[-1]
        for kind in ("cities", "counties")
        for name in lists[kind].split()
        if "自治" in name[2:] and short(name) != name
    }
    return Vocabulary.of(name for name in certain | likely | own if len(name) > 1 and name not in ordinary)


@cache
def of_counties() -> frozenset[str]:
    """All short forms of counties, everyday words among them: names only beside other places."""
    return frozenset(form for name in load("divisions")["counties"].split() if len(form := short(name)) > 1)


@cache
def _of_provinces() -> frozenset[str]:
    """Short forms of provinces and cities."""
    return _of_cities() | {short(name) for name in load("divisions")["provinces"].split()}


@cache
def _of_cities() -> frozenset[str]:
    """Short forms of cities."""
    return frozenset(short(name) for name in load("divisions")["cities"].split())


def in_rows(text: str, found: list[Mention]) -> Iterator[Mention]:
    """Counties by their short forms in a list with places that are found, since many are everyday words too."""
    yield from _summed(text)
    walked: set[int] = set()
    for start in [mention.start for mention in found]:
        at = start
        while at not in walked and (first := _before_in_row(text, at)) is not None:
            walked.add(at)
            yield first
            at = first.start
    ends = {mention.end for mention in found}
    for at in sorted(ends):
        end = at
        while (row := IN_ROW.match(text, end)) is not None and row[1] in of_counties() and row.end() not in ends:
            yield Mention(row.start(1), row.end(1), "PLACE")
            end = row.end()


def _summed(text: str) -> Iterator[Mention]:
    """The city or county before the number of those in its row: 向青岚等4市."""
    for match in SUMMED.finditer(text):
        for start in (match.start() - 2, match.start() - 3):
            name = text[max(start, 0) : match.start()]
            if start > 0 and text[start - 1] in LEADS and (name in of_counties() or name in _of_cities()):
                yield Mention(start, match.start(), "PLACE")


def _before_in_row(text: str, at: int) -> Mention | None:
    """The county before a place of a row that begins at ``at``: 向 + 云溪 + 、青岚市."""
    end = at - 1
    for start in (end - 2, end - 3) if text[end:at] in ROW_JOINTS else ():
        if text[start:end] in of_counties() and text[start - 1 : start] in BEFORE_ROWS:
            return Mention(start, end, "PLACE")
    return None


def _rare(name: str) -> bool:
    """Whether a county's short form is hardly used as another word."""
    known, tag = words().log_frequency[short(name)], words().tag(short(name))
    if name.endswith("区"):
        return tag == "ns" or (tag.startswith("nr") and known is not None and known < FAMILIAR)
    return tag == "ns" or known is None or known < FAMILIAR


def find_divisions(tokens: Tokens, seen: LexiconMatches) -> Iterator[tuple[Mention, bool]]:
    """Divisions and countries in order, each with whether it stands there in its short form: 武汉, also in 武汉 + 市场."""
    for start, end in seen.divisions:
        found = _division(tokens, start, end)
        if found is None:
            found = _hidden_within(tokens, start, end)
        if found is not None:
            yield found


def _hidden_within(tokens: Tokens, start: int, end: int) -> tuple[Mention, bool] | None:
    """The division that begins inside what only reads as another, behind a preposition or verb: 江苏 in 从江 + 苏."""
    for at in range(start + 1, end):
        word, last = tokens.word(at - 1), all_names().at(tokens.text, at)
        if last > end and word is not None and word.end == at and word.tag.startswith(("p", "v")):
            return _division(tokens, at, last)
    return None


def _division(tokens: Tokens, start: int, end: int) -> tuple[Mention, bool] | None:
    """The division whose name stands there, if it is no part of other words, with whether the form is short."""
    full, reaches = full_names().words, load("places")["reaches"]
    name = tokens.text[start:end]
    certain = name in full and len(name) > 2
    if (
        CODE.match(tokens.text, end) is not None
        or (name in reaches and any(way in tokens.text for way in reaches[name]))
        or tokens.text.endswith(_wishes(name), 0, start)
        or (name[0] in MEASURES and COUNTED.search(tokens.text, max(0, start - 5), start) is not None)
    ):
        return None
    if certain and name[:-1] in short_names().words and _shares_last(tokens.text, end):
        return Mention(start, end - 1, "PLACE"), True
    if certain or (_begins_word(tokens, start, name) and _ends_word(tokens, start, end)):
        return Mention(start, end, "PLACE"), name not in full
    return None


def _wishes(name: str) -> tuple[str, ...]:
    """Words right behind which a name says how one is: 身体 + 安康."""
    return tuple(load("places")["wishes"].get(name, ()))


def _shares_last(text: str, end: int) -> bool:
    """Whether the level that ends a name belongs to the next word: 江州 + 市场, 青岭 + 省会, but 江州市 + 场口镇."""
    shared = text.startswith(("市场", SEAT), end - 1) and not text.startswith("议", end + 1)
    return shared and towns().at(text, end) == end


def _begins_word(tokens: Tokens, start: int, name: str = "") -> bool:
    """Whether a word begins there, or the dictionary has the name together with the place before it (湖南永州).

    A city's or a province's ``name`` may also begin right behind a date or a preposition: 20日 + 常州, 自 + 成都.
    """
    word = tokens.word(start)
    if word is None or word.start == start or tokens.text[word.start : start] in all_names().words:
        return True
    return name in _of_provinces() and BEHIND_OTHERS.search(tokens.text, max(0, start - 2), start) is not None


def _ends_word(tokens: Tokens, start: int, end: int) -> bool:
    """Whether a division's name may end at ``end``: a word ends there, or the dictionary only joins it to what follows.

    That may be a place (法国 + 巴黎), a harbour, a paper, a body (苏州 + 大学), people (江州 + 人), or 籍 behind a province or
    city.
    """
    word = tokens.word(start)
    if word is None or tokens.border(end):
        return True
    longer = word.tag in {"ns", "nz"} and (word.end - end > 1 or tokens.text.startswith("港", end))
    rest = tokens.text[end : word.end]
    if rest == "籍":
        return tokens.text[start:end] in _of_provinces()
    return (
        longer
        or (word.tag == "nt" and (rest.endswith(MINISTRIES) or heads().all.before(rest, len(rest)) < len(rest)))
        or rest == "人"
        or rest in all_names().words
        or tokens.text.startswith("日报", end)
    )


@cache
def towns() -> Vocabulary:
    """Official names of towns, townships and subdistricts; some have divisions above them in the list, which go."""
    return Vocabulary.of(name[_above(name) :] for name in load("towns")["names"].split())


def _above(name: str) -> int:
    """How many characters at the head of a town's name are divisions above it: 江州市青山区 + 柳庄街道."""
    at = 0
    while (end := full_names().at(name, at, len(name) - SHORTEST_TOWN)) >= at + SHORTEST_TOWN:
        at = end
    return at


def find_towns(tokens: Tokens, ends: frozenset[int]) -> Iterator[Mention]:
    """Mentions of towns, in order: behind a place (one of whose ends is in ``ends``), or words of their own.

    The longest name may begin inside that place: 临江市 + 东街道, where there is a 市东街道 too.
    """
    for suffix in TOWN.finditer(tokens.text):
        end = suffix.end()
        start = towns().before(tokens.text, end)
        if start not in ends:
            behind = next((at for at in range(start + 1, end) if at in ends), start)
            start = behind if tokens.text[behind:end] in towns().words else start
        if start < end and (start in ends or (_begins_word(tokens, start) and tokens.border(end))):
            yield Mention(start, end, "PLACE")


@cache
def all_names() -> Vocabulary:
    """Official and short names together."""
    return Vocabulary.of(full_names().words | short_names().words)
