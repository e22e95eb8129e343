"""The counts of a report with all their fields: number, what, whose, as of when, per what.

The walk goes sentence by sentence, since subjects, dates and counted nouns are carried on from one to the next.
"""

from __future__ import annotations

import re
from operator import attrgetter
from typing import TYPE_CHECKING

from msgspec.structs import replace

from parsing.extract.metrics.as_of import Past, as_of, below_heading, carried_over, holding, marks
from parsing.extract.metrics.counted import counted
from parsing.extract.metrics.ellipsis import elided
from parsing.extract.metrics.focus import Focus, topic
from parsing.extract.metrics.focus_update import advanced, settled
from parsing.extract.metrics.headings import Headed, goes_on, inherited, of_rest
from parsing.extract.metrics.nouns_apart import noun_apart
from parsing.extract.metrics.passages import listing, passages
from parsing.extract.metrics.rates import rate_of
from parsing.extract.metrics.scope import scope_of
from parsing.extract.metrics.subjects import subject_of
from parsing.extract.metrics.wordlists import dimension, word_ends, word_set
from parsing.record import Entity, Metric

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from parsing.extract.extraction import Extraction
    from parsing.extract.metrics.clauses import Count
    from parsing.spans import Span
    from parsing.structure import Document

OTHER = re.compile("[，；：。（）共总 ]|合计|累计")
"""Between two counts: the second is told in another clause, or is a total, and so no rate."""
CASE = re.compile("(?:典型)?案(?:例|件)[一二三四五六七八九十\\d]")
"""A case that is told: what the report is about is not whose its counts are."""
CARRIED = 12
"""How many counts back an omitted noun is looked for."""


def find_metrics(document: Document, found: Extraction) -> Extraction:
    """Add the metrics to what was found, and for each a QUANTITY entity of the same span."""
    metrics = tuple(_metrics(document, found))
    quantities = [Entity(label="QUANTITY", start=m.start, end=m.end, raw=m.raw, text=m.quantity) for m in metrics]
    entities = sorted((*found.entities, *quantities), key=attrgetter("start"))
    return replace(found, metrics=metrics, entities=tuple(entities))


def _metrics(document: Document, found: Extraction) -> Iterator[Metric]:
    """The walk through the sentences: the metrics of each, and what it leaves to the next.

    Carried on are the ``focus`` (what the text is about), the date that holds (``dated``, ``past``), the metrics that
    an omitted noun may be taken from (``before``), and what the heading says is counted (``headed``).
    """
    text = document.text
    headings = {paragraph.start for paragraph in document.paragraphs if paragraph.kind != "body"}
    focus, dated, past = Focus(topic=topic(document, found)), None, Past()
    before: list[Metric] = []
    headed = Headed()
    listed = False
    for passage in passages(document, found):
        if passage.opens:
            on = goes_on(text, passage)
            listed = listing(text, passage.span.start, before=listed) or (listed and on)
            headed = headed.under(passage.span.of(text), before, listed=listed)
            held = focus.heading or listed or on
            dated = (below_heading(dated) if focus.heading else dated) if held else None
            focus, heading = focus if held else focus.cleared(), passage.span.start in headings and not on
            focus = focus if focus.heading == heading else replace(focus, heading=heading)
            before = inherited(text, passage, before)
            focus = replace(focus, topic=None) if CASE.match(text, passage.span.start) else focus
        changes, subject = marks(text, passage), subject_of(text, passage)
        dated = carried_over(text, passage, dated) or (past.recalled(text, passage) if not changes else None)
        past = past.after(changes)
        holds = holding(text, passage, dated) if passage.counts else None
        told = len(before)
        for count in passage.counts:
            when = as_of(text, count, changes, holds)
            whose = scope_of(text, count, passage, subject, focus)
            before.append(_metric(document, count, passage.counts, before[-CARRIED:], whose, when, headed))
        yield from _with_shared_nouns(text, before[told:])
        dated = changes[-1] if changes else dated
        focus = settled(text, passage, advanced(text, passage, subject, focus))


def _with_shared_nouns(text: str, told: Sequence[Metric]) -> list[Metric]:
    """The metrics of a sentence, where one without a noun shares that of the next: 由我院4名、市中医院2名护士组成.

    So do batches of people (派出5批60名队员) and packages of goods (20件400瓶消毒液).
    """
    found = list(told)
    for at in range(len(found) - 2, -1, -1):
        one, following = found[at], found[at + 1]
        batches = one.end == following.start and (one.unit in word_set("batches") or _packed(text, one, following))
        if batches or (one.what is None and one.unit == following.unit and text[one.end : one.end + 1] in {"、", "和"}):
            found[at] = replace(one, what=following.what)
    return found


def _packed(text: str, one: Metric, following: Metric) -> bool:
    """Whether goods are counted by their packages and by themselves before their noun: 20件400瓶消毒液."""
    goods = {"item", "mass", "volume"}
    noun = following.what is not None and text.startswith(following.what, following.end)
    return noun and dimension(one.unit) in goods and dimension(following.unit) in goods


def _metric(  # noqa: PLR0913, PLR0917  what a count may look at
    document: Document,
    count: Count,
    row: Sequence[Count],
    before: Sequence[Metric],
    whose: str | None,
    when: str | None,
    headed: Headed,
) -> Metric:
    """One count with all its fields.

    ``row``: the counts of its sentence; ``before``: the last metrics of its paragraph; ``when``: the date that holds;
    ``headed``: what is counted by the heading or the paragraph before.
    """
    text, quantity = document.text, count.quantity
    what = noun_apart(text, count, row, before)
    span = counted(text, count) if what is None else None
    other = of_rest(text, count) or (
        span is not None and (span.of(text) == whose or (bool(before) and _is_of(before[-1], span, text, count)))
    )
    span = None if other else span
    return Metric(
        start=quantity.start,
        end=quantity.end,
        raw=document.raw(quantity.start, quantity.end),
        quantity=quantity.text,
        value=quantity.value,
        unit=quantity.unit,
        bound=quantity.bound,
        redacted=quantity.redacted,
        what=what or (span.of(text) if span else elided(text, count, before, headed)),
        scope=whose,
        as_of=when,
        per=rate_of(text, count) or _shared_rate(text, count, before),
        sentence=count.sentence,
    )


def _is_of(last: Metric, span: Span, text: str, count: Count) -> bool:
    """Whether the noun before a number of people is what the last count counted, and none of theirs: 17个村民小组648户."""
    inhabited = dimension(count.quantity.unit) in {"person", "household"} and dimension(last.unit) in {"item", "place"}
    people = span.of(text).endswith(word_ends("agents"))
    between, what = text[last.end : count.start], span.of(text)
    return inhabited and not people and what == last.what and (between == what or between.endswith("、"))


def _shared_rate(text: str, count: Count, before: Sequence[Metric]) -> str | None:
    """The rate of the count before, which holds on in its clause: 日均投放蔬菜80吨、猪肉15吨; 日检测能力由1万管提高到5万管."""
    if not before or before[-1].per is None or before[-1].end != count.floor:
        return None
    return None if OTHER.search(text, count.floor, count.start) else before[-1].per
