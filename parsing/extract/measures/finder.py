"""Measures: actions of prevention and control that a body takes, or is told to take.

A sentence is read clause by clause: triggers give categories, context cancels those that tell of nothing, the grammar
of demand gives each its status. The unit is (sentence, category, status); repeats inside it are one measure.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from parsing.extract.lexicon_matches import lexicon_matches
from parsing.extract.measures import context, reporting, visits, wares
from parsing.extract.measures.actors import Surroundings
from parsing.extract.measures.triggers import Trigger, ending_in, triggers, within
from parsing.extract.modality.setting import Placed, placed
from parsing.extract.modality.status import Setting, status_at, turns
from parsing.extract.tokens import tokens_of
from parsing.lexicon import load
from parsing.record import Measure
from parsing.sentences import clauses
from parsing.spans import Span
from parsing.values import Value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from parsing.extract.extraction import Extraction
    from parsing.extract.measures.triggers import PhraseMatch
    from parsing.extract.modality.status import Turn
    from parsing.record import Entity, Status
    from parsing.structure import Document

DONATION, MARKET, SUPERVISION = "donation", "market", "supervision"
SEEN = frozenset({MARKET, "monitoring", "movement", "screening"})
"""What a leader on site only looks at, where its words are looking and a thing."""
NAMES = frozenset({"ORG", "TITLE"})
"""Labels of names that may have an action's name in them: 消毒科."""
BEARERS = frozenset({"ORG", "PERSON", "PLACE"})
"""What may begin with a surname."""
NOBODY, PRONOUN = "某", "他"
"""What stands for a surname, and for the end of a name, in the text in which demands are looked for."""
DUTY = re.compile("[^，。；：\\n]{0,12}(?:要|必须)")
"""Behind a name: what the person may have to do."""
BREAK = "…”"
"""Where quoted speech breaks off."""
EDGES = " \u3000，；：。！？“”‘’、…\n"


class Reading(NamedTuple):
    """A report's ``text``, and as ``plain`` the same with names made unreadable that would read as demands."""

    text: str
    plain: str


class Event(Value, frozen=True):
    """A trigger that tells of an action, with the clause that holds it and its status."""

    trigger: Trigger
    clause: Span
    status: Status


def find_measures(document: Document, found: Extraction) -> Extraction:
    """Add the measures of a report, in order of position; those of one sentence by their triggers."""
    text = document.text
    parts = triggers().parts(tokens_of(text), lexicon_matches(text).phrases)
    starts = [part.start for part in parts]
    persons = visits.leading_persons(text, found)
    entities = sorted(found.entities, key=attrgetter("start"))
    named_at = [entity.start for entity in entities]
    measures: list[Measure] = []
    led = False
    plain = _for_demands(text, found)
    for sentence in placed(document, plain):
        inside = within(parts, starts, sentence.span)
        around = entities[bisect_left(named_at, sentence.span.start) : bisect_left(named_at, sentence.span.end)]
        named = visits.led(text, sentence.span, around, persons)
        present = named or (led and visits.starts_with_pronoun(text, sentence.span))
        led = named or (led and not sentence.opening) or present
        if sentence.setting is Setting.SPEECH and visits.speaks_in_name(around, persons):
            # whoever speaks here is narrated
            sentence = Placed(sentence.span, Setting.NARRATIVE, sentence.opening, sentence.gift)  # noqa: PLW2901
        names = [name for name in around if name.label in NAMES or (present and visits.is_site(text, name))]
        events = list(_events(Reading(text, plain), sentence, inside, names, present=present))
        if (
            not present
            and any(item.trigger.category == SUPERVISION for item in events)
            and context.is_market(text, sentence.span)
        ):
            events = _of_market(events)
        measures += _measures(document, sentence.span, around, events) if events else ()
    return replace(found, measures=tuple(measures))


def _for_demands(text: str, found: Extraction) -> str:
    """The text in which demands are looked for, as long as it was.

    Without the surnames that are words of demand elsewhere (应小青捐赠口罩 becomes 某小青捐赠口罩), and with 他 at the end of
    persons' names, since what one person has to do day by day is no demand (李明每天要登门 becomes 李他每天要登门).
    """
    modal, signs = _modal_surnames(), dict[int, str]()
    for name in found.entities:
        if name.label in BEARERS and name.text[0] in modal:
            signs[name.start] = NOBODY
        if name.label == "PERSON" and DUTY.match(text, name.end):
            signs[name.end - 1] = PRONOUN
    return "".join(signs.get(at, sign) for at, sign in enumerate(text)) if signs else text


@cache
def _modal_surnames() -> frozenset[str]:
    """Surnames that are words of demand elsewhere: 应, 须."""
    return frozenset(load("demand")["surnames"])


def _events(
    reading: Reading, sentence: Placed, parts: Sequence[PhraseMatch], names: Sequence[Entity], *, present: bool
) -> Iterator[Event]:
    """Everything a sentence tells of, in order of its clauses; an entry of a list of gifts tells of its gift alone.

    What is only a part of a body's or a post's name (消毒科科长) tells of nothing.
    """
    text = reading.text
    if sentence.gift:
        first = next(iter(clauses(text, sentence.span)), sentence.span)
        yield Event(Trigger(first.start, first.end, DONATION), sentence.span, "done")
        return
    by_clause = _triggers_by_clause(text, sentence.span, parts) if parts else []
    meets = not present and visits.meets(text, sentence.span)
    if not (by_clause or present or meets):
        return
    changes = [turn for part in _parted(text, sentence) for turn in turns(reading.plain, part, sentence.setting)]
    silent = (
        sorted([*context.chatters(text, sentence.span), *context.recitals(text, sentence.span)]) if by_clause else ()
    )
    guarded = bool(by_clause) and not context.regulates(text, sentence.span)
    for clause, asserted in by_clause:
        for trigger in context.outside(asserted, silent):
            status = status_at(changes, trigger.start)
            seen = (
                present
                and status == "done"
                and trigger.category in SEEN
                and visits.looked_at(text, trigger.start, trigger.end)
            )
            barred = guarded and trigger.category == MARKET
            if not barred and not seen and not visits.inside(trigger, names):
                of_market = wares.are_meant(text, sentence.span, clause, trigger.category)
                category = MARKET if of_market else reporting.category_of(text, sentence.span, trigger)
                yield Event(replace(trigger, category=category), clause, status)
    if present or meets:
        yield from _visit(text, sentence.span, changes, names, meets=meets)


def _parted(text: str, sentence: Placed) -> list[Span]:
    """A sentence of a narrative, parted where speech in it breaks off: who called, and how, is told behind that."""
    start, end = sentence.span
    called = text.find(BREAK, start, end) + len(BREAK)
    if sentence.setting is not Setting.NARRATIVE or called < start + len(BREAK) or called >= end - 1:
        return [sentence.span]
    return [Span(start, called), Span(called, end)]


def _of_market(events: Sequence[Event]) -> list[Event]:
    """What market regulators do is supervision of the market alone."""
    return [
        replace(item, trigger=replace(item.trigger, category=MARKET)) if item.trigger.category == SUPERVISION else item
        for item in events
    ]


def _triggers_by_clause(text: str, sentence: Span, parts: Sequence[PhraseMatch]) -> list[tuple[Span, list[Trigger]]]:
    """The clauses of a sentence that tell of actions, each with its triggers; no other need be looked at further."""
    found = []
    starts = [part.start for part in parts]
    aim, at = False, 0
    for clause in clauses(text, sentence):
        first, at = at, bisect_left(starts, clause.end, at)
        if aim and context.goes_on(text, clause, sentence.end):
            continue
        aim = text[clause.start] == context.FOR and context.opens_aim(text, clause)
        found_triggers = triggers().hits(text, ending_in(parts[first:at], clause.end)) if first < at else []
        asserted = context.asserted(text, clause, found_triggers) if found_triggers else []
        if asserted:
            found.append((clause, asserted))
    return found


def _visit(
    text: str, sentence: Span, changes: Sequence[Turn], names: Sequence[Entity], *, meets: bool
) -> Iterator[Event]:
    """What a leader's sentence tells of by its form: a hearing at a meeting, else a visit.

    In a meeting's own sentence (``meets``), only a hearing.
    """
    opened = next((turn.at for turn in changes if turn.status == "required"), sentence.end)
    before = Span(sentence.start, opened)
    trigger = visits.meeting(text, before) or (None if meets else visits.visit(text, before, names))
    if trigger is not None:
        clause = next(c for c in clauses(text, sentence) if c.start <= trigger.start < c.end)
        yield Event(trigger, clause, "done")


def _measures(
    document: Document, sentence: Span, inside: Sequence[Entity], events: Sequence[Event]
) -> Iterator[Measure]:
    """One measure for each category and status, its stretch the first run of clauses that hold it."""
    groups: dict[tuple[str, Status], list[Event]] = {}
    for item in sorted(events, key=attrgetter("trigger")) if len(events) > 1 else events:
        groups.setdefault((item.trigger.category, item.status), []).append(item)
    text = document.text
    around = Surroundings.of(text, inside)
    for (category, status), items in groups.items():
        (start, end), trigger = _run(text, items), items[0].trigger
        yield Measure(
            start=start,
            end=end,
            raw=document.raw(start, end),
            category=category,
            status=status,
            text=text[start:end],
            trigger=text[trigger.start : trigger.end],
            actor=around.actor(sentence, trigger.start, start),
            scope=around.scope(trigger.start),
            as_of=around.as_of(trigger.start),
        )


def _run(text: str, items: Sequence[Event]) -> tuple[int, int]:
    """The stretch of the first clauses in a row."""
    start, end = items[0].clause
    for item in items[1:]:
        if item.clause.start == end:
            end = item.clause.end
    while start < end and text[start] in EDGES:
        start += 1
    while end > start and text[end - 1] in EDGES:
        end -= 1
    return start, end
