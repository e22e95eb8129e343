"""Who acts in a measure, where, and as of when: by the entities of its sentence.

In 2月3日，县卫健局到青苇镇开展排查 the actor of 排查 is 县卫健局, the scope 青苇镇, and 2月3日 the day. Those who are acted on
(组织志愿者, 对药店) and those who are only a part of a longer noun (县卫健局的) do not act.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from parsing.expressions import any_of
from parsing.lexicon import load
from parsing.spans import span_of
from parsing.values import Value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsing.record import Entity
    from parsing.spans import Span


ROW = 80
"""Most characters back to the word with which somebody comes to a row of sites."""
LIST = 40
"""Most characters back to the word that makes a list one of those acted on."""
STOP = re.compile("[，。；：！？\n]")
"""Ends the clause in which 由 may name who acts, behind the action."""


@dataclass(frozen=True, slots=True)
class Subjects:
    """The words of ``context.toml`` that tell who acts from who or what is only named.

    Attributes:
        groups: nouns for those who act, where no name is found (党员干部).
        patient: before a name: it is acted on, visited or accompanied (组织, 到, 和).
        modifier: behind a name: it does not act itself (的, 、).
        origin: behind a place: people come from there (返, 籍).
        listed: a list, from the word that makes its items those acted on or visited.
        visiting: before a site: somebody has come to it, or to the first of its row.
        sites: behind a name: it is one of a row of sites that are visited (深入甲镇乙村，丙镇 + 丁村、戊卡口等地).
        cited: behind a person: only what he said is named, on which others act (总书记 + 关于防控工作的重要指示).
    """

    groups: re.Pattern[str]
    patient: tuple[str, ...]
    modifier: tuple[str, ...]
    origin: tuple[str, ...]
    listed: re.Pattern[str]
    visiting: re.Pattern[str]
    sites: re.Pattern[str]
    cited: re.Pattern[str]


@cache
def subjects() -> Subjects:
    """Those words, compiled once in a process."""
    data = load("context")
    return Subjects(
        groups=re.compile(any_of(data["groups"])),
        patient=tuple(data["before_patient"]),
        modifier=tuple(data["after_modifier"]),
        origin=tuple(data["after_origin"]),
        listed=re.compile(f"{any_of(data['before_list'])}[^，。；：]*、$"),
        visiting=re.compile(f"{any_of(data['visiting'])}[^。；\n]*$"),
        sites=re.compile(f"[^。；：等]{{0,60}}等(?:[\u4e00-\u9fff]{{0,3}}[地处]|{any_of(data['sites'])})"),
        cited=re.compile(
            r"[\u4e00-\u9fff]{0,5}?(?:(?:关于|对)[^，。；：]{2,40}?的?|的?(?:系列|一系列)?)"
            f"重要{any_of(data['cited'])}"
        ),
    )


class Surroundings(Value, frozen=True):
    """The entities of one sentence that a measure can be tied to."""

    text: str
    actors: Sequence[Entity]
    places: Sequence[Entity]
    dates: Sequence[Entity]

    @classmethod
    def of(cls, text: str, inside: Sequence[Entity]) -> Surroundings:
        """Sort the entities of one sentence, which are in order of position; places of origin are left out."""
        origin = subjects().origin
        inside = [e for e in inside if e.label != "PLACE" or not text.startswith(origin, e.end)]
        return cls(
            text,
            [e for e in inside if e.label in {"ORG", "PERSON", "PLACE"}],
            [e for e in inside if e.label == "PLACE"],
            [e for e in inside if e.label == "DATE"],
        )

    def actor(self, sentence: Span, at: int, floor: int) -> str | None:
        """Who acts: the name behind 由; else the nearest before ``at``, best after ``floor``; else a group noun."""
        agent = next((e for e in self.actors if e.start > at and self.text[e.start - 1] == "由"), None)
        if agent is not None and STOP.search(self.text, at, agent.start) is None:
            return agent.text
        named = self._last_acting([span_of((e.start, e.end)) for e in self.actors if e.start < at])
        if named is not None and named.start >= floor:
            return named.of(self.text)
        group = self._last_acting(
            [span_of(m.span()) for m in subjects().groups.finditer(self.text, sentence.start, at)]
        )
        acting = group if named is None or (group is not None and group.start >= floor) else named
        return acting.of(self.text) if acting else None

    def scope(self, at: int) -> str | None:
        """Where: the nearest place before ``at``, else the first after it."""
        before = [e.text for e in self.places if e.start < at]
        return before[-1] if before else next((e.text for e in self.places), None)

    def as_of(self, at: int) -> str | None:
        """When: the normal form of the nearest date before ``at``."""
        before = [e for e in self.dates if e.start < at]
        return before[-1].norm if before else None

    def _last_acting(self, names: Sequence[Span]) -> Span | None:
        """The last of some names that acts; one that goes on with 、 from one acted on is acted on too (深入甲镇、乙医院)."""
        words = subjects()
        acting: Span | None = None
        patient_end = -1
        for name in names:
            if (
                self.text.endswith(words.patient, 0, name.start)
                or self._goes_on(patient_end, name)
                or self._is_listed(name)
            ):
                patient_end = name.end
            elif self._is_visited(name):
                continue
            elif not (self.text.startswith(words.modifier, name.end) or words.cited.match(self.text, name.end)):
                acting = name
        return acting

    def _is_listed(self, name: Span) -> bool:
        """Whether it is an item of a list that is acted on, be its first items no names known: 对某楼、某酒店、乙餐馆采取."""
        return (
            self.text[name.start - 1 : name.start] == "、"
            and subjects().listed.search(self.text, max(0, name.start - LIST), name.start) is not None
        )

    def _is_visited(self, name: Span) -> bool:
        """Whether it is one of a row of sites, behind others to which somebody has come."""
        words = subjects()
        if words.sites.match(self.text, name.end) is None:
            return False
        return words.visiting.search(self.text, max(0, name.start - ROW), name.start) is not None

    def _goes_on(self, end: int, name: Span) -> bool:
        """Whether a name goes on from one that ended at ``end`` (-1 where there was none)."""
        return end >= 0 and self.text[end : name.start] in {"、", "和", "及", ""}
