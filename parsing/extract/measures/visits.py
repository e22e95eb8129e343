"""Leaders who inspect on site (县长陈明到卡口查看), and meetings that hear reports (会议听取了…汇报).

Such sentences tell of supervision or command by their make-up (a leader, a place, looking or asking), whatever the
topic looked at, so no trigger phrase can announce them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING

from parsing.expressions import any_of
from parsing.extract.measures.triggers import Trigger
from parsing.lexicon import load

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsing.extract.extraction import Extraction
    from parsing.record import Entity
    from parsing.spans import Span

START, NESTED = attrgetter("start"), 8
"""How many names may begin, at most, between the start of one and a place in it: a document's title holds others."""
VERB = 2
"""Characters of a verb of looking."""
ROW = 60
"""Most characters of a row of places before one of them."""
SUPERVISION = "supervision"
COMMAND = "command"


@dataclass(frozen=True, slots=True)
class Visiting:
    """The patterns of ``context.toml`` for leaders, looking and meetings; each is explained there."""

    leaders: re.Pattern[str]
    bystanders: tuple[str, ...]
    directing: tuple[str, ...]
    pronoun: re.Pattern[str]
    look: re.Pattern[str]
    attributed: re.Pattern[str]
    """Who is only cited."""
    meeting: re.Pattern[str]
    meets: tuple[str, ...]
    heard: re.Pattern[str]
    comes: re.Pattern[str]
    """Up to a place, from where somebody comes to it or looks at it."""


@cache
def visiting() -> Visiting:
    """The patterns, compiled once in a process."""
    data = load("context")
    return Visiting(
        leaders=re.compile(any_of(data["leaders"])),
        bystanders=tuple(data["bystanders"]),
        directing=tuple(data["directing"]),
        pronoun=re.compile(rf"[”’…\s]*(?:{any_of(data['pronouns'])}|{data['next_stop']})"),
        look=re.compile(f"(?:{any_of(data['look_masks'])})|(?P<look>{any_of(data['look'])})"),
        attributed=re.compile(data["attributed"]),
        meeting=re.compile(any_of(data["meeting"])),
        meets=tuple(data["meets"]),
        heard=re.compile(any_of(data["heard"])),
        comes=re.compile(f"{any_of([*data['visiting'], *data['looking_over']])}[^，。；：\\n]*$"),
    )


def leading_persons(text: str, found: Extraction) -> frozenset[str]:
    """The names of a report's leaders: with a leader's post beside them, or a leader's word behind (张某 + 强调)."""
    rules, persons = visiting(), found.labelled("PERSON")
    posts = [t for t in found.labelled("TITLE") if not t.text.endswith(rules.bystanders)]
    ends, starts = {t.end for t in posts}, {t.start for t in posts}
    named = (p.text for p in persons if p.start in ends or p.end in starts or text.startswith(rules.directing, p.end))
    return frozenset(named) | _listed(text, found, ends)


def _listed(text: str, found: Extraction, ends: set[int]) -> frozenset[str]:
    """Names that go on with 、 from a leader's (副市长甲、乙)."""
    names: set[str] = set()
    reached = set(ends)
    for person in found.labelled("PERSON"):
        if person.start in reached or (text[person.start - 1 : person.start] == "、" and person.start - 1 in reached):
            names.add(person.text)
            reached.add(person.end)
    return frozenset(names)


def led(text: str, sentence: Span, inside: Sequence[Entity], persons: frozenset[str]) -> bool:
    """Whether a leader or an inspecting body is named in the sentence, beyond those that it cites (据镇长介绍，…)."""
    rules = visiting()
    cited = rules.attributed.match(text, *sentence)
    told = sentence.start if cited is None else cited.end()
    for entity in inside:
        if entity.start < told:
            continue
        if entity.label == "PERSON" and entity.text in persons:
            return True
        if entity.label == "TITLE" and not entity.text.endswith(rules.bystanders):
            return True
    return bool(rules.leaders.search(text, told, sentence.end))


def speaks_in_name(inside: Sequence[Entity], persons: frozenset[str]) -> bool:
    """Whether a sentence names somebody with a post, or known to have one (``persons``).

    Bodies that inspect are not asked for: they may be those who are told to.
    """
    return any(entity.label == "TITLE" or (entity.label == "PERSON" and entity.text in persons) for entity in inside)


def looked_at(text: str, start: int, end: int) -> bool:
    """Whether a stretch begins or ends with looking or asking, so that the rest is what was looked at: 查看 + 消毒情况."""
    return any(
        (found := visiting().look.match(text, at, end)) is not None and found["look"] is not None
        for at in (start, end - VERB)
    )


def starts_with_pronoun(text: str, sentence: Span) -> bool:
    """Whether 他 or 她 opens the sentence, or the next place that somebody comes to looks at (在某村，仔细查看…)."""
    return bool(visiting().pronoun.match(text, sentence.start, sentence.end))


def visit(text: str, told: Span, names: Sequence[Entity]) -> Trigger | None:
    """The looking, asking or hearing in the told part of a leader's sentence, as supervision; not inside a name."""
    for match in visiting().look.finditer(text, told.start, told.end):
        trigger = Trigger(*match.span(), SUPERVISION)
        if match["look"] and not inside(trigger, names):
            return trigger
    return None


def inside(trigger: Trigger, names: Sequence[Entity]) -> bool:
    """Whether a trigger lies inside one of the names."""
    behind = bisect_right(names, trigger.start, key=START)
    return any(trigger.end <= name.end for name in names[max(0, behind - NESTED) : behind])


def is_site(text: str, name: Entity) -> bool:
    """Whether a place is one that somebody comes to or looks at, alone or in a row: 来到 + 石桥镇隔离点."""
    return name.label == "PLACE" and visiting().comes.search(text, max(0, name.start - ROW), name.start) is not None


def meets(text: str, sentence: Span) -> bool:
    """Whether a sentence begins with the meeting that it tells of (会上，…)."""
    return text.startswith(visiting().meets, sentence.start)


def meeting(text: str, told: Span) -> Trigger | None:
    """A report heard or a speech passed on at a meeting, as command."""
    rules = visiting()
    if not rules.meeting.search(text, told.start, told.end):
        return None
    found = rules.heard.search(text, told.start, told.end)
    return Trigger(*found.span(), COMMAND) if found else None
