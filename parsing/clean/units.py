"""The characters of a stretch as the decoder reads them: readings glued to them taken along, each with its bytes.

Kept as parallel strings, since nearly all of a stretch is looked at once and left alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from parsing.clean.pinyin import SWALLOWED, SYLLABLE
from parsing.clean.script import spoken

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LETTER = re.compile("[A-Za-z\u00c0-\u024f]")
REPEATED = frozenset("?？!！.。…")
UNIT = re.compile(rf"(?s){SWALLOWED}|(.)(?:\(({SYLLABLE})\))?")


@dataclass(frozen=True, slots=True)
class Units:
    """Some characters and their simplified forms; where each begins and the last ends; the readings glued to them."""

    text: str
    plain: str
    starts: Sequence[int]
    hints: Mapping[int, str]

    def __len__(self) -> int:
        return len(self.text)

    def swallowed(self, place: int) -> str:
        """The reading at a ``?`` that has swallowed its bracket, if the place is one."""
        hint = self.hints.get(place, "")
        return hint if hint and self.starts[place + 1] - self.starts[place] == len(hint) + 2 else ""

    def is_latin(self, place: int) -> bool:
        """Whether a letter is part of a Latin word, and so no byte of a character."""
        text = self.text
        if not LETTER.match(text, place):
            return False
        return bool(LETTER.match(text, place + 1)) or (place > 0 and bool(LETTER.match(text, place - 1)))

    def is_repeated(self, place: int) -> bool:
        """Whether a mark stands there again and again, as one in excitement writes it."""
        mark = self.text[place]
        return mark in REPEATED and mark * 3 in self.text[max(0, place - 2) : place + 3]

    def at(self, place: int) -> str:
        """The character at a place; a line break behind the last."""
        return self.text[place] if place < len(self.text) else "\n"


def units_of(stretch: str) -> Units:
    """The characters of a stretch."""
    if ")" not in stretch:
        return Units(stretch, stretch.translate(spoken()), range(len(stretch) + 1), {})
    found = list(UNIT.finditer(stretch))
    text = "".join([match[2] or "?" for match in found])
    hints = {number: hint for number, match in enumerate(found) if (hint := match[1] or match[3])}
    return Units(text, text.translate(spoken()), [*(match.start() for match in found), len(stretch)], hints)
