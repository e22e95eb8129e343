"""Names told by what follows them: a verb that persons do, their post or sex in a bracket, the sum they gave.

Here the end of a name is sure and its beginning is the question. A list is judged as a whole: one name that is also an
everyday word (田野) is carried by the others, and a list of goods or places has no such company.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from parsing.expressions import any_of
from parsing.extract.entities.givers import AMOUNT
from parsing.extract.entities.names import (
    ADDRESS,
    AFTER_A_NAME,
    EVERYDAY,
    LEADING,
    NEVER_FIRST,
    NEVER_LAST,
    OPENS_ACT,
    is_known,
    name_odds,
    surnames,
)
from parsing.extract.entities.titles import CONTEXT
from parsing.extract.tokens import CHINESE
from parsing.extract.vocabulary import Vocabulary
from parsing.searching import first_of
from parsing.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parsing.extract.mentions import Mention
    from parsing.extract.tokens import Tokens
    from parsing.extract.vocabulary import LexiconMatches

JOINTS = "、和与及"
"""Between names of a list."""
WHOLE = 3
"""Characters of a name with two given ones."""
WHOLLY = frozenset(CONTEXT["wholly"])
"""Forms of address that only whole names take: 王明远 + 校友."""
APART = 5
"""Characters from one sum to the next name in a list of gifts, with what may stand before it (匿名)."""
LONGEST_NAME, MOST = 4, 60
"""Characters of a name; names of a list."""
VERBS = frozenset({"v", "vn", "vi", "vd"})
FLOOR, EVERYDAY_COST = -9.0, 2.5
"""Log odds below which a word is no name in any list; what a surname costs that is first of all a word."""
SEX = re.compile(r"[（(，,、](?=(?:男|女|性别)[，,、）)性]|(?<=[（(])(?:[前后]排)?[左右中][一二三四五]?[）)])")
SEXED_SIGNS = ("男", "女", "性别", "左", "右", "（中）")
"""One of these is in every match of ``SEX``: a person's sex (甲，男，), or where somebody stands in a picture (甲（左）)."""
AGED = re.compile(r"(?=[今现]年\d{1,3}岁)")
"""Behind a person's name: how old they are."""
SUM = re.compile(rf"(?<![\d,.]){AMOUNT}(?=[、，；。）…\s]|$)")
"""A sum of money that ends its phrase."""
GIVER = re.compile(r"(?P<name>[\u4e00-\u9fff]{2,4}?)(?:捐[款出了赠]?)?[ 　：:]{0,2}\Z")
"""A name before the sum, with a verb of giving or none."""
MADE = re.compile(
    r"/(?=文|图|摄|撰|编|审|供稿)|(?:[ 　]|(?<=[。！”）][一-鿿]{2})|(?<=[。！”）][一-鿿]{3}))(?=摄(?:影|影报道)?(?:[（）)\s]|$))"
)
"""Behind who wrote, photographed or saw to it: （甲乙/文 丙丁/图 戊己/编辑）, 甲乙 摄, or with a stop before the name 。甲乙摄."""
LISTED = re.compile(
    r"，以及|(?:(?<=、[一-鿿]{2})|(?<=、[一-鿿]{3}))(?:[两二三四五六七八九十]{1,2}|\d{1,2})[名位人](?=[一-鿿])"
)
"""Behind the last name of a list: 甲、乙、丙，以及相关部门负责人, 甲、乙两名党员."""
LIST = re.compile(r"(?:、[一-鿿]{2,3}){3,}(?=、[一-鿿]{2})")
LEAST, LEAST_WHOLE = 4, 2
"""Items of a list that are names whatever stands behind them, and how many of them have two characters given."""
IS = re.compile("是")
ONE = re.compile("(?:[该本][一-鿿]{1,4}的?)?一?[名位](?=[一-鿿])|[该本](?:村|镇|乡|社区|街道|校|院|公司)")
WHENCE = frozenset({"ORG", "PLACE"})
"""What is told of a person behind 是: whence, of what body, or one of many."""
WIDEST = 6
"""Most characters of a name and what divides it from the sum."""
TITLED, SEXED, GAVE, TOLD = 2.0, 3.0, -1.0, -1.0
"""Log odds, over the usual, of a name before a bracket with a post, before 男 or 女, a sum of money, 是."""


@cache
def _acts() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands behind a name and tells that it is one: 向…捐, 等3名职工, 表示; and the characters that this begins with."""
    said = CONTEXT["says"] + CONTEXT["acts"]
    verbs, adverbs = any_of(said), any_of(CONTEXT["adverbs"])
    acts = re.compile(
        rf"捐(?=\d)|向[^，。；：\n]{{2,20}}?捐|接受[\u4e00-\u9fff]{{0,8}}?采访|等[\u4e00-\u9fff]{{0,7}}{any_of(CONTEXT['others'])}"
        rf"|等[\d一二三四五六七八九十百数余多]{{1,4}}{any_of(CONTEXT['counted'])}"
        rf"|(?:等(?:领导|人|同志|\d+人)?|同志)?(?:{adverbs}){{0,2}}(?:{verbs})"
    )
    return acts, re.compile(first_of([*said, *CONTEXT["adverbs"], "等", "同志", "向", "捐", "接受"]))


@cache
def _leads() -> Vocabulary:
    """Words that lead up to a name: 由, 记者, 党员."""
    return Vocabulary.of([*CONTEXT["leads"], *CONTEXT["groups"]])


def introduced(tokens: Tokens, names: list[Mention], blocked: dict[int, Mention]) -> dict[int, int]:
    """The names that what follows them gives away, each start with its end.

    ``names``: the other entities; ``blocked``: the same by each character that they cover.
    """
    found: dict[int, int] = {}
    for end, bias in _ends(tokens.text, names):
        if end and end not in blocked:
            found.update(_row_before(tokens, end, bias, blocked))
    found.update(_listed(tokens, blocked))
    found.update(_givers(tokens, blocked))
    return found


def _ends(text: str, names: list[Mention]) -> list[tuple[int, float]]:
    """Where names may end by what stands behind them, each with the log odds of one over the usual."""
    acts, first = _acts()
    ends = [(m.start - 1, TITLED) for m in names if m.label == "TITLE" and text[m.start - 1 : m.start] in {"（", "("}]
    if any(sign in text for sign in SEXED_SIGNS):
        ends += [(match.start(), SEXED) for match in SEX.finditer(text)]
    ends += [
        (at, 0.0)
        for at in map(re.Match.start, first.finditer(text))
        if acts.match(text, at) and not text.startswith(AFTER_A_NAME, at - 1)
    ]
    ends += [(match.start(), 0.0) for match in LISTED.finditer(text)]
    ends += [(match.start(), 0.0) for match in AGED.finditer(text)] if "岁" in text else []
    told = {name.start for name in names if name.label in WHENCE} if "是" in text else set()
    ends += [(at.start(), TOLD) for at in IS.finditer(text) if at.end() in told or ONE.match(text, at.end())]
    return ends + [(match.start(), SEXED) for match in MADE.finditer(text)]


def _givers(tokens: Tokens, blocked: dict[int, Mention]) -> Iterator[tuple[int, int]]:
    """Names in lists of gifts: two and more of them that are sure together, or one beside a body that gives."""
    text = tokens.text
    gifts = list(_gifts(text))
    bodies = sum(_is_other(blocked, start, end) for row in gifts for start, end in row)
    for given in gifts:
        row = [(start, end) for start, end in given if _shaped(text, start, end) and not _is_other(blocked, start, end)]
        if len(row) + min(bodies, 1) > 1 and row and _sure(tokens, row, GAVE, blocked):
            yield from row


@cache
def _ordained() -> re.Pattern[str]:
    """A name in religion, which has no surname, before what a monk or a priest is called: 妙明 + 法师."""
    return re.compile(rf"[\u4e00-\u9fff]{{2}}(?={any_of(CONTEXT['ordained'])})")


def in_religion(tokens: Tokens) -> dict[int, int]:
    """Names in religion, each start with its end: 妙明 in 会长妙明法师; no other words before 法师 (多位法师, 佛教法师)."""
    text = tokens.text
    called = any(word in text for word in CONTEXT["ordained"])
    found = (match.span() for match in _ordained().finditer(text)) if called else ()
    return {
        start: end for start, end in found if not words().is_common(text[start:end]) and _opens_name(tokens, start, end)
    }


def addressed(tokens: Tokens, seen: LexiconMatches, blocked: dict[int, Mention]) -> dict[int, int]:
    """Names of three characters before a form of address that common nouns do not take, each start with its end.

    Whatever stands before the name: 王明远 in 2006级会计学王明远校友.
    """
    text = tokens.text
    spans = ((start - WHOLE, start) for start, end in seen.addresses if text[start:end] in WHOLLY and start >= WHOLE)
    return {
        start: end
        for start, end in spans
        if text[start] not in EVERYDAY
        and _shaped(text, start, end)
        and not _is_other(blocked, start, end)
        and tokens.border(start)
        and not any(len(word.text) > 1 and not word.tag.startswith("nr") for word in tokens.cut(start, end))
    }


def _opens_name(tokens: Tokens, start: int, end: int) -> bool:
    """Whether no word runs over the start of a stretch, and no number or pronoun opens or ends it."""
    signs = (words().tag(sign) for sign in tokens.text[start:end])
    return tokens.border(start) and not any(tag.startswith(("m", "r", "q", "p", "c", "u")) for tag in signs)


def _gifts(text: str) -> Iterator[list[tuple[int, int]]]:
    """Rows of names each with a sum of money: 甲1000元、乙500元."""
    row: list[tuple[int, int]] = []
    reached = 0
    for money in SUM.finditer(text):
        match = GIVER.search(text, max(reached, money.start() - WIDEST), money.start())
        if match is None:
            continue
        if match.start() > reached + APART:
            yield row
            row = []
        row.append(match.span("name"))
        reached = money.end()
    yield row


def _listed(tokens: Tokens, blocked: dict[int, Mention]) -> Iterator[tuple[int, int]]:
    """The names of long lists, whatever stands behind: 派出甲某某、乙某某、丙某、丁某某、戊某某分成两组."""
    for listed in LIST.finditer(tokens.text):
        row = _row_before(tokens, listed.end(), 0.0, blocked)
        if len(row) < LEAST or sum(end - start == WHOLE for start, end in row) < LEAST_WHOLE:
            continue
        last = listed.end() + 1
        yield from row
        ends = (end for end in (last + WHOLE, last + WHOLE - 1) if end <= len(tokens.text) and tokens.border(end))
        yield from [(last, end) for end in ends if _sure(tokens, [(last, end)], 0.0, blocked)][:1]


def _row_before(tokens: Tokens, end: int, bias: float, blocked: dict[int, Mention]) -> list[tuple[int, int]]:
    """The names of the list that ends at ``end``, if it is probable enough; ``bias``: log odds to begin with."""
    row: list[tuple[int, int]] = []
    while len(row) < MOST and (start := _start(tokens, end, blocked)) < end:
        row.append((start, end))
        listed = tokens.text[start - 1 : start] == "，" and tokens.run(start - 2)[1] - tokens.run(start - 2)[0] <= WHOLE
        if start == 0 or not (listed or tokens.text[start - 1] in JOINTS):
            break
        end = start - 1
    return row if row and _sure(tokens, row, bias, blocked) else []


def _start(tokens: Tokens, end: int, blocked: dict[int, Mention]) -> int:
    """The start of what can be a name up to ``end`` and stands free, else ``end``."""
    text = tokens.text
    floor, begin = tokens.run(end - 1)[0], end
    while begin > floor and (begin - 1 not in blocked or blocked[begin - 1].label == "PLACE"):
        begin -= 1
    begin = _after_lead(text, begin, end)
    for joint in JOINTS[1:]:
        at = text.rfind(joint, begin + 2, end - 1)
        begin = at + 1 if at >= 0 else begin
    return begin if _shaped(text, begin, end) else end


def _after_lead(text: str, begin: int, end: int) -> int:
    """Where a name may begin in a stretch that may end with one: after the last word that leads up to names."""
    for size in range(LONGEST_NAME, 1, -1):
        if end - size > begin and _leads().before(text, end - size, begin) < end - size:
            return end - size
    return _leads().at(text, begin, end) if end - begin > 1 else begin


def _shaped(text: str, start: int, end: int) -> bool:
    """Whether a stretch is as long as a name and begins with a surname."""
    last = NEVER_LAST | OPENS_ACT if end - start == WHOLE else NEVER_LAST
    if not 2 <= end - start <= LONGEST_NAME or not CHINESE.fullmatch(text, start, end) or text[end - 1] in last:
        return False
    given = surnames().at(text, start, end)
    tag = words().tag(text[start:end])
    word = end - start >= WHOLE and given - start == 1 and bool(tag) and not tag.startswith("nr")
    if word or tag in VERBS or text.startswith(NEVER_FIRST, start, end):
        return False
    return given > start and end - given in {1, 2} and not text.startswith(ADDRESS, given, end)


def _sure(tokens: Tokens, row: list[tuple[int, int]], bias: float, blocked: dict[int, Mention]) -> bool:
    """Whether the stretches of a list are names, by the sum of their log odds and a ``bias``."""
    text, total = tokens.text, bias
    for start, end in row:
        if not _shaped(text, start, end) or _is_other(blocked, start, end) or leads_to_place(text, start, end, blocked):
            return False
        odds = name_odds(text[start:end])
        if text[start] in EVERYDAY:
            odds -= EVERYDAY_COST if len(row) == 1 else 1
        if odds < FLOOR or (len(row) == 1 and not bias and _opens_with_verb(text, start, end)):
            return False
        total += min(odds, 4.0)
    return total > 0


def leads_to_place(text: str, start: int, end: int, blocked: dict[int, Mention]) -> bool:
    """Whether what would be a surname is a preposition before a place: 从 + 江州 + 自驾, 向 + 云溪 + 捐赠."""
    place = blocked.get(start + 1)
    return text[start] in LEADING and place is not None and (place.start, place.end) == (start + 1, end)


def _opens_with_verb(text: str, start: int, end: int) -> bool:
    """Whether an unknown name of three characters begins with a verb: 查处 + 准(驾车型)."""
    known, pair = words(), text[start : start + 2]
    verb = end - start == 3 and known.tag(pair) == "v" and known.is_common(pair)
    return verb and not is_known(text[start:end])


def _is_other(blocked: dict[int, Mention], start: int, end: int) -> bool:
    """Whether something else is named there; a place that is only a part of the name does not count (聂荣光)."""
    first, last = blocked.get(start), blocked.get(end - 1)
    whole = first is not None and first == last
    return whole or any(blocked[at].label != "PLACE" for at in range(start, end) if at in blocked)
