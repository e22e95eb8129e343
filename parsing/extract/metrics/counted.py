"""What a count counts: always a stretch of the text.

Chinese puts the counted noun after the number (128个监测点), before it (监测点14个), makes it the object of the verb
(召开会议3次), or leaves it out where the count before it has said it (其中：甲市3例). The rules are tried in that order.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from parsing.extract.metrics.clauses import Count, solid_words, stretch_after, words_of
from parsing.extract.metrics.money import given, used_for, worth
from parsing.extract.metrics.noun_phrases import (
    agent,
    begins_deed,
    begins_use,
    from_places,
    noun_phrase,
    side_of_measure,
)
from parsing.extract.metrics.preceding import NUMBERED, noun_before, words_before
from parsing.extract.metrics.predicates import only_lie, tells_fate
from parsing.extract.metrics.trimming import substantive, trimmed
from parsing.extract.metrics.wordlists import JOINERS, dimension, word_ends, word_set
from parsing.spans import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsing.words import Word

VALUE_REACH = 12
"""Most characters back from a sum to 价值 and the like."""
QUOTED = re.compile(r"“[^“”，。；：！？\n]{2,20}”(?![\u4e00-\u9fff])")
"""A name in quotation marks behind a number, whatever words it is of: 3000份“志愿者特别关爱包”."""
SUMMING = "等"
"""Between examples and the count of all: what they are is said behind it (师生摸排、培训演练等八项准备)."""
HOURS = re.compile(r"\d{1,3}个?(?:小时|天)")
"""How long people serve, behind their number: 300人 + 24小时."""
MAKING = ("的", "组成的")
"""Between a number of people and what they make up: 30人 + 组成的 + 医疗队."""
CODED = re.compile("[A-Za-z]{2,}-\\d+(?=[\u4e00-\u9fff])")
"""A disease's or a virus' name in letters and figures before what is counted: 17例 + COVID-19 + 确诊病例."""
TIMES = frozenset("dmqrt")
"""Kinds of word (the first letters of jieba's tags) that with a verb of telling say no more than when: 这两个月分别报告."""
TEAM = 4
"""Words that the name of a team may have behind the number of its people: 200人的|对口|支援|医疗队."""


def counted(text: str, count: Count) -> Span | None:
    """Where the text names what is counted, beside the number or in its clause; null where it is left out.

    监测点 for 128个监测点, 监测点14个 and 设立监测点14个. Of 登革热病|例 the dictionary parts, 例 is put back.
    """
    quoted = QUOTED.match(text, count.end, count.sentence.end)
    span = Span(*quoted.span()) if quoted else _named(text, count)
    return Span(span.start, span.end + 1) if span is not None and text.startswith("病例", span.end - 1) else span


def _named(text: str, count: Count) -> Span | None:
    """The same where it is not in quotation marks behind the number, in the order in which the guidelines ask."""
    if (priced := worth().between.match(text, count.end, count.sentence.end)) is not None:
        return Span(*priced.span(1))
    if dimension(count.quantity.unit) == "money":
        value = worth().before.search(text, max(count.floor, count.start - VALUE_REACH), count.start)
        if value is not None and not text.startswith("的", count.end):
            return Span(*value.span("value"))
        purpose = used_for().match(text, count.end, count.sentence.end)
        if purpose and not given().search(text, count.floor, count.start):
            return Span(*purpose.span(1))
    if tells_fate(text, count):
        return None
    found, governed = words_before(text, count)
    left = noun_before(text, found, count)
    if left is not None and _says_nothing(text, left, count):
        left = None
    if left is not None and dimension(count.quantity.unit) == "money" and left.of(text).endswith(word_ends("prices")):
        return left
    governed = governed and not text.endswith(SUMMING, count.floor, count.start)
    sited = left is not None and text.startswith("在", left.start)
    strict = left is not None and not sited and (governed or dimension(count.quantity.unit) != "event")
    return noun_after(text, count, strict=strict) or _made_of(text, count, left) or left


def _made_of(text: str, count: Count, left: Span | None) -> Span | None:
    """What people make up or undergo, where no noun says who they are: 采样队 in 30人的采样队, 采样工作 in 200人的采样工作."""
    if not text.startswith(MAKING, count.end) or dimension(count.quantity.unit) != "person":
        return None
    if left is not None and any(substantive(word) for word in words_of(text, left)):
        return None
    found = solid_words(text, stretch_after(text, count))
    found = found[1 + next((at for at, word in enumerate(found) if word.text == "的"), 0) :]
    phrase = noun_phrase(found)
    if phrase and phrase[-1].text.endswith((*word_ends("teams"), *word_ends("tasks"))):
        return trimmed(text, phrase)
    ends = (at + 1 for at, word in enumerate(found[:TEAM]) if word.text.endswith(word_ends("teams")))
    return trimmed(text, found[: next(ends, 0)])


def bare_left(text: str, count: Count) -> Span | None:
    """What stands before the number, where that is a verb without its object (已送达), or who gives or gets a sum."""
    left = noun_before(text, words_before(text, count)[0], count)
    return left if left is not None and _says_nothing(text, left, count) else None


def _says_nothing(text: str, left: Span, count: Count) -> bool:
    """Whether what stands before a number names no thing: a bare verb (送达), who gives, or that cases were told (报告)."""
    if count.quantity.unit in word_set("case_units") and text.endswith(word_ends("told_only"), *left):
        return all(word.text in word_set("told_only") or word.tag[:1] in TIMES for word in words_of(text, left))
    return _is_bare(text, left, count)


def _is_bare(text: str, left: Span, count: Count) -> bool:
    """Whether it is a verb of moving goods or money without an object, or who gives or gets them."""
    kind = dimension(count.quantity.unit)
    if kind in {"item", "mass", "volume"} and text.endswith(word_ends("publics"), *left):
        return True
    if kind not in {"percent", "money"} and not text.endswith(word_ends("transfers"), *left):
        return False
    found = words_of(text, left)
    if kind == "percent" and found[0].text in word_set("sharing"):
        return True
    moved = {found[-1].text, left.of(text)} & word_set("transfers")
    if moved and not any(_names_thing(word) for word in found[:-1]):
        return True
    if kind != "money":
        return False
    named = any(name.start <= left.start and left.end <= name.end for name in count.names)
    people = found[-1].text.endswith(word_ends("givers")) or any(
        n.end == left.end and n.label == "PERSON" for n in count.names
    )
    return named or people or text.endswith("各", 0, count.start)


def _names_thing(word: Word) -> bool:
    return word.tag.startswith("n") and word.text not in word_set("instalments")


def grouped(text: str, count: Count) -> bool:
    """Whether the number only says how many make up a group: 2人 + 一班. In 2名 + 一班学生 the class is meant."""
    return count.quantity.unit == "人" and text.startswith(word_ends("grouping"), count.end)


def _words_behind(text: str, count: Count) -> tuple[Span, list[Word]]:
    """The stretch behind a number, from its kind and code on, and those of its words that its noun may begin with.

    None behind a unit with another (人/天), before the next item (7例 + 4.云岭市), where people form a group or serve for
    hours, where cases only lie somewhere.
    """
    span = stretch_after(text, count)
    kind = next((kind for kind in word_ends("kinds") if text.startswith(kind, count.end)), "")
    coded = CODED.match(text, span.start + len(kind), span.end)
    span = Span(coded.end() if coded else min(span.start + len(kind), span.end), span.end)
    of_people = dimension(count.quantity.unit) == "person"
    if (
        text.startswith("/", count.end)
        or NUMBERED.match(text, span.start, span.end)
        or (of_people and (text.startswith(MAKING, count.end) or grouped(text, count) or HOURS.match(text, count.end)))
        or only_lie(text, count)
    ):
        return span, []
    found = _past_country(solid_words(text, span))
    while found and found[0].tag == "t" and found[0].text in word_set("leads"):
        found = found[1:]
    return span, found


def noun_after(text: str, count: Count, *, strict: bool) -> Span | None:
    """The noun phrase behind the number, ``strict``: no verb with its object (支援外地), unless it is one (返乡人员)."""
    span, found = _words_behind(text, count)
    if not found or found[0].text in JOINERS or found[0].text.startswith(word_ends("no_predicate")):
        return None
    if found[0].text in word_set("clause_openers") and not _opens_noun(found):
        return _behind_clause(text, found, count)
    phrase = from_places(noun_phrase(found), found, count) or agent(found)
    if dimension(count.quantity.unit) == "percent" and phrase and _changes(phrase[0].text):
        phrase = []
    while len(phrase) > 1 and phrase[-1].text in word_set("reporting"):
        phrase.pop()
    phrase = _who_reports(phrase) if span.end == count.ceiling < count.sentence.end else phrase
    described = found[len(phrase) :]
    if (
        phrase
        and described
        and described[0].text in word_set("denials")
        and any(word.text == "的" for word in described)
    ):
        return _behind_clause(text, described, count)
    phrase = _within_rate(_without_task(_without_predicate(phrase, count)), count)
    verbal = bool(phrase) and phrase[0].tag == "v" and phrase[0].text not in word_set("funds")
    people = _who_underwent(found, count) if verbal else []
    worth = dimension(count.quantity.unit) == "money" and text.startswith("的", count.end)
    if worth and phrase and phrase[0].text.endswith(word_ends("prices")):
        return trimmed(text, phrase[:1])  # not what is bought at it: 以3元的价格 + 购进口罩
    if not people and (not phrase or (strict and verbal and not worth and not _nominal(phrase, count))):
        return None
    return trimmed(text, people or side_of_measure(phrase, count))


def _opens_noun(found: Sequence[Word]) -> bool:
    """Whether a word that may open a clause is the first of a noun: 新|冠|病例, 居家|隔离|人员."""
    if found[0].text == "新":
        return len(found) > 1 and found[1].text[0] == "冠"
    lived = found[0].text in word_set("lived") and not any(word.text == "的" for word in found[:4])
    return lived and any(word.text in word_set("agents") for word in found[1:3])


def _who_underwent(found: Sequence[Word], count: Count) -> list[Word]:
    """The people behind a clause that begins with a verb: 3名确诊为流感的|学生."""
    done = len(found) > 2 and (found[1].text in word_set("being") or found[0].tag == "v")
    if dimension(count.quantity.unit) != "person" or not done:
        return []
    at = next((at for at in range(2, len(found)) if found[at].text == "的"), len(found))
    people = _within_rate(noun_phrase(found[at + 1 :]), count)
    return people if people and people[-1].text.endswith(word_ends("agents")) else []


def _changes(word: str) -> bool:
    """Whether a word behind a share only tells how it changed: 5.7% + 持续下降到0.9%."""
    return word.isalnum() and word in word_set("links")


def _past_country(found: list[Word]) -> list[Word]:
    """The words without 的, or 在 and a country of one character, at their start: 129家 + 的企业, 129家 + 在|华|注册企业."""
    while found and found[0].text == "的":
        found = found[1:]
    where = len(found) > 2 and found[0].text == "在" and found[1].tag in {"ns", "j"} and len(found[1].text) == 1
    return found[2:] if where and found[2].tag in {"v", "vn", "n"} else found


def _who_reports(phrase: list[Word]) -> list[Word]:
    """Those counted, of a phrase that goes on with what they report up to the next count: 省市 of 31个省市报告确诊病例37例."""
    at = next((at for at, word in enumerate(phrase) if at and word.text in word_set("reporting")), len(phrase))
    return phrase[: at - (1 < at < len(phrase) and phrase[at - 1].text in word_set("case_words"))]


def _nominal(phrase: Sequence[Word], count: Count) -> bool:
    """Whether a phrase that starts with a verb is a noun phrase: 30名返乡人员, not 5人支援外地."""
    kind = dimension(count.quantity.unit)
    if len(phrase) < 2 or kind in {"money", "event"}:
        return False
    if kind == "person":
        sick = count.quantity.unit in word_set("case_units") and phrase[-1].text.endswith(word_ends("diseases"))
        return sick or phrase[-1].text.endswith(word_ends("agents"))
    return (phrase[-1].tag.startswith("n") and phrase[-1].tag != "ns") or phrase[-1].text in word_set("teams")


def _within_rate(phrase: list[Word], count: Count) -> list[Word]:
    """The people counted, without a rate of theirs or what they do behind: 从业人员 + 疫苗接种率, 患者 + 病情稳定."""
    if dimension(count.quantity.unit) not in {"person", "household"} or not phrase:
        return phrase
    end = max((at for at, word in enumerate(phrase) if word.text.endswith(word_ends("agents"))), default=-1) + 1
    goes_on = end < len(phrase) and (phrase[end].tag[:1] in {"d", "t", "v", "a"} or phrase[-1].tag == "v")
    told = phrase[-1].text.endswith((*word_ends("tellings"), *word_ends("conditions"))) or goes_on
    return phrase[:end] if end and told else phrase


def _without_task(phrase: list[Word]) -> list[Word]:
    """Those counted, without the work that is told of them: 13个村 + 疫情防控工作."""
    if len(phrase) < 2 or phrase[-1].text not in word_set("work"):
        return phrase
    at = next((at for at, word in enumerate(phrase) if word.text in word_set("fields")), 0)
    return phrase[:at] if at and phrase[at - 1].tag[:1] not in {"v", "d", "p", "a"} else phrase


def _without_predicate(phrase: list[Word], count: Count) -> list[Word]:
    """The phrase without a verb that no noun follows: 企业 + 复工复产."""
    if dimension(count.quantity.unit) == "event":
        return phrase
    for at in range(1, len(phrase)):
        if phrase[at].text in word_set("clause_verbs"):
            return phrase[:at]
        if begins_deed(phrase, at, count) or begins_use(phrase, at, count):
            return phrase[:at]
        opens = phrase[at].tag == "v" and phrase[at - 1].tag.startswith("n")
        if opens and (
            phrase[at].text in word_set("handovers") or not any(substantive(word) for word in phrase[at + 1 :])
        ):
            return phrase[:at]
    return phrase


def _behind_clause(text: str, found: Sequence[Word], count: Count) -> Span | None:
    """The noun behind the last 的 of a clause: 检查组 in 三个由局长任组长的检查组; null where there is no 的."""
    at = [i for i, word in enumerate(found) if word.text == "的"]
    if not at:
        return None
    return trimmed(text, _without_predicate(noun_phrase(found[at[-1] + 1 :]), count))
