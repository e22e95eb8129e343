"""How a sentence changes what the text is about: from one :class:`~parsing.extract.metrics.focus.Focus` to the next.

The new subject is that of the sentence, or what it means by 全市; the first subject may become the topic of the report.
Apart from :mod:`parsing.extract.metrics.scope`, which asks whose one count is; here nothing is counted.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from msgspec.structs import replace

from parsing.extract.entities.heads import complete, heads
from parsing.extract.entities.stems import LEVELS
from parsing.extract.metrics.focus import NAMED, resolved, seen_after, short_names
from parsing.extract.metrics.gifts import by_person
from parsing.extract.metrics.own_areas import own_area
from parsing.extract.metrics.subjects import led_by_person
from parsing.extract.metrics.wordlists import scope_words, word_ends

if TYPE_CHECKING:
    from parsing.extract.metrics.focus import Focus
    from parsing.extract.metrics.passages import Passage
    from parsing.record import Entity

FIRST_LINES = 2
"""The title and the first paragraph."""
EARLIER = 8
"""How many subjects back 全镇 is looked up."""

ITEM = re.compile("[一二三四五六七八九十]是")
"""What begins an item of an enumeration (二是); the subject of the item before it holds no more."""
FIRST_ITEM = "一是"


def advanced(text: str, passage: Passage, subject: Entity | None, focus: Focus) -> Focus:
    """The focus behind a sentence, given the one before it and the subject of the sentence."""
    if _addresses(text, passage):
        return focus
    if ITEM.match(text, passage.span.start):
        head = of_item(text, passage, focus)
        focus = replace(focus.cleared(), subject=head, head=head)
    area = own_area(text, passage.areas, *passage.span) if subject is None else None
    if area:
        subject = resolved(area, seen_after(focus, _before(text, area, passage)))
    focus = seen_after(focus, passage.names)
    if area and subject is None and refers_back(area):
        return focus
    tells = subject is not None and subject.text.endswith(scope_words("tellers"))
    if tells or (subject and _is_bare(subject) and focus.topic is not None):
        return focus
    if subject:
        return replace(focus, subject=subject, own=None, person=False, earlier=(*focus.earlier, subject)[-EARLIER:])
    if area:
        return replace(focus, subject=None, own=area, person=False)
    given = any(by_person(text, count, passage.span) or led_by_person(text, passage, count) for count in passage.counts)
    return replace(focus, person=True) if given else focus


def of_item(text: str, passage: Passage, focus: Focus) -> Entity | None:
    """The subject that a sentence goes on about: of an item of an enumeration, the one before its first item."""
    item = ITEM.match(text, passage.span.start)
    return focus.subject if item is None or item.group() == FIRST_ITEM else focus.head


def _addresses(text: str, passage: Passage) -> bool:
    """Whether a line only says to whom a notice goes: 各省、自治区卫生厅局，某中心：."""
    start, end = passage.span
    return text.startswith("各", start) and text[end - 1] in "：:" and not passage.counts


def refers_back(area: str) -> bool:
    """Whether 全镇 or the like can only mean a name from before: 该公司, and not 全县."""
    return area.startswith(scope_words("back"))


def _before(text: str, area: str, passage: Passage) -> list[Entity]:
    """The names of a sentence that stand before what it calls 全市."""
    at = text.rfind(area, *passage.span)
    return [name for name in passage.names if name.end <= at]


def settled(text: str, passage: Passage, focus: Focus) -> Focus:
    """The focus with the first subject of the text as its topic, where the title names none.

    A division or a body, also where only its people are told of: 县住建局领导班子成员到工地检查.
    """
    first = focus.subject
    if focus.topic is None and not focus.earlier:
        return replace(focus, topic=_of_people(text, passage))
    if focus.topic is not None or len(focus.earlier) != 1 or first is None:
        return focus
    opens = _names_division(text, first, passage) if first.label == "PLACE" else _acts(first)
    return replace(focus, topic=first) if opens else focus


def _names_division(text: str, first: Entity, passage: Passage) -> bool:
    """Whether a report may be about a place: a division (江州市), or its short name in the first lines (江州新增5例)."""
    if first.text.endswith(word_ends("areas")):
        return True
    return first.text in short_names() and text.count("\n", 0, passage.span.start) < FIRST_LINES


def _of_people(text: str, passage: Passage) -> Entity | None:
    """The body that a sentence begins with and whose people it tells of: 县住建局 in 县住建局领导班子成员到工地检查.

    Not one whose head visits another place.
    """
    names = [name for name in passage.names if name.label != "DATE"]
    last = 0
    while last + 1 < len(names) and names[last].end == names[last + 1].start and names[last + 1].label in NAMED:
        last += 1
    body = names[last] if names else None
    if body is None or not (_acts(body) or body.label == "PLACE"):
        return None
    if last + 1 < len(names) and names[last + 1].label == "TITLE" and names[last + 1].start == body.end:
        return None if any(text.find(site, body.end, passage.span.end) > 0 for site in _visits()) else body
    return body if _acts(body) and text.startswith(scope_words("people"), body.end) else None


@cache
def _visits() -> tuple[str, ...]:
    """Ways to come to a place that no other word begins with."""
    return tuple(word for word in scope_words("sites") if len(word) > 1)


def _acts(body: Entity) -> bool:
    """Whether a report can be about a body: no government named by its level alone, and none that only tells."""
    tells = rules(body) or national(body.text) or is_office(body)
    return body.label == "ORG" and not tells and not body.text.endswith(scope_words("media"))


def rules(body: Entity) -> bool:
    """Whether a body rules a division and is named by its level alone (县指挥部): its counts are the division's."""
    return _is_bare(body) and body.text.endswith(scope_words("ruling"))


def _is_bare(subject: Entity) -> bool:
    """Whether a body is named by its level alone (县委, 市医院): then the text goes on about the place."""
    return subject.label == "ORG" and subject.text[:1] in LEVELS and not subject.text.startswith(_level_like())


@cache
def _level_like() -> tuple[str, ...]:
    """Bodies whose names only begin as a level does: 市场监管局, 乡村振兴局."""
    kinds = heads()
    return tuple(
        word
        for word in kinds.alone
        if word[0] in LEVELS and word[1:] not in kinds.all.words and word[1:] not in kinds.levelled
    )


@lru_cache(maxsize=1024)
def national(name: str) -> bool:
    """Whether a body is of the whole country or the world, or an office of such a body: 卫生部, 卫生部新闻办公室."""
    start = 2 * (name.startswith("中国") and not complete().at(name, 0))
    end = complete().at(name, start)
    return end > 0 and not name.endswith("兵团") and (end == len(name) or name.endswith(scope_words("tellers_of_sick")))


def is_office(body: Entity) -> bool:
    """Whether a body is an office of a division that it does not name: 市卫健委, which tells of the sick of the 市."""
    tells = body.label == "ORG" and body.text.endswith(scope_words("tellers_of_sick"))
    return tells and (body.text[0] in LEVELS or body.text in scope_words("tellers_of_sick"))
