"""Finds the phrases of the measure lexicon in a text, in time that does not grow with the lexicon.

Entries with a gap (加强…排查) are matched by their parts: one automaton reads a text for all parts of all entries (see
:mod:`parsing.extract.sightings`), and a clause's parts are then joined. Time is linear in the text: a part looks at its clause's last left halves.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from typing import TYPE_CHECKING

from parsing.extract import frames
from parsing.lexicon import load
from parsing.values import Value
from parsing.words import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from parsing.extract.frames import Frame
    from parsing.extract.vocabulary import Match
    from parsing.spans import Span

COUNTED = re.compile(r"的[^，。；：、（）\d]{0,10}\d")
"""解除隔离的感染者8例: the description of people that are counted tells of an action."""
NUMBERED = (*"0123456789xX约共达",)
"""Before these the tail of an action's name is what was counted: 排查人员3000人 tells of an action."""
GAP = "…"
BITS = 199
CHOICE = "|"
FOUR = 4
"""A phrase of so many characters is mostly a verb and its object, which 了 may part (放弃了休假)."""


class Hit(Value, frozen=True, order=True):
    """A trigger as it stands in the text, from its first part to its last."""

    start: int
    end: int
    category: str


@dataclass(slots=True)
class _Draft:
    """What a phrase does, while the lexicon is being read."""

    whole: set[str] = field(default_factory=set)
    opens: bool = False
    closes: dict[str, set[str]] = field(default_factory=dict)
    kinds: set[int] = field(default_factory=set)


class Role(Value, frozen=True):
    """What a phrase does: categories that its last ``told`` characters tell of alone, left halves it stands for, categories after each left half.

    A phrase does as a half what a shorter one at its end does: 防疫物资 closes 采购…物资, 现场检查 opens 检查…超市. But
    one that tells of an action itself closes only its own. One that is only a half, and no mask, tells alone of what a
    shorter one at its end tells: 开展排查 where it closes nothing is 排查; so is 排查出. One that names a thing closes what its
    first part closes: 慰问…一线人员 as 慰问…一线.
    """

    whole: tuple[str, ...]
    told: int
    opens: tuple[str, ...]
    closes: Mapping[str, tuple[str, ...]]
    kinds: tuple[int, ...]
    """The halves of frames that it is: the frame's number doubled, and one more for its things."""
    gives: int = 0
    takes: int = 0
    """What it may be a half of, as bits, and what goes with it where it has stood before; others may share a bit."""


class Part(Value, frozen=True):
    """A phrase of the lexicon found in the text, with what it does."""

    start: int
    end: int
    role: Role


@dataclass(frozen=True, slots=True)
class Triggers:
    """The lexicon, compiled. The ``phrases`` have the numbers of their ``roles``."""

    phrases: tuple[str, ...]
    roles: tuple[Role | None, ...]
    """Null where a phrase only stands before what lies in it."""
    gap: int
    frames: tuple[Frame, ...]
    reach: int
    """Most characters between the two words of a frame."""
    firm: frozenset[str]
    sharing: frozenset[str]
    tails: re.Pattern[str]
    described: re.Pattern[str]
    """What may stand between an action's name and the 的 that makes it describe somebody (参与消毒工作的人员)."""
    plain: tuple[str, ...]
    topics: Mapping[str, re.Pattern[str]]
    """By category, what behind an action's name makes it a topic (复工复产情况)."""

    def parts(self, seen: Iterable[Match]) -> list[Part]:
        """Of the phrases ``seen`` in a text those that do something, in order, without those that lie inside a longer one."""
        longest = {match[1]: match for match in seen}
        covered, found = 0, []
        for start in sorted(longest):
            phrase, _, end = longest[start]
            if end > covered:
                covered = end
                if (role := self.roles[phrase]) is not None:
                    found.append(Part(start, end, role))
        return found

    def hits(self, text: str, parts: Sequence[Part]) -> list[Hit]:
        """The triggers made of one clause's parts, in order of position."""
        if len(parts) == 1 and not parts[0].role.whole:
            return []
        tied = _are_tied(parts)
        hits, claimed = self._joined(text, parts) if tied else ([], set())
        for part in parts:
            role, end = part.role, part.end
            if role.whole:
                own = role.whole if part.start not in claimed else self.firm.intersection(role.whole)
                hits += [Hit(end - role.told, end, category) for category in own]
        if tied:
            hits += self._framed(text, parts)
        kept = [hit for hit in hits if not self._is_noun(text, hit)]
        return sorted({*kept}) if len(kept) > 1 else kept

    def _joined(self, text: str, parts: Iterable[Part]) -> tuple[list[Hit], set[int]]:
        """The triggers with a gap, and the starts of their parts."""
        hits: list[Hit] = []
        claimed: set[int] = set()
        left: dict[str, Part] = {}
        for part in parts:
            closes = part.role.closes
            for phrase in left.keys() & closes.keys() if left and closes else ():
                opened = left[phrase]
                if opened.end <= part.start <= opened.end + self.gap and not _describes(text, opened, part):
                    hits += [Hit(opened.start, part.end, category) for category in closes[phrase]]
                    if not self.sharing.issuperset(closes[phrase]):
                        claimed |= {opened.start, part.start}
            for phrase in part.role.opens:
                left[phrase] = part
        return hits, claimed

    def _framed(self, text: str, parts: Iterable[Part]) -> Iterator[Hit]:
        """The frames whose two words stand among the parts."""
        last: dict[int, Part] = {}
        for part in parts:
            for kind in part.role.kinds:
                other = last.get(kind ^ 1)
                if other is None:
                    continue
                frame, second = self.frames[kind // 2], kind % 2 == 1
                if (frame.ordered and not second) or (second and text.startswith("的", other.end)):
                    continue
                if other.end <= part.start <= other.end + self.reach:
                    yield Hit(other.start, part.end, frame.category)
            if part.role.kinds:
                last.update(dict.fromkeys(part.role.kinds, part))

    def _is_noun(self, text: str, hit: Hit) -> bool:
        end, topic = hit.end, self.topics.get(hit.category)
        if topic is not None and topic.match(text, end) is not None:
            return True
        describing = self.described.match(text, end)
        if describing is not None:
            return not (text.startswith(self.plain, describing.end()) or COUNTED.match(text, describing.end() - 1))
        tail = self.tails.match(text, end)
        return tail is not None and not text.startswith(NUMBERED, tail.end())


def _describes(text: str, verb: Part, thing: Part) -> bool:
    """Whether the first half only describes the second, which is a thing (运送物资的货车, but not 环境卫生的整治)."""
    if not text.startswith("的", verb.end):
        return False
    first, second = (words().tag(text[part.end - 2 : part.end]) for part in (verb, thing))
    return second.startswith("n") and not first.startswith(("n", "a"))


def _are_tied(parts: Sequence[Part]) -> bool:
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
    masks = frozenset(lexicon["masks"])
    drafts: dict[str, _Draft] = {mask: _Draft() for mask in lexicon["masks"]}
    for category, row in lexicon["category"].items():
        for entry in row["actions"]:
            _enter(drafts, category, entry)
    framed = _framed_into(drafts)
    acts = tuple(lexicon["acts"])
    return Triggers(
        tuple(drafts),
        tuple(_role(drafts, phrase, alone=phrase not in masks, acts=acts, results=lexicon["results"]) for phrase in drafts),
        lexicon["gap"],
        framed,
        frames.gap(),
        frozenset(lexicon["firm"]),
        frozenset(lexicon["sharing"]),
        re.compile("|".join(lexicon["tails"])),
        re.compile(f"(?:{'|'.join(lexicon['between'])})?的"),
        tuple(lexicon["plain"]),
        {category: re.compile(row["topics"]) for category, row in lexicon["category"].items() if "topics" in row},
    )


def _framed_into(drafts: dict[str, _Draft]) -> tuple[Frame, ...]:
    """The frames, after their words were entered."""
    for category, phrase in frames.phrases():
        drafts.setdefault(phrase, _Draft()).whole.add(category)
    framed = tuple(frames.frames())
    for number, frame in enumerate(framed):
        for half, entries in enumerate((frame.verbs, frame.things)):
            for word in entries:
                drafts.setdefault(word, _Draft()).kinds.add(2 * number + half)
    return framed


def _enter(drafts: dict[str, _Draft], category: str, entry: str) -> None:
    halves = [half.split(CHOICE) for half in entry.split(GAP)]
    if len(halves) > 2 or any(len(phrase) < 2 for half in halves for phrase in half):
        raise ValueError(f"measures.toml: {entry!r} has more than one gap or a part of one character")
    if len(halves) == 1:
        for phrase in halves[0]:
            drafts.setdefault(phrase, _Draft()).whole.add(category)
            if len(phrase) == FOUR:
                drafts.setdefault(f"{phrase[:2]}了{phrase[2:]}", _Draft()).whole.add(category)
        return
    for left, right in product(*halves):
        drafts.setdefault(left, _Draft()).opens = True
        drafts.setdefault(right, _Draft()).closes.setdefault(left, set()).add(category)


def _role(drafts: Mapping[str, _Draft], phrase: str, *, alone: bool, acts: tuple[str, ...], results: str) -> Role | None:
    ends = [phrase[at:] for at in range(len(phrase) - 1) if phrase[at:] in drafts]
    closes: dict[str, set[str]] = {}
    own = ends[:1] if drafts[phrase].whole else ends
    compound = alone and not drafts[phrase].whole and not phrase.endswith(acts)
    heads = [phrase[:at] for at in range(2, len(phrase)) if phrase[:at] in drafts] if compound else []
    for half in (*own, *heads):
        for left, found in drafts[half].closes.items():
            closes.setdefault(left, set()).update(found)
    plain = phrase[:-1] if phrase[-1] in results else phrase
    teller = next((end for end in (*ends, plain) if alone and end in drafts and drafts[end].whole), phrase)
    opens = tuple(half for half in (*ends, *heads) if drafts[half].opens)
    kinds = tuple(sorted(set().union(*(drafts[half].kinds for half in (*own, *heads)))))
    role = Role(
        tuple(sorted(drafts[teller].whole)),
        len(phrase if teller == plain else teller),
        opens,
        {left: tuple(sorted(found)) for left, found in closes.items()},
        kinds,
        _bits((*opens, *kinds)),
        _bits((*closes, *(kind ^ 1 for kind in kinds))),
    )
    return role if role.whole or role.opens or role.closes or role.kinds else None


def _bits(halves: Iterable[str | int]) -> int:
    """A set of halves, as bits that others may share."""
    return sum({1 << hash(half) % BITS for half in halves})


def within(parts: Sequence[Part], starts: Sequence[int], span: Span) -> Sequence[Part]:
    """The parts that lie inside ``span``; ``starts``: where each part starts."""
    first, last = bisect_left(starts, span.start), bisect_left(starts, span.end)
    while first < last and parts[last - 1].end > span.end:
        last -= 1
    return parts[first:last]
