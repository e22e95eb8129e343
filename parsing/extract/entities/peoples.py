"""Names made of parts, of peoples whose names no surname opens: 扎西 + 顿珠, 斯琴 + 高娃, 沙马 + 拉铁, 吐尔逊.

Such parts are hardly anything else where two of them meet, so no company is asked for: unlike the names of
:mod:`parsing.extract.entities.transcribed`, whose single characters tell little without a dot or a post.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from parsing.expressions import any_of
from parsing.extract.entities.transcribed import DOT, SOUNDS, TRANSCRIBED, best_end
from parsing.lexicon import load
from parsing.searching import first_of, matches

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

WHOLE = 3
"""Characters of a part that is a name by itself; shorter ones are words and places too (达瓦, 乌兰)."""
BEHIND = re.compile(f"[{SOUNDS}]{{0,3}}[{load('peoples')['not_before']}]")
"""Behind the parts, also with a few characters more of the kind.

The name is a place's (宝音图嘎查) or goes on with a dot."""


@cache
def _peoples() -> tuple[list[str], ...]:
    """The parts of names, people by people."""
    return tuple(load("peoples")[people].split() for people in ("tibetan", "mongolian", "turkic"))


@cache
def _named() -> re.Pattern[str]:
    """A name of two or three parts of one people, of a clan and what one is called, or of one long part."""
    pairs = [f"(?:{any_of(parts)}){{2,3}}" for parts in _peoples()]
    pairs.append(any_of(load("peoples")["clans"].split()) + any_of(load("peoples")["called"].split()))
    return re.compile("|".join([*pairs, any_of(part for part in _all_parts() if len(part) >= WHOLE)]))


@cache
def _opening() -> re.Pattern[str]:
    """The characters that such a name begins with."""
    return re.compile(first_of([*_all_parts(), *load("peoples")["clans"].split()]))


def _all_parts() -> list[str]:
    return [part for parts in _peoples() for part in parts]


def names_of_parts(text: str) -> Iterator[tuple[int, int]]:
    """Names of such parts that stand free: no dot beside them, no kind of place behind them."""
    for match in matches(_named(), _opening(), text):
        start, end = match.span()
        if text[start - 1 : start] not in DOT and BEHIND.match(text, end) is None:
            yield start, end


@cache
def _one_part() -> re.Pattern[str]:
    """One part of two characters."""
    return re.compile(any_of(part for part in _all_parts() if len(part) < WHOLE))


def names_of_one_part(text: str, ends: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Names of one short part right behind the nouns for people that end at ``ends``: 牧民 + 次仁.

    What goes on in characters of the kind is a part that no list has, and belongs to the name.
    """
    for at in ends:
        match, sounds = _one_part().match(text, at), TRANSCRIBED.match(text, at)
        if match is None or BEHIND.match(text, match.end()) is not None:
            continue
        longest = best_end(text, at, sounds.end(), least=2) if sounds else at
        yield at, max(match.end(), longest)
