"""Which brackets a stretch of text leaves open or closes, for rules that must not look across the edge of one.

In 甲市8例（轻型3例）、乙市3例 the rules for 乙市 see that a bracket has closed since 轻型.
"""

from __future__ import annotations

import re

BRACKET = re.compile("[（()）]")
MIRROR = str.maketrans("（）()", "）（)(")


def closes(between: str) -> bool:
    """Whether the stretch closes a bracket that was open before it: 3例）、乙市, but not 、乙市（含郊区）."""
    if "）" not in between and ")" not in between:
        return False
    depth = 0
    for mark in BRACKET.findall(between):
        depth += 1 if mark in "（(" else -1
        if depth < 0:
            return True
    return False


def opens(between: str) -> bool:
    """Whether the stretch opens a bracket that is still open at its end: 甲市（含, but not 甲市（含郊区）."""
    return closes(between[::-1].translate(MIRROR))


def opening(text: str, floor: int, end: int) -> int:
    """Where the innermost bracket opens that is still open at ``end``; ``floor`` where none opens from there on."""
    depth = 0
    for found in reversed([*BRACKET.finditer(text, floor, end)]):
        depth += 1 if found.group() in "（(" else -1
        if depth > 0:
            return found.start()
    return floor
