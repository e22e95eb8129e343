"""Whose a count is: the named place or body, said once and carried on until the next subject.

The walk through the sentences carries a :class:`Frame`. A count first asks its own sentence for the nearest name that
opens a clause or touches it; then 全镇 and its like for the subject they stand for; then what the frame holds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from parsing.extract.clauses import BREAKS, REACH, Count
from parsing.lexicon import load
from parsing.spans import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsing.extract.found import Found
    from parsing.extract.passages import Passage
    from parsing.record import Entity
    from parsing.structure import Document

LEVELS = frozenset("省市区县镇乡州旗")
MASK = frozenset("xXｘＸ×*＊○")
NAMED = frozenset({"PLACE", "ORG"})
EARLIER = 8
"""How many subjects back 全镇 is looked up."""

MANY = 20
"""How many names a sentence may put before its subject, or string together with 、, and still be followed."""

NEAR = 200


@cache
def _tuple(name: str) -> tuple[str, ...]:
    return tuple(sorted(load("counts")["scope"][name], key=len, reverse=True))


@cache
def _areas() -> re.Pattern[str]:
    return re.compile("|".join(sorted((*_tuple("own_areas"), *_tuple("own")), key=len, reverse=True)))


@dataclass(frozen=True, slots=True)
class Frame:
    """What the text before a sentence has set."""

    subject: Entity | None = None
    own: bool = False
    """The subject is 我区 or its like: meant, but not named."""
    earlier: tuple[Entity, ...] = ()
    """Earlier subjects, the latest last."""
    topic: Entity | None = None
    """Whom the report's title names."""
    heading: bool = False
    """The paragraph is a heading: its subject holds for the next one."""

    def cleared(self) -> Frame:
        """The frame at the start of a new paragraph."""
        return replace(self, subject=None, own=False)


def topic(document: Document, found: Found) -> Entity | None:
    """Whom the report is about: the last place its title names, else the last body."""
    first = document.paragraphs[:1]
    if not first or first[0].kind != "title":
        return None
    names = [e for e in found.within(Span(first[0].start, first[0].end), "PLACE", "ORG") if readable(e)]
    places = [e for e in names if e.label == "PLACE"]
    return next(reversed(places or names), None)


def readable(entity: Entity) -> bool:
    """Whether the name says whose a count is: a redacted one does not."""
    return entity.label in NAMED and not MASK.intersection(entity.text)


def scope_of(text: str, count: Count, passage: Passage, frame: Frame) -> str | None:
    """Whose the count is, as the text words it; null where no name says it."""
    if _of_the_rest(text, count):
        whole = frame.topic or frame.subject
        return whole.text if whole else None
    local = nearest(text, count, passage)
    area = own_area(text, local.end if local else passage.span.start, count.start)
    found = _resolved(area, frame, *count.names, local) if area else local
    if area and found is None and area.startswith("该"):
        area, found = None, local
    if area is None and found is None and not frame.own:
        found = frame.subject or _site(text, count) or frame.topic
    if area and found is None:
        return _division(area[1:], frame)
    return found.text if found else None


def _division(kind: str, frame: Frame) -> str | None:
    """The division of a kind that the reporting body's name begins with: 全市 is 云河市 in a report of 云河市公安局."""
    known = (name.text for name in (*reversed(frame.earlier), frame.topic) if name is not None and readable(name))
    found = (re.match(rf"[\u4e00-\u9fff]{{1,6}}?{kind}(?!长)", name) for name in known)
    return next((match.group() for match in found if match is not None), None)


def _of_the_rest(text: str, count: Count) -> bool:
    """Whether the count's stretch of the clause opens with 其余: the list's items before it are not its own."""
    floor = max(count.sentence.start, count.start - REACH)
    marks = "，、；：。" if "）" in text[floor : count.start] else "，、；：（。"
    begin = max(text.rfind(mark, floor, count.start) for mark in marks) + 1
    return text.startswith(_tuple("rest"), max(begin, floor), count.start)


def nearest(text: str, count: Count, passage: Passage) -> Entity | None:
    """The nearest name before the count in its sentence that it may belong to, else the sentence's subject."""
    names = count.names
    if _by_person(text, count, passage.span):
        return None
    for at in range(len(names) - 1, -1, -1):
        name = names[at]
        if name.end > count.start or not readable(name) or aside(text, names, at):
            continue
        touches = name.end == count.start
        if _reaches(text, name, count, passage) and (touches or opens_clause(text, passage.span, names, at)):
            return name
    subject = subject_of(text, passage)
    return subject if subject and subject.end <= count.start else None


def _by_person(text: str, count: Count, sentence: Span) -> bool:
    """Whether a person alone acts since the last semicolon: …；退休教师方若兰捐款2000元."""
    since = text.rfind("；", max(sentence.start, count.start - NEAR), count.start)
    labels = {name.label for name in count.names if name.start > since}
    return since >= 0 and "PERSON" in labels and not labels & NAMED


def _reaches(text: str, name: Entity, count: Count, passage: Passage) -> bool:
    """Whether the name still holds at the count: its bracket is open, and it is no item of a list that has ended."""
    between = text[name.end : count.start]
    if closes(between):
        return False
    return name.end not in passage.listed or not set(between) & set("，；") or closes(between.translate(MIRROR))


MIRROR = str.maketrans("（）()", "）（)(")


def closes(between: str) -> bool:
    """Whether a bracket that was open before the stretch closes in it."""
    return between.count("）") + between.count(")") > between.count("（") + between.count("(")


def subject_of(text: str, passage: Passage) -> Entity | None:
    """The first name that opens a clause of the sentence; of nested places the last.

    A name that touches a count is an item of a list, and 其中 opens a list: neither is what the text goes on about.
    """
    if text.startswith("其中", passage.span.start):
        return None
    names = passage.names[:MANY]
    for at, name in enumerate(names):
        follows = readable(name) and name.end not in passage.listed and not aside(text, names, at)
        follows = follows and not text.endswith(_tuple("pivots"), 0, name.start)
        if follows and opens_clause(text, passage.span, names, at):
            return name
    return None


def opens_clause(text: str, sentence: Span, names: Sequence[Entity], at: int) -> bool:
    """Whether only dates, adverbs and enclosing places stand between the clause's start and the name."""
    while at and names[at - 1].end == names[at].start and names[at - 1].label in NAMED:
        at -= 1
    start = names[at].start
    floor = max(sentence.start, start - REACH)
    if at and names[at - 1].label == "DATE":
        floor = max(floor, names[at - 1].end)
    begin = start
    while begin > floor and text[begin - 1] not in BREAKS and text[begin - 1] not in "：:":
        begin -= 1
    lead = text[begin:start]
    pivot = next((word for word in _tuple("pivots") if lead.endswith(word)), "")
    return _only_openers(lead.removesuffix(pivot))


NUMBERED = re.compile(r"[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]")
"""A list's number before its item."""


def _only_openers(lead: str) -> bool:
    """Whether a lead is made of words that may stand before a subject, and nothing else."""
    numbered = NUMBERED.match(lead)
    lead = lead[numbered.end() :] if numbered else lead
    while lead:
        word = next((opener for opener in _tuple("openers") if lead.startswith(opener)), None)
        if word is None:
            return False
        lead = lead[len(word) :]
    return True


def aside(text: str, names: Sequence[Entity], at: int) -> bool:
    """Whether the name only says where people came from, encloses the next name, or belongs to a title or an order."""
    if text.startswith(_tuple("origins"), names[at].end):
        return True
    last = at
    while last + 1 < min(len(names), at + MANY) and text[names[last].end : names[last + 1].start] == "、":
        last += 1
    if text.startswith(_tuple("aside"), names[last].end):
        return True
    following = names[at + 1] if at + 1 < len(names) else None
    return following is not None and following.start == names[at].end and following.label in NAMED | {"TITLE"}


ROAD = re.compile(r"(?:国道|省道|县道|乡道|[GSXY]\d)|.*高速(?:公路)?$")
"""A road is where a checkpoint stands, not whose it is."""


def _site(text: str, count: Count) -> Entity | None:
    """The nearest place where it happened (在甲村): whose it is, where no subject is named at all."""
    names = count.names
    for at in range(len(names) - 1, -1, -1):
        happened = text.endswith(_tuple("sites"), 0, names[at].start)
        happened = happened and names[at].end <= count.start and not ROAD.match(names[at].text)
        if happened and readable(names[at]) and not aside(text, names, at):
            return names[at]
    return None


def own_area(text: str, start: int, end: int) -> str | None:
    """The last 全区, 我市… in a stretch, as written."""
    found = _areas().findall(text, max(start, end - NEAR), end)
    return found[-1] if found else None


def _resolved(area: str, frame: Frame, *near: Entity | None) -> Entity | None:
    """全镇 is the latest subject that is a 镇, 我校 the latest that is a school, else the body that reports."""
    kind = area[1:]
    ends = tuple(load("counts")["scope"]["bodies"].get(kind, [kind]))
    known = [name for name in (frame.topic, *frame.earlier, *near) if name is not None and readable(name)]
    return next((name for name in reversed(known) if name.text.endswith(ends)), None)


def advanced(text: str, passage: Passage, frame: Frame) -> Frame:
    """The frame after a sentence."""
    subject = subject_of(text, passage)
    area = own_area(text, *passage.span) if subject is None else None
    if area:
        subject = _resolved(area, frame)
    if area and subject is None and area.startswith("该"):
        return frame
    if subject and _is_bare(subject) and frame.topic is not None:
        return frame
    if subject:
        return replace(frame, subject=subject, own=False, earlier=(*frame.earlier, subject)[-EARLIER:])
    return replace(frame, subject=None, own=True) if area else frame


def _is_bare(subject: Entity) -> bool:
    """Whether a body is named by its level alone (县委, 市指挥部): then the text goes on about the place."""
    return subject.label == "ORG" and subject.text[:1] in LEVELS
