"""Words round a body's name that mostly lend it to something else (市委 + 安排), or tell that it acts, or owns."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from parsing.expressions import any_of
from parsing.extract.metrics.numerals import CHINESE_CHARACTERS
from parsing.extract.metrics.wordlists import dimension, scope_words

if TYPE_CHECKING:
    from parsing.extract.metrics.clauses import Count
    from parsing.record import Entity

OWNED = re.compile(rf"的(?:[\d{CHINESE_CHARACTERS}][^，。；：（）\n]{{0,40}}、)?")
"""Between a body and what is its own, perhaps behind other items of its: 云谷协会的 + 3吨大米、 + 20桶酒精."""


def acts(text: str, end: int) -> bool:
    """Whether a word that seems to lend a body's name tells what it does: 医疗队安排 + 62名队员."""
    lent = next(word for word in scope_words("aside") if text.startswith(word, end))
    counts = (
        _arranges().match(text, end)
        if lent in scope_words("arranging")
        else text[end + len(lent) : end + len(lent) + 1].isdigit()
    )
    return bool(counts) or text.startswith(scope_words("not_aside"), end)


def serves(text: str, start: int, end: int) -> bool:
    """Whether somebody does something for a name at ``[start, end)``: 为县医院 + 购买额温枪20把."""
    return text.endswith(("为", "给"), 0, start) and _served().match(text, end) is not None


@cache
def _served() -> re.Pattern[str]:
    return re.compile(f"[^，。；：\\d]{{0,12}}?{any_of(scope_words('served'))}")


@cache
def _arranges() -> re.Pattern[str]:
    """Behind a body: it sends people, whose number follows: 安排 + 执法人员76名, 安排的 + 865名."""
    return re.compile(rf"{any_of(scope_words('arranging'))}[了的]?第?[\u4e00-\u9fff]{{0,6}}\d")


def owns(text: str, body: Entity, count: Count) -> bool:
    """Whether a sum or goods are told as a body's own: 带着云谷协会的13万元善款, but 送到县医院的3吨大米."""
    if body.label != "ORG" or not OWNED.fullmatch(text, body.end, count.start):
        return False
    kind = dimension(count.quantity.unit)
    brought = text.endswith((*scope_words("through"), *scope_words("sites"), "往", "驻"), 0, body.start)
    return kind == "money" or (kind in {"item", "mass", "volume"} and not brought)
