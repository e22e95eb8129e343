"""Whether a stretch of text closes or opens a bracket, for rules that must not look across its edge."""

from __future__ import annotations

import re

BRACKET = re.compile("[（()）]")
MIRROR = str.maketrans("（）()", "）（)(")


def closes(between: str) -> bool:
    """Whether a bracket that was open before the stretch closes in it, be it that others open and close behind."""
    if "）" not in between and ")" not in between:
        return False
    depth = 0
    for mark in BRACKET.findall(between):
        depth += 1 if mark in "（(" else -1
        if depth < 0:
            return True
    return False


def opens(between: str) -> bool:
    """Whether a bracket opens in the stretch that is still open at its end."""
    return closes(between[::-1].translate(MIRROR))


def opening(text: str, floor: int, end: int) -> int:
    """Where the bracket opens that a place stands in, looked for from ``floor`` on; ``floor`` where there is none."""
    depth = 0
    for found in reversed([*BRACKET.finditer(text, floor, end)]):
        depth += 1 if found.group() in "（(" else -1
        if depth > 0:
            return found.start()
    return floor
