"""Which mentions mean one person: the same name, the same redacted name with the same post, a surname with its post.

A surname alone is a name only where it stands before a post that one person of that surname holds in the report:
李书记 after 县委书记李青禾.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from parsing.extract.entities.names import hidden_name, surnames
from parsing.extract.entities.titles import TITLES
from parsing.extract.entities.transcribed import DOTS
from parsing.extract.tokens import tokens_of
from parsing.record import Entity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from parsing.structure import Document

BETWEEN = re.compile(r"(?:同志|[：: 　])?")
"""What may stand between a post and the name of who holds it."""
DOT = re.compile(f"[{DOTS}]")
BLANK = re.compile("[ 　]+")


class Holder(NamedTuple):
    """A person's name and a post that the report says with it."""

    name: str
    post: str


class Surname(NamedTuple):
    """A mention by surname and post, and the name that it means."""

    entity: Entity
    name: str


def posts(text: str, entities: Sequence[Entity]) -> dict[int, str]:
    """For each PERSON (by its index) with a post right before or after it, that post."""
    found: dict[int, str] = {}
    for at in range(1, len(entities)):
        one, other = entities[at - 1], entities[at]
        if (one.label, other.label) == ("TITLE", "PERSON") and BETWEEN.fullmatch(text, one.end, other.start):
            found[at] = one.text
        elif one.end == other.start and (one.label, other.label) == ("PERSON", "TITLE"):
            found.setdefault(at - 1, other.text)
    return found


def surname_mentions(document: Document, entities: Sequence[Entity], held: dict[int, str]) -> list[Surname]:
    """The surnames that stand for a whole name, with it, in order."""
    text = document.text
    holders = {Holder(entities[at].text, post) for at, post in held.items() if not redacted(entities[at].text)}
    tokens = tokens_of(text) if holders else None
    found = []
    for before, title in zip((None, *entities), entities, strict=False):
        if tokens is None or title.label != "TITLE":
            continue
        floor = before.end if before else 0
        start = surnames().before(text, title.start, max(floor, title.start - 2))
        if start == title.start or not (tokens.border(start) and tokens.border(title.start)):
            continue
        names = set(_held_by(text[start : title.start], title.text, holders))
        if len(names) == 1:
            raw = document.raw(start, title.start)
            entity = Entity(label="PERSON", start=start, end=title.start, raw=raw, text=text[start : title.start])
            found.append(Surname(entity, names.pop()))
    return found


def _held_by(surname: str, post: str, holders: Iterable[Holder]) -> Iterator[str]:
    """The people of that surname who hold that post itself, not one below it."""
    for name, title in holders:
        unit = title.removesuffix(post)
        own = title.endswith(post) and not unit.endswith(tuple(TITLES["ranks"]))
        if own and len(name) > len(surname) and name.startswith(surname):
            yield name


def redacted(name: str) -> bool:
    """Whether a part of the name is left out."""
    return hidden_name().fullmatch(name) is not None


def person(name: str, post: str | None) -> str | None:
    """What stands for the person: null where a redacted name may be anybody's."""
    if redacted(name):
        return f"{post} {name}" if post else None
    return BLANK.sub("", DOT.sub("·", name))
