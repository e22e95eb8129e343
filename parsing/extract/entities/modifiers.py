"""The modifiers before the head of a body's name, and so where the name begins: 江州市第一 in 江州市第一 + 医院.

Read from right to left, like the stems of places; but what is read may be a long description of the body's task
(新型冠状病毒感染的肺炎疫情防控 + 指挥部), so words of task belong to the name whatever their part of speech.

:func:`modifiers_before` is a loop from right to left. A name or a place ends it; words of task and of trade go on with
it; any other word is looked at by itself, and the first that no name has ends it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from parsing.extract.entities.body_words import (
    AID,
    ATTACHED,
    BEFORE,
    BRANCHES,
    FIRMS,
    GENERIC,
    INSPECTING,
    JOINTLY,
    LEVELS,
    NEVER,
    OF_ANY,
    ORGANISATIONS,
    OWN_PARTS,
    OWN_SUCH,
    QUOTING,
    SENT_TO,
    SOME_SUCH,
    SUCH_KINDS,
    TEAMS,
    ZONES,
    deeds,
    edges,
    posts,
    tasks,
    trades_of_firms,
)
from parsing.extract.entities.members import home_in_name, joins_name, members_before
from parsing.extract.entities.parts_of_speech import FUNCTION_TAGS, NAME_TAGS
from parsing.extract.entities.predicates import ends_in_predicate, opens_predicate
from parsing.extract.entities.unlisted import is_no_level, unlisted
from parsing.extract.entities.withheld import withheld_before
from parsing.redaction import SIGNS
from parsing.words import words

if TYPE_CHECKING:
    from parsing.extract.mentions import Mention, MentionIndex
    from parsing.extract.tokens import Tokens
    from parsing.words import Word

SINGLE_STOP_TAGS = frozenset({"p", "c", "u", "r", "uj", "ul", "uz", "ug", "ud"})
"""Parts of speech of single characters that no body's name has.

Fewer than of words (``FUNCTION_TAGS``), as many verbs and numerals of one character are in names: 兴, 一."""
BATCH = re.compile(r"第[\d一二三四五六七八九十]{1,3}[批支]$")
"""The number of a team, before what says where it was sent: 青岚省 + 第22批 + 援助 + 江州 + 医疗队."""
PLACE_IN_BRACKETS = re.compile("（[\u4e00-\u9fff]{2,6}）")
"""Where a firm is, before its legal form: 云谷科技 + （江州） + 有限公司."""
LONGEST, MOST_PLACES, LONGEST_QUOTED = 40, 4, 6
"""Characters of a name, places in a row before it, characters of what it quotes."""
OF_DATES = frozenset("年月日号时点分")
"""Ends of a date or an hour, behind its number: no name goes on before one."""
DATE_BEGUN = re.compile(r"(?:^|[^\u4e00-\u9fff\d])(?:\d+年)?(?:\d+月)?\d+\Z")
"""A year or month that opens a stretch; another may stand in a name: 市2020年运动会组委会."""


class Modifiers(NamedTuple):
    """What was read before a head.

    Attributes:
        start: where the name begins.
        proper: whether a name, a place or a level is in it: 江州 + 医院.
        tasked: whether words of task are: 疫情防控 + 指挥部.
        generic: whether it tells of any such body: 各 + 医院.
    """

    start: int
    proper: bool = False
    tasked: bool = False
    generic: bool = False


@dataclass(frozen=True, slots=True)
class Around:
    """A text with the places and, by their ends, the bodies found in it so far."""

    tokens: Tokens
    places: MentionIndex
    bodies: dict[int, Mention] = field(default_factory=dict)


def _trades_at(text: str, head: int) -> tuple[bool, frozenset[str]]:
    """Whether a place in brackets stands before a firm's legal form, and what firms do; of others, nothing."""
    place = PLACE_IN_BRACKETS.match(text, head)
    firm = text.startswith(FIRMS, place.end() if place else head)
    return place is not None, trades_of_firms() if firm else frozenset()


def modifiers_before(around: Around, head: int, quoted: int | None = None) -> Modifiers:
    """The modifiers before the head at ``head``; ``quoted``: where to read on from before a quotation stepped over."""
    text = around.tokens.text
    at, proper, tasked = members_before(text, around.places, head) if quoted is None else quoted, False, False
    place, trades = _trades_at(text, head)
    floor = max(around.tokens.run(head - place if quoted is None else quoted - 1)[0], head - LONGEST)
    while at > floor:
        name = _name_before(around, at, head, floor)
        if (owner := _owner(around, name, floor)) < at:
            return Modifiers(owner, proper=True, tasked=tasked)
        task, level = tasks().before(text, at, floor), LEVELS.before(text, at, floor)
        if level < at and level <= task:
            return _from_level(around, level, at, Modifiers(at, proper=proper, tasked=tasked))
        if task < at and task in around.bodies and _is_act(text, task, head):
            return Modifiers(at, proper=proper, tasked=tasked)
        if task < at and text[task:at] not in trades:
            at, tasked = task, True
            continue
        word = next(around.tokens.backwards(at))
        part = text[max(word.start, floor) : at]
        if part in trades:
            at -= len(part)
            continue
        if part[0] in OF_DATES and _dated(text, word.start):
            return Modifiers(word.start + 1, proper=proper or len(part) > 1, tasked=tasked)
        any_one = part in {"一", "两"} and text.startswith(OF_ANY, head) and around.places.at(at - 1) is not None
        inspected = part in INSPECTING and (trades or proper)
        predicate = len(part) == 1 and ends_in_predicate(text, floor, at)
        if any_one or inspected or predicate or _is_outside(around, part, word, at, head):
            return Modifiers(at, proper=proper, tasked=tasked, generic=any_one or _is_generic(part, nearest=at == head))
        at, proper = at - len(part), proper or not _instalment(part)
    opening = _before_quoted(text, at)
    read = modifiers_before(around, head, opening) if opening < at else Modifiers(at)
    return read._replace(proper=proper or read.proper, tasked=tasked or read.tasked)


def _is_outside(around: Around, part: str, word: Word, at: int, head: int) -> bool:
    """Whether the name of the head at ``head`` begins behind ``part``, a word or the end of one up to ``at``."""
    text = around.tokens.text
    return (
        (part in edges() and not (part == "家" and home_in_name(text, at, head)))
        or part in posts()
        or (part in deeds() and word.start in around.bodies)
        or not (_can_modify(part, word) or joins_name(text, part, head))
    )


def _before_quoted(text: str, at: int) -> int:
    """Where a quotation opens that closes at ``at`` and is the object of a task: 防治 + “某病” + 工作领导小组; else ``at``."""
    opening = text.rfind("“", max(0, at - LONGEST_QUOTED), at) if text[at - 1 : at] == "”" else -1
    return opening if opening > 0 and text.endswith(QUOTING, 0, opening) else at


def _is_act(text: str, task: int, head: int) -> bool:
    """Whether a word of task behind a body is what that does: 团县委 + 组织 + 志愿服务队, 某集团 + 联合 + 云谷公司."""
    joint = text.startswith("联合", task) and task < head
    return text.startswith("组织", task) or (joint and not text.startswith(JOINTLY, task + 2))


def _dated(text: str, at: int) -> bool:
    """Whether the end of a date or an hour at ``at`` has its number before it, and is in no name."""
    if not text[at - 1 : at].isdigit():
        return False
    return text[at] not in "年月" or DATE_BEGUN.search(text[max(0, at - 10) : at]) is not None


def _name_before(around: Around, at: int, head: int, floor: int) -> int:
    """Where another body, a row of places or a redacted name begins that ends at ``at``, else ``at`` itself."""
    text, body, place = around.tokens.text, around.bodies.get(at), around.places.at(at)
    if body is not None and body.start >= floor and (at < head or text.startswith(OWN_PARTS, head)):
        return body.start
    if place is not None and place.start >= floor:
        start = _with_sender(around, outermost(around.places, place), head, floor)
        parent = around.bodies.get(start) if text.startswith(BRANCHES, head) else None
        return parent.start if parent is not None and parent.start >= floor else start
    return withheld_before(around.tokens, at, floor, head)


def _owner(around: Around, at: int, floor: int) -> int:
    """Where the body begins to which what begins at ``at`` is attached (某某大学 + 附属 + 江州医院), else ``at`` itself."""
    owner = around.bodies.get(at - len(ATTACHED)) if around.tokens.text.endswith(ATTACHED, floor, at) else None
    return owner.start if owner is not None and owner.start >= floor else at


def _with_sender(around: Around, start: int, head: int, floor: int) -> int:
    """Where the name of a team begins that says who sends it where: 青岚市 + 支援 + 江州 + 医疗队, or only 支援 + 江州 + 医疗队."""
    aid = next((word for word in AID if around.tokens.text.endswith(word, floor, start)), None)
    end = start - len(aid or "")
    end = batch.start() if aid and (batch := BATCH.search(around.tokens.text, floor, end)) else end
    body, sender = (around.bodies.get(end), around.places.at(end)) if aid else (None, None)
    if body is not None and body.start >= floor:
        return body.start
    if sender and sender.start >= floor:
        return outermost(around.places, sender)
    return end if aid in SENT_TO and around.tokens.text.startswith(TEAMS, head) else start


def outermost(places: MentionIndex, place: Mention) -> int:
    """Where the row of places begins that ends with this one: 某省 + 某市 + 某区."""
    for _ in range(MOST_PLACES):
        before = places.at(place.start)
        if before is None:
            break
        place = before
    return place.start


def _from_level(around: Around, level: int, at: int, read: Modifiers) -> Modifiers:
    """A name that begins with a ``level``, read up to ``at``: 江州 + 区 + 卫健委, with the place before the level.

    Any such body where 全, 各 or the like stands before the level (全区 + 医院).
    """
    text = around.tokens.text
    name = _name_before(around, level, level, 0)
    if name == level and at - level == 1 and level > 0 and is_no_level(around.tokens, level):
        two = level > 1 and (text[level - 1] == "地" or LEVELS.words.issuperset(text[level - 1]))
        return read._replace(generic=text[level - 1 - two] in (SOME_SUCH - OWN_SUCH))
    if text.endswith(SUCH_KINDS, 0, at):
        return read._replace(generic=True)
    if name == level and (at - level == 1 or text[level:at] in ZONES):
        name = unlisted(around.tokens, level)
    return read._replace(start=name, proper=True)


def _is_generic(part: str, *, nearest: bool) -> bool:
    """Whether a word before a name tells of any such body: 各, 省级; right before the head (``nearest``) also its end."""
    return part in GENERIC or part.endswith("级") or (nearest and part.endswith(GENERIC))


def _instalment(part: str) -> bool:
    """Whether a word only says which of several of a kind it is: 第二批, 首批."""
    return part in ORGANISATIONS["instalments"] or (part[0] == "第" and part[-1] not in "一二三四五六七八九十零〇")


def _can_modify(part: str, word: Word) -> bool:
    """Whether a word can belong to a body's name."""
    if (
        (part[-1] in NEVER and not words().tag(part).startswith(NAME_TAGS))
        or not part.isalnum()
        or not part.strip(SIGNS)
        or opens_predicate(part)
        or edges().issuperset({part[:2], part[2:]})
    ):
        return False
    if len(part) == 1:
        return word.tag not in SINGLE_STOP_TAGS and part not in BEFORE
    return not word.tag.startswith(FUNCTION_TAGS) or word.tag == "vn" or part.startswith("第")
