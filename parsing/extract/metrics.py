"""The counts of a report with all their fields: number, what, whose, as of when, per what.

The walk goes sentence by sentence, since subjects, dates and counted nouns are carried on from one to the next.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING

from parsing.extract.clauses import REACH, Count
from parsing.extract.counted import counted, predicate
from parsing.extract.counting import counts, dimension
from parsing.extract.scope import Frame, advanced, readable, scope_of
from parsing.lexicon import load
from parsing.record import Entity, Metric
from parsing.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from parsing.extract.found import Found, Quantity
    from parsing.structure import Document





@dataclass(frozen=True, slots=True)
class Spread:
    """A sentence with the counts and names inside it, and whether it opens a paragraph."""

    span: Span
    counts: tuple[Count, ...]
    names: tuple[Entity, ...]
    opens: bool


def find_metrics(document: Document, found: Found) -> Found:
    """Add the metrics, and for each a QUANTITY entity of the same span."""
    metrics = tuple(_metrics(document, found))
    marks = [Entity(label="QUANTITY", start=m.start, end=m.end, raw=m.raw, text=m.quantity) for m in metrics]
    entities = sorted((*found.entities, *marks), key=lambda e: (e.start, -e.end))
    return replace(found, metrics=metrics, entities=tuple(entities))


def _metrics(document: Document, found: Found) -> Iterator[Metric]:
    text = document.text
    headings = {p.start for p in document.paragraphs if p.kind != "body"}
    frame = Frame(topic=topic(document, found))
    before: list[Metric] = []
    under_heading = False
    for spread in _spreads(document, found):
        if spread.opens:
            frame = replace(frame, as_of=None) if under_heading else replace(frame, subject=None, own=False, as_of=None)
            under_heading = spread.span.start in headings
            before = []
        for count in spread.counts:
            metric = _metric(document, count, spread, frame, before)
            before.append(metric)
            yield metric
        dated = as_of(text, spread, spread.span.end, frame.as_of)
        frame = replace(advanced(text, spread.span, spread.names, spread.counts, frame), as_of=dated)


def _metric(
    document: Document, count: Count, spread: Spread, frame: Frame, before: Sequence[Metric]
) -> Metric:
    text, quantity = document.text, count.quantity
    span = counted(text, count, spread.names)
    what = span.of(text) if span else elided(text, count, before)
    return Metric(
        start=quantity.start, end=quantity.end, raw=document.raw(quantity.start, quantity.end),
        quantity=quantity.text, value=quantity.value, unit=quantity.unit, bound=quantity.bound,
        redacted=quantity.redacted, what=what, scope=scope_of(text, count, spread.names, frame),
        as_of=as_of(text, spread, count.start, frame.as_of), per=per(text, count) or _shared(text, count, before), sentence=count.sentence,
    )


def _spreads(document: Document, found: Found) -> Iterator[Spread]:
    """The sentences in order, with what they hold."""
    text = document.text
    kept = [q for q in _unnamed(found) if counts(text, q)]
    names = list(found.labelled("PLACE", "ORG", "DATE", "TITLE"))
    at_count, at_name = 0, 0
    for sentence in document.sentences():
        stop = bisect_left(kept, sentence.end, lo=at_count, key=lambda q: q.start)
        last = bisect_left(names, sentence.end, lo=at_name, key=lambda e: e.start)
        opens = sentence.start == 0 or text[sentence.start - 1] == "\n"
        yield Spread(sentence, _counts(sentence, kept[at_count:stop]), tuple(names[at_name:last]), opens)
        at_count, at_name = stop, last


def _unnamed(found: Found) -> Iterator[Quantity]:
    """The quantities that are no part of a name or a date."""
    names = [e for e in found.entities if e.label != "QUANTITY"]
    starts = [e.start for e in names]
    reach = list(accumulate((e.end for e in names), max))
    for quantity in found.quantities:
        at = bisect_left(starts, quantity.end)
        if at == 0 or reach[at - 1] <= quantity.start:
            yield quantity


def _counts(sentence: Span, kept: Sequence[Quantity]) -> tuple[Count, ...]:
    ends = [sentence.start, *(q.end for q in kept)]
    starts = [*(q.start for q in kept[1:]), sentence.end]
    return tuple(Count(q, sentence, low, high) for q, low, high in zip(kept, ends, starts, strict=False))


def topic(document: Document, found: Found) -> Entity | None:
    """Whom the report is about: the last place of its title, else its body; else the first subject of its text."""
    for paragraph in document.paragraphs[:1]:
        if paragraph.kind == "title":
            names = [e for e in found.within(Span(paragraph.start, paragraph.end), "PLACE", "ORG") if readable(e)]
            places = [e for e in names if e.label == "PLACE"]
            if names:
                return (places or names)[-1]
    return None


def elided(text: str, count: Count, before: Sequence[Metric]) -> str | None:
    """What is counted where no noun is said: what the people do, else what the count before it has said.

    A count that touches the one before it (8650户31200人) shares its noun; else the units must agree.
    """
    if before and before[-1].end == count.start:
        return before[-1].what
    said = predicate(text, count)
    if said is not None:
        return said.of(text)
    return next((m.what for m in reversed(before) if m.unit == count.quantity.unit and m.what), None)


def _shared(text: str, count: Count, before: Sequence[Metric]) -> str | None:
    """The rate of the count before it, where only 、 divides the two: 日均投放蔬菜80吨、猪肉15吨."""
    if not before or text[before[-1].end : before[-1].end + 1] != "、" or before[-1].end != count.floor:
        return None
    return None if set(text[count.floor : count.start]) & set("，；：（）") else before[-1].per


@cache
def _until() -> re.Pattern[str]:
    """截至 with nothing, or with 目前 and its like, behind it."""
    scope = load("counts")["scope"]
    now = "|".join(sorted(scope["until_now"], key=len, reverse=True))
    until = "|".join(sorted(scope["until"], key=len, reverse=True))
    return re.compile(rf"(?P<until>{until})(?P<now>{now})?")


def as_of(text: str, spread: Spread, end: int, held: str | None) -> str | None:
    """The date that holds at ``end``: of the last 截至 before it, of a bulletin's own day, or what held before."""
    dates = {e.start: e.norm for e in spread.names if e.label == "DATE"}
    for found in _until().finditer(text, spread.span.start, end):
        if found["now"]:
            held = None
        elif found.end() in dates:
            held = dates[found.end()]
    day = next((e for e in spread.names if e.label == "DATE"), None)
    if day and day.norm and "/" in day.norm and "T" in day.norm and day.end <= end and held is None:
        return day.norm
    return held


@cache
def _each() -> re.Pattern[str]:
    """每天, 每小时… in front of a count, with what may stand between."""
    each = "|".join(sorted(load("counts")["per"]["each"], key=len, reverse=True))
    return re.compile(rf"每(?P<each>{each})(?P<between>[^，。；：！？\n]*)")


def per(text: str, count: Count) -> str | None:
    """What a rate is counted by: 天 in 每天2次, 元 per 只 in 5元/只."""
    slash = re.compile(r"[/／](天|日|周|月|年|小时|人|户|次|只|斤|公斤|吨|套|个|件|瓶|亩|台|辆)").match(text, count.end)
    if slash:
        return slash[1]
    floor = max(count.floor, count.start - REACH)
    start = max(text.rfind(mark, floor, count.start) for mark in "，。；：！？\n") + 1
    start = max(start, floor)
    found = _each().search(text, start, count.start)
    if found is None:
        average = load("counts")["per"]["average"]
        return next((unit for word, unit in average.items() if text.find(word, start, count.start) >= 0), None)
    event = dimension(count.quantity) == "event"
    return found["each"] if event or _close(found["between"]) else None


def _close(between: str) -> bool:
    """Whether only a verb and an adverb stand between 每天 and its count."""
    return len(between) <= 4 and not set(between) & set("对和、及在向")
