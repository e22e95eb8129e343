"""Which names of places mean one place, and in which other it lies, as far as the report itself says.

A place that stands right behind a wider one lies in it (临江市安桥区), there and where it stands alone, unless another
place of the same name lies elsewhere.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from parsing.extract.entities.gazetteer import short
from parsing.lexicon import load

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from parsing.record import Entity

SITE = 9
"""The level of what is no division: a road, a market, a housing estate."""


class Area(NamedTuple):
    """A place by its fullest name and the place it lies in (null: not said)."""

    name: str
    parent: str | None


@cache
def _known_levels() -> Mapping[str, int]:
    """The level of each division of the gazetteer, by its official name and, down to cities, its short one."""
    lists = load("divisions")
    kinds = ("countries", "provinces", "cities", "counties")
    found = {name: level for level, kind in enumerate(kinds) for name in lists[kind].split()}
    return {short(name): level for name, level in found.items() if level < 3} | found


def level(name: str) -> int:
    """How narrow a place is: 0 a country, 1 a province, 5 a village, ``SITE`` what is no division."""
    return _known_levels().get(name, _level_by_kind(name))


@lru_cache(maxsize=1024)
def _level_by_kind(name: str) -> int:
    """The same by the last word of the name alone: 镇, 村."""
    rows = enumerate(load("identity")["levels"], 1)
    ends = ((len(word), number) for number, row in rows for word in row if name.endswith(word))
    return max(ends, default=(0, SITE))[1]


def contains(wide: str, narrow: str) -> bool:
    """Whether the wide place may contain the narrow one, by level; a 市 may have districts or be like a county."""
    return min(level(wide), _level_by_kind(wide)) < min(level(narrow), SITE)


def official(names: Sequence[str]) -> dict[str, str]:
    """Short names with the official one that the report has for each (青岚: 青岚市), where it has only one."""
    full: defaultdict[str, set[str]] = defaultdict(set)
    for name in names:
        full[short(name)].add(name)
    return {name: next(iter(forms - {name})) for name, forms in full.items() if len(forms - {name}) == 1}


def areas(places: Sequence[Entity]) -> list[Area | None]:
    """The place that each mention means, or null where it may mean several; the mentions are in order."""
    whole = official([place.text for place in places])
    names = [whole.get(place.text, place.text) for place in places]
    direct: list[str | None] = [None] * len(places)
    parents: defaultdict[str, set[str]] = defaultdict(set)
    for at in range(1, len(places)):
        if places[at - 1].end == places[at].start and contains(names[at - 1], names[at]):
            direct[at] = names[at - 1]
            parents[names[at]].add(names[at - 1])
    nearest = {name: _nearest(found, parents) for name, found in parents.items()}
    return [_area(name, parent, nearest.get(name, set())) for name, parent in zip(names, direct, strict=True)]


def _nearest(found: set[str], parents: Mapping[str, set[str]]) -> set[str]:
    """Of the places that one lies in, those that do not contain another of them."""
    return found - {wider for narrow in found for wider in parents.get(narrow, ())}


def _area(name: str, direct: str | None, nearest: set[str]) -> Area | None:
    """The area that a mention means: in the place right before it (``direct``), else in the only one that is known."""
    if direct in nearest or not nearest:
        return Area(name, direct)
    return Area(name, next(iter(nearest))) if len(nearest) == 1 else None


def path(area: Area, known: Mapping[str, set[str | None]]) -> str:
    """The name behind those of the places it lies in; ``known``: the parents of each name."""
    words = [area.name]
    parent = area.parent
    while parent is not None and parent not in words:
        words.append(parent)
        above = known.get(parent, {None})
        parent = next(iter(above)) if len(above) == 1 else None
    return "".join(reversed(words))
