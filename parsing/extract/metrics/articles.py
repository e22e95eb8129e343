"""Tells 一 that is an article (一名医生说: a doctor says) from 一 that is a count (新增一例, 救护车一辆).

It counts only beside words of counting (新增, 共), behind its noun, or as an item of a list that counts its items.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from parsing.expressions import any_of
from parsing.extract.metrics.wordlists import dimension, suffixes
from parsing.lexicon import load
from parsing.words import words

if TYPE_CHECKING:
    from parsing.extract.extraction import Quantity

WITH = re.compile("[与和同跟][^，。；：]+$")
"""Before 一道 in its clause: it means "together" (与经理一道)."""
END_OF_NOUN = frozenset("，。；、）！？\n：,;)和及与并")
"""What may stand behind a quantity that ends its noun phrase (救护车一辆，)."""
TOUCHING, FAR = 8, 24
"""Characters round a quantity in which the words that decide stand: those that touch it, and others of the clause."""


def is_article(text: str, quantity: Quantity) -> bool:
    """Whether a quantity of 一 is an article: 一名医生, but not 新增一例, 救护车一辆 or 两张桌子、一顶帐篷."""
    if quantity.text[0] != "一" or quantity.value != 1:
        return False
    rules = load("counts")["one"]
    recurs = dimension(quantity.unit) == "event" and quantity.unit != "起"
    if recurs and _regularly().search(text, max(0, quantity.start - FAR), quantity.start):
        return False
    if text.endswith(suffixes("reject", "before_one"), 0, quantity.start) or (
        quantity.unit == "道" and _together(text, quantity)
    ):
        return True
    if _supposed().search(text, max(0, quantity.start - FAR), quantity.start):
        return True
    if quantity.unit in rules["units"] or text.endswith(suffixes("one", "cues"), 0, quantity.start):
        return False
    return not (_happened(text, quantity) or _postposed(text, quantity) or _listed(text, quantity))


@cache
def _supposed() -> re.Pattern[str]:
    """What says that it may happen, in the same clause, or that none did: 若再发现 + 一例, 尚未出现 + 一例."""
    rules = load("counts")["one"]
    met = any_of(rules["met_with"])
    return re.compile(
        rf"(?:{any_of(rules['supposed'])}再?有?{met}[^，。；：！？\n]{{0,6}}|{any_of(rules['denied'])}{met}?过?)$"
    )


def _happened(text: str, quantity: Quantity) -> bool:
    """Whether it tells how often something happened: 发生一起食物中毒事件."""
    units, verbs, things = (suffixes("one", "happened", name) for name in ("units", "verbs", "things"))
    behind = re.split("[，。；：！？、\n]", text[quantity.end : quantity.end + FAR], maxsplit=1)[0]
    return (
        quantity.unit in units and text.endswith(verbs, 0, quantity.start) and any(thing in behind for thing in things)
    )


def _together(text: str, quantity: Quantity) -> bool:
    """Whether 一道 says that somebody comes along: 与公司经理一道，."""
    return WITH.search(text, max(0, quantity.start - FAR), quantity.start) is not None


def _listed(text: str, quantity: Quantity) -> bool:
    """Whether it is an item of a list that counts its items: 两张桌子、一顶帐篷; 口罩2万只和一台洗地机."""
    before, after = text[max(0, quantity.start - FAR) : quantity.start], text[quantity.end : quantity.end + FAR]
    items = _items()
    return any(behind.search(before) for behind in items.before) or items.after.match(after) is not None


class _Items(NamedTuple):
    """What shows a counted item beside another one: the expressions that end before it, and the one that follows it."""

    before: tuple[re.Pattern[str], ...]
    after: re.Pattern[str]


@cache
def _items() -> _Items:
    """Before the item 两张桌子、 or 口罩2万只和; behind it 、两顶帐篷."""
    unit, behind_noun = (any_of(load("counts")["one"][name]) for name in ("measure_words", "postposed"))
    return _Items(
        (
            re.compile(
                rf"[二两三四五六七八九十\d]{unit}[\u4e00-\u9fff]{{1,6}}、(?:一{unit}[\u4e00-\u9fff]{{1,6}}、)*$"
            ),
            re.compile(rf"\d[余多]?[百千万]?[余多]?{behind_noun}(?:（[^（）]{{1,14}}）)?[、和及]$"),
        ),
        re.compile(rf"[\u4e00-\u9fff]{{1,6}}[、和][二两三四五六七八九十\d][\d]*{unit}"),
    )


@cache
def _regularly() -> re.Pattern[str]:
    """Before a count of events in its clause: how often, so that 一次 counts."""
    return re.compile(rf"每{any_of(load('counts')['one']['intervals'])}[^，。；：！？\n]*$")


def _postposed(text: str, quantity: Quantity) -> bool:
    """Whether the quantity stands between a noun and the end of its phrase; behind people 一起 says "together"."""
    if quantity.end < len(text) and text[quantity.end] not in END_OF_NOUN:
        return False
    if quantity.unit == "起" and not text.endswith(suffixes("one", "happened", "things"), 0, quantity.start):
        return False
    tag = words().tag(last_word(text, quantity.start))
    return tag.startswith("n") or tag == "vn"


def last_word(text: str, end: int) -> str:
    """The word that ends at ``end``."""
    left = words().cut(text[max(0, end - TOUCHING) : end])
    return left[-1].text if left else ""
