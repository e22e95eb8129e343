"""Split characters: the reading was written between the two bytes of a character, and again after the second.

    日報(bào)告  ->  日?qǐng)?bào)告

Each half became a ``?`` that swallowed the bracket after it, or left it; some pages leave the half out. The second
reading is that of the lost character. Its first byte makes, with the character before it, the one that the first
reading names. The words round the place choose among those that fit.
"""

from __future__ import annotations

import math
import re
from heapq import nlargest
from itertools import product

from parsing.clean.bytepairs import pair, two_bytes, with_lead
from parsing.clean.decoder import log_probability
from parsing.clean.fix import Fix
from parsing.clean.language import alone
from parsing.clean.pinyin import SYLLABLE, TONED, reads
from parsing.clean.script import HAN, simplified
from parsing.clean.straddling import leads_after

SPLIT = re.compile(rf"(?:[?\ufffd]\(?|\()({SYLLABLE})\)(?:[?\ufffd]\(?|\()({SYLLABLE})\)")
INSIDE = re.compile(rf"\(({TONED})\)(?=[{HAN}])")
READING = re.compile(rf"\({SYLLABLE}\)")
POINT = ".．"
"""What hardly stands before a character, and so is half of one."""
AROUND, MANY = 12, 24
MARGIN = 4.0
"""Log odds against the next best character that a choice needs."""
ONLY = 3 * MARGIN
"""What a choice is worth where there is but one."""


def find_split(text: str) -> list[Fix]:
    """Put the character back in the place of its two halves and their readings.

    Where it is whole again already, only take out what was written into it.
    """
    if ")" not in text:
        return []
    fixes = [Fix(match.start(), match.end(), "") for match in INSIDE.finditer(text) if _straddles(text, match)]
    for match in SPLIT.finditer(text):
        before, after = text[max(0, match.start() - AROUND) : match.start()], text[match.end() : match.end() + AROUND]
        before = READING.sub("", before)
        if match.group().startswith("(") and (not before or reads(before[-1], match[1])):
            continue
        best = _chosen(before, _options(before[-1:], match[1], match[2]), READING.sub("", after))
        if best:
            character, gain = best
            fixes.append(Fix(match.start(), match.end(), character, 1 - math.exp(-gain / MARGIN)))
    return sorted(fixes)


def _straddles(text: str, reading: re.Match[str]) -> bool:
    """Whether a reading belongs to the character that the one before it makes with the first byte of the next."""
    before, after = text[reading.start() - 1 : reading.start()], text[reading.end()]
    if not before or reads(before, reading[1]):
        return False
    halves = product(two_bytes(before), two_bytes(after))
    return any(
        ord(made) in simplified() and reads(made, reading[1])
        for (_, second), (first, _) in halves
        if (made := pair(second, first))
    )


def _options(before: str, straddling: str, reading: str) -> tuple[str, ...]:
    """The simplified characters with a reading whose first byte the other reading tells."""
    changed = simplified()
    leads = leads_after(before, straddling) if before.strip(POINT) else ()
    found = {c.translate(changed) for lead in leads for c in with_lead(lead) if reads(c, reading)}
    return tuple(sorted(found))


def _chosen(before: str, among: tuple[str, ...], after: str) -> tuple[str, float] | None:
    options = nlargest(MANY, among, key=alone)
    if len(options) == 1:
        return options[0], ONLY
    scored = nlargest(2, ((log_probability(before + c + after), c) for c in options))
    if len(scored) < 2 or scored[0][0] - scored[1][0] < MARGIN:
        return None
    return scored[0][1], scored[0][0] - scored[1][0]
