"""What is counted where no noun stands beside the number: the text has said it before, or says it in another way.

Chinese leaves the noun out once it is known (新增确诊病例8例，其中甲市3例: 确诊病例 again), puts what the counted do in its
place (5人正在接受医学观察), or leaves a verb alone that takes its object from the clause before it
(配送生活物资包，已送达18万份). Each of the functions below looks in one of these places; the order in which they are asked is
in :func:`_said_elsewhere`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from parsing.expressions import any_of
from parsing.extract.metrics.areas import is_area
from parsing.extract.metrics.brackets import closes, opening
from parsing.extract.metrics.clauses import BREAKS, REACH, reckoned, solid_words, words_of
from parsing.extract.metrics.counted import bare_left, grouped
from parsing.extract.metrics.headings import case_nouns, is_item, touching
from parsing.extract.metrics.nouns_apart import of_share
from parsing.extract.metrics.predicates import only_lie, predicate
from parsing.extract.metrics.trimming import object_of, trimmed, without_ends
from parsing.extract.metrics.wordlists import alike, dimension, word_ends, word_set
from parsing.lexicon import load
from parsing.spans import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsing.extract.metrics.clauses import Count
    from parsing.extract.metrics.headings import Headed
    from parsing.record import Entity, Metric

OUT_OF = re.compile(r"(?<![^，。；：\n])(?P<whole>[\u4e00-\u9fff]{2,14})中(?=，|已|共|有)")
"""A topic of which parts are told: 捐款中已拨付某医院20万元; 新增确诊病例中，甲市9例."""
DAY_OR_ALL = tuple(load("counts")["what"]["day_or_all"])
"""What the nouns of a day's figure have in them, those of a total, and those of how many there are now: 新增, 累计, 现有."""
TOLD = re.compile(
    f"(?P<told>{any_of(DAY_OR_ALL)})(?P<verb>{any_of(load('counts')['what']['telling'])}?)[已共]?[了加达为有至]? ?$"
)
"""One of these right before a figure, perhaps with a verb of telling: 累计报告 + 87例."""
NOW = DAY_OR_ALL[-1]
OF_WHOLE = "中，"
"""Ends the topic of which parts are told."""
FAR, SUBJECT = 120, 12
"""Characters back in which a noun for cases is looked for; characters at a sentence's start that may be its subject."""
LIST = 600
"""Most characters of a list before the count that are looked through for where it began."""
PREDICATES = frozenset("pdlizruc")
"""Kinds of word (the first letters of jieba's tags) that end the noun at the beginning of a clause."""
SUBJECT_ENDS = PREDICATES - {"r"} | {"v"}
"""The same for the noun that a sentence begins with, where 该 and 本 (pronouns) belong to the noun."""


@cache
def _opener() -> re.Pattern[str]:
    """What a sentence begins with before its subject, with the comma."""
    return re.compile(f"{any_of(word_set('introductions'))}，")


@cache
def _topic() -> re.Pattern[str]:
    """A clause that only names a topic, and the verb right before the figure that is told of it: 至于捐款，目前有."""
    return re.compile(
        rf"(?<![^。；\n])(?:{any_of(word_set('topics'))})?"
        r"(?P<topic>[^，。；：（）\d]{2,20}?)(?:来?看)?，[^，。；：（）\d]{0,6}[有录报为]得?告?$"
    )


def elided(text: str, count: Count, before: Sequence[Metric], headed: Headed) -> str | None:
    """What is counted where no noun stands beside the number; null where nothing tells it.

    A noun taken from before has no word for another day: in 新增确诊9例，累计87例 the 87例 are 确诊, not 新增确诊. Nor is an
    outcome told before that of those who there are now: in 死亡1例，现有8例 the 8例 are 现有.
    """
    what = _said_elsewhere(text, count, before, headed)
    found = TOLD.search(text, count.floor, count.start) if what else None
    if not what or found is None:
        return what
    for word in DAY_OR_ALL:
        if word in what and word != found["told"]:
            rest = what.rpartition(word)[2]
            return rest if rest and rest not in word_set("told_only") else found["told"]
    other = (found["told"] == NOW or found["verb"]) and count.quantity.unit in word_set("case_units")
    return found["told"] + found["verb"] if other and what.endswith(word_ends("outcomes")) else what


def _said_elsewhere(text: str, count: Count, before: Sequence[Metric], headed: Headed) -> str | None:
    """The noun from the first of the places where it may be, as the text has it there.

    In order: the count that this one touches (8650户31200人) or is a part of; what the counted do; the whole that a
    percentage is of; the head of a list; the last count of the same unit; the heading (``headed``); at last what the
    clause or the sentence begins with. ``before``: the metrics so far.
    """
    last = before[-1] if before and before[-1].sentence == count.sentence else None
    between = text[last.end : count.start] if last is not None else None
    if last is not None and (
        not between or between in word_set("shares") or reckoned().fullmatch(between) or _summed_up(text, count, last)
    ):
        return last.what
    kind = dimension(count.quantity.unit)
    percent = kind == "percent"
    if last is not None and _goes_on(text, count, last):
        return _of_kind(text, count, before) or last.what
    said = None if percent or grouped(text, count) or only_lie(text, count) else predicate(text, count)
    if said is not None and not text.startswith(word_ends("happened_at"), count.end):
        return said.of(text)
    what = of_share(text, count, before) if percent else _of_list(text, count) or _of_kind(text, count, before)
    if what is None and dimension(count.quantity.unit) == "money":
        what = _whole(text, count) or headed.funds
    if what is None and is_item(text, count):
        what = headed.cases if count.quantity.unit in word_set("case_units") else None
    if what:
        return what
    told = _counted_name(text, count) or clause_before(text, count) or bare_left(text, count)
    told = told or _of_topic(text, count) or subject_noun(text, count) or _cases(text, count) or said
    return Span(told.start, told.end).of(text) if told else None


def _summed_up(text: str, count: Count, last: Metric) -> bool:
    """Whether a count only says what the deliveries before it come to: 134笔捐款，共 + 10万元; 物资10宗，共 + 651件."""
    if last.unit not in word_set("deliveries") or dimension(count.quantity.unit) not in {"money", "item", "mass"}:
        return False
    between = text[last.end : count.start].strip().removeprefix(last.what or "")
    return between.removeprefix("，") in {"", *word_set("shares")}


def _goes_on(text: str, count: Count, last: Metric) -> bool:
    """Whether a count has the noun of the one before it: people in the bracket behind people, or the same events again.

    住院患者20人（重症2人）; 受理投诉9起，另2起正在办理.
    """
    kind = dimension(count.quantity.unit)
    if kind == "person":
        return dimension(last.unit) == kind and text[last.end : count.start] == "（"
    return kind == "event" and last.unit == count.quantity.unit


def _of_list(text: str, count: Count) -> str | None:
    """What the first place of a list has cases of: 境外输入病例 in 境外输入病例（甲市6例，…), 新增确诊病例 in 新增确诊病例中，甲市9例."""
    name = touching(count)
    if name is None or name.label != "PLACE" or count.quantity.unit not in word_set("case_units"):
        return None
    first = count.floor == count.sentence.start or text.endswith(OF_WHOLE, count.floor, name.start)
    if first and (whole := _whole(text, count)) is not None:
        return whole
    spread = _spread().search(text, max(count.floor, name.start - REACH), name.start)
    if (
        spread is not None
        or text[name.start - 1] not in "（("
        or count.floor >= name.start - 1
        or text[name.start - 2].isdigit()
    ):
        return spread and spread["cases"]
    begin = max(count.floor, name.start - 1 - REACH)
    begin = max(begin, *(text.rfind(mark, begin, name.start - 1) + 1 for mark in BREAKS))
    if begin == count.floor > count.sentence.start:
        return None
    noun = trimmed(text, object_of(without_ends(solid_words(text, Span(begin, name.start - 1)))))
    if noun is None or is_area(text, noun, count):
        return None
    unit = count.quantity.unit
    return noun.of(text).removesuffix(unit) if text.endswith(unit * 2, *noun) else noun.of(text)


@cache
def _spread() -> re.Pattern[str]:
    """Before the first place of a list, the noun and what says where the cases are: 本地病例 + 主要分布在, 死亡病例 + 为."""
    nouns = any_of(load("counts")["what"]["case_nouns"])
    return re.compile(
        f"(?P<cases>[\u4e00-\u9fffA-Z0-9]{{0,16}}(?:{nouns}))(?:[^，。；：]{{0,6}}分布(?:在|于|为|情况)?|(?:[均都]|分别)?为)[：:]?$"
    )


def _counted_name(text: str, count: Count) -> Entity | None:
    """The name that touches a count where it is what was counted: of money and people it only says whose they are."""
    kind = dimension(count.quantity.unit)
    if kind == "person":
        return _team(text, count)
    return None if kind == "money" else touching(count)


def _cases(text: str, count: Count) -> Span | None:
    """The noun for cases that the sentence had last: 新增感染者 for the 5例 of 新增感染者分布在2个市：甲市5例."""
    name = touching(count) if dimension(count.quantity.unit) == "person" else None
    if count.quantity.unit not in word_set("case_units") and (name is None or name.label != "PLACE"):
        return None
    floor = max(count.sentence.start, count.start - FAR)
    last = max(case_nouns().finditer(text, floor, count.start), key=re.Match.end, default=None)
    return Span(*last.span()) if last else None


def _team(text: str, count: Count) -> Entity | None:
    """The team whose people are counted where nothing else names them: 援鄂医疗队共20人."""
    name = count.names[-1] if count.names and dimension(count.quantity.unit) == "person" else None
    whole = name is not None and name.label == "ORG" and name.text.endswith(word_ends("teams"))
    return name if name is not None and whole and text[name.end : count.start] in word_set("totals") else None


def _of_kind(text: str, count: Count, before: Sequence[Metric]) -> str | None:
    """What the last count of the same unit counts; better one that has more than a bare verb for a noun.

    Not one in a bracket that has closed since: in 甲市8例（轻型3例）、乙市3例 the last are no 轻型. An item behind ； goes by the
    first count of its list. What parts are counted in may be another unit: 出院12名。其中，甲市2例.
    """
    money = dimension(count.quantity.unit) == "money"
    named = [m for m in reversed(before) if m.what]
    of_kind = [m for m in named if m.unit == count.quantity.unit or (money and dimension(m.unit) == "money")]
    if not of_kind and text.startswith("其中", count.sentence.start):
        of_kind = [m for m in named if m.unit in alike(count.quantity.unit)]
    of_kind = [m for m in of_kind if "；" not in text[m.end : count.start] or not _follows(text, m)] or of_kind
    bare = word_set("transfers") | word_set("verbs") | word_set("worth")
    named = [m for m in of_kind if m.what not in bare] or of_kind
    if text[count.start - 1] in "（(" and (
        outside := [m for m in named if text[m.start - 1] in "（(" and m.sentence == count.sentence]
    ):
        return outside[0].what
    own = [
        m
        for m in named
        if m.sentence == count.sentence
        and m.start >= opening(text, max(count.sentence.start, count.start - LIST), count.start)
    ]
    name = touching(count)
    if own and name is not None and name.label == "PLACE" and "；" in text[own[0].end : count.start]:
        return own[-1].what
    return next((m.what for m in named if not closes(text[m.end : count.start])), None)


def _follows(text: str, metric: Metric) -> bool:
    """Whether the noun of a metric stands behind its number, and so may hold for it alone: 6例 + 为普通型."""
    return bool(metric.what) and text.find(metric.what or "", metric.end, metric.end + len(metric.what or "") + 3) >= 0


def subject_noun(text: str, count: Count) -> Span | None:
    """The noun that the sentence begins with, for things counted at its end: 该批货物 in 该批货物由某公司运抵，共计26箱."""
    if dimension(count.quantity.unit) not in {"item", "mass", "volume"}:
        return None
    begin = count.sentence.start
    opener = _opener().match(text, begin, count.start)
    begin = opener.end() if opener else begin
    found = []
    for word in words_of(text, Span(begin, min(begin + SUBJECT, count.start))):
        if word.tag[:1] in SUBJECT_ENDS or not word.text.isalnum():
            break
        found.append(word)
    noun = trimmed(text, found) if found and found[-1].tag.startswith("n") else None
    return None if noun and any(name.start <= noun.start < name.end for name in count.names) else noun


def _of_topic(text: str, count: Count) -> Span | None:
    """The topic that the clause before only names: 重症个案 in 至于重症个案，过去一周有15宗."""
    found = _topic().search(text, max(count.floor, count.start - REACH), count.start)
    words = without_ends(solid_words(text, Span(*found.span("topic")))) if found else []
    return trimmed(text, words) if words and words[-1].tag.startswith(("n", "vn")) else None


def _whole(text: str, count: Count) -> str | None:
    """The whole of which the count is a part, told before 中: 捐款 in 捐款中已拨付某医院20万元."""
    begin = max(count.sentence.start, count.start - LIST)
    last = text.rfind(OF_WHOLE, count.floor, count.start)
    begin = max(begin, text.rfind("；", begin, last)) if last > 0 else begin
    found = OUT_OF.search(text, begin, count.start)
    return found["whole"] if found else None


def _names_person(noun: Span, count: Count) -> bool:
    """Whether a noun overlaps a person's name or post, and so is none: 会长方若兰带头，捐出…."""
    return any(name.label in {"PERSON", "TITLE"} and noun.overlaps(Span(name.start, name.end)) for name in count.names)


@cache
def _speech() -> tuple[str, ...]:
    """What a clause ends with that only says who tells: 从发布会上获悉，."""
    speech = load("counts")["speech"]
    return (*speech["verbs"], *speech["heard"])


def clause_before(text: str, count: Count) -> Span | None:
    """What the clause before tells of: 消毒 for events that are only counted (加强消毒，每天2次), or the object of its verb.

    The latter for a number with nothing but a verb before it: 生活物资包 in 配送生活物资包，已送达18万份.
    """
    end = text.rfind("，", max(count.floor, count.start - REACH), count.start)
    events = dimension(count.quantity.unit) == "event" or (end == count.start - 1 and count.quantity.bound != "exact")
    if end < 0 or text.endswith(_speech(), 0, end) or not (events or bare_left(text, count)):
        return None
    begin = max(count.floor, *(text.rfind(mark, count.floor, end) + 1 for mark in BREAKS))
    found = without_ends(solid_words(text, Span(max(begin, end - REACH), end)))
    told = object_of(found)
    if not events:
        stop = next(
            (at for at, word in enumerate(told) if word.tag[:1] in PREDICATES or not word.text.isalnum()), len(told)
        )
        noun = trimmed(text, told[:stop]) if stop < len(found) else None
        return None if noun and (_names_person(noun, count) or noun.of(text)[0].isdigit()) else noun
    last = max((at for at, word in enumerate(told) if word.text == "的"), default=-1)
    return trimmed(text, told[last + 1 :])
