"""The phrases of pages, as patterns: matched against whole lines, or counted in them.

Apart from what decides by place, so that head and foot read the same lexicon.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from parsing.expressions import by_first, searchable
from parsing.lexicon import load

if TYPE_CHECKING:
    from collections.abc import Mapping


def matches(name: str, text: str) -> bool:
    """Whether a line is one of the phrases of a kind, whole."""
    begun, others = _whole(name)
    own = begun.get(text[:1])
    return (own is not None and own.fullmatch(text) is not None) or others.fullmatch(text) is not None


def speaks_of_itself(text: str) -> bool:
    """Whether a line says what only a site says of itself."""
    return statements(text) > 0


@lru_cache(maxsize=256)
def statements(text: str) -> int:
    """How many things a line says that only a site says of itself; kept, since each step of the layout asks again."""
    if not _any_statement().search(text):
        return 0
    return sum(pattern.search(text) is not None for pattern in _patterns("statements"))


SPAM_LEAST = 2


def is_spam(text: str) -> bool:
    """Whether a line is what intruders write into the pages of a site, for its readers' searches and not for them."""
    return _spam().search(text) is not None and len({found.group() for found in _spam().finditer(text)}) >= SPAM_LEAST


@cache
def documents() -> re.Pattern[str]:
    """The kind of a document at the end of its title: 通知, 方案."""
    return re.compile(rf"(?:{'|'.join(load('furniture')['documents'])})$")


@cache
def contacts() -> re.Pattern[str]:
    """What a line begins with that tells how to reach someone: 电话, 地址."""
    return re.compile("|".join(load("furniture")["contacts"]))


@cache
def _spam() -> re.Pattern[str]:
    return searchable(load("furniture")["spam"])


@cache
def _any_statement() -> re.Pattern[str]:
    return searchable(load("furniture")["statements"])


@cache
def _whole(name: str) -> tuple[Mapping[str, re.Pattern[str]], re.Pattern[str]]:
    """The phrases of a kind by the character they begin with, since a line can match few of them; and all others."""
    begun, others = by_first(load("furniture")[name])
    return {first: re.compile(phrases, re.IGNORECASE) for first, phrases in begun.items()}, re.compile(
        others, re.IGNORECASE
    )


@cache
def _patterns(name: str) -> tuple[re.Pattern[str], ...]:
    return tuple(map(re.compile, load("furniture")[name]))
