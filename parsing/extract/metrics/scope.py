"""Whose a count is: the place or body that its sentence names, or that the text has been about so far.

江州市新增3例。其中重症1例。 has 江州市 for both counts. A count first asks its own sentence for the nearest name that opens
a clause or touches it; then 全镇 and the like for the name that they stand for; then the
:class:`~parsing.extract.metrics.focus.Focus` that is carried from sentence to sentence. Nobody's are the gifts of
persons and what a body only tells of.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from parsing.expressions import any_of, searchable
from parsing.extract.metrics.asides import first_of_row, is_helped, owns
from parsing.extract.metrics.brackets import closes, opens
from parsing.extract.metrics.clauses import REACH, Count
from parsing.extract.metrics.focus import NAMED, countries, division, division_of, readable, resolved, seen_after
from parsing.extract.metrics.focus_update import is_office, national, of_item, refers_back, rules
from parsing.extract.metrics.gifts import by_person, gives, sent_to, tells_of_gift
from parsing.extract.metrics.given_by import by_nameless
from parsing.extract.metrics.headings import counts_bodies, of_rest
from parsing.extract.metrics.list_scopes import begins_item, holds_bracket, told_again, told_at_once, told_behind
from parsing.extract.metrics.own_areas import own_area
from parsing.extract.metrics.subjects import is_aside, led_by_person, of_many, opening_site, opens_clause, told_of
from parsing.extract.metrics.wordlists import JOINTS, dimension, scope_words, word_ends
from parsing.lexicon import load
from parsing.spans import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsing.extract.metrics.focus import Focus
    from parsing.extract.metrics.passages import Passage
    from parsing.record import Entity


BESIDE = 10
"""Characters beside a number of people that tell whether they are sick."""


@cache
def _rest() -> re.Pattern[str]:
    return re.compile("|".join(scope_words("rest")))


def scope_of(text: str, count: Count, passage: Passage, subject: Entity | None, focus: Focus) -> str | None:
    """Whose a count is, in the words of the text; null where no name says it.

    ``subject``: that of the sentence; ``focus``: what the text was about before it.
    """
    if _of_the_rest(text, count) and not _comes_from().match(text, count.end):
        whole = division(focus.own[1:], focus, subject) if focus.own else focus.topic or focus.subject
        return _owned(text, whole, count) if whole and not _only_tells(text, whole, count, None) else None
    if of_rest(text, count) or by_person(text, count, passage.span) or by_nameless(text, count):
        return None
    local = nearest(text, count, passage, subject)
    if local is not None and rules(local):
        local = None
    placed = local is not None and local.label == "PLACE"
    if (local is None or local.end < count.start) and (
        behind := told_behind(text, count, passage, bracketed=not placed)
    ) is not None:
        return behind.text
    area = own_area(
        text, passage.areas, local.end if local else passage.span.start, count.end, attributes=local is None
    )
    found = resolved(area, seen_after(focus, count.names), subject, *count.names, local) if area else local
    if area and found is None and refers_back(area):
        area, found = None, local
    if area is None and found is None and _of_person(text, count, passage, focus):
        return None
    if area is None and found is None and not focus.own:
        carried = of_item(text, passage, focus)
        carried = None if carried is not None and rules(carried) else carried
        found = opening_site(text, passage) or carried or _site(text, count, focus.topic) or focus.topic
    if found is None and area is None and focus.own:
        found = division(focus.own[1:], seen_after(focus, count.names), subject)
    if found is None or _only_tells(text, found, count, local):
        return None
    return _owned(text, found, count)


@cache
def _sick() -> re.Pattern[str]:
    """Beside a number of people: they fell ill, or came near those who did."""
    return searchable(load("counts")["scope"]["of_sick"])


def _owned(text: str, body: Entity, count: Count) -> str | None:
    """The name for the record: of sick people the division for which a body speaks, as the sick are no office's own.

    云河市 for the cases that 云河市卫健委 tells of; null for those of 市卫健委, which names no division.
    """
    told = Span(max(count.floor, count.start - BESIDE), min(count.ceiling, count.end + BESIDE))
    sent = text.endswith(scope_words("sent"), 0, count.start)
    people = body.label == "ORG" and dimension(count.quantity.unit) == "person" and not sent
    if count.quantity.unit not in scope_words("sick") and not (people and _sick().search(text, *told)):
        return body.text
    division = division_of(body) if body.label == "ORG" else body
    return None if is_office(division) else division.text


def _of_person(text: str, count: Count, passage: Passage, focus: Focus) -> bool:
    """Whether a person is the giver, told of in this sentence or in the one before it."""
    goes_on = focus.person and (
        text.startswith(scope_words("also"), passage.span.start) or tells_of_gift(text, passage.span)
    )
    if not goes_on and not led_by_person(text, passage, count):
        return False
    return not any(text.find(word, passage.span.start, count.start) >= 0 for word in scope_words("collected"))


def _only_tells(text: str, body: Entity, count: Count, local: Entity | None) -> bool:
    """Whether a medium, or a body of the whole country, tells of what is not its own: 国家卫健委通报新增确诊病例3例.

    Cases never are; other counts only in the sentence that names it (``local``), for it may have acted there.
    """
    if body.label != "ORG" or not (national(body.text) or body.text.endswith(scope_words("media"))):
        return False
    return (
        body is not local or count.quantity.unit in scope_words("told") or _speaks().match(text, body.end) is not None
    )


@cache
def _speaks() -> re.Pattern[str]:
    """Behind a body of the whole country: it says what the sentence tells."""
    return re.compile(load("counts")["scope"]["spoken_by"])


def _of_the_rest(text: str, count: Count) -> bool:
    """Whether the count is of what is left over (甲市5例，其余3例), which belongs to none of the items before it."""
    floor = max(count.sentence.start, count.start - REACH)
    if not _rest().search(text, floor, count.start):
        return False
    marks = "，、；：。" if "）" in text[floor : count.start] else "，、；：（。"
    begin = max(text.rfind(mark, floor, count.start) for mark in marks) + 1
    return text.startswith(scope_words("rest"), max(begin, floor), count.start)


def nearest(text: str, count: Count, passage: Passage, subject: Entity | None) -> Entity | None:
    """The nearest name before a count, in its sentence, that it may belong to; else the ``subject`` of the sentence.

    The names are asked from the count backwards: some are passed over (they are told in passing, or their item of a
    list has ended), and the first that touches the count, gives, or opens a clause is taken.
    """
    names = count.names
    shared = told_at_once(text, count, passage)
    if shared is not None:
        return shared
    for at in range(len(names) - 1, -1, -1):
        name = names[at]
        if name.end > count.start or not readable(name) or counts_bodies(text, name, count):
            continue
        if owns(text, name, count) or _holds_people(text, names, at, passage):
            return name
        if is_aside(text, names, at) or told_of(text, name, passage):
            continue
        if holds_bracket(text, name, count):
            return name
        touches = name.end == count.start and not (_enumerated(text, count) or is_helped(text, names, at))
        if not _reaches(text, names, at, count, passage) or (
            subject and subject.label == "ORG" and _part_is_over(text, name, count, passage)
        ):
            continue
        if touches or gives(text, names, at) or _alone_abroad(text, names, at) or told_again(text, name, count):
            return name
        if (opens_clause(text, passage.span, names, at) or begins_item(text, name, count)) and (
            found := of_many(text, names, at)
        ):
            return found
    return subject if subject and subject.end <= count.start else None


def _alone_abroad(text: str, names: Sequence[Entity], at: int) -> bool:
    """Whether a name is another country's, and none of a row."""
    if names[at].text not in countries():
        return False
    return not (at and text[names[at - 1].end : names[at].start] in JOINTS)


def _holds_people(text: str, names: Sequence[Entity], at: int, passage: Passage) -> bool:
    """Whether the sentence is about those counted in a place (在甲国的1971例病例中，), or about its people: 甲村的9名妇女."""
    place = names[at]
    if not text.startswith("的", place.end):
        return False
    own = next((count for count in passage.counts if count.start == place.end + 1), None)
    if own is None:
        return False
    if place.label == "PLACE" and text.endswith("在", 0, place.start):
        return True
    away = place.label == "PLACE" and text.endswith(scope_words("away"), 0, names[first_of_row(text, names, at)].start)
    return not away and text.startswith(scope_words("people"), own.end)


def _reaches(text: str, names: Sequence[Entity], at: int, count: Count, passage: Passage) -> bool:
    """Whether a name still holds at a count: its bracket is open, and it is no item of a list that has ended."""
    name = names[at]
    between = text[name.end : count.start]
    summed = between.startswith("（") and between.endswith("）") and _enumerated(text, count)
    if summed or closes(between) or _of_a_part(text, name, between, passage.span):
        return False
    if _item_end(text, names, at) not in passage.listed or not ("，" in between or "；" in between):
        return True
    return opens(between) or _goes_on(text, name, between, count) or _became(text, name, between, count, passage)


def _item_end(text: str, names: Sequence[Entity], at: int) -> int:
    """Where the count of a name begins if it is an item of a list: behind the name, or behind its row (甲区、乙区各 + 1例)."""
    end = names[at].end
    if text[end : end + 1] not in {"、", "和", "各"}:
        return end
    while at + 1 < len(names) and text[end : names[at + 1].start] in {"、", "和"}:
        at += 1
        end = names[at].end
    return end + text.startswith("各", end)


def _part_is_over(text: str, name: Entity, count: Count, passage: Passage) -> bool:
    """Whether a name behind 其中 has had its count, so that the next is the whole's again: 出动93人，其中江州63人，警车10辆."""
    if not text.endswith("其中", passage.span.start, name.start) or "，" not in text[name.end : count.start]:
        return False
    return any(name.end <= other.start and other.end < count.start for other in passage.counts)


def _of_a_part(text: str, name: Entity, between: str, sentence: Span) -> bool:
    """Whether the name belongs to a part of a sum that is over: …；其中某协会到账3万元；口罩5只."""
    if "；" not in between:
        return False
    begin = text.rfind("；", sentence.start, name.start) + 1
    return begin > 0 and text.startswith("其中", begin)


def _goes_on(text: str, name: Entity, between: str, count: Count) -> bool:
    """Whether a count behind a comma still belongs to the item: 甲市36例，其中30例为轻型; 乙县78万剂次，完成率88%."""
    if PART_OF_ITEM.fullmatch(between) or _comes_from().match(text, count.end):
        return "；" not in between
    other = any(later.start > name.start for later in count.names if later.label in NAMED)
    alone = text[name.start - 1 : name.start] == "；" and "；" not in between and not other
    return alone and dimension(count.quantity.unit) == "percent"


def _became(text: str, name: Entity, between: str, count: Count, passage: Passage) -> bool:
    """Whether a count tells what became of the cases of an item, where ； divides the items: 甲市9例，死亡1例；乙市9例."""
    told = text.endswith(word_ends("outcomes"), count.floor, count.start)
    if not told or "；" in between or any(later.start > name.start for later in count.names if later.label in NAMED):
        return False
    end, alone = text.find("；", count.end, count.sentence.end), sum(n.label in NAMED for n in passage.names) == 1
    return alone or text[name.start - 1] == "；" or (end >= 0 and any(n.start == end + 1 for n in passage.names))


@cache
def _comes_from() -> re.Pattern[str]:
    """Behind cases: where they came from to the place whose they are."""
    return re.compile("[均都]?(?:分别)?来自")


PART_OF_ITEM = re.compile(r"[^，；]*，(?:其中|含|包括|占)[^，；]*(?:，\d[^，；]*)*，?")


def _enumerated(text: str, count: Count) -> bool:
    """Whether a count only says how many the names before it are: 甲区、乙区、丙县 + 3个县区."""
    row = 1
    names = [name for name in count.names if name.label in NAMED]
    while row < len(names) and text[names[-row - 1].end : names[-row].start] in {"、", "和", "及"}:
        row += 1
    if row > 1 and row == count.quantity.value:
        return True
    return (
        text.startswith(scope_words("summed"), count.end)
        and count.quantity.unit == "个"
        and (count.quantity.value or 0) > 1
    )


@cache
def _called() -> re.Pattern[str]:
    """Behind a body: it is no place but calls the meeting (在市委 + 召开的会议上)."""
    return re.compile(f"[^，。；]{{0,6}}{any_of(scope_words('calling'))}的")


def _site(text: str, count: Count, topic: Entity | None) -> Entity | None:
    """The nearest place where it happened (在甲村排查3户), for a count whose text has named no subject at all."""
    names = count.names
    for at in range(len(names) - 1, -1, -1):
        first = at
        while first and names[first - 1].end == names[first].start and names[first - 1].label in NAMED:
            first -= 1
        happened = text.endswith(scope_words("sites"), 0, names[first].start) and names[at].end <= count.start
        left = text.startswith("后", names[at].end) or (topic is not None and "，" in text[names[at].end : count.start])
        happened = happened and not (left and text.endswith(scope_words("coming"), 0, names[first].start))
        happened = happened and sent_to().search(text, max(0, names[first].start - 4), names[first].start) is None
        between = text[names[at].end : count.start]
        over = closes(between) or between.startswith(("、", "和", "及")) or _called().match(between)
        if happened and not over and readable(names[at]) and not is_aside(text, names, at):
            return names[at]
    return None
