"""The counted noun where it stands before its number: 口罩 in 2月3日，某公司共捐赠口罩300只.

It is what is left of the stretch before the number without date, subject, adverbs, governing verb (捐赠) and words that
link it with the number. Apart from :mod:`parsing.extract.metrics.counted`, which chooses between this noun and the one
behind the number.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from parsing.expressions import any_of
from parsing.extract.metrics.areas import is_area, past_area, past_names
from parsing.extract.metrics.clauses import EACH_REACH, Count, solid_words, stretch_before
from parsing.extract.metrics.trimming import object_of, substantive, trimmed, without_ends
from parsing.extract.metrics.wordlists import JOINERS, dimension, scope_words, word_ends, word_set
from parsing.spans import Span
from parsing.words import Word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsing.record import Entity

NUMBERED = re.compile(r"\d{1,2}[.．、]|[一二三四五六七八九十]是")
"""The number of an item at the start of a line: 3. or 三是."""
LENGTH = r"(?:\d{1,3}|[一二两三四五六七八九十几半]{1,2})(?:个(?:月|小时|星期)|小时|天|周|星期|年)"
"""How long something took: 24小时, 两周."""
SPELL = re.compile(
    rf"^(?:在?过去|在?最近|[近前在])?{LENGTH}(?:(?:之?内|里|以?来)的?|(?![级岁龄大期度制生以的]))|在?{LENGTH}(?:之?内|里)$"
)
"""In how long the counted happened: 24小时新增, 病例一天之内, but no word that goes on: 五年级, 三周岁, 14天以上."""
SPANS = frozenset("时天周星年月")
"""Every such stretch of time has one of these."""
DATE_ENDS = frozenset("日号时月年点）")
"""Last characters of dates."""
RATE = re.compile(f".*(?:率(?![先领队的])|{any_of(word_ends('rates'))}(?!的))")
"""A noun for a share, behind which adverbs may stand: 接种率 + 在全市已率先达到80%."""
EACH = re.compile(r"每[\u4e00-\u9fff]{1,2}$")
"""Before a price, what it is the price of: 每只 + 3元."""
OTHERS = re.compile("[一二两三四五六七八九十几数][支个家批名位所]$")
"""The number of what holds those that are counted: 一支 + 30人的采样队."""
BAND = re.compile(r"\d[%‰]?(?:以上|以下)?$")
"""The end of a threshold, which only says which are counted: 超过80% + 的1个."""


def words_before(text: str, count: Count) -> tuple[list[Word], bool]:
    """The words before the number that may be the counted noun, and whether a verb that governs them was cut off.

    For 某公司共捐赠口罩300只 they are 口罩, and 捐赠 was cut off. A step for each thing that goes; the order matters, since
    every step takes what is left by the one before.
    """
    span = stretch_before(text, count)
    opens = text[span.start - 1 : span.start] in {"", "\n"} or span.start == count.floor > count.sentence.start
    numbered = NUMBERED.match(text, span.start, span.end) if opens else None
    span = Span(numbered.end(), span.end) if numbered else span
    if text.endswith(scope_words("rest"), span.start, span.end) or _row_of_places(text, span, count):
        return [], False
    if text[span.end - 1 : span.end] == "》":
        opening = text.rfind("《", count.floor, span.end)
        title = Span(max(opening, span.start), span.end)
        return [Word(*title, title.of(text), "n")], False
    money = dimension(count.quantity.unit) == "money"
    span = _short_of_date(text, _past_spell(text, span), count.names)
    span = past_area(text, past_names(text, span, count.names, money=money))
    keep = word_set("case_words") if count.quantity.unit in word_set("case_units") else frozenset()
    found = without_ends(solid_words(text, span), keep)
    found = _behind_reporter(found) if span.start == count.floor > count.sentence.start and keep else found
    said = {word.text for word in found}
    found = _out_of(found) if "有" in said else found
    found = _before_change(found) if text.endswith("的", span.start, count.start) else found
    kept = found if said.isdisjoint(word_set("compares")) else _compared(found)
    kept = kept if said.isdisjoint(_turns_and_within()) else _resumed(kept, count)
    kept = object_of(kept, keep)
    kept = kept[1:] if kept and kept[0].text in word_set("reporting") and (len(kept) > 1 or _whose(count)) else kept
    kept = _without_whole([] if kept and kept[-1].text in JOINERS else _described(kept))
    return kept, len(kept) < len(found)


def _past_spell(text: str, span: Span) -> Span:
    """The stretch without the time that something took at its start, perhaps before a name: 过去24小时内 + 江州市."""
    spell = None if SPANS.isdisjoint(text[span.start : span.end]) else SPELL.search(text[span.start : span.end])
    return Span(span.start + spell.end(), span.end) if spell and spell.start() == 0 < spell.end() else span


def _behind_reporter(found: list[Word]) -> list[Word]:
    """The words behind those who report, whom the count before has counted: of 16个地市报告确诊病例3例 only 确诊病例."""
    at = next((at for at, word in enumerate(found) if at and word.text in word_set("reporting")), None)
    if at is None:
        return found
    return found[at - 1 :] if found[at - 1].text in word_set("case_words") else found[at + 1 :]


def _row_of_places(text: str, span: Span, count: Count) -> bool:
    """Whether the stretch only says who has so many cases each: 甲区、乙区各 + 1例."""
    if "各" not in text[max(span.start, span.end - EACH_REACH) : span.end] or count.quantity.unit not in word_set(
        "case_units"
    ):
        return False
    each = text.rfind("各", span.start, span.end)
    return not text.startswith("核减", each + 1) and not text.endswith(word_ends("case_nouns"), span.start, each)


def _without_whole(found: list[Word]) -> list[Word]:
    """The words without 中 behind people of whom some are counted (12名队员中 + 8人), without 一行 behind a team."""
    whole = {"中": "agents", "一行": "teams"}.get(found[-1].text) if len(found) > 1 else None
    return found[:-1] if whole and found[-2].text.endswith(word_ends(whole)) else found


def _out_of(found: list[Word]) -> list[Word]:
    """The words behind 有 and the whole that the counted belong to: of 医疗队有医生3名 only 医生, of 队伍中有护士2名 only 护士."""
    at = next((at for at in range(1, len(found) - 1) if found[at].text == "有" and found[at - 1].tag[:1] in "nf"), None)
    return found if at is None else found[at + 1 :]


def _described(found: list[Word]) -> list[Word]:
    """The words without a description up to 的 that they begin with: of 在集中点隔离的密切接触者 only 密切接触者."""
    if not found or found[0].text not in word_set("descriptions"):
        return found
    behind = max((at + 1 for at, word in enumerate(found) if word.text == "的"), default=int(found[0].text == "对"))
    return found[behind:] if any(substantive(word) for word in found[behind:]) else found


def _whose(count: Count) -> bool:
    """Whether the count is of a place's cases in a list, so that 报告 is no noun of theirs: 甲市报告 + 3例."""
    return count.quantity.unit in word_set("case_units") and any(name.label == "PLACE" for name in count.names)


def _before_change(found: list[Word]) -> list[Word]:
    """The noun of which a change is told, before 由 or 从: 重症患者 in 重症患者由接管时的10人降至4人."""
    at = next((at for at in range(1, len(found)) if found[at].text in {"由", "从"} and substantive(found[at - 1])), 0)
    return found[:at] or found


def _compared(found: list[Word]) -> list[Word]:
    """The words before a comparison: 重症病例 of 重症病例较前一日增加."""
    at = next(at for at, word in enumerate(found) if word.text in word_set("compares"))
    return without_ends(found[:at]) or ([found[-1]] if found[-1].tag == "v" and at + 1 < len(found) else [])


@cache
def _turns_and_within() -> frozenset[str]:
    """Any of the words that :func:`_resumed` looks for: most phrases have none."""
    return word_set("turns") | word_set("within")


def _resumed(found: list[Word], count: Count) -> list[Word]:
    """The words without what ``turns`` to another action (拘留5日并处 + 罚款) and without an average behind the noun.

    Of 生猪日均上市 only 生猪 is left, since 日均 ends the noun (``within``).
    """
    turning, within = word_set("turns"), word_set("within")
    turns = [at for at, word in enumerate(found) if word.text in turning and at + 1 < len(found)]
    found = found[turns[-1] + 1 :] if turns else found
    for at in range(len(found) - 2, 0, -1):
        if found[at].text in within and dimension(count.quantity.unit) != "event":
            nominal = (
                found[-1].text.endswith("率")
                or (substantive(found[-1]) and found[-1].tag != "ns")
                or not substantive(found[at - 1])
            )
            return found if nominal else without_ends(found[:at])
    return found


def noun_before(text: str, found: Sequence[Word], count: Count) -> Span | None:
    """Where the noun stands that the words before a number make; null where they only say whose the count is, or when.

    Off the phrase go the time that something took (24小时), the words up to a colon, dates at its ends, adverbs behind a
    rate (接种率 + 已率先), a description with a number in it, 数 at the end (病例 of 病例数).
    """
    phrase = trimmed(text, found)
    if phrase is None:
        return None
    word = phrase.of(text)
    if OTHERS.search(word) or BAND.search(word) or all(part.tag[:1] in {"r", "f"} for part in found):
        return None
    phrase = _behind_date(_behind_colon(text, _without_spell(text, phrase)), count)
    rate = RATE.match(phrase.of(text)) if dimension(count.quantity.unit) == "percent" else None
    if rate is not None:
        phrase = Span(phrase.start, phrase.start + rate.end())
    phrase = _before_date(text, phrase, count)
    word = phrase.of(text)
    described = word.rfind("的") + 1
    if 0 < described < len(word) and re.search(r"\d", word[:described]):
        phrase, word = Span(phrase.start + described, phrase.end), word[described:]
    if word.endswith("数") and word[-2:] not in word_set("count_nouns"):
        phrase = Span(phrase.start, phrase.end - 1)
    return None if phrase.length < 1 or is_area(text, phrase, count) or _ends_with_name(text, phrase, count) else phrase


def _without_spell(text: str, phrase: Span) -> Span:
    """The phrase without the time that something took, at its start or its end: 24小时 + 新增病例."""
    phrase = _past_spell(text, phrase)
    spell = None if SPANS.isdisjoint(phrase.of(text)) else SPELL.search(phrase.of(text))
    return Span(phrase.start, phrase.start + spell.start()) if spell else phrase


def _behind_colon(text: str, phrase: Span) -> Span:
    """The phrase behind the last colon in it: 捐赠物资： + 口罩."""
    word = phrase.of(text)
    at = word.rfind("：") + 1
    return Span(phrase.start + at, phrase.end) if 0 < at < len(word) else phrase


def _behind_date(phrase: Span, count: Count) -> Span:
    """The phrase behind a date that it begins in."""
    dates = (name for name in count.names if name.label == "DATE")
    ends = (date.end for date in dates if date.start <= phrase.start < date.end < phrase.end)
    return Span(next(ends, phrase.start), phrase.end)


def _before_date(text: str, phrase: Span, count: Count) -> Span:
    """The phrase before a date that it ends with, and before the preposition of that: 接种率 + 由2月3日."""
    ends = text[phrase.end - 1] in DATE_ENDS
    dates = (name.start for name in count.names if ends and name.label == "DATE" and name.end == phrase.end)
    when = next(dates, None)
    if when is None or when <= phrase.start:
        return phrase
    return Span(phrase.start, len(text[phrase.start : when].rstrip("在于从由至到的")) + phrase.start)


def _ends_with_name(text: str, phrase: Span, count: Count) -> bool:
    """Whether a phrase ends with the place whose the cases are, or, before 的, with the body to which a thing went.

    随后是甲市 + 11例; 运送到省疾控中心 + 的3万支.
    """
    if text.startswith("的", phrase.end):
        return any(name.label == "ORG" and name.end == phrase.end for name in count.names)
    last = count.names[-1] if count.names and count.quantity.unit in word_set("case_units") else None
    return last is not None and last.label == "PLACE" and last.end == phrase.end == count.start


def _short_of_date(text: str, span: Span, names: Sequence[Entity]) -> Span:
    """The stretch without a date or a rate that touches the count: 占比由 + 2月3日的5%, 进价 + 每只3元."""
    each = EACH.search(text, span.start, span.end)
    if each:
        return Span(span.start, each.start())
    if not names or names[-1].label != "DATE" or names[-1].start < span.start:
        return span
    end = span.end - text.endswith("的", span.start, span.end)
    return Span(span.start, names[-1].start) if names[-1].end == end else span
