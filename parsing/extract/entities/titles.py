"""TITLE: posts, with their ranks (副, 代) and, for party posts, the body they belong to."""

from __future__ import annotations

from functools import cache
from itertools import product
from typing import TYPE_CHECKING

from parsing.extract.mentions import Mention
from parsing.extract.vocabulary import Vocabulary
from parsing.lexicon import load
from parsing.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parsing.extract.mentions import MentionIndex
    from parsing.extract.vocabulary import Place

TITLES = load("titles")
PARTY = TITLES["party"]
CONTEXT: dict[str, list[str]] = TITLES["context"]
POST_LEVELS = tuple(PARTY["levels"])
"""Levels that the name of a party post may begin with: 县 in 县委书记."""
OFFICES = tuple(TITLES["offices"])
"""Offices that a post may begin with, unless they end a body's name: 县委办公室 + 主任."""
AFTER = tuple(CONTEXT["after"])
"""Behind what reads as a post: it is none (主任务)."""


@cache
def posts() -> Vocabulary:
    """Every post with every rank, party posts with their bodies, and who is to hold them."""
    bare = TITLES["posts"].split()
    held = {*bare, *map("".join, product(TITLES["ranks"], bare)), *_party_posts()}
    return Vocabulary.of(held | set(map("".join, product(held, TITLES["prospects"]))))


@cache
def roles() -> Vocabulary:
    """Professions, which are titles only beside a name."""
    return Vocabulary.of(TITLES["roles"].split())


def _party_posts() -> Iterator[str]:
    """The posts of the party with the level and the body they belong to: 县委书记, 市委组织部部长."""
    levels = ["", *PARTY["levels"]]
    for level, body, rank in product(levels, PARTY["bodies"], PARTY["ranks"]):
        if body != "委" or level:
            yield level + body + rank
    for level, department, head in product(levels, PARTY["departments"], PARTY["heads"]):
        yield (level + "委" if level else "") + department + head


def find_titles(text: str, found: list[Place], places: MentionIndex) -> list[Mention]:
    """The posts found in order; one that begins with the end of a place's name begins after it."""
    return [
        Mention(_without_place(text, start, end, places), end, "TITLE")
        for start, end in found
        if not text.startswith(AFTER, end) and not (text[end - 1] == "委" and text[end : end + 1] == "会")
    ]


def _without_place(text: str, start: int, end: int, places: MentionIndex) -> int:
    """Where the post begins when its first characters belong to the name before it.

    Its level may be the end of a place's name (某某镇 + 党委书记), its office that of a body's (县委办公室 + 主任), the
    committee the Youth League's (团县委 + 副书记). Behind the same character it is the post's own (该村 + 村支书).
    """
    league = places.at(start + 2) if text[start + 1 : start + 2] == "委" else None
    if league is not None and text[league.start] == "团" and text[start + 2 : end] in posts().words:
        return start + 2
    if text.startswith(OFFICES, start):
        office = next(name for name in OFFICES if text.startswith(name, start))
        if places.at(start + len(office)):
            return start + len(office)
    if not text.startswith(POST_LEVELS, start):
        return start
    for level in POST_LEVELS:
        rest = start + len(level)
        if not text.startswith(level, start) or text[rest:end] not in posts().words:
            continue
        own = text[start - 1 : start] == level
        inside = start > 0 and len(level) == 1 and not own and text[start - 1 : rest] in words()
        if places.at(rest) or (inside and not places.at(start)):
            return rest
    return start


@cache
def groups() -> Vocabulary:
    """Nouns of a group that names may follow."""
    return Vocabulary.of(CONTEXT["groups"])


@cache
def addresses() -> Vocabulary:
    """What follows a name that is spoken of with respect."""
    return Vocabulary.of(CONTEXT["address"])
