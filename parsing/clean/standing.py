"""What it costs to leave a character as it stands: a reading that is not its own, a question in what asks nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from parsing.clean.estimate import HINT_BROKEN
from parsing.clean.pinyin import reads
from parsing.clean.script import HAN
from parsing.clean.straddling import leads_after
from parsing.lexicon import load

if TYPE_CHECKING:
    from parsing.clean.units import Units

UNASKED = -4.0
"""Price of a question mark in a sentence that asks nothing."""
ASKING = re.compile("|".join(load("language")["asking"]))
SENTENCE, STOP = 30, re.compile("[。！？?!；;\n]")
"""Characters of a sentence in which a word that asks is looked for, and where one ends."""
QUESTION = frozenset("?？")
ASKED = re.compile(rf"[?](?=[{HAN}])")
"""One before Chinese; a reading or a figure behind it shows that a character was lost."""
LIKE = re.compile(rf"[!,;](?<=[{HAN}].)(?=[{HAN}\n]|\Z)")
"""A mark of half width in Chinese: a copy that has them so has its question marks so."""


def standing_price(units: Units, at: int) -> float:
    """What a character costs as it stands: a reading that is not its own, a question in what asks nothing."""
    character, hint = units.text[at], units.hints.get(at)
    price = HINT_BROKEN if hint and not (reads(character, hint) or _is_inside(units, at)) else 0.0
    return price + UNASKED if character in QUESTION and not (_asks(units, at) or _has_its_like(units, at)) else price


def _is_inside(units: Units, at: int) -> bool:
    """Whether a reading was written into a character of which this is half: one straddles it and that before as it is.

    So nothing was lost before that one.
    """
    return at > 0 and units.swallowed(at) != "" and leads_after(units.text[at - 1], units.hints[at]) != ()


def _has_its_like(units: Units, at: int) -> bool:
    """Whether a mark of half width stands beside Chinese in the same line, where one that asks is its like."""
    text = units.text
    if not ASKED.match(text, at):
        return False
    begins = text.rfind("\n", max(0, at - SENTENCE), at) + 1 or max(0, at - SENTENCE)
    ends = text.find("\n", at, at + SENTENCE)
    return LIKE.search(text, begins, at + SENTENCE if ends < 0 else ends + 1) is not None


def _asks(units: Units, at: int) -> bool:
    """Whether the sentence before a question mark has a word that asks."""
    begins = max(0, at - SENTENCE)
    for stop in STOP.finditer(units.text, begins, at):
        begins = stop.end()
    return ASKING.search(units.plain, begins, at) is not None
