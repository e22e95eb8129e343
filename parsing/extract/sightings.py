"""Where the words of the name finders' lexicons stand in a text, told by one pass for all of them.

Apart from the finders, which each own the meaning of their words, so that none of them has to know the others'.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from parsing.extract.gazetteer import all_names
from parsing.extract.organisations import committees, complete, heads
from parsing.extract.persons import addresses, groups
from parsing.extract.places import suffixes
from parsing.extract.titles import posts, roles
from parsing.extract.vocabulary import Lookup

if TYPE_CHECKING:
    from parsing.extract.vocabulary import Place


class Sightings(NamedTuple):
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


@cache
def _lookup() -> Lookup:
    """The lexicons, in the order of the fields."""
    return Lookup.of([
        all_names(), suffixes(), complete(), heads().all, committees(), posts(), roles(), groups(), addresses(),
    ])  # fmt: skip


def sightings(text: str) -> Sightings:
    """Look all lexicons up in a text."""
    return Sightings(*_lookup().find(text))
