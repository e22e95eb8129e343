"""Characters as terminal cells: how wide each is, and what stands in for one that must not reach a terminal.

Widths are those of rich, which Textual crops and pads with, so that columns agree with what it draws. Every
stand-in is one character for one, so that an offset means the same in a text and in what is drawn of it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from rich.cells import get_character_cell_size

WIDE = "\u3001-\u3029\u3041-\u3096\u30a1-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff60\uffe0-\uffe6"
"""Characters of two cells that make up nearly all of a report; the others are looked up one by one."""

TOKEN = re.compile(rf"([{WIDE}]+)|([\x20-\x7e]+)|.", re.DOTALL)

UNSURE = re.compile(rf"[^\x20-\x7e{WIDE}]")
"""Characters that may be ambiguous: all but those whose width is plain."""

CONTROL = "\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff"
INVISIBLE = (
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
PRIVATE = "\ue000-\uf8ff\U000f0000-\U0010ffff"
JOINING = "\u200d\ufe00-\ufe0f"
"""What joins or varies emoji: terminals disagree about its effect on width, so that it is never written to one."""

HIDDEN = re.compile(f"[{CONTROL}{INVISIBLE}{PRIVATE}]")
HIDDEN_OR_JOINING = re.compile(f"[{CONTROL}{INVISIBLE}{PRIVATE}{JOINING}]")
JOINERS = re.compile(f"[{JOINING}]")
PICTURES = {
    "\x7f": "␡",
    **dict.fromkeys("\x85\u2028\u2029", "␤"),
    **dict.fromkeys("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", "⇄"),
}
CATEGORIES = {"Cc": "␦", "Co": "▯", "Cs": "\ufffd"}


@lru_cache(512)
def picture(char: str) -> str:
    """The visible stand-in, one cell wide, for a character that has no picture of its own."""
    code = ord(char)
    if code < 0x20:
        return chr(0x2400 + code)
    return PICTURES.get(char) or CATEGORIES.get(unicodedata.category(char), "‸")


def visible(text: str, *, everything: bool = False) -> str:
    """The text with pictures for control, invisible and private-use characters; line feeds stay.

    ``everything`` shows the joiners and variation selectors of emoji too.
    """
    hidden = HIDDEN_OR_JOINING if everything else HIDDEN
    return hidden.sub(lambda found: picture(found.group()), text)


def written(text: str) -> str:
    """What goes to the terminal for a stretch of :func:`visible` text: all but what takes no cell and may upset it."""
    return JOINERS.sub("", text)


@dataclass(frozen=True, slots=True)
class Cells:
    """Measures visible text. ``ambiguous`` is the width of East Asian ambiguous characters, such as ``…`` and ``“``."""

    ambiguous: int = 1

    def width(self, char: str) -> int:
        """Cells that one character takes: 0, 1 or 2."""
        size = get_character_cell_size(char)
        return self.ambiguous if size == 1 and unicodedata.east_asian_width(char) == "A" else size

    def drawn(self, text: str) -> str:
        """The text as it is written to a terminal that has such a character take two cells, where Textual counts one.

        A blank before it, and a step back: so both have it take two.
        """
        if self.ambiguous == 1:
            return text
        return UNSURE.sub(
            lambda found: f" \b{found.group()}" if self.width(found.group()) == 2 else found.group(), text
        )

    def length(self, text: str, start: int, end: int) -> int:
        """Cells that ``text[start:end]`` takes."""
        total = 0
        for found in TOKEN.finditer(text, start, end):
            if found.lastindex is None:
                total += self.width(found.group())
            else:
                total += (found.end() - found.start()) * (3 - found.lastindex)
        return total

    def fit(self, text: str, start: int, end: int, room: int) -> int:
        """Where the longest stretch from ``start`` ends that takes at most ``room`` cells.

        Characters of no width stay with the one before them.
        """
        at = start
        while at < end:
            found = TOKEN.match(text, at, min(end, at + room + 1))
            if found is None or found.lastindex is None:
                size = self.width(text[at])
                if size > room:
                    break
                room -= size
                at += 1
                continue
            each = 3 - found.lastindex
            size = found.end() - at
            taken = min(size, room // each)
            at += taken
            room -= taken * each
            if taken < size:
                break
        return at


CELLS = Cells()
