"""What each phrase of the measure lexicon does: what it tells of alone, and which halves of gapped entries it is.

排查 tells of screening alone, and with 加强 before it (加强…排查) as the second half of an entry; 加强 alone tells of nothing.
Apart from the finding in :mod:`parsing.extract.measures.triggers`, which only looks up what was worked out here once in
a process. Frames count as gapped entries here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from itertools import product
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from parsing.extract.measures import frames
from parsing.values import Value
from parsing.words import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from parsing.extract.measures.frames import Frame

GAP = "…"
"""Between the two halves of an entry of the lexicon."""
BITS = 503
"""So many bits stand for all halves; a prime, so that few share one."""
CHOICE = "|"
"""Between phrases of one half, any of which will do."""
ACTING = ("v", "a", "d")
"""Parts of speech of what is no thing, and so stands behind its verb only (引导…遵守); nouns of action (vn) too."""
FOUR = 4
"""A phrase of so many characters is mostly a verb and its object, which 了 may part (放弃了休假)."""
NOTHING: Mapping[str, tuple[str, ...]] = MappingProxyType({})
"""What a phrase closes that closes nothing."""


@dataclass(slots=True)
class _Draft:
    """What a phrase does, while the lexicon is being read; the fields are those of :class:`Role`."""

    whole: set[str] = field(default_factory=set)
    opens: bool = False
    closes: dict[str, set[str]] = field(default_factory=dict)
    follows: dict[str, set[str]] = field(default_factory=dict)
    kinds: frozenset[int] = frozenset()


class Role(Value, frozen=True):
    """What a phrase does.

    As a half, a phrase does what a shorter one at its end does: 防疫物资 closes 采购…物资, 现场检查 opens 检查…超市. But one
    that tells of an action itself closes only its own. One that is only a half, and no mask, tells alone of what a
    shorter one at its end tells of: 开展排查 is 排查 where it closes nothing; so is 排查出. One that names a thing closes what
    its first part closes: 慰问…一线人员 as 慰问…一线.

    Attributes:
        whole: the categories that it tells of alone.
        told: how many of its last characters tell of them.
        opens: the first halves that it stands for.
        closes: by the first half that stands before it, the categories that the two tell of.
    """

    whole: tuple[str, ...]
    told: int
    opens: tuple[str, ...]
    closes: Mapping[str, tuple[str, ...]]
    follows: Mapping[str, tuple[str, ...]]
    """Categories after what stands behind it elsewhere: 客运班车…暂停 as 暂停…客运."""
    kinds: tuple[int, ...]
    """The halves of frames that it is: the frame's number doubled, and one more for its things."""
    gives: int = 0
    takes: int = 0
    """What it may be a half of, as bits, and what goes with it where it has stood before; others may share a bit."""


def phrases_of(lexicon: Mapping[str, Any]) -> tuple[tuple[str, ...], tuple[Role | None, ...], tuple[Frame, ...]]:
    """The phrases of a lexicon of measures, what each of them does, and the frames they are halves of.

    Raises:
        ValueError: an entry has more than one gap, or a part of one character.
    """
    masks = frozenset(lexicon["masks"])
    drafts: dict[str, _Draft] = {mask: _Draft() for mask in lexicon["masks"]}
    for category, row in lexicon["category"].items():
        for entry in row["actions"]:
            _enter(drafts, category, entry)
    framed = _framed_into(drafts)
    acts, results = tuple(lexicon["acts"]), lexicon["results"]
    roles = tuple(_role(drafts, phrase, alone=phrase not in masks, acts=acts, results=results) for phrase in drafts)
    return tuple(drafts), roles, framed


def _framed_into(drafts: dict[str, _Draft]) -> tuple[Frame, ...]:
    """The frames, after their words were entered."""
    for category, phrase in frames.phrases():
        drafts.setdefault(phrase, _Draft()).whole.add(category)
    framed = tuple(frames.frames())
    for number, frame in enumerate(framed):
        for half, entries in enumerate((frame.verbs, frame.things)):
            for word in entries:
                draft = drafts.setdefault(word, _Draft())
                draft.kinds |= {2 * number + half}
    return framed


def _enter(drafts: dict[str, _Draft], category: str, entry: str) -> None:
    """Enter all phrases of an entry of the lexicon: 发放|印发…传单|手册 has four."""
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
        verb, thing = drafts.setdefault(left, _Draft()), drafts.setdefault(right, _Draft())
        verb.opens = True
        thing.closes.setdefault(left, set()).add(category)
        if not words().tag(right[-2:]).startswith(ACTING):
            thing.opens = True
            verb.follows.setdefault(right, set()).add(category)


def _role(
    drafts: Mapping[str, _Draft], phrase: str, *, alone: bool, acts: tuple[str, ...], results: str
) -> Role | None:
    """The role of a phrase, by its own draft and those of shorter phrases in it; null where it does nothing.

    ``alone``: it is no mask; ``acts``, ``results``: the lists of the lexicon.
    """
    ends = [phrase[at:] for at in range(len(phrase) - 1) if phrase[at:] in drafts]
    own = ends[:1] if drafts[phrase].whole else ends
    compound = alone and not drafts[phrase].whole and not phrase.endswith(acts)
    heads = [phrase[:at] for at in range(2, len(phrase)) if phrase[:at] in drafts] if compound else []
    closes = _merged(drafts[half].closes for half in (*own, *heads))
    follows = _merged(drafts[half].follows for half in own) if alone else NOTHING
    plain = phrase[:-1] if phrase[-1] in results else phrase
    teller = next((end for end in (*ends, plain) if alone and end in drafts and drafts[end].whole), phrase)
    opens = tuple(half for half in (*ends, *heads) if drafts[half].opens)
    kinds = tuple(sorted(set().union(*(drafts[half].kinds for half in (*own, *heads)))))
    role = Role(
        _in_order(frozenset(drafts[teller].whole)),
        len(phrase if teller == plain else teller),
        opens,
        closes,
        follows,
        kinds,
        _bits((*opens, *kinds)),
        _bits((*closes, *follows, *(kind ^ 1 for kind in kinds))),
    )
    return role if role.whole or role.opens or role.closes or role.kinds else None


def _merged(tables: Iterable[Mapping[str, set[str]]]) -> Mapping[str, tuple[str, ...]]:
    """The categories after each half, of several phrases together.

    Most have none, or the same as thousands of others: those share one value.
    """
    merged: dict[str, set[str]] = {}
    for table in tables:
        for half, found in table.items():
            merged.setdefault(half, set()).update(found)
    return {half: _in_order(frozenset(found)) for half, found in merged.items()} if merged else NOTHING


@cache
def _in_order(categories: frozenset[str]) -> tuple[str, ...]:
    """Categories in order; the same value for the same set, since thousands of phrases share a few."""
    return tuple(sorted(categories))


def _bits(halves: Iterable[str | int]) -> int:
    """A set of halves, as bits that others may share."""
    return sum({1 << hash(half) % BITS for half in halves})
