"""The characters of a stretch as the decoder reads them: readings glued to them taken along, each with its bytes.

Kept as parallel strings, since nearly all of a stretch is looked at once and left alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from parsing.clean.readings import SYLLABLE
from parsing.clean.script import simplified

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

UNIT = re.compile(rf"(?s)(.)(?:\(({SYLLABLE})\))?")


@dataclass(frozen=True, slots=True)
class Units:
    """Some characters and their simplified forms; where each begins, with one place more for the end; glued readings."""

    text: str
    plain: str
    starts: Sequence[int]
    hints: Mapping[int, str]

    def __len__(self) -> int:
        return len(self.text)

    def at(self, place: int) -> str:
        """The character at a place; a line break behind the last."""
        return self.text[place] if place < len(self.text) else "\n"


def units_of(stretch: str) -> Units:
    """The characters of a stretch."""
    if "(" not in stretch:
        return Units(stretch, stretch.translate(simplified()), range(len(stretch) + 1), {})
    found = list(UNIT.finditer(stretch))
    text = "".join([match[1] for match in found])
    hints = {number: match[2] for number, match in enumerate(found) if match[2]}
    return Units(text, text.translate(simplified()), [*(match.start() for match in found), len(stretch)], hints)
