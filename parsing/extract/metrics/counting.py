"""Tells quantities that count something from those that do not: ordinals, slogans, addresses, package sizes.

It is the guidelines' list of what is no metric, one function for each reason, in the tables at the end: ``REASONS`` of
any number, ``SPELT`` of numbers in Chinese characters, ``OF_DIMENSION`` by what the unit measures. A function takes the
text and the quantity, looks only at the characters round it, and says whether its reason holds. What lies inside a
name, a title or a date has been found before and never comes here.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from parsing.extract.metrics.articles import END_OF_NOUN, FAR, TOUCHING, is_article, last_word
from parsing.extract.metrics.numerals import CHINESE_CHARACTERS
from parsing.extract.metrics.thresholds import picks_out
from parsing.extract.metrics.wordlists import dimension, rejected_units, suffixes
from parsing.lexicon import load
from parsing.words import words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from parsing.extract.extraction import Quantity

    Reason: TypeAlias = Callable[[str, Quantity], bool]

UNCOUNTED = frozenset({"time", "temperature", "age"})
"""Dimensions whose quantities never count anything: 24小时, 37.3℃, 60岁."""
CHINESE = frozenset(CHINESE_CHARACTERS)
BUILDING = re.compile(r"\d{1,3}[单号室层]|[东西]单元|[一二三四五六]单元")
"""Behind the number of a building, what goes on with the address: 12幢 + 3单元."""
AWAY = re.compile("距离?[^，。；：\n]{1,14}$")
"""Before a length: how far away something is (距工作地点 + 20公里)."""
NUMBERED = re.compile(r"一(组|队|班)(?:、[二三四五六七八九]\1)+")
"""Groups named by numbers: 一组、二组."""
OF_SCHOOLS = frozenset({"班", "组"})
"""Units that number the classes of a school year, and count none."""
ORDINALS = frozenset({"年期", "前位", "前版", "前届"})
"""What stands right before a number, with the unit: 2019年 + 1期, 前 + 十位, 前 + 五版."""
CLOCK = re.compile(r"\d[:：]$")
"""Before the minutes of a clock: 6: + 00起."""
SERVICE, TERM = re.compile("[A-Za-z]"), re.compile("届[^，。；：！？\n]{0,12}$")
"""Right before the number of a train or flight; before that of a session, in its clause."""
SEAT = re.compile(r"\d{1,2}车厢?\d{1,3}[排号]")
"""A seat in a train."""
CLOSING = re.compile("[”’]")
"""The end of a quotation."""


def _ordinal(text: str, quantity: Quantity) -> bool:
    """Which one of several: 第3批, 这两个, 每3人, 四年级2班, the issue of a journal (2019年1期), 前五版, a clock (6:00起).

    三个年级 + 四个班 and 四年级 + 96名学生 do count.
    """
    if text[quantity.start - 1 : quantity.start] + quantity.unit in ORDINALS or CLOCK.search(
        text, max(0, quantity.start - TOUCHING), quantity.start
    ):
        return True
    if text.endswith(suffixes("reject", "before"), max(0, quantity.start - TOUCHING), quantity.start):
        return quantity.unit in OF_SCHOOLS or not text.endswith("年级", 0, quantity.start)
    parted = text[quantity.start - 1 : quantity.start] == "分" and quantity.unit in rejected_units("split")
    return parted and last_word(text, quantity.start) == "分"


def _service(text: str, quantity: Quantity) -> bool:
    """A train or a flight by its number (TR188次), a seat (4车12排), which session of a term: 三届二次会议."""
    if quantity.unit == "次":
        coded = SERVICE.match(text[quantity.start - 1 : quantity.start]) is not None
        session = text.startswith(suffixes("reject", "sessions"), quantity.end)
        return coded or (session and TERM.search(text, max(0, quantity.start - FAR), quantity.start) is not None)
    return (
        quantity.unit in {"车", "排"}
        and SEAT.search(text, max(0, quantity.start - FAR), quantity.end + FAR) is not None
    )


def _second(_text: str, quantity: Quantity) -> bool:
    """A bare 二 is an ordinal too (二次感染), the count is 两."""
    return quantity.text[0] == "二" and len(quantity.text) == 1 + len(quantity.unit)


def _slogan(text: str, quantity: Quantity) -> bool:
    """A set phrase: 四个意识, 三个一, 四个“一律”; but what was set up may be named in quotation marks: 建成三个“爱心驿站”."""
    if text.startswith(suffixes("reject", "after"), quantity.end):
        return True
    if quantity.unit != "个":
        return False
    named = text.startswith("“", quantity.end)
    if not named:
        return _quality(text, quantity.end)
    kept = text.endswith(suffixes("reject", "kept"), 0, quantity.start)
    return kept or not text.endswith(suffixes("reject", "set_up"), 0, quantity.start)


def _aspect(text: str, quantity: Quantity) -> bool:
    """Parts of something abstract: 三个方面."""
    return text.startswith(suffixes("reject", "aspects"), quantity.end)


def _quoted(text: str, quantity: Quantity) -> bool:
    """In a short quotation, so a slogan or a name: “三个全覆盖”, “一米线”."""
    before = text[max(0, quantity.start - TOUCHING) : quantity.start]
    if "“" not in before and "‘" not in before:
        return False
    opening = quantity.start - len(before) + max(before.rfind("“"), before.rfind("‘"))
    return CLOSING.search(text, quantity.start, opening + load("counts")["reject"]["slogan_length"] + 2) is not None


def _quality(text: str, at: int) -> bool:
    """Whether an adjective or a verb alone fills the place of the counted noun: 四个精准."""
    word = words().cut(text[at : at + TOUCHING])[:1]
    if not word or word[0].tag not in {"a", "ad", "v", "d", "z"}:
        return False
    end = at + word[0].end
    return len(word[0].text) > 1 and (end >= len(text) or text[end] in END_OF_NOUN | {"”"})


def _address(text: str, quantity: Quantity) -> bool:
    """A building in an address: 文昌花园12幢3单元."""
    if quantity.unit not in rejected_units("buildings") or quantity.text[0] in CHINESE:
        return False
    before, after = text[max(0, quantity.start - 2) : quantity.start], text[quantity.end : quantity.end + 3]
    estate = before.endswith(suffixes("reject", "estates")) and not before.endswith(suffixes("reject", "districts"))
    return estate or BUILDING.match(after) is not None


def _group(text: str, quantity: Quantity) -> bool:
    """A group of a village, or one of several, by its number: 柳树村3组, 排查一组、二组."""
    if quantity.text[0] == "一" and NUMBERED.match(text, quantity.start):
        return True
    if quantity.unit not in rejected_units("groups"):
        return False
    if text.startswith(suffixes("reject", "group_row"), quantity.end):
        return True
    if not text.endswith(suffixes("reject", "settlements"), 0, quantity.start):
        return False
    return text[quantity.end : quantity.end + 1] in END_OF_NOUN or text.startswith(
        suffixes("reject", "group_after"), quantity.end
    )


def _dose(text: str, quantity: Quantity) -> bool:
    """Which dose, or a course of them: 完成两剂次接种."""
    return quantity.unit in rejected_units("doses") and text.startswith("接种", quantity.end)


def _collected(text: str, quantity: Quantity) -> bool:
    """Of how many texts a page is made: 汇报（精选7篇）."""
    of_texts = quantity.unit in rejected_units("texts")
    return of_texts and text.endswith(suffixes("reject", "collections"), 0, quantity.start)


def _fixed(text: str, quantity: Quantity) -> bool:
    """A part of a longer word of the dictionary: 一次 in 一次性, 三轮 in 三轮车, 一 in 统一."""
    known, tags = words(), load("counts")["reject"]["fixed_tags"]
    start, end = quantity.start, quantity.end
    longer = [text[start : end + more] for more in (1, 2)]
    if len(quantity.text) == 1 + len(quantity.unit) and start:
        longer += [text[start - 1 : start + 1], text[start - 1 : end]]
    return any(word in known and known.tag(word) in tags for word in longer)


def _everywhere(text: str, quantity: Quantity) -> bool:
    """四处打听: a number that is an adverb before its verb."""
    if quantity.text not in load("counts")["reject"]["everywhere"]:
        return False
    following = words().cut(text[quantity.end : quantity.end + TOUCHING])[:1]
    return bool(following) and following[0].tag.startswith("v") and len(following[0].text) > 1


def _family(text: str, quantity: Quantity) -> bool:
    """一家四口 are a family, no count."""
    return quantity.unit in rejected_units("family") and text.endswith("一家", 0, quantity.start)


def _distance(text: str, quantity: Quantity) -> bool:
    """A distance that is kept, or how far away something is: 1米线, 距离工作地点20公里."""
    apart = AWAY.search(text, max(0, quantity.start - FAR), quantity.start)
    return apart is not None or _touched(text, quantity, "distance")


def _wholly(text: str, quantity: Quantity) -> bool:
    """确保百分之百落实到位: wholly, where no share was reached."""
    if quantity.value != 100 or quantity.text[0] not in CHINESE:
        return False
    return not text.endswith(suffixes("reject", "reached"), 0, quantity.start)


def _strength(text: str, quantity: Quantity) -> bool:
    """The strength of a solution: 75%酒精, 浓度75%."""
    return _touched(text, quantity, "solution")


def _package(text: str, quantity: Quantity) -> bool:
    """The size of a package: 500毫升装."""
    return text.startswith(suffixes("reject", "package_after"), quantity.end)


def _touched(text: str, quantity: Quantity, name: str) -> bool:
    """Whether a word of the list ``<name>_before`` stands right before it, or of ``<name>_after`` right behind it."""
    return text.startswith(suffixes("reject", f"{name}_after"), quantity.end) or text.endswith(
        suffixes("reject", f"{name}_before"), 0, quantity.start
    )


def _added(text: str, quantity: Quantity) -> bool:
    """The second of two numbers joined by a plus sign, which is mostly a slogan: 1+3个."""
    return text[quantity.start - 1 : quantity.start] in {"+", "＋"}


def _chain(text: str, quantity: Quantity) -> bool:
    """Numbers strung together in a set phrase: 三包一, 四摸二查, 一人一桌."""
    if quantity.text.startswith(suffixes("reject", "idioms")):
        return True
    if quantity.text[0] == "一" and text[max(0, quantity.start - 2) : quantity.start - 1] == "一":
        return True
    following = text[quantity.end : quantity.end + 1]
    if not following or following not in CHINESE:
        return False
    return text[quantity.end : quantity.end + 2] not in words()


def _bare(text: str, quantity: Quantity) -> bool:
    """万 or 亿 alone before a unit is a heading's unit (单位：万元), half a word, or tells which: 亿元以上企业."""
    which = text[quantity.end : quantity.end + 1] not in END_OF_NOUN | {"", "的"}
    return quantity.text[0] in "万亿" and (quantity.bound == "exact" or which)


REASONS: tuple[Reason, ...] = (_ordinal, _service, _aspect, _quoted, _address, _group, _added, _collected)
"""Of any number."""
SPELT: tuple[Reason, ...] = (_second, _slogan, _dose, is_article, _fixed, _everywhere, _chain, _bare)
"""Only of numbers in Chinese characters."""
OF_DIMENSION: Mapping[str, tuple[Reason, ...]] = {
    "person": (_family,),
    "percent": (picks_out, _wholly, _strength),
    "length": (_distance,),
    "volume": (_package,),
    "mass": (_package,),
}
"""By what the unit measures."""


@cache
def _reasons(kind: str, *, spelt: bool) -> tuple[Reason, ...]:
    """The reasons that can hold for a number of a dimension."""
    return (*REASONS, *(SPELT if spelt else ()), *OF_DIMENSION.get(kind, ()))


def counts(text: str, quantity: Quantity) -> bool:
    """Whether the quantity is a stated count or amount of something."""
    kind = dimension(quantity.unit)
    if kind in UNCOUNTED:
        return False
    # a generator would cost as much as the reasons
    for reason in _reasons(kind, spelt=quantity.text[0] in CHINESE):  # noqa: SIM110
        if reason(text, quantity):
            return False
    return True
