"""Finds the phrases of the measure lexicon in a text, in time that does not grow with the lexicon.

Entries with a gap (加强…排查) are matched by their parts: one automaton reads a text for all parts of all entries (see
:mod:`parsing.extract.lexicon_matches`), and a clause's parts are then joined. Time is linear in the text: a part looks
at its clause's last left halves.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from parsing.expressions import Behind
from parsing.extract.measures import frames
from parsing.extract.measures.phrase_roles import phrases_of
from parsing.lexicon import load
from parsing.values import Value
from parsing.words import words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from parsing.extract.measures.frames import Frame
    from parsing.extract.measures.phrase_roles import Role
    from parsing.extract.tokens import Tokens
    from parsing.extract.vocabulary import Match
    from parsing.spans import Span

COUNTED = re.compile(r"的[^，。；：、（）\d需须应要在提]{0,10}\d")
"""解除隔离的感染者8例: the description of people that are counted tells of an action."""
SHORT = 3
"""Most characters of a phrase that can stand across two words by chance."""
DAYS = frozenset("日月")
"""Characters that end a date and may seem to begin a phrase."""
ANY_DAY = frozenset("昨今前近当同次")
"""Before 日, a day that is told of: 昨日."""
NONE: AbstractSet[int] = frozenset()
REACH = 4
"""Characters behind an action's name in which the first word is looked for."""
WORD = 4
"""Most characters of a single word."""
THING = "n"
"""The part of speech of what such a verb may describe: no place (ns), body (nt) or person (nr)."""
NUMBERED = (*"0123456789xX约共达",)
"""Before these the tail of an action's name is what was counted: 排查人员3000人 tells of an action."""


class Trigger(Value, frozen=True, order=True):
    """A trigger as it stands in the text, from its first part to its last."""

    start: int
    end: int
    category: str


class PhraseMatch(Value, frozen=True):
    """A phrase of the lexicon found in the text, with what it does."""

    start: int
    end: int
    role: Role


@dataclass(frozen=True, slots=True)
class Triggers:
    """The lexicon of measures, compiled. The ``phrases`` have the numbers of their ``roles``.

    The fields that are not explained here are lists of ``measures.toml``, under the names they have there.
    """

    phrases: tuple[str, ...]
    roles: tuple[Role | None, ...]
    """Null where a phrase only stands before what lies in it."""
    gap: int
    final: re.Pattern[str]
    """What stands behind a verb that its thing stands before."""
    frames: tuple[Frame, ...]
    reach: int
    """Most characters between the two words of a frame."""
    describing: tuple[str, ...]
    """What makes the verb of a frame describe its thing (排查出的密接)."""
    ruled: Mapping[str, tuple[str, ...]]
    """By a frame's category, those that its verb alone would tell of: the thing decides."""
    firm: frozenset[str]
    sharing: frozenset[str]
    tails: Behind
    wares: tuple[str, ...]
    """How tails end that name a thing, also where it is counted."""
    listed: re.Pattern[str]
    described: Behind
    """What may stand between an action's name and the 的 that makes it describe somebody (参与消毒工作的人员)."""
    plain: re.Pattern[str]
    topics: Mapping[str, re.Pattern[str]]
    """By category, what behind an action's name makes it a topic (复工复产情况)."""
    objectless: frozenset[str]
    """Verbs of two characters that hold their object already."""
    counted: tuple[str, ...]
    """Directly behind one of these a verb describes those who are counted."""

    def parts(self, tokens: Tokens, seen: Iterable[Match]) -> list[PhraseMatch]:
        """Of the phrases ``seen`` in a text, those that do something, in order, except those inside a longer one."""
        longest = {match[1]: match for match in seen}
        text, borders = tokens.text, tokens.borders
        covered, found = 0, []
        for start in sorted(longest):
            phrase, _, end = longest[start]
            if end <= covered or (end - start <= SHORT and (_straddles(borders, start, end) or _is_dated(text, start))):
                continue
            covered = end
            if (role := self.roles[phrase]) is not None:
                found.append(PhraseMatch(start, end, role))
        return found

    def hits(self, text: str, parts: Sequence[PhraseMatch]) -> list[Trigger]:
        """The triggers made of one clause's parts, in order of position."""
        if len(parts) > 1 and _are_tied(parts):
            hits, claimed = self._joined(text, parts)
            framed = [*self._framed(text, parts)]
        else:
            hits, claimed, framed = [], NONE, []
        ruled = {(at, own) for hit in framed for own in self.ruled.get(hit.category, ()) for at in (hit.start, hit.end)}
        for part in parts:
            if not part.role.whole:
                continue
            start, end = part.start, part.end
            told: Collection[str] = part.role.whole if start not in claimed else self.firm.intersection(part.role.whole)
            if ruled:
                told = [category for category in told if ruled.isdisjoint({(start, category), (end, category)})]
            if told and not self.listed.match(text, end):
                hits += [Trigger(end - part.role.told, end, category) for category in told]
        hits += framed
        kept = [hit for hit in hits if not self._is_noun(text, hit)]
        return sorted({*kept}) if len(kept) > 1 else kept

    def _joined(self, text: str, parts: Iterable[PhraseMatch]) -> tuple[list[Trigger], AbstractSet[int]]:
        """The triggers with a gap, and the starts of their parts."""
        hits: list[Trigger] = []
        claimed: set[int] = set()
        left: dict[str, PhraseMatch] = {}
        stood = 0
        for part in parts:
            role = part.role
            for phrase, categories in self._closed(text, left, part) if role.takes & stood else ():
                opened = left[phrase]
                if opened.end <= part.start <= opened.end + self.gap and not _describes(text, opened, part):
                    hits += [Trigger(opened.start, part.end, category) for category in categories]
                    if not self.sharing.issuperset(categories):
                        claimed |= {opened.start, part.start}
            stood |= role.gives
            if role.opens:
                left.update(dict.fromkeys(role.opens, part))
        return hits, claimed

    def _closed(
        self, text: str, left: Mapping[str, PhraseMatch], part: PhraseMatch
    ) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The halves before a part that it makes a trigger with, and its categories.

        A verb behind its thing ends what is told of the thing.
        """
        closes, follows = part.role.closes, part.role.follows
        for phrase in left.keys() & closes.keys() if closes else ():
            yield phrase, closes[phrase]
        if follows and not follows.keys().isdisjoint(left) and self.final.match(text, part.end):
            yield from ((phrase, follows[phrase]) for phrase in left.keys() & follows.keys())

    def _framed(self, text: str, parts: Iterable[PhraseMatch]) -> Iterator[Trigger]:
        """The frames whose two words stand among the parts."""
        last: dict[int, PhraseMatch] = {}
        stood = 0
        for part in parts:
            role = part.role
            for kind in role.kinds if role.takes & stood else ():
                other = last.get(kind ^ 1)
                if other is None:
                    continue
                frame, second = self.frames[kind // 2], kind % 2 == 1
                if (frame.ordered and not second) or (second and text.startswith(self.describing, other.end)):
                    continue
                if other.end <= part.start <= other.end + self.reach:
                    yield Trigger(other.start, part.end, frame.category)
            stood |= role.gives
            if role.kinds:
                last.update(dict.fromkeys(role.kinds, part))

    def _is_noun(self, text: str, hit: Trigger) -> bool:
        """Whether an action's name is only a part of a noun phrase: 消毒 + 用品, 接受隔离 + 的旅客, 复工复产 + 情况."""
        end, topic = hit.end, self.topics.get(hit.category)
        if topic is not None and topic.match(text, end) is not None:
            return True
        describing = self.described.match(text, end)
        if describing is not None:
            return not (self.plain.match(text, describing.end()) or COUNTED.match(text, describing.end() - 1))
        tail = self.tails.match(text, end)
        if tail is not None:
            return tail[0].endswith(self.wares) or not text.startswith(NUMBERED, tail.end())
        return self._describes_counted(text, hit) or self._describes_thing(text, end)

    def _describes_counted(self, text: str, hit: Trigger) -> bool:
        """Whether it is a single verb that says which are counted (所有排查外省来人)."""
        verb = text[hit.start : hit.end]
        return text.endswith(self.counted, 0, hit.start) and len(verb) <= WORD and words().tag(verb).startswith("v")

    def _describes_thing(self, text: str, end: int) -> bool:
        """Whether a verb that takes no object has a noun directly behind, which it then describes (用工单位)."""
        if text[end - 2 : end] not in self.objectless:
            return False
        noun = words().cut(text[end : end + REACH])[:1]
        if not noun or noun[0].tag != THING or noun[0].end < 2 or self.plain.match(text, end):
            return False
        return not text.startswith(NUMBERED, end + noun[0].end)


def _straddles(borders: Sequence[int], start: int, end: int) -> bool:
    """Whether a phrase is the end of one word and the start of the next: 充[分发]挥, 使[用工]作; ``borders``: of the words."""
    return borders[bisect_left(borders, end)] != end and borders[bisect_left(borders, start)] != start


def _is_dated(text: str, start: int) -> bool:
    """Whether a phrase begins in a date: 9[日通报]."""
    before = text[start - 1 : start]
    return text[start] in DAYS and (before.isdigit() or before in ANY_DAY)


def _describes(text: str, verb: PhraseMatch, thing: PhraseMatch) -> bool:
    """Whether the first half only describes the second, which is a thing (运送物资的货车, but not 环境卫生的整治)."""
    if not text.startswith("的", verb.end):
        return False
    first, second = (words().tag(text[part.end - 2 : part.end]) for part in (verb, thing))
    return second.startswith("n") and not first.startswith(("n", "a"))


def _are_tied(parts: Sequence[PhraseMatch]) -> bool:
    """Whether one of the parts may go with one before it; most clauses have none such."""
    stood = 0
    for part in parts:
        if part.role.takes & stood:
            return True
        stood |= part.role.gives
    return False


@cache
def triggers() -> Triggers:
    """The triggers of ``measures.toml``, compiled once in a process."""
    lexicon = load("measures")
    phrases, roles, framed = phrases_of(lexicon)
    return Triggers(
        phrases,
        roles,
        lexicon["gap"],
        re.compile(lexicon["final"]),
        framed,
        frames.gap(),
        tuple(load("frames")["describing"]),
        {category: tuple(own) for category, own in load("frames")["ruled"].items()},
        frozenset(lexicon["firm"]),
        frozenset(lexicon["sharing"]),
        Behind(lexicon["tails"]),
        tuple(lexicon["wares"]),
        re.compile(lexicon["listed"]),
        Behind([*(f"(?:{words})的" for words in lexicon["between"]), "的"]),
        re.compile("|".join(lexicon["plain"])),
        {category: re.compile(row["topics"]) for category, row in lexicon["category"].items() if "topics" in row},
        frozenset(lexicon["objectless"]),
        tuple(lexicon["counted"]),
    )


def within(parts: Sequence[PhraseMatch], starts: Sequence[int], span: Span) -> Sequence[PhraseMatch]:
    """The parts that lie inside ``span``; ``starts``: where each part starts."""
    return ending_in(parts[bisect_left(starts, span.start) : bisect_left(starts, span.end)], span.end)


def ending_in(parts: Sequence[PhraseMatch], end: int) -> Sequence[PhraseMatch]:
    """The parts, in order, without the last that end beyond ``end``."""
    last = len(parts)
    while last and parts[last - 1].end > end:
        last -= 1
    return parts if last == len(parts) else parts[:last]
