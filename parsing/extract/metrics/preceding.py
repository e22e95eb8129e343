"""What stands before a number: the noun that it counts, without subject, date, adverbs and governing verbs.

Apart from :mod:`parsing.extract.metrics.counted`, which chooses between this and what stands behind the number.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from parsing.expressions import any_of
from parsing.extract.metrics.areas import is_area, past_area, past_names
from parsing.extract.metrics.clauses import EACH_REACH, Count, before, solid
from parsing.extract.metrics.wordlists import JOINERS, dimension, scope_words, word_ends, word_set
from parsing.spans import Span, span_of
from parsing.words import Word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsing.record import Entity

NUMBERED = re.compile(r"\d{1,2}[.．、]|[一二三四五六七八九十]是")
LENGTH = r"(?:\d{1,3}|[一二两三四五六七八九十几半]{1,2})(?:个(?:月|小时|星期)|小时|天|周|星期|年)"
SPELL = re.compile(
    rf"^(?:过去|最近|[近前在])?{LENGTH}(?:(?:之?内|里|以?来)的?|(?![级岁龄大期度制生以的]))|在?{LENGTH}(?:之?内|里)$"
)
"""In how long the counted happened: 24小时新增, 病例一天之内, but no word that goes on: 五年级, 三周岁, 14天以上."""
SPANS = frozenset("时天周星年月")
"""Every such stretch of time has one of these."""
DATE_ENDS = frozenset("日号时月年点）")
RATE = re.compile(f".*(?:率(?![先领队的])|{any_of(word_ends('rates'))}(?!的))")
"""A noun for a share, behind which adverbs may stand: 接种率 + 在全市已率先达到80%."""
EACH = re.compile(r"每[\u4e00-\u9fff]{1,2}$")
OTHERS = re.compile("[一二两三四五六七八九十几数][支个家批名位所]$")
"""The number of what holds those that are counted: 一支 + 30人的采样队."""
BAND = re.compile(r"\d[%‰]?(?:以上|以下)?$")
"""Before 的 and a number, only which of them are counted: 超过80%的|1个."""


def words_before(text: str, count: Count) -> tuple[list[Word], bool]:
    """The words before the number, without subject and adverbs; and whether a verb that governs them was cut off."""
    span = before(text, count)
    opens = text[span.start - 1 : span.start] in {"", "\n"}
    numbered = NUMBERED.match(text, span.start, span.end) if opens else None
    span = Span(numbered.end(), span.end) if numbered else span
    if text.endswith(scope_words("rest"), span.start, span.end) or _row_of_places(text, span, count):
        return [], False
    if text[span.end - 1 : span.end] == "》":
        opening = text.rfind("《", count.floor, span.end)
        title = Span(max(opening, span.start), span.end)
        return [Word(*title, title.of(text), "n")], False
    money = dimension(count.quantity.unit) == "money"
    span = past_area(text, past_names(text, _short_of_date(text, span, count.names), count.names, money=money))
    keep = word_set("case_words") if count.quantity.unit in word_set("case_units") else frozenset()
    found = without_ends(solid(text, span), keep)
    found = _behind_reporter(found) if span.start == count.floor > count.sentence.start and keep else found
    said = {word.text for word in found}
    found = _out_of(found) if "有" in said else found
    found = _before_change(found) if text.endswith("的", span.start, count.start) else found
    kept = found if said.isdisjoint(word_set("compares")) else _compared(found)
    kept = kept if said.isdisjoint(_turns_and_within()) else _resumed(kept, count)
    kept = object_of(kept, keep)
    kept = kept[1:] if kept and kept[0].text in word_set("reporting") and (len(kept) > 1 or _whose(count)) else kept
    kept = [] if kept and kept[-1].text in JOINERS else _described(kept)
    return kept, len(kept) < len(found)


def _behind_reporter(found: list[Word]) -> list[Word]:
    """The words behind who reported, where the count before counted them: 16个|地市报告, 20个|地级市累计报告登革热病例."""
    at = next((at for at, word in enumerate(found) if at and word.text in word_set("reporting")), None)
    if at is None:
        return found
    return found[at - 1 :] if found[at - 1].text in word_set("case_words") else found[at + 1 :]


def _row_of_places(text: str, span: Span, count: Count) -> bool:
    """Whether the stretch only says who has so many cases each: 甲区、乙区各1例."""
    if "各" not in text[max(span.start, span.end - EACH_REACH) : span.end] or count.quantity.unit not in word_set(
        "case_units"
    ):
        return False
    each = text.rfind("各", span.start, span.end)
    return not text.startswith("核减", each + 1) and not text.endswith(word_ends("case_nouns"), span.start, each)


def _out_of(found: list[Word]) -> list[Word]:
    """The words behind what has those counted, or what they are a part of: 队伍|中|有|管理人员, 医疗队|有|医生."""
    at = next((at for at in range(1, len(found) - 1) if found[at].text == "有" and found[at - 1].tag[:1] in "nf"), None)
    return found if at is None else found[at + 1 :]


def _described(found: list[Word]) -> list[Word]:
    """The words behind the last 的, where what stands before it only says where or which: 在集中点隔离的|密切接触者."""
    if not found or found[0].text not in word_set("descriptions"):
        return found
    behind = max((at + 1 for at, word in enumerate(found) if word.text == "的"), default=int(found[0].text == "对"))
    return found[behind:] if any(substantive(word) for word in found[behind:]) else found


def _whose(count: Count) -> bool:
    """Whether cases are told of a place in a list: 甲市报告 + 3例 counts what the list does."""
    return count.quantity.unit in word_set("case_units") and any(name.label == "PLACE" for name in count.names)


def _before_change(found: list[Word]) -> list[Word]:
    """The noun of which a change is told, before from when: 重症患者|由|接管时的|10人|降至4人."""
    at = next((at for at in range(1, len(found)) if found[at].text in {"由", "从"} and substantive(found[at - 1])), 0)
    return found[:at] or found


def _compared(found: list[Word]) -> list[Word]:
    """The words before a comparison: 重症病例|较前一日增加."""
    at = next(at for at, word in enumerate(found) if word.text in word_set("compares"))
    return without_ends(found[:at]) or ([found[-1]] if found[-1].tag == "v" and at + 1 < len(found) else [])


@cache
def _turns_and_within() -> frozenset[str]:
    return word_set("turns") | word_set("within")


def _resumed(found: list[Word], count: Count) -> list[Word]:
    """Of the words round an adverb those with the noun, and those after a second verb: 生猪|日均上市, 拘留5日并处|罚款."""
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
    """The noun phrase that the words before a number make, if it is not just whose the count is."""
    phrase = trimmed(text, found)
    if phrase is None:
        return None
    word = phrase.of(text)
    if OTHERS.search(word) or BAND.search(word) or all(part.tag[:1] in {"r", "f"} for part in found):
        return None
    if not SPANS.isdisjoint(word) and (spell := SPELL.search(word)) is not None:
        begin, end = (spell.end(), len(word)) if spell.start() == 0 else (0, spell.start())
        phrase, word = Span(phrase.start + begin, phrase.start + end), word[begin:end]
    listed = word.rfind("：") + 1
    if 0 < listed < len(word):
        phrase, word = Span(phrase.start + listed, phrase.end), word[listed:]
    dated = next(
        (
            name.end
            for name in count.names
            if name.label == "DATE" and name.start <= phrase.start < name.end < phrase.end
        ),
        None,
    )
    if dated is not None:
        phrase = Span(dated, phrase.end)
        word = phrase.of(text)
    rate = RATE.match(word) if dimension(count.quantity.unit) == "percent" else None
    if rate is not None:
        phrase, word = Span(phrase.start, phrase.start + rate.end()), rate.group()
    ends = text[phrase.end - 1] in DATE_ENDS
    dates = (name.start for name in count.names if ends and name.label == "DATE" and name.end == phrase.end)
    when = next(dates, None)
    if when is not None and when > phrase.start:
        phrase = Span(phrase.start, len(text[phrase.start : when].rstrip("在于从由至到的")) + phrase.start)
        word = phrase.of(text)
    described = word.rfind("的") + 1
    if 0 < described < len(word) and re.search(r"\d", word[:described]):
        phrase, word = Span(phrase.start + described, phrase.end), word[described:]
    if word.endswith("数") and word[-2:] not in word_set("count_nouns"):
        phrase = Span(phrase.start, phrase.end - 1)
    return None if phrase.length < 1 or is_area(text, phrase, count) or _ends_with_name(text, phrase, count) else phrase


def _ends_with_name(text: str, phrase: Span, count: Count) -> bool:
    """Whether a phrase before a number of cases ends with whose they are, or one before 的 with where a thing went.

    随后是甲市11例; 运送到省疾控中心的 + 3万支.
    """
    if text.startswith("的", phrase.end):
        return any(name.label == "ORG" and name.end == phrase.end for name in count.names)
    last = count.names[-1] if count.names and count.quantity.unit in word_set("case_units") else None
    return last is not None and last.label == "PLACE" and last.end == phrase.end == count.start


def without_ends(found: list[Word], keep: frozenset[str] = frozenset()) -> list[Word]:
    """Leading adverbs and trailing link words go, by whole words; those to ``keep`` stay."""
    leads, links = _but(word_set("leads"), keep), word_set("links")
    start, end = 0, len(found)
    while start < end and (
        not _opens(found[start].text)
        or found[start].tag == "t"
        or (found[start].text in leads and not _takes_post(found, start))
    ):
        start += 1
    while start < end and (found[end - 1].text in links or _trails(found[end - 1])):
        end -= 1
    return found[start:end]


def _takes_post(found: Sequence[Word], at: int) -> bool:
    """Whether the words are 到 + 岗, 尚 + 在 or 现 + 症, one word for us."""
    following = found[at + 1].text[0] if at + 1 < len(found) else ""
    return (found[at].text, following) in {("到", "岗"), ("尚", "在"), ("现", "症")}


def _trails(word: Word) -> bool:
    """Whether the word only links the noun with its number; 加强|针 is no preposition."""
    return word.tag in {"p", "ul"} and word.text not in word_set("also_nouns")


@lru_cache(maxsize=16)
def _but(words: frozenset[str], keep: frozenset[str]) -> frozenset[str]:
    """The words without those to keep; the same set where there are none."""
    return words - keep if keep else words


def _opens(word: str) -> bool:
    """Whether a noun phrase can start with the word: no punctuation but an opening quotation mark."""
    return word.isalnum() or word in {"“", "《"}


def object_of(found: list[Word], keep: frozenset[str] = frozenset()) -> list[Word]:
    """What follows the last governing verb; a verb that modifies its noun (捐赠金额) or is joined to another stays."""
    verbs, heads = _but(word_set("verbs"), keep), word_set("heads")
    for at in range(len(found) - 2, -1, -1):
        following = found[at + 1]
        if not _governs(found[at].text, verbs) or following.text in heads or following.text[:2] in heads:
            continue
        if found[at].text in word_set("trades") and following.text in word_set("trades") | word_set("traders"):
            continue
        rest = without_ends(found[at + 1 :])
        if len(following.text) == 1 and at + 2 == len(found):
            continue
        if following.text not in JOINERS and any(
            word.tag not in {"v", "d", "u", "p"} or word.text in word_set("funds") for word in rest
        ):
            return rest
    return found


def _governs(word: str, verbs: frozenset[str]) -> bool:
    """Whether the word is a governing verb, or a longer one that ends in one: 立案查处."""
    return word in verbs or (len(word) > 2 and any(word[at:] in verbs for at in range(1, len(word) - 1)))


def _short_of_date(text: str, span: Span, names: Sequence[Entity]) -> Span:
    """The stretch before a date or a rate that touches the count: 占比由2月3日|的5%, 进价每只|3元."""
    each = EACH.search(text, span.start, span.end)
    if each:
        return Span(span.start, each.start())
    if not names or names[-1].label != "DATE" or names[-1].start < span.start:
        return span
    end = span.end - text.endswith("的", span.start, span.end)
    return Span(span.start, names[-1].start) if names[-1].end == end else span


def trimmed(text: str, phrase: Sequence[Word]) -> Span | None:
    """The stretch of a phrase without the marks at its ends."""
    if not phrase:
        return None
    start, end = phrase[0].start, phrase[-1].end
    start += start > 0 and text.startswith("共有", start - 1)  # which the dictionary may part: 共|有待|处理
    while start < end and not text[start].isalnum() and text[start] not in "“《":
        start += 1
    if text[start:end].startswith("“") and "”" not in text[start:end]:
        start += 1
    while start < end and not text[end - 1].isalnum() and text[end - 1] not in "”》）":
        end -= 1
    return span_of((start, end)) if end - start > 1 or (end > start and "\u4e00" <= text[start] <= "\u9fff") else None


def substantive(word: Word) -> bool:
    """Whether the word can be the head of a noun phrase; unknown words can."""
    return word.tag[:1] in {"n", "j", "k", ""} or word.tag == "vn"
