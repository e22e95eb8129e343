"""Names of people of other nations and peoples, written by their sounds: 阿依古丽·买买提, 约翰·史密斯, 扎西顿珠.

Apart from the other names, which a surname opens; here the characters tell, and the dot between the parts.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from parsing.lexicon import load
from parsing.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

AHEAD = 10
"""Characters read to see how the clause goes on."""
TRANSCRIBED_COST, NO_NAME_COST = -6.0, -2.0
"""Log probabilities: of a character of transcription, and of there being no name where one was looked for."""
DOTTED = re.compile(r"[\u4e00-\u9fff]{1,7}(?:[·•・‧][\u4e00-\u9fff]{1,8})+")
"""Anything with a dot that may be such a name, of whatever characters."""
DOTS = "·•・‧"
DOT = frozenset(DOTS)
SOUNDS = "".join(sorted(set(load("surnames")["transcription"]) - {"\n"}))
"""The characters in which foreign names are written."""
INSIDE = frozenset(load("surnames")["inside"])
"""Of these, those that end no name."""
TRANSCRIBED = re.compile(rf"[{SOUNDS}]{{2,8}}")
"""A name of such characters without a dot."""
FOREIGN = re.compile(rf"[{SOUNDS}]{{2,7}}(?:[·•・‧][{SOUNDS}]{{1,8}})+")
"""A name of such characters with its dots."""


def dotted_at(text: str, start: int, end: int) -> re.Match[str] | None:
    """A transcribed name with its dot that begins there."""
    if DOT.isdisjoint(text[start:end]):
        return None
    foreign = FOREIGN.search(text, start, end)
    if foreign is None:
        return DOTTED.match(text, start, end)
    return foreign if foreign.start() == start else None


def end_of_dotted(text: str, match: re.Match[str]) -> int:
    """Where a name with a dot ends: its last part goes on as long as it reads better as a name than as words."""
    last = max(match.group().rfind(dot) for dot in DOTS) + match.start() + 1
    part = TRANSCRIBED.match(text, last, match.end())
    if part is None:
        return min(match.end(), last + 2)
    return best_end(text, last, part.end(), least=2)


def best_end(text: str, start: int, end: int, *, least: int) -> int:
    """Where a transcribed name ends, at two characters at least, or ``start`` where words read better and none may."""
    rest = words().route(text[start : end + AHEAD])
    sizes = [size for size in range(2, end - start + 1) if text[start + size - 1] not in INSIDE]
    weights = {size: size * TRANSCRIBED_COST + rest[size][0] for size in sizes or [2]}
    if least == 0:
        weights[0] = rest[0][0] + NO_NAME_COST
    return start + max(weights, key=lambda size: weights[size])


def dotted_names(text: str) -> Iterator[tuple[int, int]]:
    """Transcribed names with their dot: 阿依古丽·买买提."""
    for match in FOREIGN.finditer(text) if any(dot in text for dot in DOTS) else ():
        yield match.start(), max(end_of_dotted(text, match), match.start())


def first_part(name: str) -> str:
    """The part before the first dot, by which who has such a name is called; nothing where there is no dot."""
    dot = next((at for at, sign in enumerate(name) if sign in DOT), 0)
    return name[:dot]
