"""The dot between the parts of a transcribed name that a page in GBK has as a question mark: 约翰?史密斯.

GBK has one such dot (·); those of other kinds (•, ‧) became ``?`` where a page was written in it. The characters on
either side tell: all are of those in which names are transcribed, and no common word ends or begins there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from parsing.clean.fix import Fix
from parsing.clean.language import dictionary
from parsing.clean.signs import is_plain
from parsing.lexicon import load

if TYPE_CHECKING:
    from collections.abc import Iterator

SOUNDS = "".join(load("surnames")["transcription"].split())
BETWEEN = re.compile(rf"(?<=[{SOUNDS}]{{2}})\?(?=[{SOUNDS}]{{2}})")
LONGEST, COMMON = 4, -11.9
"""Characters of a word that is looked for, and the log probability from which it is no part of a name: 西班牙, no 约翰."""
CONFIDENCE = 0.9


def find_lost_dots(text: str) -> list[Fix]:
    """The dots; none in a text that is damaged beyond doubt, where ``?`` stands for lost bytes."""
    found = [match.start() for match in BETWEEN.finditer(text)] if "?" in text else []
    dots = [Fix(at, at + 1, "·", CONFIDENCE) for at in found if not _is_word(text, at)]
    return [] if dots and is_plain(text) else dots


def _is_word(text: str, at: int) -> bool:
    """Whether a common word ends right before the mark or begins right behind it."""
    known = (dictionary().log(word) for word in _words(text, at))
    return any(log is not None and log > COMMON for log in known)


def _words(text: str, at: int) -> Iterator[str]:
    for size in range(2, LONGEST + 1):
        yield text[max(0, at - size) : at]
        yield text[at + 1 : at + 1 + size]
