"""The stretch of a clause before a count and the one behind it: what the rules for *what* and *whose* may look at.

In 全市确诊5例，其中甲县排查企业3家，… the stretch before 3家 is 其中甲县排查企业. It ends at a mark or at the count
beside it, and has ``REACH`` characters at most, so that the whole stays linear on any input.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from parsing.expressions import any_of
from parsing.extract.metrics.wordlists import JOINERS, word_ends, word_set
from parsing.extract.tokens import tokens_of
from parsing.lexicon import load
from parsing.searching import word_at
from parsing.spans import Span, span_of
from parsing.values import Value
from parsing.words import Word

if TYPE_CHECKING:
    from parsing.extract.extraction import Quantity
    from parsing.record import Entity

REACH = 60
"""Most characters of a stretch."""
BREAKS = frozenset("，,；;。！？!?\n（）()…|#【】 ①②③④⑤⑥⑦⑧⑨⑩")
"""Marks that end a stretch; 、 does not, since it stands inside nouns."""
END_OF_CLAUSE = BREAKS | {"", "、"}
"""What stands behind a count that ends its phrase (口罩300只，), the end of the text among it."""
STOP = re.compile(f"[{''.join(sorted(BREAKS))}：:]")
ASIDE = re.compile(r"[（(](?!其中|含|包括|均|已)[^，。；：、（）()0-9]{1,8}[）)]")
"""A short bracket inside a noun: 12个镇（街道）."""
PER = re.compile("/[\u4e00-\u9fff]")
"""Behind a price, what it is the price of: 5元/包."""
OPENING = {"）": "（", ")": "("}
"""The bracket that opens, by the one that closes."""
DIGIT = re.compile(r"\d")
EACH_REACH = 5
"""Characters before a count in which 各 and a verb stand."""


class Count(Value, frozen=True):
    """A quantity that counts something, in its sentence and between its neighbours.

    In 甲县3例，乙县5例。 the count 5例 has the ``floor`` behind 3例 and the ``ceiling`` at the end of the sentence.
    """

    quantity: Quantity
    sentence: Span
    floor: int
    """End of the count before it in the sentence, else the sentence's start."""
    ceiling: int
    """Start of the next count in the sentence, else the sentence's end."""
    start: int
    """Start of the quantity."""
    end: int
    """End of the quantity."""
    names: tuple[Entity, ...] = ()
    """The places, bodies, people, dates and titles a short way before it in the sentence."""


def stretch_before(text: str, count: Count) -> Span:
    """The stretch of the clause before a count, from the last mark or the count before it: 甲县排查企业 + 3家.

    A closed bracket right before the number, or before a word like 为 that links them, is stepped over: for 口罩（N95）300只
    the stretch is 口罩, for 重症率（累计）为3% it is 重症率.
    """
    floor = max(count.floor, count.start - REACH)
    worth = reckoned().search(text, floor, count.start)
    if worth is not None:
        return span_of((_break_before(text, floor, worth.start()), worth.start()))
    end = _outside(text, floor, count.start)
    if text[end - 1 : end] == " " and floor < end - 1:
        if _opens_clause(text, count):
            return Span(end, end)
        end -= 1
    if end == count.start and text[end - 1 : end] in OPENING:
        return _behind_counts(text, count)
    at = _break_before(text, floor, end)
    if text[at - 1 : at] in OPENING and text[at:end] in _links() and (outside := _outside(text, floor, at)) < at:
        at, end = _break_before(text, floor, outside), outside
    if at == count.floor and (each := PER.match(text, at, end)) is not None:
        at = each.end()
    if at == count.floor and count.floor > count.sentence.start and text[at:end].endswith(("、", "和", "及")):
        return Span(end, end)
    return span_of((at, end))


@cache
def reckoned() -> re.Pattern[str]:
    """What opens a bracket that only reckons goods in money: 医药物资 + （折合人民币 + 107万元）."""
    return re.compile(f"（{any_of(load('counts')['what']['reckoned'])}人?民?币?约?$")


def _opens_clause(text: str, count: Count) -> bool:
    """Whether a count behind a blank begins a new clause, its noun behind it: 新增1例登革热 + 20例治愈出院."""
    return " " not in count.quantity.text and text[count.end : count.end + 1] not in END_OF_CLAUSE


def _break_before(text: str, floor: int, at: int) -> int:
    """The place behind the last break before ``at``."""
    while at > floor and text[at - 1] not in BREAKS:
        at -= 1
    return at


def _behind_counts(text: str, count: Count) -> Span:
    """The stretch before a bracket that has counts of its own and touches the number: 暴发疫情 + （病例数10例及以上）1起."""
    floor = max(count.sentence.start, count.start - REACH)
    end = text.rfind(OPENING[text[count.start - 1]], floor, count.start)
    begin = _break_before(text, floor, end) if end > floor else count.start
    return (
        span_of((begin, end)) if begin < end and not DIGIT.search(text, begin, end) else Span(count.start, count.start)
    )


@cache
def _links() -> frozenset[str]:
    """Words that link a noun with its number: 为, 达到, 共."""
    return frozenset(load("counts")["what"]["links"])


def came_from(text: str, end: int) -> bool:
    """Whether the place that ends at ``end`` is only where people came from: 江州 + 返回, 江州 + 周边地区 + 来."""
    elsewhere, origins, own = _origins()
    if text[end : end + 1] == "的" and text.startswith(own, end):
        return False
    other = end + len(word_at(elsewhere, text, end))
    return text.startswith(origins, other + len(word_at(elsewhere, text, other)) if other > end else end)


@cache
def _origins() -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Three lists: 周边地区 and its like, the longest first; words of coming from there; 的 with people who are there."""
    scope = load("counts")["scope"]
    return (
        tuple(sorted(scope["elsewhere"], key=len, reverse=True)),
        tuple(scope["origins"]),
        tuple("的" + people for people in scope["people"]),
    )


def solid_words(text: str, span: Span) -> list[Word]:
    """The words of a stretch without the blanks among them."""
    found = words_of(text, span)
    start, end = span
    return found if len(text[start:end].split()) == 1 else [word for word in found if not word.text.isspace()]


def _outside(text: str, floor: int, at: int) -> int:
    """The place before a bracket that closes at ``at``; ``at`` itself where there is none."""
    opening = OPENING.get(text[at - 1 : at])
    found = text.rfind(opening, floor, at) if opening else -1
    return found if found > floor else at


def stretch_after(text: str, count: Count) -> Span:
    """The stretch of the clause behind a count, up to the next mark or the next count: 3家 + 企业复工."""
    ceiling = min(count.ceiling, count.end + REACH)
    at = count.end
    if text[at : at + 1] == "、":
        return Span(at, at)
    while (stop := STOP.search(text, at, ceiling)) is not None:
        aside = ASIDE.match(text, stop.start(), ceiling) if stop.start() > count.end else None
        if aside is None:
            return span_of((count.end, stop.start()))
        at = aside.end()
    return span_of((count.end, max(count.end, ceiling)))


@lru_cache(maxsize=64)
def words_of(text: str, span: Span) -> list[Word]:
    """The words of a stretch, placed in the whole text; kept, since several rules ask, and none changes them."""
    return _joined(_on_posts(tokens_of(text).cut(*span)))


def _on_posts(found: list[Word]) -> list[Word]:
    """The words, with 在 joined to where people are kept or work, also out of 现在: 现 + 在院, 在治 + 患者."""
    posts = word_set("posts")
    for at in range(len(found) - 1, 0, -1):
        before, word = found[at - 1], found[at]
        if word.text in posts and before.text in {"在", "现在"}:
            start = before.end - 1
            joined = Word(start, word.end, f"在{word.text}", "vn")
            now = [Word(before.start, start, before.text[:-1], "d")] if before.start < start else []
            found[at - 1 : at + 1] = [*now, joined]
    return found


def _begins_predicate(word: Word, following: Word) -> bool:
    """Whether the noun ends at ``word``, because an adverb, a preposition or a verb follows: 防护|帽|已送至.

    会 is left out: 推进会 is a noun, but 会 + 送 is "will send".
    """
    return word.text != "会" and following.tag in {"d", "p", "v"}


def _joined(found: list[Word]) -> list[Word]:
    """The words, with the last character of a noun joined to it where the dictionary parts them: 劝导|站 is 劝导站."""
    last = word_set("last_characters")
    if last.isdisjoint([word.text for word in found]):
        return found
    at = len(found) - 1
    while at > 0:
        word, before = found[at], found[at - 1]
        stands = word.text == "站" and before.text.endswith(word_ends("agents"))
        joiner = at + 1 == len(found) or found[at + 1].text in JOINERS
        ends = not stands and (joiner or _begins_predicate(word, found[at + 1]))
        if ends and word.text in last and len(before.text) > 1 and before.tag in {"v", "vn", "n", "j"}:
            found[at - 1 : at + 1] = [Word(before.start, word.end, before.text + word.text, "n")]
        at -= 1
    return found
