"""Glued pinyin: a converter wrote the reading after each character that it had changed, as in 區(qū)委書(shū)記.

A reading is taken away only where it is a reading of the character before it, the character is one that converters
change, and the text has several: a writer's own gloss of a rare character stays.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from parsing.clean.fix import Fix
from parsing.clean.script import HAN, choices, simplified

SYLLABLE = r"[a-zāáǎàēéěèīíǐìńňǹōóǒòūúǔùüǖǘǚǜ]{1,6}"
GLUED = re.compile(rf"([{HAN}])\(({SYLLABLE})\)")
ENOUGH = 2
"""Readings that a text must have before any of them counts as damage."""


@cache
def readings() -> dict[int, frozenset[str]]:
    """All readings of each character, with tone marks (pypinyin's table)."""
    from pypinyin.constants import PINYIN_DICT  # noqa: PLC0415 -- takes 0.2 s, and healthy texts have no readings

    return {code: frozenset(plain.split(",")) for code, plain in PINYIN_DICT.items()}


def reads(character: str, syllable: str) -> bool:
    """Whether the syllable is a reading of the character, in either script."""
    wanted = unicodedata.normalize("NFC", syllable)
    table = readings()
    forms = {character, character.translate(simplified())}
    return any(wanted in table.get(ord(form), ()) for form in forms)


def find_readings(text: str) -> list[Fix]:
    """Take glued readings away."""
    changed = simplified()
    found = [
        Fix(match.start(2) - 1, match.end(), "")
        for match in GLUED.finditer(text)
        if ord(match[1]) in changed or match[1] in choices()
        if reads(match[1], match[2])
    ]
    return found if len(found) >= ENOUGH else []
