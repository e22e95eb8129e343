"""Bodies that a sentence names only in passing: 按照市委安排, 为县医院购买额温枪20把.

The counts of such a sentence are not theirs. But the same words may tell that the body itself acts (医疗队安排62名队员), or
that something is its own (云谷协会的13万元); these functions tell which.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from parsing.expressions import any_of
from parsing.extract.metrics.numerals import CHINESE_CHARACTERS
from parsing.extract.metrics.wordlists import JOINTS, OR, dimension, scope_words
from parsing.lexicon import load

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsing.extract.metrics.clauses import Count
    from parsing.record import Entity

ROW = JOINTS | {""}
"""Between names of a row, or of one within another."""
EITHER = ROW | OR
"""Between places that people may have passed."""
OWNED = re.compile(rf"的(?:[\d{CHINESE_CHARACTERS}][^，。；：（）\n]{{0,40}}、)?")
"""Between a body and a count of its own things: 云谷协会 + 的 + 20桶酒精, 云谷协会 + 的3吨大米、 + 20桶酒精."""


def acts_itself(text: str, end: int) -> bool:
    """Whether a word of ``scope.aside`` behind a body that ends at ``end`` is what it does: 医疗队 + 安排62名队员."""
    lent = next(word for word in scope_words("aside") if text.startswith(word, end))
    counts = (
        _arranges().match(text, end)
        if lent in scope_words("arranging")
        else text[end + len(lent) : end + len(lent) + 1].isdigit()
    )
    return bool(counts) or text.startswith(scope_words("not_aside"), end)


def is_served(text: str, start: int, end: int) -> bool:
    """Whether somebody does something for the body at ``[start, end)``: 为 + 县医院 + 购买额温枪20把."""
    return text.endswith(("为", "给"), 0, start) and _served().match(text, end) is not None


@cache
def _served() -> re.Pattern[str]:
    """Behind a body: what is done for it, in the same clause."""
    return re.compile(f"[^，。；：\\d]{{0,12}}?{any_of(scope_words('served'))}")


def is_passed(text: str, names: Sequence[Entity], first: int) -> bool:
    """Whether people only stopped in the row of places that begins at ``first``: 在 + 江州或者云河 + 中转25人."""
    if not text.endswith("在", 0, names[first].start):
        return False
    last = first
    while last + 1 < len(names) and text[names[last].end : names[last + 1].start] in EITHER:
        last += 1
    return text.startswith(scope_words("stopped"), names[last].end)


def is_met(text: str, names: Sequence[Entity], first: int) -> bool:
    """Whether others met the people of the row of names that begins at ``first``: 和 + 江州 + 确诊人员密切接触20人."""
    start = names[first].start
    return text.endswith(scope_words("meeting"), 0, start) and _met().match(text, names[first].end) is not None


@cache
def _met() -> re.Pattern[str]:
    """Behind a name: somebody was with its people."""
    return re.compile(load("counts")["scope"]["met"])


@cache
def _arranges() -> re.Pattern[str]:
    """Behind a body: it sends people, whose number follows: 安排执法人员76名, 安排的865名."""
    return re.compile(rf"{any_of(scope_words('arranging'))}[了的]?第?[\u4e00-\u9fff]{{0,6}}\d")


def owns(text: str, body: Entity, count: Count) -> bool:
    """Whether a sum or goods are told as a body's own: 带着 + 云谷协会 + 的13万元; in 送到县医院的3吨大米 they are not."""
    if body.label != "ORG" or not OWNED.fullmatch(text, body.end, count.start):
        return False
    kind = dimension(count.quantity.unit)
    brought = text.endswith((*scope_words("through"), *scope_words("sites"), "往", "驻"), 0, body.start)
    return kind == "money" or (kind in {"item", "mass", "volume"} and not brought)


def first_of_row(text: str, names: Sequence[Entity], at: int) -> int:
    """Where the row of names begins that ends with this one: a body, posts, other persons; outer places."""
    while at and text[names[at - 1].end : names[at].start] in ROW:
        at -= 1
    return at


def is_helped(text: str, names: Sequence[Entity], at: int) -> bool:
    """Whether help or goods go to a place, or to what it lies in, and so are not its: 江州支援云河 + 60名医疗队员."""
    return text.endswith(tuple(load("counts")["gifts"]["helping"]), 0, names[first_of_row(text, names, at)].start)
