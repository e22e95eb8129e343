"""ORG: temples, which bear names of any words and act as bodies: 云谷寺, 江州白鹤观, 城隍庙.

Apart from the other bodies: 寺 or 观 ends many words, so that what opens a clause or stands in a list, and goes on as a
body does, tells a temple, or a place directly before it.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from parsing.expressions import any_of
from parsing.extract.entities.body_words import NEVER, ORGANISATIONS
from parsing.extract.entities.modifiers import outermost
from parsing.extract.mentions import Mention
from parsing.extract.tokens import CHINESE
from parsing.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parsing.extract.mentions import MentionIndex
    from parsing.extract.tokens import Tokens

TEMPLES = ORGANISATIONS["temples"]
LONGEST = 5
"""Most characters of a temple's name without its place."""
VERBAL = ("v", "p", "d", "c", "r")
"""Parts of speech that no temple's name begins with: fewer than ``FUNCTION_TAGS``, as it may with a numeral (三清观)."""
OPENS = frozenset("、和与及由向到在给往")
"""What may stand before a temple, beside marks."""


@cache
def _temple() -> re.Pattern[str]:
    """The end of a temple's name, and behind it a mark or what a body does."""
    return re.compile(rf"{any_of(TEMPLES['ends'])}(?=[^\u4e00-\u9fff]|$|{any_of(TEMPLES['behind'])})")


def find_temples(tokens: Tokens, places: MentionIndex) -> Iterator[Mention]:
    """Temples with the places before them, where the text tells of religion."""
    text = tokens.text
    if not any(word in text for word in TEMPLES["religion"]):
        return
    for match in _temple().finditer(text):
        start = _start(tokens, match.end(), places)
        place = places.at(start)
        if (
            start < match.start()
            and _is_name(text, start, match.end())
            and (place or not _opens_verbal(text, start, match.end()))
        ):
            yield Mention(outermost(places, place) if place is not None else start, match.end(), "ORG")


def _start(tokens: Tokens, end: int, places: MentionIndex) -> int:
    """Where the name begins that ends at ``end``: behind a place, a mark or a preposition near it, else ``end``."""
    text = tokens.text
    run = tokens.run(end - 1)[0]
    for at in range(end - 2, max(run, end - LONGEST) - 1, -1):
        place = places.at(at)
        if place is not None or at == run or text[at - 1] in OPENS:
            return at
    return end


def _opens_verbal(text: str, start: int, end: int) -> bool:
    """Whether a stretch begins with a verb or the like: 确保 + 清真寺."""
    first = words().cut(text[start:end])[0]
    return len(first.text) > 1 and first.tag.startswith(VERBAL)


def _is_name(text: str, start: int, end: int) -> bool:
    """Whether a stretch is no everyday word (景观, 参观) and has no particle in it."""
    name = text[start:end]
    known = words()
    common = any(known.is_common(name[at:]) and not known.tag(name[at:]).startswith("n") for at in range(len(name) - 1))
    plain = any(name.endswith(word) for word in TEMPLES["no_temples"])
    return (
        name not in TEMPLES["kinds"]
        and CHINESE.fullmatch(name) is not None
        and not (common or plain)
        and NEVER.isdisjoint(name)
    )
