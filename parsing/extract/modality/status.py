"""The status of what a sentence tells: done, or required (demanded, planned, exhorted to).

Chinese marks neither tense nor mood on the verb, so a sentence is read by its place (a notice's article, a section
headed 下一步, a speech that goes on) and by words with a reach: 要求 and 要 hold to the end of the sentence, across ，
and ；, until a clause says 目前 or 已. The words are data (``demand.toml``); this module owns what they do.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from enum import Enum
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING

from parsing.expressions import searchable
from parsing.lexicon import load
from parsing.sentences import clauses
from parsing.spans import Span
from parsing.values import Value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsing.record import Status


REACH = 60
"""How far back, in characters, a noun 要求 may be governed from."""
VERB = 2
"""Characters of a verb of ruling."""
ITEM = "是"
"""Behind its number it begins an item of a list: 四是."""
NUMBERING = "是、.．）"
"""What a number at the start of a sentence ends with, where nobody is named behind it."""


class Setting(Enum):
    """What a sentence is part of; it decides whether a clause without a word of demand tells or demands."""

    NARRATIVE = "narrative"
    SPEECH = "speech"
    NOTICE = "notice"
    PLAN = "plan"


class Turn(Value, frozen=True):
    """From ``at`` on, clauses have this status."""

    at: int
    status: Status


@dataclass(frozen=True, slots=True)
class Grammar:
    """The patterns of ``demand.toml``, compiled, under the names that their lists have there."""

    modal: re.Pattern[str]
    own_duty: re.Pattern[str]
    """A clause up to a modal that tells what somebody has to do, and demands nothing."""
    likewise: re.Pattern[str]
    """Before a modal of a later clause: what that person has to do as well."""
    adverbial: tuple[str, ...]
    exhort: re.Pattern[str]
    answered: re.Pattern[str]
    """A clause up to an exhortation that somebody follows."""
    told: re.Pattern[str]
    ruling: re.Pattern[str]
    demanding: re.Pattern[str]
    """Any of these three: most sentences have none, and are looked through once."""
    noun_governors: tuple[str, ...]
    noun_modifiers: tuple[str, ...]
    noun_after: tuple[str, ...]
    verb_after: tuple[str, ...]
    speech: re.Pattern[str]
    resumed: re.Pattern[str]
    asked: re.Pattern[str]
    onward: re.Pattern[str]
    underway: re.Pattern[str]
    obliging: re.Pattern[str]
    urging: re.Pattern[str]
    done: re.Pattern[str]
    done_in_notice: re.Pattern[str]


@cache
def grammar() -> Grammar:
    """The grammar of demand, compiled once in a process."""
    data = load("demand")
    return Grammar(
        modal=searchable([data["yao"], *data["modal"]]),
        own_duty=re.compile("|".join(data["own_duty"])),
        likewise=re.compile(data["likewise"]),
        adverbial=tuple(data["adverbial"]),
        exhort=searchable(data["exhort"]),
        answered=re.compile(data["answered"]),
        told=searchable([data["told"]]),
        ruling=searchable([data["ruling"]]),
        demanding=searchable([*data["exhort"], data["told"], data["ruling"]]),
        noun_governors=tuple(data["noun_governors"]),
        noun_modifiers=tuple(data["noun_modifiers"]),
        noun_after=tuple(data["noun_after"]),
        verb_after=tuple(data["verb_after"]),
        speech=searchable([data["speech"]]),
        resumed=re.compile("|".join(data["resumed"])),
        asked=re.compile(data["asked"]),
        onward=re.compile(data["onward"]),
        underway=searchable(data["underway"]),
        obliging=searchable([data["yao"] + data["no_aim"], *data["obliging"]]),
        urging=re.compile(data["urging"]),
        done=searchable(data["done"]),
        done_in_notice=searchable(data["done_in_notice"]),
    )


def turns(text: str, sentence: Span, setting: Setting) -> list[Turn]:
    """Where in a sentence its status changes, the status at its start first.

    An exhortation (X要求…) opens a demand where it stands; a modal (要, 必须, 将) with its clause, and with the clauses
    before it that only say to whom or where it holds (对返回人员，要…).
    """
    modal, told = _modal(text, sentence), _told(text, sentence)
    if modal is None and told is None and setting is Setting.NARRATIVE:
        return [Turn(sentence.start, "done")]
    parts = clauses(text, sentence)
    opened = told
    if modal is not None and (told is None or modal < told):
        opened = _claimed(text, parts, modal)
    base = _base(text, sentence if opened is None else Span(sentence.start, opened), setting)
    found = [Turn(sentence.start, base)]
    for clause in parts:
        if opened is not None and clause.start <= opened < clause.end:
            found.append(Turn(opened, "required"))
        elif found[-1].status == "required" and (
            _resumes(text, clause, setting) or _goes_on(text, sentence, clause, told)
        ):
            found.append(Turn(clause.start, "done"))
        elif len(found) > 1 and found[-1].status == "done" and _demands_again(text, clause, setting):
            found.append(Turn(clause.start, "required"))
    return found


def _demands_again(text: str, clause: Span, setting: Setting) -> bool:
    """Whether a clause demands again, behind one that told of something within a demand: 会议强调，目前形势严峻，必须….

    In a notice any clause does, elsewhere one that says so.
    """
    return setting is Setting.NOTICE or grammar().obliging.search(text, *clause) is not None


def _claimed(text: str, parts: Sequence[Span], modal: int) -> int:
    """Where the demand of a modal begins: with its clause, or with clauses before it that only say for whom."""
    rules = grammar()
    at = next(number for number, clause in enumerate(parts) if modal < clause.end)
    if rules.done.search(text, parts[at].start, modal):
        return modal
    while at and text.startswith(rules.adverbial, parts[at - 1].start):
        at -= 1
        if rules.done.search(text, *parts[at]):
            return parts[at + 1].start
    return parts[at].start


def status_at(changes: Sequence[Turn], at: int) -> Status:
    """The status in force at an offset."""
    if len(changes) == 1:
        return changes[0].status
    return changes[max(0, bisect_right(changes, at, key=attrgetter("at")) - 1)].status


def speaks(text: str, sentence: Span) -> bool:
    """Whether a demand begins here that the next sentences go on with (X强调：…)."""
    return bool(grammar().speech.search(text[sentence.start : sentence.end])) and (
        _told(text, sentence) is not None or _modal(text, sentence) is not None
    )


def obliges(text: str, sentence: Span) -> bool:
    """Whether a sentence lays something on somebody (各村要排查到户), so that the next may go on without a word of demand.

    Not where the asking is one of the things done (设立卡点，要求外来人员必须登记; 三是要求驾驶员必须戴口罩; 四是加大宣传，要关注权威消息).
    """
    rules = grammar().obliging
    if _demanding(rules, text, sentence) is None:
        return False
    told, opening = _told(text, sentence), clauses(text, sentence)[0]
    if told is None:
        return text[sentence.start + 1 : sentence.start + 2] != ITEM or rules.search(text, *opening) is not None
    return sentence.start < told < opening.end and text[told - 1] not in NUMBERING


def urges(text: str, sentence: Span) -> bool:
    """Whether a sentence tells of nobody who did what it names, so that it goes on with a demand before it."""
    return grammar().urging.match(text, *sentence) is not None and not narrates(text, sentence)


def narrates(text: str, sentence: Span) -> bool:
    """Whether a sentence without a demand of its own tells of something done."""
    rules = grammar()
    opening = rules.resumed.match(text, sentence.start, sentence.end)
    return bool(opening or rules.done.search(text, sentence.start, sentence.end))


def demands(text: str, sentence: Span) -> bool:
    """Whether a demand stands in the sentence."""
    return _modal(text, sentence) is not None or _told(text, sentence) is not None


def _base(text: str, before: Span, setting: Setting) -> Status:
    """The status of the clauses before a demand, or of a sentence without one, by its setting and its words."""
    if setting is Setting.PLAN:
        return "required"
    if setting is Setting.NARRATIVE:
        return "done"
    rules = grammar()
    mark = rules.done_in_notice if setting is Setting.NOTICE else rules.done
    if setting is Setting.SPEECH and rules.resumed.match(text, before.start, before.end):
        return "done"
    return "done" if mark.search(text, before.start, before.end) else "required"


def _resumes(text: str, clause: Span, setting: Setting) -> bool:
    """Whether a clause behind a demand tells of what is done again: 要求…，目前已…."""
    rules = grammar()
    if setting is Setting.PLAN:
        return False
    if setting is Setting.NOTICE:
        return bool(rules.done_in_notice.search(text, clause.start, clause.end))
    return bool(
        rules.resumed.match(text, clause.start, clause.end) or rules.underway.search(text, clause.start, clause.end)
    )


def _goes_on(text: str, sentence: Span, clause: Span, told: int | None) -> bool:
    """Whether a clause tells on behind what somebody was asked to do: 叮嘱商户戴口罩，+ 并在集市巡查."""
    rules = grammar()
    if (
        told is None
        or rules.asked.match(text, told) is None
        or rules.onward.match(text, clause.start, clause.end) is None
    ):
        return False
    return _modal(text, Span(clause.start, sentence.end)) is None


def _modal(text: str, sentence: Span) -> int | None:
    """Where the first modal of a sentence demands: 要, 必须, 将."""
    return _demanding(grammar().modal, text, sentence)


def _demanding(modal: re.Pattern[str], text: str, sentence: Span) -> int | None:
    """Where the first modal demands, past those that tell what somebody has to do (她每天要登门测温，还要送菜)."""
    rules, own_duty = grammar(), False
    for found in modal.finditer(text, sentence.start, sentence.end):
        before = text[_opening(text, sentence, found.start()) : found.start()]
        own_duty = rules.own_duty.search(before + found[0]) is not None or (
            own_duty and rules.likewise.fullmatch(before) is not None
        )
        if not own_duty:
            return found.start()
    return None


def _opening(text: str, sentence: Span, at: int) -> int:
    """Where the clause begins that holds ``at``, but no further back than a noun 要求 may be governed from."""
    floor = max(sentence.start, at - REACH)
    return max(floor, *(text.rfind(mark, floor, at) + 1 for mark in "，；：。"))


def _told(text: str, sentence: Span) -> int | None:
    """Where a verb of saying or exhorting opens a demand in a sentence: 会议 + 强调，…."""
    rules = grammar()
    if rules.demanding.search(text, sentence.start, sentence.end) is None:
        return None
    urging = (found.start() for found in rules.exhort.finditer(text, sentence.start, sentence.end))
    followed = (at for at in urging if rules.answered.search(text[_opening(text, sentence, at) : at]) is None)
    places = [at for at in (next(followed, None),) if at is not None]
    if (ruled := rules.ruling.search(text, sentence.start, sentence.end)) is not None:
        places.append(ruled.end() - VERB)
    for match in rules.told.finditer(text, sentence.start, sentence.end):
        if not match.group().endswith("要求") or not _is_noun(text, sentence, Span(*match.span())):
            places.append(match.start())
            break
    return min(places, default=None)


def _is_noun(text: str, sentence: Span, word: Span) -> bool:
    """Whether 要求 is what was demanded (按照上级要求) rather than the demanding (X要求：…)."""
    rules = grammar()
    before = text[_opening(text, sentence, word.start) : word.start]
    if text.startswith(rules.noun_after, word.end):
        return True
    governed = before.endswith(rules.noun_modifiers) or any(word in before for word in rules.noun_governors)
    return governed and not text.startswith(rules.verb_after, word.end)
