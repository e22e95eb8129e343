"""Whose a count is, and as of when.

Both are said once and hold on: a subject until the paragraph's next subject, a 截至 until the paragraph ends or the
next 截至. The walk through the sentences carries them in a :class:`Frame`, so that each count only asks its own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from parsing.extract.clauses import BREAKS, REACH, Count
from parsing.lexicon import load

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsing.record import Entity
    from parsing.spans import Span

MASK = frozenset("xXｘＸ×*＊○")


@cache
def _tuple(name: str) -> tuple[str, ...]:
    return tuple(sorted(load("counts")["scope"][name], key=len, reverse=True))


@dataclass(frozen=True, slots=True)
class Frame:
    """What the text before a sentence has set: its subject, earlier subjects (latest last), the date, the topic."""

    subject: Entity | None = None
    own: bool = False
    """The subject is 我区 and its like: named, but not by a name."""
    earlier: tuple[Entity, ...] = field(default=())
    as_of: str | None = None
    topic: Entity | None = None


def readable(entity: Entity) -> bool:
    """Whether the name says whose a count is: a redacted one does not."""
    return entity.label in {"PLACE", "ORG"} and not MASK.intersection(entity.text)


def subject_of(
    text: str, sentence: Span, entities: Sequence[Entity], counts: Sequence[Count]
) -> Entity | None:
    """The first name that opens a clause of the sentence; of nested places the last.

    A name that touches a count is an item of a list, and 其中 opens a list: neither is what the text goes on about.
    """
    if text.startswith("其中", sentence.start):
        return None
    items = {count.start for count in counts}
    for at, entity in enumerate(entities):
        if entity.end not in items and readable(entity) and opens_clause(text, sentence, entities, at) and not is_origin(text, entities, at):
            return entity
    return None


def opens_clause(text: str, sentence: Span, entities: Sequence[Entity], at: int) -> bool:
    """Whether only dates, adverbs or an enclosing place stand between the clause's start and the entity."""
    start = entities[at].start
    if at and entities[at - 1].end == start and entities[at - 1].label in {"PLACE", "ORG"}:
        return opens_clause(text, sentence, entities[:at], at - 1)
    if at and entities[at - 1].label == "DATE" and entities[at - 1].end <= start:
        between = text[entities[at - 1].end : start]
        if _stripped(between) == "":
            return True
    floor = max(sentence.start, start - REACH)
    begin = start
    while begin > floor and text[begin - 1] not in BREAKS and text[begin - 1] not in "：:":
        begin -= 1
    return _stripped(text[begin:start]) == ""


def _stripped(lead: str) -> str:
    """A lead without the words that may stand before a subject."""
    openers = _tuple("openers")
    while lead:
        word = next((opener for opener in openers if lead.startswith(opener)), None)
        if word is None:
            return lead
        lead = lead[len(word) :]
    return lead


def is_origin(text: str, entities: Sequence[Entity], at: int) -> bool:
    """Whether the name only says where people came from, encloses the next name, or belongs to a title."""
    entity = entities[at]
    if text.startswith(_tuple("origins"), entity.end):
        return True
    last = at
    while last + 1 < len(entities) and text[entities[last].end : entities[last + 1].start] == "、":
        last += 1
    if text.startswith(_tuple("aside"), entities[last].end):
        return True
    following = entities[at + 1] if at + 1 < len(entities) else None
    return following is not None and following.start == entity.end and following.label in {"PLACE", "ORG", "TITLE"}


def nearest(text: str, count: Count, entities: Sequence[Entity]) -> Entity | None:
    """The nearest name before the count in its sentence that it may belong to."""
    for at in range(len(entities) - 1, -1, -1):
        entity = entities[at]
        if entity.end > count.start or not readable(entity) or is_origin(text, entities, at):
            continue
        if _closed(text, entity.end, count.start):
            continue
        if entity.end == count.start or opens_clause(text, count.sentence, entities, at):
            return entity
    return None


def _closed(text: str, start: int, end: int) -> bool:
    """Whether a bracket that was open at ``start`` closes before ``end``."""
    between = text[start:end]
    return between.count("）") + between.count(")") > between.count("（") + between.count("(")


def site(text: str, count: Count, entities: Sequence[Entity]) -> Entity | None:
    """The nearest place where it happened (在甲村): whose it is, where no subject is named at all."""
    for at in range(len(entities) - 1, -1, -1):
        entity = entities[at]
        happened = text.endswith(_tuple("sites"), 0, entity.start)
        if happened and entity.end <= count.start and readable(entity) and not is_origin(text, entities, at):
            return entity
    return None


def own_area(text: str, start: int, end: int) -> str | None:
    """The last 全区, 我市… in a stretch, as written."""
    last, found = -1, None
    for word in (*_tuple("own_areas"), *_tuple("own")):
        at = text.rfind(word, start, end)
        if at > last:
            last, found = at, word
    return found


def scope_of(text: str, count: Count, entities: Sequence[Entity], frame: Frame) -> str | None:
    """Whose the count is, as the text words it; null where no name says it."""
    local = nearest(text, count, entities)
    area = own_area(text, local.end if local else count.sentence.start, count.start)
    if area:
        resolved = _resolved(area, frame, local)
        return resolved.text if resolved else None
    if local is not None:
        return local.text
    if frame.own:
        return None
    carried = frame.subject or site(text, count, entities) or frame.topic
    return carried.text if carried else None


def _resolved(area: str, frame: Frame, local: Entity | None = None) -> Entity | None:
    """全镇 is the latest subject that is a 镇."""
    kind = area.removeprefix("全").removeprefix("我").removeprefix("本")
    known = (*((frame.topic,) if frame.topic else ()), *frame.earlier, *((local,) if local else ()))
    for entity in reversed(known):
        if entity.text.endswith(kind):
            return entity
    return None


def advanced(
    text: str, sentence: Span, entities: Sequence[Entity], counts: Sequence[Count], frame: Frame
) -> Frame:
    """The frame after a sentence."""
    subject = subject_of(text, sentence, entities, counts)
    area = own_area(text, sentence.start, sentence.end) if subject is None else None
    if area:
        subject = _resolved(area, frame)
    own = subject is None and area is not None
    return Frame(
        subject=subject or (None if own else frame.subject),
        own=own or (frame.own and subject is None),
        earlier=(*frame.earlier, subject)[-8:] if subject else frame.earlier,
        as_of=frame.as_of,
        topic=frame.topic,
    )
