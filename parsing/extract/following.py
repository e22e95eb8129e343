"""What a sentence leaves to the next of whose the counts are: its subject, what it calls 全市, what the report opened with.

Apart from :mod:`parsing.extract.scope`, which asks whose one count is; here nothing is counted.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from parsing.extract.frame import own_area, resolved, seen_after
from parsing.lexicon import load

if TYPE_CHECKING:
    from parsing.extract.frame import Frame
    from parsing.extract.passages import Passage
    from parsing.record import Entity

LEVELS = frozenset("省市区县镇乡州旗")
OPENING = (*LEVELS, "街道", "村", "社区")
"""Ends of the places that a report may open with as what it is about."""
EARLIER = 8
"""How many subjects back 全镇 is looked up."""

ITEM = re.compile("[一二三四五六七八九十]是")
"""What begins an item of an enumeration; the subject of the one before it is over."""
BACK = ("该", "公司")
"""What refers back to a body named before, or to nothing."""


@cache
def _tellers() -> tuple[str, ...]:
    return tuple(load("counts")["scope"]["tellers"])


def advanced(text: str, passage: Passage, subject: Entity | None, frame: Frame) -> Frame:
    """The frame after a sentence with its subject."""
    frame = frame.cleared() if ITEM.match(text, passage.span.start) else frame
    area = own_area(text, passage.areas, *passage.span) if subject is None else None
    if area:
        subject = resolved(area, seen_after(frame, _before(text, area, passage)))
    frame = seen_after(frame, passage.names)
    if area and subject is None and area.startswith(BACK):
        return frame
    tells = subject is not None and subject.text.endswith(_tellers())
    if tells or (subject and is_bare(subject) and frame.topic is not None):
        return frame
    if subject:
        return frame._replace(subject=subject, own=None, earlier=(*frame.earlier, subject)[-EARLIER:])
    return frame._replace(subject=None, own=area) if area else frame


def _before(text: str, area: str, passage: Passage) -> list[Entity]:
    """The names of a sentence that stand before what it calls 全市."""
    at = text.rfind(area, *passage.span)
    return [name for name in passage.names if name.end <= at]


def settled(frame: Frame) -> Frame:
    """The frame with the division that the text begins with as its topic, where the title names none."""
    first = frame.subject
    opening = frame.topic is None and len(frame.earlier) == 1 and first is not None and first.label == "PLACE"
    return frame._replace(topic=first) if opening and first is not None and first.text.endswith(OPENING) else frame


def is_bare(subject: Entity) -> bool:
    """Whether a body is named by its level alone (县委, 市指挥部): then the text goes on about the place."""
    return subject.label == "ORG" and subject.text[:1] in LEVELS
