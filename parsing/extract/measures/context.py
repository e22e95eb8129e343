"""The stretches of a clause in which naming an action does not tell of one, so that triggers in them are dropped.

Grounds (按照防控要求), aims (确保落实隔离), what is asked about or looked at (检查消毒情况), what was not done, titles of documents,
wishes in quoted speech: the words that open such a stretch are data (``context.toml``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from parsing.expressions import Presence, any_of, searchable
from parsing.lexicon import load
from parsing.searching import first_of
from parsing.sentences import ENUMERATOR
from parsing.spans import Span, span_of
from parsing.words import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from parsing.extract.measures.triggers import Trigger

TITLED = re.compile(r"《[^《》]*》")
QUOTED = re.compile(r"“[^”]*”?|^[^“”]*”")
"""Speech, also where it began before the sentence or goes on behind it."""
STRETCH = 60
"""Most characters between the two ends of a topic, so that a clause without end stays linear."""
GROUND = 4
"""Most characters of a ground that ends with no word of the lexicon (根据地面标线保持距离)."""
NEAR_TEAM = 6
"""Most characters between the last item of a list of tasks and the word for the teams."""

FOR = "为"
"""An aim begins with it."""
FIRST = 4
"""Characters of a clause in which its first word is looked for."""

DATELINE = r"(?:【[^【】\n]{1,8}】)?(?:[^（），。\n]{0,16}（(?:[^（）\n]{0,4}记者|通讯员)[^（）\n]{0,30}）)?"
"""Who tells and from where, before the first clause of a report."""
LIST_LEAD = rf"(?:{ENUMERATOR}|[一二三四五六七八九十]是|同时，?|此外，?)?"


@dataclass(frozen=True, slots=True)
class Context:
    """The patterns of ``context.toml`` that cancel triggers, under the names that their lists have there."""

    background: re.Pattern[str]
    consequence: re.Pattern[str]
    aims: re.Pattern[str]
    decided: re.Pattern[str]
    """Behind the aims of a decision: its grounds, or the deciding."""
    deeds: frozenset[str]
    purpose: re.Pattern[str]
    stretches: tuple[re.Pattern[str], ...]
    """Whatever else opens a stretch without actions and says itself where that ends."""
    cancelling: Presence
    """Any of those, an aim or what is inspected: most clauses have none, and are looked through once."""
    inspected: re.Pattern[str]
    guardians: re.Pattern[str]
    regulators: re.Pattern[str]
    market: re.Pattern[str]
    denying: re.Pattern[str]
    """The first character of what negates or ends."""
    negation: re.Pattern[str]
    forbidding: re.Pattern[str]
    unmet: re.Pattern[str]
    ended: re.Pattern[str]
    near: int
    """Most characters of a negation and of what stands between it and the action."""
    faulted: frozenset[str]
    far: int
    """The same of an ending (不再)."""
    shortfall: re.Pattern[str]
    recited: re.Pattern[str]
    saying: re.Pattern[str]
    retold: re.Pattern[str]
    """Either of these two: most sentences have none."""
    chatter: re.Pattern[str]
    duty: re.Pattern[str]


def _stretch(opening: Iterable[str], closing: Iterable[str], otherwise: str = "") -> re.Pattern[str]:
    """From one of some words to one of others, or to what else may end the stretch."""
    return re.compile(f"(?:{any_of(opening)})(?:[^，。；]{{0,{STRETCH}}}?(?:{any_of(closing)}){otherwise})")


def _negation(data: Mapping[str, Any]) -> re.Pattern[str]:
    """What negates or refuses, up to the action's name."""
    kinds = (("negation", "near"), ("refused", "far"))
    return re.compile("|".join(f"(?:{any_of(data[kind])})[^，。；、的]{{0,{data[reach]}}}$" for kind, reach in kinds))


@cache
def context() -> Context:
    """The cancelling patterns, compiled once in a process."""
    data = load("context")
    inspect, stretches = "|".join(data["inspect"]), _stretches(data)
    topic = (
        rf"[^，。；]{{0,{STRETCH}}}?)"
        rf"(?:(?:{any_of(data['topics'])})等?(?:{inspect})|{any_of(data['inspected_by'])}|{data['inspecting']})"
    )
    persons = rf"[^，。；]{{2,{STRETCH}}}?{data['persons']})"
    inspected = [f"对({topic}", f"就({topic}", f"对({persons}"]
    return Context(
        background=re.compile(rf"\s*{DATELINE}{LIST_LEAD}(?:{any_of(data['background'])})"),
        consequence=re.compile("|".join(data["consequence"])),
        aims=re.compile(data["aims"]),
        decided=re.compile(data["decided"]),
        deeds=frozenset(data["deeds"]),
        purpose=searchable(data["purpose"]),
        stretches=stretches,
        cancelling=Presence.of([*data["purpose"], *inspected, *(pattern.pattern for pattern in stretches)]),
        inspected=re.compile(f"[对就](?P<topic>{topic}|对(?P<persons>{persons}"),
        guardians=searchable(data["guardians"]),
        regulators=re.compile(any_of(data["regulators"])),
        market=re.compile(any_of(data["market"])),
        denying=re.compile(first_of([*data["negation"], *data["refused"], *data["ended"]])),
        negation=_negation(data),
        forbidding=re.compile(data["forbidding"]),
        unmet=re.compile(data["unmet"]),
        ended=re.compile(f"(?:{any_of(data['ended'])})[^，。；]{{0,{data['far']}}}$"),
        faulted=frozenset(data["faulted"]),
        far=data["far"] + max(map(len, data["ended"])),
        shortfall=re.compile(data["shortfall"]),
        near=max(data["near"] + max(map(len, data["negation"])), data["far"] + max(map(len, data["refused"]))),
        recited=searchable([data["recited"]]),
        saying=searchable([data["saying"]]),
        retold=searchable([data["recited"], data["saying"]]),
        chatter=re.compile(any_of(data["chatter"])),
        duty=re.compile(any_of(data["duty"])),
    )


def _stretches(data: dict[str, Any]) -> tuple[re.Pattern[str], ...]:
    """What is looked at, grounds, what is awaited, rehearsed or reported on, offices visited, faults, teams, titles."""
    manner, grounds_end, naming, named = (
        "|".join(data["manner"]),
        *(any_of(data[key]) for key in ("grounds_end", "naming", "named")),
    )
    looked = (
        f"(?=[^，。；]*?(?:{any_of(data['inspect_topics'])}))(?:(?!{'|'.join(data['inspect_end'])})[^，；。：！？])*"
    )
    return (
        searchable([f"(?:{'|'.join(data['inspect'])}){looked}"]),
        _stretch(data["grounds"], data["grounds_end"], f"|[^，。；]{{0,{GROUND}}}"),
        re.compile(f"(?:{manner})(?:(?!并|按)[^，。；]){{0,{STRETCH}}}?(?:{grounds_end})"),
        re.compile(data["awaited"]),
        re.compile(data["drill"]),
        re.compile(data["reported"]),
        searchable(data["idle"]),
        _stretch(data["going"], data["stations"]),
        _stretch(data["faults"], data["faults_end"]),
        re.compile(f"(?:{naming})[^，。；]{{0,{STRETCH}}}[、等][^，。；]{{0,{NEAR_TEAM}}}(?:{named})"),
        TITLED,
    )


def asserted(text: str, clause: Span, hits: Sequence[Trigger]) -> list[Trigger]:
    """The triggers of a clause that tell of an action: neither grounds, aims, topics nor what was not done."""
    background = _background(text, clause)
    kept = hits if background is None else outside(hits, [background])
    if context().cancelling.within(text, *clause):
        topic = _inspected(text, clause) or Span(clause.end, clause.end)
        kept = outside(kept, sorted(_silent(text, clause)))
        kept = [hit for hit in kept if not (topic.start <= hit.start and hit.end <= topic.end)]
    denied = bool(kept) and context().denying.search(text, clause.start, kept[-1].start) is not None
    return [hit for hit in kept if not (_falls_short(text, clause, hit) or (denied and _denied(text, clause, hit)))]


def opens_aim(text: str, clause: Span) -> bool:
    """Whether a clause that begins with ``FOR`` gives an aim (为做好防控工作，), which the next may go on with."""
    rules = context()
    return rules.background.match(text, *clause) is not None and rules.consequence.search(text, *clause) is None


def goes_on(text: str, clause: Span, end: int) -> bool:
    """Whether a clause behind an aim belongs to it (，有效减少人员聚集，).

    So does one that begins with a verb and has the grounds behind it (，筛查风险，经研究，决定…).
    """
    rules = context()
    if rules.aims.match(text, *clause) is not None:
        return True
    if rules.decided.search(text, clause.end, end) is None:
        return False
    word = words().cut(text[clause.start : clause.start + FIRST])[:1]
    return bool(word) and word[0].tag.startswith("v") and word[0].text not in rules.deeds


def _falls_short(text: str, clause: Span, hit: Trigger) -> bool:
    """Whether the words in an action's name or behind it tell that it was not done, or badly."""
    return context().shortfall.match(text, hit.end, clause.end) is not None or _is_unmet(text[hit.start : hit.end])


@lru_cache(maxsize=1 << 12)
def _is_unmet(action: str) -> bool:
    """Whether the words of an action say themselves that it was not done: 疫苗尚未接种."""
    return context().unmet.search(action) is not None


def _denied(text: str, clause: Span, hit: Trigger) -> bool:
    """Whether the words before an action's name tell that it was not done or is done no more."""
    rules = context()
    near = text[max(clause.start, hit.start - rules.near) : hit.start]
    exempt = hit.category in rules.faulted or rules.forbidding.match(text, hit.start) is not None
    if not exempt and rules.negation.search(near):
        return True
    return rules.ended.search(text, max(clause.start, hit.start - rules.far), hit.start) is not None


def _inspected(text: str, clause: Span) -> Span | None:
    """What an inspection is of (对药店、超市开展检查); an action may begin in it, and end with the inspecting."""
    found = context().inspected.search(text, clause.start, clause.end)
    return None if found is None else Span(*found.span(found.lastgroup or 0))


def outside(hits: Sequence[Trigger], spans: Sequence[Span]) -> Sequence[Trigger]:
    """The hits, in order of position, that do not start inside any of the spans, in order too.

    A span that starts with a hit leaves it alone.
    """
    if not spans:
        return hits
    at = reach = 0
    kept = []
    for hit in hits:
        while at < len(spans) and spans[at].start < hit.start:
            reach = max(reach, spans[at].end)
            at += 1
        if hit.start >= reach:
            kept.append(hit)
    return kept


def regulates(text: str, sentence: Span) -> bool:
    """Whether what is inspected or punished in a sentence may be market supervision, by the bodies it names."""
    rules = context()
    return rules.guardians.search(text, *sentence) is None or rules.regulators.search(text, *sentence) is not None


def is_market(text: str, sentence: Span) -> bool:
    """Whether a sentence names market regulators, and nobody who keeps watch over others."""
    rules = context()
    return rules.market.search(text, *sentence) is not None and rules.guardians.search(text, *sentence) is None


def chatters(text: str, sentence: Span) -> list[Span]:
    """Stretches of quoted speech that are a wish, thanks or talk."""
    said = text[slice(*sentence)]
    if "“" not in said and "”" not in said:
        return []
    spoken = (Span(*m.span()) for m in QUOTED.finditer(said))
    spans = [span.shifted(sentence.start) for span in spoken]
    rules = context()
    return [s for s in spans if rules.chatter.search(text, *s) and not rules.duty.search(text, *s)]


def recitals(text: str, sentence: Span) -> list[Span]:
    """What a meeting was told of, where the list of it goes on over several clauses.

    Also what only introduces a demand, with its verb.
    """
    rules = context()
    if rules.retold.search(text, *sentence) is None:
        return []
    said = [Span(found.start() - 1, found.end()) for found in rules.saying.finditer(text, *sentence)]
    return said + [span_of(found.span()) for found in rules.recited.finditer(text, *sentence)]


def _background(text: str, clause: Span) -> Span | None:
    """The grounds that a clause begins with, up to what follows from them: no action is told there."""
    rules = context()
    if (found := rules.background.match(text, clause.start, clause.end)) is None:
        return None
    demand = rules.consequence.search(text, found.end(), clause.end)
    return Span(clause.start - 1, demand.start() if demand else clause.end)


def _silent(text: str, clause: Span) -> Iterator[Span]:
    """Other stretches in which no action is told. One that starts at a trigger does not silence it."""
    rules = context()
    if (found := rules.purpose.search(text, clause.start, clause.end)) is not None:
        yield Span(found.start(), clause.end)
    for pattern in rules.stretches:
        for found in pattern.finditer(text, clause.start, clause.end):
            yield Span(*found.span())
