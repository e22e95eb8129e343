"""What stands before the last word of a body's name, and so where the name begins.

Read from right to left, like the stems of places; but what is read may be a long description of the body's task
(新型冠状病毒感染的肺炎疫情防控 + 指挥部), so words of task belong to the name whatever their part of speech.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from parsing.extract.entities.members import home_in_name, joins_name, members_before
from parsing.extract.entities.predicates import ends_in_predicate, opens_predicate
from parsing.extract.entities.withheld import withheld_before
from parsing.extract.vocabulary import Vocabulary
from parsing.lexicon import load
from parsing.redaction import SIGNS
from parsing.words import words

if TYPE_CHECKING:
    from parsing.extract.mentions import Mention, MentionIndex
    from parsing.extract.tokens import Tokens
    from parsing.words import Word

ORGANISATIONS = load("organisations")
LEVELS = Vocabulary.of(ORGANISATIONS["levels"])
OF_ANY, JOINTLY = tuple(ORGANISATIONS["of_any"]), tuple(ORGANISATIONS["jointly"])
GENERIC, SUCH_KINDS = tuple(ORGANISATIONS["generic"]), tuple(ORGANISATIONS["such_kinds"])
ANY_SUCH, OWN_SUCH = frozenset(ORGANISATIONS["any_such"]), frozenset(ORGANISATIONS["own_such"])
SOME_SUCH = ANY_SUCH | {"个"}
STOP_TAGS = ("p", "c", "d", "r", "u", "v", "m", "q", "t", "y", "e", "o", "zg", "ad")
SINGLE_STOP_TAGS = frozenset({"p", "c", "u", "r", "uj", "ul", "uz", "ug", "ud"})
NAME_TAGS = ("nt", "nz", "nr")
"""Parts of speech of names in the dictionary, which may hold what a name has not elsewhere: 协和 + 医院, 仁和 + 医院."""
UNNAMED = ("p", "c", "d", "r", "u", "v", "m", "q")
NEVER = frozenset(load("places")["never"] + ORGANISATIONS["never"])
BEFORE, WEAK = frozenset(ORGANISATIONS["before"]), frozenset(ORGANISATIONS["weak_tasks"])
OWN_PARTS = tuple(ORGANISATIONS["own_parts"])
"""Heads that a body's own name may directly precede: 恒源公司 + 党支部."""
BRANCHES = tuple(ORGANISATIONS["branches"])
"""Heads of branches and the like: before their place may stand the body they belong to (某某公司 + 江州 + 分公司)."""
AID, ZONES, TEAMS = tuple(ORGANISATIONS["aid"]), frozenset(ORGANISATIONS["zones"]), tuple(ORGANISATIONS["teams"])
SENT_TO, ATTACHED = frozenset(ORGANISATIONS["sent_to"]), ORGANISATIONS["attached"]
BATCH = re.compile(r"第[\d一二三四五六七八九十]{1,3}[批支]$")
"""The number of a team, before what says where it was sent: 青岚省 + 第22批 + 援助 + 江州 + 医疗队."""
FIRMS = tuple(word for word in ORGANISATIONS["named"].split() if word.endswith(("公司", "集团", "厂")))
"""Heads of firms, whose names hold what they do."""
QUOTING, INSPECTING = tuple(ORGANISATIONS["quoting"]), frozenset(ORGANISATIONS["inspecting"])
LONGEST, MOST_PLACES, LONGEST_QUOTED, LONGEST_UNLISTED = 40, 4, 6, 4
OF_DATES = frozenset("年月日号时点分")
"""Ends of a date or an hour, behind its number: no name goes on before one."""
DATE_BEGUN = re.compile(r"(?:^|[^\u4e00-\u9fff\d])(?:\d+年)?(?:\d+月)?\d+\Z")
"""A year or month that opens a stretch; another may stand in a name: 市2020年运动会组委会."""


class Modifiers(NamedTuple):
    """Where a name begins; whether a proper name and a task are in it; whether it is no one body's (各医院)."""

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


@cache
def tasks() -> Vocabulary:
    """Words of task."""
    return Vocabulary.of(ORGANISATIONS["tasks"].split())


@cache
def deeds() -> frozenset[str]:
    """Verbs with an object, which end a name where a body stands before them: 县市场监管局 + 检查 + 药店."""
    return frozenset(load("counts")["what"]["verbs"])


@cache
def _trades() -> frozenset[str]:
    """What firms do: such words belong to a firm's name, and alone make none."""
    return frozenset((*ORGANISATIONS["making"].split(), *ORGANISATIONS["trades"]))


@cache
def _posts() -> frozenset[str]:
    """Posts, which end the name of a body that stands behind them."""
    return frozenset(load("titles")["posts"].split())


@cache
def edges() -> frozenset[str]:
    """Words that end a name."""
    return frozenset(ORGANISATIONS["edges"].split())


def modifiers_before(around: Around, head: int, quoted: int | None = None) -> Modifiers:
    """What stands before the head of a body's name that begins at ``head``, or what is ``quoted`` before that."""
    text = around.tokens.text
    at, proper, tasked = members_before(text, around.places, head) if quoted is None else quoted, False, False
    trades = _trades() if text.startswith(FIRMS, head) else frozenset()
    floor = max(around.tokens.run(head if quoted is None else quoted - 1)[0], head - LONGEST)
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
        if (
            any_one
            or (part in edges() and not (part == "家" and home_in_name(text, at, head)))
            or part in _posts()
            or (part in deeds() and word.start in around.bodies)
            or (part in INSPECTING and (trades or proper))
            or (len(part) == 1 and ends_in_predicate(text, floor, at))
            or not (_can_modify(part, word) or joins_name(text, part, head))
        ):
            return Modifiers(at, proper=proper, tasked=tasked, generic=any_one or _is_generic(part, nearest=at == head))
        at, proper = at - len(part), proper or not _instalment(part)
    opening = _before_quoted(text, at)
    read = modifiers_before(around, head, opening) if opening < at else Modifiers(at)
    return read._replace(proper=proper or read.proper, tasked=tasked or read.tasked)


def _before_quoted(text: str, at: int) -> int:
    """Where quotation marks open that close at ``at`` round the object of a task (防治 + “某病” + 工作领导小组), else ``at``."""
    opening = text.rfind("“", max(0, at - LONGEST_QUOTED), at) if text[at - 1 : at] == "”" else -1
    return opening if opening > 0 and text.endswith(QUOTING, 0, opening) else at


def _is_act(text: str, task: int, head: int) -> bool:
    """Whether a word of task behind a body is its verb: 团县委 + 组织 + 志愿服务队, 某集团 + 联合 + 云谷公司."""
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
    """Where the name of a team begins that says who sends it where (青岚市 + 支援 + 江州 + 医疗队), or only where."""
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
    """The name begins with a level (区 + 卫健委) and the place before it, unless that says any such place (全区)."""
    text = around.tokens.text
    name = _name_before(around, level, level, 0)
    if name == level and at - level == 1 and level > 0 and _is_no_level(around.tokens, level):
        two = level > 1 and (text[level - 1] == "地" or LEVELS.words.issuperset(text[level - 1]))
        return read._replace(generic=text[level - 1 - two] in (SOME_SUCH - OWN_SUCH))
    if text.endswith(SUCH_KINDS, 0, at):
        return read._replace(generic=True)
    if name == level and (at - level == 1 or text[level:at] in ZONES):
        name = unlisted(around.tokens, level)
    return read._replace(start=name, proper=True)


def unlisted(tokens: Tokens, level: int) -> int:
    """Where the name of a place begins that ends with the level at ``level`` and that no list has, else ``level``.

    What stands before must be two or three single characters, none of them a verb or a particle (云岫 + 市委), or be all
    that stands there from the last mark on, nouns alone: ，石鼓桥 + 区人民法院.
    """
    at = level
    start = tokens.run(level - 1)[0]
    apart = 2 <= level - start <= LONGEST_UNLISTED and tokens.text[start] not in LEVELS.words
    if apart and all(map(_is_noun, tokens.backwards(level))):
        return start
    for word in tokens.backwards(level):
        if (
            word.end - word.start > 1
            or word.tag.startswith(UNNAMED)
            or not word.text.isalpha()
            or word.text in NEVER | BEFORE
        ):
            break
        at = word.start
    return at if at < level and level - at in {2, 3} and stem_is_open(tokens, at) else level


def _is_noun(word: Word) -> bool:
    plain = (
        not (len(word.text) > 1 and word.tag == "n" and words().is_common(word.text))
        and not opens_predicate(word.text)
        and word.text not in GENERIC
        and word.text not in edges()
        and word.text[0] not in ANY_SUCH
    )
    return plain and word.tag.startswith(("n", "g", "j", "a", "s", "f")) and word.text[-1] not in NEVER


def stem_is_open(tokens: Tokens, at: int) -> bool:
    """Whether nothing before could belong to the name: a mark, a verb, a particle."""
    word = tokens.word(at - 1) if at > tokens.run(at)[0] else None
    return word is None or word.tag.startswith(STOP_TAGS) or opens_predicate(word.text) or word.text in deeds()


def is_word(pair: str) -> bool:
    """Whether two characters are an everyday word (社区, 城市) or any such place (各区): the second is no level."""
    return (pair in words() and words().tag(pair) != "ns") or pair[:1] in ANY_SUCH


def _is_no_level(tokens: Tokens, level: int) -> bool:
    """Whether a level is the end of an everyday word; two words may meet like one: 来自 + 省疾控中心."""
    pair, before = tokens.text[level - 1 : level + 1], tokens.text[level - 2 : level - 1]
    return is_word(pair) and (pair[0] in ANY_SUCH or before in SOME_SUCH or not tokens.border(level))


def _is_generic(part: str, *, nearest: bool) -> bool:
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
    return not word.tag.startswith(STOP_TAGS) or word.tag == "vn" or part.startswith("第")
