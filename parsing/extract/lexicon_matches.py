"""Where the words of all lexicons of names and measures stand in a text, found by one pass of one automaton.

Most of such a pass is waiting for the memory in which the automaton lies, and so two passes cost nearly twice as much.
Apart from the finders, which each own the meaning of their words, so that none of them has to know the others'.
"""

from __future__ import annotations

from functools import cache, lru_cache

from parsing.extract.entities.gazetteer import all_names
from parsing.extract.entities.heads import committees, complete, heads
from parsing.extract.entities.suffixes import suffixes
from parsing.extract.entities.titles import addresses, groups, posts, roles
from parsing.extract.measures.triggers import triggers
from parsing.extract.vocabulary import LexiconMatches, Lookup


@cache
def _lookup() -> Lookup:
    """The lexicons, in the order of the fields."""
    finders = [
        all_names(), suffixes(), complete(), heads().all, committees(), posts(), roles(), groups(), addresses(),
    ]  # fmt: skip
    return Lookup.of(finders, triggers().phrases)


@lru_cache(maxsize=1)
def lexicon_matches(text: str) -> LexiconMatches:
    """Look all lexicons up in a text; kept, because entities and measures ask for the same text in turn."""
    found, phrases = _lookup().find(text)
    return LexiconMatches._make([*found, phrases])
