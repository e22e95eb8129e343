"""The heads of bodies' names: the words for a kind of body that such a name ends with (指挥部, 医院, 卫健委).

Apart from the finder of bodies, because other finders ask what a head is without looking for names.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import TYPE_CHECKING

from parsing.extract.entities.body_words import ORGANISATIONS
from parsing.extract.vocabulary import Vocabulary
from parsing.lexicon import load
from parsing.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parsing.extract.tokens import Tokens
    from parsing.extract.vocabulary import LexiconMatches

BEHIND, STREETS, WHERE = (tuple(ORGANISATIONS[name]) for name in ("behind", "streets", "where"))
"""Right behind a head: what leaves it whole all the same, what makes a street of it, where a body lies (所在地)."""
SHORTEST_KNOWN, NO_BODIES = 5, tuple(ORGANISATIONS["no_bodies"])
DIGITS = "一二三四五六七八九"
NUMERALS = [tens + ones for tens in ("", "十", "二十") for ones in ("", *DIGITS) if tens or ones]
"""The numbers from 1 to 29 as names have them."""


@dataclass(frozen=True, slots=True)
class Heads:
    """The heads, by what must stand before each to make the name of one body (see ``organisations.toml``).

    Attributes:
        all: every head but single characters, which are found otherwise.
        tasked: the words of its task will do: 疫情防控 + 指挥部.
        alone: it stands for one body by itself: 卫健委.
        levelled: it needs a level or a place (区 + 委), and is in no other list with a weaker condition.
        nameless: directly before another head it makes no name with it: 学校 + 医院.
    """

    all: Vocabulary
    tasked: frozenset[str]
    alone: frozenset[str]
    levelled: frozenset[str]
    nameless: frozenset[str]

    @classmethod
    def of(cls) -> Heads:
        """The heads of the lexicon, the bureaus of every field among those that stand alone."""
        named, tasked, alone, levelled = (
            frozenset(ORGANISATIONS[kind].split()) for kind in ("named", "tasked", "alone", "levelled")
        )
        alone |= {
            field + end
            for field in ORGANISATIONS["bureaus"]["fields"].split()
            for end in ORGANISATIONS["bureaus"]["ends"]
        }
        alone |= departments().words
        every = named | tasked | alone | {word for word in levelled if len(word) > 1}
        nameless = (named | tasked) - alone - levelled - complete().words
        return cls(Vocabulary.of(every), tasked, alone, levelled - named - tasked - alone, nameless)


heads = cache(Heads.of)
"""The heads of the lexicon, made once in a process."""


@cache
def departments() -> Vocabulary:
    """Departments of schools, hospitals and firms: 学生工作 + 处, 校长 + 办公室."""
    table = ORGANISATIONS["departments"]
    named = {field + end for field in table["fields"].split() for end in table["ends"]}
    return Vocabulary.of(
        named | {office + end for office in table["offices"] for end in table["ends"] if end[0] == "办"}
    )


@cache
def complete() -> Vocabulary:
    """Bodies by their whole names, the numbered companies of the building groups among them (中铁 + 一 + 局)."""
    groups = ORGANISATIONS["numbered"]["groups"]
    numbered = map("".join, product(groups, NUMERALS, ORGANISATIONS["numbered"]["ends"]))
    return Vocabulary.of([*ORGANISATIONS["complete"].split(), *numbered])


@cache
def committees() -> Vocabulary:
    """Party committees, as their level and 委."""
    return Vocabulary.of(f"{level}委" for level in ORGANISATIONS["committee_levels"])


def heads_in(text: str, seen: LexiconMatches) -> Iterator[tuple[int, int]]:
    """Where heads stand in a text; of one that goes on to another word, the head that begins inside it."""
    for start, end in seen.heads:
        if is_broken(text, end):
            inner = ((at, heads().all.at(text, at)) for at in range(start + 1, end))
            yield next((span for span in inner if span[1] > end), (start, end))
        else:
            yield start, end


@cache
def _states() -> tuple[str, ...]:
    """Other states, whose ministries are read as place and body: their counts are the state's."""
    return tuple({*load("divisions")["countries"].split()}.difference(load("divisions")["home"].split()))


def known_bodies(tokens: Tokens) -> Iterator[tuple[int, int]]:
    """Where long words stand that the dictionary has as bodies' names: 联合国儿童基金会."""
    for piece, start in zip(tokens.pieces, tokens.borders, strict=False):
        known = len(piece) >= SHORTEST_KNOWN and words().tag(piece) == "nt"
        if known and not piece.endswith(NO_BODIES) and not piece.startswith(_states()):
            yield start, start + len(piece)


def is_broken(text: str, end: int) -> bool:
    """Whether the next character makes another word of the head that ends at ``end``: 民政部 + 门, but not 医学院 + 校友."""
    if text.startswith(BEHIND, end) or (text.startswith("所在", end - 1) and not text.startswith(WHERE, end)):
        return False
    if text.startswith(STREETS, end):
        return True
    return bool(text[end : end + 1]) and text[end] in ORGANISATIONS["broken"].get(text[end - 1], "")
