"""Where a text shows that bytes were lost in it: the parts of lines that are worth reading again.

A sign must be cheap, as every healthy text is searched for it once, and may be wrong: the decoder decides.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from parsing.clean.readings import SYLLABLE
from parsing.clean.script import HAN, simplified

if TYPE_CHECKING:
    from collections.abc import Iterator

BEFORE, AFTER = 28, 28
"""Characters round a sign of damage that are read again."""

AFTER_HAN = rf"(?<=[{HAN}])"
ODD = "\u00e0-\u01dc\u0251\u0261\u0370-\u04ff\u2170-\u2179\u2474-\u249b\u2550-\u2573\u3040-\u30ff\u3105-\u312f"
WIDE = "\uff03-\uff07\uff0a\uff0b\uff0d-\uff19\uff1c-\uff1e\uff20-\uff5e"
MARKS = "，。、；：！？“”‘’（）《》,;:!"


@cache
def sign() -> re.Pattern[str]:
    """A reading of no Chinese character, a character that hardly stands between Chinese ones, or two rare ones."""
    rare = rare_characters()
    return re.compile(
        rf"[?@-~]\({SYLLABLE}\)|[\ue000-\uf8ff€]"
        rf"|(?<=[{HAN}])(?:[{ODD}]|[@-WYZ\[-wyz{{-~](?=[{HAN}{MARKS}0-9])|[?？](?=[\n0-9]|\Z))"
        rf"|(?<=[{HAN}?）”])[{WIDE}](?=[{HAN}?？@-~])"
        rf"|(?<=[{HAN})，。、；：！？”’）》])[?xX](?=[{HAN}{MARKS}\uff01-\uff5e])"
        rf"|[?？][@-~](?=[{HAN}{MARKS}(0-9])"
        rf"|[{rare}][{HAN}]{{0,2}}[{rare}?？]"
    )


@cache
def rare_characters() -> str:
    """Chinese characters, of either script, that are none of the 3,755 common ones of GB 2312, as a character class."""
    common = {bytes((lead, trail)).decode("gb2312", "ignore") for lead in range(0xB0, 0xD8) for trail in range(0xA1, 0xFF)}
    rare = [c for c in map(chr, range(0x4E00, 0xA000)) if c.translate(simplified()) not in common]
    return "".join(rare)


def stretches(text: str, before: int = BEFORE, after: int = AFTER) -> Iterator[tuple[int, int]]:
    """The parts of lines so many characters round signs of damage, apart from each other, with the line breaks."""
    start = end = -1
    for found in sign().finditer(text):
        first = max(0, text.rfind("\n", 0, found.start()), found.start() - before)
        if first >= end:
            if start >= 0:
                yield start, end
            start = first
        stop = text.find("\n", found.end())
        end = min(found.end() + after, stop + 1 if stop >= 0 else len(text))
    if start >= 0:
        yield start, end
