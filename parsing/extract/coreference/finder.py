"""The index of a report's names: each person, body, place and document once, in its fullest form, with its mentions.

Two mentions are put together only where the report leaves no choice; else each stays by itself.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from msgspec.structs import replace

from parsing.extract.coreference.organisations import meant
from parsing.extract.coreference.persons import person, posts, surname_mentions
from parsing.extract.coreference.places import Area, areas, path
from parsing.extract.metrics.focus import MASK
from parsing.lexicon import load
from parsing.record import Name

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

    from parsing.extract.extraction import Extraction
    from parsing.record import Entity, Label
    from parsing.structure import Document

Keys: TypeAlias = "dict[int, Hashable | None]"
"""What each mention (by its index) means; null where that is not known."""
HIDDEN = MASK | {"某"}
"""Signs in names that the report withholds, which may mean anything."""


def find_names(document: Document, found: Extraction) -> Extraction:
    """Add the index, in order of first mention, and the surnames that it could tell the owners of, as PERSON."""
    held = posts(document.text, found.entities)
    surnames = surname_mentions(document, found.entities, held)
    owners = {mention.entity.start: mention.name for mention in surnames}
    entities = found.entities
    if surnames:
        entities = tuple(sorted((*entities, *(m.entity for m in surnames)), key=lambda e: (e.start, -e.end)))
        held = posts(document.text, entities)
    called = _called(document.text, entities)
    keys: Keys = {
        **_people(entities, held, owners),
        **_bodies(entities, called),
        **_places(entities),
        **{at: called.get(e.text, e.text) for at, e in _labelled(entities, "DOCUMENT")},
    }
    names = sorted(_names(entities, keys), key=lambda name: name.mentions)
    return replace(found, entities=entities, names=tuple(names))


def _names(entities: Sequence[Entity], keys: Keys) -> Iterator[Name]:
    groups: defaultdict[Hashable, list[int]] = defaultdict(list)
    for at in sorted(keys):
        key = keys[at]
        groups[at if key is None else (entities[at].label, key)].append(at)
    wheres: defaultdict[str, set[str | None]] = defaultdict(set)
    for key in keys.values():
        if isinstance(key, Area):
            wheres[key.name].add(key.parent)
    for mentions in groups.values():
        first, area = entities[mentions[0]], keys[mentions[0]]
        fullest = max((entities[at].text for at in mentions), key=len)
        text = path(area, wheres) if isinstance(area, Area) else fullest
        yield Name(label=first.label, text=text, mentions=tuple(mentions))


def _labelled(entities: Sequence[Entity], label: Label) -> Iterator[tuple[int, Entity]]:
    """The entities of a label, each with its index among all."""
    return ((at, entity) for at, entity in enumerate(entities) if entity.label == label)


def _people(entities: Sequence[Entity], held: dict[int, str], owners: dict[int, str]) -> Keys:
    return {
        at: person(owners.get(entity.start, entity.text), held.get(at)) for at, entity in _labelled(entities, "PERSON")
    }


def _bodies(entities: Sequence[Entity], called: dict[str, str]) -> Keys:
    names = {at: called.get(entity.text, entity.text) for at, entity in _labelled(entities, "ORG")}
    standing = meant(dict.fromkeys(names.values()))
    return {at: None if HIDDEN.intersection(name) else standing[name] for at, name in names.items()}


def _places(entities: Sequence[Entity]) -> Keys:
    found = list(_labelled(entities, "PLACE"))
    meanings = areas([entity for _, entity in found])
    return {
        at: None if HIDDEN.intersection(entity.text) else area
        for (at, entity), area in zip(found, meanings, strict=True)
    }


@cache
def _calling() -> re.Pattern[str]:
    """Between a name and another that the report will use for it: （以下简称“."""
    words = "|".join(sorted(load("identity")["called"], key=len, reverse=True))
    return re.compile(rf"[（(，](?:{words})[为：“‘\"]*")


def _called(text: str, entities: Sequence[Entity]) -> dict[str, str]:
    """Names that the report says it uses for another (以下简称…), with that other; not where it says two."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for one, other in pairwise(entities):
        shorter = one.label == other.label and len(other.text) < len(one.text)
        if shorter and _calling().fullmatch(text, one.end, other.start):
            found[other.text].add(one.text)
    return {name: next(iter(full)) for name, full in found.items() if len(full) == 1}
