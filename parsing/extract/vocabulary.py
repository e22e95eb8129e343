"""Fast look-up of many words in a text: the words of lexicons, the longest at each place.

One automaton for all words of all lexicons (Aho and Corasick's, in Rust) reads a text once, whatever their number.
Questions about one place (does a word begin here, does one end here) need no automaton: a set answers them.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from ahocorasick_rs import AhoCorasick, Implementation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

START = itemgetter(1)
FEW = 100
"""Words up to which looking for one after the other is the faster way."""
Place: TypeAlias = tuple[int, int]
"""Where a word stands: its start and its end."""
Match: TypeAlias = tuple[int, int, int]
"""The number of a phrase, and where it stands."""


class LexiconMatches(NamedTuple):
    """The words of each lexicon in a text, in order; those of one lexicon do not overlap."""

    divisions: list[Place]
    suffixes: list[Place]
    complete: list[Place]
    heads: list[Place]
    committees: list[Place]
    posts: list[Place]
    roles: list[Place]
    groups: list[Place]
    addresses: list[Place]
    phrases: list[Match]
    """The phrases of :class:`parsing.extract.measures.triggers.Triggers` by their numbers, also those that overlap."""


@dataclass(frozen=True)
class Vocabulary:
    """A set of words, none of them empty."""

    words: frozenset[str]

    @classmethod
    def of(cls, words: Iterable[str]) -> Vocabulary:
        """Build from words (empty ones are ignored)."""
        return cls(frozenset(word for word in words if word))

    @cached_property
    def reach(self) -> dict[str, int]:
        """The length of the longest word with these first two characters."""
        return {word[:2]: len(word) for word in sorted(self.words, key=len)}

    @cached_property
    def back(self) -> dict[str, tuple[int, ...]]:
        """The lengths of the words with these last two characters, or this one, the longest first."""
        lengths: defaultdict[str, set[int]] = defaultdict(set)
        for word in self.words:
            lengths[word[-2:]].add(len(word))
        return {end: tuple(sorted(found, reverse=True)) for end, found in lengths.items()}

    def at(self, text: str, start: int, end: int | None = None) -> int:
        """The end of the longest word that begins at ``start``, or ``start`` itself if there is none."""
        limit = len(text) if end is None else end
        for size in range(min(self.reach.get(text[start : start + 2], 0), limit - start), 1, -1):
            if text[start : start + size] in self.words:
                return start + size
        return start + (start < limit and text[start] in self.words)

    def before(self, text: str, end: int, floor: int = 0) -> int:
        """The start of the longest word that ends at ``end``, or ``end`` itself if there is none."""
        if end <= floor:
            return end
        for size in self.back.get(text[max(end - 2, 0) : end], ()):
            if size <= end - floor and text[end - size : end] in self.words:
                return end - size
        return end - (text[end - 1] in self.words)


@dataclass(frozen=True, slots=True)
class Lookup:
    """Several vocabularies, and phrases of which every place counts, that are looked up together.

    ``owners``: the numbers of the vocabularies that have each word; the ``phrases`` are the first of the words.
    """

    automaton: AhoCorasick
    owners: tuple[tuple[int, ...], ...]
    count: int
    phrases: int

    @classmethod
    def of(cls, vocabularies: Sequence[Vocabulary], phrases: Sequence[str] = ()) -> Lookup:
        """One automaton for all their words."""
        owners: defaultdict[str, list[int]] = defaultdict(list, {phrase: [] for phrase in phrases})
        for number, vocabulary in enumerate(vocabularies):
            for word in vocabulary.words:
                owners[word].append(number)
        automaton = AhoCorasick(owners, store_patterns=False, implementation=Implementation.ContiguousNFA)
        shared: dict[tuple[int, ...], tuple[int, ...]] = {}  # most words are of one vocabulary
        each = tuple(shared.setdefault(numbers, numbers) for numbers in map(tuple, owners.values()))
        return cls(automaton, each, len(vocabularies), len(phrases))

    def find(self, text: str) -> tuple[list[list[Place]], list[Match]]:
        """For each vocabulary its words in the text, left to right, the longest at each place, apart from each other.

        Then all phrases, also those that overlap, in order of their ends; of those with one end the longest first.
        """
        found: list[list[Place]] = [[] for _ in range(self.count)]
        reached = [0] * self.count
        every: list[Match] = self.automaton.find_matches_as_indexes(text, overlapping=True)
        owners, phrases = self.owners, self.phrases
        matches = [match for match in every if owners[match[0]]]
        matches.reverse()  # of those that begin at one place the longest is found last
        matches.sort(key=START)
        for word, start, end in matches:
            for owner in owners[word]:
                if start >= reached[owner]:
                    found[owner].append((start, end))
                    reached[owner] = end
        return found, [match for match in every if match[0] < phrases]


def occurrences(words: Iterable[str], text: str) -> list[Place]:
    """What a vocabulary finds in one text; a few words are too little work for an automaton of their own."""
    sought = {word for word in words if word}
    if len(sought) > FEW:
        automaton = AhoCorasick(sought, store_patterns=False, implementation=Implementation.ContiguousNFA)
        standing = automaton.find_matches_as_indexes(text, overlapping=True)
        found = sorted((start, start - end) for _, start, end in standing)
    else:
        found = sorted((start, -len(word)) for word in sought for start in places(word, text))
    spans, reached = [], 0
    for start, size in found:
        if start >= reached:
            reached = start - size
            spans.append((start, reached))
    return spans


def places(word: str, text: str) -> Iterator[int]:
    """Where a word stands in a text, also over itself."""
    at = text.find(word) if word else -1
    while at >= 0:
        yield at
        at = text.find(word, at + 1)
