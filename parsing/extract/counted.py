"""What a count counts: always a stretch of the text.

Chinese puts the counted noun after the number (128个监测点), before it (监测点14个), makes it the object of the verb
(召开会议3次), or leaves it out where the count before it has said it (其中：甲市3例). The rules are tried in that order.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from parsing.extract.clauses import Count, after, before, cut
from parsing.extract.counting import dimension
from parsing.lexicon import load
from parsing.spans import Span
from parsing.words import Word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsing.record import Entity

PURPOSE = re.compile(r"(?:资金|专款|经费|款)?，?(?:专项|主要|全部|专门)?用[于以]([^，。；！？\n]{2,60})")
JOINERS = frozenset({"和", "及", "与", "、", "或", "或者", "以及", "兼", "暨"})
EACH = re.compile(r"每[\u4e00-\u9fff]{1,2}$")
AREA = re.compile(r"[\u4e00-\u9fff]{1,6}(?:省|市|区|县|镇|乡|村|街道|社区|旗|州|开发区|新区)")


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(load("counts")["what"][name])


@cache
def _tuple(name: str) -> tuple[str, ...]:
    return tuple(load("counts")["what"][name])


@cache
def _own_areas() -> tuple[str, ...]:
    scope = load("counts")["scope"]
    return (*scope["own_areas"], *scope["own"])


@cache
def _origins() -> tuple[str, ...]:
    return tuple(load("counts")["scope"]["origins"])


def counted(text: str, count: Count) -> Span | None:
    """The stretch that names what is counted; null where the text left it out."""
    if dimension(count.quantity) == "money":
        purpose = PURPOSE.match(text, count.end, count.sentence.end)
        if purpose:
            return Span(*purpose.span(1))
    found, governed = _words_before(text, count)
    left = noun_before(text, found, count)
    if left is not None and _is_bare(text, left, count):
        left = None
    if left is not None and dimension(count.quantity) == "money" and left.of(text).endswith(_tuple("prices")):
        return left
    strict = left is not None and (governed or dimension(count.quantity) != "event")
    return noun_after(text, count, strict=strict) or left


def bare_left(text: str, count: Count) -> Span | None:
    """What stands before the number where it is a verb without its object (已送达), or who gives or gets a sum."""
    left = noun_before(text, _words_before(text, count)[0], count)
    return left if left is not None and _is_bare(text, left, count) else None


def _is_bare(text: str, left: Span, count: Count) -> bool:
    found = cut(text, left)
    if dimension(count.quantity) == "percent" and found[0].text in {"占", "约占", "仅占"}:
        return True
    if found[-1].text in _set("transfers") and not any(_names_thing(word) for word in found[:-1]):
        return True
    if dimension(count.quantity) != "money":
        return False
    named = any(name.start <= left.start and left.end <= name.end for name in count.names)
    people = found[-1].text.endswith(_tuple("givers")) or any(n.end == left.end and n.label == "PERSON" for n in count.names)
    return named or people or text.endswith("各", 0, count.start)


def _names_thing(word: Word) -> bool:
    return word.tag.startswith("n") and word.text not in _set("instalments")


def noun_after(text: str, count: Count, *, strict: bool) -> Span | None:
    """The noun phrase after the number. ``strict``: a phrase that starts with a verb must hold a noun after it."""
    span = after(text, count)
    found = [w for w in cut(text, span) if w.text.strip()]
    while found and found[0].text == "的":
        found = found[1:]
    if not found or found[0].text in JOINERS:
        return None
    if found[0].text in _set("clause_openers") and not (found[0].text == "新" and found[1:] and found[1].text[0] == "冠"):
        return _behind_clause(text, found)
    phrase = _phrase(found) or _agent(found)
    described = found[len(phrase) :]
    if phrase and described and described[0].text in _set("denials") and any(word.text == "的" for word in described):
        return _behind_clause(text, described)
    phrase = _within_rate(_without_predicate(phrase, count), count)
    if not phrase or (strict and phrase[0].tag == "v" and not _nominal(phrase, count)):
        return None
    return trimmed(text, _of(phrase, count))


def _nominal(phrase: Sequence[Word], count: Count) -> bool:
    """Whether a phrase that starts with a verb is a noun phrase: 30名返乡人员, not 5人支援武汉."""
    kind = dimension(count.quantity)
    if len(phrase) < 2 or kind in {"money", "event"}:
        return False
    if kind == "person":
        return phrase[-1].text.endswith(tuple(_set("agents")))
    return phrase[-1].tag.startswith("n") and phrase[-1].tag != "ns"


def _agent(found: Sequence[Word]) -> list[Word]:
    """A verb and the people that do it, where the verb would else end the phrase: 值守|人员."""
    pair = list(found[:2])
    fits = len(pair) == 2 and pair[0].tag == "v" and pair[1].text in _set("agents")
    return pair if fits else []


def _within_rate(phrase: list[Word], count: Count) -> list[Word]:
    """The people counted, where a rate of theirs or what they do is told next: 从业人员|疫苗接种率, 党员干部|日夜值守."""
    if dimension(count.quantity) not in {"person", "household"} or not phrase:
        return phrase
    end = max((at for at, word in enumerate(phrase) if word.text.endswith(_tuple("agents"))), default=-1) + 1
    goes_on = end < len(phrase) and (phrase[end].tag[:1] in {"d", "t", "v", "a"} or phrase[-1].tag == "v")
    told = phrase[-1].text.endswith(_tuple("tellings")) or goes_on
    return phrase[:end] if end and told else phrase


def _without_predicate(phrase: list[Word], count: Count) -> list[Word]:
    """The phrase before a verb that no noun follows: 企业|复工复产."""
    if dimension(count.quantity) == "event":
        return phrase
    for at in range(1, len(phrase)):
        opens = phrase[at].tag == "v" and phrase[at - 1].tag.startswith("n")
        if opens and not any(_substantive(word) for word in phrase[at + 1 :]):
            return phrase[:at]
    return phrase


def _phrase(found: Sequence[Word]) -> list[Word]:
    """Words up to the predicate: a preposition, an adverb, or a verb that opens a new predicate."""
    phrase: list[Word] = []
    for at, word in enumerate(found):
        following = found[at + 1].tag[:1] if at + 1 < len(found) else ""
        if _ends_phrase(word, following, opens=not phrase) or (phrase and word.text == "“"):
            break
        phrase.append(word)
    while phrase and (phrase[-1].text in JOINERS or phrase[-1].tag == "u"):
        phrase.pop()
    return phrase


def _ends_phrase(word: Word, following: str, *, opens: bool) -> bool:
    """Whether a noun phrase ends before the word. ``following``: the next word's kind; ``opens``: it comes first."""
    if word.text in _set("stops") or (word.tag == "c" and word.text not in JOINERS):
        return True
    if word.text in _set("locatives"):
        return following != "n"
    modifies = word.tag == "d" and opens and len(word.text) > 1 and following in {"n", "b"}
    return word.tag in {"p", "d", "r", "y", "ul", "ug"} and not modifies


def _substantive(word: Word) -> bool:
    """Whether the word can be the head of a noun phrase; unknown words can."""
    return word.tag[:1] in {"n", "j", "k", ""} or word.tag == "vn"


def _behind_clause(text: str, found: Sequence[Word]) -> Span | None:
    """十五个由县级干部任组长的督导组: the noun behind the last 的; without one there is no noun."""
    at = [i for i, word in enumerate(found) if word.text == "的"]
    if not at:
        return None
    phrase = _phrase(found[at[-1] + 1 :])
    return trimmed(text, phrase)


def _of(phrase: Sequence[Word], count: Count) -> Sequence[Word]:
    """The side of the first 的 that the measure word belongs to: 257位爱心人士|的捐赠, 3个不同的|采样点."""
    at = next((i for i, word in enumerate(phrase) if word.text == "的"), None)
    if at is None or at == 0:
        return phrase
    head, rest = phrase[:at], phrase[at + 1 :]
    own = head[-1].tag.startswith("n") and head[0].tag[:1] in {"n", "j", "v", "s", "", "a", "b"}
    if not rest or rest[0].text in _set("standards") or (own and dimension(count.quantity) in {"person", "household", "collective"}):
        return head
    return rest


def trimmed(text: str, phrase: Sequence[Word]) -> Span | None:
    """The stretch of a phrase without the marks at its ends."""
    if not phrase:
        return None
    start, end = phrase[0].start, phrase[-1].end
    while start < end and not text[start].isalnum() and text[start] not in "“《":
        start += 1
    if text[start:end].startswith("“") and "”" not in text[start:end]:
        start += 1
    while start < end and not text[end - 1].isalnum() and text[end - 1] not in "”》）":
        end -= 1
    return Span(start, end) if end - start > 1 or (end > start and "\u4e00" <= text[start] <= "\u9fff") else None


def _words_before(text: str, count: Count) -> tuple[list[Word], bool]:
    """The words before the number, without subject and adverbs; and whether a verb that governs them was cut off."""
    span = before(text, count)
    if text.endswith(tuple(load("counts")["scope"]["rest"]), span.start, span.end):
        return [], False
    if text[span.end - 1 : span.end] == "》":
        opening = text.rfind("《", count.floor, span.end)
        title = Span(max(opening, span.start), span.end)
        return [Word(*title, title.of(text), "n")], False
    money = dimension(count.quantity) == "money"
    span = _past_area(text, _past_names(text, _short_of_date(text, span, count.names), count.names, money=money))
    keep = _set("case_words") if count.quantity.unit in _set("case_units") else frozenset()
    found = without_ends([w for w in cut(text, span) if w.text.strip()], keep)
    kept = object_of(_resumed(_compared(found), count), keep)
    return kept, len(kept) < len(found)


def _compared(found: list[Word]) -> list[Word]:
    """The words before a comparison: 重症病例|较前一日增加."""
    at = next((at for at, word in enumerate(found) if word.text in _set("compares")), len(found))
    if at == len(found):
        return found
    return without_ends(found[:at]) or ([found[-1]] if found[-1].tag == "v" else [])


def _resumed(found: list[Word], count: Count) -> list[Word]:
    """Of the words round an adverb those with the noun, and those after a second verb: 生猪|日均上市, 拘留5日并处|罚款."""
    turns = [at for at, word in enumerate(found) if word.text in _set("turns") and at + 1 < len(found)]
    found = found[turns[-1] + 1 :] if turns else found
    for at in range(len(found) - 2, 0, -1):
        if found[at].text in _set("within") and dimension(count.quantity) != "event":
            nominal = (_substantive(found[-1]) and found[-1].tag != "ns") or not _substantive(found[at - 1])
            return found if nominal else without_ends(found[:at])
    return found


def noun_before(text: str, found: Sequence[Word], count: Count) -> Span | None:
    """The noun phrase that the words before a number make, if it is not just whose the count is."""
    phrase = trimmed(text, found)
    if phrase is None:
        return None
    word = phrase.of(text)
    described = word.rfind("的") + 1
    if 0 < described < len(word) and re.search(r"\d", word[:described]):
        phrase, word = Span(phrase.start + described, phrase.end), word[described:]
    if word.endswith("数") and word[-2:] not in _set("count_nouns"):
        phrase = Span(phrase.start, phrase.end - 1)
    return None if phrase.length < 1 or is_area(text, phrase, count) else phrase


def without_ends(found: list[Word], keep: frozenset[str] = frozenset()) -> list[Word]:
    """Leading adverbs and trailing link words go, by whole words; those to ``keep`` stay."""
    leads, links = _but(_set("leads"), keep), _but(_set("links"), keep)
    start, end = 0, len(found)
    while start < end and (_leads(found, start, leads) or not _opens(found[start].text)):
        start += 1
    while start < end and (found[end - 1].text in links or _trails(found[end - 1])):
        end -= 1
    return found[start:end]


def _leads(found: Sequence[Word], at: int, leads: frozenset[str]) -> bool:
    """Whether the word only opens the stretch; 到 + 岗 is one word for us."""
    return found[at].text in leads and not (found[at].text == "到" and at + 1 < len(found) and found[at + 1].text[0] == "岗")


def _trails(word: Word) -> bool:
    """Whether the word only links the noun with its number; 加强|针 is no preposition."""
    return word.tag in {"p", "ul"} and word.text not in _set("also_nouns")


def _but(words: frozenset[str], keep: frozenset[str]) -> frozenset[str]:
    """The words without those to keep; the same set where there are none."""
    return words - keep if keep else words


def _opens(word: str) -> bool:
    """Whether a noun phrase can start with the word: no punctuation but an opening quotation mark."""
    return word.isalnum() or word in {"“", "《"}


def object_of(found: list[Word], keep: frozenset[str] = frozenset()) -> list[Word]:
    """What follows the last governing verb; a verb that modifies its noun (捐赠金额) or is joined to another stays."""
    verbs, heads = _but(_set("verbs"), keep), _set("heads")
    for at in range(len(found) - 2, -1, -1):
        following = found[at + 1]
        if not _governs(found[at].text, verbs) or following.text in heads or following.text[:2] in heads:
            continue
        rest = without_ends(found[at + 1 :])
        if len(following.text) == 1 and at + 2 == len(found):
            continue
        if following.text not in JOINERS and any(word.tag not in {"v", "d", "u", "p"} for word in rest):
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
    end = span.end - text.endswith("的", span.start, span.end)
    date = next((name for name in reversed(names) if name.label == "DATE" and name.end == end), None)
    return Span(span.start, date.start) if date is not None and date.start >= span.start else span


def _past_names(text: str, span: Span, names: Sequence[Entity], *, money: bool) -> Span:
    """The stretch behind a date or the subject's name at its start, where something is left behind it."""
    for name in names:
        lead = text[span.start : name.start].strip("、“” 其中截至止日：:和")
        if not span.start <= name.start < name.end <= span.end or len(lead) > 3 or (lead and name.label != "DATE"):
            continue
        if text.startswith(_origins(), name.end):
            continue
        span = Span(name.end, span.end)
    if money:
        givers = [name.end for name in names if name.label in {"PERSON", "ORG"} and span.start < name.end < span.end]
        span = Span(max(givers, default=span.start), span.end)
    return span


def _past_area(text: str, span: Span) -> Span:
    """The stretch behind 全区, 我市 and their like at its start."""
    if not text.startswith(_own_areas(), span.start, span.end):
        return span
    area = next(area for area in _own_areas() if text.startswith(area, span.start, span.end))
    return Span(span.start + len(area), span.end)


def is_area(text: str, span: Span, count: Count) -> bool:
    """Whether a stretch is the name of a place or body alone: it says whose, not what.

    A common noun can be both (开发区3例, 超市3家): before people and cases it is the place, else what was counted.
    """
    common = all(_common(word) for word in cut(text, span)[-1:])
    if any(name.start <= span.start and span.end <= name.end for name in count.names):
        return not common or dimension(count.quantity) == "person"
    kind = span.of(text).endswith(_tuple("kinds_of_area"))
    return not common and not kind and AREA.fullmatch(span.of(text)) is not None


def _common(word: Word) -> bool:
    """Whether the last word of a stretch is a common noun of its own (小区, 超市), no suffix of a name."""
    return len(word.text) > 1 and word.tag not in {"", "ns", "nr", "nz", "nt"}
