"""The subject of a sentence: which of its places and bodies opens a clause, and so is what the text goes on about.

Apart from :mod:`parsing.extract.metrics.scope`, which asks whose one count is: the subject is told without looking at
counts.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from parsing.expressions import any_of
from parsing.extract.metrics.abroad import country_of, is_home_aside, tells_of_itself
from parsing.extract.metrics.asides import ROW, acts_itself, first_of_row, is_met, is_passed, is_served
from parsing.extract.metrics.clauses import BREAKS, REACH, came_from
from parsing.extract.metrics.focus import NAMED, countries, division_of, readable
from parsing.extract.metrics.gifts import acts_alone, gives_by_people, tells_of_gift
from parsing.extract.metrics.wordlists import AND, scope_words
from parsing.extract.tokens import BULLETS
from parsing.lexicon import load
from parsing.searching import past
from parsing.sentences import ENUMERATOR
from parsing.spans import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsing.extract.metrics.clauses import Count
    from parsing.extract.metrics.passages import Passage
    from parsing.record import Entity

NAMES_END = frozenset("；。、\n")
"""Behind an item of a list of nothing but names."""
PAUSE = re.compile("[；。\n]")
MANY = 20
"""How many names a sentence may put before its subject, or string together with 、, and still be followed."""


def subject_of(text: str, passage: Passage) -> Entity | None:
    """The first name that opens a clause of the sentence; of nested places (江州市 + 青苇镇) the last; null where none does.

    A name that touches a count is an item of a list, and 其中 opens a list: neither is what the text goes on about. A
    body that only tells (某局4日通报称，) is the subject where no other name is.
    """
    if not passage.names or text.startswith("其中", passage.span.start):
        return None
    names = passage.names[:MANY]
    teller: Entity | None = None
    for at, name in enumerate(names):
        follows = readable(name) and not _is_listed(text, name, passage) and not is_aside(text, names, at)
        follows = (
            follows
            and not text.endswith(scope_words("pivots"), 0, name.start)
            and not text.endswith("其中", 0, name.start)
        )
        follows = follows and not told_of(text, name, passage)
        follows = follows and text.rfind("（", passage.span.start, name.start) <= text.rfind(
            "）", passage.span.start, name.start
        )
        if follows and opens_clause(text, passage.span, names, at):
            if text.endswith(("其中，", "其中,"), passage.span.start, name.start):
                break
            if name.label != "ORG" or _tells().match(text, name.end) is None:
                return of_many(text, names, at)
            teller = teller or of_many(text, names, at)
    return teller or (None if passage.areas else speaker(text, names))


def _is_listed(text: str, name: Entity, passage: Passage) -> bool:
    """Whether a name is an item of a list with its count, behind a colon perhaps: 甲市3例; 甲市：3例."""
    return name.end + text.startswith("：", name.end) in passage.listed


def speaker(text: str, names: Sequence[Entity]) -> Entity | None:
    """The place or body whose official speaks in the sentence: 江州市 in 江州市副市长陈明介绍，…; for a government the division."""
    posts = (pair for pair in pairwise(names) if pair[1].label == "TITLE" and pair[0].end == pair[1].start)
    found = next((name for name, post in posts if readable(name) and _says().match(text, post.end)), None)
    return division_of(found) if found and found.text.endswith(scope_words("governs")) else found


@cache
def _says() -> re.Pattern[str]:
    """Behind a post: up to a verb of telling and the mark behind it (陈明介绍，)."""
    return re.compile(f"[^，。；：]{{0,14}}?(?:{'|'.join(scope_words('says'))})[，：]")


def led_by_person(text: str, passage: Passage, count: Count) -> bool:
    """Whether a person is the subject of a sentence on a gift, so that the gift is no body's: 会长陈明…将口罩300只送到县医院."""
    names = [name for name in count.names if name.start >= passage.span.start]
    persons = [at for at, name in enumerate(names) if name.label == "PERSON"]
    if not persons or not tells_of_gift(text, passage.span) or not acts_alone(text, names[persons[-1]], count):
        return False
    return any(opens_clause(text, passage.span, names, first_of_row(text, names, at)) for at in persons)


def told_of(text: str, name: Entity, passage: Passage) -> bool:
    """Whether a name only spells out the count before a colon: 甲县 in 超过八成的县1个：甲县；."""
    at = name.start - 1
    return (
        text[at] == "："
        and text[name.end : name.end + 1] in NAMES_END
        and any(count.end == at for count in passage.counts)
    )


@cache
def _tells() -> re.Pattern[str]:
    """Behind a body: it only tells what follows, or is told of it: 某局 + 4日通报称，."""
    return re.compile(load("counts")["scope"]["told_by"])


def of_many(text: str, names: Sequence[Entity], at: int) -> Entity | None:
    """The subject that a row of names makes of which one opens a clause; null for a row of bodies in no one place.

    A single name is the subject itself; of a row of places the first; for bodies in one place (甲县的乙公司、丙公司) the place.
    """
    first = last = at
    while (
        last + 1 < len(names)
        and names[last + 1].label in NAMED
        and text[names[last].end : names[last + 1].start] in ROW
    ):
        last += 1
    while first and names[first - 1].label in NAMED and lies_in(text, names[first - 1], names[first]):
        first -= 1
    ends = text[names[last].end : names[last].end + 1]
    if ends == "等" and last > at and names[at].label == "PLACE":
        return None
    if (ends == "等" or last > at) and _so_many().match(text, names[last].end):
        return None
    if ends == "、" or (last > at and ends == "，" and text[names[first].start - 1 : names[first].start] == "，"):
        return None
    if last == at or names[at].label != "ORG":
        return country_of(names, at) or names[at]
    if at and text[names[at - 1].end : names[at].start] in scope_words("within"):
        return names[at - 1]
    return None if ends == "等" else names[at]


@cache
def _so_many() -> re.Pattern[str]:
    """Behind a body or a row: it is only one of many that acted together: 某公司 + 等企业, 甲村、乙村 + 两村共."""
    number = r"[两二三四五六七八九十百\d]+[余多]?[家个所地村镇乡县市区校院]"
    many = any_of(scope_words("many"))
    return re.compile(f"等[^，。；]{{0,8}}?{many}|等?{number}[^，。；]{{0,6}}?(?:[共都均]|{many})")


def opens_clause(text: str, sentence: Span, names: Sequence[Entity], at: int) -> bool:
    """Whether a name opens its clause: only dates, adverbs and the places that it lies in stand before it."""
    while at and names[at - 1].label in NAMED and lies_in(text, names[at - 1], names[at]):
        at -= 1
    start = names[at].start
    floor = max(sentence.start, start - REACH)
    if at and names[at - 1].label == "DATE":
        floor = max(floor, names[at - 1].end)
    begin = start
    while begin > floor and text[begin - 1] not in BREAKS and text[begin - 1] not in "：:":
        begin -= 1
    lead = text[begin:start]
    if text.endswith(scope_words("own_firm"), floor, start):
        return True
    if lead in AND and text[begin - 1] in "）)":
        return False
    if not lead:
        return True
    pivot = next((word for word in scope_words("pivots") if lead.endswith(word)), "")
    return _only_openers(lead.removesuffix(pivot))


def lies_in(text: str, place: Entity, name: Entity) -> bool:
    """Whether a place only says where the next name is: 江州市 + 青苇镇, 青苇工业园 + 内的 + 云谷公司."""
    return place.end == name.start or text[place.end : name.start] in scope_words("within")


AS_SUCH = re.compile("作为[^，；：]{2,12}的$")
"""As what a body acts, before its name: 作为民营企业的 + 云谷公司."""
NUMBERED = re.compile(rf"{ENUMERATOR}|[{BULLETS}]")
"""A list's number or bullet before its item."""


def _only_openers(lead: str) -> bool:
    """Whether a stretch is made of words that may stand before a subject (2.同时，目前), and nothing else."""
    numbered = NUMBERED.match(lead)
    lead = lead[numbered.end() :] if numbered else lead
    lead = AS_SUCH.sub("", lead) if lead.endswith("的") else lead
    return past(_openers(), lead) == len(lead)


@cache
def _openers() -> tuple[str, ...]:
    """Words that may stand before a subject, the longest first."""
    return tuple(sorted((*scope_words("openers"), *scope_words("ranks")), key=len, reverse=True))


def is_aside(text: str, names: Sequence[Entity], at: int) -> bool:
    """Whether a name is told only in passing, and so is neither a subject nor whose a count is.

    It is where people came from (江州返乡人员), what the next name lies in (江州市 + 青苇镇), what a post or an order belongs to
    (江州市 + 市长, 按照县委要求), or a country of which nothing is told.
    """
    given = _head_gives(text, names, at)
    last = at
    while last + 1 < min(len(names), at + MANY) and text[names[last].end : names[last + 1].start] == "、":
        last += 1
    first = first_of_row(text, names, at)
    if came_from(text, names[at].end) and not given:
        return True
    row = Span(names[first].start, names[last].end)
    if is_served(text, *row) or is_passed(text, names, first) or is_met(text, names, first) or _lends(text, row.end):
        return True
    if is_home_aside(text, names[at]) or (names[at].text in countries() and not tells_of_itself(text, names, at)):
        return True
    following = names[at + 1] if at + 1 < len(names) else None
    if following is None or not lies_in(text, names[at], following):
        return False
    if following.label in NAMED or following.label != "TITLE":
        return following.label in NAMED
    return not (given or _labelled().match(text, names[at].end) or gives_by_people(text, names[at]))


def _lends(text: str, end: int) -> bool:
    """Whether a body that ends at ``end`` only lends its name to people or an order: 县委 + 统一部署."""
    return text.startswith(scope_words("aside"), end) and not acts_itself(text, end)


def _head_gives(text: str, names: Sequence[Entity], at: int) -> bool:
    """Whether the head of a body gives without being named, and so the body does: 云谷公司的总经理闻讯后捐出6万元."""
    post = names[at + 1] if at + 1 < len(names) else None
    if names[at].label != "ORG" or post is None or post.label != "TITLE":
        return False
    pause = PAUSE.search(text, post.end, post.end + REACH)
    stretch = Span(post.end, pause.start() if pause else post.end + REACH)
    named = any(name.label == "PERSON" and name.start < stretch.end for name in names[at + 2 :])
    return text[names[at].end : post.start] in {"", "的"} and not named and tells_of_gift(text, stretch)


@cache
def _labelled() -> re.Pattern[str]:
    """Behind the name that an item of a list begins with, up to the colon before what is its own: 某公司董事长高某：救护车1辆."""
    speech = load("counts")["speech"]
    spoken = "".join(f"(?<!{re.escape(verb)})" for verb in (*speech["verbs"], *speech["last_characters"]))
    return re.compile(rf"[^，。；：\n]{{2,24}}{spoken}：")


def opening_site(text: str, passage: Passage) -> Entity | None:
    """The place or body that a sentence begins with as where it happened: 青苇社区 in 在青苇社区，…."""
    start = passage.span.start
    if not text.startswith("在", start) or not passage.names or passage.names[0].start != start + 1:
        return None
    at = 0
    while at + 1 < len(passage.names) and lies_in(text, passage.names[at], passage.names[at + 1]):
        at += 1
    name = passage.names[at]
    return name if readable(name) and text[name.end : name.end + 1] == "，" else None
